"""Near-synonyms: the file that comes with the product, its reader, and what a question's words gain by it."""

import pytest

from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.script import fold, has_han
from assistant.language.thesaurus import MOST, WEIGHT, Group, load_thesaurus, others, read_groups
from assistant.protocols import Term


@pytest.fixture(scope="module")
def crossing(dictionary: Dictionary) -> Crossing:
    return Crossing(dictionary)


def said(terms: tuple[Term, ...], source: str) -> list[str]:
    (term,) = [term for term in terms if term.source == source]
    return [alternative.words for alternative in term.alternatives]


def test_the_thesaurus_is_large_and_every_line_can_be_read() -> None:
    assert len(load_thesaurus()) >= 1000


def test_each_group_crosses_the_languages() -> None:
    for group in load_thesaurus():
        assert group.zh, group
        assert group.en, group
        assert not any(has_han(member) for member in group.en), group


def test_no_group_holds_a_member_twice() -> None:
    for group in load_thesaurus():
        keys = [fold(member) for member in (*group.zh, *group.en)]
        assert len(keys) == len(set(keys)), group


def test_no_group_comes_twice() -> None:
    groups = load_thesaurus()
    assert len({(frozenset(group.zh), frozenset(group.en)) for group in groups}) == len(groups)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["# fine", "税", "关税\tduty"], "line 2: 1 cells"),
        (["税\ttax\tlevy"], "line 1: 3 cells"),
        (["", "税 | \ttax"], "line 2: the zh cell holds an empty member"),
        (["税\t"], "line 1: the en cell holds an empty member"),
        (["税\ttax | Taxes"], "line 1: tax and Taxes are the same"),
        (["税 | 稅\ttax"], "line 1: 税 and 稅 are the same"),
    ],
)
def test_a_broken_line_is_named(lines: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=r"thesaurus\.tsv, line") as caught:
        read_groups(lines)
    assert message in str(caught.value)


def test_a_line_is_a_group() -> None:
    assert read_groups(["# zh\ten", "税 | 关税\ttax | import duty"]) == (Group(("税", "关税"), ("tax", "import duty")),)


@pytest.mark.parametrize(
    ("question", "source", "official"),
    [
        ("Can we dodge the review?", "dodge", "circumvent"),
        ("Is dodging the review possible?", "dodging", "circumvention"),
        ("our Dutch daughter", "daughter", "subsidiary"),
        ("Does the booklet say so?", "booklet", "manual"),
        ("a lorry", "lorry", "truck"),
        ("When does the law bite?", "bite", "enter into force"),
        ("Who gives the green light?", "green light", "approval"),
        ("knocked-down kits", "knocked down kits", "CKD"),
        ("转手给别人", "转手", "转让"),
        ("转手给别人", "转手", "transfer"),
        ("只是拧螺丝行吗", "拧螺丝", "assembly"),
        ("数据传到国外", "传到国外", "cross-border data transfer"),
        ("顶格能拿多少", "顶格", "ceiling"),
        ("Where is a wallbox allowed?", "wallbox", "家用充电桩"),
    ],
)
def test_everyday_words_are_said_in_official_ones(
    crossing: Crossing, question: str, source: str, official: str
) -> None:
    assert official in said(crossing.terms(question), source)


def test_names_of_an_entry_stand_for_one_another_in_their_own_language(crossing: Crossing) -> None:
    assert "carbon border tax" in said(
        crossing.terms("the Carbon Border Adjustment Mechanism"), "carbon border adjustment mechanism"
    )
    assert "碳关税" in said(crossing.terms("碳边境调节机制"), "碳边境调节机制")


def test_near_synonyms_come_last_and_count_less(crossing: Crossing) -> None:
    (term,) = crossing.terms("levy")
    weights = [alternative.weight for alternative in term.alternatives]
    assert term.alternatives[0].words == "levy"
    assert "duty" in said((term,), "levy")
    assert weights[-1] == WEIGHT < weights[0] == 1.0


def test_each_way_to_say_a_term_comes_once(crossing: Crossing) -> None:
    for term in crossing.terms("Which levy hits lorries? 关税 补贴 上限 多少钱 批准"):
        tokens = [alternative.tokens for alternative in term.alternatives]
        assert len(tokens) == len(set(tokens)), term.source


def test_a_word_gains_a_bounded_number_of_near_synonyms_in_both_languages() -> None:
    gained = others("approve")
    assert len(gained) == MOST
    assert {alternative.language for alternative in gained} == {"zh", "en"}
    assert others("no such word") == ()


def test_a_phrase_of_common_words_weighs_less_than_a_name(crossing: Crossing) -> None:
    terms = {term.source: term.weight for term in crossing.terms("给多少钱 反补贴税")}
    assert terms["给多少钱"] < 1.0 < terms["反补贴税"]


@pytest.mark.parametrize(
    ("word", "synonym", "wrong"),
    [
        ("important", "crucial", "bring in"),
        ("imports", "bring in", "crucial"),
        ("customers", "client", "customs office"),
    ],
)
def test_words_of_one_stem_are_kept_apart_when_the_thesaurus_has_both(word: str, synonym: str, wrong: str) -> None:
    gained = [alternative.words for alternative in others(word)]
    assert synonym in gained
    assert wrong not in gained


@pytest.mark.parametrize("inflected", [("levies", "levy"), ("dodging", "dodge"), ("shipped", "ship"), ("buses", "bus")])
def test_number_and_tense_do_not_matter(inflected: tuple[str, str]) -> None:
    assert others(inflected[0]) == others(inflected[1]) != ()


@pytest.mark.parametrize(
    ("question", "phrase", "name"),
    [("只是拧螺丝行吗", "拧螺丝", "螺丝"), ("That voids the guarantee", "voids the guarantee", "guarantee")],
)
def test_a_phrase_does_not_hide_a_name_within_it(crossing: Crossing, question: str, phrase: str, name: str) -> None:
    sources = [term.source for term in crossing.terms(question)]
    assert phrase in sources
    assert name in sources


def test_passages_are_glossed_without_near_synonyms(crossing: Crossing) -> None:
    assert "dispos" not in crossing.gloss("转手").tokens
    assert any("dispos" in alternative.tokens for term in crossing.terms("转手") for alternative in term.alternatives)
