"""Measures as JSON, each with the words it came from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field

from assistant.domain import Kind
from assistant.measure import FiledMeasure, Instrument, Range
from assistant.measures.citing import Sources
from assistant.measures.money import plain
from assistant.measures.validity import Status, status_of
from assistant.wire.answers import CitationOut


class RangeOut(BaseModel):
    """From ``low`` to ``high``, both included; null where the words set no bound."""

    low: str | None
    high: str | None

    @classmethod
    def of(cls, found: Range | None) -> RangeOut | None:
        """From the domain's value."""
        return None if found is None else cls(low=exact(found.low), high=exact(found.high))


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
            cap=exact(measure.cap),
            floor=exact(measure.floor),
            minimum_investment=exact(measure.minimum_investment),
            maximum_investment=exact(measure.maximum_investment),
            budget=exact(measure.budget),
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


def exact(value: Decimal | None) -> str | None:
    """A number as a string, digit by digit, since JSON's numbers are rounded by those who read them."""
    return None if value is None else plain(value).replace(",", "")
