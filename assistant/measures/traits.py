"""What tells the lines of one programme apart: size of company, drive, state of build, kind of research, kind of money, year.

A question that names one of several such traits does not mean the lines of another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from assistant.language.glossary import Glossary, current_glossary
from assistant.language.script import fold, has_han

Traits = Mapping[str, frozenset[str]]
"""For each dimension the traits that a text names."""

TOPIC = re.compile(r"^\s*(?:关于|About )(?P<topic>[^：:]+)[：:](?P<question>.*)$", re.DOTALL)
"""A follow-up with what the questions before it were about."""

DIMENSIONS: dict[str, dict[str, re.Pattern[str]]] = {
    dimension: {name: re.compile(pattern, re.IGNORECASE) for name, pattern in traits.items()}
    for dimension, traits in {
        "size": {
            "large": r"\blarge(?:r)? (?:compan|enterprise|firm|group|chinese|supplier|manufacturer)\w*|\blarge\b(?! (?:cit|project|invest|scale|pack|batter))|\bbig (?:compan|firm)\w*|大型?(?:企业|公司)|大企",
            "medium": r"\bmedium\b(?![- ]term)|\bmid-?sized?\b|\bSMEs?\b|\bsmall(?:er)? and medium|中型(?:企业|公司)?|中小",
            "small": r"\bsmall\b(?!er cars)|\bmicro\b|\bSMEs?\b|小型?(?:企业|公司)|小微|中小",
        },
        "drive": {
            "battery": r"(?<![A-Za-z])BEVs?(?![A-Za-z])|\belectric\b|(?<!plug-in )\bEVs?\b|纯电|电动(?:汽)?车|电车",
            "plug-in": r"(?<![A-Za-z])PHEVs?(?![A-Za-z])|plug-?in|插电|插混",
            "hybrid": r"(?<!plug-in )(?<!plug in )\bhybrids?\b|(?<!插电)(?<!插)(?:油电)?混(?:合)?动力?(?:车|汽车)?",
            "hydrogen": r"hydrogen|fuel[- ]cell|氢",
            "combustion": r"\bcombustion\b|\bpetrol\b|\bdiesel\b|\bgasoline\b|\bICE\b|燃油|内燃|汽油|柴油",
        },
        "maker": {
            "vehicles": r"\b(?:vehicle|car|automobile)[- ](?:makers?|manufacturers?)\b|\bOEMs?\b|整车(?:厂|企业|制造商|生产企业)|主机厂",
            "components": r"\bcomponents?\b|\bparts (?:makers?|manufacturers?|suppliers?)\b|\bsuppliers?\b|\btooling\b|零部件|供应商|配套企业",
        },
        "build": {
            "complete": r"(?<![A-Za-z])CBUs?(?![A-Za-z])|\bbuilt-?up\b|\bcomplete(?:ly built)? (?:cars?|vehicles?)\b|\bfinished (?:cars?|vehicles?)\b|整车",
            "semi": r"(?<![A-Za-z])SKDs?(?![A-Za-z])|semi-knocked|半散件",
            "kit": r"(?<![A-Za-z])CKDs?(?![A-Za-z])|(?<!semi-)(?<!semi )knocked[- ]down|(?:全|大)散件|(?<!半)(?<!全)(?<!大)(?<!SKD)(?<!SKD )散件",
        },
        "research": {
            "industrial": r"\bindustrial research\b|工业研究",
            "experimental": r"\bexperimental (?:development|r&d)\b|实验(?:性)?(?:开发|发展)",
        },
        "money": {
            "loan": r"\bloans?\b|贷款|\bfinancing\b|融资",
            "deduction": r"\bdeduct\w*|扣除|列支|\bwrite[- ]?off",
            "grant": r"\bgrants?\b|non-?repayable|\bcash\b|\bsubsid\w+|补贴|补助|无偿|赠款|现金",
        },
        "stage": {
            "production": r"\bproduction\b|生产",
            "purchase": r"\bpurchase\b|\bbuyers?\b|购车",
        },
    }.items()
}
LETTERS = re.compile(
    r"\b(?:category|class|zone|section|group|type|tier|annex)\s+(?P<en>[A-E]|[1-5]|I{1,3}|IV)\b|(?<![A-Za-z])(?P<zh>[A-E])\s*[类区组]|第(?P<nth>[一二三四五])类",
    re.IGNORECASE,
)
CAPACITY = re.compile(
    r"(?P<from>(?:at least|from|no less than|not less than|≥|不低于|不少于|不小于|至少)\s*)?"
    r"(?P<over>(?:above|over|more than|exceeding|>|(?<!不)(?:超过|大于|高于|多于))\s*)?"
    r"(?P<to>(?:up to|at most|no more than|not more than|not exceeding|not over|not above|≤|不超过|不大于|不高于|至多|最多)\s*)?"
    r"(?P<low>\d+(?:\.\d+)?)\s*(?:kWh|千瓦时|度电?)?"
    r"(?:\s*(?:[-–—~至到]|to)\s*(?:under|below|less than|不足|以下)?\s*(?P<high>\d+(?:\.\d+)?))?\s*(?:kWh|千瓦时|度电?)\s*"
    r"(?:(?P<more>or more|and (?:more|above|over)|及?以上)|(?P<less>or less|and (?:less|below)|及?以下))?"
    r"|(?:under|below|less than|<|不足|低于|少于|小于)\s*(?P<under>\d+(?:\.\d+)?)\s*(?:kWh|千瓦时|度)",
    re.IGNORECASE,
)
"""Batteries of a size, or of a range of sizes."""
YEARS = re.compile(
    r"(?<![\d.,])(20[1-4]\d)(?!\d|[.,]\d|\s*(?:[万亿千百辆台人家个欧美元]|cars|vehicles|jobs|million|billion|[kMG]Wh))(?:\s*(?:[-–—~至到]|to|until)\s*(?:(20[0-4]\d)(?!\d)|(\d\d)(?!\d)))?",
    re.IGNORECASE,
)
"""A year, or a range of years; ``2000万`` and ``2050 vehicles`` are none."""


def traits_of(text: str) -> Traits:
    """The traits that a text names, by dimension; a dimension that it does not touch is left out."""
    return _traits_of(text, current_glossary())


def asked_traits(text: str) -> Traits:
    """The traits that a question names; of a follow-up with its topic, its own in the place of the topic's."""
    match = TOPIC.match(text)
    return traits_of(text) if match is None else {**traits_of(match["topic"]), **traits_of(match["question"])}


@lru_cache(maxsize=5000)
def _traits_of(text: str, _glossary: Glossary) -> Traits:
    found = {
        dimension: frozenset(name for name, pattern in traits.items() if pattern.search(text))
        for dimension, traits in DIMENSIONS.items()
    }
    found["letter"] = frozenset(
        (match["en"] or match["zh"] or match["nth"]).upper() for match in LETTERS.finditer(text)
    )
    found["company"] = companies_in(text)
    return {dimension: names for dimension, names in found.items() if names}


def companies_in(text: str) -> frozenset[str]:
    """The companies that a text names, by their first name in the glossary."""
    return _companies_in(text, current_glossary())


@lru_cache(maxsize=20_000)
def _companies_in(text: str, glossary: Glossary) -> frozenset[str]:
    by_name, pattern = _companies(glossary)
    return frozenset(by_name[match.group()] for match in pattern.finditer(fold(text)))


@lru_cache(maxsize=2)
def _companies(glossary: Glossary) -> tuple[dict[str, str], re.Pattern[str]]:
    by_name: dict[str, str] = {}
    for entry in glossary.entries:
        if entry.kind == "company":
            names = [fold(name) for name in (*entry.en, *entry.zh)]
            by_name |= {name: names[0] for name in names if name not in by_name}
    longest_first = sorted(by_name, key=len, reverse=True)
    # What all names in an alphabet need is looked for once, not once for each: at most places there is no beginning of a word.
    han = [re.escape(name) for name in longest_first if has_han(name)]
    other = "|".join(re.escape(name) for name in longest_first if not has_han(name))
    ways = [*han, rf"(?<![a-z0-9])(?:{other})(?![a-z0-9])"] if other else han
    return by_name, re.compile("|".join(ways) or r"(?!)")


def capacity_fits(asked: str, line: str) -> bool:
    """Whether a battery that a question names, in kWh, lies within the sizes that a line is for; true when either names none."""
    own = [match for match in CAPACITY.finditer(asked) if match["low"] and not match["high"]]
    sizes = [match for match in CAPACITY.finditer(line) if match["low"] or match["under"]]
    if len(own) != 1 or not sizes:
        return True
    size = Decimal(own[0]["low"])
    return any(_within(size, match) for match in sizes)


def _within(size: Decimal, match: re.Match[str]) -> bool:
    if match["under"]:
        return size < Decimal(match["under"])
    low = Decimal(match["low"])
    if match["high"]:
        return low <= size < Decimal(match["high"])
    if match["over"]:
        return size > low
    if match["to"] or match["less"]:
        return size <= low
    return size >= low if match["more"] or match["from"] else size == low


def years_of(text: str) -> frozenset[int]:
    """The years that a text names, those of a range one by one."""
    found: set[int] = set()
    for match in YEARS.finditer(text):
        first = int(match[1])
        last = int(match[2]) if match[2] else first // 100 * 100 + int(match[3]) if match[3] else first
        found.update(range(first, last + 1) if first <= last <= first + 50 else {first, last})
    return frozenset(found)


def contradicts(asked: Traits, said: Traits) -> bool:
    """Whether a line is for others than those asked for: it names traits of a dimension, and none of those."""
    return any(dimension in said and not said[dimension] & names for dimension, names in asked.items())


def in_common(asked: Traits, said: Traits) -> int:
    """How many dimensions agree."""
    return sum(bool(said.get(dimension, frozenset()) & names) for dimension, names in asked.items())
