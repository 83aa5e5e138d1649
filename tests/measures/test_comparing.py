"""Comparisons: a cell for each place, each cited; gaps and contradictions said; exports in which nothing is a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.bootstrap import Catalogue
from assistant.domain import Access
from assistant.errors import MeasureCallError
from assistant.measure_sheets import sheets_of
from assistant.measures.book import Compared
from assistant.measures.exporting import Sheet, harmless, to_csv, to_xlsx, write
from assistant.measures.selecting import Wanted
from assistant.measures.validity import Status
from assistant.wire.comparisons import ComparisonOut
from tests.measures.making import DUTY, book_of, document, exact, file, measure, up_to

TODAY = date(2026, 11, 24)


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    grant = measure(
        "hu",
        jurisdiction="HU",
        programme="VIP",
        rate=up_to(50),
        cap="500000",
        currency="EUR",
        ends="2026-12-31",
        evidence={"rate": "up to 50%", "cap": "EUR 500,000"},
    )
    file(catalogue, document("hungary", "Aid of up to 50%.", "It is capped at EUR 500,000."), grant)
    file(
        catalogue,
        document("morocco", "Premiums of 30%."),
        measure("ma", jurisdiction="MA", programme="=Charter", rate=exact(30)),
    )
    file(
        catalogue,
        document("mexico", "Cars pay 50%."),
        measure("mx", jurisdiction="MX", instrument=DUTY, rate=exact(50)),
    )
    return catalogue


def compare(catalogue: Catalogue, *places: str, access: Access = Access.PUBLIC) -> Compared:
    return book_of(catalogue).compare(places, Wanted(), access=access, on=TODAY)


def test_cells_stand_below_their_places_with_the_words_they_rest_on(filled: Catalogue) -> None:
    compared = compare(filled, "HU", "MA")
    table = compared.comparison
    rates = next(row for row in table.rows if row.aspect.value == "rate")
    assert [cell.text for cell in rates.cells] == ["≤ 50%", "30%"]
    quotes = {citation.number: citation.quote for citation in compared.citations}
    assert [quotes[cell.citations[0]] for cell in rates.cells] == ["Aid of up to 50%.", "Premiums of 30%."]
    caps = next(row for row in table.rows if row.aspect.value == "cap")
    assert [cell.text for cell in caps.cells] == ["EUR 500,000", ""]
    assert quotes[caps.cells[0].citations[0]] == "It is capped at EUR 500,000."


def test_what_lapses_soon_is_marked(filled: Catalogue) -> None:
    programmes = compare(filled, "HU", "MA").comparison.rows[0]
    assert [cell.status for cell in programmes.cells] == [Status.SOON_LAPSING, Status.UNDATED]


def test_a_place_without_such_measures_is_a_gap_that_is_said(filled: Catalogue) -> None:
    compared = compare(filled, "HU", "MX")
    assert compared.comparison.gaps == ("MX",)
    assert ComparisonOut.of(compared, language="zh").notices == ["没有关于墨西哥的此类措施。"]


def test_sources_that_contradict_one_another_are_both_shown(filled: Catalogue) -> None:
    other = measure("hu2", jurisdiction="HU", programme="VIP", rate=up_to(40), currency="EUR")
    file(filled, document("newer", "VIP aid of up to 40%."), other)
    compared = compare(filled, "HU", "MA")
    rates = [row.cells[0].text for row in compared.comparison.rows if row.aspect.value == "rate"]
    assert rates == ["≤ 50%", "≤ 40%"]
    (notice,) = ComparisonOut.of(compared, language="en").notices
    assert "hungary" in notice
    assert "newer" in notice


def test_measures_of_unreadable_documents_are_not_compared(filled: Catalogue) -> None:
    file(
        filled, document("secret", "Aid of 90%.", access=Access.STAFF), measure("no", jurisdiction="MX", rate=exact(90))
    )
    assert compare(filled, "HU", "MX").comparison.gaps == ("MX",)
    assert compare(filled, "HU", "MX", access=Access.STAFF).comparison.gaps == ()


@pytest.mark.parametrize(("places", "said"), [(["HU"], "two places"), (["HU", "Q9"], "no place")])
def test_a_comparison_needs_two_places_that_are_some(filled: Catalogue, places: list[str], said: str) -> None:
    with pytest.raises(MeasureCallError, match=said):
        compare(filled, *places)


def test_exports_hold_the_table_and_its_sources(filled: Catalogue, tmp_path: Path) -> None:
    sheets = sheets_of(ComparisonOut.of(compare(filled, "HU", "MA"), language="zh"), language="zh")
    rows = list(csv.reader(io.StringIO(to_csv(sheets).decode("utf-8-sig"))))
    assert rows[:2] == [["方面", "匈牙利", "摩洛哥"], ["项目", "VIP [1]", "'=Charter [2]"]]
    assert ["比例", "≤ 50% [1]", "30% [2]"] in rows
    assert any("Aid of up to 50%." in row for row in rows)
    write(tmp_path / "table.xlsx", sheets)
    book = load_workbook(tmp_path / "table.xlsx")
    assert book.sheetnames == ["比较", "来源"]
    assert book["比较"]["B1"].value == "匈牙利"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", '=HYPERLINK("http://x")'])
def test_no_cell_of_an_export_is_a_formula(text: str) -> None:
    sheet = Sheet("S", ("name",), ((text,),))
    assert harmless(text).startswith("'")
    assert next(iter(list(csv.reader(io.StringIO(to_csv([sheet]).decode("utf-8-sig"))))[1:]))[0].startswith("'")
    book = load_workbook(io.BytesIO(to_xlsx([sheet])))
    assert book["S"]["A2"].data_type == "s"
    assert book["S"]["A2"].value == text


def test_what_spreadsheets_cannot_hold_is_left_out() -> None:
    book = load_workbook(io.BytesIO(to_xlsx([Sheet("S", ("a",), (("x\x00y" + "z" * 40_000,),))])))
    assert book["S"]["A2"].value.startswith("xyz")


@pytest.mark.parametrize("name", ["table.txt", "table", "nowhere/table.csv"])
def test_an_export_that_cannot_be_written_says_why(tmp_path: Path, name: str) -> None:
    with pytest.raises(MeasureCallError):
        write(tmp_path / name, [Sheet("S", ("a",), ())])


def test_the_head_of_a_column_of_values_is_nobody(catalogue: Catalogue) -> None:
    sectoral = measure("s", jurisdiction="MA", rate=exact(5), applies_to="Sectoral · Rate")
    file(catalogue, document("charter", "Premiums of 5%."), sectoral)
    file(catalogue, document("hungary", "Aid of 50%."), measure("hu", jurisdiction="HU", rate=exact(50)))
    rows = compare(catalogue, "MA", "HU").comparison.rows
    assert next(row.cells[0].text for row in rows if row.aspect.value == "applies_to") == "Sectoral"
