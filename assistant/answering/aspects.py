"""What can be asked of one document: kinds of things that its sections tell, each with the question that gets at it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.subjects import Subject
from assistant.domain import Passage
from assistant.language.quantities import QuantityKind, quantities

READ = 12
"""Passages of a document that are looked through."""

Forms = tuple[str, str]
"""A question in Chinese and in English; ``{s}`` is what it is about, ``{do}`` a verb that agrees with it."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One kind of thing that a document may tell."""

    name: str
    of_aid: Forms
    of_rules: Forms | None
    heading: re.Pattern[str]
    """Headings of sections that tell it."""
    of_duties: Forms | None = None
    words: re.Pattern[str] | None = None
    """Words by which any section tells it, together with a quantity of ``kinds``."""
    kinds: frozenset[QuantityKind] = frozenset()

    def question(self, subject: Subject, language: str) -> str | None:
        """The question about a subject; None when nobody would ask this of it."""
        forms = self.of_aid if subject.aid else (self.of_duties if subject.duty else None) or self.of_rules
        if forms is None:
            return None
        text = forms[0 if language == "zh" else 1]
        asked = text.format(s=subject.words, do="do" if subject.plural else "does")
        return asked[0].upper() + asked[1:]


ASPECTS = (
    Aspect(
        "amount",
        ("{s}最多能拿多少？", "How much can we get at most under {s}?"),
        None,
        re.compile(
            r"amount|rate|figure|maximum|budget|subsid|premium|how (?:much|high)|duty|tariff|tax|fine|金额|比例|税率|补贴|罚|多少",
            re.IGNORECASE,
        ),
        of_duties=("{s}是多少？", "How high are {s}?"),
        words=re.compile(
            r"maximum|at most|up to|ceiling|cap\b|rate|at least|最高|上限|不超过|封顶|税率|比例", re.IGNORECASE
        ),
        kinds=frozenset({QuantityKind.MONEY, QuantityKind.PERCENT}),
    ),
    Aspect(
        "conditions",
        ("申请{s}要满足哪些条件？", "What conditions must we meet for {s}?"),
        ("{s}对我们有哪些要求？", "What {do} {s} require of us?"),
        re.compile(
            r"condition|who (?:can|could|qualif|is covered)|eligib|requirement|what (?:applies|counts)|rules|条件|要求|谁(?:能|要)|规定",
            re.IGNORECASE,
        ),
    ),
    Aspect(
        "meaning",
        ("{s}对中国车企意味着什么？", "What {do} {s} mean for Chinese carmakers?"),
        ("{s}对中国车企有什么影响？", "What {do} {s} mean for Chinese carmakers?"),
        re.compile(r"what it means for|对中国汽车企业的意义", re.IGNORECASE),
    ),
    Aspect(
        "dates",
        ("{s}的有效期到什么时候？", "Until when {do} {s} run?"),
        ("{s}什么时候开始适用？", "From when {do} {s} apply?"),
        re.compile(
            r"date|timeline|deadline|status|steps|call|when|时间|日期|生效|期限|什么时候|何时|哪天", re.IGNORECASE
        ),
        words=re.compile(r"from|until|since|deadline|in force|applies|open|起|至|截止|生效|施行|实施", re.IGNORECASE),
        kinds=frozenset({QuantityKind.DATE}),
    ),
    Aspect(
        "open",
        ("{s}还有哪些地方没有定下来？", "What is still open about {s}?"),
        ("{s}还有哪些地方没有定下来？", "What is still open about {s}?"),
        re.compile(r"limits and open points|局限与未决问题", re.IGNORECASE),
    ),
    Aspect(
        "example",
        ("{s}怎么算，有例子吗？", "Is there a worked example for {s}?"),
        ("{s}怎么算，有例子吗？", "Is there a worked example for {s}?"),
        re.compile(r"example|calculation|计算示例|算例", re.IGNORECASE),
    ),
)


@dataclass(frozen=True, slots=True)
class Found:
    """An aspect of a document, with the passage that tells it."""

    aspect: Aspect
    passage: Passage

    @property
    def section(self) -> str | None:
        """Heading that the passage stands under."""
        return self.passage.headings[-1] if self.passage.headings else None


def aspects_of(passages: Sequence[Passage]) -> list[Found]:
    """The aspects that a document's passages tell, each with the first passage that does, in the order of ``ASPECTS``."""
    found = []
    for aspect in ASPECTS:
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
