"""The chat page: asking in two languages, what an answer looks like, the keyboard, and text that would like to be code."""

from __future__ import annotations

import pytest

from tests.api import library
from tests.browser.conftest import Visiting

CATALONIA = "What is the maximum subsidy of the Catalonia CAPEX incentive?"
CATALONIA_ZH = "加泰罗尼亚建厂最多能补多少？"
SLOVAKIA = "What investment aid does Slovakia give to a battery plant?"


@pytest.mark.parametrize(
    ("locale", "language", "button"),
    [("en-GB", "en", "Ask"), ("zh-CN", "zh", "提问"), ("zh-TW", "zh", "提问"), ("fr", "en", "Ask")],
)
def test_the_page_speaks_the_language_of_the_browser(visit: Visiting, locale: str, language: str, button: str) -> None:
    page = visit(locale=locale).page

    assert page.locator("html").get_attribute("lang") == language
    assert page.get_by_role("button", name=button, exact=True).is_visible()
    assert page.locator(".intro h2").is_visible()


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_questions_to_begin_with_come_from_the_documents_and_so_does_what_it_knows(
    visit: Visiting, locale: str
) -> None:
    window = visit(locale=locale)
    page = window.page
    page.locator(".known dd").first.wait_for()
    overview = window.fetch(f"/v1/overview?language={locale[:2]}")

    assert page.locator(".examples .chip").all_inner_texts() == overview["examples"]
    assert str(overview["documents"]) in page.locator(".known").inner_text()
    page.locator(".examples .chip").first.click()
    page.locator(".turn[data-outcome=answered]").wait_for()


@pytest.mark.parametrize(("question", "locale"), [(CATALONIA, "en-US"), (CATALONIA_ZH, "zh-CN")])
def test_blocks_and_citations_are_those_of_the_answer_in_order(visit: Visiting, question: str, locale: str) -> None:
    window = visit(locale=locale)
    window.page.evaluate("addEventListener('goglobal-answer', (event) => { window.answer = event.detail; })")
    turn = window.ask(question)
    answer = window.page.evaluate("window.answer")

    assert turn.get_attribute("data-outcome") == answer["outcome"] == "answered"
    pieces = [text for block in answer["blocks"] for text in (block["cells"] or [block["text"]])]
    assert turn.locator(".blocks bdi").all_inner_texts() == pieces
    numbers = [str(number) for block in answer["blocks"] for number in block["citations"]]
    assert turn.locator(".blocks .cite").all_inner_texts() == numbers
    addresses = {citation["number"]: citation["url"] for citation in answer["citations"]}
    for link in turn.locator(".cite").all():
        assert link.evaluate("link => link.pathname + link.hash") == addresses[int(link.inner_text())]
        assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    assert "500,000" in turn.inner_text()


def test_foreign_quotes_are_marked_as_originals(visit: Visiting) -> None:
    turn = visit(locale="zh-CN").ask(CATALONIA_ZH)

    original = turn.locator(".original").first
    assert original.get_attribute("lang") == "en"
    assert original.locator(".mark").inner_text() == "原文·英文"


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_what_is_not_supported_is_said_so_once_and_without_sources(visit: Visiting, locale: str) -> None:
    window = visit(locale=locale)
    window.page.evaluate("addEventListener('goglobal-answer', (event) => { window.answer = event.detail; })")
    turn = window.ask(SLOVAKIA)
    answer = window.page.evaluate("answer")
    blocks = [block["text"] for block in answer["blocks"]]

    assert turn.get_attribute("data-outcome") == "no_support"
    # After what is said come the offer of a person, what can be done with the answer, and questions to go on with.
    offer, copy, up, down, *suggested = turn.get_by_role("button").all_inner_texts()
    said = [line for line in turn.inner_text().split("\n") if line]
    assert said == [SLOVAKIA, *blocks, *answer["notices"], offer, copy, up, down, *suggested]
    assert len(suggested) >= 2
    assert turn.locator(".outcome > *").all_inner_texts() == blocks
    assert window.page.get_by_role("log").locator("p").all_text_contents() == [*blocks, *answer["notices"]]
    assert turn.locator(".cite").count() == 0


def test_a_second_question_goes_on_with_the_conversation(visit: Visiting) -> None:
    window = visit()
    window.page.evaluate("window.answers = []; addEventListener('goglobal-answer', (e) => { answers.push(e.detail); })")
    window.ask(CATALONIA)
    window.ask("From which amount does an Italian development contract apply?")
    first, second = window.page.evaluate("answers")

    assert (first["turn"], second["turn"]) == (1, 2)
    assert first["conversation"] == second["conversation"]
    window.page.get_by_role("button", name="New chat").click()
    assert window.turns.count() == 0
    window.ask(CATALONIA)
    assert window.page.evaluate("answers.at(-1).conversation") != first["conversation"]


def test_the_language_switch_changes_every_word_and_keeps_the_answers(visit: Visiting) -> None:
    window = visit()
    window.ask(CATALONIA)
    window.page.get_by_role("button", name="中文").click()

    assert window.page.locator("html").get_attribute("lang") == "zh"
    assert window.turns.count() == 1
    assert window.turns.first.locator(".sources h3").inner_text() == "来源"
    assert window.page.get_by_role("button", name="提问", exact=True).is_visible()
    window.page.reload()
    assert window.page.locator("html").get_attribute("lang") == "zh"


def test_enter_that_chooses_a_candidate_of_an_input_method_sends_nothing(visit: Visiting) -> None:
    window = visit(locale="zh-CN")
    window.box.fill("jiataluoniya")
    window.box.evaluate(
        """(field) => {
            const enter = { key: "Enter", bubbles: true, cancelable: true, composed: true };
            field.dispatchEvent(new KeyboardEvent("keydown", { ...enter, isComposing: true }));
            field.dispatchEvent(new KeyboardEvent("keydown", { ...enter, keyCode: 229 }));
        }"""
    )

    assert window.turns.count() == 0
    assert window.box.input_value() == "jiataluoniya"
    window.box.press("Shift+Enter")
    assert window.box.input_value() == "jiataluoniya\n"


def test_a_question_of_blanks_sends_nothing(visit: Visiting) -> None:
    window = visit()
    window.box.fill(" \n ")
    window.box.press("Enter")

    assert window.turns.count() == 0


def test_a_question_that_is_too_long_shows_what_the_server_says(visit: Visiting) -> None:
    window = visit()
    window.box.fill("x" * 9000)
    window.box.press("Enter")
    window.page.locator(".failure").wait_for()

    assert "9,000 characters" in window.page.locator(".failure").inner_text()
    assert window.page.get_by_role("button", name="Try again").is_visible()
    # Chromium itself notes the status in the console.
    assert [complaint for complaint in window.complaints if "422" not in complaint] == []
    window.complaints.clear()


FOCUSED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element.className || element.localName;
}"""


def test_everything_can_be_done_with_the_keyboard(visit: Visiting) -> None:
    window = visit()
    page = window.page
    page.locator(".chip").first.wait_for()
    stops: list[str] = []
    while "chip" not in stops:
        assert len(stops) < 12, stops
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    assert stops[0] == "skip"
    page.keyboard.press("Enter")
    page.locator(".turn[data-outcome]").wait_for()
    assert page.evaluate(FOCUSED) == "question"
    page.keyboard.press("Tab")
    while page.evaluate(FOCUSED) != "cite":
        page.keyboard.press("Tab")
    assert page.locator(".card").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".card").is_visible()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.locator("mark").first.wait_for()


def test_the_card_of_a_citation_shows_the_exact_words(visit: Visiting) -> None:
    window = visit()
    window.page.evaluate("addEventListener('goglobal-answer', (event) => { window.answer = event.detail; })")
    turn = window.ask(CATALONIA)
    turn.locator(".blocks .cite").first.hover()
    card = window.page.locator(".card")
    card.wait_for()

    assert card.locator("blockquote").text_content() == window.page.evaluate("answer.citations[0].quote")


def test_the_text_of_a_hostile_document_is_shown_as_text(visit: Visiting) -> None:
    window = visit()
    turn = window.ask(library.HOSTILE_QUESTION)

    assert library.HOSTILE_SENTENCE in turn.locator(".blocks").inner_text()
    assert library.HOSTILE_TITLE in turn.locator(".sources").inner_text()
    for made in ("script", "img", "iframe", "b", "[onmouseover]", "[href^='javascript']"):
        assert turn.locator(made).count() == 0
    turn.locator(".blocks bdi", has_text=library.HOSTILE_SENTENCE).hover()
    turn.locator(".cite").first.hover()
    window.page.locator(".card").wait_for()
    assert window.page.title() == "Going Global · 出海顾问"


def test_what_is_asked_is_shown_as_text(visit: Visiting) -> None:
    window = visit()
    question = "<img src=x onerror=\"document.title='taken'\"> <b>tax</b>"
    turn = window.ask(question)

    assert turn.locator(".question").inner_text() == question
    assert turn.locator(".question *").count() == 0
    assert window.page.title() != "taken"


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_nothing_needs_scrolling_sideways_on_a_narrow_screen(visit: Visiting, locale: str) -> None:
    window = visit(locale=locale, width=320, height=640)
    fits = "document.documentElement.scrollWidth <= innerWidth"

    assert window.page.evaluate(fits)
    for question in (CATALONIA, CATALONIA_ZH, SLOVAKIA, library.HOSTILE_QUESTION, "税" * 300, "x" * 300):
        window.ask(question)
        assert window.page.evaluate(fits), question


def test_nothing_is_fetched_from_elsewhere(visit: Visiting) -> None:
    window = visit()
    window.ask(CATALONIA)
    fetched = window.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)")

    assert set(fetched) == {window.page.evaluate("location.origin")}
