"""From one statement to the measures that it speaks of, as far as its own words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import BlockKind, Document
from assistant.language.quantities import QuantityKind
from assistant.measure import Instrument
from assistant.measures.extraction.belonging import Belonging
from assistant.measures.extraction.cells import free, nought, with_unchanged
from assistant.measures.extraction.cues import CAP, FLOOR
from assistant.measures.extraction.date_cues import (
    APPLIES,
    BY_WHEN,
    EARLIER,
    EARLIER_SUBJECT,
    EVENT,
    HANDED_IN,
    HAPPENED,
    PUT_OFF,
)
from assistant.measures.extraction.dates import Day, days_of, header_days, names_no_window, period_of
from assistant.measures.extraction.dating import spread_days
from assistant.measures.extraction.describing import describe, finish
from assistant.measures.extraction.drafts import ITSELF, PRIMARY, Draft, fields_of, span_of
from assistant.measures.extraction.examples import announces_example, is_example
from assistant.measures.extraction.figures import Figure, figures
from assistant.measures.extraction.instruments import AID, RELIEF, WEAK, Named
from assistant.measures.extraction.reliefs import GRANTED, Relief, may_relieve, reliefs_of
from assistant.measures.extraction.sharing import (
    limits_of_row,
    rate_in_row,
    share_first,
    share_in_row,
    share_last,
    share_per,
    without_bracket,
)
from assistant.measures.extraction.statement_cues import (
    ASIDE_LIMIT,
    BEGINNINGS,
    BINDING,
    BINDS,
    CASE,
    CEILINGS,
    CHANGES_HEADER,
    DUE,
    DUTIES_HEADER,
    EXEMPT_CELL,
    FIRST_DATE,
    FORMS,
    FREE_CELL,
    IN_FORCE,
    LAW,
    LAW_HEADING,
    LAW_TITLE,
    LIMITS,
    ON_TOP,
    RATES,
    SUM_HEADER,
    THEREAFTER,
    TOLD,
)
from assistant.measures.extraction.statements import Clause, Statement
from assistant.measures.extraction.surroundings import Surroundings, role_label
from assistant.measures.extraction.units import MORE, as_percent, in_own_currency, with_units
from assistant.measures.extraction.values import Value, values_of


class StatementReader:
    """Reads the statements of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._belonging = Belonging(document)
        self._above = Surroundings(document)
        years = re.findall(r"\b20\d\d\b(?![/-])", document.metadata.title) if self._above.is_incentive else []
        self._edition = years[0] if len(years) == 1 else ""
        """The year that the title of a programme names."""
        self._last: tuple[int | None, Instrument | None] = (None, None)
        """The list or table at hand, and the instrument that its last item spoke of."""
        self._percents: set[tuple[int | None, int]] = set()
        """The columns of percentages that were read."""
        self._worked = -1
        """The paragraph whose next sentence works an example."""

    def read(self, statement: Statement) -> list[Draft]:
        """Drafts of a statement in the order of its words; some have only limits or dates."""
        drafts = self._read(statement)
        self._above.pass_by(statement)
        return drafts

    def _read(self, statement: Statement) -> list[Draft]:
        parsed = [(clause, figures(clause.text)) for clause in statement.clauses]
        if statement.kind is BlockKind.ROW and any(
            f.kind is QuantityKind.PERCENT for _, found in parsed for f in found
        ):
            parsed = [(clause, found or free(clause)) for clause, found in parsed]
        elif statement.kind is BlockKind.ROW and RATES.search(self._above.all_of(statement)):
            parsed = [(clause, nought(clause) or found) for clause, found in parsed]
        speaks = any(found for _, found in parsed) or may_relieve(statement.text)
        worked, self._worked = self._worked == statement.block, -1
        if announces_example(statement):
            self._worked = statement.block
        if worked or ((speaks or self._belonging.follows_places) and is_example(statement)):
            return []
        if not speaks:
            self._belonging.pass_by(statement)
            return []
        jurisdiction = self._belonging.jurisdiction(statement)
        if jurisdiction is None:
            return []
        drafts: list[Draft] = []
        row = statement.kind is BlockKind.ROW
        if row:
            parsed = with_unchanged(self._in_units(statement, parsed, jurisdiction))
        for clause, found in parsed:
            if row and clause.cell == 0 and len(parsed) > 1 and not _is_due(self._above.named(clause.text)):
                if self._above.is_policy:
                    self._read_label(statement, clause, found, jurisdiction, drafts)
                continue
            if (row and SUM_HEADER.match(clause.label)) or CASE.search(clause.text):
                continue
            place = self._belonging.of_column(statement, clause.label) if row else None
            self._read_clause(statement, clause, found, place or jurisdiction, drafts)
        if row:
            share_in_row(drafts)
            rate_in_row(drafts)
            limits_of_row(statement, parsed[0][1], drafts)
        if row and not drafts and len(statement.clauses) > 1 and not self._above.is_policy:
            # "Income tax relief | for 10 years" grants by its label.
            self._read_reliefs(statement, statement.clauses[0], None, jurisdiction, drafts, [])
        self._date(statement, jurisdiction, drafts)
        if statement.headings[1:]:
            heading = statement.headings[-1]
            for day in days_of(heading, figures(heading)):
                for draft in drafts:
                    if not day.loose and not draft.undated and not draft.earlier:
                        draft.from_heading.append((day, statement.heading_start))
        bygone = bool(statement.headings[1:]) and EARLIER.match(statement.headings[-1]) is not None
        if drafts and statement.group is not None:
            spoken = next((draft.instrument for draft in drafts if draft.near and draft.stands_alone), None)
            self._last = (statement.group, spoken or (self._last[1] if self._last[0] == statement.group else None))
        for draft in drafts:
            draft.earlier = draft.earlier or bygone
            finish(draft, statement)
        return drafts

    def _in_units(
        self, statement: Statement, parsed: list[tuple[Clause, list[Figure]]], jurisdiction: str
    ) -> list[tuple[Clause, list[Figure]]]:
        """The cells of a row with the units that the heads of their columns, or the cells above them, give."""
        above = f"{statement.lead} {' '.join(statement.headings[-1:])}"
        cells = []
        for clause, found in parsed:
            column = (statement.group, clause.cell)
            if column in self._percents and MORE.fullmatch(clause.text):
                found = [as_percent(figure) for figure in found]
            elif any(figure.kind is QuantityKind.PERCENT for figure in found):
                self._percents.add(column)
            cells.append((clause, with_units(clause.label, above, clause.text, found, place=jurisdiction)))
        return cells

    def _read_label(
        self, statement: Statement, clause: Clause, found: list[Figure], jurisdiction: str, drafts: list[Draft]
    ) -> None:
        """The first cell of a row of a law may say from which figure on the row holds."""
        apart: list[Draft] = []
        for value in values_of(clause.text, "", found, self._above.named(clause.text), None, law=True):
            if value.instrument is Instrument.THRESHOLD:
                self._place(statement, clause, value, "", jurisdiction, drafts, apart)

    def _date(self, statement: Statement, jurisdiction: str, drafts: list[Draft]) -> None:
        """Dates that a row or item has by its label go to all that it says."""
        period = period_of(statement.label, statement.header)
        if period and not drafts and statement.kind is BlockKind.ROW and len(statement.clauses) > 1:
            clause = statement.clauses[1]
            changes = self._above.is_policy and CHANGES_HEADER.search(clause.label) and not EVENT.search(clause.text)
            if DUTIES_HEADER.search(clause.label) or changes:
                drafts.append(self._draft(statement, clause, Instrument.OBLIGATION, jurisdiction, near=True))
        if period and not drafts and statement.kind is BlockKind.ITEM and self._above.is_policy:
            self._dated_duty(statement, jurisdiction, period, drafts)
        for day in period:
            for draft in drafts:
                if not draft.undated and not {"opens", "closes"} & draft.fields.keys():
                    draft.add_day(day, statement.start)

    def _dated_duty(self, statement: Statement, jurisdiction: str, period: Sequence[Day], drafts: list[Draft]) -> None:
        """An item that a date labels may lay down a duty: ``30 June 2027: first report due``."""
        words = statement.text[len(statement.label) :]
        exact = len(period) == 1 and period[0].value.count("-") > 0
        if not exact or EVENT.search(words):
            return
        if DUE.search(words):
            draft = self._draft(statement, statement.clauses[0], Instrument.DEADLINE, jurisdiction, near=True)
            draft.add_day(replace(period[0], field="closes"), statement.start)
        elif self._is_calendar(statement) or BINDING.search(words) or _binds(self._above.named(words)):
            draft = self._draft(statement, statement.clauses[0], Instrument.OBLIGATION, jurisdiction, near=True)
            draft.add_day(replace(period[0], field="starts"), statement.start)
        else:
            return
        draft.own_matter = draft.undated = True
        drafts.append(draft)

    def _is_calendar(self, statement: Statement) -> bool:
        """Whether the words above a list say that its days are those on which duties begin."""
        above = " ".join((statement.before, *statement.headings[-1:]))
        return BEGINNINGS.search(above) is not None

    def _read_clause(
        self, statement: Statement, clause: Clause, found: list[Figure], jurisdiction: str, drafts: list[Draft]
    ) -> None:
        if not found and GRANTED.search(clause.text) is None:
            return
        label = role_label(statement, clause)
        # "Per child (at most two)" limits the children, not the sum.
        label = ASIDE_LIMIT.sub("", label) or label
        names = self._above.named(clause.text)
        outer = self._above.instrument(statement, clause, programme=self._belonging.names_programme(statement))
        row = statement.kind is BlockKind.ROW
        if row and outer is None and drafts and PRIMARY & drafts[-1].fields.keys():
            # The cells of a row tell of one instrument where only the first says of which.
            outer = drafts[-1].instrument
        if not row and outer is None and not names and drafts and PRIMARY & drafts[-1].fields.keys():
            # "At most 15% may be foreign staff; in key projects 25%" goes on with what it began with.
            outer = drafts[-1].instrument
        if statement.kind is BlockKind.ITEM and outer is None and not names and statement.group == self._last[0]:
            # An item that names nothing continues what the one before it spoke of.
            outer = self._last[1]
        found = without_bracket(statement, clause, found)
        found = self._above.with_per(statement, label, found)
        found = in_own_currency(jurisdiction, clause.text, found)
        column = row and label == clause.label
        heading = statement.headings[-1] if statement.headings[1:] else ""
        if column and CEILINGS.search(heading) and not CAP.search(label) and not FLOOR.search(label):
            # Below "Ceilings" the sums of each column are the most that is granted.
            label = f"{label} | {heading}"
        values = values_of(clause.text, label, found, names, outer, column=column, law=self._above.is_policy)
        own: list[Draft] = []
        for value in values:
            self._place(statement, clause, value, label, jurisdiction, drafts, own)
        share_last(values, label, clause, own)
        share_first(values, label, clause, own)
        share_per(own)
        if values and not row and not any(value.field in {"rate", "amount", "capped amount"} for value in values):
            # "...; minimum budget EUR 1 million, maximum aid EUR 10 million" limits all that goes before it.
            for draft in drafts:
                for value in values:
                    if draft.stands_alone and draft.instrument is value.instrument:
                        draft.add(fields_of(value, label), span_of(clause, value))
        self._read_reliefs(statement, clause, outer, jurisdiction, drafts, own)
        days = days_of(clause.text, found, label, statement.label if row else "")
        if days and row and not values and names_no_window(statement.label):
            # "Disbursement | not later than 31 May 2029" is on the project.
            days = []
        for earlier in (False, True):
            some = [day for day in days if day.earlier is earlier]
            strangers = not own and any(name.instrument not in WEAK for name in names)
            takers = [draft for draft in own or drafts if draft.earlier is earlier and not strangers]
            if row and not own and takers and not any(draft.stands_alone or draft.full_relief for draft in takers):
                # Each column of dates is of its own: ``New types | All new vehicles``, but ``Opens | Closes`` is one time.
                takers = takers[-1:] if _completes(some, takers[-1]) else []
            if not own and some and all(day.due for day in some) and clause is not statement.clauses[0] and not row:
                # "Sale starts on ...; the first declaration is due by ..." says two things.
                takers = [draft for draft in takers if draft.stands_alone or draft.full_relief]
            once = self._due_once(clause, some) if not takers and not row else []
            if once:
                # "Reports begin with 2027, the first is due on 30 April 2028" tells of a duty and of its first day.
                some = [day for day in some if day not in once]
                drafts.append(self._dates_only(statement, clause, names, outer, jurisdiction, once))
                drafts[-1].add_day(once[0], clause.start)
            if some and not takers and not all(day.loose for day in some):
                takers = [self._dates_only(statement, clause, names, outer, jurisdiction, some)]
                drafts.extend(takers)
                for day in _of_others(some) if self._above.is_policy else ():
                    # "New types since July 2022 and all vehicles since July 2024" tells of two.
                    other = self._dates_only(statement, clause, names, outer, jurisdiction, [day])
                    other.add_day(day, clause.start)
                    drafts.append(other)
            spread_days(some, values, clause, takers, self._edition)

    def _due_once(self, clause: Clause, days: Sequence[Day]) -> list[Day]:
        """Of the days of a clause of law those by which something is handed in, where others begin something."""
        due = [day for day in days if day.due and HANDED_IN.search(clause.text[: day.figure.start][-60:])]
        begun = any(day.field == "starts" and not day.due for day in days)
        return due if self._above.is_policy and begun else []

    def _dates_only(
        self,
        statement: Statement,
        clause: Clause,
        names: Sequence[Named],
        outer: Instrument | None,
        jurisdiction: str,
        days: Sequence[Day],
    ) -> Draft:
        strong = [name.instrument for name in names if name.instrument not in WEAK]
        weak = [name.instrument for name in names if name.instrument in WEAK]
        law = (
            self._above.is_policy
            and statement.kind is not BlockKind.ROW
            and (
                LAW.search(clause.text) is not None or LAW_HEADING.search(" ".join(statement.headings[-1:])) is not None
            )
        )
        handed_in = all(day.due and day.value.count("-") == 2 for day in days) and not TOLD.search(clause.text)
        if self._above.is_policy and outer not in AID and handed_in:
            # What is to be handed in by a day is a duty of its own, also in a text on customs duties or quotas.
            outer = None
        instrument = (strong or weak or [outer or Instrument.OBLIGATION])[0]
        row = statement.kind is BlockKind.ROW
        header = (
            row
            and FIRST_DATE.match(clause.text)
            and (
                outer is Instrument.OBLIGATION
                or (self._above.is_policy and LAW_TITLE.search(self._above.all_of(statement)))
            )
        )
        if not strong and not weak and (law or header):
            instrument = Instrument.OBLIGATION
            if (row and re.match(r"\s*by\b", clause.text, re.IGNORECASE)) or re.search(
                r"\bby$", statement.label.strip()
            ):
                instrument = Instrument.DEADLINE
        if not names and self._above.is_policy and clause.label and not row:
            law = True
        if row and self._above.is_policy and clause.cell == 1 and BY_WHEN.search(clause.label):
            # "Registration of importers | 30 April 2027" below "By when".
            instrument, header = Instrument.DEADLINE, True
        if instrument is Instrument.OBLIGATION and all(day.due for day in days):
            instrument = Instrument.DEADLINE
        of_aid = outer in AID | RELIEF and any(day.field == "closes" for day in days)
        once = all(day.due or day.field == "closes" for day in days) and HANDED_IN.search(clause.text) is not None
        once = once and not strong and not row and not of_aid and self._above.is_policy
        happened = HAPPENED.search(clause.text) is not None
        once = once and not happened
        if once:
            instrument = Instrument.DEADLINE
        closing = self._above.is_policy and not row and all(day.field == "closes" for day in days)
        if closing and not strong and instrument is Instrument.OBLIGATION:
            instrument = Instrument.DEADLINE
        granted = self._above.is_incentive or (outer in AID | RELIEF and not self._above.is_policy)
        in_force = granted and IN_FORCE.search(clause.text) is not None and not any(day.due for day in days)
        applied_for = granted and all(day.field in {"opens", "closes"} for day in days)
        if not strong and (in_force or applied_for):
            # How long a programme is in force, or open, is a fact of what it grants.
            aid = outer if outer in AID | RELIEF and outer is not None else Instrument.GRANT
            return self._draft(statement, clause, aid, jurisdiction, near=False)
        begins = all(day.field == "starts" and "-" in day.value and not day.loose and not day.earlier for day in days)
        binds = self._above.is_policy and not row and (begins or BINDS.search(clause.text) is not None)
        if not strong and not weak and binds and instrument is not Instrument.DEADLINE:
            instrument, law = Instrument.OBLIGATION, True
        due_by = self._above.is_policy and not row and instrument is Instrument.DEADLINE and not happened
        near = bool(names) or law or bool(header) or due_by or once
        draft = self._draft(statement, clause, instrument, jurisdiction, near=near)
        draft.earlier = days[0].earlier
        put_off = PUT_OFF.search(clause.text) is not None and instrument in WEAK
        due = all(day.due or day.loose for day in days)
        # "1 million vehicles by 2030" says nothing of how long anything holds.
        whole = ITSELF.search(clause.text) is not None
        draft.own_matter = (
            due or put_off or (instrument in WEAK and bool(weak) and not whole and APPLIES.search(clause.text) is None)
        )
        return draft

    def _read_reliefs(
        self,
        statement: Statement,
        clause: Clause,
        outer: Instrument | None,
        jurisdiction: str,
        drafts: list[Draft],
        own: list[Draft],
    ) -> None:
        """Exemptions without a figure; limits of the same clause are theirs."""
        # "Import duty | exempt to 31 December 2027": what its row is on is lifted.
        exempt_cell = (
            outer is Instrument.DUTY
            and statement.kind is BlockKind.ROW
            and EXEMPT_CELL.match(clause.text)
            and not ("%" in statement.text and FREE_CELL.fullmatch(clause.text))
        )
        limits = [draft for draft in own if not draft.stands_alone and (not draft.near or draft.instrument in RELIEF)]
        granted = [
            relief
            for relief in reliefs_of(clause.text, outer if not exempt_cell else Instrument.CUSTOMS_RELIEF)
            if (statement.kind is BlockKind.ROW or FORMS.search(clause.label) is None)
            and all(draft.instrument is not Instrument.QUOTA for draft in own)
            and all(
                draft.instrument is not relief.instrument or draft in limits or not _beside(draft, clause, relief)
                for draft in own
            )
        ]
        for relief in granted:
            draft = self._draft(statement, clause, relief.instrument, jurisdiction, near=True)
            draft.full_relief, draft.relief_of = True, relief.of
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
        above = " ".join((label, statement.lead, *statement.headings[-1:])) if value.instrument in WEAK else label
        if statement.kind is BlockKind.ROW and value.field == "rate" and value.instrument in AID:
            heads = " ".join((statement.lead, *statement.headings[-1:]))
            above = heads if CEILINGS.search(heads) else label
        if value.instrument is Instrument.OBLIGATION and CEILINGS.search(clause.text[: value.figure.start]):
            above = f"{above} ceiling"
        fields = fields_of(value, label if CAP.search(label) or FLOOR.search(label) else above)
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
        if (
            target is not None
            and primary
            and target.full_relief
            and target not in own
            and statement.kind is not BlockKind.ROW
        ):
            # "No stamp duty; contributions at 0%" tells of two.
            target = None
        if (
            target is not None
            and primary
            and target.full_relief
            and THEREAFTER.search(clause.text[: value.figure.start])
        ):
            target = None
        if target is not None and primary and ON_TOP.search(clause.text[: value.figure.start][-60:]):
            # "A levy of 500 per car, on top of the duty of 35%" tells of two.
            target = None
        beside = [draft for draft in own if draft.stands_alone and draft.instrument is value.instrument]
        if target is None and beside and beside[-1] is own[-1] and set(names) <= {"cap", "floor"} & set(own[-1].fields):
            # A second limit of the same aid, such as one per person beside one per project.
            return
        if target is not None and primary and value.instrument in WEAK and target.fields.keys() <= LIMITS:
            target = None
        if target is None:
            until = clause.start + value.figure.start
            target = self._draft(statement, clause, value.instrument, jurisdiction, near=value.near, until=until)
            if statement.kind is BlockKind.ROW:
                target.column = clause.label
                target.applies_to = " · ".join(part for part in (statement.label, clause.label) if part)
            before = clause.text[: value.figure.start]
            target.in_brackets = before.count("(") + before.count("（") > before.count(")") + before.count("）")
            target.undated = ON_TOP.search(before[-40:]) is not None
            target.earlier = EARLIER.search(before[-60:]) is not None or EARLIER_SUBJECT.match(before) is not None
            target.from_label = statement.kind is not BlockKind.ROW or label.startswith(statement.label)
            drafts.append(target)
        if target not in own:
            own.append(target)
        if value.near and not target.near:
            target.instrument, target.near = value.instrument, True
        target.add(fields, span_of(clause, value))
        if statement.kind is BlockKind.ROW and not target.undated:
            for day in header_days(clause.label):
                if day.due and day.field == "ends" and value.instrument is Instrument.OBLIGATION:
                    day = replace(day, field="starts")
                # The header row is the column's evidence.
                target.add_day(day, statement.header_start + statement.header.find(clause.label))
        describe(target, clause, value)

    def _draft(
        self,
        statement: Statement,
        clause: Clause,
        instrument: Instrument,
        jurisdiction: str,
        *,
        near: bool,
        until: int | None = None,
    ) -> Draft:
        programme = self._belonging.programme(statement, statement.header.split(" | ")[0], until=until)
        row = statement.kind is BlockKind.ROW
        start, end = (statement.start, statement.end) if row else (clause.start, clause.end)
        jurisdiction = self._belonging.granted_by(statement, until or clause.end) or jurisdiction
        return Draft(statement, instrument, jurisdiction, programme, start, end, near)


def _completes(days: Sequence[Day], draft: Draft) -> bool:
    """Whether days are the ends of a time whose first day a draft has."""
    last = {"opens": "closes", "starts": "ends"}
    return draft.fields.keys() <= last.keys() and {day.field for day in days} == {last[name] for name in draft.fields}


def _of_others(days: Sequence[Day]) -> list[Day]:
    """Days on which something else begins than on the first one; a year alone tells no such thing."""
    begins = [day for day in days if day.field == "starts" and not day.loose and not day.due]
    return [day for day in begins[1:] if day.value != begins[0].value]


def _binds(names: Sequence[Named]) -> bool:
    return any(name.instrument is Instrument.OBLIGATION for name in names)


def _is_due(names: Sequence[Named]) -> bool:
    return any(name.instrument is Instrument.DEADLINE for name in names)


def _same(draft: Draft, value: Value) -> bool:
    if draft.full_relief and draft.instrument is Instrument.CUSTOMS_RELIEF and value.instrument is Instrument.DUTY:
        # "Exempt for kits | 30% for whole cars" tells of two.
        return False
    if draft.instrument is Instrument.QUOTA and value.field == "rate":
        return False
    if draft.instrument is value.instrument or not value.near or not draft.near:
        return True
    return value.field in {"budget", "minimum_investment", "maximum_investment", "investment"}


def _beside(draft: Draft, clause: Clause, relief: Relief) -> bool:
    """Whether a draft's rate or amount is that of a relief, and not what is paid after it: ``exempt, then 15%``."""
    return not any(
        THEREAFTER.search(clause.text[relief.end : item.span.start - clause.start])
        or THEREAFTER.match(clause.text, item.span.end - clause.start)
        or THEREAFTER.search(clause.text[item.span.end - clause.start :].split(",")[0][:40])
        for item in draft.evidence
        if item.field in PRIMARY and item.span.start - clause.start >= relief.end
    )
