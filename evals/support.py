"""Whether words follow from those that are cited for them: the product's own checker, as scorers and outside suites use it.

Made for citation precision and recall in the sense of ALCE (Gao et al., EMNLP 2023), with this checker in the place of
its entailment model. It says nothing good of written answers by itself, for they were let through by it: read the facts,
a judge's opinion and the outside suites beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from assistant.answering.checking.checker import Checker, states_nothing
from assistant.answering.checking.values import Source
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.script import HAN, fold, language_of
from assistant.language.sentences import sentence_spans
from assistant.settings import read_settings
from evals.arithmetic import Reckoning, prints_calculation

UNIT = re.compile(rf"{HAN.pattern}|[a-z0-9]+(?:[.,]\d+)*")
COMMON = frozenset("the a an of to in on at for and or is are was were be by with from as that this it its".split())

_folder: Path | None = None


def use_dictionary(folder: Path) -> None:
    """Have the checker keep its dictionary in this folder, as the product does in ``cache`` of its data folder."""
    global _folder
    _folder = folder


def checker() -> Checker:
    """The product's checker."""
    return checker_in(_folder or read_settings().data_dir / "cache")


@lru_cache(maxsize=2)
def checker_in(folder: Path) -> Checker:
    """The product's checker with its dictionary in a folder; it is built there if need be."""
    return Checker(Crossing(Dictionary(folder)))


def units(text: str) -> set[str]:
    """Chinese characters and words of other scripts, folded, without the commonest."""
    return {unit for unit in UNIT.findall(fold(text)) if unit not in COMMON}


def supports(sources: str, statement: str, *, reckoning: Reckoning | None = None, names: str = "") -> bool:
    """Whether sources support a statement, by the product's checker.

    Of a printed calculation the lines are worked out again; its own words only name the steps and are not compared.
    ``names`` are the titles of the sources, whose words count as theirs.
    """
    if not sources.strip():
        return False
    if reckoning is not None and prints_calculation(statement):
        return not reckoning.unsupported(statement, sources)
    return checker().check(statement, [Source(sources, context=names)]).holds


def supported_by_texts(claim: str, texts: Sequence[str], *, question: str = "") -> bool:
    """Whether a claim is supported by sentences of some texts; what only leads to the next sentence claims nothing."""
    if states_nothing(claim) and re.search(r"[^\W\d_]", claim):
        return True
    sources = [
        Source(text[span.start : span.end], passage=text)
        for text in texts
        for span in sentence_spans(text, language=language_of(text))
    ]
    return checker().check(claim, sources, question=question).holds
