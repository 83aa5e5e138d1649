"""Cutting what has no structure and no sentence ends, by LangChain's recursive splitter."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.domain import Span
from assistant.language.words import estimate_tokens

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SEPARATORS = ["\n\n", "\n", "。", "；", ";", "，", ", ", " ", ""]


@lru_cache(maxsize=8)
def _splitter(most: int) -> RecursiveCharacterTextSplitter:
    # Hardly any document needs it, and it takes long to import.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    # Offsets are computed from the pieces, which are kept as they stand.
    return RecursiveCharacterTextSplitter(
        chunk_size=most,
        chunk_overlap=0,
        length_function=estimate_tokens,
        separators=SEPARATORS,
        keep_separator="end",
        strip_whitespace=False,
    )


def cut_long(text: str, span: Span, *, most: int) -> list[Span]:
    """A span of a text, cut into spans of at most about ``most`` tokens if it is longer; blanks around are left out."""
    words = text[span.start : span.end]
    if estimate_tokens(words) <= most and len(words) <= most * 12:
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
