"""The widget's pure modules, called in a page: they need no build and no other JavaScript engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.api.serving import Serving

STREAM = (
    '\ufeff: hi\r\nevent: turn\r\ndata: {"a":\ndata:1}\r\rid: 7\nevent:x\ndata\n\nevent: none\n\n: keep-alive\n\n'
    "data: 出海😀𠮷\n\ndata: cut off"
)
EVENTS = [
    {"type": "turn", "data": '{"a":\n1}', "id": ""},
    {"type": "x", "data": "", "id": "7"},
    {"type": "message", "data": "出海😀𠮷", "id": "7"},
]


@pytest.fixture(scope="module")
def page(browser: Browser, server: Serving) -> Iterator[Page]:
    """Any page of the server's own will do."""
    with browser.new_page(base_url=server.url) as page:
        page.goto("/docs")
        yield page


def run(page: Page, module: str, body: str, argument: Any = None) -> Any:
    """What a function body makes of a module of the widget and an argument."""
    source = f"async (argument) => {{ const module = await import('/assets/{module}'); {body} }}"
    return page.evaluate(source, argument)


def test_events_are_read_whatever_the_pieces_in_which_bytes_arrive(page: Page) -> None:
    body = """
        const bytes = new TextEncoder().encode(argument);
        const readings = new Set();
        for (let size = 1; size <= bytes.length; size++) {
            const parser = new module.SseParser();
            const events = [];
            for (let i = 0; i < bytes.length; i += size) events.push(...parser.feed(bytes.slice(i, i + size)));
            readings.add(JSON.stringify(events));
        }
        return [...readings].map(JSON.parse);
    """
    assert run(page, "sse.js", body, STREAM) == [EVENTS]


def test_events_are_read_wherever_text_is_cut_in_two(page: Page) -> None:
    body = """
        const readings = new Set();
        for (let i = 0; i <= argument.length; i++) {
            const parser = new module.SseParser();
            readings.add(JSON.stringify([...parser.feed(argument.slice(0, i)), ...parser.feed(argument.slice(i))]));
        }
        return [...readings].map(JSON.parse);
    """
    assert run(page, "sse.js", body, STREAM) == [EVENTS]


def test_a_line_break_of_two_characters_may_be_cut_in_two(page: Page) -> None:
    body = """
        const parser = new module.SseParser();
        const pieces = ["data: a\\r", "\\n\\r", "\\ndata: b\\r\\n\\r\\n"];
        return pieces.flatMap((piece) => parser.feed(piece)).map(({ data }) => data);
    """
    assert run(page, "sse.js", body) == ["a", "b"]


def test_a_stream_is_read_to_its_end_and_a_cut_event_is_dropped(page: Page) -> None:
    body = """
        const events = [];
        for await (const event of module.readEvents(new Blob([argument]).stream())) events.push(event);
        return events;
    """
    assert run(page, "sse.js", body, STREAM) == EVENTS


@pytest.mark.parametrize("text", ["", "abc", "😀𠮷x字😀", "a😀", "\U00020bb7\U00020bb7b", "👨‍👩‍👧‍👦é"])
def test_slices_are_counted_in_code_points_as_in_python(page: Page, text: str) -> None:
    body = """
        const text = new module.CodePointText(argument);
        const slices = [];
        for (let i = 0; i <= text.length; i++) for (let j = i; j <= text.length; j++) slices.push(text.slice(i, j));
        return [text.length, slices];
    """
    positions = range(len(text) + 1)
    slices = [text[start:end] for start in positions for end in positions if start <= end]
    assert run(page, "code-points.js", body, text) == [len(text), slices]


@pytest.mark.parametrize(
    "path",
    [
        "javascript:alert(1)",
        "//elsewhere.example/documents/",
        "/documents/../x",
        "/documents/%2e%2e/x",
        "https://elsewhere.example/documents/a",
        "\\documents\\a",
        "/documents/..//elsewhere.example",
        None,
        5,
    ],
)
def test_a_citation_leads_nowhere_but_into_the_reader(page: Page, path: object) -> None:
    assert run(page, "links.js", "return module.readerAddress(argument, 'https://here.example');", path) is None


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://a.example/act?x=1", "https://a.example/act?x=1"),
        ("http://a.example", "http://a.example/"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://user:secret@a.example/", None),
        ("//a.example/", None),
        ("the gazette", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_are_linked(page: Page, address: str | None, href: str | None) -> None:
    assert run(page, "links.js", "return module.webAddress(argument);", address) == href


def test_a_documents_page_links_where_it_was_fetched_from_and_nothing_else(page: Page) -> None:
    body = """
        const words = (await import('/assets/i18n/en.js')).default;
        const facts = module.documentFacts(argument, words);
        return [...facts.querySelectorAll("dd")].map((dd) => [dd.textContent, dd.querySelector("a")?.outerHTML ?? null]);
    """
    address = "https://a.example/act"
    source: dict[str, str | None] = {"original": address, "reference": address, "publisher": "https://b.example/"}
    link = f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>'
    assert run(page, "reader-facts.js", body, source) == [["https://b.example/", None], [address, link]]
    source = {"original": None, "reference": "https://c.example/"}
    assert run(page, "reader-facts.js", body, source) == [["https://c.example/", None]]


def test_the_address_of_a_cited_span_is_kept(page: Page) -> None:
    address = run(
        page, "links.js", "return module.readerAddress(argument, 'https://here.example');", "/documents/a@1#1-2"
    )
    assert address == "https://here.example/documents/a@1#1-2"


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/documents/a%40b@12", {"id": "a@b", "version": 12}),
        ("/documents/abc", {"id": "abc", "version": None}),
        ("/documents/%E0%A4%A", None),
        ("/documents/", None),
        ("/elsewhere/abc", None),
    ],
)
def test_an_address_of_the_reader_names_document_and_version(page: Page, path: str, named: object) -> None:
    assert run(page, "links.js", "return module.parseReaderPath(argument);", path) == named


@pytest.mark.parametrize(("fragment", "span"), [("#1-20", {"start": 1, "end": 20}), ("#5-5", None), ("#main", None)])
def test_a_fragment_names_a_span(page: Page, fragment: str, span: object) -> None:
    assert run(page, "links.js", "return module.parseSpan(argument);", fragment) == span


def test_both_languages_have_every_word(page: Page) -> None:
    body = """
        const keys = (value) => Object.entries(value).flatMap(([key, inner]) =>
            typeof inner === "object" && !Array.isArray(inner) && key !== "topics" ? [key, ...keys(inner)] : [key]);
        const zh = await import("/assets/i18n/zh.js");
        return [keys(module.default).sort(), keys(zh.default).sort()];
    """
    english, chinese = run(page, "i18n/en.js", body)
    assert english == chinese


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ("chooseLanguage('auto', undefined, 'zh-CN')", "zh"),
        ("chooseLanguage(null, 'fr')", "en"),
        ("formatDate('2025-10', zh)", "2025年10月"),
        ("formatDate('2025-10-01', en)", "1 October 2025"),
        ("formatDate('2025', en)", "2025"),
        ("formatDate('<b>', en)", "<b>"),
        ("formatDate('2025-13', en)", "2025-13"),
        ("placeName('ES-CT', zh)", "加泰罗尼亚"),
        ("placeName('FR-IDF', zh)", "法国 (FR-IDF)"),
        ("placeName('EU', en)", "European Union"),
        ("languageName('en', zh)", "英文"),
        ("languageName('zh', en)", "Chinese"),
        ("wordsIn('en').topics['finance-listing']", "finance & listing"),
        ("isPast('2026-11-23', new Date('2026-11-24T00:00:00Z'))", True),
        ("isPast('2026-11-24', new Date('2026-11-24T00:00:00Z'))", False),
        ("isPast('2026', new Date('2026-11-24T00:00:00Z'))", False),
        ("isPast('2026-10', new Date('2026-11-24T00:00:00Z'))", True),
        ("isPast(null)", False),
    ],
)
def test_words_dates_and_places_are_written_as_people_write_them(page: Page, call: str, result: object) -> None:
    body = f"const en = module.wordsIn('en'), zh = module.wordsIn('zh'); return module.{call};"
    assert run(page, "i18n/index.js", body) == result
