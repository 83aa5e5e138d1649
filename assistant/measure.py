"""Measures: what documents grant, demand or forbid, as data with the words that it was read from.

A rate is in percent (``20`` stands for 20%), an amount in units of its currency, both as exact decimals. Dates are in ISO
form as far as they are stated: ``2026``, ``2026-04`` or ``2026-04-01``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.domain import Metadata, Span
from assistant.organisation import Organisation


class Instrument(StrEnum):
    """By what means a measure works."""

    GRANT = "grant"
    LOAN = "loan"
    GUARANTEE = "guarantee"
    TAX_CREDIT = "tax_credit"
    TAX_EXEMPTION = "tax_exemption"
    """Also a reduced rate of a tax: then ``rate`` is the rate that is paid."""
    CUSTOMS_RELIEF = "customs_relief"
    DUTY = "duty"
    """A customs duty, additional duty or a levy on goods."""
    QUOTA = "quota"
    OBLIGATION = "obligation"
    """Something that must be done or reached, such as a share of local content."""
    DEADLINE = "deadline"
    THRESHOLD = "threshold"
    """A figure from which on something applies."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency."""

    amount: Decimal
    currency: str
    """ISO 4217."""


@dataclass(frozen=True, slots=True)
class Range:
    """What lies from ``low`` to ``high``, both included; None where the words set no bound ("up to 20%" has no ``low``)."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the words stand that a field was read from."""

    field: str
    """Name of a field of :class:`Measure`."""
    span: Span


@dataclass(frozen=True, slots=True)
class Measure:
    """One programme's rate, cap, duty, quota, duty to act or date, for one place."""

    id: str
    """Stable over versions of its document as long as its words stay."""
    document_id: str
    version: int
    programme: str
    """As its document names it."""
    jurisdiction: str
    """Whose measure it is: ISO 3166-1 alpha-2 or 3166-2 code, or a CLDR grouping such as ``EU``."""
    instrument: Instrument
    spans: tuple[Span, ...]
    """The words that it was read from, its main statement first."""
    programme_en: str | None = None
    programme_zh: str | None = None
    applies_to: str = ""
    """To whom or what it applies, in the document's words."""
    rate: Range | None = None
    """Percent."""
    rate_of: str = ""
    """What the rate is a share of, in the document's words; empty where they do not say."""
    amount: Range | None = None
    """A fixed sum of aid, duty or threshold, in ``currency``; of a quota or obligation the number of ``per``."""
    per: str | None = None
    """What the amount or rate counts for: ``vehicle``, ``kWh``, ``year``, or the things that a quota counts."""
    cap: Decimal | None = None
    """The most aid that is given, in ``currency``."""
    floor: Decimal | None = None
    """The least, in ``currency``."""
    minimum_investment: Decimal | None = None
    maximum_investment: Decimal | None = None
    budget: Decimal | None = None
    """What the whole programme has, in ``currency``."""
    currency: str | None = None
    """ISO 4217 code of all amounts."""
    starts: str | None = None
    """First day in force."""
    ends: str | None = None
    """Last day in force."""
    opens: str | None = None
    """First day to apply."""
    closes: str | None = None
    """Last day to apply."""
    conditions: tuple[str, ...] = ()
    """In the document's words."""
    evidence: tuple[Evidence, ...] = ()
    """For each value the span that holds it."""
    confidence: float = 1.0
    """How sure the reading is, in (0, 1]."""
    official: bool = True
    """False where it was only said, for instance in a speech."""


@dataclass(frozen=True, slots=True)
class FiledMeasure:
    """A measure of the served version of a document, with what is known of the document."""

    measure: Measure
    metadata: Metadata
    corrected: tuple[str, ...] = ()
    """Fields that staff have corrected."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was read out of a document as data, beside its passages."""

    made_by: str = ""
    """Names the state of the extractors: when it differs from what is stored, findings are stored anew."""
    measures: tuple[Measure, ...] = ()
    organisations: tuple[Organisation, ...] = ()
