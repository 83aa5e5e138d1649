"""What documents grant and demand is found at ingest, and found anew when what reads it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Access
from assistant.language.glossary import use_glossary
from assistant.measure import FiledMeasure
from ingest.finding import finding_state
from ingest.pipeline import Pipeline
from ingest.report import IngestReport

TEXT = "---\nid: aid\ntitle: Plant aid of Zubrowka\njurisdiction: PL\nkind: incentive\n---\n\nThe grant is up to 20%.\n"


@pytest.fixture
def own_glossary(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "glossary.tsv"
    use_glossary(None)


def ingest(catalogue: Catalogue, file: Path) -> IngestReport:
    report = Pipeline(catalogue.documents).ingest([file])
    pending, _ = catalogue.changelog.pending(after=0, upto=catalogue.changelog.head(), limit=1000)
    catalogue.changelog.serve(pending)
    return report


def found(catalogue: Catalogue) -> FiledMeasure:
    (filed,) = catalogue.measures.find(access=Access.PUBLIC)
    return filed


def test_measures_stand_in_the_catalogue_once_a_file_is_taken_in(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "aid.md"
    file.write_text(TEXT, encoding="utf-8")
    assert ingest(catalogue, file).added == ["aid"]
    filed = found(catalogue)
    assert (filed.measure.jurisdiction, filed.measure.version, filed.metadata.title) == (
        "PL",
        1,
        "Plant aid of Zubrowka",
    )
    assert ingest(catalogue, file).unchanged == ["aid"]
    assert found(catalogue) == filed


def test_unchanged_files_are_read_anew_when_the_glossary_has_changed(
    catalogue: Catalogue, tmp_path: Path, own_glossary: Path
) -> None:
    file = tmp_path / "aid.md"
    file.write_text(TEXT, encoding="utf-8")
    ingest(catalogue, file)
    before, state = found(catalogue), finding_state()
    own_glossary.write_text("建厂补助\tPlant aid\tprogramme\n", encoding="utf-8")
    use_glossary(own_glossary)
    assert finding_state() != state
    assert ingest(catalogue, file).unchanged == ["aid"]
    after = found(catalogue)
    assert (before.measure.programme_zh, after.measure.programme_zh) == (None, "建厂补助")
    assert after.measure.id == before.measure.id


def test_a_correction_outlives_words_that_are_added_to_its_document(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "aid.md"
    file.write_text(TEXT, encoding="utf-8")
    ingest(catalogue, file)
    measure_id = found(catalogue).measure.id
    catalogue.measures.correct(measure_id, {"ends": "2027-12-31"}, by="ana")
    file.write_text(TEXT + "\nA further paragraph that grants nothing.\n", encoding="utf-8")
    assert ingest(catalogue, file).updated == ["aid"]
    filed = found(catalogue)
    assert (filed.measure.id, filed.measure.version, filed.measure.ends) == (measure_id, 2, "2027-12-31")
    file.write_text(TEXT.replace("20%", "25%"), encoding="utf-8")
    ingest(catalogue, file)
    assert found(catalogue).corrected == ()
