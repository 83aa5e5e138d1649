"""Nothing is lost or doubled: reload in the middle of an answer, a server that is killed, a slow network, none at all."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.paced_server import HELD
from tests.conftest import ROOT
from tests.ports import free_port
from tests.waiting import wait_until

CATALONIA = "What is the maximum subsidy of the Catalonia CAPEX incentive?"
ITALY = "From which amount does an Italian development contract apply?"


@dataclass
class Paced:
    """A server whose answers can be held up behind their first block, and which can be killed and started again."""

    data_dir: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        arguments = [str(self.data_dir), str(self.port)]
        self.process = subprocess.Popen([sys.executable, "-m", "tests.browser.paced_server", *arguments], cwd=ROOT)

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Let no answer come further than to its first block until the block ends."""
        held = self.data_dir / HELD
        held.touch()
        try:
            yield
        finally:
            held.unlink()

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def paced(browser: Browser, corpus_data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paced]:
    data_dir = Path(shutil.copytree(corpus_data_dir, tmp_path_factory.mktemp("paced") / "data"))
    server = Paced(data_dir, free_port())
    server.start()
    wait_until(server.ready)
    yield server
    server.kill()


@pytest.fixture
def page(browser: Browser, paced: Paced) -> Iterator[Page]:
    context = browser.new_context(base_url=paced.url, locale="en-US")
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name="Your question").fill(question)
    page.keyboard.press("Enter")


def stored(page: Page) -> list[Any]:
    """Turns of the conversation as the server has them."""
    kept = "JSON.parse(sessionStorage.getItem(`goglobal:${location.origin}`)).conversation"
    path = f"fetch(`/v1/conversations/${{{kept}}}`).then((response) => response.json())"
    turns: list[Any] = page.evaluate(path)["turns"]
    return turns


def is_whole(page: Page) -> bool:
    """Whether the last turn on the page shows the blocks and numbers of the last turn that is stored."""
    page.locator(".turn").last.and_(page.locator("[data-outcome]")).wait_for()
    blocks = stored(page)[-1]["blocks"]
    pieces = [text for block in blocks for text in (block["cells"] or [block["text"]])]
    numbers = [str(number) for block in blocks for number in block["citations"]]
    last = page.locator(".turn").last
    shown: list[str] = last.locator(".blocks bdi").all_text_contents()
    return (shown, last.locator(".blocks .cite").all_text_contents()) == (pieces, numbers)


def test_blocks_come_in_their_order_as_they_are_made_and_can_be_stopped(page: Page, paced: Paced) -> None:
    page.evaluate(
        """() => {
            window.seen = [];
            new MutationObserver(() => {
                const root = document.querySelector("going-global-chat").shadowRoot;
                const count = root.querySelectorAll(".blocks bdi").length;
                if (count !== seen.at(-1)) seen.push(count);
            }).observe(document.querySelector("going-global-chat").shadowRoot, { subtree: true, childList: true });
        }"""
    )
    with paced.holding():
        ask(page, CATALONIA)
        page.locator(".blocks bdi").first.wait_for()
        first: list[int] = page.evaluate("seen.filter((count) => count > 0)")
    assert is_whole(page)
    seen: list[int] = page.evaluate("seen.filter((count) => count > 0)")
    assert seen == sorted(seen)
    assert first[-1] < seen[-1], "the first block was shown before the others were made"
    with paced.holding():
        ask(page, ITALY)
        page.locator(".turn").nth(1).locator(".blocks bdi").first.wait_for()
        page.get_by_role("button", name="Stop").click()
        page.get_by_text("Stopped.").first.wait_for()
    page.get_by_role("button", name="Try again").click()
    page.locator(".turn").nth(1).and_(page.locator("[data-outcome]")).wait_for()
    assert is_whole(page)
    assert page.locator(".question").all_text_contents() == [CATALONIA, ITALY]
    assert [turn["question"] for turn in stored(page)] == [CATALONIA, ITALY]


@pytest.mark.parametrize("after", ["the question", "the first block", "the answer"])
def test_a_reload_loses_and_doubles_nothing(page: Page, paced: Paced, after: str) -> None:
    ask(page, ITALY)
    page.locator(".turn[data-outcome]").wait_for()
    with nullcontext() if after == "the answer" else paced.holding():
        ask(page, CATALONIA)
        if after == "the first block":
            page.locator(".turn").nth(1).locator(".blocks bdi").first.wait_for()
        elif after == "the answer":
            page.locator(".turn").nth(1).and_(page.locator("[data-outcome]")).wait_for()
        page.reload()
    page.locator(".turn").nth(1).and_(page.locator("[data-outcome]")).wait_for()

    assert page.locator(".question").all_text_contents() == [ITALY, CATALONIA]
    assert [turn["question"] for turn in stored(page)] == [ITALY, CATALONIA]
    assert is_whole(page)


def test_a_server_that_is_killed_and_started_again_answers_once(page: Page, paced: Paced) -> None:
    with paced.holding():
        ask(page, CATALONIA)
        page.locator(".blocks bdi").first.wait_for()
        paced.kill()
    page.get_by_text("The connection was lost. Trying again").first.wait_for()
    paced.start()
    page.locator(".turn[data-outcome]").wait_for()

    assert page.locator(".turn").count() == 1
    assert is_whole(page)
    assert len(stored(page)) == 1
    assert page.get_by_text("Trying again").count() <= 1, "only the live region still says it, once"


def test_without_a_network_a_question_waits_for_it(page: Page) -> None:
    page.context.set_offline(True)
    assert page.locator(".offline").is_visible()
    ask(page, ITALY)
    page.locator(".waiting", has_text="You are offline").wait_for()
    page.context.set_offline(False)
    page.locator(".turn[data-outcome]").wait_for()

    assert not page.locator(".offline").is_visible()
    assert len(stored(page)) == 1


def test_a_slow_network_brings_the_same_answer(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    slow = {"offline": False, "latency": 300, "downloadThroughput": 6000, "uploadThroughput": 2000}
    session.send("Network.emulateNetworkConditions", slow)
    ask(page, CATALONIA)
    page.locator(".turn[data-outcome]").wait_for()

    assert is_whole(page)
