"""From the lines of printed pages to paragraphs: what was laid out for paper is put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.prose import ends_sentence, join_lines, tidy, width

_EDGE_LINES = 3
"""Running headers and footers are looked for in so many lines at the top and at the bottom."""
_OFTEN = 3
"""Pages on which a line is no chance."""
_NARROWEST = 40
"""Columns; even in two columns a full line is not narrower, but lines of slides and notices are."""
_NUMBER = re.compile(r"\d+")
_BARE_NUMBER = re.compile(
    r"[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*|第\s*\d+\s*页.*", re.IGNORECASE
)
BULLET = re.compile(r"[•·▪◦‣●○■□➢]\s*")
_NUMBERED = re.compile(
    r"\(?\d{1,2}[.)、]\s*(?=[^\s\d])|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、"
    r"|第\s*[一二三四五六七八九十百零\d]+\s*[章节条]"
)
_FIGURE = re.compile(r"[$€£¥(]*[-–—+]?\d[\d.,]*[)%]*|[—–-]|[$€£¥%]|N/?A", re.IGNORECASE)
_TYPED = str.maketrans("‘’“”–—‑", "''\"\"---")
"""Quotes and dashes as keyboards have them: outlines are often typed, texts are set."""
_SPLIT_NUMBER = re.compile(r"(?<=\w)-\n(?=\d)")
_SPLIT_WORD = re.compile(r"\b(\w*[a-z])-\n([a-z]\w*)")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph-to-be of a page, with the depth of the heading that it is, or 0."""

    text: str
    level: int = 0


def running_lines(pages: Sequence[Sequence[str]]) -> list[set[int]]:
    """By page, the indexes of headers, footers and page numbers that come back on many pages.

    Args:
        pages: the lines of each page from top to bottom.
    """
    counts = Counter(key for number, page in enumerate(pages, start=1) for key in _edge_keys(page, number))
    # Headers may differ between left and right pages, so half of the pages is too much to ask.
    enough = max(_OFTEN, len(pages) * 0.4)
    again = _come_again(pages)
    running: list[set[int]] = []
    for number, page in enumerate(pages, start=1):
        found: set[int] = set()
        printed = [index for index, line in enumerate(page) if line.strip()]
        for edge in (printed[:_EDGE_LINES], printed[::-1][:_EDGE_LINES]):
            for index in edge:
                line = page[index]
                if tidy(line) not in again[number - 1] and not any(
                    counts[key] >= enough for key in _keys(line, number)
                ):
                    break  # what stands farther in is the body
                found.add(index)
        running.append(found)
    # Pages that are all alike have no body to tell a header from.
    bodies = (line for page, found in zip(pages, running, strict=True) for i, line in enumerate(page) if i not in found)
    return running if any(line.strip() for line in bodies) else [set() for _ in pages]


def _come_again(pages: Sequence[Sequence[str]]) -> list[set[str]]:
    """By page, the lines at its edges that head a run of pages, such as the name of a section; not where the run begins."""
    on: dict[str, list[int]] = {}
    for index, page in enumerate(pages):
        for text in {tidy(page[place]) for place in _edges(page)}:
            if any(character.isalpha() for character in text):
                on.setdefault(text, []).append(index)
    again: list[set[str]] = [set() for _ in pages]
    for text, found in on.items():
        run: list[int] = []
        for index in [*found, len(pages) + _OFTEN]:
            # Left and right pages may have headers of their own.
            if run and index - run[-1] > 2:
                if len(run) >= _OFTEN:
                    for each in run[1:]:
                        again[each].add(text)
                run = []
            run.append(index)
    return again


def _edges(page: Sequence[str]) -> set[int]:
    """Indexes of the lines at the top and at the bottom that are not blank."""
    printed = [index for index, line in enumerate(page) if line.strip()]
    return {*printed[:_EDGE_LINES], *printed[-_EDGE_LINES:]}


def _edge_keys(page: Sequence[str], number: int) -> set[tuple[str, int | None]]:
    return {key for index in _edges(page) for key in _keys(page[index], number)}


def _keys(line: str, number: int) -> Iterator[tuple[str, int | None]]:
    """What a line has in common with its like on other pages.

    Its words; or its words with a number in it that grows as the pages do.
    """
    text = tidy(line)
    yield text, None
    for match in _NUMBER.finditer(text):
        if len(match[0]) <= 4:
            yield f"{text[: match.start()]}#{text[match.end() :]}", int(match[0]) - number


def full_width(pages: Sequence[Sequence[str]]) -> int:
    """Columns of a full line: half of all words stand in lines at least that wide."""
    widths = sorted((width(tidy(line)) for page in pages for line in page), reverse=True)
    covered, total = 0, sum(widths)
    for each in widths:
        covered += each
        if covered * 2 >= total:
            return each
    return 0


def paragraphs(
    lines: Sequence[str], *, full: int, headings: Mapping[str, int], vocabulary: frozenset[str]
) -> list[Line]:
    """Lines of one page joined into paragraphs.

    Args:
        lines: the lines of the page.
        full: columns of a full line of the document, see :func:`full_width`.
        headings: depth of each heading that begins on the page, by :func:`heading_key`.
        vocabulary: words of the document, to tell a hyphen of its own from one at a line's end.
    """
    lines = _without_spacing(lines)
    full = max(full, full_width([lines]), _NARROWEST)
    found: list[Line] = []
    paragraph: list[str] = []
    index = 0
    while index < len(lines):
        heading, used = _heading(lines, index, headings)
        if heading or (paragraph and not _goes_on(paragraph[-1], lines[index], full)):
            found += _closed(paragraph, vocabulary)
            paragraph = []
        if heading:
            found.append(heading)
        else:
            paragraph.append(tidy(lines[index]))
        index += used
    return found + _closed(paragraph, vocabulary)


def _without_spacing(lines: Sequence[str]) -> list[str]:
    """Blank lines end paragraphs, except on pages that have one after nearly every line."""
    printed = [line for line in lines if line.strip()]
    return printed if len(lines) > len(printed) * 1.6 else list(lines)


def heading_key(title: str) -> str:
    """Headings are compared without regard to case, spaces, kinds of quotes and dashes, and dots that lead to a number."""
    return re.sub(r"[\s.·…]+", "", title.translate(_TYPED)).casefold()


def _heading(lines: Sequence[str], index: int, headings: Mapping[str, int]) -> tuple[Line | None, int]:
    """The heading that the next one to three lines make up, and how many lines are used."""
    for used in (1, 2, 3):
        title = join_lines(lines[index : index + used])
        level = headings.get(heading_key(title))
        if level and index + used <= len(lines):
            return Line(title, level), used
    return None, 1


def _closed(paragraph: list[str], vocabulary: frozenset[str]) -> list[Line]:
    text = join_lines(_mend("\n".join(paragraph), vocabulary).split("\n"))
    return [Line(text)] if text and not _BARE_NUMBER.fullmatch(text) else []


def _goes_on(line: str, following: str, full: int) -> bool:
    """Whether the following line continues the sentence of this one."""
    following = tidy(following)
    if not line or not following:
        return False
    if BULLET.fullmatch(line):
        return True
    if BULLET.match(following) or _NUMBERED.match(following) or _is_figures(line) or _is_figures(following):
        return False
    if line[-1] in ",，、":
        return True
    columns = width(line)
    if ends_sentence(line):
        return columns >= full * 0.9
    return columns >= full * 0.75 or following[:1].islower() or not following[:1].isalnum()


def _is_figures(line: str) -> bool:
    """Whether the line looks like a row of a table of figures."""
    words = line.split()
    figures = [word for word in words if _FIGURE.fullmatch(word)]
    return len(figures) >= 2 and len(figures) * 5 >= len(words) * 2


def _mend(text: str, vocabulary: frozenset[str]) -> str:
    """Words divided at a line's end made whole; a hyphen stays if the document writes the word with it."""

    def joined(match: re.Match[str]) -> str:
        whole, hyphenated = match[1] + match[2], f"{match[1]}-{match[2]}"
        # The second hyphen of a compound, as in "year-to-date", is its own.
        compound = text[max(match.start() - 1, 0) : match.start()] == "-"
        keep = compound or (hyphenated.lower() in vocabulary and whole.lower() not in vocabulary)
        return hyphenated if keep else whole

    return _SPLIT_NUMBER.sub("-", _SPLIT_WORD.sub(joined, text))
