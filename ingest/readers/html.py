"""Web pages: main content by trafilatura, without what a visitor of the page cannot see."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.metadata import extract_metadata
from trafilatura.settings import DEFAULT_CONFIG

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import decode, normalise
from ingest.readers.html_tables import captions_above, spread_cells
from ingest.readers.prose import CJK, tidy
from ingest.readers.told import hidden_words
from ingest.readers.unseen import drop_unseen

_NEVER = "//script | //style | //noscript | //template | //nav | //footer | //iframe | //object | //comment()"
_CELL_BREAKS = "//td//br | //th//br"
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# Within a Chinese sentence the line break of the source is no space.
_CJK_BREAK = re.compile(f"(?<=[{CJK}])[ \t]*\n[ \t\n]*(?=[{CJK}])")
_HIDDEN = 20
"""Characters; fewer are a mark of the page's own scripts."""
_INLINE = {"hi", "ref", "del", "lb", "graphic", "span", "a", "b", "i", "em", "strong", "sup", "sub"}


def read_html(content: bytes, *, name: str) -> Reading:
    """Headings, paragraphs, list items and table rows of a page's main content.

    Raises:
        UnreadableDocument: not text, or a page without content, such as one that a script would fill.
    """
    text = _CJK_BREAK.sub("", _XML_DECLARATION.sub("", _decode(content, name)))
    no_content = UnreadableDocument(
        name, "a web page without readable content", "Save the page from a browser after it has loaded."
    )
    try:
        page = lxml_html.document_fromstring(text)
    except (etree.LxmlError, ValueError) as error:
        raise no_content from error
    try:
        reading = _read_page(page)
    except etree.XPathError as error:
        # libxml2 holds ten million elements at once.
        raise UnreadableDocument(
            name, "a web page of more elements than can be looked through", "Split it into several pages."
        ) from error
    if not reading.pieces:
        raise no_content
    return reading


def _read_page(page: Any) -> Reading:
    properties = _properties(page)
    disguised = drop_unseen(page)
    _drop_never(page)
    captions_above(page)
    spread_cells(page)
    for line_break in page.xpath(_CELL_BREAKS):
        line_break.tail = f" {line_break.tail or ''}"  # trafilatura joins the words around it
        line_break.drop_tag()
    body = _main_content(page)
    walk = _Walk()
    if body is not None:
        walk.enter(body)
    missing = (hidden_words(disguised),) if disguised >= _HIDDEN else ()
    return Reading(tuple(walk.pieces), properties, missing=missing)


def _decode(content: bytes, name: str) -> str:
    """A page may name its encoding, and if that fits it is surer than any guess."""
    # A mark at the beginning goes before what the page says.
    stated = None if content.startswith(BOM_UTF8) else _CHARSET.search(content[:4096])
    # UTF-8 is tried first anyway, and a page whose statement can be found byte by byte is not in UTF-16.
    if stated and not stated[1].lower().startswith(b"utf"):
        # Browsers read "gb2312" as its superset, and so must who reads what was written for them.
        encoding = "gb18030" if stated[1].lower().startswith(b"gb") else stated[1].decode("ascii")
        try:
            return normalise(content.decode(encoding))
        except (UnicodeError, LookupError):
            pass  # the statement is wrong, as it often is
    return decode(content, name=name)


def _properties(page: Any) -> dict[str, str]:
    """What the page's own metadata states, taken before its scripts are dropped, for they may hold it."""
    stated = extract_metadata(page, date_config={"extensive_search": False, "original_date": True})
    properties = {
        "title": stated.title,
        "publisher": stated.sitename,
        "published": stated.date,
        "language": page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }
    return {key: tidy(value) for key, value in properties.items() if value and value.strip()}


def _drop_never(page: Any) -> None:
    for element in page.xpath(_NEVER):
        if element.getparent() is not None:
            element.drop_tree()


def _main_content(page: Any) -> Any:
    """Trafilatura's tree of the main content.

    On a bare page, without an element that says "here is the article", trafilatura gathers paragraphs and leaves the
    headings behind. Then the body is declared the article, and that is taken unless it says less.
    """
    found = _extract(deepcopy(page))
    headings = page.xpath("//body//*[self::h1 or self::h2 or self::h3 or self::h4][normalize-space()]")
    if not headings or (found is not None and found.find(".//head") is not None):
        return found
    body = page.find("body")
    article = body.makeelement("article")
    article.extend(list(body))
    article.text, body.text = body.text, None
    body.append(article)
    again = _extract(page)
    return again if _length(again) >= _length(found) * 0.8 else found


def _extract(page: Any) -> Any:
    settings = deepcopy(DEFAULT_CONFIG)
    # Counted in characters; what is a stub in English is a full notice in Chinese.
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "40"
    extracted = trafilatura.bare_extraction(page, favor_recall=True, include_comments=False, config=settings)
    return None if extracted is None or isinstance(extracted, dict) else extracted.body


def _length(tree: Any) -> int:
    return 0 if tree is None else len(tidy(" ".join(tree.itertext())))


@dataclass(slots=True)
class _Walk:
    """Turns trafilatura's tree into pieces; the words between two blocks belong to the block around them."""

    pieces: list[Piece] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _groups: int = 0

    def enter(
        self, element: Any, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0, group: int | None = None
    ) -> None:
        """Read a block: what it says itself is of this kind, and blocks within it are of their own."""
        self._words.append(element.text or "")
        for child in element:
            if child.tag == "lb":
                self._words.append(" ")
            elif child.tag in _INLINE:
                self._words += child.itertext()
            else:
                self._close(kind, level, group)
                self._block(child, kind, group)
            self._words.append(child.tail or "")
        self._close(kind, level, group)

    def _block(self, element: Any, kind: BlockKind, group: int | None) -> None:
        match element.tag:
            case "head":
                rend = element.get("rend", "")
                self.enter(element, BlockKind.HEADING, int(rend[1:]) if re.fullmatch("h[1-6]", rend) else 2)
            case "list":
                self.enter(element, BlockKind.ITEM, group=group or self._next_group())
            case "table":
                self._table(element)
            case "code":
                self.enter(element, BlockKind.CODE)
            case _:
                self.enter(element, kind if kind is BlockKind.ITEM else BlockKind.PARAGRAPH, group=group)

    def _table(self, table: Any) -> None:
        group = self._next_group()
        for row in table.iter("row"):
            cells = row.findall("cell")
            words = tuple(_inline_words(cell) for cell in cells)
            if any(words):
                header = all(cell.get("role") == "head" for cell in cells)
                kind = BlockKind.HEADER_ROW if header else BlockKind.ROW
                self.pieces.append(Piece(kind, group=group, cells=words))

    def _close(self, kind: BlockKind, level: int, group: int | None) -> None:
        # Where trafilatura finds no structure, it leaves the lines of the page in one block.
        lines = "".join(self._words).split("\n")
        self._words = []
        for text in map(tidy, lines):
            if text:
                self.pieces.append(Piece(kind, text, level=level, group=group))

    def _next_group(self) -> int:
        self._groups += 1
        return self._groups


def _inline_words(element: Any) -> str:
    for line_break in element.iter("lb"):
        line_break.text = " "
    return tidy("".join(element.itertext()))
