"""Countries, groupings and regions by all their names in both languages, and the ISO codes that are known.

Names and codes: :mod:`assistant.language.territories`; adjectives and short names: the ``place`` lines of the glossary.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.glossary import Glossary, current_glossary
from assistant.language.regions import region_name
from assistant.language.script import fold, has_han
from assistant.language.territories import (
    is_country_code,
    is_currency_code,
    is_region_code,
    region_names,
    territory_names,
)
from assistant.language.words import cut, strip_accents

GROUPINGS = frozenset(
    {"EU", "EZ", "UN", "001", "002", "003", "005", "009", "013", "019", "021", "142", "145", "150", "419"}
)
"""CLDR's codes for more than one country."""

REGIONS = {
    "ES-CT": ("Catalonia", "Catalan", "加泰罗尼亚", "加泰"),
    "CN-GD": ("Guangdong", "广东"),
    "GB-NIR": ("Northern Ireland", "北爱尔兰"),
}
"""Regions below countries that documents are filed under, with the names that ISO 3166-2 lacks."""

EXTRA = {
    "CN": ("China", "Chinese", "中国", "PRC"),
    "HK": ("Hong Kong", "香港"),
    "MO": ("Macau", "Macao", "澳门"),
    "TW": ("Taiwan", "台湾"),
    "US": ("US", "USA", "U.S.", "United States", "America", "American", "美国"),
    "GB": ("UK", "U.K.", "United Kingdom", "Britain", "British", "England", "英国"),
    "EU": ("EU", "European Union", "欧盟", "Europe", "European", "欧洲", "Brussels"),
    "AE": ("UAE", "Emirates", "阿联酋"),
    "SA": ("Saudi", "沙特"),
    "TR": ("Turkey", "Turkish", "Türkiye", "土耳其"),
    "CZ": ("Czech Republic", "Czech", "Czechia", "捷克"),
    "KR": ("South Korea", "Korean", "Korea", "韩国"),
    "RU": ("Russia", "Russian", "俄罗斯", "俄国"),
    "ZA": ("South Africa", "South African", "南非"),
    "LA": ("Laos", "老挝"),
    "CI": ("Ivory Coast", "科特迪瓦"),
    "SK": ("Slovakia", "Slovak", "斯洛伐克"),
}
"""Short names and adjectives that CLDR does not have."""

NO_COUNTRY = (
    "South America", "South American", "Latin America", "Latin American", "Central America", "Central American",
    "North America", "North American", "New Mexico", "New Jersey", "New England", "British Columbia",
    "Indian Ocean", "Gulf of Mexico", "Gulf of Guinea", "South China Sea", "East China Sea", "Sea of Japan",
    "新墨西哥", "新墨西哥州", "新泽西", "新泽西州", "新英格兰", "印度洋", "墨西哥湾", "几内亚湾",
    "不列颠哥伦比亚", "不列颠哥伦比亚省",
)  # fmt: skip
"""Names that hold a country's name and do not mean it."""

EU_MEMBERS = frozenset("AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
"""Countries where documents on the EU hold, since 1 February 2020."""

WORDS_IN_SMALL = re.compile(r"(?<![A-Za-z])(?:polish|jersey|reunion)(?![A-Za-z])")
"""Names that are other words unless they begin with a capital."""

CURRENCY = (
    r"(?:[\s-]+(?:dollars?|lira|francs?|pounds?|pesos?|rupees?|rand|yuan|dirhams?|forints?|zloty|rupiah|baht|birr|reais)"
    r"(?![a-z])|\s*(?:比索|里拉|镑|卢比|卢布(?!林)|法郎|克朗|兰特|雷亚尔|迪拉姆|福林|兹罗提|元(?![素首器件老旦年宵月宇朝代气])|盾(?![牌构])))"
)
"""After a country's name or adjective it makes a currency: ``Turkish lira``, ``墨西哥比索``."""

COMMON_WORDS = frozenset(
    "North South East West Central Centre Center Northern Southern Eastern Western Capital Para Union Victoria".split()
)
"""Names of regions that mean something else more often."""

SHORT = {
    "zh": {"HK": "香港", "MO": "澳门", "EU": "欧盟", "AE": "阿联酋"},
    "en": {"HK": "Hong Kong", "MO": "Macao", "EU": "the EU", "GB": "the UK", "US": "the US"},
}
"""How people call what CLDR names in full."""

SHOUTED = re.compile(r"[A-Z][A-Z.]+")
SHOUTED_WORD = re.compile(rf"(?<![A-Za-z]){SHOUTED.pattern}(?![A-Za-z$＄]|(?i:{CURRENCY}))")
"""A shouted name in a text, where it is no part of a currency: ``US$``, ``US dollars``."""


def is_jurisdiction(code: str) -> bool:
    """Whether a code is an ISO 3166-1 alpha-2 or 3166-2 code, or a CLDR grouping."""
    if code in GROUPINGS:
        return True
    return is_region_code(code) if "-" in code else is_country_code(code)


def is_currency(code: str) -> bool:
    """Whether a code is one of ISO 4217."""
    return is_currency_code(code)


@lru_cache(maxsize=1)
def subdivision_names() -> frozenset[str]:
    """Names of the regions of ISO 3166-2, but those that are a country's name or a common word too."""
    names = set(region_names().values()) - COMMON_WORDS
    return frozenset(name for name in names if not places_in(name))


def name_of(code: str, language: str) -> str:
    """Name of a jurisdiction in ``zh`` or ``en``; the code itself when there is none."""
    if code in REGIONS:
        names = REGIONS[code]
        return next((name for name in names if has_han(name) == (language == "zh")), code)
    return SHORT[language].get(code) or territory_names(language).get(code) or region_name(code, language) or code


def country_of(code: str) -> str:
    """The country of a region, or the code itself: ``ES-CT`` lies in ``ES``."""
    return code.split("-")[0]


def matches_place(filed_under: tuple[str, ...], asked_for: tuple[str, ...]) -> bool:
    """Whether a document filed under some jurisdictions is about one of those asked for.

    A region matches its country and the other way round.
    """
    countries = {country_of(code) for code in filed_under}
    return any(code in filed_under or (code in countries) or (country_of(code) in filed_under) for code in asked_for)


@lru_cache(maxsize=2)
def _names(glossary: Glossary) -> tuple[dict[str, str], re.Pattern[str], dict[str, str], re.Pattern[str]]:
    """Names to codes (folded and shouted ones apart), and patterns that find Latin names and currencies.

    A name that means no country has an empty code.
    """
    by_name: dict[str, str] = {}
    shouted: dict[str, str] = {}

    def learn(name: str, code: str) -> None:
        if SHOUTED.fullmatch(name):
            shouted.setdefault(name, code)
        elif len(name) > 1:
            by_name.setdefault(strip_accents(fold(name)), code)

    for code, names in (EXTRA | REGIONS).items():
        for name in names:
            learn(name, code)
    for language in ("en", "zh"):
        for code, name in territory_names(language).items():
            if (len(code) == 2 and code.isalpha()) and code not in {"ZZ", "QO", "XA", "XB", "EZ", "UN"}:
                learn(name, code)
    for entry in glossary.entries:
        if entry.kind == "place":
            folded = [strip_accents(fold(name)) for name in (*entry.en, *entry.zh)]
            code_found = next((by_name[name] for name in folded if name in by_name), None)
            if code_found is not None:
                for name in (*entry.en, *entry.zh):
                    learn(name, code_found)
    for name in NO_COUNTRY:
        learn(name, "")
    longest_first = sorted(by_name, key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in longest_first if not has_han(name))
    chinese = "|".join(re.escape(name) for name in longest_first if has_han(name))
    pattern = re.compile(rf"(?<![a-z])(?:{latin})(?![a-z])")
    currency = re.compile(rf"(?:(?<![a-z])(?:{latin})|{chinese}){CURRENCY}")
    return by_name, pattern, shouted, currency


def places_in(text: str) -> tuple[str, ...]:
    """Codes of the jurisdictions that a text names, in order of their first mention, each once."""
    by_name, pattern, shouted, currency = _names(current_glossary())
    found = [
        (match.start(), shouted[match.group()]) for match in SHOUTED_WORD.finditer(text) if match.group() in shouted
    ]
    plain = strip_accents(fold(WORDS_IN_SMALL.sub(_blanked, text)))
    plain = currency.sub(_blanked, plain)
    found.extend((match.start(), by_name[match.group()]) for match in pattern.finditer(plain))
    if has_han(plain):
        found.extend(_chinese_places(plain, by_name))
    return tuple(dict.fromkeys(code for _, code in sorted(found) if code))


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _chinese_places(plain: str, by_name: dict[str, str]) -> list[tuple[int, str]]:
    found = []
    words = None
    position = 0
    while position < len(plain):
        for length in range(min(12, len(plain) - position), 1, -1):
            word = plain[position : position + length]
            if word in by_name and has_han(word):
                words = words or _Words(plain)
                if words.hold(position, position + length):
                    found.append((position, by_name[word]))
                    position += length - 1
                    break
        position += 1
    return found


class _Words:
    """Where the words of a Chinese text begin and end: ``上海地区`` does not name ``海地``, nor ``增加纳税`` ``加纳``."""

    def __init__(self, text: str) -> None:
        self._words: list[tuple[int, int, str]] = []
        start = 0
        for word in cut(text):
            self._words.append((start, start + len(word), word))
            start += len(word)

    def hold(self, start: int, end: int) -> bool:
        """Whether what stands there is made of whole words, or begins, ends or is a known part of a single one."""
        for first, last, word in self._words:
            if last <= start or first >= end:
                continue
            if first < start and end < last:
                return word in _names_of_things(current_glossary())
            if first < start < last < end or start < first < end < last:
                return False
        return True


@lru_cache(maxsize=2)
def _names_of_things(glossary: Glossary) -> frozenset[str]:
    # The names of places themselves, such as 撒哈拉以南非洲, may hold another place's by chance.
    return frozenset(fold(name) for entry in glossary.entries if entry.kind != "place" for name in entry.zh)
