"""Text that would be markup, turn its surroundings round, or break the layout: in exports, lists and the code to embed."""

from __future__ import annotations

import json
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import Page

from tests.browser.conftest import Visiting
from tests.browser.test_modules import run

MEAN = (
    "# Big\n\n---\n\n[click](javascript:alert(1)) ![x](http://evil.example/x.png) <script>alert(1)</script> `code` | cell\n"
    "1. one\n- two\n    indented \u202egnp.exe &lt;b&gt; https://evil.example " + "W" * 3000
)
CITATION = {
    "number": 1, "document_id": "d", "version": 1, "title": MEAN, "kind": "policy", "jurisdictions": [], "section": MEAN,
    "page": None, "speaker": MEAN, "time": None, "start": 0, "end": 5, "quote": MEAN, "language": "en", "published": None,
    "valid_until": None, "url": "javascript:alert(1)", "replaced_by": None, "removed": False, "present_url": None,
}  # fmt: skip
ANSWER = {
    "conversation": "c", "turn": 1, "question": MEAN, "standalone_question": MEAN, "language": "en", "outcome": "partly_answered",
    "blocks": [
        {"kind": kind, "text": MEAN, "cells": [MEAN, MEAN] if kind == "row" else [], "citations": [1], "translation": False}
        for kind in ("sentence", "item", "row", "row", "heading", "note")
    ],
    "citations": [CITATION], "follow_ups": [MEAN], "notices": [MEAN], "notice_kinds": ["conflict"], "handover": False,
    "model": "quoting", "took_ms": 1.0, "dropped": 0.0,
}  # fmt: skip


def exported(page: Page, call: str) -> str:
    """What a function of the exporting module makes of the answer."""
    body = (
        "const { wordsIn } = await import('/assets/i18n/index.js');"
        f"const context = {{ words: wordsIn('en'), server: 'https://adviser.example' }}; const answer = {json.dumps(ANSWER)};"
        f"return module.{call};"
    )
    return str(run(page, "exporting.js", body))


def test_a_saved_conversation_holds_no_markup_but_its_own(visit: Visiting) -> None:
    text = exported(visit().page, "conversationMarkdown([answer], context)")
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inner = [child for token in tokens for child in token.children or []]
    headings = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]

    assert headings == [1, 2, 3], "the title, the question, and the heading of the answer"
    assert {child.type for child in inner} <= {"text", "softbreak", "text_special"}
    assert not {"html_block", "hr", "fence", "code_block", "ordered_list_open"} & {token.type for token in tokens}
    assert not any(turning in text for turning in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
    assert "javascript:alert(1) " not in text.replace("(javascript:alert(1)) ", "")


def test_a_copied_answer_has_one_line_for_each_thing_and_nothing_that_turns_it_round(visit: Visiting) -> None:
    text = exported(visit().page, "answerText(answer, context)")
    assert "\u202e" not in text
    assert text.count("[1] # Big") == 1
    assert len(text.splitlines()) < 30, "none of its own lines is left"


def test_an_answer_of_mean_text_is_drawn_as_text_within_its_column(visit: Visiting) -> None:
    window = visit(width=320, height=640)
    page = window.page
    stream = "".join(f"event: {name}\ndata: {json.dumps(ANSWER)}\n\n" for name in ("turn", "done"))
    page.route("**/v1/chat", lambda route: route.fulfill(content_type="text/event-stream", body=stream))
    turn = window.ask("q")

    for made in ("script", "img", "h4", "[href^='javascript']", "hr", "code"):
        assert turn.locator(made).count() == 0
    assert turn.locator(".sources .cite").first.evaluate("node => node.localName") == "span", "it leads nowhere"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_titles_in_the_list_of_documents_are_text_that_turns_nothing_round(visit: Visiting) -> None:
    window = visit("/documents?q=Wombat")
    page = window.page
    page.locator(".excerpt").first.wait_for()
    named = page.locator(".documents li > a").filter(has_text="Wombat")

    assert "<script>" in named.first.inner_text()
    assert page.locator(".documents :is(script, img)").count() == 0
    assert named.first.evaluate("link => getComputedStyle(link).unicodeBidi") == "isolate"


def test_mean_choices_stay_values_of_attributes_in_the_code_to_embed(visit: Visiting) -> None:
    page = visit("/embed").page
    page.get_by_label("Greeting").fill("\"><script>alert(1)</script> & '\u202e")
    code = page.locator("#code").text_content() or ""

    assert 'greeting="&quot;>&lt;script>' not in code
    assert "&quot;&gt;&lt;script&gt;" in code
    assert "\u202e" not in code
    assert code.count("<script") == 1


def test_a_file_name_of_mean_characters_is_shown_as_text(visit: Visiting, tmp_path: Path) -> None:
    page = visit().page
    shown = run(
        page,
        "reader-facts.js",
        "const { wordsIn } = await import('/assets/i18n/index.js');"
        f"const facts = module.documentFacts({{ kind: 'policy', version: 1, reference: {json.dumps(MEAN)} }}, wordsIn('en'));"
        "return [facts.querySelectorAll('script, img, a').length, facts.textContent.includes('<script>')];",
    )
    assert shown == [0, True]
