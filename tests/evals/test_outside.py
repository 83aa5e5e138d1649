"""The outside suites over made data of a few lines; the real data is nowhere near the tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.domain import Access, Metadata
from assistant.protocols import Embedder
from assistant.settings import Settings
from evals.errors import EvalError
from evals.outside import SUITES, Figure, doc2dial, faithbench, nomiracl, pdf, rgb_facts, xquad
from evals.outside.common import GIVE_UP, Steps, balanced_accuracy, chosen, median, share, spread
from evals.outside.reading import OutsideDataError, read_rows
from evals.outside.systems import FoundPassage, Pages, open_pools, places_in
from ingest.assembling import assemble, make_document
from ingest.readers import read
from ingest.splitting import split

PARAGRAPHS = [
    {
        "id": "p1",
        "en": "The lighthouse at Cape Nomad was built in 1871 from red granite.",
        "zh": "游牧角的灯塔于1871年用红色花岗岩建成。",
    },
    {
        "id": "p2",
        "en": "Penguins of the southern islands feed their young on krill.",
        "zh": "南方岛屿的企鹅用磷虾喂养幼鸟。",
    },
    {
        "id": "p3",
        "en": "The parliament adopted the new railway act after a long debate.",
        "zh": "议会经过长时间辩论通过了新的铁路法。",
    },
]
QUESTIONS = [
    {
        "id": "q1",
        "paragraph": "p1",
        "split": "tune",
        "en": "When was the lighthouse at Cape Nomad built?",
        "zh": "游牧角的灯塔是哪一年建成的？",
    },
    {
        "id": "q2",
        "paragraph": "p2",
        "split": "report",
        "en": "What do penguins feed their young?",
        "zh": "企鹅用什么喂养幼鸟？",
    },
]

PAGE = (
    "Fees and forms\n\n1. Renewing a licence\nA licence is renewed at any office. The fee for renewing is 40 dollars.\n\n"
    "- Bring your old licence.\n- Bring a proof of your address.\n\n2. Lost plates\nReport lost plates to the police within "
    "ten days. New plates cost 25 dollars."
)
OTHER_PAGE = "School meals are free for children under seven. Ask the school for the form."
SPAN = "New plates cost 25 dollars."
TURNS = [
    {"speaker": "user", "text": "I lost my plates."},
    {"speaker": "agent", "text": "Did you report it to the police?"},
    {"speaker": "user", "text": "Yes. What do new plates cost?"},
]
TURN = {
    "id": "t1",
    "document": "plates",
    "split": "tune",
    "turns": TURNS,
    "start": PAGE.index(SPAN),
    "end": PAGE.index(SPAN) + len(SPAN),
}

RGB = [
    {
        "id": "en-0",
        "split": "tune",
        "question": "When did the bridge open?",
        "answer": [["July 21 2017", "21 July 2017"]],
        "fake_answer": "July 1, 2007",
        "passages": ["The bridge opened on 21 July 2017."],
        "passages_with_fake": ["The bridge opened on 1 July 2007."],
    },
    {
        "id": "en-1",
        "split": "tune",
        "question": "Who built it?",
        "answer": "Ada Stone",
        "fake_answer": "Bruno Vale ",
        "passages": ["It was built by Ada Stone."],
        "passages_with_fake": ["It was built by Bruno Vale."],
    },
]

SOURCE = "The film earned 181 million dollars and was shot in Malta."
SUMMARIES = [
    {"id": 0, "split": "tune", "source": SOURCE, "summary": "The film earned 181 million dollars.", "worst_label": "Consistent"},
    {"id": 1, "split": "tune", "source": SOURCE, "summary": "The film earned 190 million dollars.", "worst_label": "Unwanted"},
    {"id": 2, "split": "tune", "source": SOURCE, "summary": "The film was shot in Spain.", "worst_label": "Questionable"},
    {"id": 3, "split": "tune", "source": SOURCE, "summary": "The film was shot.", "worst_label": "Benign"},
]  # fmt: skip


def write(folder: Path, name: str, rows: Iterable[Any]) -> None:
    """Writes rows as lines of JSON."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def by_name(figures: Sequence[Figure]) -> dict[str, Figure]:
    """Figures by their names, each of which is there once."""
    assert len({figure.name for figure in figures}) == len(figures)
    return {figure.name: figure for figure in figures}


@pytest.fixture
def xquad_data(tmp_path: Path) -> Path:
    """A made XQuAD."""
    write(tmp_path, xquad.PARAGRAPHS, PARAGRAPHS)
    write(tmp_path, xquad.QUESTIONS, QUESTIONS)
    return tmp_path


@pytest.fixture
def doc2dial_data(tmp_path: Path) -> Path:
    """A made Doc2Dial."""
    write(tmp_path, doc2dial.DOCUMENTS, [{"id": "plates", "text": PAGE}, {"id": "meals", "text": OTHER_PAGE}])
    write(tmp_path, doc2dial.TURNS, [TURN, TURN | {"id": "t2", "split": "report"}, TURN | {"id": "t3"}])
    return tmp_path


class Backwards:
    """Finds all documents in the order of their ids, so that everything that it gets right can be told beforehand."""

    def __init__(self, embedder: Embedder) -> None:
        self.texts: dict[str, str] = {}

    def ingest(self, documents: Iterable[tuple[str, str]]) -> None:
        self.texts.update(documents)

    def retrieve(self, question: str, *, k: int) -> list[FoundPassage]:
        return [FoundPassage(name, text, 0, len(text)) for name, text in sorted(self.texts.items())[:k]]


class Crashing(Backwards):
    """Falls over at every question with a number in it."""

    def retrieve(self, question: str, *, k: int) -> list[FoundPassage]:
        if "penguins" in question:
            raise RuntimeError("no penguins")
        return super().retrieve(question, k=k)


# Figures


def test_a_share_is_a_mean_with_its_interval() -> None:
    figure = share("x", [1.0, 0.0, 1.0, 1.0])
    assert figure.value == 0.75
    assert figure.n == 4
    assert 0 <= figure.low < 0.75 < figure.high <= 1


def test_a_share_of_nothing_says_so() -> None:
    assert share("x", []) == Figure("x", 0.0, 0.0, 0.0, 0, "there was nothing to measure")
    assert median("x", []).n == 0


def test_always_saying_yes_has_a_balanced_accuracy_of_one_half() -> None:
    figure = balanced_accuracy("x", [1.0] * 9, [0.0])
    assert (figure.value, figure.low, figure.high, figure.n) == (0.5, 0.5, 0.5, 10)


def test_balanced_accuracy_over_one_class_says_so() -> None:
    figure = balanced_accuracy("x", [1.0, 0.0], [])
    assert (figure.value, figure.note) == (0.5, "only one class has items")


def test_a_median_lies_in_its_interval() -> None:
    figure = median("x", [3.0, 1.0, 100.0, 2.0, 4.0])
    assert figure.value == 3.0
    assert figure.low <= 3.0 <= figure.high


# Reading


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (['{"id": "p1", "en": "a", "zh": "b"}', "{not JSON"], 2, "Invalid JSON"),
        (['{"id": "p1", "en": "a", "zh": "b"}', ""], 2, "Invalid JSON"),
        (['{"id": "p1", "en": "a"}'], 1, "zh: Field required"),
        (['{"id": "p1", "en": "a", "zh": 5}'], 1, "zh: Input should be a valid string"),
        (['["p1"]'], 1, "Input should be an object"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, lines: list[str], line: int, words: str) -> None:
    write(tmp_path, xquad.PARAGRAPHS, lines)
    with pytest.raises(OutsideDataError) as caught:
        read_rows(tmp_path, xquad.PARAGRAPHS, xquad.Paragraph)
    assert caught.value.line == line
    assert f"{tmp_path / xquad.PARAGRAPHS}, line {line}: " in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder.rmdir(), "no such folder"),
        (lambda folder: None, "no such file"),
        (lambda folder: (folder / xquad.PARAGRAPHS).write_bytes(b""), "holds no line"),
        (lambda folder: (folder / xquad.PARAGRAPHS).write_bytes(b"\xff\xfe{"), "not UTF-8"),
        (lambda folder: (folder / xquad.PARAGRAPHS).mkdir(), "cannot be read"),
    ],
)
def test_missing_or_unreadable_data_is_named(tmp_path: Path, make: Callable[[Path], object], words: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    make(folder)
    with pytest.raises(OutsideDataError, match=words) as caught:
        read_rows(folder, xquad.PARAGRAPHS, xquad.Paragraph)
    assert str(caught.value).startswith(str(caught.value.path))


def test_line_separators_inside_a_text_do_not_end_a_line(tmp_path: Path) -> None:
    write(tmp_path, "x.jsonl", [{"id": "p1", "en": "one\u2028two\x85three", "zh": "一"}])
    assert read_rows(tmp_path, "x.jsonl", xquad.Paragraph)[0].en == "one\u2028two\x85three"


def test_every_suite_names_a_missing_folder(tmp_path: Path, settings: Settings) -> None:
    for suite in SUITES.values():
        with pytest.raises(OutsideDataError, match="no such folder"):
            suite(tmp_path / "nowhere", settings=settings, system="goglobal", part="all", limit=None, progress=None)


def test_a_question_on_an_unknown_paragraph_is_named(xquad_data: Path, settings: Settings) -> None:
    write(xquad_data, xquad.QUESTIONS, [QUESTIONS[0], QUESTIONS[1] | {"paragraph": "p9"}])
    with pytest.raises(OutsideDataError, match=r"xquad-questions\.jsonl, line 2: there is no paragraph 'p9'"):
        xquad.measure(xquad_data, settings=settings, system="goglobal", part="all")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"document": "taxes"}, "there is no document 'taxes'"),
        ({"end": 100_000}, "does not lie in its document"),
        ({"start": 20, "end": 20}, "does not lie in its document"),
        ({"turns": TURNS[:2]}, "the last turn is not the user's"),
        ({"turns": []}, "turns: "),
        ({"split": "test"}, "split: "),
    ],
)
def test_a_turn_that_does_not_hold_is_named(
    doc2dial_data: Path, settings: Settings, change: dict[str, Any], words: str
) -> None:
    write(doc2dial_data, doc2dial.TURNS, [TURN, TURN | change])
    with pytest.raises(OutsideDataError, match=r"doc2dial-turns\.jsonl, line 2: ") as caught:
        doc2dial.measure(doc2dial_data, settings=settings, system="goglobal", part="all")
    assert words in str(caught.value)


# Parts, limits, crashes


def test_a_part_holds_its_rows_alone() -> None:
    rows = [xquad.Question.model_validate(question) for question in QUESTIONS]
    assert [row.id for row in chosen(rows, "tune", None)] == ["q1"]
    assert [row.id for row in chosen(rows, "all", None)] == ["q1", "q2"]
    with pytest.raises(EvalError, match="no item in part 'report'"):
        chosen(rows[:1], "report", None)


def test_a_limit_is_spread_over_the_rows() -> None:
    assert spread(range(10), 4) == [0, 2, 5, 7]
    assert spread(range(3), 10) == [0, 1, 2]


def test_a_run_in_which_everything_crashes_is_broken() -> None:
    steps = Steps(100, None)

    def crash() -> None:
        raise RuntimeError("disk on fire")

    for _ in range(GIVE_UP - 1):
        assert steps.attempt(crash) is None
    with pytest.raises(EvalError, match="all crashed, the last with RuntimeError: disk on fire"):
        steps.attempt(crash)


def test_crashes_after_a_success_only_count() -> None:
    steps = Steps(100, None)
    assert steps.attempt(lambda: 1) == 1
    for _ in range(GIVE_UP + 5):
        steps.attempt(lambda: 1 // 0)
    assert steps.note("a note").startswith(
        f"a note; {GIVE_UP + 5} crashed and count as wrong (first: ZeroDivisionError"
    )


def test_a_crash_counts_as_wrong_and_is_told(xquad_data: Path, settings: Settings) -> None:
    figures = by_name(xquad.measure(xquad_data, settings=settings, system=Crashing, part="all"))
    assert figures["en→en success@5"].value == 0.5
    assert figures["en→en success@5"].n == 2
    assert "1 crashed" in figures["en→en success@5"].note
    assert "crashed" not in figures["zh→zh success@5"].note


# Systems


def test_an_unknown_system_is_named(xquad_data: Path, settings: Settings) -> None:
    with pytest.raises(EvalError, match="no system 'other'; choose goglobal or reference"):
        xquad.measure(xquad_data, settings=settings, system="other", part="all")


@pytest.mark.parametrize("name", ["nomiracl", "rgb-facts", "faithbench"])
def test_a_system_that_only_retrieves_is_refused_where_more_is_measured(
    name: str, tmp_path: Path, settings: Settings
) -> None:
    with pytest.raises(EvalError, match=name):
        SUITES[name](tmp_path, settings=settings, system="reference", part="all", limit=None, progress=None)


def test_passages_are_found_where_they_stand_in_the_original() -> None:
    text, blocks = assemble(read(PAGE.encode(), name="plates.txt").pieces)
    metadata = Metadata(title="Plates")
    document = make_document(document_id="plates", source="plates", metadata=metadata, text=text, blocks=blocks)
    places = places_in(PAGE, document.text)
    passages = list(split(document))
    assert passages
    for passage in passages:
        original = PAGE[places[passage.start] : places[passage.end - 1] + 1]
        first, last = passage.text.split()[0], passage.text.split()[-1]
        assert original.startswith(first)
        assert original.endswith(last)


def test_a_character_that_the_original_lacks_does_not_derail_the_rest() -> None:
    original = "Cafe\u0301 first. " + "x" * 1000 + " é last."
    text = "Café first. " + "x" * 1000 + " é last."
    places = places_in(original, text)
    assert original[places[text.index("first")] :].startswith("first")
    assert original[places[text.index("last")] :].startswith("last")


def test_measuring_leaves_the_users_data_folder_alone(xquad_data: Path, settings: Settings) -> None:
    before = sorted(settings.data_dir.rglob("*"))
    xquad.measure(xquad_data, settings=settings, system="goglobal", part="tune")
    assert sorted(settings.data_dir.rglob("*")) == before


# XQuAD


def test_xquad_finds_paragraphs_within_and_across_languages(xquad_data: Path, settings: Settings) -> None:
    heard: list[tuple[int, int]] = []
    figures = by_name(
        xquad.measure(
            xquad_data, settings=settings, system="goglobal", part="all", progress=lambda *step: heard.append(step)
        )
    )
    assert len(figures) == 12
    assert figures["en→en success@1"].value == 1
    assert figures["zh→zh success@1"].value == 1
    assert figures["zh→en success@5"].note == "3 documents"
    assert all(figure.n == 2 for figure in figures.values())
    assert heard[-1] == (12, 12)


def test_in_one_pool_only_the_copy_in_the_other_language_counts(xquad_data: Path, settings: Settings) -> None:
    # In the order of ids p1.en, p1.zh, p2.en, p2.zh, p3.en come first.
    figures = by_name(xquad.measure(xquad_data, settings=settings, system=Backwards, part="tune"))
    assert figures["zh→en pooled success@1"].value == 1
    assert figures["en→zh pooled success@1"].value == 0
    assert figures["en→zh pooled success@5"].value == 1


def test_the_reference_pipeline_is_measured_in_the_same_way(xquad_data: Path, settings: Settings) -> None:
    figures = by_name(xquad.measure(xquad_data, settings=settings, system="reference", part="report", limit=1))
    assert figures["en→en success@1"].value == 1
    assert figures["en→en success@1"].n == 1


# Doc2Dial


@pytest.mark.parametrize(
    ("document", "start", "end", "expected"),
    [
        ("plates", 0, 1000, True),
        ("plates", TURN["start"], int(str(TURN["start"])) + 14, True),
        ("plates", TURN["start"], int(str(TURN["start"])) + 13, False),
        ("plates", 0, 10, False),
        ("meals", 0, 1000, False),
    ],
)
def test_a_passage_counts_when_it_covers_half_of_the_span(document: str, start: int, end: int, expected: bool) -> None:
    turn = doc2dial.Turn.model_validate(TURN)
    assert turn.end - turn.start == 27
    assert doc2dial.covers(FoundPassage(document, "", start, end), turn) is expected


def test_inputs_are_made_of_the_dialogue() -> None:
    turn = doc2dial.Turn.model_validate(TURN)
    assert {name: words(turn) for name, words in doc2dial.INPUTS.items()} == {
        "last turn only": "Yes. What do new plates cost?",
        "last two user turns": "I lost my plates.\nYes. What do new plates cost?",
        "all turns": "I lost my plates.\nDid you report it to the police?\nYes. What do new plates cost?",
    }


def test_doc2dial_asks_every_second_turn(doc2dial_data: Path, settings: Settings) -> None:
    figures = by_name(doc2dial.measure(doc2dial_data, settings=settings, system="goglobal", part="all"))
    assert {figure.n for figure in figures.values()} == {2}
    for words in (*doc2dial.INPUTS, doc2dial.STANDALONE):
        assert figures[f"{words}: span success@5"].value == 1
        assert figures[f"{words}: document success@5"].value == 1
        assert 0 < figures[f"{words}: characters of the five passages, median"].value <= len(PAGE + OTHER_PAGE)
    with pytest.raises(EvalError, match="no item in part 'report'"):
        doc2dial.measure(doc2dial_data, settings=settings, system="goglobal", part="report")


def test_only_the_product_is_asked_its_own_standalone_question(doc2dial_data: Path, settings: Settings) -> None:
    figures = doc2dial.measure(doc2dial_data, settings=settings, system="reference", part="tune")
    assert figures
    assert not [figure for figure in figures if doc2dial.STANDALONE in figure.name]


# NoMIRACL


NOMIRACL = [
    {
        "id": "1",
        "split": "tune",
        "question": "What do penguins feed their young on?",
        "passages": ["Penguins: They feed their young on krill.", "Owls: They hunt mice at night."],
        "answerable": True,
    },
    {
        "id": "2",
        "split": "tune",
        "question": "¿Quién?",
        "passages": ["Railways: The first line opened in 1836."],
        "answerable": False,
    },
]


def test_each_question_is_answered_from_its_own_passages_alone(settings: Settings) -> None:
    texts = [text for item in NOMIRACL for text in item["passages"]]  # type: ignore[attr-defined]
    with open_pools(settings) as pools, pools.own() as own:
        own.ingest((text[:4], text) for text in texts)
        assistant = own.advisory.assistant
        retriever = nomiracl.OnlyTheirs(assistant._retriever, own)
        assistant._retriever = retriever
        retriever.allowed = {own.ids["Owls"], own.ids["Rail"]}
        hits = assistant.search("What do penguins feed their young on?", access=Access.STAFF)
        assert {hit.passage.document_id for hit in hits} == retriever.allowed
        answer = assistant.answer("What do penguins feed their young on?", access=Access.STAFF)
        assert {citation.document_id for citation in answer.citations} <= retriever.allowed


def test_abstaining_is_judged_in_each_language(tmp_path: Path, settings: Settings) -> None:
    for language in nomiracl.LANGUAGES:
        write(tmp_path, f"nomiracl-{language}.jsonl", NOMIRACL)
    figures = by_name(nomiracl.measure(tmp_path, settings=settings, system="goglobal", part="tune"))
    assert list(figures) == [
        f"{language} {name}"
        for language in ("en", "zh")
        for name in ("answerable? balanced accuracy", "abstention precision", "abstention recall")
    ]
    assert figures["en answerable? balanced accuracy"].n == 2
    assert figures["en abstention recall"].n == 1


# Checking


def test_rgb_tells_figures_from_names_and_true_from_false(tmp_path: Path, settings: Settings) -> None:
    for language in rgb_facts.LANGUAGES:
        write(tmp_path, f"rgb-facts-{language}.jsonl", RGB)
    figures = by_name(rgb_facts.measure(tmp_path, settings=settings, part="tune"))
    for kind in ("en figures", "en names", "zh figures", "zh names"):
        for what in (
            "false answers caught",
            "true answers let through",
            "true answers caught against changed passages",
        ):
            assert (figures[f"{kind}: {what}"].value, figures[f"{kind}: {what}"].n) == (1, 1)


def test_the_checker_can_be_swapped(tmp_path: Path, settings: Settings) -> None:
    claims: list[tuple[str, str]] = []

    def gullible(claim: str, *, sources: Sequence[str], question: str) -> bool:
        claims.append((claim, question))
        return True

    for language in rgb_facts.LANGUAGES:
        write(tmp_path, f"rgb-facts-{language}.jsonl", RGB)
    write(tmp_path, faithbench.SUMMARIES, SUMMARIES)
    figures = by_name(rgb_facts.measure(tmp_path, settings=settings, part="tune", checker=gullible))
    assert figures["en figures: false answers caught"].value == 0
    assert figures["en names: true answers let through"].value == 1
    assert ("Bruno Vale", "Who built it?") in claims
    assert ("July 21 2017", "When did the bridge open?") in claims
    figures = by_name(faithbench.measure(tmp_path, settings=settings, part="tune", checker=gullible))
    assert figures["balanced accuracy"].value == 0.5


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Moonlight ", "Moonlight"),
        (("澳大利亚", "悉尼"), "澳大利亚, 悉尼"),
        ((("July 21 2017", "21 July 2017"),), "July 21 2017"),
        ((("one", "two"), "three"), "one, three"),
    ],
)
def test_an_answer_is_spelt_in_its_first_notation(words: rgb_facts.Words, expected: str) -> None:
    assert rgb_facts.spelt(words) == expected


def test_faithbench_shows_what_a_deterministic_check_can_own(tmp_path: Path, settings: Settings) -> None:
    write(tmp_path, faithbench.SUMMARIES, SUMMARIES)
    figures = by_name(faithbench.measure(tmp_path, settings=settings, part="tune"))
    assert figures["balanced accuracy"].value == 1
    assert figures["balanced accuracy, Unwanted against Consistent"].value == 1
    assert figures["a number that the source lacks: faulty summaries caught"].value == 1
    assert figures["a name that the source lacks: faulty summaries caught"].value == 1
    assert figures["neither: faulty by the annotators"].n == 2


@pytest.mark.parametrize(
    ("source", "summary", "number", "name"),
    [
        ("It cost 1,000 dollars.", "It cost 1000 dollars.", False, False),
        ("It cost 1,000 dollars.", "It cost 2,000 dollars.", True, False),
        ("It was held in May.", "It was held in June.", False, True),
        ("Held in May.", "Held there in may. Everyone came.", False, False),
    ],
)
def test_new_numbers_and_names_are_told_from_the_text_alone(
    source: str, summary: str, number: bool, name: bool
) -> None:
    item = faithbench.Item(id=1, split="tune", source=source, summary=summary, worst_label="Benign")
    assert (item.new_number, item.new_name) == (number, name)


# PDF


def make_pdf(path: Path, pages: Sequence[str]) -> None:
    """A report with one paragraph a page."""
    canvas = Canvas(str(path), pagesize=A4)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()


@pytest.fixture
def pdf_data(tmp_path: Path) -> Path:
    """Two made reports of three pages."""
    (tmp_path / pdf.REPORTS).mkdir()
    make_pdf(
        tmp_path / pdf.REPORTS / "ACME.pdf",
        [
            "Acme makes anvils and rockets.",
            "Net sales of anvils were 12 million dollars.",
            "The auditor is Grey and Sons.",
        ],
    )
    make_pdf(
        tmp_path / pdf.REPORTS / "ZENITH.pdf", ["Zenith runs ferries.", "Ferry revenue rose.", "The board met twice."]
    )
    write(
        tmp_path,
        pdf.QUESTIONS,
        [
            {
                "id": "1",
                "document": "ACME",
                "question": "What were the net sales of anvils?",
                "evidence": [{"page": 2}],
            },
            {"id": "2", "document": "ZENITH", "question": "How often did the board meet?", "evidence": [{"page": 9}]},
        ],
    )
    return tmp_path


@pytest.mark.parametrize("system", ["goglobal", "reference"])
def test_the_page_of_the_evidence_is_found(pdf_data: Path, settings: Settings, system: str) -> None:
    figures = by_name(pdf.measure(pdf_data, settings=settings, system=system, part="report"))
    assert figures["reports ingested"].value == 1
    assert figures["all reports together: page success@5"].value == 0.5
    assert figures["one report at a time: page success@5"].value == 0.5
    assert figures["one report at a time: page success@5"].n == 2


def test_a_report_that_cannot_be_read_counts(pdf_data: Path, settings: Settings) -> None:
    (pdf_data / pdf.REPORTS / "ACME.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    figures = by_name(pdf.measure(pdf_data, settings=settings, system="goglobal", part="all"))
    assert figures["reports ingested"].value == 0.5
    assert figures["one report at a time: page success@5"].value == 0
    assert figures["one report at a time: page success@5"].n == 2


def test_a_question_without_its_report_is_named(pdf_data: Path, settings: Settings) -> None:
    (pdf_data / pdf.REPORTS / "ZENITH.pdf").unlink()
    with pytest.raises(OutsideDataError, match=r"pdf-questions\.jsonl, line 2: there is no file pdf/ZENITH\.pdf"):
        pdf.measure(pdf_data, settings=settings, system="goglobal", part="all")


def test_a_stretch_belongs_to_the_page_that_most_of_it_stands_on(pdf_data: Path, settings: Settings) -> None:
    from ingest.pipeline import Pipeline

    with open_pools(settings) as pools, pools.own() as own:
        documents = own.advisory.catalogue.documents
        report = Pipeline(documents).ingest([pdf_data / pdf.REPORTS / "ACME.pdf"])
        document = documents.get(report.added[0]).document
    pages = Pages(document)
    second = document.text.index("Net sales")
    third = document.text.index("The auditor")
    assert pages.page_of(second, third) == 2
    assert pages.page_of(third - 8, len(document.text)) == 3
    assert pages.page_of(0, len("Acme makes")) == 1
    assert pages.page_of(len(document.text) + 10, len(document.text) + 20) is None
