"""RGB, counterfactual part: telling a true short answer from one with a false figure or name.

Chen et al., AAAI 2024. Each question comes with its true answer and passages that hold it, a false answer, and the same
passages with the false answer put in. A case is one of figures when both answers hold a digit, else one of names.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from assistant.settings import Settings
from evals.outside.checking import Checker, by_product
from evals.outside.common import Figure, Part, Progress, Steps, chosen, share
from evals.outside.reading import Row, read_rows
from evals.outside.systems import OWN, System, only_own
from evals.support import units, use_dictionary

LANGUAGES = ("en", "zh")

Words = str | tuple[str | tuple[str, ...], ...]
"""An answer, or its parts, each possibly with its notations."""


class Item(Row):
    """A question with a true and a false answer, and passages for either."""

    id: str
    split: Literal["tune", "report"]
    question: str
    answer: Words
    fake_answer: Words
    passages: tuple[str, ...] = Field(min_length=1)
    passages_with_fake: tuple[str, ...] = Field(min_length=1)

    @property
    def true(self) -> str:
        """The true answer in its first notation."""
        return spelt(self.answer)

    @property
    def false(self) -> str:
        """The false answer."""
        return spelt(self.fake_answer)

    @property
    def of_figures(self) -> bool:
        """Whether it is figures that differ."""
        return all(any(character.isdigit() for character in words) for words in (self.true, self.false))


def spelt(words: Words) -> str:
    """An answer as one text: all its parts, each in its first notation."""
    if isinstance(words, str):
        return words.strip()
    return ", ".join((part if isinstance(part, str) else part[0]).strip() for part in words)


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
    """Shares of false answers caught and true ones let through, figures apart from names, for each language.

    ``limit`` counts for each language.

    Raises:
        EvalError: the data cannot be used, or the system is not the product.
    """
    use_dictionary(settings.data_dir / "cache")
    only_own(system, "rgb-facts")
    items = {
        language: chosen(read_rows(data, f"rgb-facts-{language}.jsonl", Item), part, limit) for language in LANGUAGES
    }
    steps = Steps(3 * sum(len(of_language) for of_language in items.values()), progress)
    figures: list[Figure] = []
    for language, of_language in items.items():
        for what, of_figures in (("figures", True), ("names", False)):
            kind = [item for item in of_language if item.of_figures is of_figures]
            figures += _figures(f"{language} {what}", kind, checker, steps)
    return figures


def _figures(name: str, items: Sequence[Item], checker: Checker, steps: Steps) -> list[Figure]:
    before = steps.crashes

    def decide(claim: str, sources: Sequence[str], question: str) -> bool | None:
        return steps.attempt(lambda: checker(claim, sources=sources, question=question))

    false_caught = [float(decide(item.false, item.passages, item.question) is False) for item in items]
    let_through = [float(decide(item.true, item.passages, item.question) is True) for item in items]
    changed_caught = [float(decide(item.true, item.passages_with_fake, item.question) is False) for item in items]
    note = steps.note("", since=before)
    hidden = sum(_stands_in(item.false, item.passages) for item in items)
    still = sum(_stands_in(item.true, item.passages_with_fake) for item in items)
    return [
        share(
            f"{name}: false answers caught",
            false_caught,
            steps.note(f"all words of {hidden} stand somewhere in the true passages", since=before),
        ),
        share(f"{name}: true answers let through", let_through, note),
        share(
            f"{name}: true answers caught against changed passages",
            changed_caught,
            steps.note(f"all words of {still} still stand in the changed passages", since=before),
        ),
    ]


def _stands_in(words: str, passages: Sequence[str]) -> bool:
    return units(words) <= units("\n".join(passages))
