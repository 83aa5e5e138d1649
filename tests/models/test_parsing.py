"""A reply is read while it comes, however it is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.writing.parsing import Piece, PieceKind, ReplyParser

S, L, R, H = PieceKind.SENTENCE, PieceKind.ITEM, PieceKind.ROW, PieceKind.HEADER_ROW


def read(
    text: str, *, piece: int = 10_000, language: str = "en", cut: bool = False
) -> list[tuple[PieceKind, str, tuple[int, ...]]]:
    parser = ReplyParser(language)
    found: list[Piece] = []
    for start in range(0, len(text), piece):
        found.extend(parser.feed(text[start : start + piece]))
    found.extend(parser.finish(cut=cut))
    return [(each.kind, each.text, each.marks) for each in found]


CASES = {
    "mark before the full stop": ("It pays 20% [1].", [(S, "It pays 20%.", (1,))]),
    "mark behind it": ("It pays 20%. [1] Then 30%. [2]", [(S, "It pays 20%.", (1,)), (S, "Then 30%.", (2,))]),
    "several marks": ("It pays [1][2] [3].", [(S, "It pays.", (1, 2, 3))]),
    "marks in one bracket": ("It pays [1, 3、5].", [(S, "It pays.", (1, 3, 5))]),
    "a range": ("It pays [2-4].", [(S, "It pays.", (2, 3, 4))]),
    "Chinese brackets": ("补贴最高20%【1】。上限50万欧元。【2】", [(S, "补贴最高20%。", (1,)), (S, "上限50万欧元。", (2,))]),
    "full-width brackets": ("补贴最高20%［1］。", [(S, "补贴最高20%。", (1,))]),
    "words within the bracket": ("It pays [Source 2] and [^3].", [(S, "It pays and.", (2, 3))]),
    "another product's marks": ("It pays【4†source】.", [(S, "It pays.", (4,))]),
    "no mark": ("It pays.", [(S, "It pays.", ())]),
    "abbreviations and decimals": (
        "BYD Co. Ltd. invests 2.5 billion. [1] The U.S. rate is 27.5%. [2]",
        [(S, "BYD Co. Ltd. invests 2.5 billion.", (1,)), (S, "The U.S. rate is 27.5%.", (2,))],
    ),
    "semicolons do not part": ("一是补贴；二是贷款。[1]", [(S, "一是补贴；二是贷款。", (1,))]),
    "a list": ("- One thing [1]\n* Another. [2]\n1. A third [3]\n", [(L, "One thing", (1,)), (L, "Another.", (2,)), (L, "A third", (3,))]),
    "a Chinese list": ("1、补贴 [1]\n（2）贷款 [2]", [(L, "补贴", (1,)), (L, "贷款", (2,))]),
    "a year is no list number": ("2026年起施行。[1]", [(S, "2026年起施行。", (1,))]),
    "a table": (
        "| Place | Rate |\n| --- | --- |\n| Spain | 20% [1] |\n| Italy | 30% | [2] |\n",
        [(H, "Place | Rate", ()), (R, "Spain | 20%", (1,)), (R, "Italy | 30%", (2,))],
    ),
    "formatting goes": ("**Up to** `20%` of [the cost](http://x.example/a). [1]", [(S, "Up to 20% of the cost.", (1,))]),
    "a heading": ("## Spain\nIt pays. [1]", [(PieceKind.HEADING, "Spain", ()), (S, "It pays.", (1,))]),
    "nothing to answer": ("NO_ANSWER", [(PieceKind.NO_ANSWER, "NO_ANSWER", ())]),
    "a part left out": ("It pays. [1]\nNOT_COVERED: the tax rate", [(S, "It pays.", (1,)), (PieceKind.NOT_COVERED, "the tax rate", ())]),
    "brackets that are no mark": ("It pays [sic] well.", [(S, "It pays [sic] well.", ())]),
    "a bracket that never closes": ("It pays [1", [(S, "It pays [1", ())]),
    "fences of code": ("```\nIt pays. [1]\n```", [(S, "It pays.", (1,))]),
    "blank lines and rulers": ("\n\n---\nIt pays. [1]\n\n", [(S, "It pays.", (1,))]),
}  # fmt: skip


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 10_000])
@pytest.mark.parametrize("name", CASES)
def test_reply_is_read_alike_in_pieces_of_any_size(name: str, piece: int) -> None:
    text, expected = CASES[name]
    language = "zh" if any("一" <= char <= "鿿" for char in text) else "en"
    assert read(text, piece=piece, language=language) == expected


def test_sentence_comes_as_soon_as_the_next_one_begins() -> None:
    parser = ReplyParser("en")
    assert list(parser.feed("It pays 20%. [1]")) == []
    assert [each.text for each in parser.feed(" The")] == ["It pays 20%."]


def test_chinese_sentence_comes_with_the_next_character() -> None:
    parser = ReplyParser("zh")
    assert list(parser.feed("补贴最高20%。[1][")) == []
    assert list(parser.feed("2]")) == []
    assert [(each.text, each.marks) for each in parser.feed("上")] == [("补贴最高20%。", (1, 2))]


def test_what_was_cut_off_is_left_out() -> None:
    assert read("It pays 20%. [1] The gra", cut=True) == [(S, "It pays 20%.", (1,))]
    assert read("It pays 20%. [1]", cut=True) == [(S, "It pays 20%.", (1,))]


@given(st.text(alphabet="ab.。[]【】1,2 |\n-#*NOT_COVERED:!", max_size=80), st.integers(1, 9))
def test_any_text_is_read_without_an_error(text: str, piece: int) -> None:
    parser = ReplyParser("en")
    for start in range(0, len(text), piece):
        list(parser.feed(text[start : start + piece]))
    list(parser.finish())
