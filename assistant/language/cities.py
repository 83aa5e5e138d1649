"""Which countries and regions a text means by naming their cities, or regions that no document may be filed under.

``cities.tsv`` says where its names come from. They are hints for ranking only: who asks about a plant near Stuttgart
asks about Germany and the EU, but an answer need not name either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.language.regions import regions_by_name
from assistant.language.script import CJK, fold, has_han
from assistant.language.territories import provinces, territory_names
from assistant.language.words import strip_accents

CITIES = Path(__file__).with_name("cities.tsv")

LONGEST_EN = 4
"""Words of the longest Latin name that is looked for."""
NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
HAN_RUN = re.compile(f"[{CJK}]{{2,}}")

CAPITALS = {
    "Naples": "Napoli", "Turin": "Torino", "Milan": "Milano", "Genoa": "Genova", "Florence": "Firenze", "Venice": "Venezia",
    "Rome": "Roma", "Padua": "Padova", "Syracuse": "Siracusa", "Seville": "Sevilla", "Zaragoza": "Zaragoza",
}  # fmt: skip
"""Cities whose provinces have their own language's name."""

HOME = re.compile("国内|我国|中方|本国|境内")
"""How those who ask from China name it."""


def places_of_cities(text: str) -> tuple[str, ...]:
    """Codes of the jurisdictions whose cities a text names, in any order, each once."""
    names = _cities()
    return tuple(dict.fromkeys((["CN"] if HOME.search(text) else []) + _found(text, names.latin, names.chinese)))


def regions_around(text: str) -> tuple[str, ...]:
    """Codes of the regions that the cities of a text lie in, as far as provinces are named after them: Bari lies in IT-75."""
    names = _cities()
    return tuple(dict.fromkeys(_found(text, names.regions_latin, names.regions_chinese)))


def _found(text: str, latin: Mapping[str, str], chinese: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    longest = _cities().longest
    words = NAME_WORD.findall(strip_accents(text))
    place = 0
    while place < len(words):
        length = 1
        if words[place][0].isupper():
            for length in range(LONGEST_EN, 0, -1):
                if (code := latin.get(" ".join(words[place : place + length]))) is not None:
                    found.append(code)
                    break
        place += length
    for run in HAN_RUN.findall(fold(text)) if has_han(text) else ():
        place = 0
        while place < len(run):
            for length in range(longest.get(run[place], 1), 0, -1):
                if (code := chinese.get(run[place : place + length])) is not None:
                    found.append(code)
                    break
            place += length
    return [code for code in found if code]


@dataclass(frozen=True, slots=True)
class _Names:
    """Codes by Latin and by Chinese names of cities."""

    latin: dict[str, str]
    chinese: dict[str, str]
    regions_latin: dict[str, str]
    """Of the regions that the cities lie in."""
    regions_chinese: dict[str, str]
    longest: dict[str, int]
    """Length of the longest Chinese name by its first character."""


@lru_cache(maxsize=1)
def _cities() -> _Names:
    latin: dict[str, str] = {}
    chinese: dict[str, str] = {}
    regions_latin: dict[str, str] = {}
    regions_chinese: dict[str, str] = {}
    for line in CITIES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name, names = line.split("\t")
        latin[" ".join(NAME_WORD.findall(strip_accents(name)))] = code
        latin.setdefault(" ".join(NAME_WORD.findall(strip_accents(name.removesuffix(" City")))), code)
        own = list(filter(None, names.split(" | ")))
        chinese.update(dict.fromkeys(own, code))
        region = provinces().get((code, CAPITALS.get(name, name)))
        if region is not None:
            regions_latin[" ".join(NAME_WORD.findall(strip_accents(name)))] = region
            regions_chinese.update(dict.fromkeys(own, region))
    for name, code in regions_by_name().items():
        # A city of the same country is nearer; of a city and a region of two countries the region is what people mean.
        if has_han(name):
            if chinese.get(name, "").split("-")[0] != code.split("-")[0]:
                chinese[name] = code
        elif latin.get(titled := " ".join(NAME_WORD.findall(name.title())), "").split("-")[0] != code.split("-")[0]:
            latin[titled] = code
    for name in territory_names("zh").values():
        # The name of a country is none of a city, though it may begin with one: 罗马尼亚 and 罗马.
        if any(name[:length] in chinese for length in range(2, len(name))):
            chinese.setdefault(name, "")
    longest: dict[str, int] = {}
    for name in chinese:
        longest[name[0]] = max(longest.get(name[0], 0), len(name))
    return _Names(latin, chinese, regions_latin, regions_chinese, longest)
