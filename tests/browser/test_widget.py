"""The widget on a page of another origin that has a strict content security policy and asks for Trusted Types."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from api.bundle import modules
from api.pages import WEB
from tests.api import library
from tests.api.serving import Serving
from tests.browser.conftest import Theme, Visit
from tests.browser.partner import partner_site
from tests.browser.test_accessibility import violations
from tests.browser.test_reader import marked, squeezed

CATALONIA = "What is the maximum subsidy of the Catalonia CAPEX incentive?"
CATALONIA_ZH = "加泰罗尼亚建厂最多能补多少？"
BUDGET = 30 * 1024
"""Bytes that the widget may take on the way, packed."""

Embedding = Callable[..., Visit]


@pytest.fixture(scope="module")
def partner() -> Iterator[str]:
    with partner_site() as address:
        yield address


@pytest.fixture(scope="module")
def site_key(server: Serving, partner: str) -> str:
    return server.advisory.catalogue.site_keys.create("partner", [partner])[1]


@pytest.fixture
def embed(browser: Browser, server: Serving, partner: str, site_key: str) -> Iterator[Embedding]:
    """Opens the partner's page with the widget; whatever it complained of fails the test in the end."""
    visits: list[Visit] = []

    def open_page(
        *, locale: str = "en-US", theme: Theme = "light", width: int = 1000, height: int = 800, **attributes: str
    ) -> Visit:
        context = browser.new_context(
            locale=locale, color_scheme=theme, viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        context.set_default_timeout(60_000)
        context.add_init_script(
            "window.heard = []; for (const name of ['ready', 'answer', 'citation', 'feedback', 'handover', 'error'])"
            " addEventListener(`goglobal-${name}`, (event) => heard.push([name, event.detail]));"
        )
        visit = Visit(context.new_page())
        visit.watch()
        visits.append(visit)
        given = {"server": server.url, "site-key": site_key}
        given |= {name.replace("_", "-"): value for name, value in attributes.items()}
        visit.page.goto(f"{partner}/?{urlencode(given)}")
        visit.page.wait_for_function("customElements.get('going-global-chat') && heard.length")
        return visit

    yield open_page
    complaints = [complaint for visit in visits for complaint in visit.complaints]
    for visit in visits:
        visit.page.context.close()
    assert complaints == []


def heard(page: Page, name: str) -> list[Any]:
    """Details of the events of one name that the host page has heard."""
    return [detail for event, detail in page.evaluate("heard") if event == name]


def test_the_widget_comes_in_one_file_within_its_budget(server: Serving) -> None:
    with server.client() as client:
        with client.stream("GET", "/widget.js", headers={"Accept-Encoding": "gzip"}) as response:
            packed = b"".join(response.iter_raw())
        plain = client.get("/widget.js", headers={"Accept-Encoding": "identity"})
        again = client.get("/widget.js", headers={"If-None-Match": response.headers["etag"]})

    assert len(packed) <= BUDGET
    assert gzip.decompress(packed).decode() == plain.text
    assert not re.search(r"^\s*(import\b|/\*\*|//)", plain.text, re.MULTILINE)
    assert (again.status_code, again.content) == (304, b"")


def test_its_modules_hold_no_markup_made_of_text_and_no_code_made_of_text() -> None:
    banned = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML|cookie")
    for path in modules(WEB / "going-global-chat.js"):
        assert not banned.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize(("question", "locale"), [(CATALONIA, "en-US"), (CATALONIA_ZH, "zh-CN")])
def test_it_answers_in_both_languages_and_leads_to_the_reader_and_back(
    embed: Embedding, server: Serving, question: str, locale: str
) -> None:
    window = embed(locale=locale)
    page = window.page
    turn = window.ask(question)

    assert "500,000" in turn.locator(".blocks").inner_text()
    with page.context.expect_page() as opened:
        turn.locator(".blocks .cite").first.click()
    reader = opened.value
    reader.locator("mark").first.wait_for()
    assert reader.url.startswith(f"{server.url}/documents/")
    (citation,) = heard(page, "citation")
    assert squeezed(marked(reader)) == squeezed(citation["quote"])
    reader.close()
    assert page.evaluate("document.querySelector('going-global-chat').shadowRoot.activeElement.className") == "cite"
    assert [name for name, _ in page.evaluate("heard")] == ["ready", "answer", "citation"]
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_host_page_can_open_citations_itself(embed: Embedding) -> None:
    window = embed()
    page = window.page
    page.evaluate("addEventListener('goglobal-citation', (event) => event.preventDefault())")
    turn = window.ask(CATALONIA)
    turn.locator(".blocks .cite").first.click()

    assert len(heard(page, "citation")) == 1
    assert len(page.context.pages) == 1


def test_without_a_good_key_it_says_why_and_tells_the_host_page(embed: Embedding) -> None:
    window = embed(site_key="gg_wrong")
    window.box.fill(CATALONIA)
    window.box.press("Enter")
    window.page.locator(".failure").wait_for()

    assert "site key" in window.page.locator(".failure").inner_text()
    (problem,) = heard(window.page, "error")
    assert problem["status"] == 403
    assert violations(window.page) == []
    assert [line for line in window.complaints if "403" not in line] == []
    window.complaints.clear()


def test_the_launcher_opens_by_keyboard_closes_by_escape_and_gives_the_focus_back(embed: Embedding) -> None:
    window = embed(mode="launcher")
    page = window.page
    assert not page.locator(".root").is_visible()
    button = page.get_by_role("button", name="Open the chat")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()

    focused = "document.querySelector('going-global-chat').shadowRoot.activeElement?.className ?? ''"
    assert page.evaluate("document.querySelector('going-global-chat').shadowRoot.activeElement.localName") == "textarea"
    assert button.get_attribute("aria-expanded") == "true"
    turn = window.ask(CATALONIA)
    turn.locator(".cite").first.focus()
    page.locator(".card").wait_for()
    page.keyboard.press("Escape")
    assert dialog.is_visible(), "the first Escape closes the card"
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate(focused) == "launcher"
    page.locator("#before").focus()
    page.evaluate("document.querySelector('going-global-chat').open()")
    assert window.turns.count() == 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "before"


def test_its_properties_and_methods_do_what_its_attributes_do(embed: Embedding) -> None:
    window = embed(greeting="Welcome, partner <b>")
    page = window.page
    assert page.locator(".intro h2").inner_text() == "Welcome, partner <b>"
    page.evaluate(
        """async () => {
            const chat = document.querySelector("going-global-chat");
            chat.profile = { sector: "batteries", markets: ["Hungary"] };
            chat.lang = "zh";
            chat.theme = "dark";
            window.answer = await chat.ask("电池出口退税2027年怎么变？");
        }"""
    )
    chat = page.locator("going-global-chat")

    assert json.loads(chat.get_attribute("profile") or "") == {"sector": "batteries", "markets": ["Hungary"]}
    assert chat.get_attribute("theme") == "dark"
    assert page.evaluate("answer.outcome") == "answered"
    assert page.get_by_role("button", name="提问").is_visible()
    page.evaluate("document.querySelector('going-global-chat').reset()")
    assert window.turns.count() == 0


def test_a_rating_with_its_reason_reaches_the_server_and_the_host_page(embed: Embedding, server: Serving) -> None:
    window = embed(lang="zh")
    turn = window.ask(CATALONIA_ZH)
    turn.get_by_role("button", name="没帮助").click()
    turn.get_by_role("textbox", name="原因").fill("金额不对")
    turn.get_by_role("button", name="提交").click()
    turn.get_by_text("感谢反馈").wait_for()
    (kept,) = (item for item in server.advisory.catalogue.feedback.all(limit=5) if item.reason == "金额不对")

    assert (kept.rating.value, kept.turn, kept.question) == ("down", 1, CATALONIA_ZH)
    assert turn.get_by_role("button", name="没帮助").get_attribute("aria-pressed") == "true"
    assert [detail["rating"] for detail in heard(window.page, "feedback")] == ["down", "down"]
    assert (
        window.page.evaluate("document.querySelector('going-global-chat').shadowRoot.activeElement.className") == "tool"
    )


def test_an_answer_is_copied_and_a_conversation_saved_with_their_sources(embed: Embedding, server: Serving) -> None:
    window = embed()
    page = window.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.ask(CATALONIA).get_by_role("button", name="Copy with sources").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as Markdown").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")

    (answer,) = heard(page, "answer")
    for citation in answer["citations"]:
        assert f"{server.url}{citation['url']}" in copied
        assert f"{server.url}{citation['url']}" in text
    assert saved.value.suggested_filename.endswith(".md")
    assert f"## {CATALONIA}" in text
    assert "500,000" in copied


def test_a_conversation_is_printed_without_the_page_around_it(embed: Embedding) -> None:
    window = embed()
    page = window.page
    window.ask(CATALONIA)
    frames: list[str] = page.evaluate(
        """() => {
            window.printed = [];
            const append = document.body.append;
            document.body.append = (frame) => {
                append.call(document.body, frame);
                frame.contentWindow.print = () => printed.push(frame.contentDocument.body.innerText);
            };
            document.querySelector("going-global-chat").shadowRoot.querySelectorAll(".small")[1].click();
            return printed;
        }"""
    )

    (printed,) = frames
    assert "A link of the partner's" not in printed
    assert "500,000" in printed
    assert "Copy with sources" not in printed


def test_text_of_a_hostile_document_and_question_is_shown_as_text(embed: Embedding) -> None:
    window = embed(remember="")
    page = window.page
    for question in (
        library.HOSTILE_QUESTION,
        "\u202e<img src=x onerror=alert(1)>",
        "javascript:alert(1) " + "x" * 2000,
    ):
        turn = window.ask(question)
        assert turn.locator(".question").text_content() == question.strip()
        for made in ("script", "img", "iframe", "b", "[onmouseover]", "[href^='javascript']"):
            assert turn.locator(made).count() == 0
    assert page.title() == "A partner's page"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("mode", ["inline", "launcher"])
def test_axe_finds_nothing_in_any_state(embed: Embedding, theme: Theme, mode: str) -> None:
    window = embed(mode=mode, theme=theme)
    page = window.page
    assert violations(page) == []
    page.evaluate("document.querySelector('going-global-chat').open()")
    page.locator(".examples .chip").first.wait_for()
    assert violations(page) == []
    turn = window.ask(CATALONIA)
    turn.get_by_role("button", name="Not helpful").click()
    turn.locator(".tools form").wait_for()
    assert violations(page) == []


def test_a_narrow_screen_shows_everything_without_sideways_scrolling(embed: Embedding) -> None:
    window = embed(mode="launcher", width=320, height=560, lang="zh")
    page = window.page
    page.locator(".launcher").click()
    window.ask(CATALONIA_ZH)
    panel = page.locator(".root").bounding_box()

    assert panel is not None
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for button in page.locator(".root button:visible").all():
        box = button.bounding_box()
        assert box is None or min(box["width"], box["height"]) >= 24, button.inner_text()


def test_a_conversation_of_a_hundred_turns_comes_back_whole(embed: Embedding, server: Serving) -> None:
    with server.client() as client:
        first = client.post("/v1/chat", json={"question": CATALONIA}).json()
        for _ in range(99):
            client.post("/v1/chat", json={"question": "thanks", "conversation": first["conversation"]})
    window = embed(remember="")
    page = window.page
    kept = {"conversation": first["conversation"], "pending": None}
    page.evaluate("([key, kept]) => sessionStorage.setItem(key, kept)", [f"goglobal:{server.url}", json.dumps(kept)])
    page.reload()
    page.locator(".turn").nth(99).wait_for(state="attached")

    assert window.turns.count() == 100
    assert window.turns.first.locator(".question").text_content() == CATALONIA
    window.ask(CATALONIA_ZH)
    assert window.turns.count() == 101
    assert heard(page, "answer")[-1]["turn"] == 101
