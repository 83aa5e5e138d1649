"""Subtitles become paragraphs with a speaker and a time."""

import pytest

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece, Reading
from ingest.readers.subtitles import read_srt, read_webvtt


def cue(start: int, text: str) -> str:
    return f"00:{start // 60:02}:{start % 60:02}.000 --> 00:{start // 60:02}:{start % 60:02}.900\n{text}\n\n"


def vtt(*texts: str, head: str = "WEBVTT") -> Reading:
    cues = "".join(cue(second, text) for second, text in enumerate(texts))
    return read_webvtt(f"{head}\n\n{cues}".encode(), name="forum.vtt")


def spoken(reading: Reading) -> list[tuple[str | None, str]]:
    return [(piece.speaker, piece.text) for piece in reading.pieces]


def test_cues_of_one_speaker_are_merged_with_the_time_of_the_first() -> None:
    content = """WEBVTT

NOTE made by hand

intro
00:01:01.500 --> 00:01:03.000 align:start
<v Zhang Yongwei>Going global is no
longer an <i>option</i>,</v>

00:01:03.000 --> 00:01:05.000
<v Zhang Yongwei>it is a must &amp; more.

01:02:03.000 --> 01:02:05.000
<v.loud Huang He>Thanks.
"""
    assert read_webvtt(content.encode(), name="forum.vtt").pieces == (
        Piece(
            BlockKind.PARAGRAPH,
            "Going global is no longer an option, it is a must & more.",
            speaker="Zhang Yongwei",
            time="00:01:01",
        ),
        Piece(BlockKind.PARAGRAPH, "Thanks.", speaker="Huang He", time="01:02:03"),
    )


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        (["<v A>One.</v> <v B>Two."], [("A", "One."), ("B", "Two.")]),
        (["<v A>One.", "nobody's"], [("A", "One."), (None, "nobody's")]),
        (["Li Na: One.", "Still her.", "Host: Two."], [("Li Na", "One. Still her."), ("Host", "Two.")]),
        (["Li Na: One.", ">> Who is this?"], [("Li Na", "One."), (None, "Who is this?")]),
        ([">> Li Na: One.", "- Host: Two."], [("Li Na", "One."), ("Host", "Two.")]),
        (["张永伟：出海是", "必答题。"], [("张永伟", "出海是必答题。")]),
        (["the rate is: nine"], [(None, "the rate is: nine")]),
        (
            ["rolling up", "rolling up\nline by line", "line by line\nand on"],
            [(None, "rolling up line by line and on")],
        ),
        (["<00:00:01.000><c.yellow>timed</c> words"], [(None, "timed words")]),
    ],
)
def test_speaker_is_told_by_voice_or_name(cues: list[str], expected: list[tuple[str | None, str]]) -> None:
    assert spoken(vtt(*cues)) == expected


def test_paragraph_ends_with_a_sentence_at_about_four_hundred_characters() -> None:
    pieces = vtt(*["This sentence has fifty characters in it, it really", "does and here it ends."] * 12).pieces
    assert len(pieces) > 1
    assert all(400 <= len(piece.text) < 520 for piece in pieces[:-1])
    assert all(piece.text.endswith("ends.") for piece in pieces)


def test_speech_without_full_stops_is_divided_all_the_same() -> None:
    assert all(
        len(piece.text) < 1400
        for piece in vtt(
            *["words that never end and go on"] * 3 + ["more of them"] * 3,
            *(f"and {n} times more of the same" for n in range(200)),
        ).pieces
    )


def test_title_and_language_are_taken_from_the_head() -> None:
    reading = vtt("Words.", head="WEBVTT - Forum &amp; dinner\nKind: captions\nLanguage: zh")
    assert reading.properties == {"title": "Forum & dinner", "language": "zh"}


def test_srt_is_read_like_webvtt() -> None:
    content = "1\r\n00:00:01,000 --> 00:00:03,000\r\n{\\an8}<b>Li Na:</b> One\r\nand two.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nThree.\r\n"
    assert read_srt(content.encode(), name="forum.srt").pieces == (
        Piece(BlockKind.PARAGRAPH, "One and two. Three.", speaker="Li Na", time="00:00:01"),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("WEBVTT\n\n00:00:01.000 -->\nwords", "line 3"),
        ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nwords\n\nsoon --> later\nwords", "'soon --> later'"),
        ("WEBVTT\n\n00:75:01.000 --> 00:00:02.000\nwords", "00:75:01.000"),
        ("no subtitles", "Invalid format"),
    ],
)
def test_bad_webvtt_cue_is_named(text: str, problem: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_webvtt(text.encode(), name="forum.vtt")
    assert problem in caught.value.reason


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nwords\n\n2\n00:00:03,000 --> oops\nlost", "line 6"),
        ("no subtitles", "Invalid format"),
    ],
)
def test_bad_srt_cue_is_named(text: str, problem: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_srt(text.encode(), name="forum.srt")
    assert problem in caught.value.reason
