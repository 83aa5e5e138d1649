"""How a standalone question is written that names its topic first: ``关于匈牙利的补贴：要多久？``, *About aid in Hungary: How long?*"""

from __future__ import annotations

import re

FORMED = re.compile(
    r"^\s*(?:关于(?P<zh>[^：\n]{1,200})：|About (?P<en>[^:\n]{1,400}):)\s*(?P<question>\S.*)$", re.DOTALL
)


def split_topic(question: str) -> tuple[str, str]:
    """The topic that a question names first (empty when it does not) and the question behind it."""
    match = FORMED.match(question)
    if match is None:
        return "", question
    return (match["zh"] or match["en"]).strip(), match["question"].strip()
