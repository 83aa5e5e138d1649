"""Commands in a second terminal while a server holds the indexes, and after a server that was killed."""

from __future__ import annotations

import re
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.commands import address_of
from tests.api.test_chat import HIT, assert_shape
from tests.cli.calling import SECONDS, Goglobal, Server
from tests.cli.conftest import EVENT, EVENT_QUESTION

CATALONIA = "What is the maximum subsidy of the Catalonia CAPEX incentive?"
SLOVAKIA = "What investment aid does Slovakia give to a battery plant?"

FIGURES: dict[str, list[tuple[str, ...]]] = {
    CATALONIA: [("20%",), ("500,000",)],
    "加泰罗尼亚建厂最多能补多少?": [("20%",), ("500,000", "50万")],
    "From which amount does an Italian development contract apply?": [("20 million", "2000万")],
    "摩洛哥丹吉尔科技城免哪些税?": [
        ("customs duties", "关税"),
        ("corporate income tax", "corporate tax", "企业所得税"),
        ("VAT", "增值税"),
        ("stamp dut", "印花税"),
    ],
    "Who can handle overseas warehouse and China-Europe multimodal logistics?": [("SF",)],
}
"""What the cited quotes of an answer must hold between them: of each row one of the ways to say it."""


@pytest.fixture(scope="module")
def answers(beside: Goglobal, server: Server) -> dict[str, dict[str, Any]]:
    """The answers to all of them, asked in a second terminal."""
    questions = [*FIGURES, SLOVAKIA]
    outcomes = beside.at_once(*[("ask", question, "--json") for question in questions])
    return {question: outcome.json for question, outcome in zip(questions, outcomes, strict=True)}


@pytest.mark.parametrize("question", FIGURES)
def test_the_figure_stands_in_a_cited_quote(answers: dict[str, dict[str, Any]], question: str) -> None:
    answer = answers[question]
    quotes = " ".join(citation["quote"] for citation in answer["citations"])

    assert answer["outcome"] == "answered"
    for ways in FIGURES[question]:
        assert any(way in quotes for way in ways), (ways, quotes)


def test_what_no_document_says_is_not_answered(answers: dict[str, dict[str, Any]]) -> None:
    assert (answers[SLOVAKIA]["outcome"], answers[SLOVAKIA]["citations"]) == ("no_support", [])


def test_an_answer_through_the_server_is_the_one_without_it(
    answers: dict[str, dict[str, Any]], goglobal: Goglobal
) -> None:
    alone = goglobal("ask", CATALONIA, "--json").json

    for changing in ("conversation", "took_ms"):
        del alone[changing]
    assert alone == {name: answers[CATALONIA][name] for name in alone}


def test_a_conversation_goes_on_through_the_server(answers: dict[str, dict[str, Any]], beside: Goglobal) -> None:
    begun = answers[CATALONIA]["conversation"]
    followed, unknown = beside.at_once(
        ("ask", "And in Italy?", "--conversation", begun, "--json"), ("ask", "tax", "--conversation", "nobody")
    )

    assert followed.json["turn"] == 2
    assert (unknown.code, unknown.out) == (1, "")
    assert "no conversation 'nobody'" in unknown.err


def test_errors_through_the_server_are_those_without_it(beside: Goglobal, server: Server) -> None:
    for outcome in beside.at_once(("ask", "x" * 100_000), ("search", "")):
        assert outcome.code == 2
        assert outcome.err.startswith("goglobal: The question ")


def test_what_is_ingested_beside_the_server_answers_at_once(beside: Goglobal, server: Server, tmp_path: Path) -> None:
    (tmp_path / "evening.vtt").write_text(EVENT, encoding="utf-8")
    ingested = beside("ingest", tmp_path, "--kind", "event", "--access", "public")
    answer = httpx.post(
        f"{server.url}/v1/chat", json={"question": EVENT_QUESTION}, timeout=SECONDS, trust_env=False
    ).json()

    assert ingested.out.splitlines()[-1].startswith("added: 1,")
    cited = answer["citations"][0]
    assert "3,200" in cited["quote"]
    assert (cited["kind"], cited["speaker"], cited["time"]) == ("event", "Wang Lei", "00:00:12")


def test_search_and_status_work_beside_the_server(beside: Goglobal, server: Server) -> None:
    found, status = beside.at_once(("search", "电池护照", "-k", "3", "--json"), ("index", "status", "--json"))

    assert len(found.json["hits"]) == 3
    for hit in found.json["hits"]:
        assert_shape(hit, HIT)
    assert status.json["held_by"] == server.url
    assert status.json["applied"] == status.json["changes"]


def test_what_needs_the_indexes_alone_names_the_server(beside: Goglobal, server: Server) -> None:
    impatient = Goglobal(beside.data_dir, {"GOGLOBAL_LOCK_TIMEOUT": "0.2"})
    for outcome in impatient.at_once(("index", "rebuild"), ("serve", "--port", "0")):
        assert outcome.code == 1
        assert f"in use by the server at {server.url}" in outcome.err


def test_the_server_says_where_to_click_and_hides_its_token(beside: Goglobal, server: Server) -> None:
    address_file = beside.data_dir / "server.json"

    assert server.lines[0] == "Going Global serves 67 documents. Stop with Ctrl-C."
    assert server.lines[-1] == f"Open {server.url} in your browser."
    assert address_file.stat().st_mode & 0o077 == 0
    assert httpx.get(f"{server.url}/readyz", timeout=SECONDS, trust_env=False).json()["status"] == "ready"


def test_a_server_on_version_6_of_the_protocol_is_announced_as_browsers_write_it(
    make_corpus: Callable[[str], Goglobal],
) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    goglobal = make_corpus("version6")
    with Goglobal(goglobal.data_dir, {"GOGLOBAL_HOST": "::1"}).serving() as server:
        assert re.fullmatch(r"http://\[::1\]:\d+", server.url)
        assert goglobal("index", "status", "--json").json["held_by"] == server.url


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("fd00::7", "http://[fd00::7]:8000"),
        ("adviser.example", "http://adviser.example:8000"),
    ],
)
def test_the_address_of_a_server_can_be_opened_on_its_own_machine(host: str, address: str) -> None:
    assert address_of(host, 8000) == address


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_server_leaves_no_address(make_corpus: Callable[[str], Goglobal], stop: signal.Signals) -> None:
    goglobal = make_corpus("stopped")
    with goglobal.serving() as server:
        assert (goglobal.data_dir / "server.json").exists()
        server.process.send_signal(stop)
        server.process.wait(SECONDS)

    assert server.process.returncode == 0
    assert not (goglobal.data_dir / "server.json").exists()


def test_after_a_killed_server_commands_answer_also_two_at_once(make_corpus: Callable[[str], Goglobal]) -> None:
    goglobal = make_corpus("killed")
    with goglobal.serving() as server:
        server.process.kill()
        server.process.wait()
    assert (goglobal.data_dir / "server.json").exists(), "nobody was there to take it away"

    outcomes = goglobal.at_once(("ask", CATALONIA), ("ask", CATALONIA))

    assert [(outcome.code, outcome.err) for outcome in outcomes] == [(0, ""), (0, "")]
    assert "500,000" in outcomes[0].out
