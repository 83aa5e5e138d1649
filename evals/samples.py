"""Golden samples: questions as users ask them, with what a good answer must and must not hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.domain import Outcome
from assistant.language.script import HAN, language_of
from evals.errors import EvalError

GOLDEN = Path(__file__).parent / "golden"

Tag = Literal[
    "single-fact", "list", "comparison", "threshold", "calculation", "follow-up", "cross-language", "vague", "misspelt",
    "false-premise", "unanswerable", "injection", "small-talk", "matching", "validity", "procedure", "conditions",
]  # fmt: skip

Split = Literal["dev", "test"]


class SampleError(EvalError):
    """Golden samples that cannot be used; all problems at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The golden samples do not hold: " + "; ".join(problems))


class Sample(BaseModel):
    """One question with what is expected of its answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^(dev|test)-[a-z0-9-]+$")
    question: str = Field(min_length=1)
    turns: tuple[str, ...] = ()
    """Earlier questions of the conversation, oldest first."""
    documents: tuple[str, ...]
    """Ids of the documents that answer; none when nothing does."""
    passage: str | None = None
    """Exact words of one of these documents where the answer stands."""
    facts: tuple[tuple[str, ...], ...] = ()
    """Groups of alternatives; the answer must hold one of each group."""
    must_not: tuple[str, ...] = ()
    outcome: Outcome
    tags: tuple[Tag, ...] = Field(min_length=1)

    @property
    def split(self) -> Split:
        """``dev`` may be tuned on, ``test`` is only reported."""
        return "dev" if self.id.startswith("dev-") else "test"

    @property
    def language(self) -> str:
        """Language of the question."""
        return language_of(self.question)


def load_samples(folder: Path = GOLDEN) -> list[Sample]:
    """All samples of all YAML files below a folder, by id.

    Raises:
        SampleError: names file and sample of each problem; an empty folder is a problem too.
    """
    samples: dict[str, Sample] = {}
    problems: list[str] = []
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder)
        try:
            entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(f"{name}: not YAML ({error})")
            continue
        if not isinstance(entries, list):
            problems.append(f"{name}: expected a list of samples")
            continue
        for place, entry in enumerate(entries, start=1):
            label = entry.get("id", f"sample {place}") if isinstance(entry, dict) else f"sample {place}"
            try:
                sample = Sample.model_validate(entry)
            except ValidationError as error:
                details = "; ".join(
                    f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors()
                )
                problems.append(f"{name}, {label}: {details}")
                continue
            if sample.id in samples:
                problems.append(f"{name}, {label}: the id is used twice")
            samples[sample.id] = sample
    if not samples and not problems:
        problems.append(f"there is no sample in {folder}")
    if problems:
        raise SampleError(problems)
    return sorted(samples.values(), key=lambda sample: sample.id)


def check_samples(samples: Iterable[Sample], known: Collection[str], texts: dict[str, str]) -> list[str]:
    """Problems of samples against a corpus: unknown documents, passages that stand nowhere, expectations at odds."""
    problems = []
    for sample in samples:
        problems += [f"{sample.id}: there is no document {name!r}" for name in sample.documents if name not in known]
        if sample.passage is not None:
            words = _plain(sample.passage)
            if not any(words in _plain(texts.get(name, "")) for name in sample.documents):
                problems.append(f"{sample.id}: the passage stands in none of its documents")
        answered = sample.outcome in {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED}
        if answered and not sample.documents:
            problems.append(f"{sample.id}: an answer is expected, but no document is named")
        if sample.outcome is Outcome.NO_SUPPORT and sample.documents:
            problems.append(f"{sample.id}: no support is expected, but documents are named")
    return problems


def _plain(text: str) -> str:
    return "".join(char for char in text if char not in "*_`\\ \n")


def shared_words(question: str, text: str) -> int:
    """Longest sequence of words (Chinese: characters) that a question shares with a text; long means copied."""

    def units(words: str) -> list[str]:
        return re.findall(rf"{HAN.pattern}|[a-z0-9]+", words.casefold())

    ours, theirs = units(question), units(text)
    best = 0
    previous = [0] * (len(theirs) + 1)
    for mine in ours:
        current = [0] * (len(theirs) + 1)
        for place, other in enumerate(theirs, start=1):
            if mine == other:
                current[place] = previous[place - 1] + 1
                best = max(best, current[place])
        previous = current
    return best
