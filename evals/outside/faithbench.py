"""FaithBench: telling sound model-written summaries from faulty ones.

Bao et al., NAACL 2025: hard cases, where detectors disagree. A summary is faulty when an annotator marked a part of it
``Unwanted`` or ``Questionable``, sound when the worst mark is ``Benign`` or there is none (``Consistent``). It passes
when each of its sentences does.

The data does not mark where a fault lies. What a deterministic check can own is therefore shown by a stand-in that does
not depend on the checker: summaries with a number, or with a capitalised word within a sentence, that their source has
nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from assistant.language.sentences import sentence_spans
from assistant.settings import Settings
from evals.outside.checking import Checker, by_product
from evals.outside.common import Figure, Part, Progress, Steps, balanced_accuracy, chosen, share
from evals.outside.reading import Row, read_rows
from evals.outside.systems import OWN, System, only_own
from evals.support import use_dictionary

SUMMARIES = "faithbench.jsonl"
FAULTY = frozenset({"Unwanted", "Questionable"})

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+")
"""A capitalised word that does not begin a sentence; months and places are among them."""


class Item(Row):
    """A summary of a source with what the annotators made of it."""

    id: int
    split: Literal["tune", "report"]
    source: str
    summary: str
    worst_label: Literal["Consistent", "Benign", "Questionable", "Unwanted"]

    @property
    def faulty(self) -> bool:
        """Whether an annotator found a fault that is not benign."""
        return self.worst_label in FAULTY

    @property
    def new_number(self) -> bool:
        """Whether it holds a number that stands nowhere in its source."""
        return bool(_numbers(self.summary) - _numbers(self.source))

    @property
    def new_name(self) -> bool:
        """Whether it holds a capitalised word that stands nowhere in its source."""
        there = set(re.findall(r"[a-z]+", self.source.casefold()))
        return any(name.casefold() not in there for name in NAME.findall(self.summary))


@dataclass(frozen=True, slots=True)
class Checked:
    """A summary with the checker's word on it: None when the checker crashed."""

    item: Item
    passed: bool | None


def measure(
    data: Path,
    *,
    settings: Settings,
    system: System = OWN,
    part: Part,
    limit: int | None = None,
    progress: Progress | None = None,
    checker: Checker = by_product,
) -> list[Figure]:
    """Balanced accuracy over all summaries and over the plain cases, and shares of the kinds of faults caught.

    Raises:
        EvalError: the data cannot be used, or the system is not the product.
    """
    use_dictionary(settings.data_dir / "cache")
    only_own(system, "faithbench")
    items = chosen(read_rows(data, SUMMARIES, Item), part, limit)
    steps = Steps(len(items), progress)
    checked = [Checked(item, steps.attempt(partial(_passes, checker, item))) for item in items]
    note = steps.note("")
    plain = [each for each in checked if each.item.worst_label in {"Unwanted", "Consistent"}]
    figures = [
        _balanced("balanced accuracy", checked, steps.note("faulty: Unwanted or Questionable")),
        _balanced("balanced accuracy, Unwanted against Consistent", plain, note),
        share("faulty summaries caught", _caught(checked), note),
        share(
            "sound summaries let through",
            [float(each.passed is True) for each in checked if not each.item.faulty],
            note,
        ),
    ]
    kinds = {
        "a number that the source lacks": [each for each in checked if each.item.new_number],
        "a name that the source lacks": [each for each in checked if each.item.new_name],
        "neither": [each for each in checked if not each.item.new_number and not each.item.new_name],
    }
    for kind, group in kinds.items():
        told = f"{len(group)} summaries with {kind}"
        figures.append(_balanced(f"{kind}: balanced accuracy", group, told))
        figures.append(share(f"{kind}: faulty by the annotators", [float(each.item.faulty) for each in group], told))
        figures.append(share(f"{kind}: faulty summaries caught", _caught(group), told))
    return figures


def _passes(checker: Checker, item: Item) -> bool:
    spans = sentence_spans(item.summary, language="en")
    return all(checker(item.summary[span.start : span.end], sources=(item.source,), question="") for span in spans)


def _balanced(name: str, checked: Sequence[Checked], note: str) -> Figure:
    return balanced_accuracy(
        name, _caught(checked), [float(each.passed is True) for each in checked if not each.item.faulty], note
    )


def _caught(checked: Sequence[Checked]) -> list[float]:
    return [float(each.passed is False) for each in checked if each.item.faulty]


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in NUMBER.findall(text)}
