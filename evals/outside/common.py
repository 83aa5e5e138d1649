"""What all outside suites share: figures with intervals, the parts of the data, and what a retrieving system must do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from evals.errors import EvalError
from evals.summary import RESAMPLES, SEED, mean_of

Part = Literal["tune", "report", "all"]
Progress = Callable[[int, int], None]
"""Hears how many steps are done, of how many."""

T = TypeVar("T")
R = TypeVar("R", bound="HasSplit")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with its 95% bootstrap interval."""

    name: str
    """In the field's terms, such as ``zh→en success@1``."""
    value: float
    low: float
    high: float
    n: int
    note: str = ""


class Found(Protocol):
    """One passage that was found, with its place in the text that was ingested."""

    @property
    def document_id(self) -> str:
        """Id under which the text was ingested."""

    @property
    def text(self) -> str:
        """The words that a reader gets."""

    @property
    def start(self) -> int:
        """First character in the ingested text."""

    @property
    def end(self) -> int:
        """Character behind the last one in the ingested text."""


class Searcher(Protocol):
    """A system whose retrieval is measured."""

    def ingest(self, documents: Iterable[tuple[str, str]]) -> None:
        """Take in texts, each with its id."""

    def retrieve(self, question: str, *, k: int) -> Sequence[Found]:
        """Up to ``k`` passages, best first."""


class HasSplit(Protocol):
    """A row that belongs to one part."""

    @property
    def split(self) -> Literal["tune", "report"]:
        """The part."""


def chosen(rows: Sequence[R], part: Part, limit: int | None) -> list[R]:
    """The rows of a part; with a limit so many of them, spread evenly over the part.

    Raises:
        EvalError: the part holds nothing.
    """
    return spread([row for row in rows if part in {"all", row.split}], limit, what=f"part {part!r}")


def spread(rows: Sequence[T], limit: int | None, *, what: str = "the data") -> list[T]:
    """At most ``limit`` rows, spread evenly.

    Raises:
        EvalError: there is no row.
    """
    if not rows:
        raise EvalError(f"There is no item in {what}; an empty run proves nothing.")
    if limit is None or limit >= len(rows):
        return list(rows)
    return [rows[place * len(rows) // limit] for place in range(limit)]


GIVE_UP = 25
"""When so many first steps all crash, it is the run that is broken."""


class Steps:
    """Counts steps for a progress listener, and the crashes of the system under test.

    A crash scores what the caller makes of None: nothing vanishes from a mean.
    """

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._done = 0
        self._crashes: list[str] = []

    def attempt(self, action: Callable[[], T]) -> T | None:
        """One step: its value, or None when the system crashed.

        Raises:
            EvalError: all steps crashed so far, and there were many.
        """
        try:
            return action()
        except Exception as error:
            self._crashes.append(f"{type(error).__name__}: {error}"[:120])
            if len(self._crashes) == GIVE_UP == self._done + 1:
                raise EvalError(f"The first {GIVE_UP} steps all crashed, the last with {self._crashes[-1]}") from error
            return None
        finally:
            self._done += 1
            if self._progress is not None:
                self._progress(self._done, self._total)

    @property
    def crashes(self) -> int:
        """How many steps crashed so far."""
        return len(self._crashes)

    def note(self, text: str, *, since: int = 0) -> str:
        """A figure's note, with the crashes after the first ``since`` ones."""
        crashes = self._crashes[since:]
        told = f"{len(crashes)} crashed and count as wrong (first: {crashes[0]})" if crashes else ""
        return joined(text, told)


def joined(*notes: str) -> str:
    """Some notes as one; empty ones are left out."""
    return "; ".join(note for note in notes if note)


def share(name: str, values: Sequence[float], note: str = "") -> Figure:
    """The mean of some values in [0, 1], or of any others."""
    if not values:
        return Figure(name, 0.0, 0.0, 0.0, 0, joined(note, "there was nothing to measure"))
    mean = mean_of(values)
    return Figure(name, mean.value, mean.low, mean.high, mean.n, note)


def median(name: str, values: Sequence[float], note: str = "") -> Figure:
    """The median of some values."""
    if not values:
        return share(name, values, note)
    array = np.asarray(values, dtype=float)
    low, high = _interval(np.median(_resampled(array), axis=1))
    return Figure(name, float(np.median(array)), low, high, len(array), note)


def balanced_accuracy(name: str, positives: Sequence[float], negatives: Sequence[float], note: str = "") -> Figure:
    """Mean of the two classes' shares of right decisions; resampled within each class.

    ``positives`` and ``negatives`` hold 1 for each right decision and 0 for each wrong one. A class without items is
    left out, and the note says so.
    """
    classes = [np.asarray(values, dtype=float) for values in (positives, negatives) if values]
    if len(classes) < 2:
        note = joined(note, "only one class has items")
    if not classes:
        return share(name, (), note)
    value = float(np.mean([values.mean() for values in classes]))
    low, high = _interval(np.mean([_resampled(values).mean(axis=1) for values in classes], axis=0))
    return Figure(name, value, low, high, len(positives) + len(negatives), note)


def _resampled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    places = np.random.default_rng(SEED).integers(0, len(values), (RESAMPLES, len(values)))
    drawn: NDArray[np.float64] = values[places]
    return drawn


def _interval(statistics: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.percentile(statistics, (2.5, 97.5)).tolist()
    return low, high
