"""Which sentences are quoted: the best ones, as many as fit a screen, a list whole where a list is asked for."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from assistant.answering.asking import MEASURABLE, Asked, may_serve
from assistant.answering.entities import HOME
from assistant.answering.evidence import Evidence
from assistant.answering.features import quantities_of
from assistant.answering.merging import Statement, agrees, repeats
from assistant.domain import SentenceKind
from assistant.language.places import matches_place
from assistant.language.quantities import QuantityKind
from assistant.language.script import HAN
from assistant.protocols import Query

MOST_WORDS = 88
"""Words of an answer, Chinese characters at two a word; the best sentence is quoted whatever its length."""
MOST_BLOCKS = 8
WORSE = 5.0
"""Log odds by which a quoted sentence may be worse than the best one."""
ABOUT_AS_GOOD = 0.5
"""Log odds by which the statement that an answer begins with may be worse than the best one."""
FAR_LESS_GOOD = 2.0
"""Log odds by which what is to the point may be worse than the best one, and still come first."""
MOST_OF_LIST = 10
"""Items of a list that is quoted whole."""
WORDS_OF_LIST = 60

WHOLE = frozenset({Asked.LIST, Asked.COMPARISON})
"""What is asked for as a whole: lists and tables then keep their order."""

OPEN = frozenset({Asked.STATUS, Asked.RISK, Asked.YES_NO})
"""What an open point may answer."""
EXAMPLE = re.compile(r"\b(?:worked )?example\b|示例|算例|例如|for instance", re.IGNORECASE)

LIMITS = (QuantityKind.MONEY, QuantityKind.PERCENT)
"""What limits a rate or an amount."""

LATIN_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*")


def word_count(text: str) -> float:
    """Words that a reader has to read: words of other scripts, and Chinese characters at two a word."""
    return len(HAN.findall(text)) / 2 + len(LATIN_WORD.findall(HAN.sub(" ", text)))


class Chosen:
    """The statements to quote, with what they cost."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.words = 0.0
        self._said: set[str] = set()
        self._headers: set[tuple[str, int]] = set()

    def cost(self, item: Evidence) -> float:
        """Words that quoting it adds: its own, and those of its table's header if it is the table's first row."""
        words = word_count(item.words)
        return words if header_of(item) in self._headers | {None} else words + word_count(item.passage.header_text)

    def says(self, item: Evidence) -> bool:
        """Whether this is said already; the citation of a source that agrees is added to what says it."""
        if _plain(item) in self._said:
            return True
        for statement in self.statements:
            if agrees(statement.item, item):
                if item.passage.document_id not in {other.passage.document_id for other in statement.also}:
                    statement.also.append(item)
                return True
            if repeats(statement.item, item):
                return True
        return False

    def add(self, item: Evidence) -> None:
        """Quote it."""
        self.words += self.cost(item)
        self.statements.append(Statement(item))
        self._said.add(_plain(item))
        if (header := header_of(item)) is not None:
            self._headers.add(header)


def choose(
    query: Query, evidence: Sequence[Evidence], asked: frozenset[Asked], *, most_words: int = MOST_WORDS
) -> list[Statement]:
    """The statements to quote from evidence that is ordered, best first; documents in order of their best one."""
    chosen = Chosen()
    first = _best_of_each_place(query, evidence)
    for item in (*first, *evidence):
        if len(chosen.statements) >= MOST_BLOCKS or chosen.words >= most_words:
            break
        if item.score < evidence[0].score - WORSE and item not in first:
            break
        if chosen.says(item) or (chosen.statements and chosen.words + chosen.cost(item) > most_words):
            continue
        chosen.add(item)
        if len(chosen.statements) == 1:
            for other in (*_rest_of_list(item, evidence, asked), *_limits(item, evidence, asked)):
                if not chosen.says(other):
                    chosen.add(other)
    return _in_order(chosen.statements, asked)


def _in_order(statements: Sequence[Statement], asked: frozenset[Asked]) -> list[Statement]:
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
    in_place = bool(asked & WHOLE) or (first is not None and _alike_before(first, statements))
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
    if item.features.caveat and not asked & OPEN:
        return False
    return Asked.EXAMPLE in asked or EXAMPLE.search(f"{item.passage.headings[-1:]} {item.words}") is None


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


def _section(statement: Statement) -> tuple[str, tuple[str, ...]]:
    passage = statement.item.passage
    return passage.document_id, passage.headings


def _best_of_each_place(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """For a question on several places, the best of each: comparing needs all of them."""
    places = [code for code in query.jurisdictions if code not in HOME]
    if len(places) < 2:
        return []
    best = (
        next((item for item in evidence if matches_place(item.metadata.jurisdictions, (code,))), None)
        for code in places
    )
    return sorted({item.passage.id: item for item in best if item is not None}.values(), key=lambda item: -item.score)


def _rest_of_list(item: Evidence, evidence: Sequence[Evidence], asked: frozenset[Asked]) -> list[Evidence]:
    """The rest of the list or table that the item is of, where a list is asked for and it can be quoted whole."""
    if Asked.LIST not in asked or item.sentence.group is None:
        return []
    rest = [
        other
        for other in evidence
        if other is not item
        and other.passage.document_id == item.passage.document_id
        and other.sentence.group == item.sentence.group
    ]
    short = len(rest) < MOST_OF_LIST and sum(word_count(other.words) for other in rest) <= WORDS_OF_LIST
    return rest if short else []


def _limits(item: Evidence, evidence: Sequence[Evidence], asked: frozenset[Asked]) -> list[Evidence]:
    """The cap or floor that stands beside a rate or an amount: in the sentence before or behind it, or the row's neighbour."""
    if not asked & {Asked.RATE, Asked.AMOUNT} or not quantities_of(item.words):
        return []
    sentences = item.passage.sentences
    place = sentences.index(item.sentence)
    beside = {sentence.start for sentence in sentences[max(place - 1, 0) : place + 2]} - {item.sentence.start}
    return [
        other
        for other in evidence
        if other.passage.id == item.passage.id
        and other.sentence.start in beside
        and any(may_serve(other.words, kind) for kind in (Asked.MAXIMUM, Asked.MINIMUM))
        and any(quantity.kind in LIMITS for quantity in quantities_of(other.words))
    ]


def header_of(item: Evidence) -> tuple[str, int] | None:
    """Document and place of the header row of an item that is a row of a table."""
    header = item.passage.header
    return (item.passage.document_id, header.start) if item.sentence.kind is SentenceKind.ROW and header else None


def _plain(item: Evidence) -> str:
    return "".join(item.words.split())
