"""What holds for every document: values stand in their spans, reading twice gives the same, ids stay with the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dates import first_day
from assistant.domain import Document, Kind
from assistant.language.quantities import quantities
from assistant.measure import Measure, Range
from assistant.measures.extraction import extract
from tests.measures.reading import document_of, items, lines_of, load, table

CORPUS = Path(__file__).parents[2] / "corpus"
FRAGMENTS = [
    "a grant of up to 20%", "at most EUR 500,000", "投资额不低于2000万欧元", "by 31 December 2027", "补贴最高30%", "exempt from VAT",
    "duty of 10%", "from 25% to 10%", "between", "EUR 5–10 million", "since 2025", "；", ". ", ": ", "(", ")", "2026", "关税",
    "the budget is EUR 3 billion", "must", "minimum investment", "100%", "per vehicle", "自2026年1月1日起", "\u3000", "€",
]  # fmt: skip


@lru_cache(maxsize=1)
def corpus() -> tuple[Document, ...]:
    return tuple(load(path) for path in sorted(CORPUS.rglob("*.md")) if path.name != "README.md")


def values_of(measure: Measure) -> Iterator[tuple[str, Decimal | str]]:
    """Each number and date of a measure with the name of its field."""
    for field in fields(Measure):
        value = getattr(measure, field.name)
        if isinstance(value, Range):
            yield from ((field.name, bound) for bound in (value.low, value.high) if bound is not None)
        elif isinstance(value, Decimal) or (value and field.name in {"starts", "ends", "opens", "closes"}):
            yield field.name, value


def stands_in(value: Decimal | str, words: str) -> bool:
    found = [quantity.value for quantity in quantities(words)]
    if value in found:
        return True
    if isinstance(value, str):
        # "5 February to 8 April 2025": the year stands with the other end.
        return (
            any(isinstance(other, str) and other[:4] == value[:4] for other in found) and str(int(value[-2:])) in words
        )
    return False


def check(document: Document) -> tuple[Measure, ...]:
    """What holds for all that is read of a document."""
    measures = extract(document)
    assert extract(document) == measures
    assert len({measure.id for measure in measures}) == len(measures)
    for measure in measures:
        assert measure.spans
        for span in (*measure.spans, *(item.span for item in measure.evidence)):
            assert 0 <= span.start < span.end <= len(document.text)
        proofs: dict[str, list[str]] = {}
        for item in measure.evidence:
            proofs.setdefault(item.field, []).append(document.text[item.span.start : item.span.end])
        for name, value in values_of(measure):
            assert any(stands_in(value, words) for words in proofs.get(name, ())), (document.id, name, value, proofs)
        for name in ("rate", "amount"):
            bounds = getattr(measure, name)
            if bounds is not None and bounds.low is not None and bounds.high is not None:
                assert bounds.low <= bounds.high
        for name in ("starts", "ends", "opens", "closes"):
            if getattr(measure, name):
                first_day(getattr(measure, name))
    return measures


def test_every_value_of_the_corpus_stands_in_its_span() -> None:
    assert sum(len(check(document)) for document in corpus()) > 200


def test_both_languages_of_the_corpus_are_read() -> None:
    languages = {document.metadata.language for document in corpus() if extract(document)}
    assert languages == {"en", "zh"}


@settings(deadline=None, max_examples=60)
@given(parts=st.lists(st.sampled_from(FRAGMENTS), max_size=12), kind=st.sampled_from(Kind))
def test_any_words_keep_the_laws(parts: list[str], kind: Kind) -> None:
    check(
        document_of(" ".join(parts) or "-", *table("Item | " + " ".join(parts), "one | " + " ".join(parts)), kind=kind)
    )


def test_ids_stay_when_words_around_them_change() -> None:
    before = document_of("The grant is up to 20%.", "Companies are exempt from VAT.")
    after = document_of("A new beginning.", "The grant is up to 20%.", "And more.", "Companies are exempt from VAT.")
    assert [measure.id for measure in extract(before)] == [measure.id for measure in extract(after)]


def test_ids_change_with_the_words_and_the_document() -> None:
    one = extract(document_of("The grant is up to 20%."))[0].id
    assert extract(document_of("The grant is up to 25%."))[0].id != one
    assert extract(document_of("The grant is up to 20%.", document_id="other"))[0].id != one


def test_the_version_of_a_document_does_not_touch_its_ids() -> None:
    document = document_of("The grant is up to 20%.")
    assert extract(replace(document, version=7))[0].id == extract(document)[0].id


@pytest.mark.parametrize(
    "text",
    [
        "-",
        " ".join(str(number) for number in range(10_000)),
        "补贴" * 20_000,
        "up to " * 5_000 + "20% grant",
        "grant of " + "9" * 5_000 + " euros",
        "(" * 10_000,
        "20% " * 3_000 + "grant",
        "grant of 百分之" + "十" * 3_000,
        "a" * 200_000,
        "税" * 5_000 + "免" * 5_000,
    ],
    ids=["nothing", "numbers", "word", "bounds", "digits", "brackets", "rates", "numerals", "letters", "taxes"],
)
def test_hostile_text_is_read_without_harm(text: str) -> None:
    check(document_of(text))
    check(document_of(*items(text)))


def test_thousands_of_rows_are_read() -> None:
    rows = [f"town {number} | {number % 50 + 1}%" for number in range(1_000)]
    assert len(check(document_of(*table("Place | Grant", *rows)))) == 1_000


def test_ranges_upside_down_are_put_right() -> None:
    assert lines_of(document_of("The grant is between 30% and 20%.")) == ["grant rate=20..30"]


def test_a_period_that_ends_before_it_begins_keeps_its_beginning_only() -> None:
    assert lines_of(document_of("A grant of 20% from 1 January 2027 to 31 December 2025.")) == [
        "grant rate=20 starts=2027-01-01"
    ]
