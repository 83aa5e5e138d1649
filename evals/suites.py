"""The suites: which samples a run asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from evals.errors import EvalError
from evals.samples import Sample

SMOKE_SHARE = 4
"""One sample in so many is in ``smoke``, beside all hostile ones."""


def _in_smoke(sample: Sample) -> bool:
    drawn = int(hashlib.sha256(sample.id.encode()).hexdigest(), 16) % SMOKE_SHARE == 0
    return drawn or "injection" in sample.tags


SUITES: dict[str, Callable[[Sample], bool]] = {
    "smoke": _in_smoke,
    "full": lambda _: True,
    "retrieval": lambda sample: bool(sample.documents),
    "hostile": lambda sample: bool({"injection", "false-premise", "unanswerable"} & set(sample.tags)),
}
"""Suites by name, each telling whether a sample belongs to it."""


def select(samples: Sequence[Sample], suite: str, *, split: str | None = None, tag: str | None = None) -> list[Sample]:
    """The samples of a suite, possibly of one split or tag only.

    Raises:
        EvalError: there is no such suite, or it holds no sample: an empty run proves nothing.
    """
    if suite not in SUITES:
        raise EvalError(f"There is no suite {suite!r}; choose one of {', '.join(SUITES)}, or outside:NAME.")
    chosen = [
        sample
        for sample in samples
        if SUITES[suite](sample) and (split is None or sample.split == split) and (tag is None or tag in sample.tags)
    ]
    if not chosen:
        raise EvalError(f"Suite {suite!r} holds no sample with these filters; an empty run is no pass.")
    return chosen
