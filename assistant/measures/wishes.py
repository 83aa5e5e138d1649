"""What a question asks of measures: an estimate of the user's own figures, a comparison, or what starts or ends soon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.language.quantities import Quantity, QuantityKind, quantities
from assistant.language.script import simplify
from assistant.measure import Instrument, Money
from assistant.measures.converting import NAMES, unit_of
from assistant.measures.deadlines import Window, days_after, window
from assistant.measures.estimates import Count, Given
from assistant.measures.money import SCIENTIFIC, SIGNED, ExchangeRate, checked, known_currency, mixed_currencies

CURRENCY_SHORT = (
    (re.compile(r"(?<=[\d万亿千百])\s*欧(?![元盟洲美非])"), "欧元"),
    (re.compile(r"(?<=[\d万亿千百])\s*(?:美金|美刀|刀(?!具))"), "美元"),
    (re.compile(r"(?<=[\d万亿千百])\s*镑"), "英镑"),
)
"""What people say for a currency behind a number."""

HOW_MUCH = re.compile(
    r"多少|几(?:何|个钱)|能(?:拿|补|抵|省|领|申|扣)|到手|算(?:下来|一下|出)|测算|估算|合计|一共|要交|该交|应缴|封顶|够得着|够不够|够[吗格不]|能不能|呢[？?]?$|"
    r"\bhow (?:much|many|large|big|high)\b|\bwhat\b|\bwhich\b|"
    r"\b(?:estimate|calculate|work out|compute|come to|amount to|add up)\b|\bhow do\b|\b(?:qualif(?:y|ies)|eligible|enough|can we|do we|would we|are we|and (?:for|with|if)|if we)\b",
    re.IGNORECASE,
)
INVESTS = re.compile(
    r"投(?!标|诉|票|产|放)|出资|建厂|设厂|研发|项目|设备|花(?:费|了)?|采购|购置|预算|支出|开支|"
    r"\binvest\w*|\bspend\w*|\bbuild\w*|\bplants?\b|\bfactor(?:y|ies)\b|\bproject\b|\bequipment\b|\bcapex\b|\bbudget\b|\bbuy (?:\w+ )?(?:equipment|machin\w+)|"
    r"\bexpansion\b|\boutlay\b|\bput(?:ting)? (?:in|up)\b|\bplan(?:s|ned|ning)?\b",
    re.IGNORECASE,
)
PUTS_IN = re.compile(
    r"投(?!标|诉|票|产|放)|出资|开发合同|\binvest\w*|\bspend\w*|\bcapex\b|\bdevelopment contracts?\b|\bcontratt[oi]\b",
    re.IGNORECASE,
)
"""Words of investing itself; a plant or project alone may be spoken of in any question."""
VALUED = re.compile(
    r"报关|完税|货值|到岸|申报|进口价|进口|出口价|出厂价|单价|关税|税率|"
    r"\bcustoms\b|\bdeclared\b|\bdut(?:y|ies)\b|\bimport\w*|\btariffs?\b|\bCIF\b|\bvalued?\b|\bworth\b|\bpriced?\b|\bleaves the\b|\binvoice\w*",
    re.IGNORECASE,
)
PRICED = re.compile(
    r"售价|车价|标价|裸车价|不含税|含税|买车|购车|\bbuyers?\b|\bcar (?:that )?costs\b|\bit costs\b|\bbefore tax\b|\blist price\b|\bretail price\b|\bpurchase price\b",
    re.IGNORECASE,
)
"""With such words an amount is the price that a buyer pays, and no investment."""
PASTED = re.compile(r"[\[【［][^\]】］]{12,}[\]】］]")
"""Text in brackets is pasted: what stands in it are not the user's own figures."""
COUNTS_WANTED = re.compile(
    r"多少(?:台|辆|部)|几(?:台|辆)|\bhow many (?:\w+ )?(?:cars|vehicles|units|buses|trucks)\b", re.IGNORECASE
)
EACH = re.compile(
    r"每[台辆部]|单[台价]|一[台辆]|\b(?:each|apiece|per (?:car|vehicle|unit)|a (?:car|piece)|every)\b", re.IGNORECASE
)
ALL_TOGETHER = re.compile(
    r"总(?:货值|价值|额|价|共)|合计|一批|\b(?:in total|altogether|total|consignment|shipment|batch|together)\b",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r"加起来|相加|叠加|合计|一共|总共|合起来|\b(?:together|in total|altogether|combined|add up|sum|overall|all in)\b",
    re.IGNORECASE,
)

UNITS = re.compile(
    rf"(?P<number>\d[\d,.]*(?:\s*(?:万|千|百|thousand|million|k))?|[一二两三四五六七八九十百千万]+)\s*"
    rf"(?:[A-Z][\w-]+ ){{0,2}}(?:new |imported |electric |Chinese |battery |eligible |纯电|电动|新能源|合格)*(?P<unit>{'|'.join(NAMES.values())})(?![A-Za-z])",
)

COMPARES = re.compile(
    r"比较|对比|相比|比一比|哪(?:个|边|里|国|家|一个)?(?:更|的)?.{0,8}(?:高|低|多|少|好|划算|优惠|容易|省|大|快|严)|差多少|谁(?:高|低|多|少)|分别|各(?:是|补|有|收)?多少|区别|不同|有何差|"
    r"\bcompar\w*|\bversus\b|\bvs\.?\b|\bdiffer\w*|\bwhich (?:one|country|place|is|of|has|offers|pays|gives)\b|\bbetween\b|\bbetter\b|\bhigher\b|\blower\b|\beach\b",
    re.IGNORECASE,
)
GIVES = re.compile(
    r"补贴|补助|优惠|激励|扶持|奖励|资助|抵免|减免|免税|政策|抵扣|扣除|列支|抵[多几]|incentive|subsid|grant|\baid\b|support|tax credit|\bcredit\b|tax break|deduct|allowance|save |benefit|\boffer|put on the table|premium",
    re.IGNORECASE,
)
TAKES = re.compile(
    r"关税|税率|加征|反补贴|配额|duty|duties|tariff|entry charge|customs charge|quota|levy|levies", re.IGNORECASE
)
DEMANDS = re.compile(
    r"本地化(?:率|要求|含量)?|国产化率?|本地含量|原产地(?:要求|比例)|回收率|\blocal (?:content|value)\b|\blocali[sz]ation\b|\brules? of origin\b|\brecycled (?:content|\w+)\b",
    re.IGNORECASE,
)
"""What laws ask for as a share."""
AGREEMENT = re.compile(
    r"\b(?:agreements?|treat(?:y|ies)|accords?|trade\s+deals?|tca|fta)\b|协定|协议|条约", re.IGNORECASE
)
"""What two places have with each other, whose names do not set them against each other."""
SIDE_BY_SIDE = re.compile(r"比较|对比|相比|区别|不同|差别|\bcompar\w*|\bversus\b|\bvs\.?\b|\bdiffer\w*", re.IGNORECASE)

NAMED_INSTRUMENTS = {
    Instrument.GRANT: re.compile(r"\bcash\b|\bgrants?\b|现金|无偿|赠款", re.IGNORECASE),
    Instrument.LOAN: re.compile(r"\bloans?\b|贷款", re.IGNORECASE),
    Instrument.TAX_CREDIT: re.compile(
        r"\btax (?:credits?|relief|breaks?|incentives?)\b|税收(?:抵免|优惠)|抵免", re.IGNORECASE
    ),
    Instrument.TAX_EXEMPTION: re.compile(
        r"\btax (?:exemptions?|holidays?|relief|breaks?|incentives?)\b|免税|税收(?:减免|优惠)", re.IGNORECASE
    ),
    Instrument.OBLIGATION: DEMANDS,
}
ENDS_SOON = re.compile(
    r"(?:到期|失效|截止|结束|生效|开始|开放申请|启动|终止)|\b(?:expire|expires|expiring|lapse|lapses|lapsing|end|ends|ending|start|starts|starting|"
    r"begin|begins|open|opens|close|closes|closing|deadlines?|run out|take effect|takes effect|due)\b",
    re.IGNORECASE,
)
WITHIN = re.compile(
    r"(?:未来|接下来|今后|往后|最近|近)\s*(?P<zn>\d{1,4}|[一二两三四五六七八九十]{1,3})?\s*(?P<zu>天|日|周|个?星期|个?月|年|个?季度)"
    r"|(?P<zn2>\d{1,4}|[一二两三四五六七八九十]{1,3})\s*(?P<zu2>天|日|周|个?星期|个?月)(?:之)?内"
    r"|\b(?:in|within|over|during)\s+the\s+(?:next|coming)\s+(?P<en>\d{1,4}|\w+)?\s*(?P<eu>days?|weeks?|months?|quarter|year)\b"
    r"|\b(?:within|in)\s+(?P<en2>\d{1,4}|\w+)\s+(?P<eu2>days|weeks|months)\b"
    r"|\bnext\s+(?P<en3>\d{1,4}|\w+)?\s*(?P<eu3>days?|weeks?|months?|quarter|year)\b",
    re.IGNORECASE,
)
WORDS_FOR_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "thirty": 30, "sixty": 60, "ninety": 90, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "十": 10, "十二": 12, "三十": 30, "六十": 60, "九十": 90,
}  # fmt: skip
LENGTHS = {
    "天": 1,
    "日": 1,
    "d": 1,
    "周": 7,
    "星": 7,
    "w": 7,
    "月": 30,
    "m": 30,
    "季": 90,
    "q": 90,
    "年": 365,
    "y": 365,
}
RATE_OF_EXCHANGE = re.compile(
    r"(?:(?:汇率|rate of exchange|exchange rate|at a rate of|at the rate of|按)[^\d]{0,12})?1\s*(?P<base>[A-Z]{3}|€|\$|£|欧元|美元|英镑|euro|dollar|pound)\s*"
    r"(?:=|is|equals|兑|合|等于|换|buys)\s*(?P<rate>\d+(?:\.\d+)?)\s*(?P<quote>[A-Z]{3}|人民币|元|美元|欧元|福林|里拉|泰铢|兰特|比索|迪拉姆|yuan|dollars?|euros?|lira|forint|baht|rand|pesos?|dirhams?)",
    re.IGNORECASE,
)
CODES = {
    "€": "EUR", "$": "USD", "£": "GBP", "欧元": "EUR", "美元": "USD", "英镑": "GBP", "euro": "EUR", "euros": "EUR", "dollar": "USD",
    "dollars": "USD", "pound": "GBP", "人民币": "CNY", "元": "CNY", "yuan": "CNY", "福林": "HUF", "forint": "HUF", "里拉": "TRY",
    "lira": "TRY", "泰铢": "THB", "baht": "THB", "兰特": "ZAR", "rand": "ZAR", "比索": "MXN", "peso": "MXN", "pesos": "MXN",
    "迪拉姆": "MAD", "dirham": "MAD", "dirhams": "MAD",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WishedEstimate:
    """An estimate of the user's own figures."""

    given: Given
    assumed_currency: bool
    """Whether the amount came without a currency, so that the measure's own is taken."""
    together: bool
    counts_wanted: bool = False
    """Whether a number of vehicles is asked for, and no money."""
    currency: str | None = None
    """The currency that the result is asked in, when it is another one than the amount's."""


@dataclass(frozen=True, slots=True)
class WishedComparison:
    """Measures of several places side by side."""

    taking: bool
    """Whether duties are meant and not incentives."""
    instruments: tuple[Instrument, ...] = ()
    """The sorts of incentives that are named, such as grants alone."""


@dataclass(frozen=True, slots=True)
class WishedDeadlines:
    """What starts or ends within some days."""

    within: Window


Wish = WishedEstimate | WishedComparison | WishedDeadlines
TOPIC = re.compile(r"^\s*(?:关于|About )(?P<topic>[^：:]+)[：:](?P<question>.*)$", re.DOTALL)
"""A follow-up with what the questions before it were about."""
ASKED_IN = re.compile(
    r"(?:多少|几)(?:万|亿)?\s*(?P<zh>欧元|美元|人民币|元|泰铢|兰特|比索|英镑)|\bin\s+(?P<en>euros?|dollars?|yuan|EUR|USD|CNY|pounds?)\b",
    re.IGNORECASE,
)
NO_CURRENCY = "XXX"
"""ISO 4217's code for no currency: the user's amount has none."""


def wish_of(text: str, places: Sequence[str], *, on: date) -> Wish | None:
    """What a question asks of measures; None for all else.

    Raises:
        MeasureCallError: figures that cannot be reckoned with.
    """
    plain = PASTED.sub(" ", said_in_full(text))
    if (match := WITHIN.search(plain)) and ENDS_SOON.search(plain) and not quantities_of_money(plain):
        return WishedDeadlines(window(on, days_after(on, f"{_days(match)}d")))
    if HOW_MUCH.search(plain) and (found := _estimate(plain, on)) is not None:
        return found
    named = [code for code in places if code not in {"CN"}]
    if AGREEMENT.search(plain) and not SIDE_BY_SIDE.search(plain):
        return None
    if (
        len(named) > 1
        and (COMPARES.search(plain) or HOW_MUCH.search(plain))
        and (GIVES.search(plain) or TAKES.search(plain) or DEMANDS.search(plain))
    ):
        return WishedComparison(TAKES.search(plain) is not None and GIVES.search(plain) is None, _instruments(plain))
    return None


def _instruments(text: str) -> tuple[Instrument, ...]:
    return tuple(instrument for instrument, pattern in NAMED_INSTRUMENTS.items() if pattern.search(text))


def said_in_full(text: str) -> str:
    """A question in simplified characters, with currencies by their full names."""
    plain = simplify(text)
    for pattern, name in CURRENCY_SHORT:
        plain = pattern.sub(name, plain)
    return plain


def quantities_of_money(text: str) -> list[Quantity]:
    """The amounts of money in a text."""
    return [one for one in quantities(text) if one.kind is QuantityKind.MONEY]


def _estimate(text: str, on: date) -> WishedEstimate | None:
    rates, text = _rates(_asked(text))
    counts, without_counts = _counts(text)
    amounts = _amounts(without_counts)
    if not amounts and not counts:
        return None
    units = {one.currency for one in amounts}
    if len(units) > 1 and not rates:
        raise mixed_currencies(sorted(units))
    distinct = {one.amount for one in amounts}
    if len(distinct) > 1:
        return None
    money = amounts[0] if amounts else None
    invests, valued = INVESTS.search(text) is not None, VALUED.search(text) is not None
    if money is not None and not invests and not valued and not GIVES.search(text) and not counts:
        return None
    if money is not None and PRICED.search(text) and not invests and not TAKES.search(text):
        return None
    aided = GIVES.search(text) is not None or PUTS_IN.search(text) is not None
    given = Given(
        on=on,
        investment=money if money is not None and aided and (invests or not valued) else None,
        customs_value=money if money is not None and (valued or not invests) else None,
        value_is_total=ALL_TOGETHER.search(text) is not None and EACH.search(text) is None,
        counts=counts,
        rates=rates,
    )
    assumed = money is not None and money.currency == NO_CURRENCY
    return WishedEstimate(
        given,
        assumed,
        TOGETHER.search(text) is not None,
        COUNTS_WANTED.search(text) is not None,
        _asked_in(text, money),
    )


def _asked_in(text: str, money: Money | None) -> str | None:
    """The currency that a result is asked in, when it is not that of the amount."""
    match = ASKED_IN.search(text)
    if match is None or money is None:
        return None
    name = (match["zh"] or match["en"]).lower()
    code = CODES.get(name, name.upper())
    return None if code == money.currency else code


def _asked(text: str) -> str:
    """A question with a topic before it, without the amounts of that topic when it names one of its own.

    ``关于加泰罗尼亚建厂补贴；我们投300万欧元：要是只投200万呢？``
    """
    match = TOPIC.match(text)
    if match is None:
        return text
    own = [one for one in quantities(match["question"]) if one.kind in {QuantityKind.MONEY, QuantityKind.NUMBER}]
    if not own:
        return text
    topic = match["topic"]
    units = {one.unit for one in quantities(topic) if one.unit}
    question = match["question"]
    if len(units) == 1 and len(own) == 1 and own[0].unit is None:
        # "And for 5 million?" takes the currency of the question before it.
        question = f"{question[: own[0].start]}{units.pop()} {question[own[0].start :]}"
    for one in reversed(quantities(topic)):
        if one.kind in {QuantityKind.MONEY, QuantityKind.NUMBER}:
            topic = topic[: one.start] + topic[one.end :]
    return f"{topic} {question}"


def _amounts(text: str) -> list[Money]:
    """The amounts of money that are the user's own, checked; a large bare number counts as one of no currency."""
    found = []
    for match in SCIENTIFIC.finditer(text):
        number = Decimal(match.group())
        checked(number, match.group())
    plain = SCIENTIFIC.sub(lambda match: " " * len(match.group()), text)
    for one in quantities(plain):
        if isinstance(one.value, str) or one.kind not in {QuantityKind.MONEY, QuantityKind.NUMBER}:
            continue
        if one.kind is QuantityKind.NUMBER and not re.search(
            r"万|亿|million|billion|thousand|bn\b|mn\b", plain[one.start : one.end]
        ):
            continue
        before = plain[max(0, one.start - 3) : one.start]
        written = plain[one.start : one.end].strip()
        negative = SIGNED.search(before + written) is not None and re.search(
            r"(?:^|[\s(（，,：:投资额])[-−–]\s*$|负\s*$", before
        )
        amount = checked(-one.value if negative else one.value, f"{'-' if negative else ''}{written}")
        found.append(Money(amount, known_currency(one.unit, written) if one.unit else NO_CURRENCY))
    return found


def _counts(text: str) -> tuple[tuple[Count, ...], str]:
    """Numbers of things, and the text without them."""
    found: list[Count] = []
    for match in UNITS.finditer(text):
        unit = unit_of(match["unit"])
        numbers = [one for one in quantities(match.group()) if not isinstance(one.value, str)]
        if unit is None or len(numbers) != 1 or match["number"] in {"一"}:
            continue
        if isinstance(numbers[0].value, Decimal):
            found.append(Count(checked(numbers[0].value, match.group().strip()), unit))
    kept = tuple({one.unit: one for one in reversed(found)}.values())
    return kept, UNITS.sub(" ", text)


def _rates(text: str) -> tuple[tuple[ExchangeRate, ...], str]:
    found = []
    for match in RATE_OF_EXCHANGE.finditer(text):
        base, quote = (CODES.get(match[name].lower(), match[name].upper()) for name in ("base", "quote"))
        if base != quote:
            found.append(ExchangeRate(base, quote, checked(Decimal(match["rate"]), match["rate"])))
    return tuple(found), RATE_OF_EXCHANGE.sub(" ", text)


def _days(match: re.Match[str]) -> int:
    groups = match.groupdict()
    number = next((groups[name] for name in ("zn", "zn2", "en", "en2", "en3") if groups[name]), "1")
    unit = next(groups[name] for name in ("zu", "zu2", "eu", "eu2", "eu3") if groups[name])
    count = int(number) if number.isdecimal() else WORDS_FOR_NUMBERS.get(number.lower(), 1)
    return max(1, count * LENGTHS[unit.removeprefix("个")[0].lower()])
