"""The suites of abstaining and of checking what an answer says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.domain import Access
from assistant.settings import Settings
from evals.outside import faithbench, nomiracl, rgb_facts
from evals.outside.systems import open_pools
from tests.evals.outside.made import NOMIRACL, RGB, SUMMARIES, by_name, write


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
