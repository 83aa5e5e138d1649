"""What a measure's words say beside its figures: of what a rate is a share, for whom it is, under which condition."""

from __future__ import annotations

import re

from assistant.measures.extraction.drafts import Draft
from assistant.measures.extraction.statements import Clause, Statement
from assistant.measures.extraction.values import Value

RATE_OF_AFTER = re.compile(
    r"\s*(?:[)）]\s*)?(?:of|on|off)\s+(?:the\s+|its\s+)?(?P<of>[^,.;:()|（），。；\d]{2,70}?)(?=\s+(?:until|after|over|from|at|by|for|in|between|with|and|or|if|to)\b|[,.;:()|（），。；\d]|$)",
    re.IGNORECASE,
)
RATE_OF_BEFORE = re.compile(r"(?:按照?|占|给予)(?P<of>[^，。；,;按占\d]{2,24}?)的?(?:最高)?(?:不超过)?\s*$")
CONDITION = re.compile(
    r"(?:\bif\b|\bprovided\s+that\b|\bon\s+condition\s+that\b|\bsubject\s+to\b|\bonly\s+(?:for|if|when)\b|\bfor\s+(?=(?:compan|firm|project|small|medium|large|new|plant|vehicle|car|invest))|若|如果|须|应当|条件|仅限|限于)[^.;。；|]{3,160}",
    re.IGNORECASE,
)
FOR_WHOM = re.compile(
    r"\s*(?:[)）]\s*)?(?:for|in|if|to)\s+(?!(?:[\w-]+\s+){0,5}(?:years?|months?|weeks?|days?)\b)(?P<who>[^,.;:()（），。；|\d]{3,80}?)(?=\s+(?:and|or|with|plus)\b|[,.;:()（），。；|\d]|$)|\s*(?P<bare>(?:large|medium|small|micro)[^,.;|]{0,40})",
    re.IGNORECASE,
)


def finish(draft: Draft, statement: Statement) -> None:
    """Note the whole statement and its conditions."""
    draft.spans.append(statement.span)
    draft.conditions.extend(match.group().strip() for match in CONDITION.finditer(statement.text))
    del draft.conditions[4:]


def describe(draft: Draft, clause: Clause, value: Value) -> None:
    """What a rate is a share of and for whom it is, in the words behind it."""
    if value.field == "rate" and "rate_of" not in draft.fields:
        match = RATE_OF_AFTER.match(clause.text, value.figure.end) or RATE_OF_BEFORE.search(
            clause.text[: value.figure.start]
        )
        if match:
            draft.fields["rate_of"] = match["of"].strip()
    if not draft.applies_to:
        who = FOR_WHOM.match(clause.text, value.figure.end)
        if who:
            draft.applies_to = (who["who"] or who["bare"]).strip()
