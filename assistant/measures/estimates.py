"""The values of an estimate: what a user gives, the printed lines, the result and what makes it doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.measure import FiledMeasure, Money, Range
from assistant.measures.money import ExchangeRate


class Verdict(StrEnum):
    """How far an estimate came."""

    COMPUTED = "computed"
    BELOW_MINIMUM = "below_minimum"
    ABOVE_MAXIMUM = "above_maximum"
    NO_FIGURE = "no_figure"
    """The documents state no rate and no amount."""
    NO_BASE = "no_base"
    """The rate is a share of something that was not given."""
    NEEDS_INPUT = "needs_input"
    """A customs value, an investment or a count was not given."""
    OTHER_CURRENCY = "other_currency"
    """Amounts of several currencies, and no rate of exchange from the user."""


class Doubt(StrEnum):
    """What makes an estimate less sure."""

    UPPER_BOUND = "upper_bound"
    BASE_NOT_SAID = "base_not_said"
    SPOKEN = "spoken"
    UNSURE = "unsure"
    LAPSED = "lapsed"
    SOON_LAPSING = "soon_lapsing"
    NOT_YET = "not_yet"
    USERS_RATE = "users_rate"
    ELIGIBLE_SHARE = "eligible_share"
    """The rate is one of eligible cost, and all that was given is taken to be eligible."""
    LIMIT_NOT_COMPARED = "limit_not_compared"


class StepKind(StrEnum):
    """What a line works out."""

    CONVERTED = "converted"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    SUM_OF_RATES = "sum_of_rates"
    SHARE = "share"
    UNITS = "units"
    HIGHER = "higher"
    CAP = "cap"
    FLOOR = "floor"
    FIXED = "fixed"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things that a user gives: ``Count(Decimal(100), "vehicle")``."""

    number: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a user gives to an estimate."""

    on: date
    investment: Money | None = None
    customs_value: Money | None = None
    """Of one vehicle when a count of vehicles is given, unless it is the total."""
    value_is_total: bool = False
    counts: tuple[Count, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One printed line of a calculation."""

    kind: StepKind
    line: str
    """Such as ``20% × EUR 3,000,000 = EUR 600,000``."""
    result: Range | None
    citations: tuple[int, ...]
    """Of the inputs that come from documents; the others are the user's or lines before."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one measure comes to."""

    filed: FiledMeasure
    verdict: Verdict
    steps: tuple[Step, ...] = ()
    result: Range | None = None
    """An amount of ``currency``; without currency a number of ``unit``."""
    currency: str | None = None
    unit: str | None = None
    doubts: tuple[Doubt, ...] = ()
    given: Money | None = None
    """The investment that it was worked out for."""
    wants: str = ""
    """What is missing: ``investment``, ``customs_value``, the words that a rate is a share of, a unit, or a currency."""
