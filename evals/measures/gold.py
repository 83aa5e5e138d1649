"""The gold measures: what a careful adviser would write down from each document. See ``gold/README.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.domain import Span
from assistant.measure import Instrument, Range
from evals.errors import EvalError
from evals.measures.fields import DATES, FIELDS, RANGES, SUMS, Value

GOLD = Path(__file__).parent / "gold"

Split = Literal[
    "dev", "test", "fresh", "fresh2", "fresh3", "fresh4", "fresh5", "fresh6", "fresh7", "fresh8", "fresh9", "fresh10"
]
SPLITS: tuple[Split, ...] = ("dev", "test")
"""Those of the corpus."""
INVENTED: tuple[Split, ...] = (
    "fresh", "fresh2", "fresh3", "fresh4", "fresh5", "fresh6", "fresh7", "fresh8", "fresh9", "fresh10",
)  # fmt: skip
"""Those of invented documents, which lie beside their gold measures and are no part of the corpus."""


class GoldError(EvalError):
    """Gold measures that cannot be used; all problems at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The gold measures do not hold: " + "; ".join(problems))


def _decimal(value: object) -> object:
    """A number as it was written: by way of its digits, not of a binary fraction."""
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _iso(value: object) -> object:
    """YAML makes dates of days and numbers of years."""
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, int) else value


Number = Annotated[Decimal, BeforeValidator(_decimal)]
Date = Annotated[str, BeforeValidator(_iso), Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class Ends(BaseModel):
    """Both ends of a range as they are written in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    low: Number | None = None
    high: Number | None = None

    def range(self) -> Range:
        """The domain's value."""
        return Range(self.low, self.high)


class GoldMeasure(BaseModel):
    """One measure of a document, with the words that state it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    jurisdiction: str = Field(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?|\d{3})$")
    instrument: Instrument
    programme: str | None = None
    rate: Ends | None = None
    amount: Ends | None = None
    per: str | None = None
    cap: Number | None = None
    floor: Number | None = None
    minimum_investment: Number | None = None
    maximum_investment: Number | None = None
    budget: Number | None = None
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    starts: Date | None = None
    ends: Date | None = None
    opens: Date | None = None
    closes: Date | None = None
    official: bool = True
    quote: str | tuple[str, ...]
    """Exact words of the document that state it, the main ones first."""
    also: dict[str, tuple[Any, ...]] = {}
    """Other values of a field that the words allow; None stands for none."""
    optional: bool = False
    """Whether it is neither missed when it is not read nor wrong when it is."""

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words, always as a list."""
        return (self.quote,) if isinstance(self.quote, str) else self.quote

    def values(self) -> dict[str, Value]:
        """The fields that hold something."""
        held = {name: _value(name, getattr(self, name)) for name in FIELDS if name != "spoken"}
        held["spoken"] = None if self.official else "spoken"
        return {name: value for name, value in held.items() if value is not None}

    def allowed(self, field: str) -> list[Value | None]:
        """Other values that a field may have."""
        return [_value(field, value) for value in self.also.get(field, ())]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """All measures of one document."""

    id: str
    split: Split
    measures: tuple[GoldMeasure, ...]


def load_gold(folder: Path = GOLD, *, splits: Sequence[Split] = SPLITS) -> list[GoldDocument]:
    """The gold measures of all documents of the corpus, or of other ``splits``, by id.

    Raises:
        GoldError: names file and measure of each problem.
    """
    documents: dict[str, GoldDocument] = {}
    problems: list[str] = []
    for split in splits:
        for path in sorted((folder / split).glob("*.yaml")):
            label = f"{split}/{path.name}"
            document = _load(path, split, label, problems)
            if document is None:
                continue
            if document.id in documents:
                problems.append(f"{label}: {document.id} is annotated twice")
            documents[document.id] = document
    if not documents and not problems:
        problems.append(f"there is none in {folder}")
    if problems:
        raise GoldError(problems)
    return sorted(documents.values(), key=lambda document: document.id)


def spans_of(measure: GoldMeasure, text: str) -> tuple[Span, ...]:
    """All places where the words of a measure stand in its document."""
    spans = []
    for quote in measure.quotes:
        start = text.find(quote)
        while start >= 0:
            spans.append(Span(start, start + len(quote)))
            start = text.find(quote, start + 1)
    return tuple(spans)


def check_quotes(documents: Iterable[GoldDocument], texts: Mapping[str, str]) -> list[str]:
    """Problems of gold measures against the texts of their documents."""
    problems = []
    for document in documents:
        if document.id not in texts:
            problems.append(f"there is no document {document.id!r}")
            continue
        problems += [
            f"{document.id}, {measure.id}: {quote!r} does not stand in the document"
            for measure in document.measures
            for quote in measure.quotes
            if quote not in texts[document.id]
        ]
    return problems


def _load(path: Path, split: Split, label: str, problems: list[str]) -> GoldDocument | None:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(f"{label}: not YAML ({error})")
        return None
    if not isinstance(content, dict) or not {"document", "measures"} <= set(content) <= {
        "document",
        "measures",
        "shared",
    }:
        problems.append(f"{label}: expected 'document', 'measures' and perhaps 'shared'")
        return None
    if content["document"] != path.stem:
        problems.append(f"{label}: the file must be named like its document, {content['document']}")
    measures: dict[str, GoldMeasure] = {}
    for place, entry in enumerate(content["measures"], start=1):
        name = entry.get("id", place) if isinstance(entry, dict) else place
        try:
            measure = GoldMeasure.model_validate(entry)
            unknown = set(measure.also) - set(FIELDS)
            for field in set(measure.also) - unknown:
                measure.allowed(field)
        except ValidationError as error:
            details = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
            problems.append(f"{label}, {name}: {details}")
            continue
        if unknown:
            problems.append(f"{label}, {name}: 'also' names no field with {', '.join(sorted(unknown))}")
        if measure.id in measures:
            problems.append(f"{label}, {name}: the id is used twice")
        measures[measure.id] = measure
    return GoldDocument(content["document"], split, tuple(measures.values()))


def _value(field: str, value: Any) -> Value | None:
    """A value as it stands in the file, or in a model, in the form that is compared."""
    if value is None:
        return None
    if field in RANGES:
        return (value if isinstance(value, Ends) else Ends.model_validate(value)).range()
    if field in SUMS:
        return Decimal(str(value))
    if field in DATES:
        return str(_iso(value))
    return value.value if isinstance(value, Instrument) else str(value)
