"""Where the rules and what was learned meet: which figures and dates of a clause are values of a measure, and of what kind.

The rules come first. A figure or date that they know nothing of is judged by what was learned. To let that go before the rules as well
brought nothing on sets of documents that neither had seen; the bounds were chosen on those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.cues import CAP
from assistant.measures.extraction.date_traits import DateContext
from assistant.measures.extraction.dates import Day, is_no_day
from assistant.measures.extraction.figure_traits import FigureContext
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.judging import NONE
from assistant.measures.extraction.roles import goods_of
from assistant.measures.extraction.values import Value, nearest

ADDS = 0.5
"""How sure the judgement of a figure must be that the rules know nothing of."""
ADDS_DATE = 0.8
"""How sure the judgement of a date must be that the rules know nothing of."""


class Judgement(Protocol):
    """Has the last word on the figures and dates of a clause."""

    def values(self, ruled: Sequence[Value], context: FigureContext) -> list[Value]:
        """The values of a clause, given those that the rules read."""

    def days(self, ruled: Sequence[Day], context: DateContext) -> list[Day]:
        """The dates of a clause, given those that the rules read."""


class LearnedJudgement:
    """Completes the rules by what was learned from gold measures."""

    def values(self, ruled: Sequence[Value], context: FigureContext) -> list[Value]:
        """The rules' values in order, with those that only the judgement tells."""
        by_place = {value.figure.start: value for value in ruled}
        values: list[Value] = []
        for place, figure in enumerate(context.found):
            if figure.kind is QuantityKind.DATE:
                continue
            value = by_place.get(figure.start)
            if value is None and not figure.superseded:
                opinion = context.opinion(place)
                value = _value(opinion.role, figure, context) if opinion.sureness >= ADDS else None
            values += [value] if value is not None and value.field != NONE else []
        return values

    def days(self, ruled: Sequence[Day], context: DateContext) -> list[Day]:
        """The rules' dates, and those that only the judgement tells."""
        known = {day.figure.start for day in ruled}
        days = list(ruled)
        for place, figure in enumerate(context.found):
            if figure.kind is not QuantityKind.DATE or figure.superseded or figure.start in known:
                continue
            text = context.clause.text
            if is_no_day(text, figure, text[context.found[place - 1].end if place else 0 : figure.start]):
                continue
            opinion = context.opinion(place, NONE)
            if opinion.role == NONE or opinion.sureness < ADDS_DATE:
                continue
            fields = opinion.role.split("+")
            loose = len(fields) > 1 and "-" not in figure.first and figure.bound is not Bound.BETWEEN
            for field in fields:
                last = field in {"ends", "closes"} and figure.last
                days.append(Day(field, figure.last if last else figure.first, figure, loose))
        return sorted(days, key=lambda day: day.figure.start)


def role_of(value: Value | None) -> str:
    """The role that a value of the rules has, in the names by which roles are learned."""
    if value is None:
        return NONE
    if value.field in {"rate", "amount"}:
        return f"{value.field}:{value.instrument.value}"
    if value.field == "capped amount":
        return f"amount:{value.instrument.value}"
    return {"aid": "cap", "investment": "minimum_investment"}.get(value.field, value.field)


def _value(role: str, figure: Figure, context: FigureContext) -> Value | None:
    if role == NONE:
        return None
    field, _, name = role.partition(":")
    text = context.clause.text
    if name:
        instrument = Instrument(name)
        if figure.kind is QuantityKind.NUMBER and (counted := goods_of(text, figure)):
            figure = replace(figure, per=counted)
        if instrument is Instrument.THRESHOLD and figure.bound is Bound.EXACT and not CAP.search(context.clause.label):
            figure = replace(figure, bound=Bound.AT_LEAST, high=None)
        return Value(field, figure, instrument, near=True, judged=True)
    instrument = nearest(context.names, figure) or context.outer or Instrument.GRANT
    return Value(field, figure, instrument, near=False, judged=True)
