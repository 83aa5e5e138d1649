"""Measures, comparisons, estimates and deadlines as JSON: the same from the command line and over HTTP.

Amounts and rates are strings, since JSON's numbers are not exact decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field

from assistant.domain import Kind
from assistant.language.places import name_of
from assistant.measure import FiledMeasure, Instrument, Range
from assistant.measures.book import Compared, Worked
from assistant.measures.citing import Sources
from assistant.measures.comparing import Aspect
from assistant.measures.cumulating import Total
from assistant.measures.deadlines import Deadline, DocumentDeadline, Window
from assistant.measures.estimates import Doubt, Estimate, Step, StepKind, Verdict
from assistant.measures.money import plain
from assistant.measures.validity import Moment, Status, status_of
from assistant.measures.wording import (
    ALTERNATIVES,
    ASPECTS,
    MOMENTS,
    STEPS,
    disagreement,
    doubt_text,
    instrument_name,
    label,
    outcome_text,
)
from assistant.wire import CitationOut


class RangeOut(BaseModel):
    """From ``low`` to ``high``, both included; null where the words set no bound."""

    low: str | None
    high: str | None

    @classmethod
    def of(cls, found: Range | None) -> RangeOut | None:
        """From the domain's value."""
        return None if found is None else cls(low=_decimal(found.low), high=_decimal(found.high))


class EvidenceOut(BaseModel):
    """The words that a field was read from."""

    field: str
    start: int = Field(description="First character in the document's text, in code points.")
    end: int
    url: str = Field(description="Path of the source reader with these words highlighted.")


class MeasureOut(BaseModel):
    """One programme's rate, cap, duty, quota, duty to act or date, for one place."""

    id: str
    document_id: str
    version: int
    title: str = Field(description="Of the document.")
    kind: Kind
    language: str
    programme: str = Field(description="As its document names it.")
    programme_en: str | None
    programme_zh: str | None
    jurisdiction: str = Field(description="ISO 3166 code, or `EU`.")
    instrument: Instrument
    applies_to: str = Field(description="To whom or what, in the document's words.")
    rate: RangeOut | None = Field(description="Percent.")
    rate_of: str = Field(description="What the rate is a share of; empty where the document does not say.")
    amount: RangeOut | None
    per: str | None = Field(description="What the amount counts for, such as `vehicle`.")
    cap: str | None = Field(description="The most aid that is given.")
    floor: str | None
    minimum_investment: str | None
    maximum_investment: str | None
    budget: str | None
    currency: str | None = Field(description="ISO 4217 code of all amounts.")
    starts: str | None = Field(description="ISO date as far as it is stated.")
    ends: str | None
    opens: str | None
    closes: str | None
    conditions: list[str]
    status: Status = Field(description="On the day that was asked for; by the document's dates where it has none.")
    confidence: float
    official: bool = Field(description="False where it was only said, for instance in a speech.")
    corrected: list[str] = Field(description="Fields that staff have corrected.")
    evidence: list[EvidenceOut] = Field(description="For each value the span that holds it.")
    spans: list[EvidenceOut] = Field(description="The words that the measure was read from, its main statement first.")

    @classmethod
    def of(cls, filed: FiledMeasure, *, on: date) -> MeasureOut:
        """From the domain's value."""
        measure = filed.measure

        def at(field: str, start: int, end: int) -> EvidenceOut:
            url = f"/documents/{measure.document_id}@{measure.version}#{start}-{end}"
            return EvidenceOut(field=field, start=start, end=end, url=url)

        return cls(
            id=measure.id,
            document_id=measure.document_id,
            version=measure.version,
            title=filed.metadata.title,
            kind=filed.metadata.kind,
            language=filed.metadata.language,
            programme=measure.programme,
            programme_en=measure.programme_en,
            programme_zh=measure.programme_zh,
            jurisdiction=measure.jurisdiction,
            instrument=measure.instrument,
            applies_to=measure.applies_to,
            rate=RangeOut.of(measure.rate),
            rate_of=measure.rate_of,
            amount=RangeOut.of(measure.amount),
            per=measure.per,
            cap=_decimal(measure.cap),
            floor=_decimal(measure.floor),
            minimum_investment=_decimal(measure.minimum_investment),
            maximum_investment=_decimal(measure.maximum_investment),
            budget=_decimal(measure.budget),
            currency=measure.currency,
            starts=measure.starts,
            ends=measure.ends,
            opens=measure.opens,
            closes=measure.closes,
            conditions=list(measure.conditions),
            status=status_of(filed, on=on),
            confidence=measure.confidence,
            official=measure.official,
            corrected=list(filed.corrected),
            evidence=[at(item.field, item.span.start, item.span.end) for item in measure.evidence],
            spans=[at("measure", span.start, span.end) for span in measure.spans],
        )


class MeasuresOut(BaseModel):
    """Measures that pass the filters."""

    total: int = Field(description="How many pass; `measures` holds at most `limit` of them.")
    measures: list[MeasureOut]


class MeasureWithQuotesOut(MeasureOut):
    """A measure with the exact words that it rests on."""

    citations: list[CitationOut]

    @classmethod
    def quoted(cls, filed: FiledMeasure, sources: Sources, *, on: date) -> MeasureWithQuotesOut:
        """A measure with the statements of its spans and values."""
        sources.cite_spans(filed, [*filed.measure.spans[:1], *(item.span for item in filed.measure.evidence)])
        citations = [CitationOut.of(citation) for citation in sources.citations]
        return cls.model_validate(MeasureOut.of(filed, on=on).model_dump() | {"citations": citations})


class CellOut(BaseModel):
    """What one measure says to one aspect; empty text is a gap."""

    text: str
    citations: list[int]
    measure_id: str | None
    status: Status | None


class RowOut(BaseModel):
    """One aspect across the places."""

    aspect: Aspect
    label: str
    rank: int = Field(description="Which of a place's measures the cells belong to, counted from 0.")
    cells: list[CellOut] = Field(description="One for each place, in their order.")


class PlaceOut(BaseModel):
    """A column of a comparison."""

    code: str
    name: str


class ComparisonOut(BaseModel):
    """Measures of several places side by side."""

    places: list[PlaceOut]
    rows: list[RowOut]
    gaps: list[PlaceOut] = Field(description="Places that the documents hold no such measure for.")
    notices: list[str]
    citations: list[CitationOut]

    @classmethod
    def of(cls, compared: Compared, *, language: str) -> ComparisonOut:
        """From the domain's value, with labels in ``zh`` or ``en``."""
        found = compared.comparison

        def place(code: str) -> PlaceOut:
            return PlaceOut(code=code, name=name_of(code, language))

        gaps = [place(code) for code in found.gaps]
        notices = [
            f"没有关于{one.name}的此类措施。"
            if language == "zh"
            else f"No measure of this kind is known for {one.name}."
            for one in gaps
        ]
        notices.extend(_unnamed(name_of(code, language), language) for code in found.unnamed)
        notices.extend(
            disagreement(one.metadata.title, other.metadata.title, language) for one, other in found.disagreeing
        )
        return cls(
            places=[place(code) for code in found.places],
            rows=[
                RowOut(
                    aspect=row.aspect,
                    label=label(ASPECTS[row.aspect], language),
                    rank=row.rank,
                    cells=[
                        CellOut(
                            text=_cell_text(cell.text, row.aspect, language),
                            citations=list(cell.citations),
                            measure_id=cell.measure_id,
                            status=cell.status,
                        )
                        for cell in row.cells
                    ],
                )
                for row in found.rows
            ],
            gaps=gaps,
            notices=notices,
            citations=[CitationOut.of(citation) for citation in compared.citations],
        )


def _unnamed(place: str, language: str) -> str:
    """Says that the measures shown for a place do not name what was asked for."""
    if language == "zh":
        return f"{place}：没有一项措施提到所问的对象，这里列出的是其一般措施。"
    return f"{place}: no measure names what you asked for; those shown are its general ones."


def _cell_text(text: str, aspect: Aspect, language: str) -> str:
    return instrument_name(Instrument(text), language) if aspect is Aspect.INSTRUMENT and text else text


class StepOut(BaseModel):
    """One printed line of a calculation."""

    kind: StepKind
    label: str
    line: str = Field(description="Such as `20% × EUR 3,000,000 = EUR 600,000`.")
    citations: list[int] = Field(description="Of the inputs that come from documents; the others are yours.")

    @classmethod
    def of(cls, step: Step, *, language: str) -> StepOut:
        """From the domain's value."""
        return cls(
            kind=step.kind, label=label(STEPS[step.kind], language), line=step.line, citations=list(step.citations)
        )


class TotalOut(BaseModel):
    """Measures added up, since their document says that they cumulate."""

    steps: list[StepOut]
    result: RangeOut | None
    currency: str

    @classmethod
    def of(cls, found: Total, *, language: str) -> TotalOut:
        """From the domain's value."""
        steps = [StepOut.of(step, language=language) for step in found.steps]
        return cls(steps=steps, result=RangeOut.of(found.result), currency=found.currency)


class DoubtOut(BaseModel):
    """What makes an estimate less sure."""

    code: Doubt
    text: str


class EstimateOut(BaseModel):
    """What one measure comes to."""

    measure: MeasureOut
    verdict: Verdict
    text: str = Field(description="How it ended, in a sentence.")
    steps: list[StepOut]
    result: RangeOut | None = Field(description="Low is null where the documents say “up to”.")
    currency: str | None
    unit: str | None = Field(description="Of a result that is no money, such as `kg`.")
    conditions: list[str] = Field(description="In the document's words.")
    doubts: list[DoubtOut]
    also: list[str] = Field(description="Ids of measures of other documents that say the same.")

    @classmethod
    def of(cls, found: Estimate, also: Sequence[FiledMeasure], *, on: date, language: str) -> EstimateOut:
        """From the domain's value."""
        return cls(
            measure=MeasureOut.of(found.filed, on=on),
            verdict=found.verdict,
            text=outcome_text(found, language),
            steps=[StepOut.of(step, language=language) for step in found.steps],
            result=RangeOut.of(found.result),
            currency=found.currency,
            unit=found.unit,
            conditions=list(found.filed.measure.conditions),
            doubts=[DoubtOut(code=doubt, text=doubt_text(doubt, language)) for doubt in found.doubts],
            also=[filed.measure.id for filed in also],
        )


class EstimatesOut(BaseModel):
    """Estimates of the measures that may be meant: alternatives, never summed unless a line says so with its source."""

    estimates: list[EstimateOut]
    total: TotalOut | None = Field(
        description="All of them together, where that was asked for and their document says that they add up."
    )
    notices: list[str]
    citations: list[CitationOut]

    @classmethod
    def of(cls, worked: Worked, *, on: date, language: str) -> EstimatesOut:
        """From the domain's value, with sentences in ``zh`` or ``en``."""
        notices = [label(ALTERNATIVES, language)] if len(worked.estimates) > 1 and worked.total is None else []
        notices.extend(
            disagreement(one.metadata.title, other.metadata.title, language) for one, other in worked.disagreeing
        )
        return cls(
            estimates=[
                EstimateOut.of(found, also, on=on, language=language)
                for found, also in zip(worked.estimates, worked.also, strict=True)
            ],
            total=None if worked.total is None else TotalOut.of(worked.total, language=language),
            notices=notices,
            citations=[CitationOut.of(citation) for citation in worked.citations],
        )


class DeadlineOut(BaseModel):
    """Something that happens to a measure on a day."""

    day: date
    said: str = Field(description="The date as far as it is stated.")
    moment: Moment
    label: str
    measure: MeasureOut


class DeadlinesOut(BaseModel):
    """What starts or ends within some days, by day."""

    first: date
    last: date
    deadlines: list[DeadlineOut]

    @classmethod
    def of(cls, found: Sequence[Deadline], within: Window, *, on: date, language: str) -> DeadlinesOut:
        """From the domain's values."""
        return cls(
            first=within.first,
            last=within.last,
            deadlines=[
                DeadlineOut(
                    day=one.day,
                    said=one.said,
                    moment=one.moment,
                    label=label(MOMENTS[one.moment], language),
                    measure=MeasureOut.of(one.filed, on=on),
                )
                for one in found
            ],
        )


class ExpiringOut(BaseModel):
    """A document whose validity ends."""

    document_id: str
    version: int
    title: str
    jurisdictions: list[str]
    valid_until: str
    day: date
    status: Status

    @classmethod
    def of(cls, found: DocumentDeadline, *, on: date) -> ExpiringOut:
        """From the domain's value."""
        return cls(
            document_id=found.document_id,
            version=found.version,
            title=found.metadata.title,
            jurisdictions=list(found.metadata.jurisdictions),
            valid_until=found.said,
            day=found.day,
            status=Status.LAPSED if found.day < on else Status.SOON_LAPSING,
        )


class ExpiringsOut(BaseModel):
    """Documents whose validity ends within some days, by day."""

    first: date
    last: date
    documents: list[ExpiringOut]

    @classmethod
    def of(cls, found: Sequence[DocumentDeadline], within: Window, *, on: date) -> ExpiringsOut:
        """From the domain's values."""
        return cls(first=within.first, last=within.last, documents=[ExpiringOut.of(one, on=on) for one in found])


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else plain(value).replace(",", "")
