"""What changed between versions: words in both languages, figures and dates, measures, and what is known of the document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import Catalogue
from assistant.differences.comparing import compare, compare_versions
from assistant.differences.values import Difference, Fate, TextChange
from assistant.differences.words import compare_words, words_of
from assistant.domain import Access, Document, Kind
from assistant.errors import NothingToCompare, UnknownDocument
from tests.fakes import make, put


def versions(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Document, Document]:
    one, other = (make("grant", *texts, title="Catalonia grant") for texts in (old, new))
    return replace(one, version=1), replace(other, version=2)


def difference(old: str | tuple[str, ...], new: str | tuple[str, ...]) -> Difference:
    texts = [(text,) if isinstance(text, str) else text for text in (old, new)]
    return compare(*versions(texts[0], texts[1]))


def shown(change: TextChange) -> str:
    marks = {Fate.SAME: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "[+{}+]"}
    return "".join(marks[words.fate].format(words.text) for words in change.words)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It covers 20% of costs.", "It covers 25% of costs.", "It covers [-20-][+25+]% of costs."),
        ("It covers costs.", "It fully covers costs.", "It[+ fully+] covers costs."),
        ("补贴最高为百分之二十。", "补贴最高为百分之三十。", "补贴最高为[-百分之二十-][+百分之三十+]。"),
        ("企业可以申请电池补贴。", "企业可以申请充电补贴。", "企业可以申请[-电池-][+充电+]补贴。"),
        ("自2026年4月1日起施行。", "自2027年4月1日起施行。", "自[-2026-][+2027+]年4月1日起施行。"),
        ("It pays 20 euros now.", "It grants 30 euros now.", "It [-pays 20-][+grants 30+] euros now."),
    ],
)
def test_words_are_compared_as_words(old: str, new: str, expected: str) -> None:
    (change,) = difference(old, new).changes
    assert shown(change) == expected


TEXTS = st.text(alphabet="ab 1,.%\n补贴电池百分之二十年月日😀", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_had_back_from_their_difference(old: str, new: str) -> None:
    words = compare_words(old, new)
    assert "".join(part.text for part in words if part.fate is not Fate.ADDED) == old
    assert "".join(part.text for part in words if part.fate is not Fate.REMOVED) == new
    assert "".join(words_of(old)) == old


def test_paragraphs_are_told_from_one_another() -> None:
    found = difference(
        ("First of all, this stays.", "The grant covers 20% of costs of plants.", "This sentence goes away for good."),
        (
            "First of all, this stays.",
            "Something entirely new was put here!",
            "The grant covers 25% of costs of plants.",
        ),
    )
    assert [change.fate for change in found.changes] == [Fate.ADDED, Fate.CHANGED, Fate.REMOVED]
    assert found.unchanged == 1
    added, changed, removed = found.changes
    assert (added.old, removed.new) == (None, None)
    assert changed.old is not None
    assert changed.new is not None
    assert changed.new.start > changed.old.start


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("up to 20% of costs", "up to 25% of costs", [("percent", "20%", "25%")]),
        ("at most EUR 500,000", "at most 50万欧元", []),
        ("at most EUR 500,000", "at most EUR 0.6 million", [("money", "EUR 500,000", "EUR 0.6 million")]),
        ("until 2026-12-31", "until 30 June 2027", [("date", "2026-12-31", "30 June 2027")]),
        (
            "截至2026年底，补贴为百分之二十。",
            "截至2026年底，补贴为百分之三十。",
            [("percent", "百分之二十", "百分之三十")],
        ),
        ("500, 500 and 500 units", "600, 500 and 500 units", [("number", "500", "600")]),
        ("no more than needed", "no more than 5 vehicles", [("number", None, "5")]),
    ],
)
def test_figures_are_compared_by_what_they_say(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    found = difference(f"The grant: {old}", f"The grant: {new}")
    assert [(figure.kind, figure.old, figure.new) for figure in found.figures] == expected


def test_measures_say_their_old_and_new_values() -> None:
    sentence = "The grant covers up to {} of eligible costs, at most EUR {}, until {}."
    found = difference(sentence.format("20%", "500,000", "2026-12-31"), sentence.format("25%", "500,000", "2027-06-30"))
    (measure,) = found.measures
    assert measure.fate is Fate.CHANGED
    assert next((field.field, field.old, field.new) for field in measure.fields) == ("rate", "≤ 20%", "≤ 25%")
    assert "cap" not in {field.field for field in measure.fields}


def test_measures_that_come_and_go_are_named() -> None:
    grant = "The grant covers up to 20% of eligible costs, at most EUR 500,000."
    duty = "A customs duty of 35% applies to electric cars."
    found = difference((grant, "Other words stand here."), (grant, duty))
    assert [(change.fate, change.instrument) for change in found.measures] == [(Fate.ADDED, "duty")]
    back = difference((grant, duty), (grant, "Other words stand here."))
    assert [(change.fate, change.instrument) for change in back.measures] == [(Fate.REMOVED, "duty")]


def test_facts_of_the_document_are_compared() -> None:
    old, new = versions(("Words.",), ("Words.",))
    new = replace(
        new, metadata=replace(new.metadata, kind=Kind.POLICY, jurisdictions=("ES", "ES-CT"), published="2026")
    )
    found = compare(old, new)
    assert [(fact.field, fact.old, fact.new) for fact in found.facts] == [
        ("kind", "other", "policy"),
        ("jurisdictions", None, "ES, ES-CT"),
        ("published", None, "2026"),
    ]
    assert (found.changes, found.unchanged) == ((), 1)


def test_long_documents_are_compared_too() -> None:
    old = tuple(f"Paragraph {number} grants {number}% to plants of class {number}." for number in range(600))
    new = tuple(text.replace("grants", "pays") for text in old)
    found = difference(old, new)
    assert {change.fate for change in found.changes} == {Fate.CHANGED}
    assert len(found.changes) == 600


def test_versions_are_named_or_the_last_two(catalogue: Catalogue) -> None:
    for text in ("It pays 1%.", "It pays 2%.", "It pays 3%."):
        put(catalogue.documents, make("grant", text))
    documents = catalogue.documents

    def figures(old: int | None, new: int | None) -> list[tuple[str | None, str | None]]:
        found = compare_versions(documents, "grant", old, new, access=Access.STAFF)
        return [(figure.old, figure.new) for figure in found.figures]

    assert figures(None, None) == [("2%", "3%")]
    assert figures(1, None) == [("1%", "3%")]
    assert figures(3, 1) == [("3%", "1%")]
    assert figures(None, 2) == [("1%", "2%")]
    with pytest.raises(UnknownDocument):
        figures(1, 4)
    put(documents, make("single", "It pays 1%."))
    with pytest.raises(NothingToCompare):
        compare_versions(documents, "single", None, None, access=Access.STAFF)


def test_versions_that_a_caller_may_not_read_are_not_compared(catalogue: Catalogue) -> None:
    put(catalogue.documents, make("grant", "It pays 1%.", access=Access.STAFF))
    put(catalogue.documents, make("grant", "It pays 2%."))
    with pytest.raises(UnknownDocument):
        compare_versions(catalogue.documents, "grant", None, None, access=Access.PUBLIC)
