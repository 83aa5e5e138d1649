"""The stream of an answer as server-sent events: every event's name and payload in one place."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.concurrency import run_in_threadpool

from api.problems import problem_of
from assistant.events import AnswerDone, BlockFinished, Event, SourcesFound, TurnStarted
from assistant.wire.answers import AnswerOut, BlockOut, CitationOut

log = logging.getLogger(__name__)

KEEP_ALIVE_SECONDS = 10
HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
"""Proxies must neither keep nor collect the stream."""


async def as_sse(events: Iterator[Event]) -> AsyncIterator[bytes]:
    """Events as SSE bytes. The last one is always ``done`` or ``error``."""
    following = None
    try:
        while True:
            following = asyncio.ensure_future(run_in_threadpool(next, events, None))
            while not (await asyncio.wait([following], timeout=KEEP_ALIVE_SECONDS))[0]:
                yield KEEPALIVE_COMMENT
            event = following.result()
            if event is None:
                return
            name, payload = describe(event)
            yield encode(name, payload)
    except Exception as error:
        log.error("a stream of an answer failed", exc_info=error)
        yield encode("error", problem_of(error).model_dump())
    finally:
        if following is not None and not following.done():
            # The client went away: let the step that runs come to its end, then close the generator behind it.
            following.add_done_callback(lambda _: _close(events))
        else:
            _close(events)


def describe(event: Event) -> tuple[str, dict[str, Any]]:
    """Name and payload of an event on the wire."""
    match event:
        case TurnStarted():
            return "turn", {
                "conversation": event.conversation,
                "turn": event.turn,
                "question": event.question,
                "standalone_question": event.standalone_question,
                "language": event.language,
            }
        case SourcesFound():
            return "sources", {
                "citations": [CitationOut.of(citation).model_dump(mode="json") for citation in event.citations]
            }
        case BlockFinished():
            return "block", {"index": event.index, "block": BlockOut.of(event.block).model_dump(mode="json")}
        case AnswerDone():
            return "done", AnswerOut.of(event.answer).model_dump(mode="json")


def encode(name: str, payload: dict[str, Any]) -> bytes:
    """An event as bytes."""
    return format_sse_event(event=name, data_str=json.dumps(payload, ensure_ascii=False, separators=(",", ":")))


def _close(events: Iterator[Event]) -> None:
    close = getattr(events, "close", None)
    if close is not None:
        close()
