"""What is quoted: enough, on one screen, each thing once, and sources that disagree side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.answering.asking import Asked
from assistant.answering.choosing import MORE_ROOM, MOST_WORDS, choose, word_count
from assistant.answering.conflicts import conflicts_in, settled
from assistant.answering.evidence import Evidence
from assistant.answering.merging import Statement
from assistant.domain import Kind, SentenceKind, Span, Successor
from tests.answering.making import make_evidence, make_query

QUERY = make_query("How much does it pay?")


def test_the_best_sentence_is_quoted_whatever_its_length() -> None:
    long = make_evidence("word " * 200)

    assert [statement.item for statement in choose(QUERY, [long], frozenset())] == [long]


def test_what_is_quoted_fits_a_screen() -> None:
    evidence = [
        make_evidence(f"Sentence number {place} says {'something else ' * 8}", document=str(place), places=(code,))
        for place, code in enumerate(("TH", "TR", "EG", "ET", "MA", "ZA", "MX", "CA", "BR", "ID", "US", "GB"))
    ]

    chosen = choose(QUERY, evidence, frozenset())

    assert 1 <= sum(word_count(statement.item.words) for statement in chosen) <= MOST_WORDS * MORE_ROOM


def test_chinese_counts_two_characters_a_word() -> None:
    assert word_count("欧盟关税 is 10%") == 2 + 2


def test_sources_that_agree_share_a_block() -> None:
    one = make_evidence("The subsidy is at most EUR 500,000 a plant.", document="law")
    other = make_evidence("The subsidy is at most EUR 500,000 a plant in all.", document="report", score=0.9)

    (statement,) = choose(QUERY, [one, other], frozenset())

    assert (statement.item, statement.also) == (one, [other])


def test_the_same_figures_in_the_other_language_are_not_repeated() -> None:
    one = make_evidence("A subsidy of up to 20%, at most EUR 500,000.", document="law")
    other = make_evidence("补贴最高20%，上限50万欧元。", document="bericht", score=0.9)

    (statement,) = choose(QUERY, [one, other], frozenset())

    assert (statement.item, statement.also) == (one, [])


def test_several_places_each_have_their_best_sentence() -> None:
    query = make_query("Compare what Thailand and Türkiye pay.")
    thailand = [
        make_evidence(f"Thailand pays {words * 12}", document="thailand", places=("TH",), score=5, start=place * 1000)
        for place, words in enumerate(("one thing ", "other stuff ", "more still ", "much again ", "very often "))
    ]
    turkiye = make_evidence("Türkiye pays USD 6,000.", document="turkiye", places=("TR",), score=2)

    assert turkiye in [statement.item for statement in choose(query, [*thailand, turkiye], frozenset())]


def test_speech_and_official_text_that_differ_are_a_conflict_official_first() -> None:
    speech = make_evidence("The cash subsidy covers up to 20% of eligible cost.", document="panel", kind=Kind.EVENT)
    text = make_evidence("The cash subsidy covers up to 15% of eligible cost.", document="law", kind=Kind.INCENTIVE)

    assert conflicts_in([Statement(speech), Statement(text)]) == [(text, speech)]


def test_a_source_that_replaces_another_settles_what_they_disagree_on() -> None:
    old = make_evidence("The cash subsidy covers up to 20% of eligible cost.", document="law-2025")
    new = make_evidence("The cash subsidy covers up to 25% of eligible cost.", document="law-2026")
    replaced = replace(old, metadata=replace(old.metadata, successors=(Successor("law-2026", "Law", "2026-06"),)))

    assert not settled(old, new, on=date(2026, 11, 26))
    assert settled(new, replaced, on=date(2026, 11, 26))
    assert not settled(new, replaced, on=date(2026, 5, 31))


def test_figures_of_different_things_are_no_conflict() -> None:
    one = make_evidence("The cash subsidy covers up to 20% of eligible cost.", document="panel")
    other = make_evidence("Passenger cars pay a customs duty of 10% at the border.", document="law")

    assert conflicts_in([Statement(one), Statement(other)]) == []


def test_figures_of_different_places_are_no_conflict() -> None:
    one = make_evidence("The cash subsidy covers up to 20% of eligible cost.", document="a", places=("ES",))
    other = make_evidence("The cash subsidy covers up to 15% of eligible cost.", document="b", places=("IT",))

    assert conflicts_in([Statement(one), Statement(other)]) == []


def test_an_answer_begins_with_what_is_on_most_of_the_question() -> None:
    first = make_evidence("It was founded in 1995.", score=1.0, start=0)
    best = make_evidence("The subsidy is at most 20%.", score=3.0, covered=0.6, start=100)
    alike = make_evidence("The cap of the subsidy is EUR 5 million.", score=2.8, covered=0.9, start=200)

    chosen = [statement.item for statement in choose(QUERY, [best, alike, first], frozenset())]

    assert chosen == [alike, first, best]


def test_sections_come_in_the_order_of_their_best_sentence() -> None:
    history = make_evidence("It was founded in 1995.", score=1.0, start=0, headings=("Grant", "History"))
    rates = make_evidence("It pays 20%.", score=3.0, covered=1.0, start=500, headings=("Grant", "Rates"))
    cap = make_evidence("It is capped at EUR 5 million.", score=0.5, start=400, headings=("Grant", "Rates"))

    chosen = [statement.item for statement in choose(QUERY, [rates, history, cap], frozenset())]

    assert chosen == [rates, cap, history]


AMOUNT = frozenset({Asked.AMOUNT})


def first_of(*evidence: Evidence, asked: frozenset[Asked] = AMOUNT) -> str:
    return choose(QUERY, evidence, asked)[0].item.words


def test_what_gives_the_asked_kind_comes_first_though_it_is_a_little_worse() -> None:
    other = make_evidence("The grant helps makers.", score=5.0, headings=("Grant", "Aim"))
    amount = make_evidence("It pays EUR 3,000 a car.", score=4.0, headings=("Grant", "Amount"), start=100, asked=1.0)

    assert first_of(other, amount) == amount.words
    assert first_of(other, replace(amount, score=2.0)) == other.words


def test_examples_and_open_points_do_not_come_first_unless_they_are_asked_for() -> None:
    example = make_evidence("At EUR 100 it pays EUR 20.", score=5.0, headings=("Grant", "Worked example"), asked=1.0)
    unsure = make_evidence("EUR 30 was not confirmed.", document="x", score=4.9, start=300, asked=1.0, caveat=1.0)
    rate = make_evidence("The state pays 20% of it.", score=4.0, headings=("Grant", "Rate"), start=100, asked=1.0)

    assert first_of(example, unsure, rate) == rate.words
    assert first_of(example, rate, asked=AMOUNT | {Asked.EXAMPLE}) == example.words


def row(words: str, *, score: float, start: int) -> Evidence:
    made = make_evidence(words, score=score, start=start, headings=("Duty", "Rates"))
    sentence = replace(made.sentence, kind=SentenceKind.ROW)
    return replace(made, sentence=sentence, passage=replace(made.passage, sentences=(sentence,), header=Span(0, 5)))


def test_the_row_that_answers_comes_first_in_its_table_unless_the_whole_is_asked_for() -> None:
    other, asked_row = row("BYD | 17.0%", score=2.0, start=50), row("Geely | 18.8%", score=5.0, start=100)
    alike = replace(asked_row, score=2.3)

    def words(first: Evidence, asked: frozenset[Asked]) -> list[str]:
        return [each.item.words for each in choose(QUERY, (first, other), asked)]

    assert words(asked_row, frozenset()) == [asked_row.words, other.words]
    assert words(asked_row, frozenset({Asked.COMPARISON})) == [other.words, asked_row.words]
    assert words(alike, frozenset()) == [other.words, alike.words]


def test_who_asks_whether_something_holds_hears_that_alone() -> None:
    what = make_evidence("It asks importers for certificates.", score=9.0)
    holds = make_evidence("The regulation applies since 1 January 2026.", score=5.0, start=100)

    chosen = [statement.item for statement in choose(QUERY, [what, holds], frozenset({Asked.VALIDITY}))]

    assert chosen == [holds]


def test_where_nothing_tells_whether_it_holds_the_best_is_quoted() -> None:
    what = make_evidence("It asks importers for certificates.", score=9.0)

    assert [statement.item for statement in choose(QUERY, [what], frozenset({Asked.VALIDITY}))] == [what]


def test_who_asks_what_is_to_be_had_is_told_by_texts_on_incentives() -> None:
    rule = make_evidence("Keep a register of all public money.", score=9.0)
    example = make_evidence("Example: 20% of EUR 5 million.", score=8.0, start=100, kind=Kind.INCENTIVE)
    grant = make_evidence("A grant of 20%.", score=5.0, start=200, kind=Kind.INCENTIVE)

    chosen = [statement.item for statement in choose(QUERY, [rule, example, grant], frozenset({Asked.AID}))]

    assert chosen == [grant]


def test_what_only_sends_the_reader_elsewhere_is_not_quoted() -> None:
    pointer = make_evidence("See the document on rules of origin.", score=9.0)
    told = make_evidence("The duty is 50%.", score=5.0, start=100)

    assert [statement.item for statement in choose(QUERY, [pointer, told], frozenset())] == [told]


def test_what_is_nearly_as_good_as_the_best_gets_more_room() -> None:
    def long(word: str, score: float, start: int) -> Evidence:
        return make_evidence(" ".join([word] * 55), score=score, start=start)

    best, near, far = long("duty", 9.0, 0), long("parts", 8.5, 1000), long("tyres", 6.5, 2000)

    assert [statement.item for statement in choose(QUERY, [best, near], frozenset())] == [best, near]
    assert [statement.item for statement in choose(QUERY, [best, far], frozenset())] == [best]


def test_another_document_is_quoted_only_when_it_is_nearly_as_good() -> None:
    best = make_evidence("The duty is 50%.", score=9.0, document_score=1.0)
    elsewhere = make_evidence("Lines for buses differ.", document="other", score=7.0, document_score=0.8)
    sibling = make_evidence("Parts pay 25% to 35%.", score=7.0, start=100, document_score=1.0)

    assert [s.item for s in choose(QUERY, [best, elsewhere, sibling], frozenset())] == [best, sibling]
