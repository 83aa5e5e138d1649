"""Which other place a sentence names as the one that grants or demands: ``Croatia gives up to EUR 9,000``, ``a Spanish scheme``.

A place that is only spoken of is none: goods come from it (``cars from China``), companies have their seat in it
(``Chinese makers pay``). Grammar tells: the place does something, owns it, or it is so in that place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.language.places import EXTRA, places_in
from assistant.language.script import fold, has_han
from assistant.language.territories import regions_of, territory_names
from assistant.language.words import strip_accents


class Grantor(NamedTuple):
    """A place that grants or demands, from a place in the text on."""

    start: int
    code: str


_NAME = r"(?P<name>(?:the\s+)?[A-Z][\w.-]*(?:\s+(?:of\s+(?:the\s+)?|and\s+)?[A-Z][\w.-]*){0,3})"
_BEGINS = r"(?:^[\W\d]*|[.;:,(]\s+(?:and\s+|while\s+|but\s+)?|\b(?:and|while|but|whereas|though|as)\s+)"
_DOES = (
    r"(?:also|now|still|already|even|has|have|had|will|would|can|itself|alone)\s+){0,2}(?:gives?|gave|grants?|pays?|paid|offers?|adds?|deducts?|lev(?:y|ies|ied)|charg(?:es?|ed)|"
    r"impos(?:es?|ed)|lower(?:s|ed)?|cuts?|rais(?:es?|ed)|introduc(?:es?|ed)|requir(?:es?|ed)|tax(?:es|ed)|exempt(?:s|ed)?|waiv(?:es?|ed)|lets?|allow(?:s|ed)?|caps|capped|limit(?:s|ed)|"
    r"ban(?:s|ned)|refund(?:s|ed)?|reimburs(?:es?|ed)|subsidi[sz](?:es?|ed)|fund(?:s|ed)|support(?:s|ed)|provid(?:es?|ed)|appl(?:ies|ied)|wants|asks|demand(?:s|ed)|admit(?:s|ted)|"
    r"abolish(?:es|ed)|scrapp?(?:s|ed)|halv(?:es|ed)|set(?:s)?|spen(?:ds|t)|gets\s+by|made)\b"
)
_THINGS = (
    r"(?:schemes?|programmes?|programs?|laws?|acts?|dut(?:y|ies)|tariffs?|tax(?:es)?|vat|grants?|subsid(?:y|ies)|credits?|premiums?|bonus(?:es)?|rules?|government|ministry|parliament|"
    r"customs|treasury|regimes?|funds?|incentives?|exemptions?|quotas?|rebates?|discount|support|policy|budget)"
)
_OWNED_BY_NONE = r"(?!(?:\w+\s+){0,2}(?:compan|maker|exporter|importer|firm|supplier|market|share|sales|car\b|cars\b|vehicle|brand|export|goods|product|econom|investor|plant|factor|capital|largest|biggest|industr))"
ENGLISH = re.compile(
    rf"{_BEGINS}{_NAME}\s+(?:{_DOES}"
    rf"|{_BEGINS}(?:[Ii]n|[Uu]nder\s+the\s+law\s+of)\s+{_NAME.replace('<name>', '<where>')}(?=[,\s](?!(?:{_THINGS})\b))"
    rf"|(?<![\w-]){_NAME.replace('<name>', '<owner>')}(?:'s|’s|s')\s+{_OWNED_BY_NONE}"
    rf"|\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Aa])\s+(?P<of>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+(?:[a-z]+\s+)?{_THINGS}\b"
    rf"|\b(?:bill|law|rule|scheme|programme|grant|premium|act)s?\s+(?:in|of)\s+{_NAME.replace('<name>', '<within>')}"
)
CHINESE = re.compile(
    r"(?:^[\W\d]*|[，。；：、（(\n]|而|但|此外|另外|同时|其中|邻近的)(?P<name>[\u4e00-\u9fff]{2,8}?)(?:境内)?"
    r"(?=(?:则|也|还|同期|目前|现行|政府|规定|要求|给予|提供|实行|征收|对|将对|自\d|从\d|于\d|的[\u4e00-\u9fff]{0,8}(?:补贴|补助|关税|税|政策|办法|计划|规定|法|奖励|资助|法规)|\d|每|按|最高|出台|取消|免征))"
)
LONGEST_NAME, LONGEST_HAN = 40, 6
"""Characters of a place's name, and of one in Chinese with a word or two around it."""
NUMBERED = re.compile(r"[\W\d_]+")
ADJECTIVE = re.compile(r"(?:ese|can|ish|ean|ian|czech|slovak|thai|uzbek|german|french|dutch|greek|swiss)$")
"""Names of a people rather than of its country."""

GOVERNED = frozenset(
    {"State", "Province", "Land", "Autonomous community", "Country", "Region", "Territory", "Canton", "Voivodship", "Governorate",
     "Special administrative region", "Autonomous region", "Autonomous province", "Republic", "Emirate", "Prefecture"}
)  # fmt: skip
"""Kinds of regions that make laws or pay aid of their own."""


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """Names of countries, adjectives apart, in folded letters."""
    names = [*territory_names("en").values(), *(name for names in EXTRA.values() for name in names)]
    folded = {strip_accents(fold(name)) for name in names}
    return frozenset(name for name in folded if not ADJECTIVE.search(name))


@lru_cache(maxsize=64)
def _regions(country: str) -> dict[str, str]:
    """Codes of a country's regions by their names in folded letters."""
    return {strip_accents(fold(region.name)): region.code for region in regions_of(country) if region.kind in GOVERNED}


def grantors_in(text: str, filed_under: tuple[str, ...]) -> tuple[Grantor, ...]:
    """The places that a text names as those who grant or demand, in order; regions only of the countries that it is filed under."""
    found = []
    for match in ENGLISH.finditer(text):
        name = next(word for word in match.groups() if word)
        code = _of_adjective(name) if match["of"] else _of_name(name, filed_under)
        if code:
            found.append(Grantor(match.start(), code))
    for match in CHINESE.finditer(text):
        codes = places_in(match["name"])
        if len(codes) == 1 and len(match["name"]) <= LONGEST_HAN:
            found.append(Grantor(match.start("name"), codes[0]))
    return tuple(sorted(found))


def place_named(label: str, filed_under: tuple[str, ...]) -> str | None:
    """The place that a label names at its beginning and alone: ``6) Morocco, since you ask``."""
    numbered = NUMBERED.match(label)
    name = re.split(r"[,:：，(（.。]", label[numbered.end() if numbered else 0 :], maxsplit=1)[0].strip()
    if not name or len(name) > LONGEST_NAME:
        return None
    if has_han(name):
        codes = places_in(name)
        return codes[0] if len(codes) == 1 and len(name) <= LONGEST_HAN else None
    return _of_name(name, filed_under)


def _of_name(name: str, filed_under: tuple[str, ...]) -> str | None:
    folded = strip_accents(fold(re.sub(r"^the\s+", "", name)))
    codes = places_in(name) if folded in _nouns() else ()
    if codes and codes[0] in filed_under:
        return codes[0]
    for country in filed_under:
        # "Georgia" is a state where the document is one on the United States.
        if (region := _regions(country).get(folded)) is not None:
            return region
    return codes[0] if len(codes) == 1 else None


def _of_adjective(name: str) -> str | None:
    codes = places_in(name)
    return codes[0] if len(codes) == 1 else None
