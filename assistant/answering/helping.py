"""Who can help: questions that look for a helper, and the organisations of the best documents that fit their need."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.features import Reading
from assistant.answering.similarity import Similarity
from assistant.domain import Span
from assistant.language.script import fold
from assistant.organisation import FiledOrganisation
from assistant.organisations.shapes import plain
from assistant.protocols import Query

MOST_HELPERS = 4
MOST_STATEMENTS = 2
"""Told of one helper, beside who speaks for it."""
SHARE_OF_OWN = 0.8
"""Fit of a further statement over that of the helper's best."""
MOST_COMPARED = 60
"""Statements that are compared with the question by their vectors: those that say most of its words."""
FLOOR = 0.33
"""Fit below which nobody is named. Seen on questions of our own (``evals/who/dev.yaml``): the right ones fit from 0.40, with
one at 0.26, and others up to 0.28."""
SHARE = 0.7
"""Fit, over that of the best, below which others are not named beside it."""
SHARE_OF_MEANING = 0.3
"""The same for the likeness in meaning alone: the same words may be said of another matter."""

KINDS_EN = (
    r"(?:law firms?|lawyers?|compan(?:y|ies)|firms?|(?:service )?providers?|banks?|agenc(?:y|ies)|organi[sz]ations?|institutions?|partners?|suppliers?|"
    r"platforms?|consultan(?:t|cy|cies|ts)|insurers?|experts?|people|person|chambers?|associations?|body|bodies|forwarders?)"
)
DOES_EN = (
    r"(?:helps?|offers?|provides?|handles?|does|supports?|advises?|arranges?|supplies|specialis?z?es?|organi[sz]es|runs?|assists?|deals? with|"
    r"takes? care|knows?|tells?|connects?|match(?:es)?)"
)
NOT_HELP = r"(?!\s?(?:apply|claim|qualify|benefit|get|receive|use|join|participate|enter|be |have|own|buy|import|export|sell|file|appeal|pay))"
KINDS_ZH = "公司|机构|律所|律师|服务商|平台|企业|银行|券商|货代|物流商|专家|顾问|伙伴|单位|协会|商会|供应商|保险公司|人"
NOT_HELP_ZH = "(?!申报|申请|享受|享有|拿|领|报|获|参加|适用|符合|免|进口|出口|投|用|买|卖|缴|交|被|是)"

ASKS = re.compile(
    rf"\bwho (?:can|could|would|will|might|is able to){NOT_HELP}\b|\bwho (?:else )?{DOES_EN}\b|"
    r"\bwho(?:m)? (?:do|should|can|could|would|must) (?:we|i|one) (?:ask|contact|turn to|talk to|speak to|call|hire|approach|engage|work with|go to)\b|"
    rf"\b(?:which|what) (?:[\w-]+ ){{0,2}}{KINDS_EN} (?:can|could|would|{DOES_EN}){NOT_HELP}\b|"
    rf"\b(?:is|are) there (?:a|an|any|some) (?:[\w-]+ ){{0,3}}?{KINDS_EN}\b|\b(?:recommend|find|know|need|looking for)\b.{{0,12}}\b(?:a|an|any|some) (?:[\w-]+ ){{0,3}}?{KINDS_EN}\b|"
    r"\banyone (?:who|that) can\b|\bcan (?:anyone|anybody|somebody|someone)\b|"
    rf"谁(?:能(?!够)|能够|可以|可(?!以)|会|来){NOT_HELP_ZH}|谁(?:负责|提供|懂|帮|做|擅长|熟悉)|(?:找|问|咨询|联系|请教|委托|请)(?:谁|哪家|哪位|哪个|哪些|什么人)|"
    rf"(?:哪家|哪些|哪个|哪位|什么)[^，。？?]{{0,8}}?(?:{KINDS_ZH})[^，。？?]{{0,6}}?(?:能|可以|可|会|提供|负责|做|帮|擅长){NOT_HELP_ZH}|"
    rf"(?:找|问|咨询|联系|推荐|介绍)[^，。？?]{{0,4}}(?:哪|什么|一家|几家|个)[^，。？?]{{0,8}}(?:{KINDS_ZH})|(?:有没有|有无|是否有)[^，。？?]{{0,24}}(?:{KINDS_ZH})|(?:哪家|哪个|哪些)(?:{KINDS_ZH})(?:合作|对接)"
)
SEEKS = re.compile(
    r"\b(?:who|which \w+|what \w+|anyone|anybody|someone|somebody) (?:who |that )?(?:can|could|would|might) (?:help|assist|advise|support)\b|"
    rf"\brecommend\b.{{0,12}}\b(?:a|an|any|some) (?:[\w-]+ ){{0,3}}?{KINDS_EN}\b|"
    rf"谁(?:能|可以|会|来)?帮|(?:谁|哪家|哪些|哪个|哪位|有没有|有无)[^，。？?]{{0,16}}(?:能|可以|会)帮|推荐[^，。？?]{{0,8}}(?:{KINDS_ZH})"
)
"""Looks for nothing but a helper: what documents say of the matter is no answer."""
SEEKING = re.compile(
    r"^(?:who|whom|which|what|whose|which company|companies?|help|helps|can|ask|contact|handle|offers?|provides?|find|need|recommend|supply|supplies|"
    r"tell|advise|talk|call|anyone|someone|谁|谁能|谁负责|谁可以|哪家|哪个|哪些|哪位|哪家公司|哪些公司|公司|机构|帮|帮忙|帮助|找|联系|咨询|推荐|提供|"
    r"负责|能|可以|做|有没有|那边|这边|合作|matters?|issues?|questions?|topics?|things?|affairs?|side|事务|问题|方面|事宜|事情|工作)$"
)
"""Words of such a question that only seek."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one document tells of an organisation that fits."""

    filed: FiledOrganisation
    fit: float
    """How well it fits the need, in [0, 1]."""
    meaning: float
    """Its likeness in meaning alone, in [0, 1]."""
    spans: tuple[Span, ...]
    """The statements that fit, best first."""


def asks_for_help(question: str) -> bool:
    """Whether a question looks for somebody who can do something, rather than for who did it or who may apply."""
    return ASKS.search(fold(question)) is not None


def seeks_only_help(question: str) -> bool:
    """Whether nothing but the name of a helper answers a question."""
    return SEEKS.search(fold(question)) is not None


def fitting(
    query: Query, reading: Reading, found: Sequence[FiledOrganisation], similarity: Similarity
) -> list[list[Offer]]:
    """The organisations that fit what a question needs, best first, each with its offers in the documents, best first."""
    offers = sorted(_offers(query, reading, found, similarity), key=lambda offer: -offer.fit)
    if not offers or offers[0].fit < FLOOR:
        return []
    best, nearest = offers[0].fit, max(offer.meaning for offer in offers)
    fit = [
        offer
        for offer in offers
        if offer.fit >= max(FLOOR, SHARE * best) and offer.meaning >= SHARE_OF_MEANING * nearest
    ]
    return _together(fit, offers)[:MOST_HELPERS]


def _offers(query: Query, reading: Reading, found: Sequence[FiledOrganisation], similarity: Similarity) -> list[Offer]:
    weights = [0.0 if SEEKING.match(fold(term.source)) else weight for term, weight in reading.weighted]
    total = sum(weights)
    told = []
    for filed in found:
        for text, span in _statements(filed):
            said = sum(weight * match for weight, match in zip(weights, reading.matches(text), strict=True))
            told.append((said / total if total else 0.0, text, span, filed))
    told.sort(key=lambda item: -item[0])
    told = told[:MOST_COMPARED]
    meanings = similarity.to_question(query, [text for _, text, _, _ in told])
    fits = sorted(
        (
            ((said + meaning) / 2, meaning, span, filed)
            for (said, _, span, filed), meaning in zip(told, meanings, strict=True)
        ),
        key=lambda item: -item[0],
    )
    best: dict[tuple[str, str], Offer] = {}
    for fit, meaning, span, filed in fits:
        key = (filed.document_id, filed.organisation.name)
        first = best.get(key)
        if first is None:
            best[key] = Offer(filed, fit, meaning, (span,))
        elif fit >= SHARE_OF_OWN * first.fit and len(first.spans) < MOST_STATEMENTS:
            best[key] = replace(first, spans=(*first.spans, span))
    return list(best.values())


def _statements(filed: FiledOrganisation) -> list[tuple[str, Span]]:
    """What is told of an organisation, each with its names: a statement says what it does, a post what its people do."""
    one = filed.organisation
    names = " / ".join(one.names)
    told = [(f"{names}: {service.need} {service.words}", service.span) for service in one.services]
    return told or [(f"{names}: {person.post}", person.span) for person in one.people]


def _together(fit: Sequence[Offer], offers: Sequence[Offer]) -> list[list[Offer]]:
    """Offers of one organisation in several documents as one, by its names or its people; in order of the best."""
    alone = _people_of_one(offers)
    groups: list[list[Offer]] = []
    for offer in fit:
        group = next((group for group in groups if any(_same(offer, other, alone) for other in group)), None)
        if group is None:
            groups.append([offer])
        else:
            group.append(offer)
    return groups


def _people_of_one(offers: Sequence[Offer]) -> frozenset[str]:
    """People who stand for one organisation in each document, so that they tell it."""
    posts = Counter(
        (offer.filed.document_id, person.name) for offer in offers for person in offer.filed.organisation.people
    )
    several = {name for (_, name), count in posts.items() if count > 1}
    return frozenset(name for _, name in posts if name not in several)


def _same(one: Offer, other: Offer, alone: frozenset[str]) -> bool:
    ours, theirs = one.filed.organisation, other.filed.organisation
    if {plain(name) for name in ours.names} & {plain(name) for name in theirs.names}:
        return True
    return bool({person.name for person in ours.people} & {person.name for person in theirs.people} & alone)
