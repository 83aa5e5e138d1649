"""From ranked passages to the list that is shown: each text once, and both languages when both have something."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from assistant.domain import Hit
from assistant.language.script import CJK, fold, language_of

FIRST = 5
"""Documents at the top among which both languages shall be found."""
OF_EACH = 2
"""Documents of each language among them, if there are as many that are worth it."""
WORTH_IT = 0.3
"""Share of the best score that a document of the other language must have to be moved up."""

SAME = 0.9
"""Share of words (Jaccard) from which two passages are copies of one another."""
UNIT = re.compile(f"[{CJK}]|[^\\W_]+")


def without_copies(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Ranked hits, each text only where it ranks best; reports repeat one another, and files are ingested twice.

    Copies are told within a document, and between documents that state the same title. The same words in a document of
    another name are news: a condition that two programmes share holds for both.
    """
    kept: dict[str, list[str]] = defaultdict(list)
    for hit in hits:
        text = hit.passage.text
        names = [hit.passage.document_id]
        if hit.metadata.title and "title" not in hit.metadata.inferred:
            names.append(f"titled {hit.metadata.title}")
        # Texts are taken apart only where there is another one to compare with: most documents have one among the best.
        if not any(_same(_units(text), _units(other)) for name in names for other in kept[name]):
            for name in names:
                kept[name].append(text)
            yield hit


@lru_cache(maxsize=5000)
def _units(text: str) -> frozenset[str]:
    return frozenset(UNIT.findall(fold(text)))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    if min(len(one), len(other)) < SAME * max(len(one), len(other)):
        return False
    common = len(one & other)
    return common >= SAME * (len(one) + len(other) - common)


@lru_cache(maxsize=20_000)
def _language(text: str) -> str:
    return language_of(text)


def both_languages(hits: Sequence[Hit]) -> list[Hit]:
    """Ranked hits, with documents of the less found language moved up to the first few when they are worth it.

    Words that stand in a passage always match better than their translations, so that copies in the question's own
    language would fill the top. A hit that is moved keeps its score.
    """
    first_of = {hit.passage.document_id: hit for hit in reversed(hits)}
    leaders = sorted(first_of.values(), key=lambda hit: -hit.score)
    top, rest = leaders[:FIRST], leaders[FIRST:]
    listed = list(hits)
    for language in ("zh", "en"):
        wanting = OF_EACH - sum(_language(hit.passage.text) == language for hit in top)
        worthy = (
            hit for hit in rest if hit.score >= WORTH_IT * leaders[0].score and _language(hit.passage.text) == language
        )
        risers = list(islice(worthy, max(wanting, 0)))
        others = [hit for hit in top if _language(hit.passage.text) != language]
        # They take the places of the last ones of the other language, in their own order.
        losers = others[len(others) - len(risers) :]
        for riser in risers:
            listed.remove(riser)
        if losers:
            place = listed.index(losers[0])
            listed[place:place] = risers
    return listed
