"""The golden samples hold, and bad ones are named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.bootstrap import Advisory
from assistant.domain import Outcome
from evals.errors import EvalError
from evals.samples import SampleError, check_samples, load_samples, shared_words
from evals.suites import SUITES, select
from tests.evals.making import make_sample

SAMPLES = load_samples()


def test_samples_hold_against_the_corpus(corpus_advisory: Advisory) -> None:
    documents = corpus_advisory.catalogue.documents
    texts = {item.id: documents.get(item.id).document.text for item in documents.summaries()}
    assert check_samples(SAMPLES, texts.keys(), texts) == []
    assert {name for sample in SAMPLES for name in sample.documents} == set(texts)


def test_samples_are_as_many_and_as_various_as_they_must_be() -> None:
    tags = Counter(tag for sample in SAMPLES for tag in sample.tags)
    assert len(SAMPLES) >= 260
    assert sum(sample.language == "zh" for sample in SAMPLES) >= 0.4 * len(SAMPLES)
    assert tags["cross-language"] >= 60
    assert sum(bool(sample.turns) for sample in SAMPLES) >= 40
    assert sum(sample.outcome is Outcome.NO_SUPPORT for sample in SAMPLES) >= 50
    assert tags["injection"] >= 20


def test_dev_and_test_have_first_documents_of_their_own() -> None:
    first = {split: {s.documents[0] for s in SAMPLES if s.split == split and s.documents} for split in ("dev", "test")}
    assert first["dev"] & first["test"] == set()


def test_no_question_copies_its_source(corpus_advisory: Advisory) -> None:
    documents = corpus_advisory.catalogue.documents
    texts = {item.id: documents.get(item.id).document.text for item in documents.summaries()}
    longest = max(shared_words(s.question, texts[name]) for s in SAMPLES for name in s.documents)
    assert longest <= 7


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("- id: dev-a\n  question: q\n", "dev-a: documents"),
        ("- {id: dev-a, question: q, documents: [], outcome: maybe, tags: [list]}", "outcome"),
        ("- {id: dev-a, question: q, documents: [], outcome: answered, tags: [fun]}", "tags"),
        ("- {id: a, question: q, documents: [], outcome: answered, tags: [list]}", "id"),
        ("- {id: dev-a, question: q, documents: [], outcome: answered, tags: [list], extra: 1}", "extra"),
        ("a: b", "expected a list"),
        ("- [", "not YAML"),
        ("- 7", "sample 1"),
    ],
)
def test_malformed_sample_is_named(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "some.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(SampleError, match=r"some\.yaml") as caught:
        load_samples(tmp_path)
    assert said in str(caught.value)


def test_folder_without_samples_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="no sample"):
        load_samples(tmp_path)


def test_samples_that_do_not_hold_break_the_run_and_are_no_failed_gate() -> None:
    error = SampleError(["a", "b"])
    assert isinstance(error, EvalError)
    assert error.exit_code == 2


def test_sample_at_odds_with_itself_is_found() -> None:
    problems = check_samples(
        [make_sample(documents=["nosuch"]), make_sample(documents=[]), make_sample(passage="words that stand nowhere")],
        {"grant"},
        {"grant": "The region pays 20%."},
    )
    assert len(problems) == 3


@pytest.mark.parametrize("suite", SUITES)
def test_every_suite_holds_samples_of_both_splits(suite: str) -> None:
    assert {sample.split for sample in select(SAMPLES, suite)} == {"dev", "test"}


def test_empty_suite_is_an_error_and_no_pass() -> None:
    with pytest.raises(EvalError, match="no pass"):
        select(SAMPLES, "retrieval", tag="small-talk")


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How much does it pay?", "nobody knows how much does anything", 3),
        ("最高补贴多少", "该地最高补贴为二成", 4),
        ("x", "", 0),
    ],
)
def test_shared_words_are_counted(question: str, text: str, expected: int) -> None:
    assert shared_words(question, text) == expected
