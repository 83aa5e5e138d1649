"""How three kinds of servers say the same on the wire: OpenAI's chat completions, Anthropic's messages, Ollama's chat."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from typing import Any, ClassVar


class Dialect(ABC):
    """One protocol. Each method gives what is written on the wire; nothing if the protocol has no such thing."""

    content_type = "text/event-stream"

    def begin(self) -> str:
        return ""

    @abstractmethod
    def piece(self, text: str) -> str:
        """Some words of the reply."""

    @abstractmethod
    def end(self, reason: str, usage: dict[str, int] | None) -> str:
        """Why it ends, by OpenAI's names, and what was used."""

    def raw(self, text: str) -> str:
        """Any text where an event should be."""
        return f"data: {text}\n\n"

    def refusal(self, status: int) -> dict[str, Any]:
        return {"error": {"message": "scripted", "type": "scripted", "code": status}}


def _event(values: dict[str, Any], name: str = "") -> str:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(values, ensure_ascii=False)}\n\n"


class OpenAI(Dialect):
    def piece(self, text: str) -> str:
        return self._chunk({"role": "assistant", "content": text}, None, {})

    def end(self, reason: str, usage: dict[str, int] | None) -> str:
        return self._chunk({}, reason, {} if usage is None else {"usage": usage}) + "data: [DONE]\n\n"

    def _chunk(self, delta: dict[str, Any], ended: str | None, more: dict[str, Any]) -> str:
        head = {"id": "scripted", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
        return _event({**head, "choices": [{"index": 0, "delta": delta, "finish_reason": ended}], **more})


class Anthropic(Dialect):
    reasons: ClassVar = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}

    def begin(self) -> str:
        message: dict[str, Any] = {
            "id": "msg_scripted", "type": "message", "role": "assistant", "model": "scripted", "content": [],
            "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1},
        }  # fmt: skip
        block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
        return _event({"type": "message_start", "message": message}, "message_start") + _event(
            block, "content_block_start"
        )

    def piece(self, text: str) -> str:
        delta = {"type": "text_delta", "text": text}
        return _event({"type": "content_block_delta", "index": 0, "delta": delta}, "content_block_delta")

    def end(self, reason: str, usage: dict[str, int] | None) -> str:
        counts = usage or {}
        used = {"input_tokens": counts.get("prompt_tokens", 1), "output_tokens": counts.get("completion_tokens", 1)}
        delta = {"stop_reason": self.reasons[reason], "stop_sequence": None}
        return (
            _event({"type": "content_block_stop", "index": 0}, "content_block_stop")
            + _event({"type": "message_delta", "delta": delta, "usage": used}, "message_delta")
            + _event({"type": "message_stop"}, "message_stop")
        )

    def raw(self, text: str) -> str:
        return f"event: content_block_delta\ndata: {text}\n\n"

    def refusal(self, status: int) -> dict[str, Any]:
        return {"type": "error", "error": {"type": "scripted", "message": "scripted"}}


class Ollama(Dialect):
    content_type = "application/x-ndjson"

    def piece(self, text: str) -> str:
        return self._line({"message": {"role": "assistant", "content": text}, "done": False})

    def end(self, reason: str, usage: dict[str, int] | None) -> str:
        counts = (
            {"prompt_eval_count": usage["prompt_tokens"], "eval_count": usage["completion_tokens"]} if usage else {}
        )
        return self._line(
            {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": reason, **counts}
        )

    def _line(self, values: dict[str, Any]) -> str:
        head = {"model": "scripted", "created_at": "2026-01-01T00:00:00Z"}
        return json.dumps({**head, **values}, ensure_ascii=False) + "\n"

    def raw(self, text: str) -> str:
        return f"{text}\n"

    def refusal(self, status: int) -> dict[str, Any]:
        return {"error": "scripted"}


DIALECTS: dict[str, Dialect] = {
    "/v1/chat/completions": OpenAI(),
    "/v1/messages": Anthropic(),
    "/api/chat": Ollama(),
}
"""By the path that is asked."""
