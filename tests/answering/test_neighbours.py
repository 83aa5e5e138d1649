"""What is quoted is whole: lists with what introduces them, tables without gaps, pronouns with what they stand for."""

from __future__ import annotations

from assistant.answering.choosing import choose
from assistant.answering.evidence import Evidence
from assistant.answering.features import NAMES, Features
from assistant.answering.neighbours import Neighbours
from assistant.domain import Kind, Metadata, Passage, Sentence, SentenceKind
from tests.answering.making import make_query

QUERY = make_query("What is deducted?")


def passage_of(*said: tuple[str, SentenceKind, int | None, float]) -> list[Evidence]:
    """The sentences of one passage as evidence, in its order; each with its kind, its list and its score."""
    text, sentences = "", []
    for words, kind, group, _ in said:
        start = len(text)
        text += f"{words}\n"
        sentences.append(Sentence(kind, start, start + len(words), group=group))
    passage = Passage("grant", 1, 0, text, 0, len(text), headings=("Grant",), sentences=tuple(sentences))
    metadata = Metadata(title="Grant", kind=Kind.POLICY, jurisdictions=("EU",))
    features = Features(**dict.fromkeys(NAMES, 0.0))
    return [
        Evidence(passage, metadata, sentence, score, features, (), (), 0.0)
        for sentence, (_, _, _, score) in zip(sentences, said, strict=True)
    ]


def quoted(evidence: list[Evidence]) -> list[str]:
    ordered = sorted(evidence, key=lambda item: -item.score)
    return [statement.item.words for statement in choose(QUERY, ordered, frozenset())]


SENTENCE, ITEM, ROW = SentenceKind.SENTENCE, SentenceKind.ITEM, SentenceKind.ROW
DEDUCTION = (
    ("A maker may deduct 150% of the cost of:", SENTENCE, None, 9.0),
    ("buildings,", ITEM, 1, 1.0),
    ("new machinery,", ITEM, 1, 1.0),
    ("if they are used for five years.", SENTENCE, None, 1.0),
)


def test_a_list_follows_the_words_that_introduce_it() -> None:
    assert quoted(passage_of(*DEDUCTION)) == ["A maker may deduct 150% of the cost of:", "buildings,", "new machinery,"]


def test_an_item_comes_with_the_words_that_introduce_its_list() -> None:
    evidence = passage_of((*DEDUCTION[0][:3], 0.0), (*DEDUCTION[1][:3], 9.0))

    assert quoted(evidence) == ["A maker may deduct 150% of the cost of:", "buildings,"]


def test_what_goes_on_behind_a_list_comes_with_all_of_it() -> None:
    evidence = passage_of(*((*one[:3], 0.0) for one in DEDUCTION[:3]), (*DEDUCTION[3][:3], 9.0))

    assert quoted(evidence) == [words for words, _, _, _ in DEDUCTION]


def test_a_pronoun_comes_with_what_it_stands_for() -> None:
    evidence = passage_of(
        ("The allowance was created in 2024.", SENTENCE, None, 0.0), ("It pays 20%.", SENTENCE, None, 9.0)
    )

    assert quoted(evidence) == ["The allowance was created in 2024.", "It pays 20%."]


def test_chinese_pronouns_lean_as_well() -> None:
    evidence = passage_of(("新规公布。", SENTENCE, None, 0.0), ("它自2026年起施行。", SENTENCE, None, 1.0))

    assert Neighbours(evidence).leading_to(evidence[1]) == [evidence[0]]


def test_a_table_is_not_left_with_a_gap() -> None:
    evidence = passage_of(
        ("Large towns | EUR 10 million", ROW, 1, 9.0),
        ("Middle towns | EUR 5 million", ROW, 1, 0.0),
        ("Small towns | EUR 3 million", ROW, 1, 8.5),
    )

    assert quoted(evidence) == [
        "Large towns | EUR 10 million",
        "Middle towns | EUR 5 million",
        "Small towns | EUR 3 million",
    ]


def test_of_a_long_table_the_rest_is_left_out() -> None:
    rows = [(f"Town {place} | EUR {place} million", ROW, 1, 9.0 if place < 2 else 0.0) for place in range(8)]

    assert len(quoted(passage_of(*rows))) == 2
