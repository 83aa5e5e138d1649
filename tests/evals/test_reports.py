"""Reports say what a run holds, put the worst first, and show hostile words as words."""

from __future__ import annotations

import html.parser
import io
import re
import warnings
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from assistant.domain import Outcome
from evals.reports import plots
from evals.reports.figures import change_of, interval_of, rows, value_of
from evals.reports.html import as_html, evidence
from evals.reports.junit import as_junit
from evals.reports.markdown import as_markdown, escape
from evals.reports.terminal import print_summary
from evals.reports.text import clean, one_line
from evals.reports.worst import Problem, problem_of, reasons, worst
from evals.results import Judged, Result, Run, Score
from evals.samples import Sample
from evals.scorers import judge
from evals.summary import Mean, Summary, summarise
from tests.evals.making import make_answer, make_citation, make_result, make_sample

HOSTILE = (
    "</details></script><script>alert(1)</script><img src=x onerror=alert(2)> | `code` **b** {{ 7*7 }} @all #1 \"'"
)
ADDRESSES = {"href", "src", "xlink:href", "data", "action", "srcset"}
COMMANDS = "\x1b[2J\x00\x07\x9b31m\u202e\ufffe\ud800"
RIGHT = "The region pays 20%, at most EUR 500,000."

GOOD = (RIGHT, [RIGHT])
UNFOUNDED = (RIGHT, ["The region pays 10%."])
INCOMPLETE = ("The region pays 20%.", ["The region pays 20%."])


def make_run(*pairs: tuple[Sample, Result], **values: str) -> tuple[Run, Summary, dict[str, Sample]]:
    """A run of results judged by the real scorers, with its summary and samples by id."""
    judged = []
    for sample, result in pairs:
        ours = result.model_copy(update={"sample": sample.id})
        judged.append(Judged(result=ours, scores=judge(sample, ours)))
    about = {"suite": "full", "system": "goglobal", "started": "2026-11-24T14:05:00+08:00", "version": "1.2"} | values
    run = Run(split=None, tag=None, corpus="c0ffee" * 10, settings={"top_k": 8}, judged=judged, **about)
    samples = {sample.id: sample for sample, _ in pairs}
    return run, summarise(run, samples), samples


def crashed() -> Result:
    return make_result(None, ranked=[], error="ZeroDivisionError: division by zero")


def abstained() -> Result:
    words: tuple[str, list[str]] = ("The documents do not say.", [])
    return make_result(make_answer(words, outcome=Outcome.NO_SUPPORT), ranked=["other"])


def mixed() -> tuple[Run, Summary, dict[str, Sample]]:
    """One sample for each problem, in no order, with one that passed."""
    unanswerable = {"documents": [], "facts": [], "outcome": "no_support", "tags": ["unanswerable"]}
    elsewhere = ["a", "b", "c", "d", "e", "grant"]
    return make_run(
        (make_sample(1), make_result(make_answer(GOOD))),
        (make_sample(2), make_result(make_answer(GOOD), ranked=elsewhere)),
        (make_sample(3, question="补贴多少？", tags=["cross-language"]), make_result(make_answer(INCOMPLETE))),
        (make_sample(4), abstained()),
        (make_sample(5, **unanswerable), make_result(make_answer(GOOD))),
        (make_sample(6), make_result(make_answer(UNFOUNDED))),
        (make_sample(7, turns=["Which region?"]), crashed()),
    )


@pytest.fixture(scope="module")
def mixed_page() -> str:
    """The page of ``mixed``, which takes a moment to draw."""
    return as_html(*mixed())


def hostile() -> tuple[Run, Summary, dict[str, Sample]]:
    """A run in which every word that comes from outside is hostile."""
    words = HOSTILE + COMMANDS
    answer = make_answer((words, [words]), outcome=Outcome.ANSWERED)
    citation = make_citation(1, words).model_copy(update={"title": words, "section": words, "document_id": words})
    # Only values made within the program can hold a lone surrogate; nothing that came over the wire does.
    answer = answer.model_copy(
        update={"notices": [words], "citations": [citation], "standalone_question": words, "language": words}
    )
    sample = make_sample(1).model_copy(
        update={"question": words, "turns": (words,), "facts": ((words,),), "must_not": (words,), "passage": words}
    )
    result = make_result(make_answer(GOOD)).model_copy(update={"answer": answer, "ranked": [words], "error": None})
    crash = make_result(None).model_copy(update={"error": words})
    scores = {"facts": Score(value=0.0, explanation="x").model_copy(update={"explanation": words})}
    run = Run(
        suite="full",
        split=None,
        tag=None,
        system="s",
        started="today",
        version="1",
        corpus="c",
        settings={},
        judged=[
            Judged(result=result, scores=scores),
            Judged(result=crash.model_copy(update={"sample": "dev-sample-2"}), scores={}),
        ],
    ).model_copy(update=dict.fromkeys(("suite", "system", "started", "version", "corpus"), words))
    samples = {"dev-sample-1": sample, "dev-sample-2": sample.model_copy(update={"id": "dev-sample-2"})}
    return run, summarise(run, samples), samples


class Page(html.parser.HTMLParser):
    """What a browser would make of a page: tags with attributes, and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def printed(run: Run, summary: Summary, samples: Mapping[str, Sample], *, width: int = 120) -> str:
    """What the terminal shows, with a true terminal's codes."""
    console = Console(file=io.StringIO(), width=width, force_terminal=True, legacy_windows=False)
    print_summary(run, summary, samples, console=console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def ids(judged: Sequence[Judged]) -> list[int]:
    return [int(item.result.sample.rsplit("-", 1)[1]) for item in judged]


# --- the worst -------------------------------------------------------------------------------------------------------


def test_worst_are_ordered_by_the_gravity_of_their_problem() -> None:
    run, _, samples = mixed()
    bad = worst(run, samples)
    assert ids(bad) == [7, 6, 5, 4, 3, 2]
    assert [problem_of(judged) for judged in bad] == [
        Problem.CRASHED,
        Problem.UNFOUNDED,
        Problem.OUTCOME,
        Problem.OUTCOME,
        Problem.FACTS,
        Problem.NOT_FOUND,
    ]


def test_what_passed_is_never_among_the_worst() -> None:
    run, _, samples = make_run((make_sample(1), make_result(make_answer(GOOD))))
    assert worst(run, samples) == []


def test_most_limits_the_worst() -> None:
    run, _, samples = mixed()
    assert ids(worst(run, samples, most=2)) == [7, 6]


def test_worst_are_sought_only_among_the_given_samples() -> None:
    run, _, _ = mixed()
    assert ids(worst(run, {"dev-sample-3", "dev-sample-1"})) == [3]


def test_fewer_facts_are_worse_and_ids_decide_ties() -> None:
    nothing = ("The region pays.", ["The region pays."])
    run, _, samples = make_run(
        (make_sample(3), make_result(make_answer(INCOMPLETE))),
        (make_sample(2), make_result(make_answer(INCOMPLETE))),
        (make_sample(9), make_result(make_answer(nothing))),
    )
    assert ids(worst(run, samples)) == [9, 2, 3]


def test_saying_what_must_not_be_said_is_unfounded() -> None:
    run, _, _ = make_run((make_sample(1, must_not=["20%"]), make_result(make_answer(GOOD))))
    assert problem_of(run.judged[0]) is Problem.UNFOUNDED
    assert reasons(run.judged[0])[0] == "must_not: says 20%"


def test_a_crash_gives_its_error_as_the_only_reason() -> None:
    run, _, _ = make_run((make_sample(1), crashed()))
    assert reasons(run.judged[0]) == ["crashed: ZeroDivisionError: division by zero"]


# --- figures and words -----------------------------------------------------------------------------------------------


def mean(value: float, low: float | None = None, high: float | None = None) -> Mean:
    return Mean(value=value, low=value if low is None else low, high=value if high is None else high, n=9)


@pytest.mark.parametrize(
    ("metric", "value", "words"),
    [("facts", 0.5, "0.500"), ("latency_p50", 0.0154, "15 ms"), ("latency_p95", 1.25, "1.25 s")],
)
def test_values_are_written_by_their_unit(metric: str, value: float, words: str) -> None:
    assert value_of(metric, mean(value)) == words


def test_a_metric_that_applies_to_nothing_is_a_dash() -> None:
    assert value_of("facts", None) == "–"


def test_no_interval_is_claimed_where_all_values_are_equal() -> None:
    assert interval_of(mean(1.0)) == ""
    assert interval_of(mean(0.5, 0.25, 0.75)) == "0.250–0.750"


@pytest.mark.parametrize(
    ("metric", "new", "old", "words"),
    [
        ("facts", 0.5, 0.625, "−0.125"),
        ("facts", 0.5, 0.5, "0.000"),
        ("facts", 0.50001, 0.5, "0.000"),
        ("facts", 0.5, 0.25, "+0.250"),
        ("latency_p50", 0.02, 0.03, "−10 ms"),
        ("latency_p50", 0.02, 0.02, "0 ms"),
    ],
)
def test_changes_carry_their_sign(metric: str, new: float, old: float, words: str) -> None:
    assert change_of(metric, mean(new), mean(old)) == words


def test_unknown_metrics_come_last_under_other() -> None:
    summary = Summary(groups={"all": {"judge_fluency": mean(0.5), "facts": mean(0.5)}}, crashed=0)
    assert [(row.family, row.metric) for row in rows(summary)] == [("Answer", "facts"), ("Other", "judge_fluency")]


def test_clean_keeps_chinese_and_line_breaks_and_drops_commands() -> None:
    assert clean(f"补贴€\n{COMMANDS}\t𠮷") == "补贴€\n[2J31m\t𠮷"


def test_one_line_is_cut_to_its_limit() -> None:
    assert one_line("a\n b\r\nc") == "a b c"
    assert one_line("补贴多少补贴多少", limit=5) == "补贴多少…"


# --- terminal --------------------------------------------------------------------------------------------------------


def test_terminal_shows_all_columns_and_the_worst_samples() -> None:
    shown = printed(*mixed())
    for words in ("x-lang", "test", "success@5", "latency_p95", "1 crashed", "dev-sample-7", "Which region?"):
        assert words in shown
    assert shown.index("dev-sample-7") < shown.index("dev-sample-6")


def test_terminal_table_fits_80_columns_with_each_row_on_one_line() -> None:
    samples = [
        make_sample(number, tags=["cross-language"], question=f"{words}?")
        for number, words in enumerate(["How much", "补贴多少", "How long", "补贴多久"], start=1)
    ]
    samples = [
        sample.model_copy(update={"id": sample.id.replace("dev", split)})
        for split, sample in zip(("dev", "dev", "test", "test"), samples, strict=True)
    ]
    wrong = ("The region pays 10%.", ["The region pays 10%."])
    results = [make_result(make_answer(words), seconds=0.25) for words in (GOOD, wrong, wrong, GOOD)]
    lines = re.sub(
        "\x1b\\[[\\d;]*m", "", printed(*make_run(*zip(samples, results, strict=True)), width=80)
    ).splitlines()
    heading = next(line for line in lines if line.startswith("metric"))
    assert heading.split() == ["metric", "all", "95%", "dev", "test", "zh", "en", "x-lang"]
    latency = next(line for line in lines if line.startswith("latency_p95"))
    assert latency.split() == ["latency_p95", *["250", "ms"] * 6]
    facts = next(line for line in lines if line.startswith("facts"))
    assert len(facts.split()) == 8
    assert "…" not in "".join(lines)
    assert max(len(line) for line in lines) <= 80


def test_terminal_obeys_no_markup_or_command_from_outside() -> None:
    run, summary, samples = hostile()
    samples = {
        name: sample.model_copy(update={"question": f"[bold]{sample.question}"}) for name, sample in samples.items()
    }
    shown = printed(run, summary, samples, width=400)
    assert "[bold]</details>" in shown
    assert not re.search("\x1b\\[2J|[\x00\x07\x9b\u202e]", shown)


# --- Markdown --------------------------------------------------------------------------------------------------------


def rendered(source: str) -> Page:
    return Page(MarkdownIt("commonmark", {"html": True}).enable("table").render(source))


def test_markdown_compares_with_the_baseline() -> None:
    run, summary, samples = mixed()
    _, before, _ = make_run(*((sample, make_result(make_answer(GOOD))) for sample in samples.values()))
    lines = as_markdown(run, summary, samples, baseline=before).splitlines()
    assert "| metric | all | 95% | baseline | change | zh | en |" in lines
    outcome = next(line for line in lines if line.startswith("| outcome "))
    assert re.fullmatch(r"\| outcome \| \*\*0\.571\*\* \| [\d.]+–[\d.]+ \| 0\.857 \| −0\.286 \| .*", outcome)


def test_markdown_without_baseline_tells_no_change() -> None:
    run, summary, samples = mixed()
    assert "change" not in as_markdown(run, summary, samples, baseline=None)


@pytest.mark.parametrize(
    ("failed", "words"),
    [(None, None), ([], "All gates hold."), (["facts 0.1 < 0.6"], "1 gate failed:"), (["a", "b"], "2 gates failed:")],
)
def test_markdown_says_how_the_gates_went(failed: list[str] | None, words: str | None) -> None:
    run, summary, samples = mixed()
    page = rendered(as_markdown(run, summary, samples, baseline=None, failed_gates=failed))
    assert (words in page.words) if words else "gate" not in page.words
    for gate in failed or []:
        assert gate in page.words


def test_markdown_shows_hostile_words_as_words() -> None:
    run, summary, samples = hostile()
    page = rendered(as_markdown(run, summary, samples, baseline=summary, failed_gates=[HOSTILE]))
    assert {tag for tag, _ in page.tags} <= set(
        "h3 p strong ul ol li table thead tbody tr th td details summary".split()
    )
    assert page.count("details") == 1
    assert page.words.replace("\u2060", "").count(one_line(HOSTILE)) >= 4
    assert not re.search(r"[@#]\w", page.words)  # nobody is notified, nothing is linked


@pytest.mark.parametrize("words", ["a | b", "`a`", "</details>", "*a* _b_ ~c~", "[a](b)", "&lt;", "\\", "$a$"])
def test_escaped_markdown_is_what_it_was(words: str) -> None:
    page = rendered(f"| {escape(words)} |\n| --- |\n")
    assert page.words.strip() == words
    assert page.count("th") == 1


def test_markdown_fits_a_comment_however_long_the_answers_are() -> None:
    long = ("<" * 5000, ["<" * 5000])
    run, summary, samples = make_run(
        *((make_sample(number, question="|" * 5000), make_result(make_answer(long))) for number in range(1, 30))
    )
    assert len(as_markdown(run, summary, samples, baseline=None)) < 65_536


# --- JUnit -----------------------------------------------------------------------------------------------------------


def test_junit_has_a_case_for_each_sample_with_failures_and_errors() -> None:
    run, _, samples = mixed()
    root = ElementTree.fromstring(as_junit(run, samples))
    suite = root[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("7", "4", "1")
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert cases.keys() == samples.keys()
    assert len(cases["dev-sample-1"]) == len(cases["dev-sample-2"]) == 0
    failure = cases["dev-sample-3"].find("failure")
    assert failure is not None
    assert failure.get("type") == "facts"
    assert failure.get("message") == "facts: missing: EUR 500,000"
    assert "expected facts: 20%; EUR 500,000" in (failure.text or "")
    assert "The region pays 20%. [1]" in (failure.text or "")
    error = cases["dev-sample-7"].find("error")
    assert error is not None
    assert "ZeroDivisionError" in (error.get("message") or "")


def test_junit_holds_hostile_words_and_no_character_that_xml_forbids() -> None:
    run, _, samples = hostile()
    written = as_junit(run, samples)
    root = ElementTree.fromstring(written.encode())
    assert root.findall(".//script") == []
    failure = root.find(".//failure")
    assert failure is not None
    assert HOSTILE in (failure.text or "")


def test_junit_of_no_samples_is_an_empty_suite() -> None:
    run, _, samples = make_run()
    assert ElementTree.fromstring(as_junit(run, samples))[0].get("tests") == "0"


# --- HTML ------------------------------------------------------------------------------------------------------------


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


# --- plots -----------------------------------------------------------------------------------------------------------


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
