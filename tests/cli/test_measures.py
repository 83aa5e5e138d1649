"""``goglobal measures`` and ``goglobal documents expiring``, as a user calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calling import Goglobal

AID = """---
id: island-aid
title: Island aid
kind: incentive
jurisdiction: FJ
language: en
valid_until: 2026-12-31
---

# Island aid

A grant of up to 20%, at most EUR 500,000, for new factories.
"""


@pytest.fixture(scope="module")
def filled(make_corpus: Callable[[str], Goglobal]) -> Goglobal:
    goglobal = make_corpus("measures")
    path = goglobal.data_dir.parent / "island.md"
    path.write_text(AID, encoding="utf-8")
    assert goglobal("ingest", path).code == 0
    return goglobal


def test_a_measure_is_listed_shown_and_worked_out(filled: Goglobal) -> None:
    listed = filled("measures", "list", "-j", "FJ", "--json").json
    assert [one["document_id"] for one in listed["measures"]] == ["island-aid"]
    shown = filled("measures", "show", listed["measures"][0]["id"], "--json").json
    assert "up to 20%" in shown["citations"][0]["quote"]
    done = filled(
        "measures", "estimate", "-j", "Fiji", "--investment", "300万欧元", "--language", "zh", "--as-of", "2026-11-24"
    )
    assert done.code == 0, done.err
    assert "20% × EUR 3,000,000 = EUR 600,000 [1]" in done.out
    assert "补贴：最多 EUR 500,000（50万欧元）" in done.out
    assert "该措施将在90天内到期" in done.out


def test_a_comparison_is_printed_and_written_to_a_file(filled: Goglobal, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    done = filled("measures", "compare", "斐济", "摩洛哥", "--language", "zh", "--most", "1", "--out", table)
    assert (done.code, "斐济" in done.out) == (0, True), done.err
    assert "at most EUR 500,000" in table.read_text("utf-8-sig")
    assert filled("measures", "compare", "FJ", "MA", "--out", tmp_path / "table.doc").code == 2


def test_documents_that_expire_soon_are_listed(filled: Goglobal) -> None:
    found = filled("documents", "expiring", "--within", "90d", "--as-of", "2026-11-24", "--json").json
    assert "island-aid" in {one["document_id"] for one in found["documents"]}
    assert "island-aid" not in filled("documents", "expiring", "--within", "10d", "--as-of", "2026-11-24").out


def test_a_correction_shows_and_can_be_withdrawn(filled: Goglobal) -> None:
    (one,) = filled("measures", "list", "-j", "FJ", "--json").json["measures"]
    corrected = filled("measures", "correct", one["id"], "cap=400,000", "--by", "Lin", "--json").json
    assert (corrected["cap"], corrected["corrected"]) == ("400000", ["cap"])
    assert filled("measures", "correct", one["id"], "--withdraw", "all", "--json").json["cap"] == "500000"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("estimate", "-j", "FJ", "--investment", "abc"), 2, "is not an amount"),
        (("estimate", "-j", "FJ", "--investment", "EUR -5"), 2, "negative"),
        (("estimate", "-j", "FJ", "--investment", "EUR 3m and USD 2m"), 2, "several currencies"),
        (("estimate", "-j", "Atlantis", "--investment", "EUR 5"), 2, "no place"),
        (("deadlines", "--from", "2027-01-01", "--until", "2026-01-01"), 2, "upside down"),
        (("deadlines", "--within", "soon"), 2, "no number of days"),
        (("compare", "FJ"), 2, "two places"),
        (("show", "none-such"), 1, "no measure"),
        (("correct", "none-such", "cap"), 2, "FIELD=VALUE"),
        (("list", "--language", "fr"), 2, "zh, en"),
    ],
)
def test_wrong_calls_say_why(filled: Goglobal, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = filled("measures", *arguments)
    assert (done.code, said in done.words) == (code, True), done.err
