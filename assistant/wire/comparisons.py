"""Comparisons of places as JSON."""

from __future__ import annotations

from pydantic import BaseModel, Field

from assistant.language.places import name_of
from assistant.measure import Instrument
from assistant.measures.book import Compared
from assistant.measures.comparing import Aspect
from assistant.measures.validity import Status
from assistant.measures.wording import (
    ASPECTS,
    disagreement,
    instrument_name,
    label,
)
from assistant.wire.answers import CitationOut


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
        notices.extend(disagreement(one, other, language) for one, other in found.disagreeing)
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
