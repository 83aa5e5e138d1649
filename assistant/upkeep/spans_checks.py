"""Every span of the catalogue against the text that it is of: passages, sentences, findings, citations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, func, or_, select

from assistant.catalogue.tables import citations, documents, measures, organisations, passages, versions
from assistant.counting import counted
from assistant.upkeep.findings import Check, State, named

VERSIONS = 100
"""Versions whose texts are held at a time."""
Pair = Sequence[int]


class _Tally:
    """What was counted, and what does not hold, by document version."""

    def __init__(self) -> None:
        self.counts = {"passages": 0, "sentences": 0, "blocks": 0, "measures": 0, "organisations": 0}
        self.wrong: dict[str, str] = {}

    def note(self, name: str, kind: str) -> None:
        self.wrong.setdefault(name, kind)


def check_spans(engine: Engine) -> Iterator[Check]:
    """Whether each passage is the very slice of its text that it says, and everything else lies within."""
    tally = _Tally()
    with engine.connect() as connection:
        keys = connection.execute(select(versions.c.pk).order_by(versions.c.pk)).scalars().all()
        for start in range(0, len(keys), VERSIONS):
            some = keys[start : start + VERSIONS]
            query = (
                select(versions.c.pk, versions.c.text, versions.c.blocks, versions.c.version, documents.c.id)
                .join(documents, documents.c.pk == versions.c.document_pk)
                .where(versions.c.pk.in_(some))
            )
            texts = {row.pk: (row.text, f"{row.id}@{row.version}") for row in _blocks(connection.execute(query), tally)}
            for row in connection.execute(select(passages).where(passages.c.version_pk.in_(some))).mappings():
                _passage(dict(row), *texts[row["version_pk"]], tally)
            for table, kind in ((measures, "measures"), (organisations, "organisations")):
                found = select(table.c.version_pk, table.c["values"]).where(table.c.version_pk.in_(some))
                for row in connection.execute(found).mappings():
                    text, name = texts[row["version_pk"]]
                    tally.counts[kind] += 1
                    if not all(_within(pair, text) for pair in _pairs_of(row["values"])):
                        tally.note(name, kind)
        yield _told(tally)
        yield _citations(connection)


def _blocks(rows: Any, tally: _Tally) -> Iterator[Any]:
    for row in rows:
        tally.counts["blocks"] += len(row.blocks)
        if not all(_within((block[1], block[2]), row.text) for block in row.blocks):
            tally.note(f"{row.id}@{row.version}", "blocks")
        yield row


def _passage(row: Mapping[str, Any], text: str, name: str, tally: _Tally) -> None:
    tally.counts["passages"] += 1
    tally.counts["sentences"] += len(row["sentences"])
    if text[row["start"] : row["end"]] != row["text"]:
        tally.note(name, "passages")
    if row["header_start"] is not None and not _within((row["header_start"], row["header_end"]), text):
        tally.note(name, "table headers")
    for _, start, end, cells, _ in row["sentences"]:
        inside = row["start"] <= start < end <= row["end"]
        if not inside or not all(start <= cell[0] <= cell[1] <= end for cell in cells):
            tally.note(name, "sentences")


def _pairs_of(values: Mapping[str, Any]) -> Iterator[Pair]:
    """All spans in the stored values of a measure or an organisation."""
    yield from values.get("spans", ())
    for row in (*values.get("evidence", ()), *values.get("people", ()), *values.get("services", ())):
        yield row[-2:]


def _within(pair: Pair, text: str) -> bool:
    return 0 <= pair[0] <= pair[1] <= len(text)


def _told(tally: _Tally) -> Check:
    counts = ", ".join(f"{count:,} {kind}" for kind, count in tally.counts.items())
    if not tally.wrong:
        return Check("spans", State.OK, f"Every span is the words that it says: {counts}.")
    names = [f"{name} ({kind})" for name, kind in sorted(tally.wrong.items())]
    return Check(
        "spans",
        State.WRONG,
        f"Spans of {counted(len(names), 'document version')} do not hold: {named(names)}.",
        "Quotes of these documents may be cut wrongly.",
        "Remove these documents and take them in anew (goglobal documents remove ID, goglobal ingest FILE).",
    )


def _citations(connection: Any) -> Check:
    query = (
        select(documents.c.id, citations.c.version)
        .join(documents, documents.c.pk == citations.c.document_pk)
        .join(
            versions,
            (versions.c.document_pk == citations.c.document_pk) & (versions.c.version == citations.c.version),
            isouter=True,
        )
        .where(
            or_(
                versions.c.pk.is_(None),
                citations.c.start < 0,
                citations.c.start >= citations.c.end,
                citations.c.end > func.length(versions.c.text),
            )
        )
        .distinct()
    )
    lost = [f"{row.id}@{row.version}" for row in connection.execute(query)]
    if lost:
        means = "Answers that were given cannot be opened at their source any more."
        fix = "Put back a backup that has these versions, if they matter."
        return Check("citations", State.WRONG, f"Stored citations point nowhere: {named(lost)}.", means, fix)
    count = connection.execute(select(func.count()).select_from(citations)).scalar_one()
    return Check("citations", State.OK, f"{counted(count, 'stored citation')}, each of which can be opened.")
