"""Measures that a chat model reads at ingest: only what stands in the quoted words is kept, and its failure costs nothing."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import Access
from assistant.measure import FiledMeasure, Instrument, Range
from assistant.measures.extraction.claims import claims_in
from assistant.opening import Catalogue, measure_reader
from ingest.pipeline import Pipeline
from tests.conftest import make_settings
from tests.models.scripted import Asked, Reply, ScriptedModel, says

TEXT = """---
id: aid
title: Plant aid of Zubrowka
jurisdiction: PL
kind: incentive
---

The grant is up to 20%, at most EUR 500,000.

By the lake PLN 40,000 of dues are forgiven to each settler who comes before 30 June 2028.

Ducks are fed at noon.
"""
LAKE = "PLN 40,000 of dues are forgiven to each settler who comes before 30 June 2028"
FORGIVEN = {"amount_low": 40000, "amount_high": 40000, "currency": "PLN"}
AMOUNT = Range(Decimal(40000), Decimal(40000))


def claim(**values: Any) -> dict[str, Any]:
    return {"quote": LAKE, "instrument": "tax_exemption", "jurisdiction": "PL"} | values


def ingested(model: ScriptedModel, folder: Path, **values: Any) -> tuple[list[FiledMeasure], Catalogue]:
    file = folder / "aid.md"
    file.write_text(TEXT, encoding="utf-8")
    chosen: dict[str, Any] = {
        "chat_model": "openai:scripted", "chat_base_url": model.address, "chat_tasks": "measures", "chat_retries": 0,
        "chat_silence": 120.0,
    }  # fmt: skip
    settings = make_settings(folder / "data", **(chosen | values))
    catalogue = Catalogue(settings)
    Pipeline(catalogue.documents, reader=measure_reader(settings, catalogue.usage)).ingest([file])
    pending, _ = catalogue.changelog.pending(after=0, upto=catalogue.changelog.head(), limit=1000)
    catalogue.changelog.serve(pending)
    return catalogue.measures.find(access=Access.PUBLIC), catalogue


def test_what_the_rules_have_not_read_is_added_and_its_use_is_counted(model: ScriptedModel, tmp_path: Path) -> None:
    model.script = says(json.dumps([claim(**FORGIVEN, ends="2028-06-30")]))
    found, catalogue = ingested(model, tmp_path)
    added = [filed.measure for filed in found if filed.measure.amount == AMOUNT]
    assert [(one.instrument, one.ends, one.confidence) for one in added] == [
        (Instrument.TAX_EXEMPTION, "2028-06-30", 0.5)
    ]
    document = catalogue.documents.get("aid").document
    for item in added[0].evidence:
        assert document.text[item.span.start : item.span.end] in {"PLN 40,000", "30 June 2028"}
    assert any(filed.measure.cap == 500_000 for filed in found), "what the rules read stays"
    assert "Ducks" not in model.asked[0].text, "words without figures are not sent"
    assert catalogue.usage.spent().tokens > 0


def test_what_does_not_stand_in_its_words_is_dropped(model: ScriptedModel, tmp_path: Path) -> None:
    wrong = [
        claim(amount_low=41000, amount_high=41000, currency="PLN"),
        claim(amount_low=40000, amount_high=40000, currency="EUR"),
        claim(quote="PLN 90,000 of dues are forgiven", amount_low=90000, amount_high=90000, currency="PLN"),
        claim(**FORGIVEN, instrument="gift"),
        claim(rate_low=40000, rate_high=40000),
        claim(starts="2031-01-01"),
        claim(),
    ]
    model.script = says(json.dumps(wrong))
    found, _ = ingested(model, tmp_path)
    assert len(model.asked) == 1
    assert [filed.measure.instrument for filed in found] == [Instrument.GRANT]
    assert found[0].measure.confidence > 0.5


def test_a_wrong_value_is_dropped_and_the_right_ones_stay(model: ScriptedModel, tmp_path: Path) -> None:
    model.script = says("```json\n" + json.dumps([claim(**FORGIVEN, ends="2029-06-30", cap=9)]) + "\n```")
    found, _ = ingested(model, tmp_path)
    (added,) = [filed.measure for filed in found if filed.measure.confidence == 0.5]
    assert (added.amount, added.ends, added.cap) == (AMOUNT, None, None)


def test_what_the_rules_have_read_is_not_said_twice(model: ScriptedModel, tmp_path: Path) -> None:
    known = {"quote": "The grant is up to 20%, at most EUR 500,000.", "instrument": "grant", "rate_high": 20}
    model.script = says(json.dumps([known]))
    found, _ = ingested(model, tmp_path)
    assert all(filed.measure.confidence > 0.5 for filed in found)


def test_a_model_that_fails_leaves_the_rules_and_is_asked_again_at_the_next_ingest(
    model: ScriptedModel, tmp_path: Path
) -> None:
    model.script = lambda _: Reply(status=500)
    found, catalogue = ingested(model, tmp_path)
    assert found
    assert all(filed.measure.confidence > 0.5 for filed in found)
    catalogue.close()
    model.script = says(json.dumps([claim(**FORGIVEN)]))
    again, catalogue = ingested(model, tmp_path)
    assert len(again) == len(found) + 1
    asked = len(model.asked)
    ingested(model, tmp_path)
    assert len(model.asked) == asked, "an unchanged file that the model has read is skipped"


def test_a_budget_that_is_used_up_is_kept_to(model: ScriptedModel, tmp_path: Path) -> None:
    model.script = says(json.dumps([claim(**FORGIVEN)]))
    found, _ = ingested(model, tmp_path, chat_tokens_per_day=10)
    assert model.asked == []
    assert found


def test_no_model_is_asked_unless_the_task_is_set(model: ScriptedModel, tmp_path: Path) -> None:
    model.script = lambda asked: refuse(asked)
    ingested(model, tmp_path, chat_tasks="answer")
    assert model.asked == []


def refuse(asked: Asked) -> Reply:
    raise AssertionError(f"asked: {asked.text}")


@pytest.mark.parametrize("reply", ["", "Sorry.", "[", "{}", '[{"quote": 1}]', "[[[[", "null"])
def test_a_reply_that_is_no_list_of_records_claims_nothing(reply: str) -> None:
    assert claims_in(reply) == []
