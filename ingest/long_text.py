"""Cutting what has no structure and no sentence ends, by LangChain's recursive splitter."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.domain import Span
from assistant.language.words import weigh_tokens

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SEPARATORS = ["\n\n", "\n", "。", "；", ";", "，", ", ", " ", ""]

FRACTIONS = 15
"""Parts of a token that the splitter counts in: it adds up whole numbers, and rounding each word would lose a third."""


def _length(text: str) -> int:
    return round(weigh_tokens(text) * FRACTIONS)


@lru_cache(maxsize=8)
def _splitter(most: int) -> RecursiveCharacterTextSplitter:
    # Hardly any document needs it, and it takes long to import.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    # Offsets are computed from the pieces, which are kept as they stand.
    return RecursiveCharacterTextSplitter(
        chunk_size=most * FRACTIONS,
        chunk_overlap=0,
        length_function=_length,
        separators=SEPARATORS,
        keep_separator="end",
        strip_whitespace=False,
    )


def cut_long(text: str, span: Span, *, most: int) -> list[Span]:
    """A span of a text, cut into spans of at most about ``most`` tokens if it is longer; blanks around are left out."""
    words = text[span.start : span.end]
    if weigh_tokens(words) <= most and len(words) <= most * 12:
        return [span]
    spans = []
    position = span.start
    for piece in _splitter(most).split_text(words):
        # A run without any token, such as a line of dots, still must not grow without end.
        for start in range(0, len(piece), most * 12):
            part = piece[start : start + most * 12]
            left = position + start + len(part) - len(part.lstrip())
            if part.strip():
                spans.append(Span(left, left + len(part.strip())))
        position += len(piece)
    return spans
