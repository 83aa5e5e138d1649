"""Subtitles of recordings: WebVTT and SRT cues, merged into paragraphs of one speaker."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Caption

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import decoded
from ingest.readers.prose import ends_sentence, join_lines, tidy
from ingest.readers.speakers import split_utterance, with_role, with_speakers_alike
from ingest.readers.told import missing_of

_ENOUGH = 400
_TOO_MUCH = 1200
"""Automatic subtitles have no full stops; somewhere a paragraph has to end."""
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]*)>")
_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_TURN = re.compile(r"(?:>>+|[-–—])\s*")
_STAMP = r"(?:\d+:)?[0-5]?\d:[0-5]?\d[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}")


@dataclass(slots=True)
class _Remark:
    """Lines of one cue by one speaker."""

    time: str
    speaker: str | None
    begins_turn: bool
    lines: list[str]


def read_webvtt(content: bytes, *, name: str) -> Reading:
    """Paragraphs with speaker and time of a WebVTT file.

    Raises:
        UnreadableDocument: not text, no WebVTT, or a cue that does not hold.
    """
    text = decoded(content, name=name)
    subtitles = _parse(text.text, "vtt", name)
    properties = dict(_metadata(subtitles.metadata))
    if subtitles.header_text.lstrip().startswith(("-", "–")):
        properties["title"] = tidy(html.unescape(subtitles.header_text).lstrip("-– "))
    pieces = with_speakers_alike(list(_paragraphs(_remarks(subtitles.captions))))
    stated = {key: value for key, value in properties.items() if value}
    return Reading(pieces, stated, named_by_file=True, missing=missing_of(text))


def read_srt(content: bytes, *, name: str) -> Reading:
    """Paragraphs with speaker and time of an SRT file.

    Raises:
        UnreadableDocument: not text, no SRT, or a cue that does not hold.
    """
    text = decoded(content, name=name)
    subtitles = _parse(text.text, "srt", name)
    pieces = with_speakers_alike(list(_paragraphs(_remarks(subtitles.captions))))
    return Reading(pieces, named_by_file=True, missing=missing_of(text))


def _parse(text: str, kind: str, name: str) -> WebVTT:
    advice = "Mend the cue, or export the file again."
    text = text.lstrip()
    try:
        subtitles = WebVTT.from_buffer(StringIO(text), format=kind)
    except (MalformedFileError, MalformedCaptionError) as error:
        raise UnreadableDocument(name, f"damaged {kind.upper()} subtitles: {error}", advice) from error
    # The parser passes over a cue that it cannot read, and words must not be lost in silence.
    timings = {number: line for number, line in enumerate(text.split("\n"), start=1) if "-->" in line}
    if len(subtitles.captions) < len(timings):
        bad = (f": line {number} is {line!r}" for number, line in timings.items() if not _TIMING.match(line))
        reason = f"damaged {kind.upper()} subtitles: a cue has no proper time line{next(bad, '')}"
        raise UnreadableDocument(name, reason, advice)
    return subtitles


def _metadata(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, _, value = line.partition(":")
        if key == "Language":
            yield "language", tidy(value)


def _remarks(captions: Iterable[Caption]) -> Iterator[_Remark]:
    """Who says what in each cue.

    A voice holds within its cue. A name written out holds until the next one, or until marks of a new turn (``>>``).
    """
    named: str | None = None
    shown: set[str] = set()
    for caption in captions:
        stretches = list(_stretches(caption))
        remarks: list[_Remark] = []
        for voice, line in stretches:
            # Live captions roll up: each cue shows the lines of the one before again.
            if line in shown:
                continue
            turn = _TURN.match(line)
            words = line[turn.end() :] if turn else line
            utterance = None if voice else split_utterance(words)
            if utterance:
                named, words = utterance
            elif turn:
                named = None
            speaker = voice or named
            if turn or not remarks or remarks[-1].speaker != speaker:
                remarks.append(_Remark(_clock(caption.start), speaker, bool(turn or utterance), []))
            remarks[-1].lines.append(words)
        shown = {line for _, line in stretches}
        yield from remarks


def _stretches(caption: Caption) -> Iterator[tuple[str | None, str]]:
    """Plain lines of a cue, each with the voice that speaks it; a line may hold several voices."""
    voice: str | None = None
    for raw in caption.lines:
        for index, part in enumerate(_VOICE.split(raw)):
            if index % 2:
                voice = _voice(tidy(html.unescape(part)))
            elif line := tidy(html.unescape(_TAG.sub("", part))):
                yield voice, line


def _voice(tag: str) -> str | None:
    """The speaker of a voice tag: "Li Na, Head of Trade" has a role behind the comma."""
    name, _, role = (part.strip() for part in tag.replace("，", ",").partition(","))
    return with_role(name, role) or None


def _clock(stamp: str) -> str:
    hours, minutes, seconds = stamp.partition(".")[0].split(":")
    return f"{int(hours):02}:{minutes}:{seconds}"


def _paragraphs(remarks: Iterable[_Remark]) -> Iterator[Piece]:
    """Remarks of one speaker joined up to the end of a sentence, at about 400 characters."""
    current: _Remark | None = None
    for remark in remarks:
        if current and (remark.begins_turn or remark.speaker != current.speaker or _is_full(current)):
            yield _piece(current)
            current = None
        if current is None:
            current = remark
        else:
            current.lines += remark.lines
    if current:
        yield _piece(current)


def _is_full(remark: _Remark) -> bool:
    length = sum(map(len, remark.lines))
    return length >= _TOO_MUCH or (length >= _ENOUGH and ends_sentence(remark.lines[-1]))


def _piece(remark: _Remark) -> Piece:
    return Piece(BlockKind.PARAGRAPH, join_lines(remark.lines), speaker=remark.speaker, time=remark.time)
