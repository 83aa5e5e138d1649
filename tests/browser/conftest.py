"""A browser on the pages of a real server over the corpus and a few documents more."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

from assistant.bootstrap import open_advisory
from assistant.index.embedders import SentenceEncoderEmbedder
from tests.api import library, printed
from tests.api.serving import Serving, serving
from tests.browser.finding import launch
from tests.conftest import make_settings


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(
    browser: Browser, corpus_data_dir: Path, embedder: SentenceEncoderEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("browser")
    data_dir = Path(shutil.copytree(corpus_data_dir, folder / "data"))
    with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
        library.take_in(advisory.catalogue.documents, folder / "library")
        printed.take_in(advisory.catalogue, folder / "printed")
        advisory.follower.catch_up()
        with serving(advisory) as running:
            yield running


Theme = Literal["light", "dark"]


@dataclass
class Visit:
    """A page that is open, and everything it complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Write down errors, warnings (breaches of the content security policy among them) and dialogs."""

        def heard(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.complaints.append(message.text)

        self.page.on("console", heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    @property
    def box(self) -> Locator:
        """The field for a question."""
        return self.page.get_by_role("textbox")

    @property
    def turns(self) -> Locator:
        """The questions with their answers."""
        return self.page.locator(".turn")

    def ask(self, question: str) -> Locator:
        """Type a question and send it; the turn with its whole answer."""
        before = self.turns.count()
        self.box.fill(question)
        self.box.press("Enter")
        turn = self.turns.nth(before)
        turn.and_(self.page.locator("[data-outcome]")).wait_for()
        return turn

    def fetch(self, path: str) -> Any:
        """JSON of the server, as the page would get it."""
        return self.page.evaluate("path => fetch(path).then((response) => response.json())", path)


Visiting = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, server: Serving) -> Iterator[Visiting]:
    """Opens pages in windows of their own; whatever they complained of fails the test in the end."""
    visits = []

    def open_page(
        path: str = "/",
        *,
        locale: str = "en-US",
        theme: Theme = "light",
        width: int = 1000,
        height: int = 800,
        **wanted: Any,
    ) -> Visit:
        context = browser.new_context(
            base_url=server.url,
            locale=locale,
            color_scheme=theme,
            viewport={"width": width, "height": height},
            **wanted,
        )
        context.set_default_timeout(60_000)
        visit = Visit(context.new_page())
        visit.watch()
        visits.append(visit)
        visit.page.goto(path)
        if path.startswith("/documents/"):
            visit.page.locator("main[aria-busy=false]").wait_for(state="attached")
        return visit

    yield open_page
    complaints = [complaint for visit in visits for complaint in visit.complaints]
    for visit in visits:
        visit.page.context.close()
    assert complaints == []
