"""Programmes of a country in a question that is put to another one: its own are others, and what they are for is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.script import has_han
from assistant.question.names import Named

PROGRAMME = "programme"
"""Kind of the glossary's names of programmes: each belongs to the country that pays for it."""
OF_A_PROGRAMME = re.compile(
    r"补贴|补助|激励|优惠|抵免|减免|免税|退税|奖励|扶持|贷款|subsid|incentive|\bgrants?\b|\baid\b|tax credit|premium|allowance|\bloans?\b",
    re.IGNORECASE,
)
"""Words that say what a programme gives."""
NUMERAL = re.compile(r"\s+[IVX]+\b")
"""The number of a call: ``PERTE VEC IV``."""


def without_programmes(
    old: Sequence[Named], changes: list[tuple[int, int, str]], question: str
) -> list[tuple[int, int, str]]:
    """Changes with the names of the old country's programmes taken out as well: what is asked is what they are for.

    Args:
        old: what the question names.
        changes: beginning, end and new words of what changes already; a place within a programme's name is kept beside it.
        question: the question that was put to the old country.
    """
    for programme in old:
        start, end = programme.start, programme.end
        if programme.kind != PROGRAMME or OF_A_PROGRAMME.search(question[start:end]):
            continue  # ``加泰罗尼亚资本支出补贴`` says itself what it is
        if ordinal := NUMERAL.match(question, end):
            end = ordinal.end()
        within = [change for change in changes if start <= change[0] and change[1] <= end]
        changes = [change for change in changes if change not in within]
        place = next((words for _, _, words in within if words), "")
        rest = f"{question[:start]} {question[end:]}"
        if OF_A_PROGRAMME.search(rest):
            matter = ""
        elif has_han(question):
            matter = "的投资激励"
        else:
            matter = " investment incentives" if place else "investment incentives"
        changes.append((start, end, f"{place}{matter}"))
    return changes


def applied(changes: Sequence[tuple[int, int, str]], text: str) -> str:
    """A text with other words at some places: beginning, end, and what stands there instead."""
    for start, end, words in sorted(changes, reverse=True):
        text = text[:start] + words + text[end:]
    return re.sub(r"\s{2,}", " ", text).strip(" ，,").removeprefix("的")
