"""What must hold of a data folder whose process was killed, before and after anything is repaired."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from assistant.bootstrap import open_advisory
from assistant.catalogue.tables import documents, passages, versions
from assistant.domain import Access
from assistant.index.embedders import SentenceEncoderEmbedder
from assistant.upkeep.findings import State
from assistant.upkeep.spans_checks import check_spans
from ingest.splitting import split
from tests.agreement import disagreements, held_numbers
from tests.conftest import make_settings


def check_whole(data_dir: Path, expected: dict[str, dict[str, str]], embedder: SentenceEncoderEmbedder) -> None:
    """Before anything is repaired: each document is one generation's, with all of its passages, and served whole.

    What answers are given from stands whole in both indexes.
    """
    with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
        catalogue = advisory.catalogue
        with catalogue.engine.connect() as connection:
            rows = connection.execute(
                select(
                    passages.c.pk, passages.c.start, passages.c.end, passages.c.text, documents.c.id, versions.c.version
                )
                .join(versions, versions.c.pk == passages.c.version_pk)
                .join(documents, documents.c.pk == versions.c.document_pk)
                .order_by(passages.c.pk)
            ).all()
            known = connection.execute(select(documents.c.id, documents.c.served_version, documents.c.removed)).all()
        summaries = catalogue.documents.summaries()
        for summary in summaries:
            document = catalogue.documents.get(summary.id).document
            assert document.text in [texts[summary.id] for texts in expected.values()]
            stored = [
                (row.start, row.end, row.text) for row in rows if (row.id, row.version) == (summary.id, summary.version)
            ]
            whole = [(p.start, p.end, p.text) for p in split(replace(document, version=summary.version))]
            assert stored == whole, summary.id
        assert {row.id for row in known if not row.removed} == {summary.id for summary in summaries}
        assert [row.id for row in known if row.removed and row.served_version is not None] == []
        in_words, in_vectors = held_numbers(advisory)
        for row in known:
            if row.served_version is None:
                continue
            wanted = {item.pk for item in rows if (item.id, item.version) == (row.id, row.served_version)}
            assert wanted
            assert wanted <= in_words, row.id
            assert wanted <= in_vectors, row.id
            found = catalogue.documents.passages_of([row.id], access=Access.PUBLIC, limit=1000)
            assert {passage.version for passage in found} == {row.served_version}
            assert len(found) == len(wanted)


def check_agreement(data_dir: Path, embedder: SentenceEncoderEmbedder) -> None:
    """After the next start: catalogue and indexes say the same, and every span is the words that it says."""
    with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
        advisory.follower.catch_up()
        assert disagreements(advisory) == []
        assert [check for check in check_spans(advisory.catalogue.engine) if check.state is State.WRONG] == []
