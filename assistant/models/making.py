"""The chat model that the settings name, with its budget and limits."""

from __future__ import annotations

from assistant.catalogue.usage import Usage
from assistant.models.budget import Budget, Limits
from assistant.models.client import ModelClient, Patience
from assistant.models.tokens import TokenCounter
from assistant.settings import Settings


def make_chat_model(settings: Settings, usage: Usage) -> ModelClient | None:
    """None when no chat model is set: nothing of LangChain is imported then.

    Raises:
        SettingsError: there is no such model, or its package or key is missing.
    """
    if not settings.chat_model:
        return None
    return _client(settings, settings.chat_model, "GOGLOBAL_CHAT_MODEL", _budget(settings, usage))


def make_judge_model(settings: Settings, usage: Usage) -> ModelClient | None:
    """The model that gives second opinions, if one is set.

    Raises:
        SettingsError: as in :func:`make_chat_model`.
    """
    if not settings.chat_judge:
        return None
    return _client(settings, settings.chat_judge, "GOGLOBAL_CHAT_JUDGE", _budget(settings, usage))


def _budget(settings: Settings, usage: Usage) -> Budget:
    return Budget(
        usage,
        Limits(
            tokens_per_day=settings.chat_tokens_per_day,
            tokens_per_conversation=settings.chat_tokens_per_conversation,
            cost_per_day=settings.chat_cost_per_day,
            cost_per_conversation=settings.chat_cost_per_conversation,
            price_in=settings.chat_price_in,
            price_out=settings.chat_price_out,
        ),
    )


def _client(settings: Settings, name: str, setting: str, budget: Budget) -> ModelClient:
    from assistant.models.langchain_models import LangChainChat, callbacks_for

    provider = LangChainChat(
        name,
        setting=setting,
        base_url=settings.chat_base_url,
        api_key=settings.chat_api_key.get_secret_value(),
        temperature=settings.chat_temperature,
        timeout=settings.chat_silence,
        callbacks=callbacks_for(settings.chat_tracing),
    )
    return ModelClient(
        provider,
        budget,
        TokenCounter(name),
        patience=Patience(
            whole=settings.chat_timeout,
            silence=settings.chat_silence,
            retries=settings.chat_retries,
            backoff=settings.chat_backoff,
        ),
        concurrency=settings.chat_concurrency,
        pause=settings.chat_pause,
    )
