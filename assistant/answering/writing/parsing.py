"""Reading a model's reply while it comes: sentences, list items and table rows, each with the numbers that it cites.

A piece is given out as soon as nothing that may still come can change it: a sentence when the next one begins, an item, a
row or a heading when its line ends. A mark that has only begun (``[1``) is waited for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.language.script import CJK
from assistant.language.sentences import sentence_spans
from assistant.models.prompts import NO_ANSWER, NOT_COVERED

OPEN, CLOSE = r"\[【［", r"\]】］"
_WORD = r"(?:\^|#|来源|资料|文献|引用|证据|段落|sources?|passages?|refs?|citations?|evidence)?\s*[:：]?\s*"
_NUMBER = rf"{_WORD}\d{{1,3}}"
MARK = re.compile(
    rf"[{OPEN}]\s*(?P<numbers>{_NUMBER}(?:\s*(?:[-–—,，、;；&]|and|和)\s*{_NUMBER})*)\s*(?:†[^{CLOSE}]*)?[{CLOSE}](?!\()",
    re.IGNORECASE,
)
BEGUN = re.compile(rf"[{OPEN}][^{CLOSE}\n]{{0,60}}$")
END = re.compile(r"[。！？!?](?:[”’」』）)\"*_]*)|\.(?:[”’\")*_]*)(?=\s|[\[【［]|$)")
MARKS_BEHIND = re.compile(rf"(?:\s*{MARK.pattern}[。.]?)+", re.IGNORECASE)
HEADING = re.compile(r"#{1,6}\s+")
ITEM = re.compile(r"\s*(?:[-*•·–]\s+|\d{1,2}[.)]\s+|\d{1,2}[、．]\s*|[（(]\d{1,2}[)）]\s*)")
RULER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
IGNORED = re.compile(r"\s*(?:```.*|[-*_]{3,})\s*")
LINK = re.compile(r"\[([^\]\n]{1,200})\]\([^)\s]{1,400}\)")
EMPTY = re.compile(r"[（(]\s*[)）]")
BOLD = re.compile(r"\*\*|__|`|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
LONGEST_LINE = 4000
"""Characters after which a line without an end is taken to have ended."""


class PieceKind(StrEnum):
    """What a piece of a reply is."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    HEADER_ROW = "header_row"
    HEADING = "heading"
    NOT_COVERED = "not_covered"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Piece:
    """One finished piece of a reply."""

    kind: PieceKind
    text: str
    """Its words without marks and formatting; of a row the cells joined by `` | ``."""
    marks: tuple[int, ...] = ()
    """Numbers that it cites, each once."""
    cells: tuple[str, ...] = ()


class ReplyParser:
    """Takes a reply piece by piece as it comes; knows nothing of evidence."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._line = ""
        self._begun = False
        """Whether a part of the line has been given out already."""
        self._in_item = False
        self._row: list[str] | None = None
        self._row_marks: tuple[int, ...] = ()
        self._in_table = False

    def feed(self, text: str) -> Iterator[Piece]:
        """The pieces that are finished with this text."""
        self._line += text.replace("\r\n", "\n").replace("\r", "\n")
        while "\n" in self._line:
            line, _, rest = self._line.partition("\n")
            yield from self._whole_line(line)
            self._line = rest
        if len(self._line) > LONGEST_LINE:
            yield from self._whole_line(self._line)
            self._line = ""
        yield from self._early()

    def finish(self, *, cut: bool = False) -> Iterator[Piece]:
        """The pieces that are left at the end; when the reply was ``cut`` off, what is not a whole sentence is left out."""
        line, self._line = self._line, ""
        if cut and not END.search(line[-3:]) and not MARK.search(line[-12:]):
            line = ""
        yield from self._whole_line(line)
        yield from self._held_row(header=False)

    def _whole_line(self, line: str) -> Iterator[Piece]:
        begun, in_item = self._begun, self._in_item
        self._begun = self._in_item = False
        if not begun:
            special = self._special(line)
            if special is not None:
                yield from special
                return
            yield from self._held_row(header=False)
            self._in_table = False
            if match := ITEM.match(line):
                in_item, line = True, line[match.end() :]
        kind = PieceKind.ITEM if in_item else PieceKind.SENTENCE
        for sentence in self._sentences(line, whole=True)[0]:
            if piece := _piece(kind, sentence):
                yield piece

    def _special(self, line: str) -> Iterator[Piece] | None:
        """What a line is that is no prose; None when it is prose."""
        plain = line.strip().strip("*_` ")
        if not plain or IGNORED.fullmatch(line):
            return iter(())
        if plain.rstrip(".。") == NO_ANSWER:
            return iter((Piece(PieceKind.NO_ANSWER, plain),))
        if plain.upper().startswith(NOT_COVERED):
            said = _clean(MARK.sub("", plain[len(NOT_COVERED) :]))
            return iter((Piece(PieceKind.NOT_COVERED, said),)) if said else iter(())
        if match := HEADING.match(line.lstrip()):
            said = _clean(MARK.sub("", line.lstrip()[match.end() :]))
            return iter((Piece(PieceKind.HEADING, said),)) if said else iter(())
        if line.lstrip().startswith("|"):
            return self._table_line(line)
        return None

    def _table_line(self, line: str) -> Iterator[Piece]:
        if RULER.fullmatch(line):
            yield from self._held_row(header=not self._in_table)
            self._in_table = True
            return
        yield from self._held_row(header=False)
        self._row_marks = _numbers(line)
        self._row = [_clean(MARK.sub("", cell)) for cell in line.strip().strip("|").split("|")]

    def _held_row(self, *, header: bool) -> Iterator[Piece]:
        """A row is held back until the next line tells whether it is a header."""
        if self._row is not None and any(self._row):
            # A cell that held nothing but marks is no column.
            cells = tuple(cell for place, cell in enumerate(self._row) if cell or place < len(self._row) - 1)
            kind = PieceKind.HEADER_ROW if header else PieceKind.ROW
            yield Piece(kind, " | ".join(cells), self._row_marks, cells)
        self._row = None

    def _early(self) -> Iterator[Piece]:
        """Sentences at the beginning of a line that has not ended."""
        start = self._line.lstrip()
        if not self._begun:
            if not start or start[0] in "#|`" or NOT_COVERED.startswith(start[: len(NOT_COVERED)].upper()):
                return
            if start.startswith(NO_ANSWER) or NO_ANSWER.startswith(start) or len(start) < 4:
                return
        line, in_item = self._line, self._in_item
        if not self._begun and (match := ITEM.match(line)):
            in_item, line = True, line[match.end() :]
        sentences, rest = self._sentences(line, whole=False)
        if not sentences:
            return
        yield from self._held_row(header=False)
        self._in_table = False
        self._begun, self._in_item, self._line = True, in_item, rest
        kind = PieceKind.ITEM if in_item else PieceKind.SENTENCE
        for sentence in sentences:
            if piece := _piece(kind, sentence):
                yield piece

    def _sentences(self, line: str, *, whole: bool) -> tuple[list[str], str]:
        """Whole sentences of a line with the marks behind them, and what is left; all when the line is ``whole``."""
        found: list[str] = []
        start = 0
        for match in END.finditer(line):
            if match.start() < start:
                continue
            cut = match.end()
            behind = MARKS_BEHIND.match(line, cut)
            cut = behind.end() if behind else cut
            after = line[cut:]
            if not whole and (not after.strip() or BEGUN.search(after.lstrip()[:1]) or BEGUN.match(after.lstrip())):
                break  # more marks may come
            if match.group()[0] == "." and not self._ends(line[start:cut], after):
                continue
            found.append(line[start:cut])
            start = cut
        if whole:
            return [*found, line[start:]], ""
        return found, line[start:]

    def _ends(self, sentence: str, after: str) -> bool:
        """Whether a full stop of Latin text ends a sentence, and is none of an abbreviation."""
        following = after.lstrip()
        if not following:
            return True
        if re.match(rf"[{CJK}]", following):
            return True
        plain = MARK.sub("", sentence).strip()
        spans = sentence_spans(f"{plain} {following[:40]}", language="en")
        return any(span.end == len(plain) for span in spans)


def _piece(kind: PieceKind, sentence: str) -> Piece | None:
    text = _clean(MARK.sub("", sentence))
    return Piece(kind, text, _numbers(sentence)) if re.search(r"\w", text) else None


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of all marks of a text, ranges spelt out, each once."""
    found: list[int] = []
    for match in MARK.finditer(text):
        parts = re.findall(r"\d+|[-–—]", match["numbers"])
        for place, part in enumerate(parts):
            if part.isdigit():
                found.append(int(part))
            elif 0 < place < len(parts) - 1 and parts[place + 1].isdigit():
                found.extend(range(found[-1] + 1, min(int(parts[place + 1]), found[-1] + 20)))
    return tuple(dict.fromkeys(found))


def _clean(text: str) -> str:
    """Words without formatting: what is shown is plain text."""
    text = BOLD.sub("", LINK.sub(r"\1", text))
    text = EMPTY.sub("", re.sub(r"\s+", " ", text))
    return re.sub(r"\s+([。，；：！？、,.;:!?）)])", r"\1", text).strip(" >")
