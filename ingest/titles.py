"""A title for a document that states none: what it shows as one, or else the name that its file was given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import unquote

from assistant.domain import Block, BlockKind
from ingest.readers.formats import SUFFIXES
from ingest.readers.prose import tidy, width
from ingest.readers.stated import says_nothing

LONGEST = 120
"""Columns of the longest line that may be a title."""
CUT = 80
"""Columns to which a first line that is none is cut."""
_FEW = 4
"""How many names of sheets, columns or speakers stand for what has no other name."""

_DATE = re.compile(
    r"(?:(?<![^\W\d_])GMT)?(?<!\d)(?:19|20)\d\d([-_./]?)(?:0[1-9]|1[0-2])(?:\1(?:0[1-9]|[12]\d|3[01]))?"
    r"(?:[-_ T]?[0-2]\d[-_.:]?[0-5]\d(?:[-_.:]?[0-5]\d)?)?(?!\d)"
    r"|(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}[日号])?"
)
_VERSION = re.compile(
    r"(?<![^\W_])(?:(?:recording|transcript|subtitles?)\d*|v(?:er(?:sion)?)?[ ._]?\d+(?:\.\d+)*|rev\.?[ _]?\d+|final|copy(?: of)?|clean)(?![^\W_])"
    r"|最终版|最终稿|终稿|定稿|的?副本|录制文件|录音|字幕|逐字稿",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[(（]\d{1,3}[)）]")
_PARTING = re.compile(r"[\s_+]+|(?<=[^\W\d_])-(?=\w)|(?<=\w)-(?=[^\W\d_])")
_EDGES = re.compile(r"^[\s\-–—_.,;~]+|[\s\-–—_.,;~(（\[]+$")
_SHEET = re.compile(
    r"(?:sheet|table|data|tabelle|feuil|hoja|foglio|planilha|blad|arkusz|munka|лист|工作表|表|シート)[\s_]*\d*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.。!！;；,，:：]$")


def title_for(
    name: str, text: str, blocks: Sequence[Block] = (), *, shown: str = "", named_by_file: bool = False
) -> str:
    """A title that a reader recognises.

    Args:
        name: the file's name or path.
        text: the document's text.
        blocks: its blocks.
        shown: what it shows in its largest letters, or above its table.
        named_by_file: whether its name says better what it is than its first words, as with tables.
    """
    first = blocks[0] if blocks else None
    named_by_file = named_by_file or (first is not None and first.speaker is not None)
    telling = name_of(name)
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    own = (_of_table(text, blocks), _of_speakers(blocks)) if named_by_file else (_heading(first, line),)
    names = (telling, *own) if named_by_file else (*own, telling)
    return shown or next((each for each in names if each), "") or _cut(line) or _stem(name)


def is_sheet_name(name: str) -> bool:
    """Whether a sheet's name is the program's own, such as ``Sheet1``, and says nothing."""
    return _SHEET.fullmatch(name.strip()) is not None


def name_of(path: str) -> str:
    """What a file is called, without folder, suffix, date, version and joining signs; empty when that says nothing.

    A year that stands alone stays: it tells one edition from another.
    """
    stem = _stem(path)
    for each in (_DATE, _COUNTED):
        stem = each.sub(" ", stem)
    words = _PARTING.sub(" ", stem)
    words = _VERSION.sub(" ", words)
    before = None
    while before != words:
        before, words = words, _EDGES.sub("", tidy(words).replace("( )", " ").replace("（ ）", " "))
    telling = not says_nothing(words) and width("".join(filter(str.isalpha, words))) >= 4
    return words if telling else ""


def _stem(path: str) -> str:
    name = unquote(PurePath(path.replace("\\", "/")).name) or path
    # A name such as "Law No. 5" has a full stop and no suffix.
    return PurePath(name).stem if PurePath(name).suffix.lower() in SUFFIXES else name


def _heading(first: Block | None, line: str) -> str:
    """The first line, where it looks like a title: a heading, or a short line that is no sentence."""
    heading = first is not None and first.kind is BlockKind.HEADING
    if width(line) > LONGEST:
        return ""
    return line if heading or not _SENTENCE.search(line) else ""


def _of_table(text: str, blocks: Sequence[Block]) -> str:
    """The names that people gave to the sheets, or else the names of the first table's columns."""
    headings = [text[block.start : block.end] for block in blocks if block.kind is BlockKind.HEADING]
    if sheets := [name for name in headings if not is_sheet_name(name)]:
        return _few(sheets)
    header = next((block for block in blocks if block.kind is BlockKind.HEADER_ROW), None)
    return "" if header is None else _few([text[cell.start : cell.end] for cell in header.cells])


def _of_speakers(blocks: Sequence[Block]) -> str:
    """Who speaks, for a recording that has no other name."""
    return _few(list(dict.fromkeys(block.speaker for block in blocks if block.speaker)))


def _few(names: Sequence[str]) -> str:
    given = [name for name in names if name]
    return _cut(" · ".join(given[:_FEW]) + (" …" if len(given) > _FEW else ""))


def _cut(line: str) -> str:
    """A long line's beginning, cut at a word."""
    if width(line) <= LONGEST:
        return line.rstrip("。；;")
    cut = line[: CUT if line.isascii() else CUT // 2]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" .。，,；;") + "…"
