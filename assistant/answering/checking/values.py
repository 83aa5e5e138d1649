"""What the checker is given and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Why a statement must not be shown as it is."""

    CITATION = "citation"
    """It cites nothing that there is."""
    FIGURE = "figure"
    """A number, an amount or a percentage of it does not stand in its sources."""
    UNIT = "unit"
    """The number stands there, but of another currency or measure."""
    DATE = "date"
    PLACE = "place"
    """It names a place that its sources neither name nor are about."""
    NAME = "name"
    """It names a programme, body, company or person that its sources do not name."""
    WORDING = "wording"
    """Too few of its words are said there, in either language."""
    BOUND = "bound"
    """It bounds a figure from above where its sources bound it from below, or the other way round."""
    NEGATION = "negation"
    """It denies what its sources do not deny, or the other way round."""


@dataclass(frozen=True, slots=True)
class Found:
    """One fault with the words that it lies in."""

    fault: Fault
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """The smallest thing that can be cited: a sentence, list item or table row, with what is known around it."""

    words: str
    context: str = ""
    """Title, headings, header row and speaker: they say what the words are about, and are not cited."""
    header: str = ""
    """Header row of a table, cited with its rows."""
    passage: str = ""
    """The whole passage: what a sentence calls "it", the one before may name."""
    places: frozenset[str] = frozenset()
    """Codes of the places that its document is filed under."""

    @property
    def cited(self) -> str:
        """All words that a citation of it may show."""
        return f"{self.header}\n{self.words}" if self.header else self.words

    @property
    def near(self) -> str:
        """Its words with those that say what they are about."""
        return f"{self.context}\n{self.cited}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker says of a statement."""

    faults: tuple[Found, ...]
    used: tuple[int, ...]
    """Positions of the sources that it rests on, the one that says most of it first."""
    wording: float
    """Weighted share of its words that they say, in [0, 1]."""

    @property
    def holds(self) -> bool:
        """Whether it may be shown."""
        return not self.faults
