"""Which sentences are quoted: the best ones, as many as fit a screen, a list whole where a list is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asking import Asked
from assistant.answering.evidence import Evidence
from assistant.domain import SentenceKind
from assistant.language.script import HAN

MOST_WORDS = 88
"""Words of an answer, Chinese characters at two a word; the best sentence is quoted whatever its length."""
MOST_BLOCKS = 9
WORSE = 4.0
"""Log odds by which a quoted sentence may be worse than the best one."""
MOST_OF_LIST = 10
"""Items of a list that is quoted whole."""
WORDS_OF_LIST = 60

LATIN_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*")


def word_count(text: str) -> float:
    """Words that a reader has to read: words of other scripts, and Chinese characters at two a word."""
    return len(HAN.findall(text)) / 2 + len(LATIN_WORD.findall(HAN.sub(" ", text)))


class Chosen:
    """The sentences to quote, with what they cost."""

    def __init__(self) -> None:
        self.items: list[Evidence] = []
        self.words = 0.0
        self._said: set[str] = set()
        self._headers: set[tuple[str, int]] = set()

    def cost(self, item: Evidence) -> float:
        """Words that quoting it adds: its own, and those of its table's header if it is the table's first row."""
        words = word_count(item.words)
        return words if header_of(item) in self._headers | {None} else words + word_count(item.passage.header_text)

    def says(self, item: Evidence) -> bool:
        """Whether the same words are quoted already."""
        return _plain(item) in self._said

    def add(self, item: Evidence) -> None:
        """Quote it."""
        self.words += self.cost(item)
        self.items.append(item)
        self._said.add(_plain(item))
        if (header := header_of(item)) is not None:
            self._headers.add(header)


def choose(evidence: Sequence[Evidence], asked: frozenset[Asked], first: Sequence[Evidence] = ()) -> list[Evidence]:
    """The sentences to quote, documents in order of their best one.

    ``evidence`` is ordered, best first; ``first`` are sentences of it that must be quoted.
    """
    if not evidence:
        return []
    chosen = Chosen()
    for item in (*first, *evidence):
        if len(chosen.items) >= MOST_BLOCKS or chosen.words >= MOST_WORDS:
            break
        if item.score < evidence[0].score - WORSE and item not in first:
            break
        if chosen.says(item) or (chosen.items and chosen.words + chosen.cost(item) > MOST_WORDS):
            continue
        chosen.add(item)
        if Asked.LIST in asked and len(chosen.items) == 1:
            _add_list(chosen, item, evidence)
    order = {item.passage.document_id: place for place, item in reversed(list(enumerate(chosen.items)))}
    return sorted(chosen.items, key=lambda item: (order[item.passage.document_id], item.sentence.start))


def _add_list(chosen: Chosen, item: Evidence, evidence: Sequence[Evidence]) -> None:
    """The rest of the list or table that the item is of, if it is short enough to be quoted whole."""
    if item.sentence.group is None:
        return
    rest = [
        other
        for other in evidence
        if other.passage.document_id == item.passage.document_id
        and other.sentence.group == item.sentence.group
        and not chosen.says(other)
    ]
    if len(rest) < MOST_OF_LIST and sum(word_count(other.words) for other in rest) <= WORDS_OF_LIST:
        for other in rest:
            chosen.add(other)


def header_of(item: Evidence) -> tuple[str, int] | None:
    """Document and place of the header row of an item that is a row of a table."""
    header = item.passage.header
    return (item.passage.document_id, header.start) if item.sentence.kind is SentenceKind.ROW and header else None


def _plain(item: Evidence) -> str:
    return "".join(item.words.split())
