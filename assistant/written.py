"""The parts that a chat model takes part in, put together: used by ``bootstrap`` when one is set, and not imported else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from assistant.answering.checking.checker import Checker
from assistant.answering.quoting import QuotingAnswerer
from assistant.answering.suggestions import Follows, Suggestions
from assistant.answering.writing.answerer import WritingAnswerer
from assistant.answering.writing.entailing import PREFIX, EntailmentJudge
from assistant.answering.writing.judging import ModelJudge
from assistant.answering.writing.model_suggestions import ModelSuggestions
from assistant.answering.writing.proving import Judge
from assistant.answering.writing.quote_translations import QuotesTranslated
from assistant.catalogue.measures import Measures
from assistant.catalogue.usage import Usage
from assistant.language.crossing import Crossing
from assistant.measures.extraction.asking import ModelReader
from assistant.models.making import make_chat_model, make_judge_model
from assistant.protocols import Answerer, Retriever, Rewriter
from assistant.question.model_rewriter import ModelRewriter
from assistant.retrieval.translated import Translated
from assistant.settings import Settings, tasks_of


class WithModel(NamedTuple):
    """What takes the place of the parts that need no model."""

    answerer: Answerer
    rewriter: Rewriter | None
    retriever: Retriever
    suggestions: Follows


def measure_reader(settings: Settings, usage: Usage) -> ModelReader | None:
    """What reads measures at ingest beside the rules; None unless ``measures`` is a task of the chat model.

    Raises:
        SettingsError: there is no such model, or its package or key is missing.
    """
    if "measures" not in tasks_of(settings.chat_tasks):
        return None
    model = make_chat_model(settings, usage)
    return None if model is None else ModelReader(model)


def with_chat_model(
    settings: Settings,
    *,
    usage: Usage,
    measures: Measures,
    quoting: QuotingAnswerer,
    retriever: Retriever,
    suggestions: Suggestions,
    crossing: Crossing,
    today: Callable[[], date],
) -> WithModel:
    """The parts for the chat model that the settings name; it does the tasks that they list.

    Raises:
        SettingsError: there is no such model, or its package or key is missing.
    """
    model = make_chat_model(settings, usage)
    tasks = tasks_of(settings.chat_tasks)
    if model is None:
        return WithModel(quoting, None, retriever, suggestions)
    answerer: Answerer = quoting
    if "answer" in tasks:
        answerer = WritingAnswerer(
            quoting,
            model,
            Checker(crossing),
            evidence_tokens=settings.chat_evidence_tokens,
            answer_tokens=settings.chat_answer_tokens,
            repairs=settings.chat_repairs,
            today=today,
            measures=measures,
            judge=_judge(settings, usage),
        )
    elif "quotes" in tasks:
        answerer = QuotesTranslated(quoting, model)
    return WithModel(
        answerer,
        ModelRewriter(model) if "rewrite" in tasks else None,
        Translated(retriever, model, crossing) if "translate" in tasks else retriever,
        ModelSuggestions(suggestions, model) if "follow_ups" in tasks else suggestions,
    )


def _judge(settings: Settings, usage: Usage) -> Judge | None:
    if settings.chat_judge.startswith(PREFIX):
        return EntailmentJudge(settings.chat_judge.removeprefix(PREFIX))
    model = make_judge_model(settings, usage)
    return ModelJudge(model) if model is not None else None
