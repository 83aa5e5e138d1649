"""Markdown: CommonMark with tables and strikethrough, and a YAML head."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml
from frontmatter.default_handlers import YAMLHandler
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain import BlockKind
from assistant.errors import InvalidMetadata
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import decoded
from ingest.readers.prose import join_lines, tidy
from ingest.readers.told import missing_of

_HEAD = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPEN_HEAD = re.compile(r"---[ \t]*\n[A-Za-z_]\w*:")


def read_markdown(content: bytes, *, name: str) -> Reading:
    """Headings, paragraphs, list items, table rows and code, free of markup.

    Raises:
        UnreadableDocument: not text.
        InvalidMetadata: the YAML head cannot be parsed; the message names the line.
    """
    text = decoded(content, name=name)
    front_matter, body = _split_head(text.text, name)
    walk = _Walk()
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body):
        walk.step(token)
    stated = (front_matter or {}).get("title")
    title = tidy(stated) if isinstance(stated, str) else ""
    title = title or next((piece.text for piece in walk.pieces if piece.level == 1), "")
    return Reading(tuple(walk.pieces), {"title": title} if title else {}, front_matter, missing=missing_of(text))


def _split_head(text: str, name: str) -> tuple[dict[str, object] | None, str]:
    """The parsed head, or none, and what follows it. Two rules with prose between them are no head."""
    text = text.lstrip("\n")
    head = _HEAD.match(text)
    if head is None:
        if _OPEN_HEAD.match(text):
            raise InvalidMetadata(name, ["line 1 opens front matter that never ends; add a line --- below it"])
        return None, text
    values = _parse_head(head[1], name)
    if isinstance(values, str):
        return None, text
    if values is None:
        return {}, text[head.end() :]
    if not isinstance(values, dict):
        raise InvalidMetadata(name, ["the front matter is not a list of `name: value` lines"])
    return {str(key): value for key, value in values.items()}, text[head.end() :]


def _parse_head(head: str, name: str) -> object:
    try:
        return YAMLHandler().load(head)
    except yaml.MarkedYAMLError as error:
        # What is never closed is noticed only at the end; there the beginning of it says more.
        mark = error.problem_mark
        if error.context_mark and (mark is None or mark.line >= head.count("\n")):
            mark = error.context_mark
        # The head begins on the file's second line, and YAML counts from 0.
        place = f"line {mark.line + 2}" if mark else "somewhere"
        problem = f"front matter, {place}: {error.problem}. Quote values that hold a colon or begin with a mark"
        raise InvalidMetadata(name, [problem]) from error
    except (yaml.YAMLError, ValueError, KeyError, IndexError, AttributeError, RecursionError) as error:
        # PyYAML lets the latter through for impossible dates and numbers, and for tags with unfit values.
        raise InvalidMetadata(name, [f"front matter has a value that cannot be: {error}"]) from error


def _words(inline: Token) -> str:
    """Plain words of inline markup: link targets and raw HTML go, alternative texts of images stay."""
    parts = []
    for token in inline.children or []:
        match token.type:
            case "text" | "code_inline" | "image":
                parts.append(token.content)
            case "softbreak":
                parts.append("\n")
            case "hardbreak":
                parts.append(" ")
            case "html_inline" if token.content.lower().startswith("<br"):
                parts.append(" ")
    return join_lines("".join(parts).split("\n"))


@dataclass(slots=True)
class _Walk:
    """Turns the flat token stream into pieces.

    A list item is written when its own words end: at its end, or where a nested list or another block begins.
    """

    pieces: list[Piece] = field(default_factory=list)
    _groups: int = 0
    _list_depth: int = 0
    _list_group: int = 0
    _item: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _table_group: int = 0
    _opener: Token | None = None

    def step(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._end_item()
                if self._list_depth == 0:
                    self._list_group = self._next_group()
                self._list_depth += 1
            case "bullet_list_close" | "ordered_list_close":
                self._list_depth -= 1
            case "list_item_close":
                self._end_item()
            case "table_open":
                self._table_group = self._next_group()
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._end_row()
            case "heading_open" | "paragraph_open" | "th_open" | "td_open":
                self._opener = token
            case "inline":
                self._take(_words(token))
            case "fence" | "code_block":
                self._add(Piece(BlockKind.CODE, token.content.strip("\n")))

    def _take(self, text: str) -> None:
        opener = self._opener
        if opener is None:
            return
        if opener.type in ("th_open", "td_open"):
            self._cells.append(text)
        elif opener.type == "heading_open":
            self._add(Piece(BlockKind.HEADING, text, level=int(opener.tag[1:])))
        elif self._list_depth:
            self._item.append(text)
        else:
            self._add(Piece(BlockKind.PARAGRAPH, text))

    def _add(self, piece: Piece) -> None:
        self._end_item()
        if piece.text:
            self.pieces.append(piece)

    def _end_item(self) -> None:
        text = join_lines(self._item)
        self._item = []
        if text:
            self.pieces.append(Piece(BlockKind.ITEM, text, group=self._list_group))

    def _end_row(self) -> None:
        self._end_item()
        if any(self._cells):
            kind = BlockKind.HEADER_ROW if self._opener and self._opener.type == "th_open" else BlockKind.ROW
            self.pieces.append(Piece(kind, group=self._table_group, cells=tuple(self._cells)))

    def _next_group(self) -> int:
        self._groups += 1
        return self._groups
