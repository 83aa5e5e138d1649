"""What goes wrong, zoom, and the system's own colours: every state is accessible and drawn as what it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Theme, Visiting
from tests.browser.test_accessibility import CATALONIA, themes, violations

EVERY_KIND = {
    "lapsed": "Lapsed",
    "ending": "Ending",
    "not_yet": "Not yet in force",
    "superseded": "Superseded",
    "conflict": "Sources disagree",
    "partial": "In part",
    "fallback": "Quoted instead",
    "estimate": "",
    "person": "",
    "a_kind_of_tomorrow": "",
}


def answered(**values: Any) -> Callable[[Route], None]:
    """Stands in for the server with one answer as it would come in one piece."""
    answer = {
        "conversation": "c", "turn": 1, "question": "q", "standalone_question": "q", "language": "en", "outcome": "answered",
        "blocks": [], "citations": [], "follow_ups": [], "notices": [], "notice_kinds": [], "handover": False,
        "model": "quoting", "took_ms": 1.0, "dropped": 0.0,
    } | values  # fmt: skip
    stream = "".join(f"event: {name}\ndata: {json.dumps(answer)}\n\n" for name in ("turn", "done"))
    return lambda route: route.fulfill(content_type="text/event-stream", body=stream)


def ask(page: Page, question: str = CATALONIA) -> None:
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")


@themes
def test_a_refusal_of_the_server(visit: Visiting, theme: Theme) -> None:
    window = visit(theme=theme)
    ask(window.page, "x" * 9000)
    window.page.locator(".failure").wait_for()

    assert violations(window.page) == []
    assert window.page.get_by_role("button", name="Try again").is_visible()
    window.complaints.clear()  # the browser reports each status that is an error


@themes
def test_a_lost_connection_and_no_network(visit: Visiting, theme: Theme) -> None:
    window = visit(theme=theme)
    page = window.page
    page.route("**/v1/chat", lambda route: route.abort())
    ask(page)
    page.get_by_text("The connection was lost. Trying again").first.wait_for()
    assert violations(page) == []
    page.context.set_offline(True)
    page.locator(".offline").wait_for()
    assert violations(page) == []
    page.context.set_offline(False)
    window.complaints.clear()


@themes
def test_notices_are_drawn_as_what_they_are(visit: Visiting, theme: Theme) -> None:
    window = visit(theme=theme)
    page = window.page
    told = [f"Words of {kind}. <b>\u202etxet</b>" for kind in EVERY_KIND]
    block = {"kind": "note", "text": "A gloss", "cells": [], "citations": [], "translation": True}
    page.route("**/v1/chat", answered(notices=told, notice_kinds=list(EVERY_KIND), blocks=[block]))
    ask(page)
    notices = page.locator(".notice")
    notices.last.wait_for()

    assert notices.locator("bdi").all_text_contents() == told
    labels = [notice.locator("strong").all_text_contents() for notice in notices.all()]
    assert labels == [[label] if label else [] for label in EVERY_KIND.values()]
    edges = notices.evaluate_all(
        "all => all.map(one => getComputedStyle(one).borderInlineStart + getComputedStyle(one).color)"
    )
    assert len(set(edges)) >= 4, "by more than their words"
    assert page.locator(".translation").text_content() == "A gloss"
    assert violations(page) == []


def test_a_partial_answer_says_so_once(visit: Visiting) -> None:
    window = visit(locale="zh-CN")
    turn = window.ask("匈牙利和越南对电池厂有什么补贴？")
    assert turn.locator(".notice.partial").all_inner_texts() == ["部分回答 没有关于越南的文件。"]


@pytest.mark.parametrize("path", ["/", "/documents", "/embed", "/documents/es-ct-capex-incentive@1#0-40"])
def test_at_twice_the_size_nothing_is_cut_off_or_needs_scrolling_sideways(visit: Visiting, path: str) -> None:
    # A window of 1,280 pixels at 200% is one of 640 for the page; text alone at 200% is harder.
    page = visit(path, width=640, height=400, device_scale_factor=2).page
    if path == "/":
        page.locator(".chip").first.wait_for()
    page.evaluate("document.adoptedStyleSheets[0].insertRule('html { font-size: 200% }')")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if path == "/":
        page.get_by_role("textbox").fill(CATALONIA)
        page.keyboard.press("Enter")
        page.locator("[data-outcome]").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.get_by_role("textbox").is_visible()


def test_in_the_systems_own_colours_marks_and_buttons_can_be_told_from_the_text(visit: Visiting) -> None:
    window = visit(forced_colors="active")
    turn = window.ask(CATALONIA)
    edge = "one => [getComputedStyle(one).borderTopStyle, getComputedStyle(one).outlineStyle]"
    assert "solid" in turn.locator(".cite").first.evaluate(edge)
    assert "solid" in window.page.locator(".send").evaluate(edge)
    reader = visit("/documents/es-ct-capex-incentive@1#0-40", forced_colors="active").page
    colours = "one => [getComputedStyle(one).backgroundColor, getComputedStyle(document.body).backgroundColor]"
    mark, page = reader.locator("mark").first.evaluate(colours)
    assert mark != page


def test_nothing_moves_for_those_who_want_no_motion(visit: Visiting) -> None:
    page = visit(reduced_motion="reduce").page
    page.route("**/v1/chat", lambda route: None)  # for ever
    ask(page)
    page.locator(".waiting").wait_for()
    moving = "document.getAnimations({ subtree: true }).length + document.querySelector('going-global-chat').shadowRoot.getAnimations().length"
    assert page.evaluate(moving) == 0
