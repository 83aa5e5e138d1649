"""Questions that are answered from measures: sums to work out, comparisons and dates, with results worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from assistant.language.quantities import quantities
from assistant.language.script import language_of
from evals.errors import EvalError

Split = Literal["dev", "test", "fresh", "fresh2", "fresh3", "fresh4", "fresh7", "fresh8", "fresh10"]
SPLITS: tuple[Split, ...] = ("dev", "test", "fresh", "fresh2", "fresh3", "fresh4", "fresh7", "fresh8", "fresh10")
"""``fresh`` questions were written when the rules were tightened: half of them ask for what cannot be worked out;
``fresh2`` and ``fresh3`` before the next ones, ``fresh4`` as people of an enterprise ask, some as follow-ups."""
INVENTED: tuple[Split, ...] = ("fresh7", "fresh8", "fresh10")
"""Those over the invented documents of the gold sets of the same names, which are no part of the corpus."""

QUESTIONS = Path(__file__).parent / "questions"

TODAY = date(2026, 11, 24)
"""The day on which questions are asked that name none: what has lapsed must not change with the calendar."""

Expected = Literal["estimate", "comparison", "deadlines", "abstain"]


def _one_quantity(text: object) -> object:
    if isinstance(text, str) and len(quantities(text)) != 1:
        raise ValueError(f"{text!r} is not one quantity")
    return text


Quantified = Annotated[str, BeforeValidator(_one_quantity)]
"""One amount, percentage or number as it is said: ``EUR 500,000``, ``27%``, ``12,000``."""


class QuestionError(EvalError):
    """Questions that cannot be used; all problems at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The questions on measures do not hold: " + "; ".join(problems))


class DatedItem(BaseModel):
    """A date that must be named, with one of the names of what happens on it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: date
    names: tuple[str, ...] = Field(min_length=1)


class MeasureQuestion(BaseModel):
    """One question with its result, worked out by hand before anything was run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^(dev|test|fresh([23478]|10)?)-[a-z0-9-]+$")
    before: tuple[str, ...] = ()
    """Questions asked before it in the same conversation."""
    question: str = Field(min_length=1)
    as_of: date | None = None
    """The day on which it is asked; else :data:`TODAY`."""
    days: int | None = None
    """Of deadlines: how far ahead is asked."""
    expects: Expected
    results: tuple[Quantified, ...] = ()
    """Of an estimate: what it comes to; a range has two."""
    steps: tuple[Quantified, ...] = ()
    """Values on the way that may be said."""
    also: tuple[Quantified | date, ...] = ()
    """Other values, or dates, that may be said and need not."""
    shown: tuple[Quantified, ...] = ()
    """Of a question to abstain from: what must be shown all the same, such as the minimum that is not met."""
    quoted: bool = False
    """Whether a document states the result itself, so that quoting it is an answer."""
    cells: dict[str, tuple[str, ...]] = {}
    """Of a comparison: by jurisdiction what must be said; nothing when the documents have nothing to say."""
    items: tuple[DatedItem, ...] = ()
    working: str = Field(min_length=1)
    """The calculation in words."""
    documents: tuple[str, ...] = Field(min_length=1)
    """Ids of the documents that it rests on."""

    @property
    def split(self) -> Split:
        """``test`` and ``fresh10`` are only reported; ``dev`` and the other fresh ones may be tuned on."""
        return next(split for split in SPLITS if self.id.startswith(f"{split}-"))

    @property
    def language(self) -> str:
        """Language of the question."""
        return language_of(self.question)

    @property
    def today(self) -> date:
        """The day on which it is asked."""
        return self.as_of or TODAY

    @model_validator(mode="after")
    def _expects_something(self) -> MeasureQuestion:
        needed = {"estimate": self.results, "comparison": self.cells, "deadlines": self.items and self.days}
        if self.expects != "abstain" and not needed[self.expects]:
            raise ValueError(f"a question that expects {self.expects} must say what")
        return self


def load_questions(folder: Path = QUESTIONS) -> list[MeasureQuestion]:
    """All questions, by id.

    Raises:
        QuestionError: names file and question of each problem.
    """
    questions: dict[str, MeasureQuestion] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(f"{path.name}: not YAML ({error})")
            continue
        if not isinstance(entries, list):
            problems.append(f"{path.name}: expected a list of questions")
            continue
        for place, entry in enumerate(entries, start=1):
            label = f"{path.name}, {entry.get('id', place) if isinstance(entry, dict) else place}"
            try:
                question = MeasureQuestion.model_validate(entry)
            except ValidationError as error:
                details = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
                problems.append(f"{label}: {details}")
                continue
            if question.split != path.stem:
                problems.append(f"{label}: belongs into {question.split}.yaml")
            if question.id in questions:
                problems.append(f"{label}: the id is used twice")
            questions[question.id] = question
    if not questions and not problems:
        problems.append(f"there is none in {folder}")
    if problems:
        raise QuestionError(problems)
    return sorted(questions.values(), key=lambda question: question.id)
