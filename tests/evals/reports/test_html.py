"""A run as one page that fetches nothing and shows hostile words as words."""

from __future__ import annotations

import re
import warnings
from xml.etree import ElementTree

import pytest

from evals.reports import plots
from evals.reports.html import as_html, evidence
from tests.evals.making import make_answer, make_citation, make_result, make_sample
from tests.evals.reports.made import ADDRESSES, GOOD, HOSTILE, Page, crashed, hostile, make_run, mixed


@pytest.fixture(scope="module")
def mixed_page() -> str:
    """The page of ``mixed``, which takes a moment to draw."""
    return as_html(*mixed())


def test_html_holds_every_sample_and_the_worst_twice(mixed_page: str) -> None:
    page = mixed_page
    assert page.count('<details class="sample"') == 7
    assert page.count("<article>") == 6
    for words in ("24 November 2026, 14:05", "补贴多少？", "ZeroDivisionError", "The 6 worst samples", "c0ffee"):
        assert words in page
    assert page.count("<svg ") == 5


def test_html_fetches_nothing(mixed_page: str) -> None:
    page = Page(mixed_page)
    addresses = [value or "" for _, attributes in page.tags for name, value in attributes.items() if name in ADDRESSES]
    assert all(address.startswith("#") for address in addresses)
    assert page.count("link") == page.count("img") == page.count("image") == page.count("iframe") == 0
    styles = " ".join(attributes.get("style") or "" for _, attributes in page.tags) + page.words
    assert not re.search(r"@import|url\((?!#)", styles)


def test_html_shows_hostile_words_as_words() -> None:
    run, summary, samples = hostile()
    page = Page(as_html(run, summary, samples, baseline=summary, failed_gates=[HOSTILE]))
    assert page.count("script") == 1
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert page.words.count(HOSTILE) > 10
    assert "49" not in page.words.split()
    assert not re.search("[\x00\x07\x1b\x9b\u202e\ufffe\ud800]", page.words)


def test_html_allows_only_its_own_script(mixed_page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', mixed_page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    assert re.search(r"script-src 'sha256-[\w+/]{43}='", policy[1])


def test_html_of_no_samples_is_a_page() -> None:
    run, summary, samples = make_run()
    page = Page(as_html(run, summary, samples))
    assert "No sample was run." in page.words
    assert page.count("svg") == page.count("script") == page.count("article") == 0


def test_html_of_crashes_alone_is_a_page() -> None:
    run, summary, samples = make_run((make_sample(1), crashed()))
    page = as_html(run, summary, samples)
    assert "ZeroDivisionError" in page
    assert '<div class="bad"><dt>Crashed</dt><dd>1</dd></div>' in page


def test_html_names_failed_gates_and_the_baseline() -> None:
    run, summary, samples = mixed()
    page = Page(as_html(run, summary, samples, baseline=summary, failed_gates=["facts fell by 0.2"]))
    assert "1 gate failed" in page.words
    assert "facts fell by 0.2" in page.words
    assert "baseline 57.1" in page.words


def test_html_marks_a_quote_that_is_not_in_the_document() -> None:
    result = make_result(make_answer(GOOD), checked_quotes={1: False})
    page = as_html(*make_run((make_sample(1), result)))
    assert "not in the document" in page


def test_same_run_gives_the_same_page(mixed_page: str) -> None:
    assert as_html(*mixed()) == mixed_page


def test_evidence_is_gathered_by_document_and_place() -> None:
    places = [("a", "One"), ("a", "One"), ("b", None), ("a", "Two")]
    citations = [
        make_citation(number, "q").model_copy(update={"document_id": document, "section": section})
        for number, (document, section) in enumerate(places, start=1)
    ]
    answer = make_answer(GOOD).model_copy(update={"citations": citations})
    gathered = [
        (document.document_id, [(place.where, [item.number for item in place.citations]) for place in document.places])
        for document in evidence(answer)
    ]
    assert gathered == [("a", [("One", [1, 2]), ("Two", [4])]), ("b", [("", [3])])]


def test_plots_take_their_colours_from_the_page_and_share_no_ids(mixed_page: str) -> None:
    svgs = re.findall(r"<svg .*?</svg>", mixed_page, re.DOTALL)
    found = [name for svg in svgs for name in re.findall(r' id="([^"]+)"', svg)]
    assert len(found) == len(set(found))
    for svg in svgs:
        ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
        assert not re.search(r"(?:fill|stroke): #", svg)
        assert "var(--ink)" in svg


def test_plots_draw_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        as_html(*mixed())


def test_shares_answered_put_too_many_answers_first() -> None:
    run, _, samples = mixed()
    shares = plots.answered_shares(run, samples)
    assert (shares[0].tag, shares[0].expected, shares[0].got) == ("unanswerable", 0.0, 1.0)
    assert shares[-1].tag == "all"


def test_very_slow_answers_leave_the_others_readable() -> None:
    pairs = [
        (make_sample(number), make_result(make_answer(GOOD), seconds=60.0 if number == 9 else 0.01 * number))
        for number in range(1, 10)
    ]
    run, _, _ = make_run(*pairs)
    assert "10 ms" in plots.latencies(run, name="latency")
