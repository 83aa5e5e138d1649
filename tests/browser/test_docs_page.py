"""The page of the HTTP API draws itself with no other server's help."""

from __future__ import annotations

from tests.browser.conftest import Visiting


def test_every_operation_is_drawn_and_nothing_comes_from_elsewhere(visit: Visiting) -> None:
    window = visit("/docs")
    window.page.locator(".opblock").first.wait_for()
    paths = window.fetch("/openapi.json")["paths"]

    drawn = window.page.locator(".opblock-summary-path").evaluate_all("nodes => nodes.map((n) => n.dataset.path)")
    assert set(drawn) == set(paths)
    fetched = window.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)")
    assert {origin for origin in fetched if origin != "null"} == {window.page.evaluate("location.origin")}


def test_an_operation_can_be_tried(visit: Visiting) -> None:
    page = visit("/docs").page
    page.locator("#operations-health-healthz_healthz_get").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()

    page.locator(".live-responses-table .response-col_status", has_text="200").wait_for()
