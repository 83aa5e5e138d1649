"""What a sentence needs beside it to be understood: the list that it introduces, the words that introduce it, the sentence that
its pronoun stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from assistant.answering.evidence import Evidence
from assistant.domain import Sentence, SentenceKind

COLONS = (":", "：")
MOST_MISSING = 2
"""Rows that a table may lack to be filled up."""
LEANING = re.compile(
    r"^(?:It|They|This|These|Those|Such|Its|Their|He|She)\b|^(?:其(?!他|它|余)|它|他们|该|此(?!外)|这)"
)
"""How a sentence begins that speaks of what the one before it names."""


class Neighbours:
    """The evidence of a question by where it stands."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._found = {(item.passage.id, item.sentence.start): item for item in evidence}

    def introduced_by(self, item: Evidence) -> list[Evidence]:
        """The list or table that a sentence with a colon at its end introduces, in order; empty when it introduces none."""
        if item.sentence.kind is not SentenceKind.SENTENCE or not _ends_with_colon(item):
            return []
        sentences = item.passage.sentences
        following = sentences[sentences.index(item.sentence) + 1 :]
        if not following or following[0].group is None:
            return []
        return self._here(item, [one for one in following if one.group == following[0].group])

    def leading_to(self, item: Evidence) -> list[Evidence]:
        """What stands before a sentence and belongs to it, in order.

        Before an item of a list the words that introduce the list; before a sentence that begins with a pronoun the one that it
        goes on from; before one that goes on behind a list (*… if they are brought into use*) the list with its introduction.
        """
        sentences = item.passage.sentences
        place = sentences.index(item.sentence)
        if item.sentence.group is not None:
            return self._introduction(item, item.sentence.group)
        before = sentences[place - 1] if place else None
        if before is None or item.sentence.kind is not SentenceKind.SENTENCE:
            return []
        if before.group is not None and item.words[:1].islower():
            listed = [one for one in sentences if one.group == before.group]
            return [*self._introduction(item, before.group), *self._here(item, listed)]
        return self._here(item, [before]) if leans(item) and before.kind is SentenceKind.SENTENCE else []

    def _introduction(self, item: Evidence, group: int) -> list[Evidence]:
        """The sentence with a colon at its end that introduces a list of an item's passage."""
        sentences = item.passage.sentences
        first = next(place for place, one in enumerate(sentences) if one.group == group)
        before = self._here(item, sentences[first - 1 : first]) if first else []
        return [one for one in before if _ends_with_colon(one)]

    def missing_rows(self, quoted: Sequence[Evidence]) -> list[Evidence]:
        """The rows that a table lacks of which most is quoted: a table with a gap looks whole, and is not."""
        tables: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
        for item in quoted:
            if item.sentence.kind is SentenceKind.ROW and item.sentence.group is not None:
                tables[item.passage.id, item.sentence.group].append(item)
        found = []
        for (_, group), rows in tables.items():
            whole = self._here(rows[0], [one for one in rows[0].passage.sentences if one.group == group])
            missing = [row for row in whole if row not in rows]
            if len(rows) > 1 and len(missing) <= MOST_MISSING and len(missing) <= len(rows):
                found.extend(missing)
        return found

    def _here(self, item: Evidence, sentences: Sequence[Sentence]) -> list[Evidence]:
        keys = ((item.passage.id, sentence.start) for sentence in sentences)
        return [self._found[key] for key in keys if key in self._found]


def leans(item: Evidence) -> bool:
    """Whether a sentence begins with a pronoun that stands for something said before it."""
    return LEANING.search(item.words) is not None


def _ends_with_colon(item: Evidence) -> bool:
    return item.words.rstrip().endswith(COLONS)
