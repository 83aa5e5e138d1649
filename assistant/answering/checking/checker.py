"""The checker: does a statement follow from the words that it cites?

Deterministic and the same in both languages. First the sources that say most of the statement are picked, as few as
will do; then its figures, places and names must stand in them, enough of its words be said there, and it must not deny
what they do not. It sees words and values, not what they mean together: two right figures exchanged within a sentence
pass. A model can be asked for a second opinion where the wording leaves it open (``judging.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answering.checking.bounds import turned_round
from assistant.answering.checking.exchanged import exchanged
from assistant.answering.checking.figures import figures_of, unstated
from assistant.answering.checking.names import strange_names, strange_places
from assistant.answering.checking.negation import denials_in
from assistant.answering.checking.values import Fault, Found, Source, Verdict
from assistant.answering.checking.wording import Wording, said, weights_of
from assistant.language.crossing import Crossing
from assistant.language.script import language_of
from assistant.protocols import Term

MOST_SOURCES = 4
"""Sentences that one statement may rest on."""
GAIN = 0.12
"""Share of a statement's words that a further source must add to be cited for them."""
ENOUGH = 0.5
"""Share of a statement's words that its sources must say."""
ENOUGH_ACROSS = 0.4
"""The same when none of them is in its language: dictionaries lack words."""
FIGURE_WEIGHT = 0.7
"""What a figure counts beside a word of ordinary weight."""
AROUND = 0.7
"""What a word counts that only title, headings or the rest of the passage say."""
FEW = 3
"""Up to so many words, nearly all must be said."""
NEARLY_ALL = 0.75
LONGEST_LEAD = 160
"""Characters of a line that leads to a list."""
MIRRORED = 0.75
"""From what share of its source's words on a statement is taken to say the same sentence again."""


OPENER = re.compile(
    r"^(?:here(?:['’]s| is| are)|below (?:is|are)|in (?:summary|short|conclusion))\b|^(?:以下|如下|综上|总之|总结)",
    re.IGNORECASE,
)


def states_nothing(claim: str) -> bool:
    """Whether a sentence only leads to what follows: ``Here is what applies:``, ``主要规定如下：``, a list's number."""
    if not re.search(r"[^\W\d_]", claim):
        return True
    figures = figures_of(claim)
    leads = claim.rstrip().endswith((":", "：")) or OPENER.search(claim) is not None
    return leads and len(claim) <= LONGEST_LEAD and not figures.all and not figures.days


class Checker:
    """Checks statements against sources. Safe to use from several threads."""

    def __init__(self, crossing: Crossing) -> None:
        self._wording = Wording(crossing)

    def check(self, claim: str, sources: Sequence[Source], *, question: str = "") -> Verdict:
        """What is wrong with a statement, and which of the sources it rests on.

        ``question`` is what it answers: its figures may be put into a calculation that the statement shows.
        """
        if not sources:
            return Verdict((Found(Fault.CITATION, claim),), (), 0.0)
        terms = self._wording.words_of(claim)
        weights = weights_of(terms)
        texts = [source.words for source in sources]
        own = said(terms, texts)
        used = _picked(claim, sources, own, weights)
        chosen = [sources[place] for place in used]
        around = said(terms, [f"{source.context}\n{source.header}\n{source.passage}" for source in chosen])
        around *= 0.0 if len(terms) <= FEW else AROUND
        share = float(weights @ np.maximum(own[used].max(axis=0), around.max(axis=0))) if terms else 1.0
        wrong = unstated(claim, chosen, question=question)
        weight = sum(term.weight for term in terms)
        if not wrong and terms:
            wrong = _exchanged(claim, sources, own @ weights)
        share = _with_figures(share, len(figures_of(claim).all), len(wrong), weight)
        faults = [
            *wrong,
            *strange_places(claim, chosen),
            *strange_names(claim, self._wording.terms(claim), chosen),
        ]
        if share < _enough(claim, chosen, len(terms)):
            faults.append(Found(Fault.WORDING, _unsaid(terms, own[used], around)))
        if figures_of(claim).all and all(turned_round(claim, source.near) for source in chosen):
            faults.append(Found(Fault.BOUND, claim))
        if self._denies_otherwise(claim, chosen):
            faults.append(Found(Fault.NEGATION, claim))
        return Verdict(tuple(faults), tuple(used), round(share, 4))

    def _denies_otherwise(self, claim: str, chosen: Sequence[Source]) -> bool:
        mine = denials_in(claim)
        theirs = sum(denials_in(source.cited) for source in chosen)
        if mine and not theirs:
            # A heading may deny what its rows list: "Not eligible".
            return not any(source.header and denials_in(source.context) for source in chosen)
        same = all(language_of(source.words) == language_of(claim) for source in chosen)
        if not same:
            return False
        if mine > theirs:
            return True
        return theirs > mine == 0 and len(chosen) == 1 and self._mirrors(claim, chosen[0])

    def _mirrors(self, claim: str, source: Source) -> bool:
        """Whether a statement says nearly all that its source says."""
        terms = self._wording.words_of(source.words)
        return bool(terms) and float(weights_of(terms) @ said(terms, [claim])[0]) >= MIRRORED


def _picked(claim: str, sources: Sequence[Source], own: NDArray[np.float64], weights: NDArray[np.float64]) -> list[int]:
    """Positions of the sources that together say most of a statement, as few as will do."""
    wanted = figures_of(claim)
    keys = [quantity.key[1] for quantity in wanted.all] + list(wanted.days)
    holds = np.array([[_has(source, key) for key in keys] for source in sources], dtype=float).reshape(
        len(sources), len(keys)
    )
    # A figure is what a statement stands or falls with.
    parts = np.hstack([own * weights, holds * (1.0 / max(len(keys), 1))])
    used: list[int] = []
    covered = np.zeros(parts.shape[1])
    while len(used) < min(MOST_SOURCES, len(sources)):
        gains = np.maximum(parts, covered).sum(axis=1) - covered.sum()
        best = int(np.argmax(gains))
        if used and gains[best] < GAIN:
            break
        used.append(best)
        covered = np.maximum(covered, parts[best])
        if best in used[:-1]:
            break
    return list(dict.fromkeys(used))


def _exchanged(claim: str, sources: Sequence[Source], shares: NDArray[np.float64]) -> list[Found]:
    """What was exchanged in the sentence that a statement repeats, if it repeats one and no other does it better."""
    most = float(shares.max())
    if most < MIRRORED:
        return []
    repeated = [exchanged(claim, source) for source, share in zip(sources, shares, strict=True) if share >= most - 1e-9]
    return min(repeated, key=len)


def _has(source: Source, value: str) -> bool:
    figures = figures_of(source.words)
    return any(quantity.key[1].startswith(value) for quantity in figures.all) or any(
        day.startswith(value) for day in figures.days
    )


def _with_figures(share: float, figures: int, wrong: int, weight: float) -> float:
    """The share of a statement that is said when its figures count as words; ``wrong`` of them are not stated."""
    if not figures or not weight:
        return share
    right = max(figures - wrong, 0)
    return (share * weight + right * FIGURE_WEIGHT) / (weight + figures * FIGURE_WEIGHT)


def _enough(claim: str, chosen: Sequence[Source], terms: int) -> float:
    if terms <= FEW:
        return NEARLY_ALL
    language = language_of(claim)
    return ENOUGH if any(language_of(source.words) == language for source in chosen) else ENOUGH_ACROSS


def _unsaid(terms: Sequence[Term], own: NDArray[np.float64], around: NDArray[np.float64]) -> str:
    best = np.maximum(own.max(axis=0), around.max(axis=0))
    return ", ".join(term.source for term, value in zip(terms, best, strict=True) if value == 0)[:200]
