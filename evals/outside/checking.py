"""What is measured on changed facts and model-written summaries: a checker, by default the product's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from evals.support import supported_by_texts


class Checker(Protocol):
    """Tells whether sources support a claim."""

    def __call__(self, claim: str, *, sources: Sequence[str], question: str) -> bool:
        """Whether the claim, made in answer to the question (possibly none), is supported."""
        ...


def by_product(claim: str, *, sources: Sequence[str], question: str) -> bool:
    """What the product's checker says of the claim against the sentences of the sources."""
    return supported_by_texts(claim, sources, question=question)
