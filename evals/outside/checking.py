"""What is measured on changed facts and model-written summaries: a checker, and the plain one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from evals.support import supports


class Checker(Protocol):
    """Tells whether sources support a claim."""

    def __call__(self, claim: str, *, sources: Sequence[str], question: str) -> bool:
        """Whether the claim, made in answer to the question (possibly none), is supported."""
        ...


def by_overlap(claim: str, *, sources: Sequence[str], question: str) -> bool:
    """All quantities of the claim stand in the sources, and most of its words; the question is not looked at."""
    return supports("\n".join(sources), claim)
