"""Which countries and regions a text means by naming their cities, or regions that no document may be filed under.

``cities.tsv`` says where its names come from. They are hints for ranking only: who asks about a plant near Stuttgart
asks about Germany and the EU, but an answer need not name either.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from assistant.language.regions import regions_by_name
from assistant.language.script import CJK, fold, has_han
from assistant.language.territories import territory_names
from assistant.language.words import strip_accents

CITIES = Path(__file__).with_name("cities.tsv")

LONGEST_EN = 4
"""Words of the longest Latin name that is looked for."""
NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
HAN_RUN = re.compile(f"[{CJK}]{{2,}}")

HOME = re.compile("国内|我国|中方|本国|境内")
"""How those who ask from China name it."""


def places_of_cities(text: str) -> tuple[str, ...]:
    """Codes of the jurisdictions whose cities a text names, in any order, each once."""
    latin, chinese, longest = _cities()
    found = ["CN"] if HOME.search(text) else []
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
    return tuple(dict.fromkeys(code for code in found if code))


@lru_cache(maxsize=1)
def _cities() -> tuple[dict[str, str], dict[str, str], dict[str, int]]:
    """Codes by Latin and by Chinese name, and the length of the longest Chinese name by its first character."""
    latin: dict[str, str] = {}
    chinese: dict[str, str] = {}
    for line in CITIES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name, names = line.split("\t")
        latin[" ".join(NAME_WORD.findall(strip_accents(name)))] = code
        latin.setdefault(" ".join(NAME_WORD.findall(strip_accents(name.removesuffix(" City")))), code)
        chinese.update(dict.fromkeys(filter(None, names.split(" | ")), code))
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
    return latin, chinese, longest
