"""Any LangChain chat model or embeddings by name: the one file that knows LangChain."""

from __future__ import annotations

import atexit
import json
import weakref
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, nullcontext
from typing import Any, Protocol
from uuid import UUID

import httpx
from langchain.chat_models import init_chat_model
from langchain.embeddings import init_embeddings
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import LLMResult
from langchain_core.tracers import LangChainTracer
from langchain_core.tracers.langchain import wait_for_all_tracers
from langsmith import tracing_context

from assistant.errors import ModelFailed, ModelFault, SettingsError
from assistant.models.telemetry import tracer
from assistant.models.values import Delta, Message

KINDS: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
EXTRAS = {"openai": "openai", "anthropic": "anthropic", "ollama": "ollama"}
"""Extras of this package by provider; other providers have packages of their own."""
REASONS = ("finish_reason", "stop_reason", "done_reason")
"""Where providers say why a reply ends."""
STATUS_FAULTS = {
    400: ModelFault.REJECTED,
    401: ModelFault.UNAUTHORISED,
    403: ModelFault.UNAUTHORISED,
    404: ModelFault.UNKNOWN_MODEL,
    408: ModelFault.TOO_SLOW,
    413: ModelFault.REJECTED,
    422: ModelFault.REJECTED,
    429: ModelFault.RATE_LIMITED,
}
LONGEST_REASON = 200


class EmbedsTexts(Protocol):
    """What is used of LangChain's embeddings."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages."""

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question."""


def open_embeddings(name: str, options: dict[str, Any]) -> EmbedsTexts:
    """Embeddings by LangChain's ``provider:model`` name.

    Raises:
        SettingsError: there are none of this name, or their package is missing.
    """
    try:
        model = init_embeddings(name, **options)
    except (ImportError, ValueError) as error:
        raise SettingsError([f"GOGLOBAL_EMBEDDER is {name!r}; {error}"]) from error
    if not isinstance(model, Embeddings):
        raise SettingsError([f"GOGLOBAL_EMBEDDER is {name!r}; expected provider:model"])
    return model


class LangChainChat:
    """A chat model by LangChain's ``provider:model`` name. See :class:`assistant.models.values.Provider`."""

    def __init__(
        self,
        name: str,
        *,
        setting: str,
        base_url: str = "",
        api_key: str = "",
        temperature: float | None = None,
        timeout: float,
        callbacks: Sequence[BaseCallbackHandler] = (),
    ) -> None:
        """``setting`` is what the name was read from, for messages; ``timeout`` is for each step on the wire.

        Raises:
            SettingsError: no such provider, its package or its key is missing.
        """
        self.name = name
        self._callbacks = list(callbacks)
        self._temperature = temperature
        provider = name.partition(":")[0]
        options: dict[str, Any] = {"max_retries": 0, "timeout": timeout}
        if provider == "ollama":
            options = {"client_kwargs": {"timeout": timeout}}
        if temperature is not None:
            options["temperature"] = temperature
        if base_url:
            options["base_url"] = base_url
        if api_key or (base_url and provider == "openai"):
            options["api_key"] = api_key or "none"  # servers of one's own want none, the client does
        try:
            self._model: BaseChatModel = init_chat_model(name, **options)
        except ImportError as error:
            raise SettingsError(
                [f"{setting} is {name!r}, whose package is missing: {install_line(provider)}"]
            ) from error
        except Exception as error:
            raise SettingsError([f"{setting} is {name!r}; {_one_line(error)}"]) from error
        # When nobody has this one any more, or the program ends.
        weakref.finalize(self, _closing(self._model))

    def stream(self, messages: Sequence[Message], *, max_tokens: int) -> Iterator[Delta]:
        """See :class:`assistant.models.values.Provider`."""
        sent = [KINDS[message.role](message.text) for message in messages]
        config: Any = {"callbacks": self._callbacks} if self._callbacks else None
        try:
            with closing(self._chunks(sent, config, max_tokens)) as chunks:
                for chunk in chunks:
                    yield _delta(chunk)
        except Exception as error:
            raise self._failed(error) from error

    def _chunks(self, sent: list[BaseMessage], config: Any, max_tokens: int) -> Generator[BaseMessage]:
        chunks = self._model.stream(sent, config, **self._limit(max_tokens))
        # LangChain reads LangSmith's variables by itself. Prompts go there only if our own setting says so; who is told
        # of a request is settled when its first piece is asked for.
        to_langsmith = any(isinstance(each, LangChainTracer) for each in self._callbacks)
        with nullcontext() if to_langsmith else tracing_context(enabled=False):
            first = next(chunks, None)
        if first is not None:
            yield first
            yield from chunks

    def _limit(self, max_tokens: int) -> dict[str, Any]:
        if not self.name.startswith("ollama:"):
            return {"max_tokens": max_tokens}
        # Ollama's client takes its options whole: those of the model do not count beside those of a call.
        heat = {} if self._temperature is None else {"temperature": self._temperature}
        return {"options": {"num_predict": max_tokens, **heat}}

    def _failed(self, error: Exception) -> ModelFailed:
        status = getattr(error, "status_code", None)
        if isinstance(status, int) and status >= 400:
            fault = STATUS_FAULTS.get(status, ModelFault.SERVER if status >= 500 else ModelFault.REJECTED)
            return ModelFailed(
                self.name, fault, f"answered HTTP {status}: {_one_line(error)}", retry_after=_retry_after(error)
            )
        causes = _causes(error)
        if any(isinstance(cause, httpx.TimeoutException | TimeoutError) for cause in causes):
            return ModelFailed(self.name, ModelFault.TOO_SLOW, "did not answer in time")
        if any(isinstance(cause, httpx.RemoteProtocolError | httpx.ReadError) for cause in causes):
            return ModelFailed(self.name, ModelFault.CUT_OFF, f"broke off ({_one_line(error)})")
        if any(isinstance(cause, httpx.TransportError | ConnectionError) for cause in causes):
            return ModelFailed(self.name, ModelFault.UNREACHABLE, f"cannot be reached ({_one_line(error)})")
        if any(
            isinstance(cause, json.JSONDecodeError | UnicodeError | TypeError | KeyError | ValueError)
            for cause in causes
        ):
            return ModelFailed(self.name, ModelFault.INVALID, f"answered what is no reply ({_one_line(error)})")
        return ModelFailed(self.name, ModelFault.SERVER, f"failed ({_one_line(error)})")


def _closing(model: BaseChatModel) -> Callable[[], object]:
    """What closes a model's connections.

    LangChain gives OpenAI's and Anthropic's clients of one address a pool in common, which closes itself when nobody has it
    any more. Ollama's has one of its own, which nobody closes.
    """
    close = getattr(getattr(model, "_client", None), "close", None) if type(model).__name__ == "ChatOllama" else None
    return close if callable(close) else lambda: None


def callbacks_for(tracing: str) -> list[BaseCallbackHandler]:
    """The callbacks of a setting: none for ``off``.

    LangSmith takes its key and project from its own variables; it is sent the prompts and replies. OpenTelemetry gets a
    span for each request with model, tokens and duration, and no text.
    """
    if tracing == "langsmith":
        atexit.register(wait_for_all_tracers)
        return [LangChainTracer()]
    return [Spans()] if tracing == "opentelemetry" else []


class Spans(BaseCallbackHandler):
    """One OpenTelemetry span for each request; no text of prompts or replies is in it."""

    def __init__(self) -> None:
        self._tracer = tracer()
        self._open: dict[UUID, Any] = {}

    def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], *, run_id: UUID, **kwargs: Any
    ) -> None:
        """A request begins."""
        span = self._tracer.start_span("chat")
        parameters = kwargs.get("invocation_params") or {}
        span.set_attribute("gen_ai.operation.name", "chat")
        span.set_attribute("gen_ai.request.model", str(parameters.get("model") or parameters.get("model_name") or ""))
        self._open[run_id] = span

    def on_llm_end(self, response: LLMResult, *, run_id: UUID, **kwargs: Any) -> None:
        """A reply is whole."""
        span = self._open.pop(run_id, None)
        if span is None:
            return
        message = getattr(response.generations[0][0], "message", None) if response.generations else None
        usage = getattr(message, "usage_metadata", None)
        if usage:
            span.set_attribute("gen_ai.usage.input_tokens", usage["input_tokens"])
            span.set_attribute("gen_ai.usage.output_tokens", usage["output_tokens"])
        span.end()

    def on_llm_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        """A request failed."""
        span = self._open.pop(run_id, None)
        if span is not None:
            span.set_attribute("error.type", type(error).__name__)
            span.end()


def install_line(provider: str) -> str:
    """How to install what a provider needs."""
    if provider in EXTRAS:
        return f"pip install 'going-global[{EXTRAS[provider]}]'"
    return f"pip install langchain-{provider.replace('_', '-')}"


def _delta(chunk: BaseMessage) -> Delta:
    metadata = chunk.response_metadata
    usage = chunk.usage_metadata if isinstance(chunk, AIMessageChunk) else None
    ended = next((str(metadata[key]) for key in REASONS if metadata.get(key)), None)
    return Delta(
        text=str(chunk.text),
        tokens_in=usage["input_tokens"] or None if usage else None,
        tokens_out=usage["output_tokens"] if usage else None,
        ended=ended,
    )


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _retry_after(error: Exception) -> float | None:
    response = getattr(error, "response", None)
    headers = getattr(response, "headers", None) or {}
    for name, scale in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) / scale)
        except (KeyError, TypeError, ValueError):
            continue
    return None


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:LONGEST_REASON] or type(error).__name__
