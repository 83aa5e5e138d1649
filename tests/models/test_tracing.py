"""Where requests are reported to: real collectors on loopback, and a process of its own, since telemetry is a process' own."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.models.scripted import Reply, ScriptedModel, says

PROMPT = "What is the tide table worth?"
REPLY = "It is worth a boat."
PROGRAM = f"""
from assistant.bootstrap import Catalogue
from assistant.errors import ModelFailed
from assistant.models.making import make_chat_model
from assistant.models.values import Message
from assistant.settings import read_settings

settings = read_settings()
catalogue = Catalogue(settings)
model = make_chat_model(settings, catalogue.usage)
try:
    print(model.complete([Message("user", {PROMPT!r})], purpose="answer", max_tokens=50))
except ModelFailed as error:
    print(error.fault.value)
catalogue.close()
"""


class Collector(ThreadingHTTPServer):
    """Keeps what it is sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Collecting)
        self.received: list[tuple[str, bytes]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Collecting(BaseHTTPRequestHandler):
    server: Collector

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.server.received.append((self.path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
        self._answer()

    do_PATCH = do_POST  # noqa: N815 - the standard library's name

    def _answer(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on standard error."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def said(model: ScriptedModel, collector: Collector, tmp_path: Path, **more: str) -> str:
    """What the program prints, told to report to the collector by every name there is."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "GOGLOBAL_DATA_DIR": str(tmp_path / "data"),
        "GOGLOBAL_CHAT_MODEL": "openai:scripted",
        "GOGLOBAL_CHAT_BASE_URL": model.address,
        "GOGLOBAL_CHAT_RETRIES": "0",
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.address,
        "LANGSMITH_ENDPOINT": collector.address,
        "LANGSMITH_API_KEY": "scripted",
        "LANGSMITH_TRACING": "true",
        **more,
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.strip()


def spans_of(collector: Collector) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path, content in collector.received:
        assert path == "/v1/traces"
        request = ExportTraceServiceRequest.FromString(content)
        for resource in request.resource_spans:
            assert [each.value.string_value for each in resource.resource.attributes if each.key == "service.name"] == [
                "going-global"
            ]
            for scope in resource.scope_spans:
                for span in scope.spans:
                    values = {
                        each.key: getattr(each.value, str(each.value.WhichOneof("value"))) for each in span.attributes
                    }
                    found.append((span.name, values))
    return found


def test_nothing_is_reported_by_default(model: ScriptedModel, collector: Collector, tmp_path: Path) -> None:
    model.script = says(REPLY)
    assert said(model, collector, tmp_path) == REPLY
    assert collector.received == []


def test_opentelemetry_gets_a_span_without_text(model: ScriptedModel, collector: Collector, tmp_path: Path) -> None:
    model.script = lambda _: Reply((REPLY,), usage={"prompt_tokens": 9, "completion_tokens": 6, "total_tokens": 15})
    assert said(model, collector, tmp_path, GOGLOBAL_CHAT_TRACING="opentelemetry") == REPLY
    ((name, values),) = spans_of(collector)
    assert name == "chat"
    assert values == {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "scripted",
        "gen_ai.usage.input_tokens": 9,
        "gen_ai.usage.output_tokens": 6,
    }
    sent = b"".join(content for _, content in collector.received)
    assert PROMPT.encode() not in sent
    assert REPLY.encode() not in sent


def test_opentelemetry_names_the_error(model: ScriptedModel, collector: Collector, tmp_path: Path) -> None:
    model.script = says(status=401)
    said(model, collector, tmp_path, GOGLOBAL_CHAT_TRACING="opentelemetry")
    ((_, values),) = spans_of(collector)
    assert values["error.type"] == "OpenAIAuthenticationError"


def test_langsmith_gets_the_run(model: ScriptedModel, collector: Collector, tmp_path: Path) -> None:
    model.script = says(REPLY)
    more = {"GOGLOBAL_CHAT_TRACING": "langsmith", "LANGSMITH_DISABLE_RUN_COMPRESSION": "true"}
    assert said(model, collector, tmp_path, **more) == REPLY
    assert all(path.startswith("/runs") for path, _ in collector.received)
    sent = b"".join(content for _, content in collector.received)
    assert PROMPT.encode() in sent
    assert REPLY.encode() in sent
