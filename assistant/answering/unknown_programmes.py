"""Programmes that a question names and that no document knows: nothing is worked out under such a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.evidence import Evidence
from assistant.language.script import fold
from assistant.measures.programmes import programmes_in

SORT_ZH = "(?:计划|项目|基金|方案|专项|办法|政策|制度)"
QUOTED_ZH = re.compile(
    rf"[“\"《「『](?P<name>[^“”\"《》「」『』]{{2,20}}?)(?:{SORT_ZH}[”\"》」』]|[”\"》」』]{SORT_ZH})"
)
NAMED_EN = re.compile(r"\b(?P<name>(?:[A-Z][\w&-]+ ){1,3})(?:Programme|Program|Scheme|Fund|Initiative|Incentive)\b")
NO_NAME = frozenset(
    {"the", "this", "a", "an", "under", "does", "how", "what", "which", "is", "can", "investment", "grant", "aid"}
)


def unknown_programme_in(text: str, evidence: Sequence[Evidence]) -> str | None:
    """The first programme that a question names and that nothing read for it, nor the glossary, knows; None mostly."""
    if programmes_in(text):
        return None
    named = [match for pattern in (QUOTED_ZH, NAMED_EN) for match in pattern.finditer(text)]
    if not named:
        return None
    said = fold("\n".join({f"{item.metadata.title}\n{item.passage.text}" for item in evidence}))
    for match in named:
        words = [word for word in fold(match["name"]).split() if word not in NO_NAME]
        if words and not any(word in said for word in words):
            return match.group().strip('“”"《》「」『』')
    return None
