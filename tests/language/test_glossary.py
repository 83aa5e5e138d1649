"""The glossary: a user's own file beside the product's, broken lines, files that are no text."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.errors import GlossaryError
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.glossary import (
    BUILT_IN,
    LOGGED,
    current_glossary,
    make_glossary,
    read_entries,
    use_glossary,
)
from assistant.language.places import places_in
from assistant.language.words import cut

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "own.tsv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture(autouse=True)
def _the_product_s_own_again() -> Iterator[None]:
    yield
    use_glossary(None)


def test_no_line_of_the_product_s_glossary_is_broken() -> None:
    entries, broken = read_entries(BUILT_IN)
    assert broken == ()
    assert len(entries) > 2000


def test_names_are_parted_by_bars_and_the_kind_may_be_left_out(write: Write) -> None:
    (first, second), broken = read_entries(
        write("# a remark\n\n灵犀 | 灵犀座舱\tLingxi|Lingxi Cockpit\tSoftware\n甲乙\tJiayi\n")
    )
    assert (first.zh, first.en, first.kind) == (("灵犀", "灵犀座舱"), ("Lingxi", "Lingxi Cockpit"), "software")
    assert (second.zh, second.en, second.kind) == (("甲乙",), ("Jiayi",), "general")
    assert broken == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("灵犀 Lingxi software", "has no tab"),
        ("灵犀\tLingxi\tsoftware\tmore", "has 4 columns"),
        ("\tLingxi\tsoftware", "has no Chinese name"),
        ("灵犀\t | \tsoftware", "has no English name"),
        ("Lingxi\t灵犀\tsoftware", "are the columns swapped?"),
        ("灵犀\tLingxi\tsoftwear", "'softwear' is no kind"),
        ("灵犀\t—\tsoftware", "neither letters nor digits"),
    ],
)
def test_a_broken_line_is_named_with_its_number_and_the_rest_is_taken(write: Write, line: str, reason: str) -> None:
    path = write(f"甲乙\tJiayi\n{line}\n丙丁\tBingding\n")
    entries, (broken,) = read_entries(path)
    assert [entry.en for entry in entries] == [("Jiayi",), ("Bingding",)]
    assert (broken.path, broken.number) == (path, 2)
    assert reason in broken.reason
    assert str(broken).startswith(f"{path}, line 2: ")


@pytest.mark.parametrize(
    "content",
    [
        "甲乙\tJiayi\r\n丙丁\tBingding\r\n",
        "甲乙\tJiayi\r丙丁\tBingding",
        "\ufeff甲乙\tJiayi\n丙丁\tBingding\t\t\n",
        "甲乙\tJiayi\n\n   \n丙丁\tBingding",
    ],
)
def test_byte_order_marks_and_all_line_ends_are_taken(write: Write, content: str) -> None:
    entries, broken = read_entries(write(content))
    assert ([entry.zh[0] for entry in entries], broken) == (["甲乙", "丙丁"], ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("甲乙\tJiayi\n".encode("utf-16"), "is UTF-16"),
        ("abc\tabc\n甲乙\tJiayi\n".encode("gbk"), "is not UTF-8 (line 2); it may be GBK"),
        (b"\xff\xff\xff\x00\x01", "is not UTF-8 (line 1)"),
    ],
)
def test_another_encoding_is_refused_with_advice(write: Write, content: bytes, said: str) -> None:
    path = write(content)
    with pytest.raises(GlossaryError, match="Save it as UTF-8") as refused:
        use_glossary(path)
    assert said in str(refused.value)
    assert (refused.value.path, refused.value.exit_code) == (path, 2)


def test_a_missing_file_and_a_folder_are_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match=r"does not exist\. Check the path"):
        use_glossary(tmp_path / "nothing.tsv")
    with pytest.raises(GlossaryError, match="is a folder"):
        use_glossary(tmp_path)


def test_an_empty_file_is_told_of_and_harmless(write: Write, caplog: pytest.LogCaptureFixture) -> None:
    path = write("# nothing yet\n")
    assert use_glossary(path).entries == make_glossary().entries
    # It is the product's own, so nothing has changed but that the user is told.
    assert use_glossary(write("")).own == 0


def test_broken_lines_are_logged_once_and_not_without_end(write: Write, caplog: pytest.LogCaptureFixture) -> None:
    path = write("甲乙\tJiayi\n" + "no tab\n" * (LOGGED + 5))
    with caplog.at_level(logging.WARNING):
        use_glossary(path)
        use_glossary(path)
    assert caplog.text.count("has no tab") == LOGGED
    assert f"{path}, line 2: has no tab" in caplog.text
    assert "5 further lines are broken: `goglobal glossary check" in caplog.text


def test_a_user_s_names_cross_in_both_directions(write: Write, dictionary: Dictionary) -> None:
    crossing = Crossing(dictionary, use_glossary(write("灵犀座舱 | 灵犀\tLingxi Cockpit | Lingxi\tsoftware\n")))
    for question, other in (("灵犀座舱的数据出境", "Lingxi Cockpit"), ("data of the Lingxi Cockpit", "灵犀座舱")):
        said = {alternative.words for term in crossing.terms(question) for alternative in term.alternatives}
        assert other in said, question


def test_what_a_user_says_comes_first_and_the_product_s_ways_stay(write: Write, dictionary: Dictionary) -> None:
    glossary = use_glossary(write("比亚迪\tBuild Your Dreams\tcompany\n"))
    (term,) = Crossing(dictionary, glossary).terms("比亚迪")
    assert [alternative.words for alternative in term.alternatives][:3] == ["比亚迪", "Build Your Dreams", "BYD"]


def test_a_user_s_names_are_words_of_the_index(write: Write) -> None:
    assert "灵犀甲乙丙" not in cut("关于灵犀甲乙丙的说明")
    use_glossary(write("灵犀甲乙丙\tLingxi\n"))
    assert "灵犀甲乙丙" in cut("关于灵犀甲乙丙的说明")
    use_glossary(None)
    assert "灵犀甲乙丙" not in cut("关于灵犀甲乙丙的说明")


def test_a_user_s_names_of_places_mean_their_country(write: Write) -> None:
    assert places_in("在枫叶国建厂") == ()
    use_glossary(write("加拿大 | 枫叶国\tCanada | Mapleland\tplace\n"))
    assert places_in("在枫叶国建厂") == places_in("a plant in Mapleland") == ("CA",)


def test_other_entries_give_another_fingerprint_and_the_same_the_same(write: Write, dictionary: Dictionary) -> None:
    plain = current_glossary()
    own = use_glossary(write("灵犀\tLingxi\n"))
    assert own.fingerprint != plain.fingerprint
    assert Crossing(dictionary, own).fingerprint != Crossing(dictionary, plain).fingerprint
    assert use_glossary(write("# a remark\n灵犀 \t Lingxi\n")) is own
