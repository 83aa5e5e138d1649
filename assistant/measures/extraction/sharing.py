"""Limits that one of several rates states and all of them have."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import BlockKind, Span
from assistant.language.quantities import QuantityKind
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.cues import names_subject
from assistant.measures.extraction.drafts import Draft, fields_of, span_of
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.instruments import AID, RELIEF
from assistant.measures.extraction.statements import Clause, Statement
from assistant.measures.extraction.values import Value

LIMITS = re.compile(
    r"\b(?:grants?|aid|support|subsid(?:y|ies)|loans?|cap|ceiling|budget|costs?)\b|补|奖|贷款|上限|预算", re.IGNORECASE
)
"""In the words before a colon that themselves say what is granted."""


def share_in_row(drafts: Sequence[Draft]) -> None:
    """A limit that has a column of its own is one of all rates of its row."""
    rated = [draft for draft in drafts if "rate" in draft.fields]
    for name in ("cap", "floor"):
        holders = [draft for draft in rated if name in draft.fields]
        if len(rated) < 2 or holders != rated[-1:]:
            continue
        limit = next(item.span for item in holders[0].evidence if item.field == name)
        rate = next(item.span for item in holders[0].evidence if item.field == "rate")
        between = holders[0].statement.text[
            rate.end - holders[0].statement.start : limit.start - holders[0].statement.start
        ]
        if " | " not in between:
            continue
        for draft in rated:
            if draft.instrument is holders[0].instrument:
                draft.add({name: holders[0].fields[name], "currency": holders[0].fields.get("currency")}, limit)


def limits_of_row(statement: Statement, found: Sequence[Figure], drafts: Sequence[Draft]) -> None:
    """The size of the projects that a row is for, which its first cell tells, limits its aid: ``EUR 1 to 5 million | 10%``."""
    sums = [figure for figure in found if figure.kind is QuantityKind.MONEY and not figure.superseded]
    clause = statement.clauses[0]
    if (
        len(sums) != 1
        or sums[0].bound is Bound.EXACT
        or not names_subject("investment", f"{clause.label} {clause.text}")
    ):
        return
    span = Span(clause.start + sums[0].start, clause.start + sums[0].end)
    for draft in drafts:
        if draft.instrument in AID | RELIEF and draft.stands_alone:
            limits = {"minimum_investment": sums[0].low, "maximum_investment": sums[0].high}
            draft.add({**limits, "currency": sums[0].unit}, span)


def rate_in_row(drafts: Sequence[Draft]) -> None:
    """The one rate of a row is that of each least investment in it: ``EUR 30 million | EUR 15 million | 20%``."""
    rated = [draft for draft in drafts if "rate" in draft.fields]
    if len(rated) != 1:
        return
    rate = next(item.span for item in rated[0].evidence if item.field == "rate")
    for draft in drafts:
        if draft.instrument is rated[0].instrument and draft.fields.keys() == {"minimum_investment", "currency"}:
            draft.add({"rate": rated[0].fields["rate"]}, rate)


def without_bracket(statement: Statement, clause: Clause, found: Sequence[Figure]) -> list[Figure]:
    """The figures of an item, without a bracket of sums before its colon, which tells for whom it is: ``EUR 1 to 2 million: half``."""
    label = len(statement.label)
    if statement.kind is not BlockKind.ITEM or not label or not clause.text.startswith(statement.label):
        return list(found)
    inside = [figure for figure in found if figure.end <= label]
    told = len(inside) == 1 and inside[0].unit is not None and inside[0].bound is not Bound.EXACT
    above = " ".join((statement.label, statement.before, statement.lead, *statement.headings[-1:]))
    asked = names_subject("investment", above) or LIMITS.search(statement.label)
    return [figure for figure in found if figure not in inside] if told and not asked else list(found)


def share_last(values: Sequence[Value], label: str, clause: Clause, drafts: Sequence[Draft]) -> None:
    """A limit that ends a count of rates is one of them all: ``25% alone and 50% together, with a cap of EUR 250,000``."""
    limits = [value for value in values if value.field not in {"rate", "amount", "capped amount"}]
    rated = [draft for draft in drafts if "rate" in draft.fields]
    named = {value.field for value in limits}
    if not limits or list(values[-len(limits) :]) != limits or len(named) != len(limits) or len(rated) < 2:
        return
    before = values[-len(limits) - 1].figure
    if re.search(r"[,，;；]", clause.text[before.end : limits[0].figure.start]):
        for draft in rated:
            for limit in limits:
                if draft.instrument is limit.instrument:
                    draft.add(fields_of(limit, label), span_of(clause, limit))


def share_first(values: Sequence[Value], label: str, clause: Clause, drafts: Sequence[Draft]) -> None:
    """What a sentence asks for before it counts rates holds for them all: ``who invests EUR 1 million gets 10%, and 5% ...``."""
    rated = [draft for draft in drafts if "rate" in draft.fields]
    if len(rated) < 2 or values[0].field not in {"minimum_investment", "maximum_investment", "investment"}:
        return
    if any(value.field == values[0].field for value in values[1:]):
        return
    for draft in rated:
        draft.add(fields_of(values[0], label), span_of(clause, values[0]))


def share_per(drafts: Sequence[Draft]) -> None:
    """What the first of several sums counts for, all count for: ``EUR 3,000 per car, and EUR 1,000 in the lower band``."""
    first = drafts[0] if drafts else None
    if first is None or "per" not in first.fields or "amount" not in first.fields:
        return
    for draft in drafts[1:]:
        alike = draft.instrument is first.instrument and draft.fields.get("currency") == first.fields.get("currency")
        if alike and "amount" in draft.fields and "per" not in draft.fields and "rate" not in draft.fields:
            draft.fields["per"] = first.fields["per"]
