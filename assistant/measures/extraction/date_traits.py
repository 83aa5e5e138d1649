"""What a date is judged by when no rule knows the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.language.quantities import QuantityKind
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.instruments import Named
from assistant.measures.extraction.judging import DATE_WEIGHTS, Opinion, learned
from assistant.measures.extraction.traits_of_words import Traits, add_beside, add_grams, grams, tokens

if TYPE_CHECKING:
    from assistant.measures.extraction.statements import Clause, Statement

REACH = (10, 8)
"""Words left and right of a date that are looked at."""
NEAR = 5
"""Words left of it that count once more."""


@dataclass(frozen=True, slots=True)
class DateContext:
    """A clause with its figures and what stands above it."""

    statement: Statement
    clause: Clause
    found: Sequence[Figure]
    names: Sequence[Named]
    """The instruments that the clause names."""
    kind: str
    """What the document is filed as."""

    def opinion(self, place: int, rule: str) -> Opinion:
        """What the date at a place is, by what was learned; ``rule`` is what the rules take it for."""
        return learned(DATE_WEIGHTS).opinion(date_traits(self, place, rule))


def date_traits(context: DateContext, place: int, rule: str) -> Traits:
    """Traits of the date at a place of its clause."""
    clause, statement, figure = context.clause, context.statement, context.found[place]
    left, right = tokens(clause.text[: figure.start]), tokens(clause.text[figure.end :])
    dates = sum(other.kind is QuantityKind.DATE for other in context.found)
    traits: Traits = {
        "bias": 1.0,
        f"rule:{rule}": 1.0,
        f"bound:{figure.bound.value}:{bool(figure.last)}": 1.0,
        f"parts:{figure.first.count('-')}": 1.0,
        f"block:{statement.kind.value}": 1.0,
        f"document:{context.kind}": 1.0,
        f"dates:{min(dates, 3)}": 1.0,
        f"edges:{not left}:{not right}": 1.0,
    }
    add_beside(traits, left, right, reach=REACH)
    for gram in grams(left[-NEAR:]):
        traits[f"N:{gram}"] = 1.0
    add_grams(traits, "B", clause.label)
    add_grams(traits, "S", statement.label, 0.7)
    if clause.text[figure.start : figure.end] in statement.label:
        traits["in the label"] = 1.0
    add_grams(traits, "H", statement.header, 0.3)
    add_grams(traits, "D", statement.lead, 0.3)
    for heading in statement.headings[1:][-1:]:
        add_grams(traits, "G", heading, 0.5)
    for name in context.names:
        traits[f"named:{name.instrument.value}"] = 0.5
    for other in context.found[:place][-1:]:
        traits[f"before:{other.kind.value}"] = 1.0
    for other in context.found[place + 1 :][:1]:
        traits[f"after:{other.kind.value}"] = 1.0
    return traits
