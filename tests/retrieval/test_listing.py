"""The list that is shown: copies collapse, and both languages stand at its top."""

from __future__ import annotations

from assistant.domain import Hit
from assistant.retrieval.listing import FIRST, OF_EACH, WORTH_IT, both_languages, without_copies
from tests.fakes import make, passages_of


def hit(document: str, text: str, score: float, *, title: str | None = None) -> Hit:
    made = make(document, text, language="en", title=title)
    (passage,) = passages_of(made)
    return Hit(passage, made.metadata, score)


ENGLISH = "The grant covers up to {} percent of eligible costs of plant number {}."
CHINESE = "补贴最高覆盖第{}号工厂合格成本的百分之{}。"


def names(hits: list[Hit]) -> list[str]:
    return [hit.passage.document_id for hit in hits]


def test_a_text_is_listed_once_where_it_ranks_best_among_documents_of_one_title() -> None:
    hits = [
        hit("a", "The grant is 40%.", 0.9, title="Grants"),
        hit("b", "Other words entirely.", 0.8, title="Grants"),
        hit("c", "The grant is 40%.", 0.7, title="Grants"),
    ]
    assert names(list(without_copies(hits))) == ["a", "b"]


def test_a_condition_that_documents_of_two_titles_share_is_listed_for_both() -> None:
    hits = [hit("a", "The grant is 40%.", 0.9), hit("c", "The grant is 40%.", 0.7)]
    assert names(list(without_copies(hits))) == ["a", "c"]


def test_case_width_and_traditional_characters_make_no_other_text() -> None:
    hits = [hit("a", "欧盟关税 CBAM", 0.9, title="t"), hit("b", "歐盟關稅 ＣＢＡＭ", 0.8, title="t")]
    assert names(list(without_copies(hits))) == ["a"]


def test_texts_that_share_half_their_words_are_two() -> None:
    hits = [
        hit("a", "The grant covers forty percent.", 0.9, title="t"),
        hit("b", "The grant excludes all vehicles sold.", 0.8, title="t"),
    ]
    assert names(list(without_copies(hits))) == ["a", "b"]


def test_texts_of_one_language_keep_their_order() -> None:
    hits = [hit(f"d{number}", ENGLISH.format(number, number), 1 - number / 10) for number in range(8)]
    assert both_languages(hits) == hits
    assert both_languages([]) == []


def test_the_less_found_language_is_moved_up_to_the_first_few() -> None:
    hits = [hit(f"en{number}", ENGLISH.format(number, number), 0.9 - number / 100) for number in range(8)]
    hits += [hit(f"zh{number}", CHINESE.format(number, number), 0.6 - number / 100) for number in range(3)]
    listed = both_languages(hits)
    assert sorted(names(listed)) == sorted(names(hits))
    assert any(name.startswith("zh") for name in names(listed)[:FIRST])
    assert names(listed)[0] == "en0"
    assert {item.passage.id: item.score for item in listed} == {item.passage.id: item.score for item in hits}


def test_two_documents_of_each_language_stand_at_the_top_in_their_order() -> None:
    hits = [hit(f"en{number}", ENGLISH.format(number, number), 0.9 - number / 100) for number in range(8)]
    hits += [hit(f"zh{number}", CHINESE.format(number, number), 0.6 - number / 100) for number in range(3)]
    top = names(both_languages(hits))[:FIRST]
    assert [name for name in top if name.startswith("zh")] == [f"zh{number}" for number in range(OF_EACH)]


def test_what_is_hardly_relevant_is_not_moved_up() -> None:
    hits = [hit(f"en{number}", ENGLISH.format(number, number), 0.9) for number in range(8)]
    hits.append(hit("zh", CHINESE.format(1, 1), 0.9 * WORTH_IT - 0.01))
    assert both_languages(hits) == hits
