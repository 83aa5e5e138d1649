"""Questions of our own for who can help (``evals/who``): each half names nearly all organisations expected, and few others."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from assistant.bootstrap import Advisory
from assistant.domain import AnswerBlockKind, Outcome
from tests.conftest import ROOT

EVENT_COMPANIES = [
    *("SEVENS", "Sunway", "Casstime", "SF Express", "Orient Securities", "东方证券", "Huawei Cloud", "JDO", "Haylion"),
    *("ANFIA", "ACCIÓ", "GWM", "Desay SV", "HSAE", "MeiG", "Sunwoda", "Yaxon"),
]


def asked(advisory: Advisory, half: str) -> list[tuple[list[str], str]]:
    """For each question the ways to write the organisation expected, and what the answer says of the documents' matter."""
    found = []
    samples: list[dict[str, Any]] = yaml.safe_load(
        (ROOT / "evals" / "who" / f"{half}.yaml").read_text(encoding="utf-8")
    )
    for sample in samples:
        answer = advisory.assistant.answer(sample["question"])
        assert answer.outcome is Outcome.ANSWERED
        said = "\n".join(block.text for block in answer.blocks if block.kind is not AnswerBlockKind.NOTE)
        found += [(ways, said) for ways in sample["organisations"]]
    return found


@pytest.mark.parametrize("half", ["dev", "test"])
def test_nearly_all_who_can_help_are_named_and_few_others(corpus_advisory: Advisory, half: str) -> None:
    answers = asked(corpus_advisory, half)
    right = [any(way in said for way in ways) for ways, said in answers]
    others = [name for ways, said in answers for name in EVENT_COMPANIES if name in said and name not in ways]

    assert sum(right) / len(right) >= 0.9
    assert len(others) <= len(answers) / 2
