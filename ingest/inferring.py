"""Where a document holds and what it is about, told from its words when nobody states it. Rather nothing than wrong.

What is inferred is marked as such, counts for ranking, and can be found by filters; where a wrong place would do harm,
as for the measures read out of a document, only what is stated counts.
"""

from __future__ import annotations

import re
from collections import Counter

from assistant.language.places import places_in
from assistant.question.hints import hinted_topics

READ = 5_000
"""Characters from the beginning that are looked at: a document says early what it is about."""
MOST_PLACES = 3
MOST_TOPICS = 2
SUPPORT = 2
"""Lines besides the title that must name a place, or hint at a topic, that the title names."""
DOMINANT = 0.7
"""Share of the lines naming a place that must name one that the title does not."""
ENOUGH = 4
"""Lines that must name it."""
HOME = "CN"
"""Named in nearly every document here, as where the companies come from: it must stand before all else, or alone."""
_HEAD = re.compile(r"(.{2,40}?)\s*[:：]")
"""What a title begins with when it says at once whom it is about: ``Spain: aid for batteries``."""


def inferred_jurisdictions(title: str, text: str) -> tuple[str, ...]:
    """Codes of the places that a document is most likely about; none when its words leave it open."""
    lines = _lines(title, text)
    named = Counter(code for line in lines for code in places_in(line))
    head = _HEAD.match(title)
    foremost = places_in(head[1]) if head else ()
    titled = places_in(title)
    found = [code for code in titled if code in foremost or (code != HOME and named[code] >= SUPPORT)]
    if not found and len(titled) == 1 and HOME not in titled and named.keys() <= {*titled, HOME}:
        found = list(titled)  # short papers name their place once: above all
    if found:
        return tuple(found) if len(found) <= MOST_PLACES else ()
    code, count = named.most_common(1)[0] if named else ("", 0)
    return (code,) if count >= ENOUGH and count >= DOMINANT * named.total() else ()


def inferred_topics(title: str, text: str) -> tuple[str, ...]:
    """Topics that the title hints at and that the text speaks of most."""
    in_title = hinted_topics(title)
    if not in_title:
        return ()
    hinted = Counter(topic for line in _lines(title, text) for topic in hinted_topics(line))
    foremost = [topic for topic, count in hinted.most_common(MOST_TOPICS) if count >= SUPPORT]
    return tuple(topic for topic in foremost if topic in in_title)


def _lines(title: str, text: str) -> list[str]:
    lines = (line.strip() for line in text[:READ].splitlines())
    return [line for line in lines if line and line != title.strip()]
