"""Plain text: paragraphs, section lines, lists and transcripts are told by how the lines look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain import BlockKind
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import decoded
from ingest.readers.numbering import DEEPER, INSIDE_CHAPTERS, SECTIONS, numbering_of
from ingest.readers.prose import ends_sentence, join_lines, tidy, width
from ingest.readers.speakers import (
    is_transcript,
    name_key,
    recurring_speakers,
    split_utterance,
    with_speakers_alike,
)
from ingest.readers.told import missing_of
from ingest.readers.transcripts import timed_transcript

_WRAP_WIDTHS = range(50, 101)
"""The widest line of a hand-wrapped file, in columns."""
_HEADING_WIDTH = 160
_BULLET = re.compile(r"[-*•·▪●○–—]\s+(?=\S)")
_TIME = re.compile(r"(?:[\[(](?:(\d{1,2}):)?|(\d{1,2}):)([0-5]?\d):([0-5]\d)(?:[.,]\d+)?[\])]?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    alone: bool
    """Whether it fills exactly one line, as a section line does."""
    numbering: str | None
    number: int | None
    """The N of a line that begins with "N."."""


def read_text(content: bytes, *, name: str) -> Reading:
    """Paragraphs, section lines as headings, bulleted and numbered lists, and speakers of transcripts.

    Raises:
        UnreadableDocument: not text.
    """
    found = decoded(content, name=name)
    spoken = timed_transcript(found.text.split("\n"))
    pieces = spoken or with_speakers_alike(list(_pieces(list(_paragraphs(found.text)))))
    return Reading(pieces, missing=missing_of(found))


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Blocks between blank lines; one that is not wrapped by hand has a paragraph on each line."""
    lines = [line.strip() for line in text.split("\n")]
    full = _wrap_width(lines)
    speakers = recurring_speakers(_without_time(line) for line in lines)
    paragraph: list[str] = []
    for line in lines:
        # A line goes on only if the line above was about full, and it begins nothing of its own.
        goes_on = full and paragraph and width(paragraph[-1]) >= full * 0.5 and not _begins(line, speakers)
        if paragraph and not (line and goes_on):
            yield _paragraph(paragraph)
            paragraph = []
        if line:
            paragraph.append(line)
    if paragraph:
        yield _paragraph(paragraph)


def _wrap_width(lines: list[str]) -> int:
    """The width that the lines were wrapped to, or 0 if each is a paragraph.

    Wrapped lines break in the midst of sentences.
    """
    widest = max(width(line) for line in lines)
    followed = [line for line, following in pairwise(lines) if line and following]
    ended = sum(ends_sentence(line) for line in followed)
    return widest if widest in _WRAP_WIDTHS and ended * 2 < len(followed) else 0


def _begins(line: str, speakers: frozenset[str]) -> bool:
    """Whether the line opens an item, a section or a turn of a conversation."""
    utterance = split_utterance(line)
    spoken = utterance is not None and name_key(utterance.speaker) in speakers
    return bool(spoken or _BULLET.match(line) or _TIME.match(line) or numbering_of(line))


def _paragraph(lines: list[str]) -> _Paragraph:
    numbering = numbering_of(lines[0])
    number = int(re.split("[.、]", lines[0])[0]) if numbering == "number" else None
    return _Paragraph(join_lines(lines), len(lines) == 1, numbering, number)


def _pieces(paragraphs: list[_Paragraph]) -> Iterator[Piece]:
    chapters = any(paragraph.numbering == "chapter" for paragraph in paragraphs)
    transcript = is_transcript([_without_time(paragraph.text) for paragraph in paragraphs])
    group, in_list = 0, False
    speaker: str | None = None
    for index, paragraph in enumerate(paragraphs):
        counted = _counted(paragraphs, index)
        if counted or _BULLET.match(paragraph.text):
            group += not in_list or (counted and paragraph.number == 1)
            in_list = True
            yield Piece(BlockKind.ITEM, _without_mark(paragraph.text), group=group, speaker=speaker)
            continue
        in_list = False
        if _is_heading(paragraph):
            speaker = None
            deeper = paragraph.numbering in DEEPER or (chapters and paragraph.numbering in INSIDE_CHAPTERS)
            yield Piece(BlockKind.HEADING, paragraph.text, level=3 if deeper else 2)
        elif transcript:
            piece = _utterance(paragraph.text, speaker)
            speaker = piece.speaker
            yield piece
        else:
            yield Piece(BlockKind.PARAGRAPH, paragraph.text)


def _counted(paragraphs: list[_Paragraph], index: int) -> bool:
    """Whether the paragraph is one of a numbered list: the number before or after stands right beside it."""
    number = paragraphs[index].number
    if number is None:
        return False
    before = paragraphs[index - 1].number if index else None
    after = paragraphs[index + 1].number if index + 1 < len(paragraphs) else None
    return before == number - 1 or after == number + 1


def _is_heading(paragraph: _Paragraph) -> bool:
    text = paragraph.text
    short = width(text) <= _HEADING_WIDTH
    return bool(paragraph.numbering and paragraph.alone and short and (text[-1] in "?？" or not ends_sentence(text)))


def _utterance(text: str, speaker: str | None) -> Piece:
    """A turn of a transcript; without a name of its own it goes on for the last speaker."""
    time = _TIME.match(text)
    clock = f"{int(time[1] or time[2] or 0):02}:{int(time[3]):02}:{time[4]}" if time else None
    words = _without_time(text)
    utterance = split_utterance(words)
    if utterance is None:
        return Piece(BlockKind.PARAGRAPH, words, speaker=speaker, time=clock)
    return Piece(BlockKind.PARAGRAPH, tidy(utterance.words), speaker=utterance.speaker, time=clock)


def _without_time(text: str) -> str:
    return _TIME.sub("", text, count=1) if _TIME.match(text) else text


def _without_mark(text: str) -> str:
    marks: Iterable[re.Pattern[str]] = (_BULLET, dict(SECTIONS)["number"])
    for mark in marks:
        if mark.match(text):
            return mark.sub("", text, count=1)
    return text
