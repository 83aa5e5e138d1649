"""Which sentences are quoted: the best ones, as many as fit a screen, a list whole where a list is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asking import Asked, may_serve
from assistant.answering.entities import HOME
from assistant.answering.evidence import Evidence
from assistant.answering.features import quantities_of
from assistant.answering.merging import Statement, agrees, repeats
from assistant.answering.neighbours import Neighbours
from assistant.answering.ordering import header_of, in_order, is_example
from assistant.answering.parts import best_of_each_part
from assistant.domain import Kind
from assistant.language.places import matches_place
from assistant.language.quantities import QuantityKind
from assistant.language.script import HAN
from assistant.protocols import Query

MOST_WORDS = 88
"""Words of an answer, Chinese characters at two a word; the best sentence is quoted whatever its length."""
MORE_ROOM = 1.4
"""How many times as long an answer may be for what is nearly as good as the best one."""
NEARLY_AS_GOOD = 2.0
"""Log odds by which a sentence may be worse than the best one to be given that room."""
MOST_BLOCKS = 8
WORSE = 4.0
"""Log odds by which a quoted sentence may be worse than the best one of its document."""
WORSE_WHEN_SHORT = 5.0
"""The same as long as an answer is less than half full."""
WORSE_ELSEWHERE = 1.5
"""The same for a sentence of another document: it is seldom on what is asked."""
MOST_OF_LIST = 10
"""Items of a list that is quoted whole."""
WORDS_OF_LIST = 60


POINTER = re.compile(
    r"^(?:see|compare) (?:also )?(?:the |that )?(?:document|section|table|text)\b[^.;]*\.?$|^(?:参见|详见|见)[^，。；]{0,40}。?$|^\([^)]{0,30}\)\.?$",
    re.IGNORECASE,
)
"""A sentence that sends the reader elsewhere, or a remark in brackets alone: *(General knowledge.)*"""

LIMITS = (QuantityKind.MONEY, QuantityKind.PERCENT)
"""What limits a rate or an amount."""

LATIN_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*")


def word_count(text: str) -> float:
    """Words that a reader has to read: words of other scripts, and Chinese characters at two a word."""
    return len(HAN.findall(text)) / 2 + len(LATIN_WORD.findall(HAN.sub(" ", text)))


class Chosen:
    """The statements to quote, with what they cost."""

    def __init__(self, most_words: float) -> None:
        self.statements: list[Statement] = []
        self._most_words = most_words
        self._words = 0.0
        self._said: set[str] = set()
        self._headers: set[tuple[str, int]] = set()

    def is_full(self) -> bool:
        """Whether nothing more is quoted, however good."""
        return len(self.statements) >= MOST_BLOCKS or self._words >= self._most_words * MORE_ROOM

    def is_half_full(self) -> bool:
        """Whether it says a good deal already."""
        return self._words >= self._most_words / 2

    def has_room_for(self, item: Evidence, *, more: bool) -> bool:
        """Whether it can be quoted; the first one always can. There is ``more`` room for what is nearly as good as the best."""
        room = self._most_words * (MORE_ROOM if more else 1)
        return not self.statements or self._words + self._cost(item) <= room

    def _cost(self, item: Evidence) -> float:
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
        self._words += self._cost(item)
        self.statements.append(Statement(item))
        self._said.add(_plain(item))
        if (header := header_of(item)) is not None:
            self._headers.add(header)

    def add_beside(self, item: Evidence) -> None:
        """Quote what belongs to a statement, unless it is said already."""
        if not self.says(item):
            self.add(item)


def choose(
    query: Query, evidence: Sequence[Evidence], asked: frozenset[Asked], *, most_words: int = MOST_WORDS
) -> list[Statement]:
    """The statements to quote from evidence that is ordered, best first; documents in order of their best one."""
    if not evidence:
        return []
    evidence = telling(evidence, asked) or evidence
    chosen = Chosen(most_words)
    neighbours = Neighbours(evidence)
    first = _best_of_each_place(query, evidence)
    best = evidence[0]
    parts = [] if first else [best, *best_of_each_part(query, evidence)]
    for item in (*first, *parts, *evidence):
        if chosen.is_full():
            break
        below = best.score - item.score
        if item not in first and item not in parts:
            if below > (WORSE if chosen.is_half_full() else WORSE_WHEN_SHORT):
                break
            if not first and _is_elsewhere(item, best) and below > WORSE_ELSEWHERE:
                continue
        if chosen.says(item) or not chosen.has_room_for(item, more=below <= NEARLY_AS_GOOD):
            continue
        is_first = not chosen.statements
        for other in neighbours.leading_to(item):
            chosen.add_beside(other)
        chosen.add(item)
        for other in _short(neighbours.introduced_by(item)):
            chosen.add_beside(other)
        if is_first:
            for other in (*_rest_of_list(item, evidence, asked), *_limits(item, evidence, asked)):
                chosen.add_beside(other)
    for row in neighbours.missing_rows([statement.item for statement in chosen.statements]):
        chosen.add_beside(row)
    return in_order(chosen.statements, asked)


def telling(evidence: Sequence[Evidence], asked: frozenset[Asked]) -> Sequence[Evidence]:
    """The evidence without what tells nothing by itself: *See the document on origin.*

    Who asks what is to be had wants what the texts on incentives give, and not what else is said about it; who asks whether
    something holds wants to hear that, and not again what it is. Where nothing tells it, all is left as it is.
    """
    kept = [item for item in evidence if not POINTER.search(item.words)]
    if Asked.AID in asked:
        texts = (item for item in kept if item.metadata.kind is Kind.INCENTIVE and not item.features.caveat)
        given = [item for item in texts if not is_example(item)]
        return given if any(may_serve(_with_heading(item), Asked.AID) for item in given) else kept
    if Asked.VALIDITY in asked:
        return [item for item in kept if may_serve(item.words, Asked.VALIDITY)] or kept
    return kept


def _with_heading(item: Evidence) -> str:
    return " ".join((*item.passage.headings[-1:], item.passage.header_text, item.words))


def _is_elsewhere(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence is neither of the document of the best one nor of the one that retrieval puts first."""
    return item.passage.document_id != best.passage.document_id and item.features.document_score < 1


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


def _short(items: Sequence[Evidence]) -> Sequence[Evidence]:
    """A list from its beginning on, as far as it is short."""
    words = 0.0
    kept: list[Evidence] = []
    for item in items[:MOST_OF_LIST]:
        words += word_count(item.words)
        if kept and words > WORDS_OF_LIST:
            break
        kept.append(item)
    return kept


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
    """The cap or floor that stands beside a rate or an amount: in the sentence before or behind it or its table, or the next row."""
    if not asked & {Asked.RATE, Asked.AMOUNT} or not quantities_of(item.words):
        return []
    sentences = item.passage.sentences
    place = sentences.index(item.sentence)
    around = {place - 1, place + 1}
    if item.sentence.group is not None:
        listed = [number for number, one in enumerate(sentences) if one.group == item.sentence.group]
        around |= {listed[0] - 1, listed[-1] + 1}
    beside = {sentences[number].start for number in around if 0 <= number < len(sentences)}
    return [
        other
        for other in evidence
        if other.passage.id == item.passage.id
        and other.sentence.start in beside
        and any(may_serve(other.words, kind) for kind in (Asked.MAXIMUM, Asked.MINIMUM))
        and any(quantity.kind in LIMITS for quantity in quantities_of(other.words))
    ]


def _plain(item: Evidence) -> str:
    return "".join(item.words.split())
