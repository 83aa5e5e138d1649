"""``goglobal ask``, ``search``, ``documents`` and ``index`` with nothing else running."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.test_chat import ANSWER, BLOCK, CITATION, assert_shape
from tests.cli.calling import Goglobal, Outcome

CATALONIA = "What is the maximum subsidy of the Catalonia CAPEX incentive?"


@pytest.fixture(scope="module")
def at_once(goglobal: Goglobal) -> list[Outcome]:
    """The same question asked twice at the same time."""
    return goglobal.at_once(("ask", CATALONIA, "--json"), ("ask", CATALONIA, "--json"))


@pytest.fixture(scope="module")
def answer(at_once: list[Outcome]) -> dict[str, Any]:
    """The answer to ``CATALONIA`` as JSON."""
    answer: dict[str, Any] = at_once[0].json
    return answer


def test_an_answer_is_printed_with_its_sources(goglobal: Goglobal) -> None:
    outcome = goglobal("ask", "加泰罗尼亚建厂最多能补多少?")

    assert (outcome.code, outcome.err) == (0, "")
    answer, sources = outcome.out.rsplit("\n\n", 1)
    assert "20%" in answer
    assert "500,000" in answer
    marks = {int(number) for number in re.findall(r"\[(\d+)\]", answer)}
    lines = sources.splitlines()
    listed = [int(number) for line in lines[::2] for number in re.findall(r"\[(\d+)\]", line.split(" ")[0])]
    assert sorted(listed) == sorted(marks)
    catalonia = next(line for line in lines if "Catalonia (ACCIÓ): CAPEX incentive" in line)
    assert re.fullmatch(r"(\[\d+\])+ Catalonia .+ · 20\d\d(-\d\d){0,2}", catalonia)
    assert lines[lines.index(catalonia) + 1] == "    es-ct-capex-incentive@1"
    assert len(set(lines[1::2])) == len(lines[1::2]), "a document stands there once"


def test_a_profile_and_two_follow_ups_at_once(goglobal: Goglobal) -> None:
    first = goglobal(
        "ask", "有什么补贴？", "--profile", "markets=匈牙利，波兰", "--profile", "sector=电池", "--json"
    ).json
    assert first["standalone_question"] == "关于匈牙利、波兰：有什么补贴？"
    follow_up = ("ask", "那土耳其呢？", "--conversation", first["conversation"], "--json")
    turns = sorted(outcome.json["turn"] for outcome in goglobal.at_once(follow_up, follow_up))
    assert turns == [2, 3]


def test_json_is_the_answer_as_over_http(answer: dict[str, Any]) -> None:
    assert_shape(answer, ANSWER)
    for block in answer["blocks"]:
        assert_shape(block, BLOCK)
    for citation in answer["citations"]:
        assert_shape(citation, CITATION)


def test_two_at_once_both_answer(at_once: list[Outcome]) -> None:
    assert [outcome.code for outcome in at_once] == [0, 0]
    first, second = (outcome.json for outcome in at_once)
    assert first["conversation"] != second["conversation"]
    assert first["blocks"] == second["blocks"]


def test_a_conversation_goes_on_in_the_next_call(goglobal: Goglobal, answer: dict[str, Any]) -> None:
    followed = goglobal("ask", "And in Italy?", "--conversation", answer["conversation"], "--json").json

    assert (followed["conversation"], followed["turn"]) == (answer["conversation"], 2)


def test_without_documents_an_answer_says_how_to_begin(make_data_dir: Callable[[str], Path]) -> None:
    outcome = Goglobal(make_data_dir("empty"))("ask", "What is taxed?")

    assert outcome.code == 0
    assert "goglobal ingest" in outcome.out


def test_search_prints_passages(goglobal: Goglobal) -> None:
    found = goglobal("search", "battery passport", "-k", "3")

    assert found.code == 0
    assert re.findall(r"^(\d)\. ", found.out, re.MULTILINE) == ["1", "2", "3"]


def test_documents_are_listed_a_line_each(goglobal: Goglobal) -> None:
    listed = goglobal("documents", "list").out.splitlines()
    catalonia = next(line for line in listed if line.lstrip().startswith("es-ct-capex-incentive "))

    assert listed[-1] == "67 documents"
    assert "Catalonia (ACCIÓ): CAPEX incentive for new factories and expansions" in catalonia


def test_a_document_is_shown_as_an_answer_names_it(goglobal: Goglobal) -> None:
    named, unknown, contrary = goglobal.at_once(
        ("documents", "show", "es-ct-capex-incentive@1"),
        ("documents", "show", "es-ct-capex-incentive@9"),
        ("documents", "show", "es-ct-capex-incentive@1", "--version", "2"),
    )

    assert named.out.startswith("id: es-ct-capex-incentive\nversion: 1\n")
    assert (unknown.code, contrary.code) == (1, 2)
    assert "no document 'es-ct-capex-incentive@9'" in unknown.words
    assert "2 is not the version of es-ct-capex-incentive@1" in contrary.words


def test_a_document_is_shown(goglobal: Goglobal) -> None:
    printed, version = goglobal.at_once(
        ("documents", "show", "es-ct-capex-incentive"),
        ("documents", "show", "es-ct-capex-incentive", "--version", "1", "--json"),
    )

    assert printed.out.startswith("id: es-ct-capex-incentive\nversion: 1\n")
    assert "financial subsidy of up to 20%" in printed.out
    assert (version.json["version"], version.json["latest_version"]) == (1, 1)


def test_a_removed_document_no_longer_answers_and_can_be_shown_by_version(
    make_corpus: Callable[[str], Goglobal],
) -> None:
    goglobal = make_corpus("remove")
    removed = goglobal("documents", "remove", "es-ct-capex-incentive", "--json")
    again, shown, version, answer = goglobal.at_once(
        ("documents", "remove", "es-ct-capex-incentive"),
        ("documents", "show", "es-ct-capex-incentive"),
        ("documents", "show", "es-ct-capex-incentive", "--version", "1"),
        ("ask", CATALONIA, "--json"),
    )

    assert removed.json == {"removed": ["es-ct-capex-incentive"]}
    assert (again.code, shown.code, version.code) == (1, 1, 0)
    assert "es-ct-capex-incentive" not in [citation["document_id"] for citation in answer.json["citations"]]


def test_rebuilt_indexes_hold_and_answer_the_same(
    make_corpus: Callable[[str], Goglobal], answer: dict[str, Any]
) -> None:
    goglobal = make_corpus("rebuild")
    rebuilt = goglobal("index", "rebuild", "--json").json
    status = goglobal("index", "status", "--json").json

    assert status["held_by"] is None
    assert status["applied"] == status["changes"]
    assert rebuilt == {"words": status["passages"], "vectors": status["passages"]}
    assert (status["words"], status["vectors"]) == (status["passages"], status["passages"])
    assert goglobal("ask", CATALONIA, "--json").json["citations"] == answer["citations"]
