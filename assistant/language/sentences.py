"""Cutting prose into sentences with exact spans, in both scripts."""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

from assistant.domain import Span
from assistant.language.script import CJK

CHINESE_END = re.compile(r"[。！？；]+[”’」』）]*|(?<=[" + CJK + r"])[!?]+")
SHORTENED = re.compile(r"\b(?:max|min|approx|ca|incl|excl|nos?|art|para|sec)\.\s*$", re.IGNORECASE)
"""Before a figure a shortened word, which ends no sentence: ``max. EUR 6 million``."""
FIGURE = re.compile(r"\s*(?:[A-Z]{3}\s|[€$£¥])?\s?\d")
TOO_SHORT = 2
"""Pieces of fewer characters are joined to their neighbour: a lone quotation mark is no sentence."""


def sentence_spans(text: str, *, language: str) -> list[Span]:
    """Spans of the sentences of one paragraph, without the blanks around them, in order.

    Chinese is cut after its own full stops, and after semicolons, which in official texts part whole provisions; other
    languages by ``sentencex``, which knows their abbreviations.
    """
    cuts = [match.end() for match in CHINESE_END.finditer(text)] if language == "zh" else _latin_cuts(text)
    spans: list[Span] = []
    start = 0
    for cut in [*cuts, len(text)]:
        piece = text[start:cut]
        stripped = piece.strip()
        if not stripped:
            start = cut
            continue
        left = start + len(piece) - len(piece.lstrip())
        if len(stripped) < TOO_SHORT and spans:
            spans[-1] = Span(spans[-1].start, left + len(stripped))
        else:
            spans.append(Span(left, left + len(stripped)))
        start = cut
    return spans


def _latin_cuts(text: str) -> list[int]:
    # sentencex counts in characters of the text that it was given.
    cuts = [int(boundary["end_index"]) for boundary in get_sentence_boundaries("en", text)]
    return [cut for cut in cuts if not (FIGURE.match(text, cut) and SHORTENED.search(text[max(0, cut - 10) : cut]))]
