"""What a question asks of measures: an estimate of the user's own figures, a comparison, or what starts or ends soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.measure import Instrument
from assistant.measures.asked_cues import (
    AGREEMENT,
    AID_ALONE,
    ALL_TOGETHER,
    ASPECTS,
    COMPARES,
    COUNTS_WANTED,
    DEMANDS,
    EACH,
    GIVES,
    HOW_MUCH,
    INVESTS,
    NAMED_INSTRUMENTS,
    PASTED,
    PRICED,
    PUTS_IN,
    SIDE_BY_SIDE,
    TAKES,
    TOGETHER,
    VALUED,
)
from assistant.measures.asked_figures import (
    NO_CURRENCY,
    amounts_in,
    asked_in,
    asked_last,
    counts_in,
    goes_on,
    quantities_of_money,
    rates_in,
    said_in_full,
)
from assistant.measures.asked_time import ENDS, STARTS, days_ahead, days_between
from assistant.measures.comparing import BARRIERS, INCENTIVES, Aspect
from assistant.measures.deadlines import Window, days_after, window
from assistant.measures.estimates import Given
from assistant.measures.money import mixed_currencies
from assistant.measures.validity import Moment


@dataclass(frozen=True, slots=True)
class WishedEstimate:
    """An estimate of the user's own figures."""

    given: Given
    assumed_currency: bool
    """Whether the amount came without a currency, so that the measure's own is taken."""
    together: bool
    counts_wanted: bool = False
    """Whether a number of vehicles is asked for, and no money."""
    currency: str | None = None
    """The currency that the result is asked in, when it is another one than the amount's."""


@dataclass(frozen=True, slots=True)
class WishedComparison:
    """Measures of several places side by side."""

    taking: bool
    """Whether duties are meant and not incentives."""
    instruments: tuple[Instrument, ...] = ()
    """The sorts of incentives that are named, such as grants alone."""
    aspects: tuple[Aspect, ...] = ()
    """What of each measure is asked for, such as the minimum investment alone; all of it when nothing is named."""


@dataclass(frozen=True, slots=True)
class WishedDeadlines:
    """What starts or ends within some days."""

    within: Window
    moments: tuple[Moment, ...] = tuple(Moment)
    """Beginnings alone, or ends alone, where the question asks for those."""
    instruments: tuple[Instrument, ...] = ()
    """Aid or duties where the question asks for those alone."""


Wish = WishedEstimate | WishedComparison | WishedDeadlines


def wish_of(text: str, places: Sequence[str], *, on: date) -> Wish | None:
    """What a question asks of measures; None for all else.

    Raises:
        MeasureCallError: figures that cannot be reckoned with.
    """
    plain = PASTED.sub(" ", said_in_full(text))
    if not quantities_of_money(plain) and (days := days_ahead(plain)) is not None:
        return WishedDeadlines(window(on, days_after(on, f"{days}d")), _moments(plain), _sorts(plain))
    if not quantities_of_money(plain) and (between := days_between(plain)) is not None:
        return WishedDeadlines(window(*between), _moments(plain), _sorts(plain))
    if (HOW_MUCH.search(plain) or goes_on(plain)) and (found := _estimate(plain, on)) is not None:
        return found
    named = [code for code in places if code not in {"CN"}]
    if AGREEMENT.search(plain) and not SIDE_BY_SIDE.search(plain):
        return None
    if (
        len(named) > 1
        and (COMPARES.search(plain) or HOW_MUCH.search(plain))
        and (GIVES.search(plain) or TAKES.search(plain) or DEMANDS.search(plain))
    ):
        taking = TAKES.search(plain) is not None and GIVES.search(plain) is None
        aspects = tuple(aspect for aspect, pattern in ASPECTS.items() if pattern.search(plain))
        return WishedComparison(taking, _instruments(plain), () if taking else aspects)
    return None


def _moments(text: str) -> tuple[Moment, ...]:
    starts, ends = STARTS.search(text) is not None, ENDS.search(text) is not None
    if starts == ends:
        return tuple(Moment)
    return (Moment.STARTS, Moment.OPENS) if starts else (Moment.ENDS, Moment.CLOSES)


def _sorts(text: str) -> tuple[Instrument, ...]:
    aid, duties = AID_ALONE.search(text) is not None, TAKES.search(text) is not None
    if aid == duties:
        return ()
    return tuple(sorted(INCENTIVES | {Instrument.DEADLINE} if aid else BARRIERS))


def _instruments(text: str) -> tuple[Instrument, ...]:
    return tuple(instrument for instrument, pattern in NAMED_INSTRUMENTS.items() if pattern.search(text))


def _estimate(text: str, on: date) -> WishedEstimate | None:
    rates, text = rates_in(asked_last(text))
    counts, without_counts = counts_in(text)
    amounts = amounts_in(without_counts)
    if not amounts and not counts:
        return None
    units = {one.currency for one in amounts}
    if len(units) > 1 and not rates:
        raise mixed_currencies(sorted(units))
    distinct = {one.amount for one in amounts}
    if len(distinct) > 1:
        return None
    money = amounts[0] if amounts else None
    invests, valued = INVESTS.search(text) is not None, VALUED.search(text) is not None
    if money is not None and not invests and not valued and not GIVES.search(text) and not counts:
        return None
    if money is not None and PRICED.search(text) and not invests and not TAKES.search(text):
        return None
    aided = GIVES.search(text) is not None or PUTS_IN.search(text) is not None
    given = Given(
        on=on,
        investment=money if money is not None and aided and (invests or not valued) else None,
        customs_value=money if money is not None and (valued or not invests) else None,
        value_is_total=ALL_TOGETHER.search(text) is not None and EACH.search(text) is None,
        counts=counts,
        rates=rates,
    )
    if given.investment is None and given.customs_value is None and not counts:
        return None
    assumed = money is not None and money.currency == NO_CURRENCY
    return WishedEstimate(
        given,
        assumed,
        TOGETHER.search(text) is not None,
        COUNTS_WANTED.search(text) is not None,
        asked_in(text, money),
    )
