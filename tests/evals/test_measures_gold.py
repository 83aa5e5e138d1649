"""The gold measures hold: against the corpus, against their own rules, and bad ones are named."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pycountry
import pytest

from assistant.bootstrap import Advisory
from assistant.domain import Kind, Metadata
from assistant.language.places import is_jurisdiction
from assistant.language.quantities import QuantityKind, quantities
from assistant.measure import Range
from evals.measures.fields import DATES, RANGES, SUMS, Value
from evals.measures.gold import GOLD, SPLITS, GoldError, GoldMeasure, check_quotes, load_gold, spans_of

DOCUMENTS = load_gold()
MEASURES = [(document, measure) for document in DOCUMENTS for measure in document.measures]


@pytest.fixture(scope="module")
def texts(corpus_advisory: Advisory) -> dict[str, str]:
    documents = corpus_advisory.catalogue.documents
    return {item.id: documents.get(item.id).document.text for item in documents.summaries()}


@pytest.fixture(scope="module")
def described(corpus_advisory: Advisory) -> dict[str, Metadata]:
    return {item.id: item.metadata for item in corpus_advisory.catalogue.documents.summaries()}


def test_every_quote_stands_in_its_document(texts: dict[str, str]) -> None:
    assert check_quotes(DOCUMENTS, texts) == []
    for document, measure in MEASURES:
        for span in spans_of(measure, texts[document.id]):
            assert texts[document.id][span.start : span.end] in measure.quotes


def test_a_quote_that_stands_nowhere_is_named() -> None:
    (problem,) = check_quotes([DOCUMENTS[0]], {DOCUMENTS[0].id: ""})[:1]
    assert DOCUMENTS[0].id in problem
    assert check_quotes([DOCUMENTS[0]], {}) == [f"there is no document {DOCUMENTS[0].id!r}"]


def test_split_follows_the_stated_rule(described: dict[str, Metadata]) -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(described, key=lambda name: hashlib.sha256(name.encode()).hexdigest()):
        groups["zh" if described[name].language == "zh" else described[name].kind.value].append(name)
    expected: dict[str, str] = {}
    for group, names in groups.items():
        step = 2 if group == "zh" else 3
        expected |= {name: "test" if place % step == 0 else "dev" for place, name in enumerate(names, start=1)}
    assert {document.id: document.split for document in DOCUMENTS} == expected


def test_documents_are_as_many_and_as_various_as_they_must_be(described: dict[str, Metadata]) -> None:
    test = [document.id for document in DOCUMENTS if document.split == "test"]
    assert len(DOCUMENTS) - len(test) >= 17
    assert len(test) >= 11
    assert sum(described[name].language == "zh" for name in test) >= 4
    assert {described[name].kind for name in test} == {Kind.INCENTIVE, Kind.POLICY, Kind.EVENT}


def test_no_document_is_in_both_splits() -> None:
    files = [path.name for split in SPLITS for path in (GOLD / split).glob("*.yaml")]
    assert len(files) == len(set(files)) == len(DOCUMENTS)


def test_optional_measures_are_few() -> None:
    assert sum(measure.optional for _, measure in MEASURES) <= 0.2 * len(MEASURES)


def test_all_currencies_and_places_are_known() -> None:
    for document, measure in MEASURES:
        label = f"{document.id}, {measure.id}"
        assert measure.currency is None or pycountry.currencies.get(alpha_3=measure.currency), label
        assert is_jurisdiction(measure.jurisdiction), label


def test_sums_have_a_currency() -> None:
    for document, measure in MEASURES:
        if any(getattr(measure, name) is not None for name in SUMS):
            assert measure.currency, f"{document.id}, {measure.id}"


def test_all_dates_are_dates_in_order() -> None:
    for document, measure in MEASURES:
        label = f"{document.id}, {measure.id}"
        for name in DATES:
            value = getattr(measure, name)
            if value is not None:
                date.fromisoformat((value + "-01-01")[:10])
        for first, last in (("starts", "ends"), ("opens", "closes")):
            one, other = getattr(measure, first), getattr(measure, last)
            assert one is None or other is None or one <= other[: len(one)] + "~", label


def test_ranges_are_in_order() -> None:
    for document, measure in MEASURES:
        for name in RANGES:
            value = measure.values().get(name)
            if isinstance(value, Range) and value.low is not None and value.high is not None:
                assert value.low <= value.high, f"{document.id}, {measure.id}"


def test_every_measure_has_a_value_unless_it_exempts() -> None:
    for document, measure in MEASURES:
        telling = set(measure.values()) & {*RANGES, *SUMS, *DATES}
        assert telling or measure.instrument.value in {"tax_exemption", "customs_relief"}, (
            f"{document.id}, {measure.id}"
        )


def _numbers(value: Value) -> list[Decimal]:
    if isinstance(value, Range):
        return [end for end in (value.low, value.high) if end is not None]
    return [value] if isinstance(value, Decimal) else []


IN_WORDS = {
    "two-for-one": "two cars",
    "three-for-one": "three for one",
    "one-to-one": "one car",
    "certificate-years": "three years",
    "meeting": "six months",
    "default": "two years",
    "mile-electric": "3 pence",
    "mile-plug-in": "1.5 pence",
    "slice-full": "55 million",
    "slice-half": "from 55 to 110 million",
}
"""Values that stand in words, or in other units: their words, by the measure's id."""


def test_every_number_stands_in_its_document(texts: dict[str, str]) -> None:
    for document, measure in MEASURES:
        text = texts[document.id]
        if measure.id in IN_WORDS:
            assert IN_WORDS[measure.id] in text
            continue
        stated = {found.value for found in quantities(text)}
        for name, value in measure.values().items():
            for number in _numbers(value):
                assert number in stated, f"{document.id}, {measure.id}: {name} {number}"


def test_every_rate_stands_in_the_words_that_are_quoted_for_it() -> None:
    for document, measure in MEASURES:
        rate = measure.values().get("rate")
        if rate is None:
            continue
        words = " ".join(measure.quotes)
        stated = {found.value for found in quantities(words) if found.kind is not QuantityKind.DATE}
        assert set(_numbers(rate)) <= stated or "取消" in words, f"{document.id}, {measure.id}"


def test_every_year_stands_in_its_document(texts: dict[str, str]) -> None:
    for document, measure in MEASURES:
        years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", texts[document.id]))
        for name in DATES:
            value = getattr(measure, name)
            assert value is None or value[:4] in years, f"{document.id}, {measure.id}: {name} {value}"


def test_no_two_measures_of_a_document_are_the_same() -> None:
    for document in DOCUMENTS:
        seen = Counter(
            (measure.quotes[0], repr(sorted(measure.values().items(), key=str))) for measure in document.measures
        )
        assert {key for key, times in seen.items() if times > 1} == set(), document.id


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("document: grant\nmeasures: [{id: a, jurisdiction: ES, instrument: gift, quote: q}]", "instrument"),
        ("document: grant\nmeasures: [{id: a, jurisdiction: Spain, instrument: grant, quote: q}]", "jurisdiction"),
        ("document: grant\nmeasures: [{id: a, jurisdiction: ES, instrument: grant}]", "quote"),
        ("document: grant\nmeasures: [{id: a, jurisdiction: ES, instrument: grant, quote: q, ends: May}]", "ends"),
        ("document: grant\nmeasures: [{id: a, jurisdiction: ES, instrument: grant, quote: q, cup: 5}]", "cup"),
        (
            "document: grant\nmeasures: [{id: a, jurisdiction: ES, instrument: grant, quote: q, also: {cup: [5]}}]",
            "cup",
        ),
        ("document: other\nmeasures: []", "named like its document"),
        ("- 7", "expected 'document'"),
        ("document: [", "not YAML"),
    ],
)
def test_bad_gold_measures_are_named(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "grant.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(GoldError, match=re.escape(said)):
        load_gold(tmp_path)


def test_an_empty_folder_is_no_gold(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="there is none"):
        load_gold(tmp_path)


def test_numbers_and_dates_of_yaml_keep_their_digits() -> None:
    measure = GoldMeasure.model_validate(
        {"id": "a", "jurisdiction": "ES", "instrument": "loan", "quote": "q", "rate": {"low": 2.844, "high": 2.844}}
        | {"starts": 2025, "closes": date(2026, 4, 1)}
    )
    assert measure.values()["rate"] == Range(Decimal("2.844"), Decimal("2.844"))
    assert (measure.starts, measure.closes) == ("2025", "2026-04-01")
