"""Estimates as JSON, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, Field

from assistant.measure import FiledMeasure
from assistant.measures.book import Worked
from assistant.measures.cumulating import Total
from assistant.measures.estimates import Doubt, Estimate, Step, StepKind, Verdict
from assistant.measures.wording import (
    ALTERNATIVES,
    STEPS,
    disagreement,
    doubt_text,
    label,
    outcome_text,
)
from assistant.wire.answers import CitationOut
from assistant.wire.measures import MeasureOut, RangeOut


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
        notices.extend(disagreement(one, other, language) for one, other in worked.disagreeing)
        return cls(
            estimates=[
                EstimateOut.of(found, also, on=on, language=language)
                for found, also in zip(worked.estimates, worked.also, strict=True)
            ],
            total=None if worked.total is None else TotalOut.of(worked.total, language=language),
            notices=notices,
            citations=[CitationOut.of(citation) for citation in worked.citations],
        )
