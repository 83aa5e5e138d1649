"""Taking the words of a deleted document out of the answers that were given: they keep which document it was, and no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from assistant.catalogue import rows
from assistant.catalogue.tables import citations, turns
from assistant.domain import AnswerBlockKind, BlockKind

DELETED = {
    "zh": "（所引文件已被彻底删除，此处内容不再保留。）",
    "en": "(The cited document has been deleted for good; what was quoted here is gone.)",
}
"""What stands where words of a deleted document stood."""
AT_A_TIME = 500
"""Turns that are held at once."""
SHORT = 4
"""Characters below which a heading is no sign of its document."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Names by which a document's words come up in answers that do not cite it."""

    headings: frozenset[str]
    titles: frozenset[str]
    """Only those that were taken from its text: what a document states as its title stays."""

    @classmethod
    def of(cls, versions: Iterable[RowMapping]) -> Forgotten:
        """From rows with ``title``, ``inferred`` and ``blocks`` of all versions of a document."""
        headings: set[str] = set()
        titles: set[str] = set()
        for row in versions:
            if "title" in row["inferred"]:
                titles.add(row["title"])
            for values in row["blocks"]:
                block = rows.block_from(values)
                headings.update(block.headings)
                if block.kind is BlockKind.HEADING:
                    headings.update(block.headings[-1:])
        return cls(frozenset(name for name in headings if len(name) >= SHORT), frozenset(titles))


NOTHING = Forgotten(frozenset(), frozenset())


def scrub_turns(
    connection: Connection, document_pk: int, forgotten: Forgotten = NOTHING, *, only: int | None = None
) -> None:
    """Replace what quotes a document in all turns (or in one, by its key), within the caller's transaction."""
    cited: dict[int, set[int]] = {}
    query = select(citations.c.turn_pk, citations.c.number).where(citations.c.document_pk == document_pk)
    for cited_row in connection.execute(query):
        cited.setdefault(cited_row.turn_pk, set()).add(cited_row.number)
    said = select(turns.c.pk, turns.c.language, turns.c.blocks, turns.c.follow_ups, turns.c.notices)
    if only is not None:
        said = said.where(turns.c.pk == only)
    last = 0
    # Some at a time: a year's conversations need not be held at once.
    while found := connection.execute(said.where(turns.c.pk > last).order_by(turns.c.pk).limit(AT_A_TIME)).all():
        last = found[-1].pk
        for row in found:
            before = {"blocks": row.blocks, "follow_ups": row.follow_ups, "notices": row.notices}
            if row.pk in cited:
                # Headings, notes and questions to go on with may be made of its words and say so nowhere.
                after = {"blocks": _without(row.blocks, cited[row.pk], row.language), "follow_ups": [], "notices": []}
            else:
                after = _unnamed(before, forgotten)
            if after != before:
                connection.execute(update(turns).where(turns.c.pk == row.pk).values(**after))
    connection.execute(
        update(citations).where(citations.c.document_pk == document_pk).values(section=None, speaker=None, time=None)
    )


def _without(blocks: Sequence[list[Any]], numbers: Collection[int], language: str) -> list[list[Any]]:
    """Blocks without those that cite some numbers, or nothing at all; what goes is said once for each run of them."""
    kept: list[list[Any]] = []
    note: list[Any] | None = None
    for block in blocks:
        if block[3] and not set(block[3]) & set(numbers):
            kept.append(block)
            note = None
            continue
        if note is None:
            note = [AnswerBlockKind.NOTE.value, DELETED.get(language, DELETED["en"]), [], []]
            kept.append(note)
        note[3] = sorted({*note[3], *block[3]})
    return kept


def _unnamed(said: dict[str, list[Any]], forgotten: Forgotten) -> dict[str, list[Any]]:
    names = forgotten.headings | forgotten.titles
    return {
        "blocks": [block for block in said["blocks"] if not _names(block[1], forgotten.titles)],
        "follow_ups": [question for question in said["follow_ups"] if not _names(question, names)],
        "notices": [notice for notice in said["notices"] if not _names(_words_of(notice), forgotten.titles)],
    }


def _names(text: str, names: Collection[str]) -> bool:
    return any(name in text for name in names)


def _words_of(notice: str | list[str]) -> str:
    """A notice as it was stored: its kind and words, or in earlier days its words alone."""
    return notice if isinstance(notice, str) else notice[1]
