"""A document's last day is taken from its own words only where it speaks of itself."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.domain import BlockKind, Document, Kind, Metadata
from ingest.assembling import assemble, make_document
from ingest.own_validity import with_own_validity
from ingest.pieces import Piece


def document(*sentences: str, language: str = "en", **values: Any) -> Document:
    text, blocks = assemble([Piece(BlockKind.PARAGRAPH, sentence) for sentence in sentences])
    chosen: dict[str, Any] = {"kind": Kind.POLICY} | values
    metadata = Metadata(title="A text", language=language, **chosen)
    return make_document(document_id="one", source="/one.md", metadata=metadata, text=text, blocks=blocks)


def dated(made: Document) -> Metadata:
    return with_own_validity(made.metadata, made.text, made.blocks)


@pytest.mark.parametrize(
    ("sentence", "language", "day"),
    [
        ("This decree remains in force until 31 December 2027.", "en", "2027-12-31"),
        ("This Regulation shall enter into force on 1 May 2026 and shall expire on 30 April 2029.", "en", "2029-04-30"),
        ("本办法自2026年4月1日起施行，有效期至2028年12月31日。", "zh", "2028-12-31"),
        ("第九条 本通知执行至2027年6月30日止。", "zh", "2027-06-30"),
    ],
)
def test_an_explicit_last_day_is_inferred_and_marked(sentence: str, language: str, day: str) -> None:
    found = dated(document("Some words before.", sentence, language=language))
    assert (found.valid_until, found.inferred) == (day, ("valid_until",))


@pytest.mark.parametrize(
    "sentence",
    [
        "The premium is paid until 31 December 2027.",
        "Directive 94/62/EC ceases to have effect on 12 August 2027.",
        "This decree enters into force on 1 May 2026.",
        "This decree applies to cars sold by makers that were founded in 1999.",
        "补贴政策有效期至2027年12月31日。",
    ],
)
def test_what_is_said_of_something_else_is_no_validity(sentence: str) -> None:
    made = document(sentence, language="zh" if "补" in sentence else "en")
    assert dated(made) == made.metadata


def test_what_is_known_stays_and_what_disagrees_is_left_open() -> None:
    sentence = "This decree remains in force until 31 December 2027."
    known = document(sentence, valid_until="2026-12-31")
    assert dated(known) == known.metadata
    spoken = document(sentence, kind=Kind.EVENT)
    assert dated(spoken) == spoken.metadata
    two = document(sentence, "This decree expires on 30 June 2026.")
    assert dated(two).valid_until is None
