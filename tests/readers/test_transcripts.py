"""Transcripts as meeting programs write them: who speaks, in what role, and when."""

import io

import docx
import pytest

from ingest.readers import read
from ingest.readers.speakers import Speakers, Utterance, split_utterance

OTTER = """Going Global Forum

Li Na  0:05
Welcome to the forum. We begin with grants.

Marco Rossi  1:02
Thank you. The grant covers twenty per cent.
It is capped.

Li Na  1:02:40
What about land?
"""
TEAMS = """0:0:5.230 --> 0:0:8.410
Li Na
Welcome to the forum.
0:0:9.0 --> 0:0:12.5
Marco Rossi (External)
Thank you.
0:1:2.0 --> 0:1:5.5
Li Na
What about land?
"""
ZOOM = """[Li Na] 10:12:31
Welcome to the forum.

[Marco Rossi | ACCIÓ] 10:13:02
Thank you.

[Li Na] 10:14:00
What about land?
"""
TENCENT = """会议主题：出海论坛
会议时间：2025/10/18 14:00
张永伟(00:00:05)：欢迎各位。
李娜(00:01:02)：谢谢，先说补助。
张永伟(00:02:40)：土地呢？
"""
FEISHU = """出海论坛
2025年10月18日 下午 2:00|1小时 3分钟 5秒

关键词:
补助、土地

文字记录:
说话人 1 00:05
欢迎各位。
说话人 2 01:02
谢谢，先说补助。
金额有上限。
说话人 1 02:40
土地呢？
"""
Said = list[tuple[str | None, str | None, str]]


def said(text: str, name: str = "meeting.txt") -> Said:
    pieces = read(text.encode(), name=name).pieces
    return [(piece.speaker, piece.time, piece.text) for piece in pieces if piece.speaker]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            OTTER,
            [
                ("Li Na", "00:00:05", "Welcome to the forum. We begin with grants."),
                ("Marco Rossi", "00:01:02", "Thank you. The grant covers twenty per cent. It is capped."),
                ("Li Na", "01:02:40", "What about land?"),
            ],
        ),
        (
            TEAMS,
            [
                ("Li Na", "00:00:05", "Welcome to the forum."),
                ("Marco Rossi", "00:00:09", "Thank you."),
                ("Li Na", "00:01:02", "What about land?"),
            ],
        ),
        (
            ZOOM,
            [
                ("Li Na", "10:12:31", "Welcome to the forum."),
                ("Marco Rossi (ACCIÓ)", "10:13:02", "Thank you."),
                ("Li Na", "10:14:00", "What about land?"),
            ],
        ),
        (
            TENCENT,
            [
                ("张永伟", "00:00:05", "欢迎各位。"),
                ("李娜", "00:01:02", "谢谢，先说补助。"),
                ("张永伟", "00:02:40", "土地呢？"),
            ],
        ),
        (
            FEISHU,
            [
                ("说话人 1", "00:00:05", "欢迎各位。"),
                ("说话人 2", "00:01:02", "谢谢，先说补助。金额有上限。"),
                ("说话人 1", "00:02:40", "土地呢？"),
            ],
        ),
    ],
    ids=["otter", "teams", "zoom", "tencent", "feishu"],
)
def test_exports_of_meeting_programs_give_speaker_and_time(text: str, expected: Said) -> None:
    assert said(text) == expected


def test_a_word_document_of_a_meeting_has_speakers() -> None:
    document = docx.Document()
    turns = [("Li Na", "0:05", "Welcome."), ("Marco Rossi", "0:09", "Thank you."), ("Li Na", "1:02", "And land?")]
    for name, time, words in turns:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}   ").bold = True
        paragraph.add_run(time).add_break()
        paragraph.add_run(words)
    buffer = io.BytesIO()
    document.save(buffer)
    pieces = read(buffer.getvalue(), name="meeting.docx").pieces
    assert [(piece.speaker, piece.time, piece.text) for piece in pieces] == [
        ("Li Na", "00:00:05", "Welcome."),
        ("Marco Rossi", "00:00:09", "Thank you."),
        ("Li Na", "00:01:02", "And land?"),
    ]


def test_a_role_that_is_said_once_stands_with_each_turn() -> None:
    text = "Li Na, Head of Trade: Welcome.\n\nMarco Rossi (ACCIÓ): Thanks.\n\nLI NA: Begin.\n\nMarco Rossi: Gladly."
    assert [speaker for speaker, _, _ in said(text)] == [
        "Li Na (Head of Trade)",
        "Marco Rossi (ACCIÓ)",
        "Li Na (Head of Trade)",
        "Marco Rossi (ACCIÓ)",
    ]


def test_chinese_roles_stand_behind_the_name() -> None:
    text = "张永伟，百人会理事长：欢迎。\n李娜：谢谢。\n张永伟：请讲。\n李娜：好。"
    assert [speaker for speaker, _, _ in said(text)] == [
        "张永伟（百人会理事长）",
        "李娜",
        "张永伟（百人会理事长）",
        "李娜",
    ]


def test_voices_of_subtitles_have_roles() -> None:
    cues = ["<v Li Na, Head of Trade>Welcome.", "<v Marco Rossi (ACCIÓ)>Thanks.", "<v Li Na>Begin."]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:0{n}.000 --> 00:0{n}.900\n{cue}" for n, cue in enumerate(cues))
    assert [speaker for speaker, _, _ in said(text, "a.vtt")] == [
        "Li Na (Head of Trade)",
        "Marco Rossi (ACCIÓ)",
        "Li Na (Head of Trade)",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Li Na, Head of Trade: hello", Utterance("Li Na (Head of Trade)", "hello")),
        ("张永伟，百人会理事长：好", Utterance("张永伟（百人会理事长）", "好")),
        ("Spain, aid: hello", None),
        ("In Spain, the aid: hello", None),
    ],
)
def test_a_role_stands_behind_a_full_name(line: str, expected: Utterance | None) -> None:
    assert split_utterance(line) == expected


def test_what_programs_write_behind_a_name_is_no_role() -> None:
    speakers = Speakers(["Li Na (Guest)", "Li  Na", "LI NA"])
    assert {speakers.written(each) for each in ("Li Na (Guest)", "LI NA", "Li  Na")} == {"Li Na"}


@pytest.mark.parametrize(
    "text",
    [
        "Opening 9:00\nGrants 10:30\nLand 11:15\nEnd 12:00",
        "9:00 Opening\n10:30 Grants\n11:15 Land\n12:00 End",
        "09:00 签到\n10:30 主旨演讲\n11:15 圆桌讨论\n12:00 午餐",
    ],
)
def test_an_agenda_is_no_transcript(text: str) -> None:
    assert said(text) == []
