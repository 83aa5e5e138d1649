"""What is said of a whole programme, its limits, budget and dates, goes to each of its measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import BlockKind
from assistant.measure import Instrument
from assistant.measures.extraction.belonging import names_programme
from assistant.measures.extraction.drafts import DATES, Draft
from assistant.measures.extraction.values import AID, RELIEF

SHARED = ("minimum_investment", "maximum_investment", "budget", "cap", "opens", "closes", "starts", "ends")
OF_AID_ONLY = frozenset({"minimum_investment", "maximum_investment", "budget", "cap", "opens", "closes"})
WHOLE = re.compile(
    r"\b(?:programme|program|scheme|version|law|act|decree|directive|regulation|credit|incentive|reform|rules?|budget|package|calls?|windows?|grant|exemption|charter|projects?|aid|size|cap|extended|it|who|compan(?:y|ies)|at\s+least)\b"
    r"|计划|政策|办法|规定|公告|通知|法|条例|制度|项目|资金|补贴",
    re.IGNORECASE,
)
CASE = re.compile(r"\s*(?:for|if|where|when)\b[^.]*,|\s*(?:如|若|对于)", re.IGNORECASE)
"""A sentence on a part of the cases only."""


def spread(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that stand alone, with the facts of the others; what nobody takes stands for itself."""
    alone = [draft for draft in drafts if draft.stands_alone]
    kept = list(drafts)
    # What a label names is said of the whole more surely than what a sentence says in passing.
    for fact in sorted(drafts, key=lambda draft: not draft.statement.label):
        if fact.stands_alone or _is_record(fact):
            continue
        takers = [draft for draft in alone if _takes(draft, fact)] if _of_the_whole(fact) else []
        for draft in takers:
            _give(fact, draft)
        if takers or _is_limit_only(fact) and any(draft.instrument in AID | RELIEF for draft in alone):
            kept.remove(fact)
    return kept


def _is_record(fact: Draft) -> bool:
    """A row whose column tells what its figure is stands for itself: ``other towns | EUR 3 million``."""
    return fact.statement.kind is BlockKind.ROW and not fact.from_label and not fact.fields.keys() <= set(DATES)


def _is_limit_only(fact: Draft) -> bool:
    return bool(OF_AID_ONLY & fact.fields.keys()) and not fact.near


def _of_the_whole(fact: Draft) -> bool:
    text = fact.statement.text
    return not fact.aside and WHOLE.search(text) is not None and CASE.match(text) is None


def _takes(draft: Draft, fact: Draft) -> bool:
    if draft.jurisdiction != fact.jurisdiction or draft.earlier is not fact.earlier or not _same_scope(draft, fact):
        return False
    if draft.aside or draft.undated:
        return False
    if not OF_AID_ONLY.isdisjoint(fact.fields) and draft.instrument not in AID | RELIEF:
        return False
    if fact.near and fact.instrument in AID | {Instrument.DUTY} and draft.instrument is not fact.instrument:
        return False
    return True


def _give(fact: Draft, draft: Draft) -> None:
    names = [name for name in SHARED if name in fact.fields and name not in draft.fields]
    if {"starts", "ends"} & draft.fields.keys():
        names = [name for name in names if name not in {"starts", "ends"}]
    if not names:
        return
    for item in fact.evidence:
        if item.field in names:
            draft.add({item.field: fact.fields[item.field]}, item.span)
    if "currency" not in draft.fields and "currency" in fact.fields and set(names) - set(DATES):
        draft.fields["currency"] = fact.fields["currency"]
    draft.spans.append(fact.statement.span)


def _same_scope(draft: Draft, fact: Draft) -> bool:
    one, other = scope_of(draft), scope_of(fact)
    return (not one or not other or one == other) and _same_part(draft, fact)


def _same_part(draft: Draft, fact: Draft) -> bool:
    """Rows of one table whose labels name different calls before a comma do not share: ``2021 call, budget``."""
    one, other = draft.statement, fact.statement
    if one.kind is not BlockKind.ROW or other.kind is not BlockKind.ROW or one.group != other.group:
        return True
    parts = [statement.label.split(",")[0].strip() for statement in (one, other) if "," in statement.label]
    return (
        "," not in other.label
        or not any(char.isdigit() for char in other.label)
        or len(set(parts)) == 1
        and len(parts) == 2
    )


def scope_of(draft: Draft) -> str:
    """The innermost heading that names a programme; empty where headings only say what kind of thing follows."""
    return next((heading for heading in reversed(draft.statement.headings[1:]) if names_programme(heading)), "")
