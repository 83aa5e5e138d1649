"""What can be asked of one document: kinds of things that its sections hold, each with the question that gets at it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Kind, Metadata, Passage
from assistant.language.places import name_of, places_in
from assistant.language.quantities import QuantityKind, quantities
from assistant.language.script import has_han

NAME_LENGTH = 70
READ = 12
"""Passages of a document that are looked through."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One kind of thing that a document may tell."""

    name: str
    zh: str
    en: str
    heading: re.Pattern[str]
    """Headings of sections that tell it."""
    words: re.Pattern[str] | None = None
    """Words by which any section tells it, together with a quantity of ``kinds``."""
    kinds: frozenset[QuantityKind] = frozenset()
    of_rules: bool = True
    """Whether only what is laid down has it, and no event."""

    def question(self, name: str, language: str) -> str:
        """The question for a document of this name."""
        return (self.zh if language == "zh" else self.en).format(name=name)


ASPECTS = (
    Aspect(
        "amount",
        "{name}的金额或比例上限是多少？",
        "What are the maximum amounts or rates of {name}?",
        re.compile(
            r"amount|rate|figure|maximum|budget|subsid|premium|how much|duty|tariff|tax|fine|金额|比例|税率|补贴|罚",
            re.IGNORECASE,
        ),
        re.compile(r"maximum|at most|up to|ceiling|cap\b|rate|at least|最高|上限|不超过|封顶|税率|比例", re.IGNORECASE),
        frozenset({QuantityKind.MONEY, QuantityKind.PERCENT}),
    ),
    Aspect(
        "conditions",
        "{name}的条件和要求是什么？",
        "What are the conditions and requirements of {name}?",
        re.compile(
            r"condition|who (?:can|could|qualif|is covered)|eligib|requirement|what (?:applies|counts)|rules|条件|要求|谁(?:能|要)|规定",
            re.IGNORECASE,
        ),
    ),
    Aspect(
        "dates",
        "{name}的生效日期和截止日期是哪天？",
        "From when to when does {name} apply?",
        re.compile(r"date|timeline|deadline|status|steps|call|时间|日期|生效|期限", re.IGNORECASE),
        re.compile(r"from|until|since|deadline|in force|applies|open|起|至|截止|生效|施行|实施", re.IGNORECASE),
        frozenset({QuantityKind.DATE}),
    ),
    Aspect(
        "example",
        "{name}有计算示例吗？",
        "Is there a worked example for {name}?",
        re.compile(r"example|calculation|计算示例|算例", re.IGNORECASE),
    ),
    Aspect(
        "meaning",
        "{name}对中国汽车企业意味着什么？",
        "What does {name} mean for Chinese automotive companies?",
        re.compile(r"what it means for|对中国汽车企业的意义", re.IGNORECASE),
        of_rules=False,
    ),
    Aspect(
        "open",
        "{name}还有哪些局限与未决问题？",
        "What are the limits and open points of {name}?",
        re.compile(r"limits and open points|局限与未决问题", re.IGNORECASE),
        of_rules=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Found:
    """An aspect of a document, with the passage that tells it."""

    aspect: Aspect
    passage: Passage


def aspects_of(passages: Sequence[Passage], kind: Kind) -> list[Found]:
    """The aspects that a document's passages tell, each with the first passage that does, in the order of ``ASPECTS``."""
    found = []
    for aspect in ASPECTS:
        if kind is Kind.EVENT and aspect.of_rules:
            continue
        passage = next((one for one in passages if one.headings[1:] and aspect.heading.search(one.headings[-1])), None)
        if passage is None and aspect.words is not None:
            passage = next((one for one in passages if _tells(aspect, one)), None)
        if passage is not None:
            found.append(Found(aspect, passage))
    return found


def _tells(aspect: Aspect, passage: Passage) -> bool:
    return aspect.words is not None and any(
        aspect.words.search(words) and any(one.kind in aspect.kinds for one in quantities(words))
        for words in (passage.words_of(sentence) for sentence in passage.sentences)
    )


def name_for(metadata: Metadata, passages: Iterable[Passage], language: str) -> str:
    """How a question calls a document: by its first heading or its title, as short as it goes.

    In the other language the place's name, which is known in both, stands before it.
    """
    heading = next((one.headings[0] for one in passages if one.headings), "")
    name = min((part for part in (heading, metadata.title) if part), key=len)[:NAME_LENGTH].strip()
    before, colon, after = name.partition(": ")
    if language == "zh" and colon and len(metadata.jurisdictions) == 1 and places_in(before) == metadata.jurisdictions:
        return f"{name_of(metadata.jurisdictions[0], 'zh')}“{after}”"
    if language == "zh" and has_han(name):
        return name if name.startswith("《") else f"《{name}》"
    return f"“{name}”"
