"""``/v1/measures``: incentives, duties and dates as data, found, compared, worked out, and exported with their sources."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.access import TOKEN_OPTIONAL, AccessDep, AdvisoryDep
from api.dates import Day
from api.problems import documented
from assistant.domain import Access
from assistant.measure import Instrument
from assistant.measure_sheets import sheets_of
from assistant.measures.book import named_places
from assistant.measures.correcting import correct_measure
from assistant.measures.deadlines import days_after, window
from assistant.measures.exporting import to_csv, to_xlsx
from assistant.measures.giving import given_of
from assistant.measures.money import read_percent
from assistant.measures.selecting import Wanted
from assistant.wire.comparisons import ComparisonOut
from assistant.wire.deadlines import DeadlinesOut
from assistant.wire.estimates import EstimatesOut
from assistant.wire.measures import MeasureOut, MeasuresOut, MeasureWithQuotesOut

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 300
"""Characters of a parameter."""

router = APIRouter(
    prefix="/v1/measures",
    tags=["measures"],
    responses=documented(
        {
            HTTPStatus.UNAUTHORIZED: "The token is not known.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "What was asked cannot be: see `detail`, which says it in both languages.",
        }
    ),
)

PlacesQuery = Annotated[
    list[str],
    Query(
        alias="jurisdiction",
        max_length=50,
        description="ISO 3166 codes, or `EU`: measures that hold there. May come several times.",
    ),
]
InstrumentsQuery = Annotated[
    list[Instrument], Query(alias="instrument", description="Only these sorts. May come several times.")
]
SectorQuery = Annotated[
    str, Query(alias="for", max_length=LONGEST, description="Sector, size, region or goods, in Chinese or English.")
]
TextQuery = Annotated[
    str, Query(max_length=LONGEST, description="Words that the measure must say, in Chinese or English.")
]
AsOfQuery = Annotated[Day | None, Query(description="Day on which validity is judged; else today.")]
LanguageQuery = Annotated[Literal["zh", "en"], Query(description="Language of labels and sentences.")]


@router.get("", openapi_extra=TOKEN_OPTIONAL, summary="Find measures")
def list_measures(
    advisory: AdvisoryDep,
    access: AccessDep,
    jurisdictions: PlacesQuery = [],  # noqa: B006
    instruments: InstrumentsQuery = [],  # noqa: B006
    sector: SectorQuery = "",
    text: TextQuery = "",
    in_force_on: Annotated[Day | None, Query(description="Only measures in force on this day.")] = None,
    minimum_rate: Annotated[
        str | None, Query(max_length=40, description="Percent that the rate must reach, such as `20`.")
    ] = None,
    as_of: AsOfQuery = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many at most.")] = 100,
    offset: Annotated[int, Query(ge=0, le=10**9, description="How many to leave out before.")] = 0,
) -> MeasuresOut:
    """Measures of documents that the caller may read and that pass all filters; with words, best first."""
    wanted = Wanted(
        tuple(jurisdictions),
        tuple(instruments),
        text,
        sector,
        in_force_on,
        None if minimum_rate is None else read_percent(minimum_rate),
    )
    found = advisory.book.find(wanted, access=access)
    on = as_of or advisory.today()
    return MeasuresOut(
        total=len(found), measures=[MeasureOut.of(filed, on=on) for filed in found[offset : offset + limit]]
    )


@router.get(
    "/compare",
    response_model=ComparisonOut,
    responses={
        200: {
            "description": "The table with its sources; as CSV or XLSX when `format` asks for it.",
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                XLSX: {"schema": {"type": "string", "format": "binary"}},
            },
        }
    },
    openapi_extra=TOKEN_OPTIONAL,
    summary="Put the measures of several places side by side",
)
def compare(
    advisory: AdvisoryDep,
    access: AccessDep,
    places: Annotated[
        list[str],
        Query(
            alias="place", max_length=12, description="Two places or more: ISO 3166 codes or names in either language."
        ),
    ] = [],  # noqa: B006
    instruments: InstrumentsQuery = [],  # noqa: B006
    sector: SectorQuery = "",
    text: TextQuery = "",
    most: Annotated[int, Query(ge=1, le=20, description="Measures of each place.")] = 6,
    as_of: AsOfQuery = None,
    language: LanguageQuery = "en",
    as_format: Annotated[
        Literal["json", "csv", "xlsx"], Query(alias="format", description="`csv` and `xlsx` are files to save.")
    ] = "json",
) -> ComparisonOut | Response:
    """Rows are aspects of measures, columns places; each cell is cited, and what is not known is said.

    Incentives are compared unless `instrument` asks for something else.
    """
    wanted = Wanted(instruments=tuple(instruments), text=text, applies_to=sector)
    found = advisory.book.compare(named_places(places), wanted, access=access, on=as_of or advisory.today(), most=most)
    shown = ComparisonOut.of(found, language=language)
    if as_format == "json":
        return shown
    sheets = sheets_of(shown, language=language)
    made, media = (to_csv(sheets), CSV) if as_format == "csv" else (to_xlsx(sheets), XLSX)
    headers = {
        "Content-Disposition": f'attachment; filename="comparison.{as_format}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(made, media_type=media, headers=headers)


class EstimateIn(BaseModel):
    """What is to be worked out. Name a measure by id, or say which is meant by places, programme and words."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"jurisdictions": ["ES-CT"], "investment": "EUR 3,000,000", "language": "en"}]},
    )

    measure_id: Annotated[str, Field(max_length=200)] | None = Field(None, description="Id, as in the list.")
    jurisdictions: list[Annotated[str, Field(max_length=LONGEST)]] = Field(
        default_factory=list, max_length=12, description="ISO 3166 codes or names in either language."
    )
    programme: str = Field("", max_length=LONGEST, description="Words of the programme's name.")
    words: str = Field("", max_length=LONGEST, description="Sector, size, region or goods that tell its lines apart.")
    investment: Annotated[str, Field(max_length=LONGEST)] | None = Field(
        None, description="With its currency: `EUR 3,000,000` or `300万欧元`."
    )
    customs_value: Annotated[str, Field(max_length=LONGEST)] | None = Field(
        None, description="Of one vehicle when `vehicles` is given, unless `value_is_total`."
    )
    value_is_total: bool = Field(False, description="Whether the customs value is that of all vehicles together.")
    vehicles: int | None = Field(None, ge=1, le=10**9)
    counts: list[Annotated[str, Field(max_length=LONGEST)]] = Field(
        default_factory=list, max_length=10, description="Other numbers of things, such as `20 GWh`."
    )
    rates: list[Annotated[str, Field(max_length=LONGEST)]] = Field(
        default_factory=list,
        max_length=10,
        description="Rates of exchange of yours, such as `EUR/CNY=7.8`; else none is used.",
    )
    together: bool = Field(False, description="Add the measures up, where their document says that they cumulate.")
    as_of: Day | None = Field(None, description="Day on which validity is judged; else today.")
    language: Literal["zh", "en"] = Field("en", description="Language of labels and sentences.")


@router.post(
    "/estimate",
    responses=documented(
        {
            HTTPStatus.BAD_REQUEST: "The body cannot be read, for instance because it is not UTF-8.",
            HTTPStatus.NOT_FOUND: "No such measure for this caller.",
        }
    ),
    openapi_extra=TOKEN_OPTIONAL,
    summary="Work out what measures come to",
)
def estimate(body: EstimateIn, advisory: AdvisoryDep, access: AccessDep) -> EstimatesOut:
    """Exact, step by step; each input is cited or yours. Nothing is converted or added up that documents or you do not allow."""
    on = body.as_of or advisory.today()
    given = given_of(
        on=on,
        investment=body.investment,
        customs_value=body.customs_value,
        value_is_total=body.value_is_total,
        vehicles=None if body.vehicles is None else str(body.vehicles),
        counts=body.counts,
        rates=body.rates,
    )
    worked = advisory.book.estimate(
        given,
        access=access,
        places=named_places(body.jurisdictions),
        programme=body.programme,
        words=body.words,
        measure_id=body.measure_id,
        together=body.together,
    )
    return EstimatesOut.of(worked, on=on, language=body.language)


@router.get("/deadlines", openapi_extra=TOKEN_OPTIONAL, summary="What starts or ends soon")
def deadlines(
    advisory: AdvisoryDep,
    access: AccessDep,
    jurisdictions: PlacesQuery = [],  # noqa: B006
    instruments: InstrumentsQuery = [],  # noqa: B006
    sector: SectorQuery = "",
    within: Annotated[str, Query(max_length=20, description="How far to look ahead: `90d`, `12w` or `3m`.")] = "90d",
    first: Annotated[Day | None, Query(alias="from", description="First day; else `as_of`.")] = None,
    last: Annotated[Day | None, Query(alias="until", description="Last day, instead of `within`.")] = None,
    as_of: AsOfQuery = None,
    language: LanguageQuery = "en",
) -> DeadlinesOut:
    """Beginnings and ends of measures and of their application windows, by day."""
    on = as_of or advisory.today()
    begin = first or on
    looked_at = window(begin, last or days_after(begin, within))
    wanted = Wanted(tuple(jurisdictions), tuple(instruments), applies_to=sector)
    found = advisory.book.deadlines(wanted, looked_at, access=access)
    return DeadlinesOut.of(found, looked_at, on=on, language=language)


@router.get(
    "/{measure_id}",
    responses=documented({HTTPStatus.NOT_FOUND: "No such measure for this caller."}),
    openapi_extra=TOKEN_OPTIONAL,
    summary="A measure with the words that it was read from",
)
def show_measure(
    measure_id: Annotated[str, Path(max_length=200, description="Id, as in the list.")],
    advisory: AdvisoryDep,
    access: AccessDep,
    as_of: AsOfQuery = None,
) -> MeasureWithQuotesOut:
    """All values, each with its span, and the statements that hold them."""
    sources = advisory.book.sources(access=access)
    return MeasureWithQuotesOut.quoted(
        advisory.book.get(measure_id, access=access), sources, on=as_of or advisory.today()
    )


class CorrectionIn(BaseModel):
    """What is set right in a measure. An empty text empties the field; ranges are `10..25`, `..20`, `40..` or `20`."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"changes": {"cap": "500000"}, "by": "Lin"}]}
    )

    changes: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=2000)]] = Field(
        default_factory=dict, max_length=40, description="By field of the measure."
    )
    withdraw: list[Annotated[str, Field(max_length=40)]] = Field(
        default_factory=list, max_length=40, description="Fields whose correction is let go of."
    )
    by: Annotated[str, Field(min_length=1, max_length=100, description="Who corrects it.")] = "staff"


@router.patch(
    "/{measure_id}",
    responses=documented(
        {
            HTTPStatus.BAD_REQUEST: "The body cannot be read, for instance because it is not UTF-8.",
            HTTPStatus.FORBIDDEN: "Only staff may correct measures.",
            HTTPStatus.NOT_FOUND: "No such measure for this caller.",
        }
    ),
    openapi_extra=TOKEN_OPTIONAL,
    summary="Set a measure right (staff)",
)
def correct(
    measure_id: Annotated[str, Path(max_length=200, description="Id, as in the list.")],
    body: CorrectionIn,
    advisory: AdvisoryDep,
    access: AccessDep,
) -> MeasureWithQuotesOut:
    """A correction holds over new versions of the document, as long as the words that it was read from stay."""
    if access is not Access.STAFF:
        raise HTTPException(HTTPStatus.FORBIDDEN, "Only staff may correct measures. Show the token of staff.")
    if not body.changes and not body.withdraw:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "Nothing to correct: give `changes` or `withdraw`.")
    store = advisory.catalogue.measures
    if body.withdraw:
        store.withdraw(measure_id, body.withdraw, access=access)
    if body.changes:
        correct_measure(store, measure_id, body.changes, by=body.by, access=access)
    sources = advisory.book.sources(access=access)
    return MeasureWithQuotesOut.quoted(advisory.book.get(measure_id, access=access), sources, on=advisory.today())
