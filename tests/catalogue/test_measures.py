"""Measures stand in the catalogue with the version that they were read from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.bootstrap import Catalogue
from assistant.catalogue.storing import Change
from assistant.domain import Access, Document, Span
from assistant.errors import UnknownMeasure
from assistant.measure import Evidence, Findings, Instrument, Measure, Range
from ingest.splitting import split
from tests.fakes import make

GRANT = Measure(
    id="grant-1",
    document_id="aid",
    version=1,
    programme="Plant aid",
    jurisdiction="ES-CT",
    instrument=Instrument.GRANT,
    spans=(Span(0, 14),),
    rate=Range(None, Decimal(20)),
    rate_of="eligible investment",
    cap=Decimal(500000),
    currency="EUR",
    ends="2026-12-31",
    conditions=("new factories",),
    evidence=(Evidence("rate", Span(7, 14)),),
    confidence=0.8,
    official=False,
)


def store(catalogue: Catalogue, document: Document, *found: Measure, made_by: str = "1") -> Change:
    change = catalogue.documents.put(document, split(document), findings=Findings(made_by, found))
    pending, _ = catalogue.changelog.pending(after=0, upto=catalogue.changelog.head(), limit=1000)
    catalogue.changelog.serve(pending)
    catalogue.changelog.forget_other_versions(pending)
    return change


def found_ids(catalogue: Catalogue, access: Access = Access.PUBLIC, **asked: Any) -> list[str]:
    return [filed.measure.id for filed in catalogue.measures.find(access=access, **asked)]


def test_a_measure_comes_back_as_it_was_stored(catalogue: Catalogue) -> None:
    store(catalogue, make("aid", "Grant of up to 20%.", title="Aid"), GRANT)
    (filed,) = catalogue.measures.find(access=Access.PUBLIC)
    assert filed.measure == GRANT
    assert filed.metadata.title == "Aid"
    assert catalogue.measures.get("grant-1", access=Access.PUBLIC) == filed


def test_measures_are_found_by_place_instrument_and_document(catalogue: Catalogue) -> None:
    duty = replace(GRANT, id="duty-1", document_id="duty", jurisdiction="TR", instrument=Instrument.DUTY)
    store(catalogue, make("aid", "Grant."), GRANT)
    store(catalogue, make("duty", "Duty."), duty)
    assert found_ids(catalogue, jurisdictions=["TR", "HU"]) == ["duty-1"]
    assert found_ids(catalogue, instruments=[Instrument.GRANT]) == ["grant-1"]
    assert found_ids(catalogue, document_ids=["aid", "duty"]) == ["grant-1", "duty-1"]
    assert found_ids(catalogue, limit=1) == ["grant-1"]
    assert catalogue.measures.jurisdictions(access=Access.PUBLIC) == ["ES-CT", "TR"]


def test_measures_go_with_their_version(catalogue: Catalogue) -> None:
    store(catalogue, make("aid", "Grant."), GRANT)
    store(catalogue, make("aid", "Grant, changed."), replace(GRANT, id="grant-2"))
    (filed,) = catalogue.measures.find(access=Access.PUBLIC)
    assert (filed.measure.id, filed.measure.version) == ("grant-2", 2)
    with pytest.raises(UnknownMeasure):
        catalogue.measures.get("grant-1", access=Access.PUBLIC)
    catalogue.documents.remove("aid")
    assert found_ids(catalogue) == []


def test_measures_of_unreadable_documents_are_not_found(catalogue: Catalogue) -> None:
    store(catalogue, make("aid", "Grant.", access=Access.MEMBER), GRANT)
    assert found_ids(catalogue) == []
    assert found_ids(catalogue, Access.MEMBER) == ["grant-1"]
    with pytest.raises(UnknownMeasure):
        catalogue.measures.get("grant-1", access=Access.PUBLIC)


def test_a_newer_extractor_replaces_findings_of_unchanged_words(catalogue: Catalogue) -> None:
    document = make("aid", "Grant.")
    store(catalogue, document, GRANT)
    assert store(catalogue, document, replace(GRANT, id="other"), made_by="1") is Change.UNCHANGED
    assert found_ids(catalogue) == ["grant-1"]
    assert store(catalogue, document, replace(GRANT, id="grant-2"), made_by="2") is Change.UNCHANGED
    assert found_ids(catalogue) == ["grant-2"]


def test_a_document_that_is_put_without_findings_keeps_those_it_has(catalogue: Catalogue) -> None:
    document = make("aid", "Grant.")
    store(catalogue, document, GRANT)
    catalogue.documents.put(document, split(document))
    assert found_ids(catalogue) == ["grant-1"]
