"""In which order statements are read: the one that answers first, then what stands beside it, as its document has it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from assistant.answering.asking import MEASURABLE, Asked, may_serve
from assistant.answering.evidence import Evidence
from assistant.answering.merging import Statement
from assistant.answering.neighbours import Neighbours
from assistant.domain import SentenceKind

ABOUT_AS_GOOD = 0.5
"""Log odds by which the statement that an answer begins with may be worse than the best one."""

FAR_LESS_GOOD = 2.0
"""Log odds by which what is to the point may be worse than the best one, and still come first."""

WHOLE = frozenset({Asked.LIST, Asked.COMPARISON})
"""What is asked for as a whole: lists and tables then keep their order."""

OPEN = frozenset({Asked.STATUS, Asked.RISK, Asked.YES_NO})
"""What an open point may answer."""

EXAMPLE = re.compile(r"\b(?:worked )?example\b|示例|算例|例如|for instance", re.IGNORECASE)


def in_order(statements: Sequence[Statement], asked: frozenset[Asked]) -> list[Statement]:
    """Statements, best first, in the order in which they are read.

    Documents, and within them sections, come in the order of their best statement; what stands in a section keeps its order.
    The best statement comes before all, unless it belongs into a list that is asked for, or into a table none of whose rows
    shown before it is clearly worse.
    """
    documents: dict[str, int] = {}
    sections: dict[tuple[str, tuple[str, ...]], int] = {}
    for place, statement in enumerate(statements):
        documents.setdefault(statement.item.passage.document_id, place)
        sections.setdefault(_section(statement), place)
    first = _leading(statements, asked)
    if first is not None:
        documents[first.item.passage.document_id] = sections[_section(first)] = -1
    in_place = bool(asked & WHOLE) or (
        first is not None and (_goes_on(first, statements) or _alike_before(first, statements))
    )
    return sorted(
        statements,
        key=lambda each: (
            documents[each.item.passage.document_id],
            sections[_section(each)],
            each is not first or in_place,
            each.item.sentence.start,
        ),
    )


def _to_the_point(item: Evidence, asked: frozenset[Asked]) -> bool:
    """Whether it gives what is asked: the date, sum or rate if one is, and neither in an example nor as an open point.

    Examples and open points are to the point for who asks for them.
    """
    if asked & MEASURABLE and item.features.asked < 1:
        return False
    if Asked.VALIDITY in asked and not may_serve(item.words, Asked.VALIDITY):
        return False
    if item.features.caveat and not asked & OPEN:
        return False
    return Asked.EXAMPLE in asked or not is_example(item)


def is_example(item: Evidence) -> bool:
    """Whether it stands in an example, or says that it is one."""
    return EXAMPLE.search(f"{item.passage.headings[-1:]} {item.words}") is not None


def _leading(statements: Sequence[Statement], asked: frozenset[Asked]) -> Statement | None:
    """The statement to begin with: of those that are about as good as the best one, the one that is on most of the question.

    What is to the point comes before what is not, unless it is far worse.
    """
    if not statements:
        return None
    best = max(statement.item.score for statement in statements)
    pointed = [each for each in statements if _to_the_point(each.item, asked)]
    best_pointed = max((each.item.score for each in pointed), default=-math.inf)
    if best_pointed >= best - FAR_LESS_GOOD:
        statements, best = pointed, best_pointed
    alike = [each for each in statements if each.item.score >= best - ABOUT_AS_GOOD]
    return max(alike, key=lambda each: (each.item.features.covered, each.item.score))


def _alike_before(first: Statement, statements: Sequence[Statement]) -> bool:
    """Whether the first statement is a row, and those rows of its table that stand before it are about as good."""
    if first.item.sentence.kind is not SentenceKind.ROW:
        return False
    before = (
        each.item.score
        for each in statements
        if header_of(each.item) == header_of(first.item) and each.item.sentence.start < first.item.sentence.start
    )
    return all(score >= first.item.score - ABOUT_AS_GOOD for score in before)


def _goes_on(first: Statement, statements: Sequence[Statement]) -> bool:
    """Whether the first statement is understood only behind another one: by its pronoun, or as an item of a list."""
    return bool(Neighbours([each.item for each in statements]).leading_to(first.item))


def _section(statement: Statement) -> tuple[str, tuple[str, ...]]:
    passage = statement.item.passage
    return passage.document_id, passage.headings


def header_of(item: Evidence) -> tuple[str, int] | None:
    """Document and place of the header row of an item that is a row of a table."""
    header = item.passage.header
    return (item.passage.document_id, header.start) if item.sentence.kind is SentenceKind.ROW and header else None
