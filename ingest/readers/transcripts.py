"""Transcripts as meeting programs write them: a line with speaker and time, and below it or behind it what was said.

Known shapes, with times as 0:05, 00:05 or 00:00:05, in brackets or without:

- ``Li Na  0:05`` above the words (Otter, Teams, Tongyi Tingwu, Feishu Minutes: ``说话人 1 00:05``)
- ``[Li Na] 10:12:31`` above the words (Zoom)
- ``00:05 Li Na`` above the words, or ``0:0:5.230 --> 0:0:8.410`` and the name in the next line (Teams, older)
- ``张永伟(00:00:05)：`` with the words behind it or below (Tencent Meeting)
- ``Li Na 0:05 words`` in one paragraph (Teams, as a Word document)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.domain import BlockKind
from ingest.pieces import Piece
from ingest.readers.prose import join_lines, tidy
from ingest.readers.speakers import (
    is_transcript,
    looks_like_name,
    name_key,
    recurring_speakers,
    split_utterance,
    with_speakers_alike,
)

_CLOCK = r"(?:\d{1,2}[:：])?\d{1,2}[:：]\d{1,2}(?:[.,]\d{1,3})?"
_NAME = r"[^\W\d_][^:：\n<>]{0,79}?"
_NAME_FIRST = re.compile(
    rf"[\[【]?(?P<name>{_NAME})[\]】]?\s*[\[(（【]?(?P<time>{_CLOCK})[\])）】]?\s*(?P<colon>[:：])?(?:\s+|(?<=[:：])|$)(?P<words>.*)"
)
_TIME_FIRST = re.compile(rf"[\[(（]?(?P<time>{_CLOCK})[\])）]?\s+(?P<name>{_NAME})(?P<words>)")
_STRETCH = re.compile(rf"(?P<time>{_CLOCK})\s*-->\s*{_CLOCK}")
_LEAST_TURNS = 3
_LEAST_SHARE = 0.15
"""Of the lines, those that name a speaker and a time."""


@dataclass(slots=True)
class _Turn:
    speaker: str
    time: str
    lines: list[str] = field(default_factory=list)


def timed_transcript(lines: Iterable[str]) -> tuple[Piece, ...]:
    """The turns of a transcript whose lines name speakers with times; empty if the lines are none.

    What stands before the first turn (title, date, participants) stays as paragraphs.
    """
    printed = [tidied for line in lines if (tidied := tidy(line))]
    heads = [_head(printed, index) for index in range(len(printed))]
    turns = [head for head in heads if head]
    names = {name_key(head.speaker) for head in turns}
    if len(turns) < _LEAST_TURNS or len(turns) < len(printed) * _LEAST_SHARE or len(names) * 2 > len(turns) + 2:
        return ()
    return with_speakers_alike(list(_pieces(printed, heads)))


def with_speakers(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces of a document that may be a transcript: its paragraphs with their speakers, if it is one."""
    if any(piece.speaker for piece in pieces):
        return tuple(pieces)
    spoken = [piece.text for piece in pieces if piece.kind is BlockKind.PARAGRAPH]
    if len(spoken) * 2 < len(pieces):
        return tuple(pieces)
    timed = timed_transcript(spoken) if len(spoken) == len(pieces) else ()
    if timed:
        return timed
    if not is_transcript(spoken):
        return tuple(pieces)
    speakers, current, found = recurring_speakers(spoken), None, []
    for piece in pieces:
        utterance = split_utterance(piece.text) if piece.kind is BlockKind.PARAGRAPH else None
        if piece.kind is BlockKind.HEADING:
            current = None
        if utterance and name_key(utterance.speaker) in speakers:
            current = utterance.speaker
            piece = replace(piece, text=tidy(utterance.words))
        found.append(replace(piece, speaker=current))
    return with_speakers_alike(found)


def clock(stamp: str) -> str:
    """``HH:MM:SS`` of a time as any program writes it."""
    parts = [int(part) for part in re.split("[:：]", re.split("[.,]", stamp)[0])]
    hours, minutes, seconds = [0, *parts][-3:] if len(parts) == 2 else parts
    return f"{hours:02}:{minutes:02}:{seconds:02}"


def _head(lines: Sequence[str], index: int) -> _Turn | None:
    """The turn that a line begins; a line with a stretch of time has the name in the next."""
    line = lines[index]
    if index and _STRETCH.fullmatch(lines[index - 1]) and looks_like_name(line):
        stretch = _STRETCH.fullmatch(lines[index - 1])
        return _Turn(line, clock(stretch["time"])) if stretch else None
    for found in (_NAME_FIRST.fullmatch(line), _TIME_FIRST.fullmatch(line)):
        if found and looks_like_name(found["name"].strip()):
            return _Turn(found["name"].strip(), clock(found["time"]), [found["words"]] if found["words"] else [])
    return None


def _pieces(lines: Sequence[str], heads: Sequence[_Turn | None]) -> Iterator[Piece]:
    current: _Turn | None = None
    for line, head in zip(lines, heads, strict=True):
        if head:
            yield from _said(current)
            current = head
        elif current is None and not _STRETCH.fullmatch(line):
            yield Piece(BlockKind.PARAGRAPH, line)
        elif current is not None and not _STRETCH.fullmatch(line):
            current.lines.append(line)
    yield from _said(current)


def _said(turn: _Turn | None) -> Iterator[Piece]:
    if turn and turn.lines:
        yield Piece(BlockKind.PARAGRAPH, join_lines(turn.lines), speaker=turn.speaker, time=turn.time)
