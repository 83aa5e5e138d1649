"""The figures that a question gives: amounts, numbers of things and rates of exchange, as people say them."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.language.quantities import Quantity, QuantityKind, quantities
from assistant.language.script import simplify
from assistant.measure import Money
from assistant.measures.converting import NAMES, unit_of
from assistant.measures.estimates import Count
from assistant.measures.money import SCIENTIFIC, SIGNED, ExchangeRate, checked, known_currency
from assistant.measures.traits import TOPIC, YEARS

SHORT_FORMS = (
    (re.compile(r"(?<=[\d一二两三四五六七八九十百千万半])\s*个(?=亿|千万|百万)"), ""),
    (re.compile(r"(?<=\d)\s*(?:Mio\.?|mio\.?|mln\.?|MM)(?![A-Za-z])"), " million"),
    (re.compile(r"(?<=\d)\s*(?:Mrd\.?|bln\.?)(?![A-Za-z])"), " billion"),
    (re.compile(r"(?<=[\d万亿千百])\s*欧(?![元盟洲美非])"), "欧元"),
    (re.compile(r"(?<=[\d万亿千百])\s*(?:美金|美刀|刀(?!具))"), "美元"),
    (re.compile(r"(?<=[\d万亿千百])\s*镑"), "英镑"),
)
"""What people say for units and currencies behind a number."""
INDIAN = re.compile(r"(?<![\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>crores?|lakhs?|lacs?|cr)\b", re.IGNORECASE)
INDIAN_UNITS = {"c": Decimal(10) ** 7, "l": Decimal(10) ** 5}

NO_THING = r"(?!(?:of|in|for|to|and|or|from|with|by|on|at|per|a|the|is|are|was|were|as|euros?|dollars?|yuan|pounds?|rand|lira)\b)"
UNITS = re.compile(
    rf"(?P<number>\d[\d,.]*(?:\s*(?:万|千|百|thousand|million|k(?![A-Za-z])))?|[一二两三四五六七八九十百千万]+)\s*个?"
    rf"(?:{NO_THING}[A-Za-z][\w-]*\s+){{0,3}}(?:纯电|电动|新能源|合格)*(?P<unit>{'|'.join(NAMES.values())})(?![A-Za-z])",
)
SHORT_FOLLOW_UP = 6
"""Words of a follow-up that changes one thing of the question before it."""
OTHER_MATTER = re.compile(
    r"\b(?:who|when|where|why|how|which|conditions?|documents?|deadline)\b|谁|何时|什么时候|哪|为什么|条件|材料|怎么|如何|流程",
    re.IGNORECASE,
)
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
ASKED_IN = re.compile(
    r"(?:多少|几)(?:万|亿)?\s*(?P<zh>欧元|美元|人民币|元|泰铢|兰特|比索|英镑)|\bin\s+(?P<en>euros?|dollars?|yuan|EUR|USD|CNY|pounds?)\b",
    re.IGNORECASE,
)
NO_CURRENCY = "XXX"
"""ISO 4217's code for no currency: the user's amount has none."""


def said_in_full(text: str) -> str:
    """A question in simplified characters, with currencies and units by their full names: ``3个亿欧``, ``50 crore``."""
    plain = INDIAN.sub(_in_figures, simplify(text))
    for pattern, name in SHORT_FORMS:
        plain = pattern.sub(name, plain)
    return plain


def _in_figures(match: re.Match[str]) -> str:
    number = Decimal(match["number"].replace(",", "")) * INDIAN_UNITS[match["unit"].lower()[0]]
    return f"{number.normalize():,f}"


def goes_on(text: str) -> bool:
    """Whether a text is a short follow-up to a question with figures: ``About …EUR 8 million…: a small one?``."""
    match = TOPIC.match(text)
    if match is None or OTHER_MATTER.search(match["question"]) or len(match["question"].split()) > SHORT_FOLLOW_UP:
        return False
    return bool(quantities_of_money(match["topic"]) or counts_in(match["topic"])[0])


def quantities_of_money(text: str) -> list[Quantity]:
    """The amounts of money in a text."""
    return [one for one in quantities(text) if one.kind is QuantityKind.MONEY]


def asked_in(text: str, money: Money | None) -> str | None:
    """The currency that a result is asked in, when it is not that of the amount."""
    match = ASKED_IN.search(text)
    if match is None or money is None:
        return None
    name = (match["zh"] or match["en"]).lower()
    code = CODES.get(name, name.upper())
    return None if code == money.currency else code


def asked_last(text: str) -> str:
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


def amounts_in(text: str) -> list[Money]:
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


def counts_in(text: str) -> tuple[tuple[Count, ...], str]:
    """Numbers of things, and the text without them."""
    found: list[Count] = []
    for match in UNITS.finditer(text):
        unit = unit_of(match["unit"])
        numbers = [one for one in quantities(match.group()) if not isinstance(one.value, str)]
        if unit is None or len(numbers) != 1 or match["number"] in {"一"} or YEARS.fullmatch(match["number"]):
            continue
        if isinstance(numbers[0].value, Decimal):
            found.append(Count(checked(numbers[0].value, match.group().strip()), unit))
    kept = tuple({one.unit: one for one in reversed(found)}.values())
    return kept, UNITS.sub(" ", text)


def rates_in(text: str) -> tuple[tuple[ExchangeRate, ...], str]:
    found = []
    for match in RATE_OF_EXCHANGE.finditer(text):
        base, quote = (CODES.get(match[name].lower(), match[name].upper()) for name in ("base", "quote"))
        if base != quote:
            found.append(ExchangeRate(base, quote, checked(Decimal(match["rate"]), match["rate"])))
    return tuple(found), RATE_OF_EXCHANGE.sub(" ", text)
