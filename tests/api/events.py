"""Reading a stream of server-sent events as a client does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx

STREAM = {"Accept": "text/event-stream"}


class Event(NamedTuple):
    """One event of a stream."""

    name: str
    payload: dict[str, Any]


def events_of(response: httpx.Response) -> Iterator[Event]:
    """The events as they come."""
    name, lines = "message", []
    for line in response.iter_lines():
        if line.startswith("event:"):
            name = line.removeprefix("event:").strip()
        elif line.startswith("data:"):
            lines.append(line.removeprefix("data:").removeprefix(" "))
        elif line == "" and lines:
            yield Event(name, json.loads("\n".join(lines)))
            name, lines = "message", []


def ask_streaming(client: httpx.Client, question: str, **more: object) -> list[Event]:
    """All events of an answer."""
    with client.stream("POST", "/v1/chat", json={"question": question, **more}, headers=STREAM) as response:
        assert response.status_code == 200
        return list(events_of(response))
