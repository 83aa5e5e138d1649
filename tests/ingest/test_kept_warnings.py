"""What of a file was not read is kept with the version that was made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from assistant.bootstrap import Catalogue
from assistant.document_printing import print_document
from assistant.domain import Access
from assistant.missing import MissingKind
from assistant.wire.documents import DocumentOut
from ingest.identity import id_for
from ingest.pipeline import Pipeline


def write(path: Path, *, hidden: bool, uncalculated: bool) -> str:
    """A workbook, and the id of its document."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Country", "Rate"], ["Turkey", "40%"], ["Brazil", "=1+1" if uncalculated else "35%"]):
        sheet.append(row)
    inner = book.create_sheet("Inner prices")
    inner.append(["Country", "Price"])
    inner.sheet_state = "hidden" if hidden else "visible"
    book.save(path)
    return id_for(str(path))


@pytest.fixture
def pipeline(catalogue: Catalogue) -> Pipeline:
    return Pipeline(catalogue.documents)


def kinds(catalogue: Catalogue, document_id: str, access: Access, version: int | None = None) -> list[MissingKind]:
    return [each.kind for each in catalogue.documents.get(document_id, version=version, access=access).missing]


def test_each_version_keeps_what_was_missing_of_its_file(
    catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path
) -> None:
    path = tmp_path / "duties.xlsx"
    document_id = write(path, hidden=True, uncalculated=True)
    pipeline.ingest([path])
    assert kinds(catalogue, document_id, Access.STAFF) == [MissingKind.NO_RESULTS, MissingKind.HIDDEN_PARTS]

    write(path, hidden=False, uncalculated=False)
    pipeline.ingest([path])
    assert kinds(catalogue, document_id, Access.STAFF) == []
    assert kinds(catalogue, document_id, Access.STAFF, version=1) != []


def test_what_a_file_hides_is_told_to_staff_alone(catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path) -> None:
    document_id = write(tmp_path / "duties.xlsx", hidden=True, uncalculated=True)
    pipeline.ingest([tmp_path / "duties.xlsx"])
    assert kinds(catalogue, document_id, Access.PUBLIC) == [MissingKind.NO_RESULTS]


def test_it_is_shown_in_both_languages(
    catalogue: Catalogue, pipeline: Pipeline, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document_id = write(tmp_path / "duties.xlsx", hidden=True, uncalculated=False)
    pipeline.ingest([tmp_path / "duties.xlsx"])
    relations = catalogue.documents.relations(document_id, access=Access.STAFF)
    out = DocumentOut.of(catalogue.documents.get(document_id), relations, today=date(2026, 11, 26))
    (warning,) = out.warnings
    assert warning.kind is MissingKind.HIDDEN_PARTS
    assert "Inner prices" in warning.en
    assert "Inner prices" in warning.zh

    print_document(out, copies=())
    shown = capsys.readouterr().out
    assert f"incomplete: {warning.en}" in shown
    assert warning.zh in shown
