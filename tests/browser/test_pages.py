"""The pages beside the chat: all documents with their filters, and how to embed the widget."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visiting


def test_all_documents_that_may_be_read_are_listed(visit: Visiting) -> None:
    window = visit("/documents")
    page = window.page
    page.locator("#list li").first.wait_for()

    assert page.locator("#list li > a").count() == window.fetch("/v1/documents")["total"]
    assert page.get_by_text("Quillfeather").count() == 0


@pytest.mark.parametrize(("locale", "label", "place"), [("en-US", "Place", "Morocco"), ("zh-CN", "地区", "摩洛哥")])
def test_documents_are_filtered_and_the_address_can_be_shared(
    visit: Visiting, locale: str, label: str, place: str
) -> None:
    window = visit("/documents", locale=locale)
    page = window.page
    page.locator("#list li").first.wait_for()
    page.get_by_label(label).select_option(label=place)
    wanted = [item for item in window.fetch("/v1/documents")["documents"] if "MA" in item["jurisdictions"]]

    assert page.locator("#list li").count() == len(wanted)
    assert page.url.endswith("?place=MA")
    page.reload()
    page.locator("#list li").first.wait_for()
    assert page.locator("#list li").count() == len(wanted)


def test_what_documents_say_is_searched_in_either_language(visit: Visiting) -> None:
    page = visit("/documents").page
    page.get_by_role("searchbox").fill("电池护照")
    page.locator(".excerpt a").first.wait_for()

    with page.expect_navigation():
        page.locator(".excerpt a").first.click()
    page.locator("mark").first.wait_for()


def test_what_nothing_fits_is_said_so(visit: Visiting) -> None:
    window = visit("/documents")
    found = window.fetch("/v1/documents")["documents"]
    treated = {topic for item in found for topic in item["topics"] if item["kind"] == "event"}
    lacking = sorted({topic for item in found for topic in item["topics"]} - treated)[0]
    window.page.goto(f"/documents?kind=event&topic={lacking}")
    page = window.page
    page.get_by_text("No document fits").wait_for()

    assert page.locator("#list li").count() == 0


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_code_to_embed_follows_the_choices_and_so_does_the_preview(visit: Visiting, locale: str) -> None:
    window = visit("/embed", locale=locale)
    page = window.page
    page.locator("select[name=mode]").select_option("launcher")
    page.locator("input[name=greeting]").fill('"<b>您好')
    page.locator("input[name=site-key]").fill("gg_key")
    page.locator("input[name=remember]").check()
    origin = page.evaluate("location.origin")

    assert page.locator("#code").inner_text() == (
        f'<script type="module" src="{origin}/widget.js"></script>\n'
        '<going-global-chat site-key="gg_key" mode="launcher" greeting="&quot;&lt;b&gt;您好" remember></going-global-chat>'
    )
    page.locator(".launcher").click()
    assert page.locator("#stage .intro h2").inner_text() == '"<b>您好'


@pytest.mark.parametrize("path", ["/documents", "/embed"])
def test_nothing_needs_scrolling_sideways_on_a_narrow_screen(visit: Visiting, path: str) -> None:
    page = visit(path, width=320, height=640).page
    page.wait_for_timeout(300)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
