"""What a company's profile adds to a question, and the choice that a question leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Hit, Kind, Profile
from assistant.language.places import GROUPINGS, country_of, places_in
from assistant.language.script import has_han
from assistant.language.topic_form import split_topic
from assistant.language.words import content_tokens
from assistant.protocols import Query
from assistant.question.names import CITY, COUNTRY, PROPER, anchors, named_in
from assistant.question.topics import with_topic

MARKETS = 3
"""Target markets of a profile that are put into an open question."""
NEAR = 0.6
"""Share of the best score from which a document is among those that may be meant."""
FORKS = 3
"""Places among those documents from which the question forks."""
MOST_OPTIONS = 4
LONGEST_REPLY = 40
"""Characters of a reply that only says which of several things is meant."""

SORT = re.compile(
    r"补贴|补助|资助|优惠|激励|扶持|奖励|支持|政策|法规|规定|税收|减免|门槛|要求|"
    r"\b(?:subsid\w+|incentives?|grants?|aid|funding|support|benefits?|polic(?:y|ies)|rules?|regulations?|programm?es?|schemes?|"
    r"tax (?:breaks?|credits?|relief)|requirements?)\b",
    re.IGNORECASE,
)
"""Sorts of things that there are many of."""
GENERAL = re.compile(
    r"企业|公司|车企|中国|中资|海外|国外|境外|出海|国家|政府|当地|各国|申请|享受|拿到|相关|方面|地方|"
    r"\b(?:compan(?:y|ies)|chinese|abroad|overseas|available|offered|offer|government|states?|countr(?:y|ies)|apply|related|firms?|"
    r"kinds?|sorts?|types?|exist|find|money)\b",
    re.IGNORECASE,
)
"""Words that leave a question as open as it is."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing that public money is for."""

    zh: str
    en: str
    pattern: re.Pattern[str]


PURPOSES = (
    Purpose(
        "建厂",
        "a plant",
        re.compile(r"建厂|工厂|设厂|产线|\b(?:plants?|factor(?:y|ies)|capex|production)\b", re.IGNORECASE),
    ),
    Purpose("研发", "R&D", re.compile(r"研发|研究|\bR&D\b|\bresearch\b", re.IGNORECASE)),
    Purpose("购车", "buyers", re.compile(r"购车|买车|消费者|\b(?:purchase|buyers?|car grant)\b", re.IGNORECASE)),
)
MONEY = re.compile(r"补贴|补助|资助|优惠|激励|扶持|奖励|\b(?:subsid|incentive|grant|aid\b|funding)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a question leaves open."""

    places: tuple[str, ...] = ()
    """Codes of the places that the best documents are filed under, when it may be any of them."""
    purposes: tuple[Purpose, ...] = ()
    """What the money may be for, when the best documents tell of several."""


def is_open(query: Query) -> bool:
    """Whether a question asks for a sort of things and names neither a place nor a programme."""
    topic, asked = split_topic(query.text)
    if topic or set(query.jurisdictions) - {"CN"} or anchors(asked) or SORT.search(asked) is None:
        return False
    return not content_tokens(GENERAL.sub(" ", SORT.sub(" ", asked)))


def choice_of(query: Query, hits: Sequence[Hit]) -> Choice | None:
    """What an open question leaves to choose, by the documents that were found; None when they do not fork."""
    if not hits or not is_open(query):
        return None
    near = {hit.passage.document_id: hit for hit in reversed(hits) if hit.score >= NEAR * hits[0].score}
    found = [near[name] for name in dict.fromkeys(hit.passage.document_id for hit in hits) if name in near]
    filed = (code for hit in found for code in hit.metadata.jurisdictions if len(hit.metadata.jurisdictions) == 1)
    places = tuple(dict.fromkeys(country_of(code) for code in filed if code not in GROUPINGS - {"EU"}))
    purposes: tuple[Purpose, ...] = ()
    if MONEY.search(query.text) and not any(purpose.pattern.search(query.text) for purpose in PURPOSES):
        texts = [hit.metadata.title + hit.passage.text for hit in found if hit.metadata.kind is Kind.INCENTIVE]
        purposes = tuple(one for one in PURPOSES if any(one.pattern.search(text) for text in texts))
    choice = Choice(places if len(places) >= FORKS else (), purposes if len(purposes) > 1 else ())
    return choice if choice.places or choice.purposes else None


def in_markets(question: str, profile: Profile) -> str:
    """An open question, put to the markets that a company looks at."""
    return with_topic(_markets(profile.markets[:MARKETS]), question) if profile.markets else question


def _markets(names: Sequence[str]) -> str:
    return ("、" if has_han("".join(names)) else ", ").join(names)


def market_codes(profile: Profile | None) -> tuple[str, ...]:
    """Codes of the places that a company looks at."""
    if profile is None:
        return ()
    return tuple(dict.fromkeys(code for market in profile.markets for code in places_in(market)))


def named_again(reply: str) -> bool:
    """Whether a reply to a clarifying question only names what is meant."""
    if len(reply) > LONGEST_REPLY or SORT.search(reply):
        return False
    named = any(one.kind in {COUNTRY, CITY, *PROPER} for one in named_in(reply))
    return named or any(one.pattern.search(reply) for one in PURPOSES)
