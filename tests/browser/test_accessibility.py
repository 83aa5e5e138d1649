"""axe finds nothing to complain of, on each page, in each state, in both themes."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Theme, Visiting

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CATALONIA = "What is the maximum subsidy of the Catalonia CAPEX incentive?"
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

themes = pytest.mark.parametrize("theme", ["light", "dark"])


def violations(page: Page) -> list[str]:
    """What axe finds, a line for each place."""
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@themes
def test_the_chat_page(visit: Visiting, theme: Theme) -> None:
    assert violations(visit(theme=theme).page) == []


@themes
@pytest.mark.parametrize(("question", "locale"), [(CATALONIA, "en-US"), ("加泰罗尼亚建厂最多能补多少？", "zh-CN")])
def test_an_answer_with_the_card_of_a_citation(visit: Visiting, theme: Theme, question: str, locale: str) -> None:
    window = visit(theme=theme, locale=locale)
    window.ask(question).locator(".cite").first.focus()
    window.page.locator(".card").wait_for()

    assert violations(window.page) == []


@themes
def test_an_abstention(visit: Visiting, theme: Theme) -> None:
    window = visit(theme=theme)
    window.ask("What investment aid does Slovakia give to a battery plant?")

    assert violations(window.page) == []


@themes
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_page_of_all_documents(visit: Visiting, theme: Theme, locale: str) -> None:
    page = visit("/documents?q=battery", theme=theme, locale=locale).page
    page.locator(".excerpt").first.wait_for()

    assert violations(page) == []


@themes
def test_the_page_that_shows_how_to_embed(visit: Visiting, theme: Theme) -> None:
    page = visit("/embed", theme=theme).page
    page.locator("#stage .examples .chip").first.wait_for()

    assert violations(page) == []


@themes
@pytest.mark.parametrize("document", ["es-ct-capex-incentive@1#0-40", "cn-battery-vat-rebate-zh", "marzipan-toll@1"])
def test_the_source_reader(visit: Visiting, theme: Theme, document: str) -> None:
    page = visit(f"/documents/{document}", theme=theme).page
    page.locator(".body").wait_for()

    assert violations(page) == []


@pytest.mark.parametrize("document", ["es-ct-capex-incentive@1#0-40", ""])
def test_a_narrow_screen(visit: Visiting, document: str) -> None:
    page = visit(f"/documents/{document}" if document else "/", width=320, height=640).page

    assert violations(page) == []
