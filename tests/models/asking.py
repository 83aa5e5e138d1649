"""An assistant over the whole corpus whose answers a scripted model writes."""

from __future__ import annotations

from typing import Any

from assistant.assistant import Assistant
from assistant.bootstrap import Advisory
from assistant.question.understanding import Understanding
from assistant.settings import Settings
from assistant.written import with_chat_model
from tests.conftest import TODAY, make_settings
from tests.models.scripted import ScriptedModel


def settings_for(model: ScriptedModel, advisory: Advisory, **values: Any) -> Settings:
    """Settings for the scripted model, which is waited for as long as a busy machine needs, and seldom asked again."""
    chosen: dict[str, Any] = {
        "chat_model": "openai:scripted",
        "chat_base_url": model.address,
        "chat_silence": 120.0,
        "chat_timeout": 240.0,
        "chat_retries": 1,
        "chat_backoff": 0.01,
        "chat_repairs": 0,
    }
    return make_settings(advisory.settings.data_dir, **(chosen | values))


def written_by(model: ScriptedModel, advisory: Advisory, **values: Any) -> Assistant:
    """The assistant as ``bootstrap`` puts it together, over an advisory that is open already."""
    settings = settings_for(model, advisory, **values)
    catalogue = advisory.catalogue
    parts = with_chat_model(
        settings,
        usage=catalogue.usage,
        measures=catalogue.measures,
        quoting=advisory.quoting,
        retriever=advisory.retriever,
        suggestions=advisory.suggestions,
        crossing=advisory.crossing,
        today=lambda: TODAY,
    )
    return Assistant(
        Understanding(advisory.crossing, retriever=advisory.retriever, rewriter=parts.rewriter),
        parts.retriever,
        parts.answerer,
        catalogue.conversations,
        top_k=settings.top_k,
        question_limit=settings.question_limit,
        suggestions=parts.suggestions,
    )
