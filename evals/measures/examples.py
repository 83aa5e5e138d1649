"""Examples to learn from: every figure and date that the reader comes to in a gold document, with its role in the gold measures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.domain import Document, Span
from assistant.language.quantities import QuantityKind
from assistant.measure import Range
from assistant.measures.extraction.assembling import read_measures
from assistant.measures.extraction.date_traits import DateContext, date_traits
from assistant.measures.extraction.dates import Day
from assistant.measures.extraction.figure_traits import FigureContext, figure_traits
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.judgement import role_of
from assistant.measures.extraction.judging import NONE
from assistant.measures.extraction.values import Value
from evals.measures.fields import DATES, RANGES, SUMS
from evals.measures.gold import GoldDocument, GoldMeasure, spans_of
from evals.measures.learning import Example


def examples_of(gold: GoldDocument, document: Document) -> tuple[list[Example], list[Example]]:
    """The figures of a document as examples, and its dates."""
    recorder = _Recorder(gold, document.text)
    read_measures(document, recorder)
    return recorder.figures, recorder.dates


class _Recorder:
    """Notes what the rules come to, and lets them have their way."""

    def __init__(self, gold: GoldDocument, text: str) -> None:
        self._split = gold.split
        self._measures = [(measure, spans_of(measure, text)) for measure in gold.measures]
        self.figures: list[Example] = []
        self.dates: list[Example] = []

    def values(self, ruled: Sequence[Value], context: FigureContext) -> list[Value]:
        by_place = {value.figure.start: value for value in ruled}
        for place, figure in enumerate(context.found):
            if figure.kind is QuantityKind.DATE:
                continue
            role = self._role(figure, context.clause.start)
            if role is not None:
                known = role_of(by_place.get(figure.start))
                self.figures.append(Example(self._split, figure_traits(context, place), role, known))
        return [value for value in ruled if value.field != NONE]

    def days(self, ruled: Sequence[Day], context: DateContext) -> list[Day]:
        for place, figure in enumerate(context.found):
            if figure.kind is QuantityKind.DATE and not figure.superseded:
                known = _joined({day.field for day in ruled if day.figure.start == figure.start})
                role = _joined({name for measure, _ in self._measures for name in _dates_of(measure, figure)})
                self.dates.append(Example(self._split, date_traits(context, place, known), role, known))
        return list(ruled)

    def _role(self, figure: Figure, offset: int) -> str | None:
        """The figure's role; None where it says again what is said elsewhere, or what may be left out."""
        bounds = {bound for bound in (figure.low, figure.high) if bound is not None}
        span = Span(offset + figure.start, offset + figure.end)
        again = optional = False
        role = NONE
        for measure, spans in self._measures:
            values = measure.values()
            for name in RANGES:
                held = values.get(name)
                if not isinstance(held, Range) or (name == "rate") != (figure.kind is QuantityKind.PERCENT):
                    continue
                if not bounds & {held.low, held.high}:
                    continue
                if not any(one.start < span.end and span.start < one.end for one in spans):
                    again = True
                elif measure.optional:
                    optional = True
                else:
                    role = f"{name}:{measure.instrument.value}"
            if role == NONE and figure.kind is QuantityKind.MONEY and values.get("currency") == figure.unit:
                role = _sum_of(measure, bounds) or role
        return None if role == NONE and (again or optional) else role


def _sum_of(measure: GoldMeasure, bounds: set[Decimal]) -> str | None:
    values = measure.values()
    return next((name for name in SUMS if values.get(name) in bounds), None)


def _dates_of(measure: GoldMeasure, figure: Figure) -> set[str]:
    values = measure.values()
    return {name for name in DATES if values.get(name) in {figure.first, figure.last} - {""}}


def _joined(fields: set[str]) -> str:
    return "+".join(sorted(fields)) or NONE
