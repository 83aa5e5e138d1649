"""What an amount, rate or number is judged by when no rule knows the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.cues import subject_of
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.instruments import WEAK, Named
from assistant.measures.extraction.judging import FIGURE_WEIGHTS, Opinion, learned
from assistant.measures.extraction.traits_of_words import Traits, add_beside, add_grams, tokens
from assistant.measures.extraction.values import around

if TYPE_CHECKING:
    from assistant.measures.extraction.statements import Clause, Statement

REACH = (8, 7)
"""Words left and right of a figure that are looked at."""
FAR = 80
"""Characters that an instrument which is named in passing counts as farther off."""


@dataclass(frozen=True, slots=True)
class FigureContext:
    """A clause with its figures and what stands above it."""

    statement: Statement
    clause: Clause
    found: Sequence[Figure]
    names: Sequence[Named]
    """The instruments that the clause names."""
    outer: Instrument | None
    """The one that the words above it name."""
    title: str
    kind: str
    """What the document is filed as."""

    def opinion(self, place: int) -> Opinion:
        """What the figure at a place is, by what was learned."""
        return learned(FIGURE_WEIGHTS).opinion(figure_traits(self, place))


def figure_traits(context: FigureContext, place: int) -> Traits:
    """Traits of the figure at a place of its clause."""
    clause, statement, figure = context.clause, context.statement, context.found[place]
    left, right = tokens(clause.text[: figure.start]), tokens(clause.text[figure.end :])
    kind = figure.kind.value
    traits: Traits = {
        "bias": 1.0,
        f"kind:{kind}": 1.0,
        f"bound:{kind}:{figure.bound.value}": 1.0,
        f"per:{figure.per}": 1.0,
        f"block:{statement.kind.value}": 1.0,
        f"document:{context.kind}": 1.0,
        "first" if not left else "inner": 1.0,
        "alone" if not left and not right else "amid": 1.0,
    }
    if figure.superseded:
        traits["superseded"] = 1.0
    add_beside(traits, left, right, reach=REACH)
    add_grams(traits, "B", clause.label)
    add_grams(traits, "S", statement.label, 0.5)
    add_grams(traits, "H", statement.header, 0.3)
    add_grams(traits, "D", statement.lead, 0.3)
    for heading in statement.headings[1:][-1:]:
        add_grams(traits, "G", heading, 0.5)
    add_grams(traits, "T", context.title, 0.2)
    _add_instruments(traits, context, figure)
    _add_neighbours(traits, context, place)
    subject = subject_of(*around(clause.text, context.found, place), clause.label)
    traits[f"subject:{subject}"] = 2.0
    traits[f"subject:{kind}:{figure.bound.value}:{subject}"] = 1.0
    return traits


def _add_instruments(traits: Traits, context: FigureContext, figure: Figure) -> None:
    kind = figure.kind.value
    nearest: tuple[int, Named] | None = None
    for name in context.names:
        away = figure.start - name.end if name.end <= figure.start else name.start - figure.end + 6
        away += FAR if name.instrument in WEAK else 0
        if nearest is None or away < nearest[0]:
            nearest = (away, name)
        traits[f"named:{name.instrument.value}"] = 0.7
    near = nearest[1].instrument.value if nearest is not None else "-"
    outer = context.outer.value if context.outer is not None else "-"
    traits |= {f"near:{near}": 2.0, f"near:{kind}:{near}": 1.0, f"outer:{outer}": 1.0, f"outer:{kind}:{outer}": 1.0}


def _add_neighbours(traits: Traits, context: FigureContext, place: int) -> None:
    figure = context.found[place]
    before = [other.kind for other in context.found[:place]]
    traits["after a rate" if QuantityKind.PERCENT in before else "after no rate"] = 1.0
    traits[f"before:{before[-1].value if before else '-'}:{figure.kind.value}"] = 1.0
    if figure.kind is QuantityKind.PERCENT:
        value = figure.high if figure.high is not None else figure.low
        size = "?" if value is None else "0" if value == 0 else "100" if value == 100 else "more" if value > 100 else ""
        if size:
            traits[f"rate:{size}"] = 1.0
