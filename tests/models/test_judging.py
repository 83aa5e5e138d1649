"""A chat model as judge: asked only where the wording alone leaves it open, and heard only when it says yes or no."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Advisory
from assistant.models import prompts
from tests.models.asking import written_by
from tests.models.scripted import Asked, Reply, ScriptedModel
from tests.models.test_faults import QUESTION

LOOSE = "Whoever erects a hall gets a slice of the outlay back as a subsidy."
"""A paraphrase of whose words the dictionary finds a quarter to a half."""


def judged(statement: str, reply: Reply, model: ScriptedModel, advisory: Advisory) -> tuple[str, list[Asked]]:
    """The answer's text when the model writes a statement and its judge gives a reply, and what the judge was asked."""

    def script(asked: Asked) -> Reply:
        return reply if asked.system == prompts.JUDGE else Reply((f"{statement} [1]",))

    model.script = script
    answer = written_by(model, advisory, chat_judge="openai:scripted").answer(QUESTION)
    return answer.text, [asked for asked in model.asked if asked.system == prompts.JUDGE]


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (Reply(("YES",)), True),
        (Reply(("Yes.",)), True),
        (Reply(("NO",)), False),
        (Reply(("It depends on the plant.",)), False),
        (Reply(("",)), False),
        (Reply(status=500), False),
    ],
)
def test_judge_decides_where_only_the_wording_is_open(
    reply: Reply, shown: bool, model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    text, asked = judged(LOOSE, reply, model, corpus_advisory)
    assert (LOOSE in text) is shown
    assert asked
    assert LOOSE in asked[0].text


@pytest.mark.parametrize(
    "statement",
    [
        "Whoever erects a hall gets 35% of the outlay back as a subsidy.",
        "Whoever erects a hall in Hungary gets a slice of the outlay back as a subsidy.",
    ],
)
def test_judge_is_not_asked_about_figures_and_places(
    statement: str, model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    text, asked = judged(statement, Reply(("YES",)), model, corpus_advisory)
    assert statement not in text
    assert asked == []


def test_judge_is_not_asked_about_what_holds(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    statement = "The financial subsidy is up to 20%, at most EUR 500,000, for new factories in Catalonia."
    text, asked = judged(statement, Reply(("NO",)), model, corpus_advisory)
    assert statement in text
    assert asked == []
