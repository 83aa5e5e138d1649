"""Words that bound a figure from above or below, in both languages: "up to 20%" is not "at least 20%"."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.script import simplify

UPPER = re.compile(
    r"\b(?:up to|at most|no more than|not more than|not exceed\w*|maximum|max\.?|capped|cap|ceiling|upper limit|less than|below|under|within|limited to)\b"
    r"|最高|最多|上限|至多|不超过|不高于|不得超过|封顶|低于|少于|不足|不满|以下|以内|之内",
    re.IGNORECASE,
)
LOWER = re.compile(
    r"\b(?:at least|no less than|not less than|minimum|min\.|floor|more than|above|over|exceed(?:s|ing)?|from|threshold|no fewer than)\b"
    r"|最低|最少|下限|至少|不低于|不少于|不得低于|起步|高于|超过|多于|以上",
    re.IGNORECASE,
)
NO_LOWER = re.compile(r"不(?:得)?超过|not exceed\w*|no more than|not more than", re.IGNORECASE)
NO_UPPER = re.compile(r"不(?:得)?(?:低于|少于)|no less than|not less than|no fewer than", re.IGNORECASE)
WORDS = frozenset(
    "up to|at most|no more than|not more than|maximum|max|cap|capped|ceiling|upper limit|limit|at least|no less than|minimum|floor|"
    "最高|最多|上限|至多|不超过|不高于|封顶|最高额|最高限额|最低|最少|下限|至少|不低于|不少于|以上|以下|以内|最高可|最大".split(
        "|"
    )
)
"""Terms that are left out of the wording: they are compared by their direction."""


@lru_cache(maxsize=20_000)
def directions(text: str) -> frozenset[str]:
    """``upper``, ``lower`` or both, as far as words of a text say."""
    plain = simplify(text)
    found = set()
    if UPPER.search(NO_UPPER.sub(" ", plain)):
        found.add("upper")
    if LOWER.search(NO_LOWER.sub(" ", plain)):
        found.add("lower")
    if NO_UPPER.search(plain):
        found.add("lower")
    return frozenset(found)


def turned_round(claim: str, source: str) -> bool:
    """Whether a statement bounds from the one side what its source bounds from the other alone."""
    mine, theirs = directions(claim), directions(source)
    return len(mine) == 1 and len(theirs) == 1 and mine != theirs
