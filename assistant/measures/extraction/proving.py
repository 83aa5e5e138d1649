"""From what a chat model claims to measures: every value must stand in the words that are quoted for it, or is dropped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from assistant.dates import first_day, last_day
from assistant.domain import Document, Kind, Span
from assistant.language.places import country_of, places_in
from assistant.language.quantities import QuantityKind
from assistant.measure import Evidence, Measure, Range
from assistant.measures.extraction.claims import Claim
from assistant.measures.extraction.figures import Figure, figures

CONFIDENCE = 0.5
"""Of what only a model has read: below all that rules have."""
SUMS = ("cap", "floor", "minimum_investment", "maximum_investment", "budget")
DATES = ("starts", "ends", "opens", "closes")
TELLING = ("rate", "amount", *SUMS, *DATES)


def proved(document: Document, claim: Claim) -> Measure | None:
    """The measure that a claim comes to; None when its words do not stand in the document, or none of its values in them."""
    span = _find(document.text, claim.quote)
    jurisdiction = _jurisdiction(document, claim)
    if span is None or jurisdiction is None:
        return None
    quote = document.text[span.start : span.end]
    found = figures(quote)
    fields: dict[str, Any] = {}
    evidence: list[Evidence] = []

    def keep(name: str, value: object, figure: Figure | None) -> None:
        if value is not None and figure is not None:
            fields[name] = value
            evidence.append(Evidence(name, Span(span.start + figure.start, span.start + figure.end)))

    rates = Range(claim.rate_low, claim.rate_high)
    keep("rate", rates, _holds(found, rates, _is_rate))
    amounts = Range(claim.amount_low, claim.amount_high)
    keep("amount", amounts, _holds(found, amounts, _is_sum(claim.currency)))
    for name in SUMS:
        value = getattr(claim, name)
        keep(name, value, _holds(found, Range(value, value), _is_sum(claim.currency)))
    for name in DATES:
        value = getattr(claim, name)
        keep(name, value, next((one for one in found if value and value in {one.first, one.last}), None))
    if not fields or _upside_down(fields):
        return None
    if any(name in fields for name in ("amount", *SUMS)) and any(one.unit == claim.currency for one in found):
        fields["currency"] = claim.currency
    if "amount" in fields or "rate" in fields:
        fields["per"] = next((one.per for one in found if one.per and one.per == claim.per), None)
    return Measure(
        id=_id(document, claim, jurisdiction, quote),
        document_id=document.id,
        version=document.version,
        programme=document.metadata.title,
        jurisdiction=jurisdiction,
        instrument=claim.instrument,
        spans=(span,),
        applies_to=claim.applies_to if claim.applies_to and claim.applies_to in quote else "",
        evidence=tuple(evidence),
        confidence=CONFIDENCE,
        official=document.metadata.kind is not Kind.EVENT,
        **fields,
    )


def joined(read: Sequence[Measure], claimed: Sequence[Measure]) -> tuple[Measure, ...]:
    """What rules have read, and of what a model has read only what they have not, in the order of the document."""
    kept = list(read)
    for measure in claimed:
        if not any(_says_the_same(measure, other) for other in kept):
            kept.append(measure)
    return tuple(sorted(kept, key=lambda one: one.spans[0].start))


def _says_the_same(one: Measure, other: Measure) -> bool:
    """Whether the words overlap and the other holds each telling value, or a value of the same sort with the same figure."""
    if one.id == other.id:
        return True
    overlap = any(a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)
    if not overlap or one.jurisdiction != other.jurisdiction:
        return False
    values = {value for name in TELLING if (value := _plain(getattr(other, name))) is not None}
    mine = {value for name in TELLING if (value := _plain(getattr(one, name))) is not None}
    return bool(mine & values)


def _plain(value: object) -> object:
    """A value that can be compared whatever field it was put into: the highest bound of a range."""
    if isinstance(value, Range):
        return value.high if value.high is not None else value.low
    return value


def _find(text: str, quote: str) -> Span | None:
    """Where words stand in a text, blanks aside."""
    words = quote.split()
    if not words:
        return None
    match = re.search(r"\s+".join(re.escape(word) for word in words), text)
    return None if match is None else Span(match.start(), match.end())


def _jurisdiction(document: Document, claim: Claim) -> str | None:
    filed = document.metadata.jurisdictions
    said = claim.jurisdiction
    known = said is not None and (said in filed or country_of(said) in filed or said in places_in(claim.quote))
    return said if known else filed[0] if len(filed) == 1 else None


def _holds(found: Sequence[Figure], wanted: Range, fits: Callable[[Figure], bool]) -> Figure | None:
    """The figure of the quote that holds both bounds; of a range that is told apart the first of two."""
    bounds = [bound for bound in (wanted.low, wanted.high) if bound is not None]
    if not bounds:
        return None
    figures_that_fit = [one for one in found if fits(one)]
    for one in figures_that_fit:
        if all(bound in {one.low, one.high} for bound in bounds):
            return one
    stated = {bound for one in figures_that_fit for bound in (one.low, one.high)}
    return figures_that_fit[0] if figures_that_fit and all(bound in stated for bound in bounds) else None


def _is_rate(figure: Figure) -> bool:
    return figure.kind is QuantityKind.PERCENT


def _is_sum(currency: str | None) -> Callable[[Figure], bool]:
    def fits(figure: Figure) -> bool:
        return (figure.kind is QuantityKind.MONEY and figure.unit == currency) or (
            figure.kind is QuantityKind.NUMBER and currency is None
        )

    return fits


def _upside_down(fields: dict[str, Any]) -> bool:
    for low, high in (("floor", "cap"), ("minimum_investment", "maximum_investment")):
        if (
            isinstance(fields.get(low), Decimal)
            and isinstance(fields.get(high), Decimal)
            and fields[low] > fields[high]
        ):
            return True
    return any(
        first in fields and last in fields and first_day(fields[first]) > last_day(fields[last])
        for first, last in (("starts", "ends"), ("opens", "closes"))
    )


def _id(document: Document, claim: Claim, jurisdiction: str, quote: str) -> str:
    told = repr(
        [str(_plain(value)) for value in (claim.rate_high or claim.rate_low, claim.amount_high or claim.amount_low)]
    )
    basis = "\n".join((document.id, claim.instrument.value, jurisdiction, " ".join(quote.split()), told))
    return hashlib.sha256(basis.encode()).hexdigest()[:16]
