"""The page of a PDF beside its text: the cited one first, its words marked, each page to be looked at."""

from __future__ import annotations

from tests.api import printed
from tests.browser.conftest import Visiting
from tests.browser.test_accessibility import violations


def test_a_citation_of_a_pdf_opens_its_page_as_printed(visit: Visiting) -> None:
    window = visit()
    turn = window.ask(printed.QUESTION)
    with window.page.context.expect_page() as opened:
        turn.locator(".cite").first.click()
    page = opened.value
    page.set_viewport_size({"width": 1280, "height": 800})
    page.reload()
    picture = page.locator(".picture img")
    picture.wait_for()

    assert picture.get_attribute("alt") == "Page 2 of “Thistledown harbour tariff”, as printed"
    page.wait_for_function("document.querySelector('.picture img').naturalWidth > 500")
    assert printed.SENTENCE in page.locator("mark").first.inner_text()
    sheet, body = page.locator(".sheet").bounding_box(), page.locator(".body").bounding_box()
    assert sheet is not None
    assert body is not None
    assert sheet["x"] >= body["x"] + body["width"], "beside the text"
    assert violations(page) == []

    page.get_by_role("button", name="Page after").click()
    page.get_by_alt_text("Page 3 of").wait_for()
    assert page.get_by_role("button", name="Page after").is_disabled()
    page.get_by_role("button", name="Show page 1 as printed").click()
    page.get_by_alt_text("Page 1 of").wait_for()


def test_on_a_narrow_screen_the_page_is_drawn_when_it_is_asked_for(visit: Visiting) -> None:
    document = next(one for one in visit().fetch("/v1/documents")["documents"] if "thistledown" in one["id"])["id"]
    window = visit(f"/documents/{document}", width=320, height=640, locale="zh-CN")
    page = window.page
    asked: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(request.url) if request.url.endswith(".png") or ".png?" in request.url else None,
    )
    assert page.locator(".picture img").count() == 0
    assert asked == []
    page.get_by_text("第1页原样").click()
    page.locator(".picture img").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_a_page_that_cannot_be_drawn_is_said_so(visit: Visiting) -> None:
    window = visit()
    document = next(one for one in window.fetch("/v1/documents")["documents"] if "thistledown" in one["id"])["id"]
    page = window.page
    page.route("**/pages/*", lambda route: route.fulfill(status=503, body="{}"))
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/documents/{document}")

    page.get_by_text("The page could not be drawn").wait_for()
    window.complaints.clear()
