"""How measures that were read are paired with gold ones and counted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from assistant.domain import Span
from assistant.measure import Instrument, Measure, Range
from evals.measures.fields import same, shown, values_of
from evals.measures.gold import GoldDocument, GoldMeasure, load_gold, spans_of
from evals.measures.matching import match
from evals.measures.scoring import Count, Reading, Score, score_all, score_document

TEXT = "Grant: up to 20%, at most EUR 500,000.\nTax credit: 40% until 2028.\nOwn contribution: at least 25%."
GRANT, CREDIT, OWN = (Span(start, end) for start, end in ((0, 38), (39, 66), (67, len(TEXT))))


def gold(**values: Any) -> GoldMeasure:
    return GoldMeasure.model_validate(
        {"id": "grant", "jurisdiction": "ES", "instrument": "grant", "rate": {"high": 20}, "cap": 500_000}
        | {"currency": "EUR", "quote": TEXT[GRANT.start : GRANT.end]}
        | values
    )


CREDIT_GOLD = gold(
    id="credit", instrument="tax_credit", rate={"low": 40, "high": 40}, cap=None, currency=None, ends=2028,
    quote=TEXT[CREDIT.start : CREDIT.end],
)  # fmt: skip
OWN_GOLD = gold(
    id="own", instrument="obligation", rate={"low": 25}, cap=None, currency=None, optional=True,
    quote=TEXT[OWN.start : OWN.end],
)  # fmt: skip


def read(span: Span = GRANT, **values: Any) -> Measure:
    fields: dict[str, Any] = {
        "id": "m", "document_id": "d", "version": 1, "programme": "", "jurisdiction": "ES", "instrument": Instrument.GRANT,
        "spans": (span,), "rate": Range(None, Decimal(20)), "cap": Decimal(500_000), "currency": "EUR",
    }  # fmt: skip
    return Measure(**(fields | values))


def credit(**values: Any) -> Measure:
    fields = {"instrument": Instrument.TAX_CREDIT, "rate": Range(Decimal(40), Decimal(40)), "cap": None}
    return read(CREDIT, **(fields | {"currency": None, "ends": "2028"} | values))


def score(measures: Sequence[Measure], *expected: GoldMeasure) -> Score:
    return score_document(Reading(GoldDocument("d", "dev", expected), "en", TEXT, measures))


def test_what_is_read_exactly_is_wholly_right() -> None:
    found = score([credit(), read()], gold(), CREDIT_GOLD)
    assert (found.headline.precision, found.headline.recall) == (1.0, 1.0)
    assert (found.whole, found.records, found.misses) == (2, Count(2, 2, 2), [])


def test_nothing_read_counts_against_recall_alone() -> None:
    found = score([], gold(), CREDIT_GOLD)
    assert (found.headline.precision, found.headline.recall) == (None, 0.0)
    assert found.headline.expected == 8
    assert [miss.line.split(" · ")[2][:6] for miss in found.misses] == ["missed", "missed"]


def test_a_surplus_measure_counts_against_precision_with_all_its_fields() -> None:
    found = score([read(), read()], gold())
    assert found.headline == Count(right=4, read=8, expected=4)
    assert [miss.measure for miss in found.misses] == ["m"]
    assert "surplus: jurisdiction ES" in found.misses[0].line


def test_a_wrong_value_counts_once_against_each() -> None:
    found = score([read(cap=Decimal(50_000))], gold())
    assert found.fields["cap"] == Count(right=0, read=1, expected=1)
    assert found.fields["rate"] == Count(right=1, read=1, expected=1)
    assert found.whole == 0
    (miss,) = found.misses
    assert (miss.field, miss.expected, miss.found) == ("cap", "500000", "50000")
    assert "cap: expected 500000, read 50000" in miss.line


def test_a_missing_value_counts_against_recall_and_an_invented_one_against_precision() -> None:
    found = score([read(cap=None, starts="2020")], gold())
    assert found.fields["cap"] == Count(right=0, read=0, expected=1)
    assert found.fields["starts"] == Count(right=0, read=1, expected=0)


@pytest.mark.parametrize(
    ("rate", "right"),
    [
        (Range(None, Decimal("20.0")), True),
        (Range(Decimal(20), Decimal(20)), False),
        (Range(Decimal(0), Decimal(20)), False),
        (Range(Decimal(20), None), False),
        (None, False),
    ],
)
def test_a_range_is_right_when_both_ends_are(rate: Range | None, right: bool) -> None:
    assert (score([read(rate=rate)], gold()).fields["rate"].right == 1) is right


def test_a_range_without_ends_is_none() -> None:
    assert "rate" not in values_of(read(rate=Range(None, None)))


def test_other_values_that_the_words_allow_are_right() -> None:
    found = score([read(instrument=Instrument.LOAN)], gold(also={"instrument": ["loan"]}))
    assert found.fields["instrument"] == Count(1, 1, 1)


def test_a_value_that_the_document_leaves_open_counts_neither_way() -> None:
    assert score([read(closes="2026-12-31")], gold(also={"closes": ["2026-12-31"]})).fields["closes"] == Count()
    assert score([read()], gold(ends=2026, also={"ends": [None]})).fields["ends"] == Count()
    assert score([read(ends="2027")], gold(ends=2026, also={"ends": [None]})).fields["ends"] == Count(0, 1, 1)


def test_an_optional_measure_is_neither_missed_nor_surplus() -> None:
    own = read(OWN, instrument=Instrument.OBLIGATION, rate=Range(Decimal(25), None), cap=None, currency=None)
    assert score([read()], gold(), OWN_GOLD).headline == Count(4, 4, 4)
    assert score([read(), own], gold(), OWN_GOLD).headline == Count(4, 4, 4)


def test_partners_are_assigned_so_that_the_whole_agrees_most() -> None:
    one, other = gold(id="one", rate={"high": 20}, cap=None), gold(id="other", rate={"high": 30}, cap=None)
    thirty, twenty = read(rate=Range(None, Decimal(30)), cap=None), read(rate=Range(None, Decimal(20)), cap=None)
    found = match([thirty, twenty], GoldDocument("d", "dev", (one, other)), TEXT)
    assert [(expected.id, measure) for expected, measure in found.pairs] == [("one", twenty), ("other", thirty)]


def test_same_place_and_instrument_alone_make_no_partners() -> None:
    found = match([read(CREDIT, rate=Range(None, Decimal(7)), cap=None)], GoldDocument("d", "dev", (gold(),)), TEXT)
    assert (len(found.pairs), len(found.missed), len(found.surplus)) == (0, 1, 1)


def test_overlapping_words_make_partners_whose_values_differ() -> None:
    found = match([read(rate=Range(None, Decimal(2)), cap=None)], GoldDocument("d", "dev", (gold(),)), TEXT)
    assert len(found.pairs) == 1


def test_a_value_read_elsewhere_in_the_document_is_a_partner() -> None:
    assert score([read(CREDIT)], gold()).headline == Count(4, 4, 4)


def test_all_places_of_a_quote_count() -> None:
    assert len(spans_of(gold(quote="at "), TEXT)) == 2


def test_figures_are_counted_over_all_and_averaged_over_documents() -> None:
    readings = [
        Reading(GoldDocument("one", "dev", (gold(), CREDIT_GOLD)), "en", TEXT, [read(), credit()]),
        Reading(GoldDocument("two", "dev", (gold(),)), "zh", TEXT, []),
        Reading(GoldDocument("three", "dev", ()), "en", TEXT, [read()]),
        Reading(GoldDocument("four", "dev", ()), "en", TEXT, []),
    ]
    figures = score_all(readings)
    assert figures.total.headline == Count(right=8, read=12, expected=12)
    assert (figures.macro_precision, figures.macro_recall) == (0.5, 0.5)
    assert {language: found.documents for language, found in figures.languages.items()} == {"en": 3, "zh": 1}


def test_dates_are_counted_as_one() -> None:
    found = score([credit(starts="2026")], CREDIT_GOLD)
    assert found.dates == Count(right=1, read=2, expected=1)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("PTAS", "CDTI - PTAS", True),
        ("Investment Charter", "investment charter premiums", True),
        ("电池产品出口退税", "出口退税", True),
        ("Nuclis", "PERTE VEC IV", False),
        ("", "Nuclis", False),
    ],
)
def test_programmes_are_compared_by_their_words(one: str, other: str, alike: bool) -> None:
    assert same("programme", one, other) is alike


def test_values_are_shown_without_exponents() -> None:
    assert shown(Decimal("5E+5")) == "500000"
    assert shown(Range(Decimal("1E+1"), Decimal(25))) == "10..25"
    assert shown(Range(None, Decimal(20))) == "..20"
    assert shown(None) == "nothing"


def test_gold_measures_read_as_they_stand_are_wholly_right() -> None:
    """Whatever the gold set holds can be reached: a reader that reads exactly it scores 1."""
    readings = []
    for document in load_gold():
        texts = "\n".join(quote for expected in document.measures for quote in expected.quotes)
        measures = [_as_read(expected, texts) for expected in document.measures if not expected.optional]
        readings.append(Reading(document, "en", texts, measures))
    figures = score_all(readings)
    assert [miss.line for miss in figures.total.misses] == []
    assert figures.total.whole == figures.total.records.expected


def _as_read(expected: GoldMeasure, text: str) -> Measure:
    values = expected.values()
    spoken = values.pop("spoken", None)
    values.pop("instrument")
    fields: dict[str, Any] = {"programme": "", **values}
    return Measure(
        id=expected.id, document_id="d", version=1, instrument=expected.instrument, official=spoken is None,
        spans=spans_of(expected, text), **fields,
    )  # fmt: skip
