"""Several duties on one import: added up where the document says that they are paid beside one another, and nowhere else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Access
from assistant.measures.duties_together import SEVERAL, duties_beside, duties_together
from assistant.measures.estimates import Count, Given
from assistant.measures.selecting import Wanted
from tests.measures.making import DUTY, book_of, document, exact, file, measure, money

TODAY = date(2026, 11, 24)


def tariff(catalogue: Catalogue, *words: str) -> None:
    rates = [
        measure(name, instrument=DUTY, jurisdiction="PK", rate=exact(rate), evidence={"rate": f"{rate}%"})
        for name, rate in (("extra", 25), ("second", 15))
    ]
    file(catalogue, document("tariff", "The extra duty is 25%.", "The second duty is 15%.", *words), *rates)


def test_duties_that_are_paid_beside_one_another_are_added_up(catalogue: Catalogue) -> None:
    tariff(catalogue, "All are added to one another on top of each other.")
    book = book_of(catalogue)
    found = book.find(Wanted(), access=Access.PUBLIC)
    sources = book.sources(access=Access.PUBLIC)
    given = Given(TODAY, customs_value=money(30_000, "USD"), counts=(Count(Decimal(2), "vehicle"),))
    whole = duties_together(duties_beside(found[0], found, sources), given, sources)
    assert whole is not None
    assert [step.line for step in whole.steps] == [
        "25% + 15% = 40%",
        "40% × USD 30,000 = USD 12,000",
        "USD 12,000 × 2 = USD 24,000",
    ]
    assert all(step.citations for step in whole.steps)


@pytest.mark.parametrize("words", ["They come into force in May.", "They are not paid on top of one another."])
def test_without_such_a_rule_nothing_is_added_up(catalogue: Catalogue, words: str) -> None:
    tariff(catalogue, words)
    book = book_of(catalogue)
    found = book.find(Wanted(), access=Access.PUBLIC)
    sources = book.sources(access=Access.PUBLIC)
    assert duties_together(found, Given(TODAY, customs_value=money(30_000)), sources) is None


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("三种进口税合起来要交多少？", True),
        ("关税加反补贴税一共多少？", True),
        ("What are all the duties on it?", True),
        ("5台车的关税合计多少？", False),
        ("What duty is due on 100 cars in total?", False),
    ],
)
def test_several_duties_are_not_one_duty_on_several_cars(question: str, several: bool) -> None:
    assert (SEVERAL.search(question) is not None) == several
