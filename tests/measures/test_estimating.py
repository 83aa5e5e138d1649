"""Estimates: exact, step by step, each input cited or the user's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Access, Kind
from assistant.errors import MeasureCallError, UnknownMeasure
from assistant.measure import Instrument, Range
from assistant.measures.book import Worked
from assistant.measures.estimates import Count, Doubt, Given, Verdict
from assistant.measures.money import ExchangeRate
from tests.measures.making import CREDIT, DUTY, book_of, document, exact, file, measure, money, up_to

TODAY = date(2026, 11, 24)
CATALONIA = "Financial subsidy of up to 20% of eligible investment, at most EUR 500,000, for new factories."


def work(catalogue: Catalogue, *, places: tuple[str, ...] = (), words: str = "", **given: Any) -> Worked:
    together = given.pop("together", False)
    return book_of(catalogue).estimate(
        Given(TODAY, **given), access=Access.PUBLIC, places=places, words=words, together=together
    )


def lines(worked: Worked, place: int = 0) -> list[str]:
    return [step.line for step in worked.estimates[place].steps]


@pytest.fixture
def catalonia(catalogue: Catalogue) -> Catalogue:
    grant = measure(
        "ct",
        rate=up_to(20),
        rate_of="eligible investment",
        cap="500000",
        currency="EUR",
        conditions=("for new factories",),
        evidence={"rate": "up to 20%", "cap": "at most EUR 500,000"},
    )
    file(catalogue, document("catalonia", CATALONIA), grant)
    return catalogue


def test_a_share_is_cut_to_the_cap_and_each_step_is_a_cited_line(catalonia: Catalogue) -> None:
    worked = work(catalonia, investment=money(3_000_000))
    (found,) = worked.estimates
    assert lines(worked) == ["20% × EUR 3,000,000 = EUR 600,000", "EUR 600,000 > EUR 500,000 → EUR 500,000"]
    assert (found.verdict, found.result, found.currency) == (Verdict.COMPUTED, up_to(500_000), "EUR")
    assert [step.citations for step in found.steps] == [(1,), (1,)]
    assert worked.citations[0].quote == CATALONIA
    assert {Doubt.UPPER_BOUND, Doubt.ELIGIBLE_SHARE} <= set(found.doubts)


def test_below_the_cap_the_share_stands(catalonia: Catalogue) -> None:
    worked = work(catalonia, investment=money(2_000_000))
    assert worked.estimates[0].result == up_to(400_000)


def test_decimals_are_exact(catalonia: Catalogue) -> None:
    worked = work(catalonia, investment=money("0.1"))
    assert worked.estimates[0].result == Range(None, Decimal("0.02"))


def test_no_currency_is_converted_without_a_rate(catalonia: Catalogue) -> None:
    worked = work(catalonia, investment=money(3_000_000, "USD"))
    (found,) = worked.estimates
    assert (found.verdict, found.result) == (Verdict.OTHER_CURRENCY, None)
    assert lines(worked) == ["20% × USD 3,000,000 = USD 600,000"]


def test_the_users_rate_is_named_as_such(catalonia: Catalogue) -> None:
    rate = ExchangeRate("EUR", "USD", Decimal("1.2"))
    worked = work(catalonia, investment=money(2_400_000, "USD"), rates=(rate,))
    assert lines(worked)[:2] == ["USD 2,400,000 ÷ 1.2 = EUR 2,000,000", "20% × EUR 2,000,000 = EUR 400,000"]
    assert Doubt.USERS_RATE in worked.estimates[0].doubts


def test_ranges_give_ranges(catalogue: Catalogue) -> None:
    zone = measure("pl", jurisdiction="PL", rate=Range(Decimal(10), Decimal(50)), rate_of="investment cost")
    file(catalogue, document("zone", "Large: 10% to 50% of investment cost."), zone)
    worked = work(catalogue, investment=money(50_000_000))
    assert worked.estimates[0].result == Range(Decimal(5_000_000), Decimal(25_000_000))
    assert lines(worked) == ["10% – 50% × EUR 50,000,000 = EUR 5,000,000 – EUR 25,000,000"]


@pytest.mark.parametrize(
    ("invested", "verdict", "line"),
    [
        (3_000_000, Verdict.BELOW_MINIMUM, "EUR 3,000,000 < EUR 5,000,000"),
        (25_000_000, Verdict.ABOVE_MAXIMUM, "EUR 25,000,000 > EUR 20,000,000"),
    ],
)
def test_an_investment_outside_the_limits_gets_nothing(
    catalogue: Catalogue, invested: int, verdict: Verdict, line: str
) -> None:
    mini = measure(
        "mini",
        jurisdiction="IT",
        rate=up_to(45),
        rate_of="eligible cost",
        minimum_investment="5000000",
        maximum_investment="20000000",
        currency="EUR",
    )
    file(catalogue, document("mini", "Up to 45% of eligible cost, EUR 5 million to EUR 20 million."), mini)
    worked = work(catalogue, investment=money(invested))
    assert (worked.estimates[0].verdict, worked.estimates[0].result) == (verdict, None)
    assert line in lines(worked)


def test_a_rate_of_something_else_is_not_taken_of_the_investment(catalogue: Catalogue) -> None:
    allowance = measure(
        "hu", jurisdiction="HU", instrument=Instrument.TAX_EXEMPTION, rate=up_to(80), rate_of="corporate income tax"
    )
    file(catalogue, document("allowance", "Reduces corporate income tax by up to 80%."), allowance)
    (found,) = work(catalogue, investment=money(10_000_000)).estimates
    assert (found.verdict, found.wants, found.result) == (Verdict.NO_BASE, "corporate income tax", None)


def test_a_rate_without_a_base_is_taken_of_the_investment_and_doubted(catalogue: Catalogue) -> None:
    file(catalogue, document("aid", "A grant of 15%."), measure("aid", rate=exact(15)))
    (found,) = work(catalogue, investment=money(1_000_000)).estimates
    assert (found.result, Doubt.BASE_NOT_SAID in found.doubts) == (exact(150_000), True)


def test_a_bare_tax_rate_is_no_aid(catalogue: Catalogue) -> None:
    file(catalogue, document("tax", "The corporate tax rate is 9%."), measure("tax", rate=exact(9)))
    (found,) = work(catalogue, investment=money(1_000_000)).estimates
    assert found.verdict is Verdict.NO_BASE


def test_a_loans_interest_is_no_share(catalogue: Catalogue) -> None:
    loan = measure("loan", instrument=Instrument.LOAN, rate=exact("2.844"), rate_of="interest")
    file(catalogue, document("loan", "Loans: fixed rate 2.844%, interest."), loan)
    (found,) = work(catalogue, investment=money(1_000_000)).estimates
    assert (found.verdict, found.result) == (Verdict.NO_FIGURE, None)


def test_an_amount_for_each_thing_is_multiplied_in_its_unit(catalogue: Catalogue) -> None:
    grant = measure("tr", jurisdiction="TR", amount=up_to(6000), per="MWh", currency="USD")
    file(catalogue, document("hit", "Grants up to USD 6,000 per MWh."), grant)
    worked = work(catalogue, counts=(Count(Decimal(25), "GWh"),))
    assert lines(worked) == ["25 GWh = 25,000 MWh", "USD 6,000 × 25,000 = USD 150,000,000"]


def test_a_missing_count_is_asked_for(catalogue: Catalogue) -> None:
    file(
        catalogue,
        document("th", "THB 50,000 per car."),
        measure("th", jurisdiction="TH", amount=exact(50_000), per="vehicle", currency="THB"),
    )
    (found,) = work(catalogue, investment=money(1_000_000, "THB")).estimates
    assert (found.verdict, found.wants) == (Verdict.NEEDS_INPUT, "vehicle")


def test_duties_add_up_as_the_document_says(catalogue: Catalogue) -> None:
    duty = measure("geely", jurisdiction="EU", instrument=DUTY, rate=exact("18.8"), spans="Geely group 18.8%")
    text = "A countervailing duty applies. It comes on top of the normal customs duty of 10%."
    file(catalogue, document("cvd", text, "Geely group 18.8%"), duty)
    worked = work(catalogue, customs_value=money(25_000))
    assert lines(worked) == ["10% + 18.8% = 28.8%", "28.8% × EUR 25,000 = EUR 7,200"]
    quotes = {citation.quote for citation in worked.citations}
    assert quotes == {"It comes on top of the normal customs duty of 10%.", "Geely group 18.8%"}


def test_a_duty_that_stands_alone_is_not_added_to(catalogue: Catalogue) -> None:
    file(
        catalogue,
        document("mx", "Passenger cars pay a duty of 50%."),
        measure("mx", jurisdiction="MX", instrument=DUTY, rate=exact(50)),
    )
    assert lines(work(catalogue, customs_value=money(22_000, "USD"))) == ["50% × USD 22,000 = USD 11,000"]


@pytest.mark.parametrize(
    ("value", "due", "line"),
    [
        (15_000, 7_000, "USD 6,000 < USD 7,000 → USD 7,000"),
        (20_000, 8_000, "USD 8,000 ≥ USD 7,000 → USD 8,000"),
    ],
)
def test_the_higher_of_share_and_least_amount_is_due(catalogue: Catalogue, value: int, due: int, line: str) -> None:
    text = "40% of the import value or USD 7,000 per car, whichever is higher."
    duty = measure(
        "tr", jurisdiction="TR", instrument=DUTY, rate=exact(40), floor="7000", per="vehicle", currency="USD"
    )
    file(catalogue, document("tr", text), duty)
    worked = work(catalogue, customs_value=money(value, "USD"))
    assert (worked.estimates[0].result, line in lines(worked)) == (exact(due), True)
    many = work(catalogue, customs_value=money(value, "USD"), counts=(Count(Decimal(100), "vehicle"),))
    assert many.estimates[0].result == exact(due * 100)


def test_measures_are_not_added_up_unless_their_document_says_so(catalogue: Catalogue) -> None:
    premiums = [
        measure("jobs", jurisdiction="MA", rate=exact(10), rate_of="investment", spans="Jobs 10%"),
        measure("zone", jurisdiction="MA", rate=exact(15), rate_of="investment", spans="Zone 15%"),
        measure("green", jurisdiction="MA", rate=exact(8), rate_of="investment", spans="Green 8%"),
    ]
    rows = ("Jobs 10%", "Zone 15%", "Green 8%")
    file(catalogue, document("plain", *rows), *premiums)
    assert work(catalogue, investment=money(100, "MAD"), together=True).total is None
    said = "The premiums add up, but the total is capped at 30% of the investment."
    file(catalogue, document("plain", *rows, said), *premiums)
    assert work(catalogue, investment=money(100, "MAD")).total is None
    whole = work(catalogue, investment=money(100, "MAD"), together=True).total
    assert whole is not None
    assert [step.line for step in whole.steps] == [
        "10% + 15% + 8% = 33%",
        "33% > 30% → 30%",
        "30% × MAD 100 = MAD 30",
    ]


def test_a_document_that_forbids_adding_up_is_not_taken_to_allow_it(catalogue: Catalogue) -> None:
    premiums = [measure(name, rate=exact(10), rate_of="investment", spans=name) for name in ("jobs", "zone")]
    file(catalogue, document("no", "jobs", "zone", "The premiums cannot be combined."), *premiums)
    assert work(catalogue, investment=money(100), together=True).total is None


def test_sources_that_say_the_same_are_one_estimate(catalonia: Catalogue) -> None:
    speech = document("speech", "ACCIÓ pays up to 20%, at most EUR 500,000.", kind=Kind.EVENT)
    spoken = measure("said", rate=up_to(20), cap="500000", currency="EUR", official=False, programme="CAPEX aid")
    file(catalonia, speech, spoken)
    worked = work(catalonia, investment=money(3_000_000))
    assert [found.filed.measure.id for found in worked.estimates] == ["ct"]
    assert [filed.measure.id for filed in worked.also[0]] == ["said"]


def test_sources_that_contradict_one_another_are_both_shown(catalonia: Catalogue) -> None:
    other = measure("other", rate=up_to(25), rate_of="eligible investment", cap="400000", currency="EUR")
    file(catalonia, document("newer", "Up to 25% of eligible investment, at most EUR 400,000."), other)
    worked = work(catalonia, investment=money(3_000_000))
    assert {found.result for found in worked.estimates} == {up_to(500_000), up_to(400_000)}
    ((one, two),) = worked.disagreeing
    assert {one.metadata.title, two.metadata.title} == {"catalonia", "newer"}


def test_what_has_lapsed_gives_way_to_what_holds(catalonia: Catalogue) -> None:
    old = measure("old", programme="Old call", rate=exact(10), rate_of="investment", starts="2016", ends="2016")
    file(catalonia, document("old", "2016: 10% of investment."), old)
    assert [found.filed.measure.id for found in work(catalonia, investment=money(100)).estimates] == ["ct"]
    by_year = work(catalonia, investment=money(100), words="the call of 2016")
    assert Doubt.LAPSED in next(one for one in by_year.estimates if one.filed.measure.id == "old").doubts


def test_the_size_of_the_company_chooses_the_line(catalogue: Catalogue) -> None:
    sizes = [
        measure(size, instrument=CREDIT, rate=exact(rate), rate_of="cost", applies_to=f"{size} company", spans=size)
        for size, rate in (("large", 40), ("medium", 50), ("small", 60))
    ]
    file(catalogue, document("zes", "large 40%", "medium 50%", "small 60%"), *sizes)
    for words, expected in (("medium-sized company", 50), ("小型企业", 60), ("a large company", 40)):
        worked = work(catalogue, investment=money(100), words=words)
        assert [found.result for found in worked.estimates] == [exact(expected)], words


def test_an_unknown_place_is_said_so(catalonia: Catalogue) -> None:
    with pytest.raises(MeasureCallError, match=r"HU.*文件中没有"):
        work(catalonia, investment=money(100), places=("HU",))


def test_measures_of_unreadable_documents_are_not_worked_out(catalogue: Catalogue) -> None:
    secret = measure("secret", rate=exact(10), rate_of="investment")
    file(catalogue, document("secret", "10% of investment.", access=Access.STAFF), secret)
    book = book_of(catalogue)
    with pytest.raises(MeasureCallError):
        book.estimate(Given(TODAY, investment=money(100)), access=Access.PUBLIC)
    with pytest.raises(UnknownMeasure):
        book.estimate(Given(TODAY, investment=money(100)), access=Access.PUBLIC, measure_id="secret")
    assert book.estimate(Given(TODAY, investment=money(100)), access=Access.STAFF).estimates


def test_doubts_name_what_is_spoken_unsure_and_about_to_lapse(catalogue: Catalogue) -> None:
    doubtful = measure("d", rate=exact(10), rate_of="investment", official=False, confidence=0.4, ends="2026-12-31")
    file(catalogue, document("d", "10% of investment until 31 December 2026."), doubtful)
    (found,) = work(catalogue, investment=money(100)).estimates
    assert {Doubt.SPOKEN, Doubt.UNSURE, Doubt.SOON_LAPSING} <= set(found.doubts)
    later = replace(Given(date(2027, 2, 1)), investment=money(100))
    (found,) = book_of(catalogue).estimate(later, access=Access.PUBLIC).estimates
    assert Doubt.LAPSED in found.doubts
