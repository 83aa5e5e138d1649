"""What a caller restricts a search to, days of validity, and passages with their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import Advisory, open_advisory
from assistant.domain import Access, Document, Hit, Kind
from assistant.protocols import Filters
from assistant.retrieval.retriever import OUT_OF_FORCE
from assistant.retrieval.widening import with_neighbours
from tests.conftest import make_settings
from tests.fakes import FakeEmbedder, make, put

GRANT = "The grant covers forty percent of the cost of a plant."


def filed(name: str, place: str, kind: Kind = Kind.INCENTIVE, topic: str = "incentives", **dates: str) -> Document:
    document = make(name, f"{GRANT} It is given in {name}.")
    metadata = replace(document.metadata, jurisdictions=(place,), kind=kind, topics=(topic,), **dates)  # type: ignore[arg-type]
    return replace(document, metadata=metadata)


@pytest.fixture
def advisory(make_data_dir: Callable[[str], Path]) -> Iterator[Advisory]:
    documents = [
        filed("catalonia", "ES-CT"),
        filed("hungary", "HU", valid_until="2025-06"),
        filed("morocco", "MA", kind=Kind.POLICY, topic="tax"),
    ]
    settings = make_settings(make_data_dir("data"))
    with open_advisory(settings, embedder=FakeEmbedder(), today=lambda: date(2026, 1, 1)) as advisory:
        for document in documents:
            put(advisory.catalogue.documents, document)
        advisory.follower.catch_up()
        yield advisory


def names(advisory: Advisory, only: Filters, question: str = "grant for a plant") -> set[str]:
    return {hit.passage.document_id for hit in advisory.assistant.search(question, only=only)}


@pytest.mark.parametrize(
    ("only", "passing"),
    [
        (Filters(), {"catalonia", "hungary", "morocco"}),
        (Filters(jurisdictions=("HU",)), {"hungary"}),
        (Filters(jurisdictions=("ES",)), {"catalonia"}),
        (Filters(jurisdictions=("ES-CT", "MA")), {"catalonia", "morocco"}),
        (Filters(kinds=(Kind.POLICY,)), {"morocco"}),
        (Filters(topics=("incentives",)), {"catalonia", "hungary"}),
        (Filters(jurisdictions=("MA",), topics=("incentives",)), set()),
        (Filters(jurisdictions=("SK",)), set()),
    ],
)
def test_only_what_passes_a_caller_s_filters_comes_back(advisory: Advisory, only: Filters, passing: set[str]) -> None:
    assert names(advisory, only) == passing


def test_a_question_s_own_place_shuts_nothing_out(advisory: Advisory) -> None:
    assert names(advisory, Filters(), "grant for a plant in Hungary") == {"catalonia", "hungary", "morocco"}


def test_nothing_that_passes_is_an_honest_abstention(advisory: Advisory) -> None:
    answer = advisory.assistant.answer("What does the grant cover?", only=Filters(jurisdictions=("SK",)))
    assert (answer.outcome.value, answer.citations) == ("no_support", ())


@pytest.mark.parametrize("day", [None, date(2025, 7, 1), date(2099, 1, 1)])
def test_what_is_not_in_force_on_the_day_counts_less_and_says_so(advisory: Advisory, day: date | None) -> None:
    def hungary(day: date | None) -> Hit:
        hits = advisory.assistant.search("grant for a plant", as_of=day)
        return next(hit for hit in hits if hit.passage.document_id == "hungary")

    in_force, lapsed = hungary(date(2025, 6, 30)), hungary(day)
    assert (dict(in_force.why)["in_force"], dict(lapsed.why)["in_force"]) == (1.0, 0.0)
    assert lapsed.score == pytest.approx(OUT_OF_FORCE * in_force.score)


def test_a_passage_is_widened_within_its_section_and_stays_an_exact_slice(advisory: Advisory) -> None:
    sections = [f"{word} {'words and more words of this section. ' * 30}" for word in ("Alpha", "Beta", "Gamma")]
    document = make("long", *sections, headings=("One", "Two", "Three"))
    put(advisory.catalogue.documents, document)
    advisory.follower.catch_up()
    documents = advisory.catalogue.documents
    hits = [hit for hit in advisory.assistant.search("beta words", k=20) if hit.passage.document_id == "long"]
    widened = with_neighbours(hits, documents, access=Access.PUBLIC, reach=5)
    text = documents.get("long").document.text
    for hit in widened:
        assert text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert {sentence.start for sentence in hit.passage.sentences} >= {hit.passage.start}
    assert len({hit.passage.headings for hit in widened}) == len(widened)
    beta = next(hit for hit in widened if hit.passage.headings[-1] == "Two")
    assert len(beta.passage.text) >= len(sections[1].strip())
    assert "Alpha" not in beta.passage.text
    assert "Gamma" not in beta.passage.text
