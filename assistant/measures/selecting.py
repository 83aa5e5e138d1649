"""Which measures are wanted: by place, instrument, words, day and rate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.language.places import EU_MEMBERS, country_of
from assistant.measure import FiledMeasure, Instrument
from assistant.measures.matching import Matcher, text_of
from assistant.measures.validity import Status, status_of

HOLDS = frozenset({Status.IN_FORCE, Status.SOON_LAPSING, Status.UNDATED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller looks for; an empty field asks for nothing."""

    jurisdictions: tuple[str, ...] = ()
    """Codes of places. A country stands for its regions too, a region for its country too."""
    instruments: tuple[Instrument, ...] = ()
    text: str = ""
    """Words that programme, object, conditions or document must hold, in either language."""
    applies_to: str = ""
    """A sector or sort of company, goods or project."""
    in_force_on: date | None = None
    minimum_rate: Decimal | None = None
    """Percent that the rate must reach."""


def places_where(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """The places among those known whose measures hold at a place, the nearest first.

    Its own, those of its regions or country, and for a member of the European Union those of the Union.
    """
    country = country_of(code)
    found = [one for one in known if one in (code, country) or country_of(one) == code]
    if country in EU_MEMBERS:
        found.extend(one for one in known if one == "EU" and one != code)
    return tuple(sorted(found, key=lambda one: (one != code, one == "EU", one)))


def codes_for(wanted: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """The codes to ask the catalogue for when some places are wanted."""
    return tuple(dict.fromkeys(one for code in wanted for one in places_where(code, known)))


def select(measures: Iterable[FiledMeasure], wanted: Wanted, matcher: Matcher) -> list[FiledMeasure]:
    """The measures that pass, in their order; with words, those that say most of them first.

    Places and instruments are the catalogue's to select; see :func:`codes_for`.
    """
    kept = [filed for filed in measures if _passes(filed, wanted)]
    for words, where in ((wanted.text, text_of), (wanted.applies_to, text_of)):
        if words.strip():
            kept = matcher.holding(words, kept, where)
    return kept


def _passes(filed: FiledMeasure, wanted: Wanted) -> bool:
    measure = filed.measure
    if wanted.instruments and measure.instrument not in wanted.instruments:
        return False
    if wanted.in_force_on is not None and status_of(filed, on=wanted.in_force_on) not in HOLDS:
        return False
    if wanted.minimum_rate is not None:
        top = None if measure.rate is None else measure.rate.high if measure.rate.high is not None else measure.rate.low
        return top is not None and top >= wanted.minimum_rate
    return True
