"""How an answer ends: what the evidence supports, and what it lacks that the question turns on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.asking import Asked, asked_for
from assistant.answering.calibration import Calibration
from assistant.answering.concepts import missing_concepts
from assistant.answering.disclaimers import disclaims, may_disclaim, only_disclaimed
from assistant.answering.entities import (
    HOME,
    missing_contacts,
    missing_names,
    missing_places,
    missing_regions,
    missing_years,
)
from assistant.answering.evidence import Evidence
from assistant.answering.features import places_of
from assistant.answering.matter import Matter
from assistant.answering.matters import asks_besides, matters_asked, treating
from assistant.domain import Outcome
from assistant.language.places import country_of, matches_place
from assistant.protocols import Query

BETTER = 0.65
"""By how many log odds a disclaimer must be better than the best other sentence, its holding no figures and standing last
set aside."""
SET_ASIDE = ("asked", "caveat")


@dataclass(frozen=True, slots=True)
class Decision:
    """What can be answered."""

    outcome: Outcome
    evidence: tuple[Evidence, ...]
    """What to quote from, best first."""
    places: tuple[str, ...] = ()
    """Codes of places that no document treats."""
    names: tuple[str, ...] = ()
    """Names and years that no document treats, as the question has them."""
    matters: tuple[Matter, ...] = ()
    """What is asked for and no document treats, though all else of the question is told."""
    disclaimer: Evidence | None = None
    """The document's own words that it does not tell."""
    remark: str | None = None
    """Phrase that says why there is no answer."""


def decide(query: Query, evidence: Sequence[Evidence], probability: float, calibration: Calibration) -> Decision:
    """The outcome of a question with its evidence, best first, which answers it with some probability."""
    if not evidence:
        return Decision(Outcome.NO_SUPPORT, ())
    places = missing_places(query, evidence)
    missing = (missing_names, missing_years, missing_regions, missing_contacts)
    names = tuple(name for find in missing for name in find(query, evidence))
    matters, disclaimer = untold(query, evidence)
    if places or names or matters:
        disclaimer = None
    elif disclaimer is None and Asked.STATUS not in asked_for(query.text):
        # To who asks how things stand, that it is not known is the answer.
        disclaimer = _disclaimer(evidence, calibration)
    treated = _countries((*query.jurisdictions, *query.hinted)) - _countries(places) - {"CN", "EU"}
    if names or disclaimer is not None or (places and not treated):
        return Decision(Outcome.NO_SUPPORT, (), places, names, matters, disclaimer)
    if matters and not asks_besides(query.text, matters):
        return Decision(Outcome.NO_SUPPORT, (), places, names, matters)
    if places or matters:
        about = tuple(treated)
        kept = tuple(item for item in evidence if matches_place(item.metadata.jurisdictions, about))
        return Decision(Outcome.PARTLY_ANSWERED, kept or tuple(evidence), places, matters=matters)
    if probability < calibration.threshold:
        return Decision(Outcome.NO_SUPPORT, ())
    return Decision(Outcome.ANSWERED, _of_the_places(query, evidence))


def untold(query: Query, evidence: Sequence[Evidence]) -> tuple[tuple[Matter, ...], Evidence | None]:
    """What the question asks for and the evidence does not treat; or the words that say that it is not told."""
    missing = []
    for matter in matters_asked(query):
        said = treating(matter, query, evidence)
        if not said:
            missing.append(matter)
        elif all(may_disclaim(item.words) for item in said):
            return (), said[0]
    missing.extend(missing_concepts(query, evidence))
    return tuple(missing), None if missing else only_disclaimed(query, evidence)


def _of_the_places(query: Query, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence without what other countries' documents say of themselves.

    Where no document is on the countries asked about, what others say of them is left, and what the Union and China say.
    """
    about = tuple(code for code in (query.jurisdictions or query.hinted) if code not in HOME)
    if not about:
        return tuple(evidence)
    asked = _countries(about)
    if not any(matches_place(item.metadata.jurisdictions, about) for item in evidence):
        named = [item for item in evidence if asked & places_of(item.words)]
        kept = (item for item in evidence if asked & places_of(item.words) or HOME & set(item.metadata.jurisdictions))
        return tuple(kept) if named else tuple(evidence)
    return tuple(
        item
        for item in evidence
        if asked & places_of(item.words)
        or (
            _speaks_of(item, asked)
            if len(item.metadata.jurisdictions) != 1
            else matches_place(item.metadata.jurisdictions, about) or HOME & set(item.metadata.jurisdictions)
        )
    )


def _speaks_of(item: Evidence, asked: set[str]) -> bool:
    """Whether a sentence of a document on several countries may be on one of those asked about.

    The nearest heading that names a country tells; where none does, what the sentence itself names.
    """
    headings = reversed(item.passage.headings_below(item.metadata.title))
    above = next((named for heading in headings if (named := places_of(heading) - HOME)), frozenset())
    return bool(asked & above) if above else not places_of(item.words) - HOME


def _countries(codes: Sequence[str]) -> set[str]:
    return {country_of(code) for code in codes}


def _disclaimer(evidence: Sequence[Evidence], calibration: Calibration) -> Evidence | None:
    """The sentence that says that the document does not tell, if it is nearer to the question than all others."""
    best, better = nearest_disclaimer(evidence, calibration)
    return best if better > BETTER else None


def nearest_disclaimer(evidence: Sequence[Evidence], calibration: Calibration) -> tuple[Evidence | None, float]:
    """The best sentence that says that a document does not tell, and by how many log odds it is better than all others.

    None, which is better than nothing, when there is no such sentence, or nothing else.
    """
    told = [item for item in evidence if not disclaims(item.words)]
    silent = [item for item in evidence if disclaims(item.words)]
    if not told or not silent:
        return None, -math.inf

    def worth(item: Evidence) -> float:
        aside: float = sum(calibration.evidence[name] * getattr(item.features, name) for name in SET_ASIDE)
        return item.score - aside

    best = max(silent, key=worth)
    return best, worth(best) - max(map(worth, told))
