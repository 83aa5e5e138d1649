"""The whole of it: collect, fit, choose the threshold, write the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.answering.calibration import CALIBRATION_FILE, read_calibration
from assistant.answering.outcome import decide
from assistant.answering.support import NAMES, support_of
from assistant.domain import Outcome
from assistant.settings import Settings
from evals.calibrating.collecting import GOLDEN, Example, answering, from_golden, from_nomiracl
from evals.calibrating.fitting import fit_sentences, fit_support, held_out, threshold_for
from evals.calibrating.reliability import balanced_accuracy, reliability

HEAD = """\
# What answering goes by; learned and written by `goglobal eval calibrate` ({of}).
# A sentence's score is the weighted sum of its features (assistant/answering/features.py). The probability that a question
# is answered is the logistic function of bias and weighted features of its evidence (assistant/answering/support.py);
# below the threshold the answer is that the documents do not say.
"""


def calibrate(
    settings: Settings, data: Path | None, *, path: Path = CALIBRATION_FILE, progress: Callable[[int, int], None]
) -> Iterator[str]:
    """Learn and write the calibration; yields the report, line by line.

    Raises:
        EvalError: there is nothing to learn from, or outside data cannot be used.
    """
    examples = list(from_golden(settings, progress))
    if data is not None:
        examples += from_nomiracl(data, settings, progress)
    sentences = fit_sentences(answering(examples))
    rescored = read_calibration(_text(sentences, dict.fromkeys(NAMES, 0.0), 0.0, 0.0, of=""))
    examples = [_ordered(example, rescored.score) for example in examples]
    left = [
        example
        for example in examples
        if decide(example.query, example.evidence, 1.0, rescored).outcome is Outcome.ANSWERED
    ]
    features = np.array([_vector(example) for example in left])
    answerable = np.array([example.answerable for example in left])
    groups = np.array([example.group for example in left])
    chances = held_out(features, answerable)
    threshold = threshold_for(chances, answerable, groups == GOLDEN)
    fitted = fit_support(features, answerable)
    support = dict(zip(NAMES, fitted.weights, strict=True))
    of = ", ".join(f"{group}: {sum(example.group == group for example in examples)}" for group in sorted(set(groups)))
    path.write_text(_text(sentences, support, fitted.bias, threshold, of=of), encoding="utf-8")
    yield f"learned from {of}; threshold {threshold:.2f}"
    for group in sorted(set(groups)):
        within = groups == group
        right = balanced_accuracy(chances[within], answerable[within], threshold)
        yield f"\n{group}: balanced accuracy {right:.3f} on what names and places leave undecided, held out"
        yield from reliability(chances[within], answerable[within])


def _ordered(example: Example, score: Callable[..., float]) -> Example:
    pairs = [
        (replace(item, score=score(item.features)), answers)
        for item, answers in zip(
            example.evidence, example.answers or (frozenset[int]() for _ in example.evidence), strict=False
        )
    ]
    pairs.sort(key=lambda pair: -pair[0].score)
    return replace(example, evidence=tuple(item for item, _ in pairs), answers=tuple(answers for _, answers in pairs))


def _vector(example: Example) -> Sequence[float]:
    support = support_of(example.reading, example.evidence, example.hits)
    return [getattr(support, name) for name in NAMES]


def _text(sentences: dict[str, float], support: dict[str, float], bias: float, threshold: float, *, of: str) -> str:
    lines = [HEAD.format(of=of), "[evidence]"]
    lines += [f"{name} = {weight:.2f}" for name, weight in sentences.items()]
    lines += ["", "[support]", *(f"{name} = {weight:.2f}" for name, weight in support.items())]
    lines += ["", "[decision]", f"bias = {bias:.2f}", f"threshold = {threshold:.2f}"]
    return "\n".join(lines) + "\n"
