"""The source reader: a citation opens its document with exactly the quoted words highlighted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ingest.pipeline import Pipeline
from tests.api import library
from tests.api.serving import Serving
from tests.browser.conftest import Visit, Visiting


def marked(page: Page) -> str:
    """The highlighted words, cells and blocks one after the other."""
    page.locator("mark").first.wait_for()
    return "".join(page.locator("mark").all_text_contents())


def squeezed(text: str) -> str:
    """Without blanks and the separators of cells, which a table does not show."""
    return "".join(text.replace(" | ", "").split())


def follow(window: Visit, question: str) -> Iterator[tuple[Page, dict[str, object]]]:
    """Ask, open the first citation as a click does and the others by their addresses; the reader with each citation."""
    window.page.evaluate("addEventListener('goglobal-answer', (event) => { window.answer = event.detail; })")
    turn = window.ask(question)
    with window.page.context.expect_page() as opened:
        turn.locator(".blocks .cite").first.click()
    reader = opened.value
    for citation in window.page.evaluate("answer.citations"):
        if citation["number"] > 1:
            reader.goto("about:blank")
            reader.goto(citation["url"])
        yield reader, citation


@pytest.mark.parametrize(
    ("question", "locale"),
    [
        ("What is the maximum subsidy of the Catalonia CAPEX incentive?", "en-US"),
        ("电池出口退税2027年怎么变？", "zh-CN"),
        (library.EMOJI_QUESTION, "zh-CN"),
        (library.HOSTILE_QUESTION, "en-US"),
    ],
)
def test_every_citation_opens_the_reader_with_its_words_highlighted(
    visit: Visiting, question: str, locale: str
) -> None:
    for page, citation in follow(visit(locale=locale), question):
        quote = str(citation["quote"])
        assert squeezed(marked(page)) == squeezed(quote)
        assert page.locator("h1").inner_text() == citation["title"]
        assert page.evaluate("document.activeElement.localName") == "mark"


def test_words_behind_emoji_and_rare_characters_are_highlighted_exactly(visit: Visiting) -> None:
    window = visit("/documents/blue-whale-hall", locale="zh-CN")
    text = window.fetch("/v1/documents/blue-whale-hall")["text"]
    start = text.index(library.EMOJI_SENTENCE)
    window.page.goto(f"/documents/blue-whale-hall@1#{start}-{start + len(library.EMOJI_SENTENCE)}")

    assert marked(window.page) == library.EMOJI_SENTENCE


def test_a_span_across_blocks_and_cells_is_highlighted_whole(visit: Visiting) -> None:
    window = visit("/documents/es-ct-capex-incentive")
    text = window.fetch("/v1/documents/es-ct-capex-incentive")["text"]
    start, end = text.index("EUR 3 million"), text.index("Above EUR 2.5 million") + len("Above EUR")
    window.page.goto(f"/documents/es-ct-capex-incentive@1#{start}-{end}")

    assert squeezed(marked(window.page)) == squeezed(text[start:end])


def test_a_span_that_is_not_there_is_said_so(visit: Visiting) -> None:
    page = visit("/documents/es-ct-capex-incentive@1#9999990-9999999").page

    assert page.locator("mark").count() == 0
    assert "The cited place is not in this version" in page.locator("main").inner_text()


def test_the_highlight_follows_the_address(visit: Visiting) -> None:
    window = visit("/documents/es-ct-capex-incentive@1#0-9")
    text = window.fetch("/v1/documents/es-ct-capex-incentive")["text"]
    start = text.index("financial subsidy")
    window.page.evaluate(f"location.hash = '#{start}-{start + 17}'")
    window.page.get_by_text("financial subsidy", exact=True).wait_for()

    assert marked(window.page) == "financial subsidy"


def test_a_replaced_version_says_so_and_leads_to_the_latest(visit: Visiting) -> None:
    page = visit("/documents/marzipan-toll@1").page

    assert "EUR 19" in page.locator("main").inner_text()
    assert "It has been replaced by version 2." in page.locator(".hint").inner_text()
    page.get_by_role("link", name="Read the latest version").click()
    page.get_by_text("EUR 23").wait_for()


def test_a_cited_version_of_a_removed_document_can_still_be_read(visit: Visiting) -> None:
    assert "41 days" in visit("/documents/gingerbread-quarantine@1").page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("locale", "notice", "to_latest"),
    [
        ("en-US", "Removed: no longer used in answers.", "Read the latest version"),
        ("zh-CN", "本文件已移除，不再用于回答。", "阅读最新版本"),
    ],
)
def test_a_removed_document_says_so_and_leads_to_its_last_version_by_number(
    visit: Visiting, server: Serving, tmp_path: Path, locale: str, notice: str, to_latest: str
) -> None:
    documents = server.advisory.catalogue.documents
    path, name = tmp_path / "toll.md", f"nougat-toll-{locale.lower()}"
    for amount in ("EUR 31", "EUR 37"):
        path.write_text(f"---\nid: {name}\ntitle: Nougat toll\n---\n\nThe Nougat toll is {amount}.\n")
        os.utime(path, ns=(0, int(amount[4:])))
        assert Pipeline(documents).ingest([path]).ok
    documents.remove(name)
    page = visit(f"/documents/{name}@1", locale=locale).page

    assert page.locator(".hint").first.inner_text() == notice
    page.get_by_role("link", name=to_latest).click()
    page.get_by_text("EUR 37").wait_for()
    assert page.url.endswith(f"/documents/{name}@2")
    assert page.locator(".hint").all_inner_texts() == [notice]


@pytest.mark.parametrize("path", ["/documents/nothing", "/documents/quillfeather-notes", "/documents/%E0%A4%A"])
def test_what_is_not_there_or_not_public_is_said_so(visit: Visiting, path: str) -> None:
    window = visit(path)

    assert window.page.locator("h1").inner_text() == "There is no such document, or you may not read it."
    # Chromium itself notes the status in the console.
    assert [complaint for complaint in window.complaints if "404" not in complaint] == []
    window.complaints.clear()


def test_a_hostile_document_is_shown_as_text(visit: Visiting) -> None:
    window = visit()
    documents = window.fetch("/v1/documents")["documents"]
    hostile = next(item for item in documents if item["title"] == library.HOSTILE_TITLE)
    window.page.goto(f"/documents/{hostile['id']}")
    window.page.locator(".body p").first.wait_for()

    assert window.page.locator("h1").inner_text() == library.HOSTILE_TITLE
    body = window.page.locator(".body")
    assert library.HOSTILE_SENTENCE in body.inner_text()
    for made in ("script", "img", "iframe", "b", "a", "[onmouseover]"):
        assert window.page.locator("main").locator(made).count() == 0
    body.get_by_text("pier 9").hover()
    assert window.page.title() == f"{library.HOSTILE_TITLE} · Going Global"


def test_nothing_needs_scrolling_sideways_on_a_narrow_screen(visit: Visiting) -> None:
    window = visit("/documents/es-ct-capex-incentive@1#0-9", width=320, height=640)

    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_table_that_is_cut_off_shows_that_it_can_be_scrolled(visit: Visiting) -> None:
    page = visit("/documents/event-shenzhen-2025-service-panel", width=390, height=800).page
    table = page.locator(".table").first
    table.evaluate("frame => frame.scrollIntoView()")
    assert table.evaluate("frame => frame.scrollWidth > frame.clientWidth")

    def right_edge() -> bytes:
        box = table.bounding_box()
        assert box is not None
        return page.screenshot(clip={"x": box["x"] + box["width"] - 4, "y": box["y"] + 4, "width": 4, "height": 4})

    table.evaluate("frame => frame.querySelectorAll('td, th').forEach((cell) => { cell.style.color = 'transparent'; })")
    cut_off = right_edge()
    table.evaluate("frame => { frame.scrollLeft = frame.scrollWidth; }")
    at_the_end = right_edge()
    table.evaluate("frame => { frame.style.background = 'none'; }")

    assert cut_off != at_the_end
    assert right_edge() == at_the_end, "at its end a table shows nothing more"


def test_the_places_that_an_answer_cites_can_be_stepped_through(visit: Visiting) -> None:
    window = visit()
    page = window.page
    page.evaluate("addEventListener('goglobal-answer', (event) => { window.answer = event.detail; })")
    turn = window.ask("Which local content share does the UK-EU agreement ask for batteries in 2027?")
    citations = page.evaluate("answer.citations")
    ((most, _),) = Counter(item["document_id"] for item in citations).most_common(1)
    cited = [item for item in citations if item["document_id"] == most]
    with page.context.expect_page() as opened:
        turn.locator(".blocks .cite").get_by_text(str(cited[0]["number"]), exact=True).first.click()
    reader = opened.value
    spans = sorted({(item["start"], item["end"]): item["quote"] for item in cited}.items())
    assert len(spans) >= 3
    reader.locator(".steps").wait_for()
    while reader.get_by_role("button", name="Earlier").is_enabled():
        reader.get_by_role("button", name="Earlier").click()
    for place, ((start, end), quote) in enumerate(spans, start=1):
        assert squeezed(marked(reader)) == squeezed(quote)
        assert reader.url.endswith(f"#{start}-{end}")
        assert f"Place {place} of {len(spans)}" in reader.locator(".steps").inner_text()
        if place < len(spans):
            reader.get_by_role("button", name="Later").press("Enter")
    assert reader.get_by_role("button", name="Later").is_disabled()


def test_the_table_of_contents_leads_to_headings_by_addresses_that_can_be_shared(visit: Visiting) -> None:
    page = visit("/documents/es-ct-capex-incentive@1").page
    page.locator(".contents summary").click()
    link = page.locator(".contents a").nth(2)
    heading = link.inner_text()
    link.click()

    assert squeezed(marked(page)).endswith(squeezed(heading))
    assert page.locator("mark").first.evaluate("mark => mark.parentElement.localName").startswith("h")


def test_what_was_spoken_is_not_taken_for_an_official_text(visit: Visiting) -> None:
    facts = visit("/documents/event-shenzhen-2025-service-panel").page.locator(".facts").inner_text()
    assert "not an official text" in facts
    facts = visit("/documents/es-ct-capex-incentive").page.locator(".facts").inner_text()
    assert "not an official text" not in facts
