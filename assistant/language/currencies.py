"""Names of currencies in both languages, and which of them several countries share: ``$``, ``pesos``, ``克朗``."""

from __future__ import annotations

import re

CURRENCIES = {
    "EUR": ("EUR", "€", "euros", "euro", "欧元"),
    "USD": ("USD", "US$", "US dollars", "US dollar", "dollars", "dollar", "美元", "美金", "$"),
    "CNY": ("CNY", "RMB", "yuan", "renminbi", "人民币", "元人民币", "¥", "￥", "元"),
    "GBP": ("GBP", "£", "pounds", "pound", "英镑"),
    "HKD": ("HKD", "HK$", "Hong Kong dollars", "港元", "港币"),
    "JPY": ("JPY", "yen", "日元"),
    "MAD": ("MAD", "dirhams", "dirham", "迪拉姆"),
    "TRY": ("TRY", "Turkish lira", "lira", "₺", "里拉"),
    "HUF": ("HUF", "forints", "forint", "福林"),
    "PLN": ("PLN", "zlotys", "zloty", "zł", "兹罗提"),
    "THB": ("THB", "baht", "฿", "泰铢"),
    "IDR": ("IDR", "Rp", "rupiah", "印尼盾"),
    "ZAR": ("ZAR", "rand", "兰特"),
    "EGP": ("EGP", "Egyptian pounds", "埃及镑", "埃镑"),
    "MXN": ("MXN", "Mexican pesos", "pesos", "墨西哥比索", "比索"),
    "BRL": ("BRL", "R$", "reais", "雷亚尔"),
    "ETB": ("ETB", "birr", "比尔"),
    "CAD": ("CAD", "C$", "CA$", "Canadian dollars", "加元"),
    "AED": ("AED", "UAE dirhams", "阿联酋迪拉姆"),
    "ALL": ("ALL", "列克"),
    "AMD": ("AMD", "德拉姆"),
    "AOA": ("AOA", "kwanzas", "kwanza", "宽扎"),
    "ARS": ("ARS", "Argentine pesos", "阿根廷比索"),
    "AUD": ("AUD", "A$", "AU$", "Australian dollars", "澳元"),
    "AZN": ("AZN", "manats", "manat", "马纳特"),
    "BAM": ("BAM", "convertible marks", "可兑换马克"),
    "BDT": ("BDT", "taka", "塔卡"),
    "BGN": ("BGN", "leva", "列弗"),
    "BHD": ("BHD", "Bahraini dinars", "巴林第纳尔"),
    "BOB": ("BOB", "bolivianos", "玻利维亚诺"),
    "BWP": ("BWP", "pula", "普拉"),
    "BYN": ("BYN", "Belarusian roubles", "白俄罗斯卢布"),
    "CDF": ("CDF", "Congolese francs", "刚果法郎"),
    "CHF": ("CHF", "Swiss francs", "瑞士法郎", "瑞郎"),
    "CLP": ("CLP", "Chilean pesos", "智利比索"),
    "COP": ("COP", "Colombian pesos", "哥伦比亚比索"),
    "CRC": ("CRC", "colones", "科朗"),
    "CZK": ("CZK", "Kč", "Czech crowns", "Czech koruna", "捷克克朗"),
    "DKK": ("DKK", "Danish kroner", "丹麦克朗"),
    "DOP": ("DOP", "Dominican pesos", "多米尼加比索"),
    "DZD": ("DZD", "Algerian dinars", "阿尔及利亚第纳尔"),
    "GEL": ("GEL", "lari", "拉里"),
    "GHS": ("GHS", "GH₵", "cedis", "塞地"),
    "GNF": ("GNF", "Guinean francs", "几内亚法郎"),
    "GTQ": ("GTQ", "quetzales", "格查尔"),
    "ILS": ("ILS", "₪", "shekels", "谢克尔"),
    "INR": ("INR", "₹", "Rs.", "Rs", "Indian rupees", "rupees", "印度卢比", "卢比"),
    "IQD": ("IQD", "Iraqi dinars", "伊拉克第纳尔"),
    "ISK": ("ISK", "Icelandic kronur", "冰岛克朗"),
    "JOD": ("JOD", "Jordanian dinars", "约旦第纳尔"),
    "KES": ("KES", "KSh", "Kenyan shillings", "shillings", "肯尼亚先令", "先令"),
    "KGS": ("KGS", "吉尔吉斯索姆"),
    "KHR": ("KHR", "riels", "瑞尔"),
    "KRW": ("KRW", "₩", "韩元", "韩圆"),
    "KWD": ("KWD", "Kuwaiti dinars", "科威特第纳尔"),
    "KZT": ("KZT", "₸", "tenge", "坚戈"),
    "LAK": ("LAK", "基普"),
    "LKR": ("LKR", "Sri Lankan rupees", "斯里兰卡卢比"),
    "LYD": ("LYD", "Libyan dinars", "利比亚第纳尔"),
    "MDL": ("MDL", "Moldovan lei", "摩尔多瓦列伊"),
    "MKD": ("MKD", "denars", "代纳尔"),
    "MMK": ("MMK", "kyats", "缅元"),
    "MNT": ("MNT", "tugriks", "图格里克"),
    "MUR": ("MUR", "Mauritian rupees", "毛里求斯卢比"),
    "MYR": ("MYR", "RM", "ringgit", "林吉特", "马币", "令吉"),
    "MZN": ("MZN", "meticais", "梅蒂卡尔"),
    "NAD": ("NAD", "Namibian dollars", "纳米比亚元"),
    "NGN": ("NGN", "₦", "naira", "奈拉"),
    "NOK": ("NOK", "Norwegian kroner", "挪威克朗"),
    "NPR": ("NPR", "Nepalese rupees", "尼泊尔卢比"),
    "NZD": ("NZD", "NZ$", "New Zealand dollars", "新西兰元", "纽元"),
    "OMR": ("OMR", "Omani rials", "阿曼里亚尔"),
    "PEN": ("PEN", "Peruvian soles", "秘鲁索尔", "索尔"),
    "PHP": ("PHP", "₱", "Philippine pesos", "菲律宾比索"),
    "PKR": ("PKR", "Pakistani rupees", "巴基斯坦卢比"),
    "PYG": ("PYG", "guaranies", "瓜拉尼"),
    "QAR": ("QAR", "Qatari riyals", "卡塔尔里亚尔"),
    "RON": ("RON", "lei", "列伊"),
    "RSD": ("RSD", "Serbian dinars", "dinars", "塞尔维亚第纳尔", "第纳尔"),
    "RUB": ("RUB", "₽", "roubles", "rubles", "卢布"),
    "RWF": ("RWF", "Rwandan francs", "卢旺达法郎"),
    "SAR": ("SAR", "Saudi riyals", "riyals", "rials", "沙特里亚尔", "里亚尔"),
    "SEK": ("SEK", "Swedish kronor", "kronor", "kroner", "crowns", "瑞典克朗", "克朗"),
    "SGD": ("SGD", "S$", "Singapore dollars", "新加坡元", "新元", "新币"),
    "TJS": ("TJS", "索莫尼"),
    "TMT": ("TMT",),
    "TND": ("TND", "Tunisian dinars", "突尼斯第纳尔"),
    "TWD": ("TWD", "NT$", "新台币"),
    "TZS": ("TZS", "TSh", "Tanzanian shillings", "坦桑尼亚先令"),
    "UAH": ("UAH", "₴", "hryvnias", "hryvnia", "格里夫纳"),
    "UGX": ("UGX", "USh", "Ugandan shillings", "乌干达先令"),
    "UYU": ("UYU", "Uruguayan pesos", "乌拉圭比索"),
    "UZS": ("UZS", "乌兹别克苏姆", "苏姆"),
    "VND": ("VND", "₫", "越南盾"),
    "XAF": ("XAF", "CFA francs", "中非法郎"),
    "XOF": ("XOF", "FCFA", "西非法郎"),
    "ZMW": ("ZMW", "kwachas", "kwacha", "克瓦查"),
}
"""Names by ISO 4217 code. A name that several countries share stands with the one that is meant most often."""

CODES_IN_CAPITALS = frozenset(
    "ALL AMD AOA AZN BAM BDT BHD BOB BWP BYN CAD CDF COP CRC DOP GEL GNF GTQ ILS IQD ISK JOD KES KGS KHR KWD LAK LKR LYD "
    "MAD MDL MKD MMK MNT MUR MZN NAD NPR NZD OMR PEN PHP PKR PYG QAR RM RON Rp Rs Rs. KSh TSh USh TJS TMT TRY TWD UAH UYU XAF XOF ZMW lei".split()
)
"""Names that are words, or something else, unless they are written just so."""

BEFORE_NUMBERS = frozenset(("Rs.", "Rs", "Rp", "KSh", "TSh", "USh"))
"""Short names that stand before the number as codes do, and are no codes."""

SHARED = (
    (r"(?<![A-Z])\$|\bdollars?\b", "USD CAD AUD NZD SGD HKD TWD NAD"),
    (r"\bpesos\b|(?<=[\d\s万亿千百])比索", "MXN ARS CLP COP PHP UYU DOP"),
    (r"\bdinars\b|(?<=[\d\s万亿千百])第纳尔", "RSD DZD TND BHD IQD JOD KWD LYD"),
    (r"\brupees\b|\bRs\b|(?<=[\d\s万亿千百])卢比", "INR PKR LKR NPR MUR"),
    (r"\bkron[oe]r\b|\bcrowns\b|(?<=[\d\s万亿千百])克朗", "SEK NOK DKK ISK CZK"),
    (r"\bshillings\b|(?<=[\d\s万亿千百])先令", "KES TZS UGX"),
    (r"\briyals\b|\brials\b|(?<=[\d\s万亿千百])里亚尔", "SAR OMR QAR"),
    (r"\bdirhams?\b|(?<=[\d\s万亿千百])迪拉姆", "MAD AED"),
    (r"\bpounds?\b", "GBP EGP"),
    (r"\blei\b|(?<=[\d\s万亿千百])列伊", "RON MDL"),
    (r"\br(?:o)?ubles\b|(?<=[\d\s万亿千百])卢布", "RUB BYN"),
)
"""Names that several currencies share, and their codes."""
_SHARED = tuple((re.compile(words, re.IGNORECASE), frozenset(codes.split())) for words, codes in SHARED)


def may_mean(words: str, code: str) -> bool:
    """Whether the words of a sum name its currency by a name that the currency of a code has too: ``$2,000``, ``CAD``."""
    return any(code in codes and pattern.search(words) is not None for pattern, codes in _SHARED)
