"""The kind of thing that a question asks for, and whether a sentence holds such a thing."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.language.quantities import Quantity, QuantityKind


class Asked(StrEnum):
    """Kinds of things that are asked for."""

    AMOUNT = "amount"
    RATE = "rate"
    DATE = "date"
    NUMBER = "number"
    LIST = "list"
    WHO = "who"


PATTERNS: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (Asked.RATE, re.compile(r"税率|比例|百分之几|几个点|利率|\brates?\b|per ?cent|percentage|what share|how high")),
    (
        Asked.AMOUNT,
        re.compile(
            r"多少钱|多少资金|金额|封顶|上限|额度|补多少|多少补|最多能|最高|门槛|起步|预算|罚多少|罚款|费用|成本|"
            r"how much|amount|maximum|ceiling|\bcap\b|budget|cost|fine\b|penalt|threshold|minimum"
        ),
    ),
    (
        Asked.DATE,
        re.compile(
            r"什么时候|何时|几月|哪一年|哪年|几号|截止|期限|多久|生效|到期|\bwhen\b|deadline|what date|which year|how long|"
            r"from which (?:date|day|year)|until|by which"
        ),
    ),
    (
        Asked.WHO,
        re.compile(
            r"谁|哪家|哪些(?:公司|机构|企业)|找谁|哪个机构|\bwho\b|\bwhom\b|which (?:compan|firm|provider|organi)"
        ),
    ),
    (Asked.LIST, re.compile(r"哪些|哪几|有什么|清单|列出|都有|\bwhich\b|\blist\b|what are")),
    (Asked.NUMBER, re.compile(r"多少|几个|几家|how many|number of")),
)


BARE_NUMBER = 0.4
"""How well a number without a currency serves who asks for an amount."""


def asked_for(question: str) -> frozenset[Asked]:
    """Kinds of things that a question asks for; empty when none can be told."""
    folded = question.casefold()
    return frozenset(kind for kind, pattern in PATTERNS if pattern.search(folded))


def holds(asked: frozenset[Asked], found: list[Quantity]) -> float:
    """Share of the asked kinds that a sentence with these quantities can serve, in [0, 1]."""
    measurable = asked & {Asked.AMOUNT, Asked.RATE, Asked.DATE, Asked.NUMBER}
    if not measurable:
        return 0.0
    kinds = {quantity.kind for quantity in found}
    served = 0.0
    for kind in measurable:
        if kind is Asked.RATE:
            served += QuantityKind.PERCENT in kinds
        elif kind is Asked.DATE:
            served += QuantityKind.DATE in kinds
        elif kind is Asked.AMOUNT:
            # A bare number may be an amount whose currency stands in a table's header.
            bare = BARE_NUMBER if QuantityKind.NUMBER in kinds else 0.0
            served += 1.0 if kinds & {QuantityKind.MONEY, QuantityKind.PERCENT} else bare
        else:
            served += bool(kinds & {QuantityKind.NUMBER, QuantityKind.MONEY, QuantityKind.PERCENT})
    return served / len(measurable)
