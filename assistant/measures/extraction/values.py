"""What each figure of a clause stands for: a rate, a cap, an investment that is asked for, a budget, a number of goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.cues import (
    CAP,
    CHARGED,
    EXCLUDED,
    FOR_ALL,
    GENERAL_LIST,
    GENERAL_RATE,
    GIVES,
    IF,
    OF_SIZE,
    OF_STAFF,
    PERSONS,
    STAFF_LABEL,
    TAXED,
    names_subject,
    subject_of,
)
from assistant.measures.extraction.date_cues import COPULA
from assistant.measures.extraction.figures import ENUMERATED, Figure
from assistant.measures.extraction.instruments import AID, RELIEF, WEAK, Named
from assistant.measures.extraction.roles import NO_VALUE, by_itself, field_of
from assistant.measures.extraction.telling import Role, goods_in, goods_of, is_let_in, names_case
from assistant.measures.extraction.value_cues import (
    ASKS,
    ATTACHED,
    CONTENT,
    FUNDED,
    FUNDS,
    GENERAL_TAX,
    OF_LINK,
    PART_OF,
    PLAIN_END,
    RATE,
    REACHES,
    WITH,
)

OF_PROJECT = frozenset({"investment", "minimum_investment", "maximum_investment"})


REACH = (70, 48)
"""Characters on the left and on the right of a figure that may say what it is of."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with the field and the instrument that it belongs to; the figure's offsets are those of its clause."""

    field: str
    figure: Figure
    instrument: Instrument
    near: bool
    """Whether the instrument is named in the same clause, not only above it."""


def values_of(
    text: str,
    label: str,
    found: Sequence[Figure],
    names: Sequence[Named],
    outer: Instrument | None,
    *,
    column: bool = False,
    law: bool = False,
) -> list[Value]:
    """Values of a clause in order.

    ``label`` is what it stands under, its ``column`` of a table or words of its own; ``names`` are the instruments that it
    names, ``outer`` is the one that the words above it name. A ``law`` asks for something by its bare limits.
    """
    values: list[Value] = []
    last_field: str | None = None
    for place, figure in enumerate(found):
        if figure.kind is QuantityKind.DATE or figure.superseded:
            continue
        left, right = around(text, found, place)
        freed = next(
            (
                name
                for name in names
                if name.start < figure.start and figure.end < name.end and "from" in text[name.start : figure.start]
            ),
            None,
        )
        if freed is not None and figure.kind is QuantityKind.PERCENT and freed.instrument is Instrument.TAX_EXEMPTION:
            # "Exempt from the 16% profit tax" states what others pay.
            continue
        if freed is not None and figure.kind is QuantityKind.PERCENT and freed.instrument in RELIEF:
            # "Freed from the 40% extra duty" states the duty's rate; what is paid is nothing.
            values.append(
                Value(
                    "rate",
                    replace(figure, bound=Bound.EXACT, low=high_of(figure), high=high_of(figure)),
                    Instrument.DUTY,
                    True,
                )
            )
            continue
        if figure.bound is Bound.AT_MOST and EXCLUDED.search(right + text[figure.end :][:80]):
            # "Projects below EUR 5 million are not eligible" asks for at least as much.
            figure = replace(figure, bound=Bound.AT_LEAST, low=high_of(figure), high=None)
        if law and figure.bound is Bound.EXACT and _is_size(text, figure):
            figure = replace(figure, bound=Bound.AT_LEAST, high=None)
        if figure.kind is QuantityKind.PERCENT and figure.bound is Bound.AT_LEAST and REACHES.search(left):
            aided = any(name.instrument in AID | RELIEF and name.end <= figure.start for name in names)
            if aided and not (law or outer is Instrument.OBLIGATION):
                # "The exemption reaches 40%" tells how much is granted at most.
                figure = replace(figure, bound=Bound.AT_MOST, low=None, high=figure.low)
        near = nearest(names, figure, text if outer in AID else "")
        attached = next(
            (
                name
                for name in names
                if name.instrument in AID and ATTACHED.fullmatch(text[figure.end : name.start] or "-")
            ),
            None,
        )
        if attached is not None and figure.kind is QuantityKind.PERCENT:
            near = attached.instrument
        if law and figure.kind is QuantityKind.PERCENT and ASKS.match(text, figure.end):
            near = Instrument.OBLIGATION
        if figure.kind is QuantityKind.PERCENT and CONTENT.search(left):
            near = Instrument.OBLIGATION
        follows = any(0 <= name.start - figure.end <= 4 for name in names)
        if near is Instrument.TAX_EXEMPTION and follows and law and CHARGED.search(left):
            near = Instrument.DUTY
        if figure.kind is QuantityKind.NUMBER and is_let_in(text, figure):
            near = Instrument.QUOTA
        if figure.kind is QuantityKind.PERCENT and (OF_STAFF.match(right) or STAFF_LABEL.search(label)):
            near = Instrument.OBLIGATION
        shares = [other for other in found[place + 1 :] if other.kind is QuantityKind.PERCENT]
        if figure.kind is QuantityKind.PERCENT and shares and names_case(text, figure):
            # "From 30% local value: rebate of 50%" tells for which cars.
            continue
        counted = goods_of(text, figure) if figure.kind is QuantityKind.NUMBER else None
        if law and counted == "gram" and column and figure.bound is Bound.EXACT:
            # A standard by years tells what may not be passed.
            figure = replace(figure, bound=Bound.AT_MOST, low=None)
        behind = next((name for name in names if name.start >= figure.end), None)
        in_condition = behind is not None and IF.search(text[figure.end : behind.start]) is not None
        only_asked = figure.kind is QuantityKind.MONEY or (
            in_condition and all(name.start >= figure.end for name in names)
        )
        if near in WEAK and outer is not None and outer not in WEAK and only_asked:
            # "A company must invest at least ..." limits the aid that the words above speak of.
            near = None
        instrument = near or outer or (by_itself(text, figure, left, right, label) if law else None)
        if near is None and figure.kind is QuantityKind.PERCENT and outer in AID and (charged := CHARGED.search(left)):
            # Whoever pays a share is not granted it; what an income is taxed at instead is a lowered rate.
            instrument = Instrument.TAX_EXEMPTION if TAXED.match(charged.group()) else Instrument.DUTY
        if law and instrument in {None, Instrument.OBLIGATION} and figure.per and figure.unit and CHARGED.search(left):
            # "Electric cars pay EUR 390 a year" names no tax, and is one.
            instrument, near = Instrument.DUTY, Instrument.DUTY
        if near is None and instrument is Instrument.QUOTA and figure.kind is QuantityKind.MONEY:
            # A quota by value names itself beside its sum.
            continue
        if near is None and instrument in {None, Instrument.GRANT} and GIVES.search(left):
            # "The State gives EUR 4,000" names no means, and is one in cash.
            instrument, near = Instrument.GRANT, Instrument.GRANT if figure.kind is QuantityKind.MONEY else None
        if instrument is None and figure.kind is QuantityKind.MONEY and (FUNDS.search(left) or FUNDED.match(right)):
            # Money is set aside for what is granted.
            instrument = Instrument.GRANT
        if (
            instrument is Instrument.QUOTA
            and figure.kind is QuantityKind.PERCENT
            and RATE.search(left[-40:] + " " + right[:24])
        ):
            # "Within the quota a rate of 6.1% applies": the quota has a duty of its own.
            instrument, near = Instrument.DUTY, Instrument.DUTY
        if (
            figure.kind is QuantityKind.PERCENT
            and figure.bound is not Bound.EXACT
            and WITH.search(left)
            and any(other.kind is QuantityKind.PERCENT for other in found[place + 1 :])
        ):
            # "Cars with less than 60% local value pay 12%" tells for which cars.
            continue
        if instrument is None:
            continue
        if instrument is Instrument.TAX_EXEMPTION and _is_general_tax(text, figure, label):
            continue
        with_rate = any(value.field == "rate" for value in values)
        if figure.unit and figure.per == "year" and values and values[-1].field == "budget":
            # "It has EUR 1 billion, at most EUR 300 million a year" says how the budget is spent.
            continue
        if figure.kind is QuantityKind.MONEY and high_of(figure) == 0 and figure.bound is not Bound.AT_MOST:
            # "From EUR 0" sets no limit.
            continue
        counted = counted or (goods_in(label) if column and instrument is Instrument.QUOTA else None)
        if figure.kind is QuantityKind.NUMBER and counted:
            figure = replace(figure, per=counted)
        follows_rate = any(other.kind is QuantityKind.PERCENT for other in found[place + 1 :])
        role = Role(
            text, figure, left, right, label, instrument, near is not None, with_rate, follows_rate, column, law
        )
        field = last_field if _goes_on(text, found, place) else field_of(role)
        last_field = field
        if field is None and _is_counted_on(text, figure, values):
            field = "amount"
        if field in {"budget", "amount"} and figure.unit and figure.per is None and PART_OF.search(left):
            field = NO_VALUE
        if field == "threshold" and figure.kind is QuantityKind.NUMBER and names_subject("staff", label):
            figure = replace(figure, per="person")
        if field == NO_VALUE:
            continue
        if field == "threshold rate":
            values.append(Value("rate", figure, Instrument.THRESHOLD, True))
        elif field == "threshold":
            if figure.bound is Bound.EXACT and not CAP.search(label):
                figure = replace(figure, bound=Bound.AT_LEAST, high=None)
            values.append(Value("amount", figure, Instrument.THRESHOLD, True))
        elif field in OF_PROJECT and instrument in WEAK and not law:
            # "A company must invest at least ..." is no duty, but what an aid asks for.
            values.append(Value(field, figure, Instrument.GRANT, False))
        elif field is not None:
            values.append(Value(field, figure, instrument, near is not None))
    return values


def _goes_on(text: str, found: Sequence[Figure], place: int) -> bool:
    """Whether a sum only goes on with a count of sums of one kind: ``超过1亿元、5亿元、10亿元的``."""
    if place < 1 or place + 1 >= len(found) or found[place].unit is None:
        return False
    last = found[place - 1]
    return last.unit == found[place].unit and text[last.end : found[place].start].strip() == "、"


def _is_general_tax(text: str, figure: Figure, label: str) -> bool:
    """Whether a rate is that of a country's general taxes, which grant nothing: ``Corporate income tax is 20.6%.``."""
    if figure.kind is not QuantityKind.PERCENT or figure.bound is not Bound.EXACT or not figure.high:
        return False
    before = text[: figure.start]
    if GENERAL_RATE.search(before[-80:]) or FOR_ALL.match(text, figure.end) or GENERAL_LIST.match(before):
        return True
    return (
        not label
        and GENERAL_TAX.match(text[: figure.start]) is not None
        and PLAIN_END.match(text, figure.end) is not None
    )


def around(text: str, found: Sequence[Figure], place: int) -> tuple[str, str]:
    """The words on the left and on the right of a figure, up to its neighbours."""
    figure = found[place]
    behind = place - 1
    while (
        behind >= 0
        and found[behind].kind is QuantityKind.DATE
        and COPULA.fullmatch(text, found[behind].end, figure.start)
    ):
        # "The budget for 2027 is EUR 40 million": the year parts the sum from nothing.
        behind -= 1
    left = text[found[behind].end if behind >= 0 else 0 : figure.start][-REACH[0] :]
    return left, text[figure.end : found[place + 1].start if place + 1 < len(found) else len(text)][: REACH[1]]


def _is_counted_on(text: str, figure: Figure, values: Sequence[Value]) -> bool:
    """Whether a sum goes on with a count of sums: ``a van gets EUR 5,000, a truck EUR 20,000``."""
    last = values[-1] if values else None
    if (
        last is None
        or last.field != "amount"
        or figure.kind is not QuantityKind.MONEY
        or last.figure.unit != figure.unit
    ):
        return False
    between = text[last.figure.end : figure.start]
    return ENUMERATED.fullmatch(between) is not None and subject_of(between, "", "") is None


def _is_size(text: str, figure: Figure) -> bool:
    """Whether a bare figure is the size from which on companies are meant: ``companies with 5,000 employees``."""
    if OF_SIZE.search(text[max(0, figure.start - 90) : figure.start]) is None:
        return False
    return PERSONS.match(text, figure.end) is not None or (
        figure.kind is QuantityKind.MONEY
        and names_subject("turnover", text[max(0, figure.start - 30) : figure.end + 20])
    )


def high_of(figure: Figure) -> Decimal | None:
    """Its only bound, or the upper one of two."""
    return figure.high if figure.high is not None else figure.low


def nearest(names: Sequence[Named], figure: Figure, text: str = "") -> Instrument | None:
    """The instrument named nearest to a figure; what stands behind it, and what may be said in passing, counts as farther off."""
    names = [name for name in names if not _is_base(name, names, figure, text)]

    def distance(name: Named) -> int:
        away = figure.start - name.end if name.end <= figure.start else name.start - figure.end + 6
        return away + (80 if name.instrument in WEAK else 0)

    best = min(names, key=distance, default=None)
    return best.instrument if best is not None else None


def _is_base(name: Named, names: Sequence[Named], figure: Figure, text: str) -> bool:
    """Whether a loan is what a guarantee covers a share of: ``80% of a loan``."""
    if name.instrument is Instrument.TAX_EXEMPTION and OF_LINK.fullmatch(text[figure.end : name.start] or "-"):
        # "Up to 40% of the corporate tax" is what a credit comes to.
        return True
    guaranteed = any(other.instrument is Instrument.GUARANTEE for other in names)
    return name.instrument is Instrument.LOAN and guaranteed
