"""The gold documents are read, the questions asked, and the figures printed."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.bootstrap import Advisory, Catalogue
from assistant.domain import Document, Span
from assistant.main import make_app
from assistant.measure import Instrument, Measure
from assistant.settings import Settings
from evals.errors import EvalError
from evals.measures.answering import Judgement, Verdict
from evals.measures.gold import GoldDocument, load_gold
from evals.measures.questions import load_questions
from evals.measures.reporting import answers_json, figures_json, print_answers, print_figures
from evals.measures.running import Answered, ask_questions, read_gold_documents
from evals.measures.scoring import score_all

DEV = [document for document in load_gold() if document.split == "dev"]


def nothing(document: Document) -> tuple[Measure, ...]:
    return ()


def the_title(document: Document) -> tuple[Measure, ...]:
    """A poor extractor: the title, as a grant of nowhere."""
    span = Span(0, len(document.metadata.title))
    return (Measure("m", document.id, 1, "", "XX", Instrument.GRANT, (span,)),)


def printed(print_it: Any, *arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    print_it(*arguments, console=Console(file=out, width=120), **options)
    return out.getvalue()


def test_nothing_read_has_recall_nought_and_no_precision(corpus_advisory: Advisory) -> None:
    figures = score_all(read_gold_documents(corpus_advisory.catalogue.documents, DEV, nothing))
    found = figures_json(figures, misses=False)
    headline = found["total"]["figures"]["headline"]
    assert (headline["precision"], headline["recall"], headline["read"]) == (None, 0.0, 0)
    assert headline["expected"] > 500
    assert set(found["languages"]) == {"en", "zh"}
    assert "misses" not in found
    json.dumps(found)


def test_figures_are_printed_with_counts_and_misses_only_when_asked(corpus_advisory: Advisory) -> None:
    figures = score_all(read_gold_documents(corpus_advisory.catalogue.documents, DEV, the_title))
    short = printed(print_figures, figures, "measures, dev", misses=False)
    assert f"measures, dev: {len(DEV)} documents" in short
    assert "minimum_investment" in short
    assert "missed:" not in short
    assert "missed: jurisdiction MA" in printed(print_figures, figures, "measures, dev", misses=True)


def test_a_catalogue_without_the_documents_says_what_to_do(catalogue: Catalogue) -> None:
    with pytest.raises(EvalError, match="goglobal ingest corpus"):
        read_gold_documents(catalogue.documents, DEV, nothing)


def test_another_text_than_the_annotated_one_is_no_figure(corpus_advisory: Advisory) -> None:
    moved = GoldDocument("tr-hit-30", "dev", next(one for one in DEV if one.id == "eg-aidp").measures)
    with pytest.raises(EvalError, match="does not stand in the document"):
        read_gold_documents(corpus_advisory.catalogue.documents, [moved], nothing)


def test_questions_are_asked_and_judged(corpus_settings: Settings) -> None:
    by_id = {question.id: question for question in load_questions()}
    asked = [by_id["dev-ma-below-minimum"], by_id["dev-deadlines-september-zh"]]
    seen: list[tuple[int, int]] = []
    answered = ask_questions(corpus_settings, asked, progress=lambda done, total: seen.append((done, total)))
    assert [one.question.id for one in answered] == [question.id for question in asked]
    assert all(one.answer is not None and one.judgement.reason for one in answered)
    assert seen == [(1, 2), (2, 2)]
    assert by_id["dev-deadlines-september-zh"].today == date(2026, 9, 1)


def test_questions_over_an_empty_catalogue_say_what_to_do(settings: Settings) -> None:
    with pytest.raises(EvalError, match="goglobal ingest corpus"):
        ask_questions(settings, load_questions()[:1], progress=lambda _done, _total: None)


def test_verdicts_are_counted_by_language_and_kind() -> None:
    questions = [question for question in load_questions() if question.split == "dev"]
    verdicts = [Verdict.WRONG, Verdict.ABSTAINED, *[Verdict.RIGHT] * (len(questions) - 2)]
    answered = [
        Answered(question, None, Judgement(verdict, "because"))
        for question, verdict in zip(questions, verdicts, strict=True)
    ]
    found = answers_json(answered, misses=True)
    assert found["all"] == {"right": 28, "abstained": 1, "wrong": 1, "of": 30}
    assert found["zh"]["of"] + found["en"]["of"] == 30
    assert [miss["id"] for miss in found["misses"]] == [question.id for question in questions[:2]]
    assert "misses" not in answers_json(answered, misses=False)
    assert "because" not in printed(print_answers, answered, "questions", misses=False)
    assert "wrong · because" in printed(print_answers, answered, "questions", misses=True)


def test_an_unknown_split_is_a_wrong_call(settings: Settings) -> None:
    arguments = ["eval", "measures", "--split", "train", "--data-dir", str(settings.data_dir)]
    done = CliRunner().invoke(make_app(), arguments)
    assert done.exit_code == 2
    assert "train" in done.output
