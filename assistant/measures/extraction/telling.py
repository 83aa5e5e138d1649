"""What the words around a figure tell of it: whether it is what a programme has, a bare statistic, a share of costs, a number of goods."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.cues import (
    COUNTED,
    DECIDED,
    DECISION,
    LET_IN,
    LET_IN_BEFORE,
    NOTICE,
    OF_INVESTMENT,
    OF_INVESTMENT_BEFORE,
    names_subject,
)
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.value_cues import (
    FUND,
    FUNDED,
    HAS,
    IN_ALL,
    OF_COSTS,
    PAID_BACK,
    SET_UP,
    STATISTIC,
    STATISTIC_BEFORE,
)

CASE_LABEL = re.compile(r"[^:：.;。；(（]{0,60}[:：]\s*\S")
"""Behind a figure that stands in what a value is labelled with."""
LABEL_WORDS = 4
"""Words before a figure in a label."""


@dataclass(frozen=True, slots=True)
class Role:
    """A figure with all that may tell what it stands for."""

    text: str
    figure: Figure
    left: str
    right: str
    label: str
    instrument: Instrument
    near: bool
    with_rate: bool
    """Whether a rate goes before it in the clause."""
    rate_follows: bool
    column: bool
    law: bool


def decides(text: str, figure: Figure, instrument: Instrument | None) -> bool:
    """Whether a sum is one from which on somebody must be asked."""
    return (
        figure.kind is QuantityKind.MONEY
        and figure.bound is Bound.AT_LEAST
        and (
            DECISION.search(text) is not None
            if instrument is not Instrument.GRANT
            else DECIDED.match(text, figure.end) is not None or NOTICE.search(text[: figure.start]) is not None
        )
    )


def is_of_investment(role: Role) -> bool:
    """Whether a highest sum is one of a project: "up to EUR 3 million for projects" is the aid that projects get."""
    if role.with_rate and OF_INVESTMENT_BEFORE.search(role.left) is None and OF_INVESTMENT.match(role.right) is None:
        # "8% of the investment, at most EUR 3 million per project" limits what is paid.
        return False
    before = names_subject("investment", role.left) or names_subject("investment", role.label)
    return before or OF_INVESTMENT.match(role.right) is not None


def is_in_words(role: Role) -> bool:
    """Whether a share is told as ``half`` or ``一半``, which is often said of other things than a measure."""
    return re.search(r"\d|百分|成|point|cent", role.text[role.figure.start : role.figure.end]) is None


def is_fund(role: Role, subject: str | None) -> bool:
    """Whether a sum is what a programme has: ``EUR 90 million is available``, ``the fund has EUR 90 million``.

    "Loans of EUR 500,000 to 10 million are available" tells how much each may be.
    """
    if FUNDED.match(role.right):
        return subject != "aid" or role.figure.bound is not Bound.BETWEEN
    if role.figure.bound is not Bound.EXACT or subject == "turnover" or role.column:
        return False
    before = role.text[: role.figure.start]
    if HAS.search(role.left) and FUND.search(before[-90:]):
        return True
    per_all = role.figure.per in {None, "year"}
    return per_all and (IN_ALL.match(role.right) is not None or SET_UP.search(role.left) is not None)


def is_statistic(role: Role) -> bool:
    """Whether a share only tells how things are: ``31% of the demand``, ``the share rose to 9%``."""
    return STATISTIC.match(role.text, role.figure.end) is not None or STATISTIC_BEFORE.search(role.left) is not None


def is_of_costs(role: Role) -> bool:
    """Whether a share in words is one of what somebody spends, or is paid back: ``half of the bill``, ``补一半``."""
    return OF_COSTS.match(role.text, role.figure.end) is not None or PAID_BACK.search(role.left) is not None


def counts_goods(figure: Figure, text: str) -> bool:
    return figure.per is not None or goods_of(text, figure) is not None


def is_let_in(text: str, figure: Figure) -> bool:
    """Whether a number of goods or people is what may come in: ``up to 20,000 cars a year may be imported``."""
    if figure.bound not in {Bound.AT_MOST, Bound.EXACT} or goods_of(text, figure) is None:
        return False
    if LET_IN_BEFORE.search(text[: figure.start][-60:]):
        return True
    return figure.bound is Bound.AT_MOST and LET_IN.search(text, figure.end, figure.end + 90) is not None


def names_case(text: str, figure: Figure) -> bool:
    """Whether a bounded figure is part of the label of a value: ``From 30% local content: rebate of 50%``."""
    begins = len(text[: figure.start].split()) <= LABEL_WORDS
    return begins and figure.bound is not Bound.EXACT and CASE_LABEL.match(text, figure.end) is not None


def goods_in(label: str) -> str | None:
    """What the head of a column says that its numbers count: ``Quota (tonnes)``."""
    return next((name for name, words in COUNTED.items() if re.search(words.pattern.lstrip("\\s*"), label, re.I)), None)


def goods_of(text: str, figure: Figure) -> str | None:
    """What a number counts, by the word behind it."""
    return next((name for name, pattern in COUNTED.items() if pattern.match(text, figure.end)), None)
