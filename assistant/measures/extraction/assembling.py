"""From the values of statements to measures: a rate with its cap, dates and conditions, each said once."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.domain import Document, Kind, Span
from assistant.measure import Evidence, Instrument, Measure, Range
from assistant.measures.extraction.belonging import Belonging, Programme
from assistant.measures.extraction.dates import Day, days_of
from assistant.measures.extraction.figures import figures
from assistant.measures.extraction.instruments import named_in
from assistant.measures.extraction.statements import Clause, Statement, statements
from assistant.measures.extraction.values import RATE_OF_AFTER, RATE_OF_BEFORE, RELIEF, Value, values_of

EXAMPLE = re.compile(
    r"\b(?:for\s+(?:example|instance)|e\.g\.|example|worked|calculation|would\s+(?:be|give|get|receive)|suppose|assum(?:e|ing))\b"
    r"|例如|比如|举例|示例|算例|假设|测算|计算",
    re.IGNORECASE,
)
EQUATION = re.compile(r"[=＝≈]\s*[\d€$A-Z]")
ASIDE_HEADING = re.compile(
    r"\b(?:examples?|calculations?|worked|limits?\s+and\s+open|open\s+(?:points|questions)|caveats|sources|references|not\s+checked)\b"
    r"|示例|算例|举例|测算|局限|待核实|未核实|存疑|来源|参考",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"(?:\bif\b|\bprovided\s+that\b|\bon\s+condition\s+that\b|\bsubject\s+to\b|\bonly\s+(?:for|if|when)\b|\bfor\s+(?=(?:compan|firm|project|small|medium|large|new|plant|vehicle|car|invest))|若|如果|须|应当|条件|仅限|限于)[^.;。；]{3,160}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """A measure that is being put together."""

    statement: Statement
    instrument: Instrument
    jurisdiction: str
    programme: Programme
    start: int
    end: int
    near: bool
    fields: dict[str, object] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)

    def takes(self, values: dict[str, object]) -> bool:
        """Whether values can be added without contradicting what is there."""
        return all(self.fields.get(name, value) == value for name, value in values.items())

    def add(self, values: dict[str, object], span: Span) -> None:
        """Add values that all stand in one span of the document."""
        for name, value in values.items():
            if name not in self.fields:
                self.fields[name] = value
                if name not in {"per", "currency", "rate_of"}:
                    self.evidence.append(Evidence(name, span))


def read_measures(document: Document) -> tuple[Measure, ...]:
    """The measures of a document, in the order of their main statements."""
    belonging = Belonging(document)
    drafts: list[Draft] = []
    for statement in statements(document):
        if is_aside(statement):
            continue
        made = list(_drafts_of(document, statement, belonging))
        drafts.extend(made)
    return _identified(document, _without_repetition(drafts))


def is_aside(statement: Statement) -> bool:
    """Whether a statement works an example or says what is not known."""
    return (
        any(ASIDE_HEADING.search(heading) for heading in statement.headings[1:])
        or EXAMPLE.search(statement.text[:400]) is not None
        or EQUATION.search(statement.text[:400]) is not None
    )


def _drafts_of(document: Document, statement: Statement, belonging: Belonging) -> Iterator[Draft]:
    jurisdiction = belonging.jurisdiction(statement)
    if jurisdiction is None:
        return
    around = _around(document, statement)
    drafts: list[Draft] = []
    for clause in statement.clauses:
        values = values_of(statement, clause, (clause.label, statement.text, *around))
        days = days_of(clause.text, figures(clause.text), clause.label) if values or drafts else []
        programme = belonging.programme(statement)
        for value in values:
            plain, span = _plain(value), Span(clause.start + value.figure.start, clause.start + value.figure.end)
            target = _target(drafts, value, plain)
            if target is None:
                target = Draft(
                    statement, value.instrument, jurisdiction, programme, clause.start, clause.end, value.near
                )
                drafts.append(target)
            target.add(plain, span)
            _rate_of(target, clause, value)
        for day in days:
            _add_day(drafts, clause, day)
        if not values:
            drafts.extend(_reliefs(statement, clause, jurisdiction, programme, drafts))
    for draft in drafts:
        draft.spans.append(statement.span)
        draft.conditions.extend(
            match.group().strip() for match in CONDITION.finditer(statement.text) if len(draft.conditions) < 4
        )
    yield from drafts


def _around(document: Document, statement: Statement) -> tuple[str, ...]:
    return (statement.label, statement.lead, *reversed(statement.headings), document.metadata.title)


def _target(drafts: Sequence[Draft], value: Value, plain: dict[str, object]) -> Draft | None:
    """The draft of this statement that a value completes: the last one that does not have the field yet."""
    for draft in reversed(drafts):
        same = draft.instrument is value.instrument or not value.near or value.field in {"budget", "minimum_investment"}
        if same and draft.takes(plain):
            return draft
    return None


def _plain(value: Value) -> dict[str, object]:
    figure = value.figure
    single: Decimal | None = figure.high if figure.high is not None else figure.low
    values: dict[str, object] = {}
    if value.field in {"rate", "amount"}:
        values[value.field] = Range(figure.low, figure.high)
    elif value.field == "aid":
        values |= {"floor": figure.low, "cap": figure.high}
    elif value.field == "investment":
        values |= {"minimum_investment": figure.low, "maximum_investment": figure.high}
    else:
        values[value.field] = single
    if figure.unit:
        values["currency"] = figure.unit
    if figure.per and value.field in {"rate", "amount"}:
        values["per"] = figure.per
    return values


def _rate_of(draft: Draft, clause: Clause, value: Value) -> None:
    if value.field != "rate" or "rate_of" in draft.fields:
        return
    match = RATE_OF_AFTER.match(clause.text, value.figure.end) or RATE_OF_BEFORE.search(
        clause.text[: value.figure.start]
    )
    if match:
        draft.fields["rate_of"] = match["of"].strip()


def _add_day(drafts: Sequence[Draft], clause: Clause, day: Day) -> None:
    span = Span(clause.start + day.figure.start, clause.start + day.figure.end)
    for draft in drafts:
        if day.field not in draft.fields:
            draft.add({day.field: day.value}, span)


def _reliefs(
    statement: Statement, clause: Clause, jurisdiction: str, programme: Programme, drafts: Sequence[Draft]
) -> Iterator[Draft]:
    """Exemptions that are granted without a figure: ``exempt from import duty``."""
    for name in named_in(clause.text):
        if name.instrument in RELIEF and all(draft.instrument is not name.instrument for draft in drafts):
            yield Draft(statement, name.instrument, jurisdiction, programme, clause.start, clause.end, True)
            return


def _without_repetition(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts that say something which no earlier one of the same instrument and place says."""
    kept: list[Draft] = []
    for draft in drafts:
        facts = {name: value for name, value in draft.fields.items() if name not in {"rate_of", "per"}}
        repeated = any(
            other.instrument is draft.instrument
            and other.jurisdiction == draft.jurisdiction
            and all(other.fields.get(name) == value for name, value in facts.items())
            for other in kept
        )
        if not repeated:
            kept.append(draft)
    return kept


def _identified(document: Document, drafts: Sequence[Draft]) -> tuple[Measure, ...]:
    seen: Counter[str] = Counter()
    measures = []
    for draft in drafts:
        words = " ".join(document.text[draft.start : draft.end].split())
        basis = "\n".join((document.id, draft.instrument.value, draft.jurisdiction, words))
        seen[basis] += 1
        digest = hashlib.sha256(f"{basis}\n{seen[basis]}".encode()).hexdigest()[:16]
        measures.append(_measure(document, draft, digest))
    return tuple(measures)


def _measure(document: Document, draft: Draft, digest: str) -> Measure:
    fields: dict[str, object] = dict(draft.fields)
    return Measure(
        id=digest,
        document_id=document.id,
        version=document.version,
        programme=draft.programme.name,
        jurisdiction=draft.jurisdiction,
        instrument=draft.instrument,
        spans=(Span(draft.start, draft.end), *draft.spans),
        programme_en=draft.programme.en,
        programme_zh=draft.programme.zh,
        conditions=tuple(dict.fromkeys(draft.conditions)),
        evidence=tuple(draft.evidence),
        confidence=0.9 if draft.near else 0.6,
        official=document.metadata.kind is not Kind.EVENT and draft.statement.speaker is None,
        **fields,  # type: ignore[arg-type]
    )
