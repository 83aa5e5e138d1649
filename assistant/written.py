"""The parts that a chat model takes part in, put together: used by ``bootstrap`` when one is set, and not imported else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from assistant.answering.checking.checker import Checker
from assistant.answering.quoting import QuotingAnswerer
from assistant.answering.writing.answerer import WritingAnswerer
from assistant.answering.writing.judging import ModelJudge
from assistant.catalogue.measures import Measures
from assistant.catalogue.usage import Usage
from assistant.language.crossing import Crossing
from assistant.models.making import make_chat_model, make_judge_model
from assistant.protocols import Answerer, Rewriter
from assistant.question.model_rewriter import ModelRewriter
from assistant.settings import Settings, tasks_of


class WithModel(NamedTuple):
    """What takes the place of the parts that need no model."""

    answerer: Answerer
    rewriter: Rewriter | None


def with_chat_model(
    settings: Settings,
    *,
    usage: Usage,
    measures: Measures,
    quoting: QuotingAnswerer,
    crossing: Crossing,
    today: Callable[[], date],
) -> WithModel:
    """The parts for the chat model that the settings name; it does the tasks that they list.

    Raises:
        SettingsError: there is no such model, or its package or key is missing.
    """
    model = make_chat_model(settings, usage)
    tasks = tasks_of(settings.chat_tasks)
    answerer: Answerer = quoting
    if model is not None and "answer" in tasks:
        judge = make_judge_model(settings, usage)
        answerer = WritingAnswerer(
            quoting,
            model,
            Checker(crossing),
            evidence_tokens=settings.chat_evidence_tokens,
            answer_tokens=settings.chat_answer_tokens,
            repairs=settings.chat_repairs,
            today=today,
            measures=measures,
            judge=ModelJudge(judge) if judge is not None else None,
        )
    return WithModel(answerer, ModelRewriter(model) if model is not None and "rewrite" in tasks else None)
