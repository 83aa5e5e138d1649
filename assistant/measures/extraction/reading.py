"""From one statement to the measures that it speaks of, as far as its own words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import BlockKind, Document, Kind
from assistant.measure import Instrument
from assistant.measures.extraction.belonging import Belonging
from assistant.measures.extraction.dates import EARLIER, Day, days_of, period_of
from assistant.measures.extraction.drafts import PRIMARY, Draft, fields_of, span_of
from assistant.measures.extraction.figures import Figure, figures, per_in
from assistant.measures.extraction.instruments import Named, named_in
from assistant.measures.extraction.reliefs import reliefs_of
from assistant.measures.extraction.statements import Clause, Statement
from assistant.measures.extraction.values import RATE_OF_AFTER, RATE_OF_BEFORE, WEAK, Value, values_of

CONDITION = re.compile(
    r"(?:\bif\b|\bprovided\s+that\b|\bon\s+condition\s+that\b|\bsubject\s+to\b|\bonly\s+(?:for|if|when)\b|\bfor\s+(?=(?:compan|firm|project|small|medium|large|new|plant|vehicle|car|invest))|若|如果|须|应当|条件|仅限|限于)[^.;。；|]{3,160}",
    re.IGNORECASE,
)
GENERIC_HEADER = re.compile(
    r"^\W*(?:items?|values?|figures?|details?|amounts?|rules?|topics?|source|proposed\s+value|项目|内容|数值|说明|要求|规定)?\W*$",
    re.IGNORECASE,
)
FOR_WHOM = re.compile(
    r"\s*(?:[)）]\s*)?(?:for|in|if|to)\s+(?P<who>[^,.;:()（），。；|]{3,80})|\s*(?P<bare>(?:large|medium|small|micro)[^,.;|]{0,40})",
    re.IGNORECASE,
)
DUTIES_HEADER = re.compile(
    r"\b(?:duty|duties|obligations?|requirements?|what\s+applies|applies)\b|义务|要求|规定", re.IGNORECASE
)
LAW = re.compile(
    r"\b(?:regulation|directive|act|law|rule|rules|order|decree|standard|measure|it|charter)\b|办法|条例|规定|令|法规|标准|公告|通知",
    re.IGNORECASE,
)
ON_TOP = re.compile(r"\b(?:on\s+top\s+of|in\s+addition\s+to|besides)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)


class StatementReader:
    """Reads the statements of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._belonging = Belonging(document)
        self._names: dict[str, tuple[Named, ...]] = {}

    def read(self, statement: Statement) -> list[Draft]:
        """Drafts of a statement in the order of its words; some have only limits or dates."""
        parsed = [(clause, figures(clause.text)) for clause in statement.clauses]
        if not any(found for _, found in parsed) and not reliefs_of(statement.text):
            return []
        jurisdiction = self._belonging.jurisdiction(statement)
        if jurisdiction is None:
            return []
        drafts: list[Draft] = []
        row = statement.kind is BlockKind.ROW
        for clause, found in parsed:
            if row and clause.cell == 0 and len(parsed) > 1 and not _is_due(self._named(clause.text)):
                continue
            self._read_clause(statement, clause, found, jurisdiction, drafts)
        self._date(statement, jurisdiction, drafts)
        for draft in drafts:
            _finish(draft, statement)
        return drafts

    def _date(self, statement: Statement, jurisdiction: str, drafts: list[Draft]) -> None:
        """Dates that a row or item has by its label go to all that it says."""
        period = period_of(statement.label, statement.header)
        if period and not drafts and statement.kind is BlockKind.ROW and len(statement.clauses) > 1:
            clause = statement.clauses[1]
            if DUTIES_HEADER.search(clause.label):
                drafts.append(self._draft(statement, clause, Instrument.OBLIGATION, jurisdiction, near=True))
        for day in period:
            for draft in drafts:
                if not draft.undated:
                    draft.add_day(day, statement.start)

    def _read_clause(
        self, statement: Statement, clause: Clause, found: list[Figure], jurisdiction: str, drafts: list[Draft]
    ) -> None:
        label = role_label(statement, clause)
        names = self._named(clause.text)
        outer = self._outer(statement, clause)
        values = values_of(clause.text, label, found, names, outer)
        own: list[Draft] = []
        for value in values:
            self._place(statement, clause, value, label, jurisdiction, drafts, own)
        self._read_reliefs(statement, clause, jurisdiction, drafts, own)
        days = days_of(clause.text, found, label)
        for earlier in (False, True):
            some = [day for day in days if day.earlier is earlier]
            takers = [draft for draft in own or drafts if draft.earlier is earlier]
            if some and not takers and not all(day.loose for day in some):
                takers = [self._dates_only(statement, clause, names, outer, jurisdiction, earlier=earlier)]
                drafts.extend(takers)
            _spread_days(some, values, clause, takers)

    def _dates_only(
        self,
        statement: Statement,
        clause: Clause,
        names: Sequence[Named],
        outer: Instrument | None,
        jurisdiction: str,
        *,
        earlier: bool,
    ) -> Draft:
        strong = [name.instrument for name in names if name.instrument not in WEAK]
        weak = [name.instrument for name in names if name.instrument in WEAK]
        law = self._document.metadata.kind is Kind.POLICY and LAW.search(clause.text) is not None
        instrument = (strong or weak or [outer or Instrument.OBLIGATION])[0]
        header = outer is Instrument.OBLIGATION and statement.kind is BlockKind.ROW
        if not strong and not weak and law:
            instrument = Instrument.OBLIGATION
        draft = self._draft(statement, clause, instrument, jurisdiction, near=bool(names) or law or header)
        draft.earlier = earlier
        return draft

    def _read_reliefs(
        self, statement: Statement, clause: Clause, jurisdiction: str, drafts: list[Draft], own: list[Draft]
    ) -> None:
        """Exemptions without a figure; limits of the same clause are theirs."""
        limits = [draft for draft in own if not draft.stands_alone]
        granted = [
            instrument
            for instrument in reliefs_of(clause.text)
            if all(draft.instrument is not instrument or draft in limits for draft in own)
        ]
        for instrument in granted:
            draft = self._draft(statement, clause, instrument, jurisdiction, near=True)
            draft.full_relief = True
            for limit in limits:
                draft.fields.update(limit.fields)
                draft.evidence.extend(limit.evidence)
            own.append(draft)
            drafts.append(draft)
        if granted:
            for limit in limits:
                own.remove(limit)
                drafts.remove(limit)

    def _place(
        self,
        statement: Statement,
        clause: Clause,
        value: Value,
        label: str,
        jurisdiction: str,
        drafts: list[Draft],
        own: list[Draft],
    ) -> None:
        """Give a value to the last draft that it completes, or begin a new one with it."""
        fields = fields_of(value, label)
        names = [name for name in fields if name not in {"currency", "per"}]
        primary = not PRIMARY.isdisjoint(names)
        candidates = drafts if statement.kind is BlockKind.ROW or not own else own
        target = next(
            (
                draft
                for draft in reversed(candidates)
                if _same(draft, value) and draft.takes(names, fields) and (draft is candidates[-1] or not primary)
            ),
            None,
        )
        if target is None:
            target = self._draft(statement, clause, value.instrument, jurisdiction, near=value.near)
            if statement.kind is BlockKind.ROW:
                target.applies_to = " · ".join(part for part in (statement.label, clause.label) if part)
            before = clause.text[: value.figure.start]
            target.undated = ON_TOP.search(before[-40:]) is not None
            target.earlier = EARLIER.search(before[-60:]) is not None
            target.from_label = statement.kind is not BlockKind.ROW or label.startswith(statement.label)
            drafts.append(target)
        if target not in own:
            own.append(target)
        if value.near and not target.near:
            target.instrument, target.near = value.instrument, True
        if "amount" in fields and "per" not in fields:
            per = next((name for text in (label, *statement.headings[-1:]) if (name := per_in(text))), None)
            if per:
                fields["per"] = per
        target.add(fields, span_of(clause, value))
        _describe(target, clause, value)

    def _draft(
        self, statement: Statement, clause: Clause, instrument: Instrument, jurisdiction: str, *, near: bool
    ) -> Draft:
        programme = self._belonging.programme(statement, statement.header.split(" | ")[0])
        row = statement.kind is BlockKind.ROW
        start, end = (statement.start, statement.end) if row else (clause.start, clause.end)
        return Draft(statement, instrument, jurisdiction, programme, start, end, near)

    def _outer(self, statement: Statement, clause: Clause) -> Instrument | None:
        """The instrument that the words around a clause name, the nearest first; of an incentive a grant, if none do."""
        for text in (
            clause.label,
            statement.label,
            statement.text,
            statement.header,
            statement.lead,
            *reversed(statement.headings),
            self._document.metadata.title,
        ):
            names = self._named(text)
            strong = [name.instrument for name in names if name.instrument not in WEAK]
            if strong or names:
                return (strong or [names[0].instrument])[0]
        if self._document.metadata.kind is Kind.INCENTIVE or self._belonging.names_programme(statement):
            return Instrument.GRANT
        return None

    def _named(self, text: str) -> tuple[Named, ...]:
        if text not in self._names:
            self._names[text] = tuple(named_in(text)) if text else ()
        return self._names[text]


def role_label(statement: Statement, clause: Clause) -> str:
    """What tells the role of a clause's figures: its column's header, or its row's label where the header says nothing."""
    if statement.kind is not BlockKind.ROW:
        return clause.label
    if GENERIC_HEADER.match(clause.label):
        return f"{statement.label} | {clause.label}"
    return clause.label


def _finish(draft: Draft, statement: Statement) -> None:
    draft.spans.append(statement.span)
    draft.conditions.extend(match.group().strip() for match in CONDITION.finditer(statement.text))
    del draft.conditions[4:]


def _is_due(names: Sequence[Named]) -> bool:
    return any(name.instrument is Instrument.DEADLINE for name in names)


def _same(draft: Draft, value: Value) -> bool:
    if draft.instrument is value.instrument or not value.near or not draft.near:
        return True
    return value.field in {"budget", "minimum_investment", "maximum_investment", "investment"}


def _describe(draft: Draft, clause: Clause, value: Value) -> None:
    """What a rate is a share of and for whom it is, in the words behind it."""
    if value.field not in {"rate", "amount", "capped amount"}:
        return
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


def _spread_days(days: Sequence[Day], values: Sequence[Value], clause: Clause, drafts: list[Draft]) -> None:
    """Give dates to the drafts of a clause: to the one whose figure they follow closely, else to all."""
    for day in days:
        close = [
            draft
            for draft in drafts
            for item in draft.evidence
            if item.field in PRIMARY and 0 <= clause.start + day.figure.start - item.span.end <= 24
        ]
        takers = close[-1:] if close and (len(values) > 1 or day.loose) else [] if day.loose else drafts
        for draft in takers:
            if not draft.undated:
                draft.add_day(day, clause.start)
