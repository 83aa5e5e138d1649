"""The words index: what is found, by whom, and what replaces what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.catalogue.changelog import IndexedPassage
from assistant.domain import Access
from assistant.index.words import FORMAT, TOKENS, WordsIndex
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.words import stem
from assistant.protocols import Alternative, Term
from tests.fakes import make, passages_of


def term(*words: tuple[str, ...], weight: float = 1.0) -> Term:
    """A term that may be said in several ways, each of one or more tokens."""
    ways = tuple(Alternative(tokens, weight, " ".join(tokens), "en") for tokens in words)
    return Term(" ".join(words[0]), ways)


def item(
    number: int,
    text: str,
    *,
    document: int | None = None,
    version: int = 1,
    title: str = "",
    access: Access = Access.PUBLIC,
) -> IndexedPassage:
    (passage,) = passages_of(make(f"d{document or number}", text), version)
    return IndexedPassage(number, document or number, passage, title, "en", access)


def add(index: WordsIndex, *items: IndexedPassage, gloss: tuple[str, ...] = ()) -> None:
    """Add passages that all have the same gloss."""
    index.add(items, [gloss] * len(items))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WordsIndex]:
    index = WordsIndex(tmp_path)
    yield index
    index.close()


def numbers(index: WordsIndex, *terms: Term, access: Access = Access.STAFF) -> list[int]:
    return [number for number, _ in index.search(terms, access=access, k=50)]


def test_an_empty_index_finds_nothing(index: WordsIndex) -> None:
    assert numbers(index, term(("subsidi",))) == []
    assert (index.count(), index.cursor, index.frequency("subsidi")) == (0, 0, 0)


def test_words_are_found_in_both_languages(index: WordsIndex, dictionary: Dictionary) -> None:
    crossing = Crossing(dictionary)
    add(index, item(1, "The subsidy covers warehouse costs."), item(3, "Nothing of the kind."))
    add(index, item(2, "补贴覆盖仓库费用。"), gloss=crossing.gloss("补贴覆盖仓库费用。").tokens)
    index.commit(1, "m")
    for question in ("补贴", "subsidies", "仓库的费用", "warehouse costs", "補貼"):
        found = index.search(crossing.terms(question), access=Access.PUBLIC, k=10)
        assert {number for number, _ in found} == {1, 2}, question


def test_what_is_added_is_found_after_the_commit_only(index: WordsIndex) -> None:
    add(index, item(1, "subsidy"))
    assert numbers(index, term(("subsidi",))) == []
    index.flush()
    assert numbers(index, term(("subsidi",))) == [1]
    assert index.cursor == 0
    index.commit(5, "m")
    assert index.cursor == 5


def test_adding_a_passage_again_replaces_it(index: WordsIndex) -> None:
    for text in ("subsidy", "tariff"):
        add(index, item(1, text))
        index.commit(1, "m")
    assert (numbers(index, term(("subsidi",))), numbers(index, term(("tariff",))), index.count()) == ([], [1], 1)


def test_a_term_matches_as_well_as_the_best_of_its_ways(index: WordsIndex) -> None:
    add(index, item(1, "subsidy"), item(2, "grant"), item(3, "tariff"))
    index.commit(1, "m")
    assert set(numbers(index, term(("subsidi",), ("grant",)))) == {1, 2}
    # Saying one thing in two ways counts once: a passage with both ways is no better than one that has two things.
    add(index, item(4, "subsidy grant"), item(5, "subsidy tariff"))
    index.commit(2, "m")
    assert numbers(index, term(("subsidi",), ("grant",)), term(("tariff",)))[0] == 5


def test_all_tokens_of_a_way_must_occur(index: WordsIndex) -> None:
    add(index, item(1, "countervailing measures"), item(2, "countervailing duty"))
    index.commit(1, "m")
    assert numbers(index, term(("countervail", "duti"))) == [2]


def test_a_way_that_is_trusted_less_scores_less(index: WordsIndex) -> None:
    add(index, item(1, "subsidy"), item(2, "grant"))
    index.commit(1, "m")
    ways = (Alternative(("subsidi",), 0.5, "subsidy", "en"), Alternative(("grant",), 1.0, "grant", "en"))
    assert numbers(index, Term("补贴", ways)) == [2, 1]


def test_a_gloss_finds_a_passage_and_counts_less_than_its_own_words(index: WordsIndex) -> None:
    add(index, item(1, "仓库"), gloss=("warehous",))
    add(index, item(2, "warehouse"))
    index.commit(1, "m")
    assert numbers(index, term(("warehous",))) == [2, 1]


def test_a_gloss_is_not_searched_when_the_caller_does_without(index: WordsIndex) -> None:
    add(index, item(1, "仓库"), gloss=("warehous",))
    index.commit(1, "m")
    assert index.search([term(("warehous",))], access=Access.STAFF, k=9, glosses=False) == []


def test_a_gloss_answers_the_question_s_own_word_and_not_its_translations(index: WordsIndex) -> None:
    # Crossing twice would find whatever shares any sense of any sense.
    add(index, item(1, "仓库"), gloss=("warehous",))
    index.commit(1, "m")
    assert numbers(index, term(("depot",), ("warehous",))) == []


def test_every_token_of_a_gloss_must_occur(index: WordsIndex) -> None:
    add(index, item(1, "反补贴税"), gloss=("countervail", "duti"))
    add(index, item(2, "关税"), gloss=("duti",))
    index.commit(1, "m")
    assert numbers(index, term(("countervail", "duti"))) == [1]


def test_each_passage_must_have_a_gloss_or_none(index: WordsIndex) -> None:
    with pytest.raises(ValueError, match="shorter"):
        index.add([item(1, "subsidy")], [])


@pytest.mark.parametrize(("asked", "found"), [("subsidee", [1]), ("sub", []), ("warehuose", [2]), ("2o24", [])])
def test_a_latin_word_that_no_passage_has_finds_those_spelt_nearly_so(
    index: WordsIndex, asked: str, found: list[int]
) -> None:
    add(index, item(1, "subside"), item(2, "warehouse"), item(3, "2024"))
    index.commit(1, "m")
    assert numbers(index, term((stem(asked),))) == found


def test_a_word_that_stands_somewhere_is_not_taken_for_another(index: WordsIndex) -> None:
    add(index, item(1, "tariff"), item(2, "tarif"))
    index.commit(1, "m")
    assert numbers(index, term(("tariff",))) == [1]


def test_passages_are_sought_among_some_only(index: WordsIndex) -> None:
    add(index, *(item(number, "subsidy") for number in range(1, 5)))
    index.commit(1, "m")
    found = index.search([term(("subsidi",))], access=Access.STAFF, k=9, among=[2, 4, 99])
    assert {number for number, _ in found} == {2, 4}


def test_coverage_is_the_sum_of_the_weights_that_a_passage_holds(index: WordsIndex) -> None:
    add(index, item(1, "subsidy plant"), item(2, "plant", title="Subsidy"), item(3, "plant"), item(4, "tariff"))
    index.commit(1, "m")
    weighted = [(term(("subsidi",)), 3.0), (term(("plant",), weight=0.5), 2.0)]
    assert index.said(weighted, [1, 2, 3, 4]).coverage == pytest.approx([4.0, 4.0, 1.0, 0.0])
    assert index.said(weighted, [3, 99]).coverage == pytest.approx([1.0, 0.0])
    assert (index.said([], [1]).coverage, index.said(weighted, []).coverage) == ([0.0], [])


@pytest.mark.parametrize(
    ("text", "close"),
    [
        ("a battery plant", True),
        ("a battery and cell parts plant", True),
        ("a battery and cell or module plant", False),
        ("a plant for batteries", True),
        ("a plant for new batteries", False),
        ("a plant", False),
    ],
)
def test_neighbours_of_a_question_are_said_close_together(index: WordsIndex, text: str, close: bool) -> None:
    # The title's words are no neighbours of the body's.
    add(index, item(1, text, title="Battery"), item(2, "Battery", title="Plant"))
    index.commit(1, "m")
    weighted = [(term(("batteri",)), 3.0), (term(("plant",)), 2.0)]
    assert index.said(weighted, [1, 2]).phrases == [2.0 if close else 0.0, 0.0]


def test_what_passages_say_is_known_of_those_found_only(index: WordsIndex, tmp_path: Path) -> None:
    weighted = [(term(("subsidi",)), 1.0)]
    add(index, item(1, "subsidy"))
    assert index.said(weighted, [1]).coverage == [0.0]
    index.commit(1, "m")
    add(index, item(1, "tariff"), item(2, "subsidy"))
    assert index.said(weighted, [1, 2]).coverage == [1.0, 0.0]
    index.commit(2, "m")
    assert index.said(weighted, [1, 2]).coverage == [0.0, 1.0]
    index.close()
    again = WordsIndex(tmp_path)
    assert again.said(weighted, [1, 2]).coverage == [0.0, 1.0]
    again.close()


def test_an_index_whose_tokens_were_lost_is_filled_anew(tmp_path: Path) -> None:
    first = WordsIndex(tmp_path)
    add(first, item(1, "subsidy"))
    first.commit(7, "m")
    first.close()
    (tmp_path / f"words-{FORMAT}" / TOKENS).unlink()
    second = WordsIndex(tmp_path)
    assert second.cursor == 0
    add(second, item(1, "subsidy"))
    second.commit(7, "m")
    assert (second.cursor, second.said([(term(("subsidi",)), 1.0)], [1]).coverage) == (7, [1.0])
    second.close()


def test_words_of_the_title_count_more(index: WordsIndex) -> None:
    add(index, item(1, "Something about subsidy", title="Other"), item(2, "Something about it", title="Subsidy"))
    index.commit(1, "m")
    assert numbers(index, term(("subsidi",))) == [2, 1]


def test_terms_without_ways_find_nothing(index: WordsIndex) -> None:
    add(index, item(1, "subsidy"))
    index.commit(1, "m")
    assert numbers(index) == numbers(index, Term("x", ())) == []


@pytest.mark.parametrize("caller", list(Access))
def test_a_caller_finds_only_what_it_may_read(index: WordsIndex, caller: Access) -> None:
    for number, level in enumerate(Access):
        add(index, item(number, "subsidy", access=level))
    index.commit(1, "m")
    assert {list(Access)[number] for number in numbers(index, term(("subsidi",)), access=caller)} == caller.readable()


def test_the_level_of_a_caller_does_not_change_scores(index: WordsIndex) -> None:
    add(index, item(1, "subsidy for the plant"), item(2, "a plant"))
    index.commit(1, "m")
    wanted = [term(("subsidi",)), term(("plant",))]
    scores = [dict(index.search(wanted, access=level, k=9)) for level in (Access.PUBLIC, Access.STAFF)]
    assert scores[0] == pytest.approx(scores[1])


def test_only_the_wanted_versions_are_kept(index: WordsIndex) -> None:
    add(
        index,
        item(1, "subsidy", document=1, version=1),
        item(2, "subsidy", document=1, version=2),
        item(3, "subsidy", document=2, version=1),
        item(4, "subsidy", document=3, version=1),
    )
    index.keep_only({1: 2, 2: None})
    index.commit(1, "m")
    assert set(numbers(index, term(("subsidi",)))) == {2, 4}
    assert index.count() == 2


@pytest.mark.parametrize("token", ["", "a b", "OR", 'body:"x"', "补*", "AND (", "\x00", "🚗"])
def test_words_of_users_are_words_and_no_query_language(index: WordsIndex, token: str) -> None:
    add(index, item(1, "subsidy"))
    index.commit(1, "m")
    assert numbers(index, term((token,))) == []
    assert index.frequency(token) == 0


def test_an_index_is_kept_when_it_is_opened_again(tmp_path: Path) -> None:
    first = WordsIndex(tmp_path)
    add(first, item(1, "subsidy"))
    first.commit(7, "m")
    first.close()
    second = WordsIndex(tmp_path)
    assert (numbers(second, term(("subsidi",))), second.cursor, second.frequency("subsidi")) == ([1], 7, 1)
    second.close()


def test_a_cleared_index_is_empty_and_takes_new_passages(index: WordsIndex, tmp_path: Path) -> None:
    add(index, item(1, "subsidy"))
    index.commit(7, "m")
    index.clear()
    assert (numbers(index, term(("subsidi",))), index.cursor, index.count()) == ([], 0, 0)
    add(index, item(2, "subsidy"))
    index.commit(8, "m")
    assert (numbers(index, term(("subsidi",))), index.cursor) == ([2], 8)
    assert [folder.name for folder in tmp_path.iterdir()] == [f"words-{FORMAT}"]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"cursor": "x"}', "\udce4"])
def test_a_damaged_cursor_means_building_anew(tmp_path: Path, content: str) -> None:
    index = WordsIndex(tmp_path)
    index.commit(7, "m")
    (tmp_path / f"words-{FORMAT}" / "goglobal-cursor.json").write_text(
        content, encoding="utf-8", errors="surrogateescape"
    )
    assert index.cursor == 0
    index.close()


def test_an_index_that_rests_on_another_glossary_is_built_anew_and_serves_meanwhile(tmp_path: Path) -> None:
    first = WordsIndex(tmp_path, made_of="one")
    add(first, item(1, "subsidy"))
    first.commit(7, "m")
    first.close()
    second = WordsIndex(tmp_path, made_of="other")
    assert (second.cursor, second.mark) == (0, "")
    assert numbers(second, term(("subsidi",))) == [1]
    add(second, item(1, "tariff"))
    second.commit(7, "m")
    assert (numbers(second, term(("subsidi",))), numbers(second, term(("tariff",))), second.cursor) == ([], [1], 7)
    second.close()
    third = WordsIndex(tmp_path, made_of="other")
    assert third.cursor == 7
    third.close()


def test_quantities_are_found_however_they_are_written_and_do_not_lengthen_a_text(index: WordsIndex) -> None:
    add(index, item(1, "up to EUR 20 million"), item(2, "最高2000万欧元"), item(3, "20 of a million euros"))
    index.commit(1, "m")
    amount = term(("q20000000eur",))
    assert set(numbers(index, amount)) == {1, 2}
    assert index.frequency("q20000000eur") == 2
    assert index.said([(amount, 2.0)], [1, 2, 3]).coverage == [2.0, 2.0, 0.0]


def test_how_common_a_token_is_is_asked_anew_after_each_commit(index: WordsIndex) -> None:
    add(index, item(1, "Battery rules."))
    index.commit(1, "m")
    assert index.frequency(stem("battery")) == 1
    add(index, item(2, "Battery dates."))
    index.commit(2, "n")
    assert index.frequency(stem("battery")) == 2


def test_an_index_of_an_earlier_format_is_deleted(tmp_path: Path) -> None:
    earlier = tmp_path / f"words-{FORMAT - 1}"
    earlier.mkdir()
    (earlier / "meta.json").write_text("{}", encoding="utf-8")
    WordsIndex(tmp_path).close()
    assert [folder.name for folder in tmp_path.iterdir()] == [f"words-{FORMAT}"]


def test_nothing_is_found_among_no_passages_and_no_error_raised(tmp_path: Path) -> None:
    index = WordsIndex(tmp_path)

    assert index.search([term(("battery",))], k=0, access=Access.PUBLIC) == []
    index.close()
