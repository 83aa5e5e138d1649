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
from assistant.answering.checking.figures import unstated
from assistant.answering.checking.values import Found, Source
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.script import HAN, fold, language_of
from assistant.language.sentences import sentence_spans
from assistant.settings import read_settings

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


def unsupported_figures(statement: str, quotes: Sequence[str], *, question: str = "") -> list[Found]:
    """Figures of a statement that do not stand in its quotes, in any notation, nor are a shown calculation's result."""
    return unstated(statement, [Source(quote) for quote in quotes], question=question)


def supports(quotes: Sequence[str], statement: str, *, question: str = "") -> bool:
    """Whether quotes together support a statement."""
    sources = [Source(quote) for quote in quotes if quote.strip()]
    return bool(sources) and checker().check(statement, sources, question=question).holds


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
