"""Printed calculations, checked: a number that an answer works out is supported when its line holds and its inputs do.

A line such as ``20% × EUR 3,000,000 = EUR 600,000`` or ``EUR 600,000 > EUR 500,000 → EUR 500,000`` is read back and worked out
again, exactly. Its inputs may stand in the cited words, in the user's own question, or be results of lines before it.
Nothing of the product's own arithmetic is used here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from assistant.language.quantities import Quantity, QuantityKind, quantities
from assistant.language.script import simplify
from evals.facts import Key, stated

SIGNS = re.compile(r"[×÷+=→<>≤≥]")
DASH = re.compile(r"\s*–\s*")
ENERGY = {"Wh": Decimal("0.001"), "kWh": Decimal(1), "MWh": Decimal(1000), "GWh": Decimal(10**6)}
MASS = {"kg": Decimal(1), "t": Decimal(1000)}
UNIT = re.compile(r"\s*(GWh|MWh|kWh|Wh|kg|t)\b")
SHORT = (("欧", "欧元"), ("美金", "美元"))
"""What users say for a currency behind a number."""
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure or range of figures of a line, with the sign before it."""

    sign: str
    low: Quantity
    high: Quantity
    unit: str = ""

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """The figures that it is made of."""
        return (self.low,) if self.low is self.high else (self.low, self.high)


class Reckoning:
    """What has been worked out in an answer so far, block by block."""

    def __init__(self, question: str) -> None:
        plain = simplify(question)
        for short, name in SHORT:
            plain = re.sub(rf"(?<=[\d万亿千百])\s*{short}(?![元盟洲])", name, plain)
        self._users = frozenset(quantity.key for quantity in quantities(plain))
        self.known: frozenset[Key] = frozenset()

    def fork(self) -> Reckoning:
        """The same, to go on with apart."""
        other = Reckoning("")
        other._users, other.known = self._users, self.known
        return other

    def unsupported(self, statement: str, sources: str) -> list[Quantity]:
        """Quantities of a statement that neither stand in its sources nor follow from what does by its own printed lines."""
        cited = frozenset(quantity.key for quantity in quantities(sources))
        if not prints_calculation(statement):
            return [quantity for quantity in quantities(statement) if not stated(quantity.key, cited)]
        have = cited | self._users | self.known
        results: set[Key] = set()
        for line in re.split(r"[；;。\n]", statement):
            operands = _operands(line)
            if all(_holds(figure, have | results) for operand in operands[:-1] for figure in operand.figures):
                results |= _worked_out(operands)
        self.known |= results
        return [quantity for quantity in quantities(statement) if not _holds(quantity, have | results)]


def prints_calculation(text: str) -> bool:
    """Whether a text prints a calculation or a comparison of figures."""
    return SIGNS.search(text) is not None and len(quantities(text)) > 1


def _holds(quantity: Quantity, have: set[Key] | frozenset[Key]) -> bool:
    key = quantity.key
    if stated(key, frozenset(have)):
        return True
    # "投800万" is said without its currency, and taken in that of the documents.
    return quantity.kind is QuantityKind.MONEY and (QuantityKind.NUMBER.value, key[1], None) in have


def _operands(line: str) -> list[Operand]:
    """The figures of a line in order, ranges joined, each with the sign before it."""
    found = quantities(line)
    operands: list[Operand] = []
    end = 0
    place = 0
    while place < len(found):
        low = high = found[place]
        if place + 1 < len(found) and DASH.fullmatch(line[low.end : found[place + 1].start]):
            high = found[place + 1]
            place += 1
        signs = SIGNS.findall(line[end : low.start])
        unit = UNIT.match(line, high.end)
        if operands and not signs:
            break  # what follows only repeats the result in another notation
        operands.append(Operand(signs[-1] if operands else "", low, high, unit[1] if unit else ""))
        end = high.end
        place += 1
    return operands


def _worked_out(operands: Sequence[Operand]) -> set[Key]:
    """Keys of the result of a line that holds; none when it does not, or has none."""
    if len(operands) < 2:
        return set()
    *inputs, result = operands
    if result.sign == "=" and _equal(inputs, result):
        return {figure.key for figure in result.figures}
    return set()


def _equal(inputs: Sequence[Operand], result: Operand) -> bool:
    if len(inputs) == 1:
        return _converted(inputs[0], result)
    signs = {operand.sign for operand in inputs[1:]}
    if len(signs) != 1:
        return False
    (sign,) = signs
    for side in ("low", "high"):
        values = [_value(getattr(operand, side), percent_as_share=sign == "×") for operand in inputs]
        if any(value is None for value in values):
            return False
        wanted = _value(getattr(result, side), percent_as_share=False)
        if wanted is None or not _same(_combined([value for value in values if value is not None], sign), wanted, sign):
            return False
    return True


def _combined(values: Sequence[Decimal], sign: str) -> Decimal | None:
    with localcontext() as context:
        context.prec = 60
        total = values[0]
        for value in values[1:]:
            if sign == "×":
                total *= value
            elif sign == "+":
                total += value
            elif sign == "÷" and value:
                total /= value
            else:
                return None
        return total


def _same(one: Decimal | None, other: Decimal, sign: str) -> bool:
    if one is None:
        return False
    # A quotient may be endless: it is printed to the cent.
    return abs(one - other) <= CENT / 2 if sign == "÷" else one == other


def _converted(one: Operand, other: Operand) -> bool:
    for scale in (ENERGY, MASS):
        if one.unit in scale and other.unit in scale:
            first, second = _value(one.low, percent_as_share=False), _value(other.low, percent_as_share=False)
            return first is not None and second is not None and first * scale[one.unit] == second * scale[other.unit]
    return False


def _value(quantity: Quantity, *, percent_as_share: bool) -> Decimal | None:
    if isinstance(quantity.value, str):
        return None
    if percent_as_share and quantity.kind is QuantityKind.PERCENT:
        return quantity.value / 100
    return quantity.value
