"""What a question turns on: places, names and years that the evidence must be about, however similar the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answering.evidence import Evidence
from assistant.answering.features import match, places_of, quantities_of, tokens_for
from assistant.domain import Metadata
from assistant.language.cities import places_of_cities
from assistant.language.glossary import current_glossary
from assistant.language.places import EU_MEMBERS, country_of, matches_place, name_of, places_in, subdivision_names
from assistant.language.quantities import QuantityKind
from assistant.language.script import CJK, fold, has_han
from assistant.language.words import RUN, stem
from assistant.protocols import Query

HOME = frozenset({"CN", "EU"})
"""Nearly all that is asked here is about going from the one, mostly to the other: no answer turns on them."""
NAMED_AMONG = 5
"""A place counts as treated when one of so many best sentences names it, or a document that is read is filed under it."""
OF_A_STATE = re.compile(
    r"(?<!反)补贴|补助|优惠|激励|奖励|减免|抵免|免税|所得税|工资|(?<!anti-)(?<!anti)subsid|incentive|\bgrants?\b|\baid\b|tax (?:relief|credit|holiday|break)|bonus|\bwages?\b"
    r"|\bpays?\b|\bgives?\b",
    re.IGNORECASE,
)
"""What a state gives or pays is told by documents on the state alone, not by those on the Union that it is a member of."""
NAME_KINDS = frozenset({"company", "body", "programme", "person"})
ZH_REGION = re.compile(rf"(?:^|[^{CJK}]|[在去到于])([{CJK}]{{2,5}}(?:州|省|郡))(?!长)")
"""A region below a country, as Chinese writes it; the country's own name is taken out before."""
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
CAPITALISED = re.compile(r"\b[A-Z]\w+(?:[ -](?:of |de |do |del |la )?[A-Z]\w+)*")
CONTACT_ASKED = re.compile(
    r"(?:给|要|有|求|查|找|提供|告诉|知道|请问).{0,16}?(?P<wanted>电话|手机号|邮箱|电子邮件地址|微信号|联系方式|传真)"
    r"|(?P<named>电话号码|手机号|邮箱|邮件地址|微信号|联系方式|传真号码?)(?:是|有|在哪|[?？]|多少|呢)"
    r"|\b(?:give|send|tell|have|need|what(?: is|'s| are)?|find|know)\b.{0,40}?\b"
    r"(?P<asked>(?:tele)?phone numbers?|e-?mail(?: address(?:es)?)?|contact details|fax numbers?)\b"
    r"|(?P<how>怎么联系|如何联系|怎样联系|how (?:can|do|could|should) (?:we|i|one) (?:contact|reach|get in touch with)\b)",
    re.IGNORECASE,
)
"""Asks how somebody can be reached; a question on what happens to drivers' phone numbers does not."""
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\+\d[\d ()-]{7,}|\b0\d{2,3}-\d{6,}|电话[:：]\s*\d|\b(?:Tel|Phone)[.:]", re.IGNORECASE
)
"""An e-mail address or a telephone number."""
SAID = 0.5
"""How surely a name must be said to count as found."""


def missing_places(query: Query, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Places that the question names and that the evidence does not treat.

    A member state is treated by a document on the EU alone, unless the question is what the state gives; and any country,
    as the other end, by a document on China alone.
    """
    unfiled = unfiled_places(query, evidence)
    if not unfiled:
        return ()
    of_a_state = "EU" not in query.jurisdictions and OF_A_STATE.search(query.text) is not None
    named = {code for item in evidence[:NAMED_AMONG] for code in places_of(item.words)}
    near = [item.metadata.jurisdictions for item in evidence[:NAMED_AMONG]]
    missing = []
    for code in unfiled:
        country = country_of(code)
        if {code, country} & named:
            continue
        if near[:1] == [("CN",)] or (("EU",) in near and country in EU_MEMBERS and not of_a_state):
            continue
        missing.append(code)
    return tuple(missing)


def unfiled_places(query: Query, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Places that the question names under which no document of the evidence is filed."""
    filed = tuple({code for metadata in {item.metadata for item in evidence} for code in metadata.jurisdictions})
    return tuple(
        code
        for code in dict.fromkeys((*query.jurisdictions, *query.hinted))
        if country_of(code) not in HOME and not matches_place(filed, (code,))
    )


@lru_cache(maxsize=1)
def _names(fingerprint: str) -> frozenset[str]:
    entries = [entry for entry in current_glossary().entries if entry.kind in NAME_KINDS]
    return frozenset(_key(name) for entry in entries for name in (*entry.zh, *entry.en))


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return " ".join(stem(run.group()) for run in RUN.finditer(name.casefold()))


def missing_names(query: Query, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Companies, bodies, programmes and persons of the question that no passage of the evidence says."""
    named = [term for term in query.terms if _key(term.source) in _names(current_glossary().fingerprint)]
    if not named:
        return ()
    texts = [_whole(item) for item in {item.passage.id: item for item in evidence}.values()]
    said = frozenset[str]().union(*map(tokens_for(named), texts))
    return tuple(
        term.source
        for term in named
        if match(term, said) < SAID and not (has_han(term.source) and _abbreviates(term.source, texts))
    )


def _abbreviates(name: str, texts: Sequence[str]) -> bool:
    """Whether some text has the characters of a Chinese name in order, with few between: 国家发改委, 国家发展改革委."""
    spread = re.compile(f"[{CJK}]{{0,2}}".join(map(re.escape, name)))
    return any(spread.search(text) for text in texts)


def missing_years(query: Query, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Years of the question that no passage of the evidence says; where it names places, no passage filed under them, the Union that
    they are in, or China."""
    asked = years_of(query.text)
    if not asked:
        return ()
    places = [code for code in query.jurisdictions if code not in HOME]
    if any(country_of(code) in EU_MEMBERS for code in places):
        places.append("EU")
    about = (*places, "CN")
    there = [item for item in evidence if matches_place(item.metadata.jurisdictions, about)] if places else []
    texts = {item.passage.id: _whole(item) for item in there or evidence}.values()
    # A table may have "2026-2027" or a bare "2026", which is no date by itself.
    said = {year for text in texts for year in (*years_of(text), *YEAR.findall(text))}
    filed = {item.metadata for item in there or evidence}
    return tuple(
        year for year in sorted(asked) if year not in said and not any(_holds_in(year, metadata) for metadata in filed)
    )


def _holds_in(year: str, metadata: Metadata) -> bool:
    """Whether a document is of a year, or says itself that it holds until then or longer."""
    since = metadata.valid_from or metadata.published or "9999"
    until = metadata.valid_until or metadata.published or ""
    return since[:4] <= year <= until[:4]


def missing_regions(query: Query, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Regions whose own aid is asked for and that no passage says: what the country gives is another thing."""
    if not OF_A_STATE.search(query.text):
        return ()
    text = query.text
    for code in query.jurisdictions:
        text = text.replace(name_of(code, "zh"), " ")
    named = dict.fromkeys((*ZH_REGION.findall(text), *_subdivisions_in(text)))
    # A city stands for its country, as who names it means: "the Dublin regulator".
    regions = [name for name in named if not places_in(name) and not (name.isascii() and places_of_cities(name))]
    if not regions:
        return ()
    said = fold(" ".join(_whole(item) for item in {item.passage.id: item for item in evidence}.values()))
    return tuple(name for name in regions if not any(fold(one) in said for one in _called(name)))


def _called(region: str) -> tuple[str, ...]:
    """A region's name, and its names in the glossary: 卢布林省 is Lubelskie."""
    own = (entry for entry in current_glossary().entries if entry.kind == "place" and region in (*entry.zh, *entry.en))
    return (region, *(name for entry in own for name in (*entry.zh, *entry.en)))


def _subdivisions_in(text: str) -> list[str]:
    """Names of ISO 3166-2 that stand in an English text, written as names."""
    return [name for name in CAPITALISED.findall(text) if name in subdivision_names()]


def missing_contacts(query: Query, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The way to reach somebody that the question asks for, when no passage has any."""
    asked = CONTACT_ASKED.search(query.text)
    if asked is None or any(CONTACT.search(item.passage.text) for item in evidence):
        return ()
    if asked["how"]:
        return ("联系方式" if has_han(asked["how"]) else "contact details",)
    return tuple(name for name in asked.groups() if name)


def years_of(text: str) -> frozenset[str]:
    """Years of the dates that a text names."""
    return frozenset(quantity.key[1][:4] for quantity in quantities_of(text) if quantity.kind is QuantityKind.DATE)


def _whole(item: Evidence) -> str:
    passage = item.passage
    return " ".join([item.metadata.title, *passage.headings, passage.header_text, passage.speaker or "", passage.text])
