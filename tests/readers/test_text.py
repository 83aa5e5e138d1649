"""Plain text: what the look of its lines says about its structure."""

import pytest

from assistant.domain import BlockKind
from ingest.pieces import Piece
from ingest.readers.speakers import Utterance, split_utterance
from ingest.readers.text import read_text

LONG = "Representatives of Italy, Spain and Morocco shared their policies, and enterprises asked about the conditions of grants. "


def pieces(text: str) -> tuple[Piece, ...]:
    return read_text(text.encode(), name="note.txt").pieces


def paragraph(text: str) -> Piece:
    return Piece(BlockKind.PARAGRAPH, text)


def test_long_lines_are_paragraphs_and_section_lines_between_them_headings() -> None:
    text = f"{LONG}\n1. New Opportunities for Cooperation\n{LONG}\n{LONG}\n\n2. What Comes Next?\n\n{LONG}"
    assert pieces(text) == (
        paragraph(LONG.strip()),
        Piece(BlockKind.HEADING, "1. New Opportunities for Cooperation", level=2),
        paragraph(LONG.strip()),
        paragraph(LONG.strip()),
        Piece(BlockKind.HEADING, "2. What Comes Next?", level=2),
        paragraph(LONG.strip()),
    )


def test_lines_wrapped_by_hand_are_joined() -> None:
    text = (
        "The regulation puts a carbon price on imports of iron and steel,\n"
        "aluminium, cement, fertilisers, electricity and hydrogen. The\n"
        "reporting phase ran to the end of 2025.\n\n"
        "- Small quantities are exempt, up to fifty tonnes a year of all\n  goods per importer\n"
        "- The rest is not\n"
    )
    assert pieces(text) == (
        paragraph(
            "The regulation puts a carbon price on imports of iron and steel, aluminium, cement, fertilisers, "
            "electricity and hydrogen. The reporting phase ran to the end of 2025."
        ),
        Piece(
            BlockKind.ITEM, "Small quantities are exempt, up to fifty tonnes a year of all goods per importer", group=1
        ),
        Piece(BlockKind.ITEM, "The rest is not", group=1),
    )


def test_chinese_lines_are_joined_without_a_space() -> None:
    line = "境外投资应当遵守中国法律并遵循商业惯例和国际通行规则以及东道国的"
    assert pieces(f"{line}\n{line}\n有关规定。") == (paragraph(f"{line}{line}有关规定。"),)


def test_short_lines_that_end_sentences_stay_paragraphs() -> None:
    lines = [
        "境外投资应当遵守中国法律，并遵循商业惯例和国际规则。",
        "中方投资额三亿美元以上的，由国家发展改革委办理。",
        "其余备案。",
    ]
    assert pieces("\n".join(lines)) == tuple(map(paragraph, lines))


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("1. Scope", 2),
        ("12、适用范围", 2),
        ("一、总体要求", 2),
        ("第三条 定义", 2),
        ("第一章　总则", 2),
        ("1.2 Definitions", 3),
        ("（二）主要任务", 3),
        ("1. It ends with a full stop.", 0),
        ("第三条 本规定所称对外投资，是指取得境外权益的活动。", 0),
        ("2026 was a good year", 0),
        ("1. " + "far too long for a heading " * 8, 0),
    ],
)
def test_short_numbered_lines_without_full_stop_are_headings(line: str, level: int) -> None:
    first = pieces(f"{line}\n\n{LONG}")[0]
    assert (first.kind is BlockKind.HEADING, first.level) == (level > 0, level)


def test_articles_are_below_chapters() -> None:
    levels = [(piece.text, piece.level) for piece in pieces(f"第一章 总则\n第一条 目的\n{LONG}")]
    assert levels[:2] == [("第一章 总则", 2), ("第一条 目的", 3)]


def test_numbers_that_count_on_are_a_list() -> None:
    assert pieces(f"{LONG}\n1. Apply\n2. Wait for the answer.\n3. Build\n{LONG}")[1:-1] == (
        Piece(BlockKind.ITEM, "Apply", group=1),
        Piece(BlockKind.ITEM, "Wait for the answer.", group=1),
        Piece(BlockKind.ITEM, "Build", group=1),
    )


def test_transcript_gives_each_paragraph_its_speaker() -> None:
    text = "\n\n".join(
        [
            "[00:00:05] Zhang Yongwei: Going global: it is a must.",
            "And it is late.",
            "1:02:03 Huang He: Thanks.",
            "Zhang Yongwei: Next point.",
            "1. Questions",
            "Huang He: Which?",
        ]
    )
    assert pieces(text) == (
        Piece(BlockKind.PARAGRAPH, "Going global: it is a must.", speaker="Zhang Yongwei", time="00:00:05"),
        Piece(BlockKind.PARAGRAPH, "And it is late.", speaker="Zhang Yongwei"),
        Piece(BlockKind.PARAGRAPH, "Thanks.", speaker="Huang He", time="01:02:03"),
        Piece(BlockKind.PARAGRAPH, "Next point.", speaker="Zhang Yongwei"),
        Piece(BlockKind.HEADING, "1. Questions", level=2),
        Piece(BlockKind.PARAGRAPH, "Which?", speaker="Huang He"),
    )


def test_chinese_transcript_gives_each_line_its_speaker() -> None:
    text = "主持人：欢迎各位。\n张永伟：出海已是必选项。例如：电池。\n主持人：谢谢。\n张永伟：不客气。"
    assert [(piece.speaker, piece.text) for piece in pieces(text)] == [
        ("主持人", "欢迎各位。"),
        ("张永伟", "出海已是必选项。例如：电池。"),
        ("主持人", "谢谢。"),
        ("张永伟", "不客气。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Remark: one\n\nRemark: two\n\nRemark: three",
        "Italy: a grant\n\nSpain: a loan\n\nMorocco: land",
        f"Italy: a\n\nSpain: b\n\nItaly: c\n\nSpain: d\n\n{LONG * 2}" + f"\n\n{LONG}" * 8,
    ],
)
def test_words_before_colons_alone_make_no_transcript(text: str) -> None:
    assert all(piece.speaker is None for piece in pieces(text))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Q: what", Utterance("Q", "what")),
        ("Dr. Li Ming: hello", Utterance("Dr. Li Ming", "hello")),
        ("Ángel de la Cruz: hola", None),
        ("Ángel de Pérez: hola", Utterance("Ángel de Pérez", "hola")),
        ("Zhang Wei (GREEM): hello", Utterance("Zhang Wei (GREEM)", "hello")),
        ("Speaker 1: hello", Utterance("Speaker 1", "hello")),
        ("张永伟（百人会）：好", Utterance("张永伟（百人会）", "好")),
        ("发言人 2：好", Utterance("发言人 2", "好")),
        ("https://example.org", None),
        ("12:30 start", None),
        ("He said: no", None),
        ("他说：好", None),
        ("Note: mind the step", None),
        ("注：以上", None),
        ("Name:", None),
    ],
)
def test_speaker_is_what_looks_like_a_name_before_a_colon(line: str, expected: Utterance | None) -> None:
    assert split_utterance(line) == expected
