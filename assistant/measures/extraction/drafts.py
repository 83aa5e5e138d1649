"""A measure that is being put together, and what may be added to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from assistant.domain import BlockKind, Span
from assistant.measure import Evidence, Instrument, Range
from assistant.measures.extraction.belonging import Programme
from assistant.measures.extraction.bounds import Bound
from assistant.measures.extraction.cues import CAP, FLOOR
from assistant.measures.extraction.dates import Day
from assistant.measures.extraction.statements import Clause, Statement
from assistant.measures.extraction.values import Value

PRIMARY = frozenset({"rate", "amount"})
WITHOUT_EVIDENCE = frozenset({"per", "currency", "rate_of"})
DATES = ("starts", "ends", "opens", "closes")
ASIDE = re.compile(
    r"\bwhat\s+(?:it|this)\s+means\b|\bimplications?\b|\blimits\s+and\b|\bopen\s+(?:points|questions)\b|\bcaveats?\b|\brecommendations?\b|意义|启示|建议|局限|未决|待核实",
    re.IGNORECASE,
)
"""Headings of parts that draw conclusions from what was said, or say what is open."""

ITSELF = re.compile(
    r"\bthese\s+(?:\w+\s+)?(?:rates?|duties|rules|amounts|provisions|measures|tariffs)\b|\b(?:this|the)\s+(?:notice|incentives?|package|circular|announcement|ordinance|resolution|instruction|agreement|protocol|act|law|order|decree|regulation|directive|programme|scheme|measures?|quota|duty|duties|tariffs?|rates?)\b|\b(?:new|following)\s+(?:rates?|duties|rules|tariffs)\b|\b(?:rates|duties|tariffs|rules)\s+(?:below|above)\b|上述|(?:新|该|这[套些]|下列|以下|本次|此次)(?:税率|关税|标准|规定|办法|政策|措施|规则|制度)|下表|本表|^\W*(?:办法|政策|通知|规定|方案|细则|条例|制度|计划|措施|意见|指南|规则)(?=自|从|于|有效|执行|实施|施行|适用|截至|到|至)|本(?:制度|法|计划|专项|决定|规则|安排|协定|指引|指南|章程|通告|办法|措施|通知|规定|公告|政策|条例|方案|意见|细则)",
    re.IGNORECASE,
)
"""Words by which a text speaks of itself or of its matter as a whole."""


@lru_cache(maxsize=1024)
def _draws_conclusions(heading: str) -> bool:
    return ASIDE.search(heading) is not None


@dataclass(slots=True)
class Draft:
    """One instrument with one set of values, as far as they have been read."""

    statement: Statement
    instrument: Instrument
    jurisdiction: str
    programme: Programme
    start: int
    end: int
    near: bool
    """Whether its own words name the instrument."""
    fields: dict[str, object] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    applies_to: str = ""
    conditions: list[str] = field(default_factory=list)
    full_relief: bool = False
    """An exemption that is granted without a figure."""
    relief_of: frozenset[str] = frozenset()
    """The taxes or duties that it frees from."""
    own_matter: bool = False
    """Whether its dates are those of a duty that its own words lay down, not of the whole programme."""
    earlier: bool = False
    """Whether it is said of what was before the present rule."""
    undated: bool = False
    """Whether dates beside it are not its own: ``on top of the 10%``."""
    in_brackets: bool = False
    """Whether its first figure stands in brackets: there the same is often said again."""
    lent: set[str] = field(default_factory=set)
    """Fields that it has from what is said of the whole programme."""
    from_heading: list[tuple[Day, int]] = field(default_factory=list)
    """Dates that the heading above it gives, and where the heading begins: they hold where nothing nearer does."""
    column: str = ""
    """The head of the column that it was read from."""
    from_label: bool = True
    """Whether the words before a colon or in the row's first cell told what its figure is; else its column did."""

    @property
    def aside(self) -> bool:
        """Whether it stands where a text draws conclusions or says what is open."""
        return any(map(_draws_conclusions, self.statement.headings))

    @property
    def is_record(self) -> bool:
        """Whether it is a row whose column tells what its figure is: ``other towns | EUR 3 million``."""
        return self.statement.kind is BlockKind.ROW and not self.from_label and not self.fields.keys() <= set(DATES)

    @property
    def stands_alone(self) -> bool:
        """Whether it says what is granted or asked, not only a limit or a date of something said elsewhere."""
        return self.full_relief or not PRIMARY.isdisjoint(self.fields)

    def takes(self, names: Iterable[str], values: dict[str, object]) -> bool:
        """Whether values can be added: none of their fields is taken, and currencies agree."""
        if any(name in self.fields for name in names):
            return False
        mine, other = self.fields.get("currency"), values.get("currency")
        return mine is None or other is None or mine == other

    def add(self, values: dict[str, object], span: Span) -> None:
        """Add values that all stand in one span of the document; fields that are there stay as they are."""
        mine, other = self.fields.get("currency"), values.get("currency")
        if mine is not None and other is not None and mine != other:
            # A measure has one currency; what is said in another one is none of its sums.
            return
        for name, value in values.items():
            if name not in self.fields and value is not None:
                self.fields[name] = value
                if name not in WITHOUT_EVIDENCE:
                    self.evidence.append(Evidence(name, span))

    def add_day(self, day: Day, offset: int) -> None:
        """Add a date whose figure stands in words that begin at ``offset`` in the document."""
        self.add({day.field: day.value}, Span(offset + day.figure.start, offset + day.figure.end))


def span_of(clause: Clause, value: Value) -> Span:
    """Where a value stands in the document."""
    return Span(clause.start + value.figure.start, clause.start + value.figure.end)


def fields_of(value: Value, label: str) -> dict[str, object]:
    """The fields of a measure that a value fills; ``label`` may bound it: ``Minimum local content | 20%``."""
    figure = value.figure
    low, high = figure.low, figure.high
    single: Decimal | None = high if high is not None else low
    values: dict[str, object] = {}
    if value.field in {"rate", "amount"}:
        if figure.bound is Bound.EXACT and FLOOR.search(label) and figure.high != 0:
            high = None
        elif figure.bound is Bound.EXACT and CAP.search(label):
            low = None
        elif figure.bound is Bound.EXACT and _is_asked(value):
            high = None
        values[value.field] = Range(low, high)
    elif value.field == "capped amount":
        values["amount"] = Range(None, single)
    elif value.field == "aid":
        values |= {"floor": low, "cap": high}
    elif value.field == "investment":
        values |= {"minimum_investment": low, "maximum_investment": high}
    else:
        values[value.field] = single
    if figure.unit:
        values["currency"] = figure.unit
    limit = value.field == "cap" and figure.per in {"year", "company", "project", "group", "item"}
    if (
        figure.per not in {None, "item"}
        and not limit
        and value.field not in {"minimum_investment", "maximum_investment", "investment", "budget"}
    ):
        values["per"] = figure.per
    return values


def _is_asked(value: Value) -> bool:
    """A share that must be reached may be passed."""
    return value.instrument is Instrument.OBLIGATION and value.field == "rate"
