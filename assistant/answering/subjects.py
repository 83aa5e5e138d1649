"""What a question calls the matter of a document, in either language, as somebody who asks would say it.

By a name that the glossary knows and the title bears (CBAM is 碳边境调节机制), else by topic and place (tax relief in Italy),
else by the document's own name in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import Kind, Metadata
from assistant.language.glossary import Glossary, current_glossary
from assistant.language.places import GROUPINGS, name_of, places_in
from assistant.language.script import has_han

NAME_LENGTH = 70
NAMED = frozenset({"policy", "programme"})
"""Kinds of the glossary's entries that laws and programmes are called by."""
SHORTEST = 3
"""Characters of a name that is looked for in titles; shorter ones stand in other words by chance."""
WITHOUT = re.compile(r"(?:\bwithout|\bno|\bnon|\boutside)[ -](?:an? |the )?$|(?:没有|未签|非)$")
"""Before a name: *countries without a trade agreement* are no matter of the agreement."""
AID = frozenset({"incentives", "tax"})

LEAVING = ("tariffs-trade", "CN")
"""What China charges on cars that come in is no matter of documents for those who go out; theirs are on leaving it."""

TOPICS: dict[str, tuple[str, str]] = {
    "after-sales": ("售后服务", "after-sales service"),
    "battery-rules": ("电池规定", "battery rules"),
    "branding": ("品牌推广", "branding"),
    "carbon-esg": ("碳排放规定", "carbon rules"),
    "charging-energy": ("充电规定", "charging rules"),
    "company-setup": ("投资和设立公司的规定", "rules for investors"),
    "customs-origin": ("原产地规则", "rules of origin"),
    "cybersecurity": ("汽车网络安全规定", "vehicle cybersecurity rules"),
    "data-compliance": ("汽车数据规定", "rules on vehicle data"),
    "finance-listing": ("融资和上市", "financing and listing"),
    "homologation": ("车辆认证要求", "type approval rules"),
    "incentives": ("投资激励", "investment incentives"),
    "ip": ("知识产权", "intellectual property"),
    "labour-visas": ("用工规定", "labour rules"),
    "localisation": ("本地生产要求", "local production rules"),
    "logistics": ("国际物流", "international logistics"),
    "product-liability": ("产品责任规定", "product liability rules"),
    "subsidies-scrutiny": ("补贴审查规定", "rules against subsidies"),
    "tariffs-trade": ("汽车进口关税", "import duties on cars"),
    "tax": ("税收优惠", "tax reliefs"),
    "testing-certification": ("检测认证要求", "testing rules"),
}
"""What each topic is called, in Chinese and in English; topics of other names are none to ask by."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The matter of a document as a question says it."""

    words: str
    plural: bool = False
    aid: bool = False
    """Whether it is something to be had, and no duty."""
    duty: bool = False
    """Whether it is a sum that has to be paid."""


def subjects_of(metadata: Metadata, heading: str, language: str) -> list[Subject]:
    """The names for what a document is about, the most telling one first; ``heading`` is the document's own.

    A title in the other language is a name only when there is no other.
    """
    aid = metadata.kind is Kind.INCENTIVE
    found = []
    known = known_name(f"{heading}\n{metadata.title}", language)
    places = metadata.jurisdictions
    # What lies between China and another place is asked for by the other place's name.
    abroad = tuple(code for code in places if code != "CN") or places
    if known is not None:
        found.append(Subject(_placed(known, places, language), aid=aid))
    found.extend(
        Subject(_of(abroad[0], topic, language), plural=True, aid=topic in AID, duty=topic == "tariffs-trade")
        for topic in metadata.topics
        if topic in TOPICS and len(abroad) == 1 and (topic, abroad[0]) != LEAVING
    )
    name = quoted_name(metadata, heading, language)
    if not found or has_han(name) == (language == "zh"):
        found.append(Subject(name, aid=aid))
    return found


def topic_name(topic: str, language: str) -> str:
    """What a topic is called; empty for one that has no name here."""
    zh, en = TOPICS.get(topic, ("", ""))
    return zh if language == "zh" else en


def known_name(title: str, language: str) -> str | None:
    """The name, in a language, of the law or programme that a title names first."""
    pattern, names = _names(current_glossary())
    folded = title.casefold()
    match = next((one for one in pattern.finditer(folded) if not WITHOUT.search(folded, 0, one.start())), None)
    if match is None:
        return None
    zh, en = names[match.group()]
    if language == "zh":
        return zh
    # “the” before what is a name of several words, and none before CBAM, Euro 7 or section 12V.
    return en if " " not in en or any(map(str.isdigit, en.split()[-1])) else f"the {en}"


def quoted_name(metadata: Metadata, heading: str, language: str) -> str:
    """The document's own name, as short as it goes."""
    name = min((part for part in (heading, metadata.title) if part), key=len)[:NAME_LENGTH].strip()
    if language == "zh" and has_han(name):
        return name if name.startswith("《") else f"《{name}》"
    return f"“{name}”"


def first_heading(headings: Iterable[tuple[str, ...]]) -> str:
    """The heading that a document begins with; empty without any."""
    return next((one[0] for one in headings if one), "")


def _of(place: str, topic: str, language: str) -> str:
    if language == "zh":
        return f"{name_of(place, 'zh')}的{topic_name(topic, 'zh')}"
    return f"the {topic_name(topic, 'en')} in {name_of(place, 'en')}"


def _placed(name: str, places: tuple[str, ...], language: str) -> str:
    """A name with its place, unless the name holds it or belongs to many countries."""
    if len(places) != 1 or places[0] in GROUPINGS or places_in(name):
        return name
    place = name_of(places[0], language)
    return f"{place}的{name}" if language == "zh" else f"{name} in {place}"


@lru_cache(maxsize=2)
def _names(glossary: Glossary) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern for all names of laws and programmes, the longest first, and the usual names that each stands for."""
    usual: dict[str, tuple[str, str]] = {}
    for entry in glossary.entries:
        if entry.kind in NAMED:
            for name in (*entry.zh, *entry.en):
                if len(name) >= SHORTEST:
                    usual.setdefault(name.casefold(), (entry.zh[0], entry.en[0]))
    longest_first = sorted(usual, key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in longest_first if not has_han(name))
    chinese = "|".join(re.escape(name) for name in longest_first if has_han(name))
    return re.compile(rf"(?<![a-z\d])(?:{latin})(?=s?(?![a-z\d]))|{chinese}"), usual
