"""A deterministic support test: do these words follow from those?

Made for citation precision and recall in the sense of ALCE (Gao et al., EMNLP 2023), with this test in the place of
its entailment model. It shares no code with the answerers' own choice of evidence: words by plain overlap, quantities
by their normalised keys.
"""

from __future__ import annotations

import re

from assistant.language.quantities import Quantity, quantities
from assistant.language.script import HAN, fold
from evals.arithmetic import Reckoning, prints_calculation
from evals.facts import stated

ENOUGH_WORDS = 0.6
"""Share of a statement's content units that its sources must hold."""

UNIT = re.compile(rf"{HAN.pattern}|[a-z0-9]+(?:[.,]\d+)*")
COMMON = frozenset("the a an of to in on at for and or is are was were be by with from as that this it its".split())


def units(text: str) -> set[str]:
    """Chinese characters and words of other scripts, folded, without the commonest."""
    return {unit for unit in UNIT.findall(fold(text)) if unit not in COMMON}


def unsupported_quantities(statement: str, sources: str) -> list[Quantity]:
    """Quantities of a statement that do not stand in its sources, in any notation."""
    have = frozenset(quantity.key for quantity in quantities(sources))
    return [quantity for quantity in quantities(statement) if not stated(quantity.key, have)]


def supports(sources: str, statement: str, *, reckoning: Reckoning | None = None, names: str = "") -> bool:
    """Whether sources support a statement: all its quantities stand in them, and most of its words.

    Of a printed calculation the lines are worked out again; its own words only name the steps and are not compared.
    ``names`` are the titles of the sources, whose words count as theirs.
    """
    if not sources.strip():
        return False
    if reckoning is not None and prints_calculation(statement):
        return not reckoning.unsupported(statement, sources)
    if unsupported_quantities(statement, sources):
        return False
    wanted = units(_without_quantities(statement))
    return not wanted or len(wanted & units(f"{sources}\n{names}")) / len(wanted) >= ENOUGH_WORDS


def _without_quantities(text: str) -> str:
    """The words alone: quantities were compared by their values, since notations differ."""
    for quantity in reversed(quantities(text)):
        text = text[: quantity.start] + " " + text[quantity.end :]
    return text
