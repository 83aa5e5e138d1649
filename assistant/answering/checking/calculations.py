"""Calculations that a statement shows: ``20% of EUR 2 million is EUR 400,000``, ``3000万欧元 × 20% = 600万欧元``.

A result may be said if the calculation is right and all its inputs are stated. Nothing is calculated that is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation

from assistant.language.quantities import Quantity, QuantityKind

Key = tuple[str, str, str | None]

OPERATORS: tuple[tuple[re.Pattern[str], Callable[[Decimal, Decimal], Decimal]], ...] = (
    (re.compile(r"\s*(?:[×*x✕·]|times|multiplied by|乘以|乘)\s*", re.IGNORECASE), lambda one, other: one * other),
    (re.compile(r"\s*(?:of(?: the)?|的)\s*", re.IGNORECASE), lambda one, other: one * other),
    (re.compile(r"\s*(?:\+|＋|plus|加上|加)\s*", re.IGNORECASE), lambda one, other: one + other),
    (re.compile(r"\s*(?:[-−–]|minus|减去|减)\s*", re.IGNORECASE), lambda one, other: one - other),
    (re.compile(r"\s*(?:[÷/]|divided by|除以)\s*", re.IGNORECASE), lambda one, other: one / other),
)
EQUALS = re.compile(
    r"[\s,，（(]*(?:=|＝|≈|is(?: about)?|are|equals|makes|gives|amounts to|comes to|would be|i\.e\.,?|等于|即|为|是|合|得)\s*",
    re.IGNORECASE,
)
NEAR = Decimal("0.006")
"""Share by which a printed result may be rounded."""


def results_of(text: str, found: Sequence[Quantity], *, stated: frozenset[Key]) -> frozenset[int]:
    """Places of the figures that are right results, or restated inputs, of calculations that the text shows."""
    known = {(kind, value) for kind, value, _ in stated} | {
        (QuantityKind.NUMBER.value, value) for _, value, _ in stated
    }
    right: set[int] = set()
    for place in range(len(found) - 2):
        inputs, result = [found[place]], None
        value = _number(inputs[0])
        here = place
        while value is not None and here + 1 < len(found):
            between = text[found[here].end : found[here + 1].start]
            following = _number(found[here + 1])
            if following is None:
                break
            operation = next((apply for pattern, apply in OPERATORS if pattern.fullmatch(between)), None)
            if operation is not None:
                try:
                    value = operation(value, following)
                except (DivisionByZero, InvalidOperation):
                    break
                here += 1
                inputs.append(found[here])
                continue
            if len(inputs) > 1 and EQUALS.fullmatch(between):
                result = found[here + 1]
            break
        if result is None or value is None or not _near(value, _number(result) or Decimal(0)):
            continue
        if all(_known(quantity, known, found, right) for quantity in inputs):
            right.add(result.start)
            right.update(quantity.start for quantity in inputs)
    return frozenset(right)


def _known(quantity: Quantity, known: set[tuple[str, str]], found: Sequence[Quantity], right: set[int]) -> bool:
    kind, value, _ = quantity.key
    if (kind, value) in known or (QuantityKind.NUMBER.value, value) in known:
        return True
    # The result of an earlier step may go on.
    return any(other.start in right and other.key == quantity.key for other in found)


def _number(quantity: Quantity) -> Decimal | None:
    if isinstance(quantity.value, str):
        return None
    return quantity.value / 100 if quantity.kind is QuantityKind.PERCENT else quantity.value


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= NEAR * max(abs(one), abs(other))
