"""One calculation in the making: its printed lines, what it cites, and the limits that a measure sets."""

from __future__ import annotations

from decimal import Decimal

from assistant.measure import FiledMeasure, Measure, Money, Range
from assistant.measures.citing import Sources
from assistant.measures.converting import rate_between
from assistant.measures.estimates import Doubt, Estimate, Given, Step, StepKind, Verdict
from assistant.measures.money import amount_text, figure, money_text, percent_of, plain, times


class Work:
    """One calculation in the making."""

    def __init__(self, filed: FiledMeasure, given: Given, sources: Sources) -> None:
        self.filed = filed
        self.measure: Measure = filed.measure
        self.given = given
        self.sources = sources
        self.steps: list[Step] = []
        self.doubts: list[Doubt] = []

    def add(self, kind: StepKind, line: str, result: Range | None, *fields: str) -> None:
        """Print a line whose inputs come from some fields of the measure."""
        self.steps.append(Step(kind, line, result, self.sources.cite(self.filed, *fields) if fields else ()))

    def done(self, result: Range, currency: str | None, unit: str | None = None) -> Estimate:
        """The estimate, worked out."""
        if result.low is None:
            self.doubts.append(Doubt.UPPER_BOUND)
        return Estimate(self.filed, Verdict.COMPUTED, tuple(self.steps), result, currency, unit)

    def ended(self, verdict: Verdict, wants: str = "") -> Estimate:
        """The estimate as far as it came."""
        return Estimate(self.filed, verdict, tuple(self.steps), wants=wants)

    def in_currency(self, money: Money, currency: str | None) -> Money | None:
        """An amount in a currency, by the user's rate if it is another one; None without such a rate."""
        if currency is None:
            currency = self._users_other(money.currency)
        if currency is None or money.currency == currency:
            return money
        found = rate_between(self.given.rates, money.currency, currency)
        if found is None:
            return None
        converted = found.convert(money.amount)
        line = f"{money_text(money.amount, money.currency)} {found.sign} {plain(found.rate)} = {money_text(converted, currency)}"
        if line not in {step.line for step in self.steps}:
            self.add(StepKind.CONVERTED, line, Range(converted, converted))
        self.doubts.append(Doubt.USERS_RATE)
        return Money(converted, currency)

    def _users_other(self, currency: str) -> str | None:
        """The currency that the user gives a rate of exchange to: that is what it was given for."""
        for rate in self.given.rates:
            if currency in {rate.base, rate.quote}:
                return rate.quote if currency == rate.base else rate.base
        return None

    def within_limits(self, result: Range, currency: str | None) -> Range:
        """A result cut to the measure's cap and raised to its floor, with the lines that say so."""
        measure = self.measure
        if (cap := measure.cap) is not None:
            cut = Range(None if result.low is None else min(result.low, cap), min(result.high or cap, cap))
            if result.high is None or result.high > cap:
                self.add(
                    StepKind.CAP,
                    f"{amount_text(figure(result), currency)} > {money_text(cap, currency)} → {amount_text(figure(cut), currency)}",
                    cut,
                    "cap",
                )
            else:
                self.add(
                    StepKind.CAP, f"{amount_text(figure(result), currency)} ≤ {money_text(cap, currency)}", cut, "cap"
                )
            result = cut
        if (floor := measure.floor) is not None and result.high is not None and result.high < floor:
            raised = Range(floor, floor)
            line = f"{amount_text(figure(result), currency)} < {money_text(floor, currency)} → {money_text(floor, currency)}"
            self.add(StepKind.FLOOR, line, raised, "floor")
            result = raised
        return result


def share_of(rate: Range, amount: Decimal) -> Range:
    """The share of an amount that a range of percent makes."""
    return Range(
        None if rate.low is None else percent_of(rate.low, amount),
        None if rate.high is None else percent_of(rate.high, amount),
    )


def many(each: Range, number: Decimal) -> Range:
    """So many of an amount."""
    return Range(
        None if each.low is None else times(each.low, number), None if each.high is None else times(each.high, number)
    )
