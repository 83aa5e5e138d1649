"""Outside data: public sets that nobody in the project wrote, for measuring only.

They are read from a folder that the caller names, are never committed, and no test needs them. ``tune`` may be looked
at; ``report`` is for reporting. Each suite takes the same arguments and returns :class:`~evals.outside.common.Figure`
values.
"""

from __future__ import annotations

from collections.abc import Callable

from evals.outside import doc2dial, faithbench, nomiracl, pdf, rgb_facts, xquad
from evals.outside.common import Figure

__all__ = ["SUITES", "Figure"]

SUITES: dict[str, Callable[..., list[Figure]]] = {
    "xquad": xquad.measure,
    "doc2dial": doc2dial.measure,
    "nomiracl": nomiracl.measure,
    "rgb-facts": rgb_facts.measure,
    "faithbench": faithbench.measure,
    "pdf": pdf.measure,
}
"""The ``measure`` of each suite by the name that follows ``outside:``."""
