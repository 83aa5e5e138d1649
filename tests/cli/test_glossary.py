"""``goglobal glossary``, and what a user's file does to the other commands."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.calling import Goglobal


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.tsv"
    path.write_text("灵犀座舱\tLingxi Cockpit\tsoftware\nno tab here\n甲乙\tJiayi\tnonsense\n", encoding="utf-8")
    return path


def test_checking_names_each_broken_line_and_exits_with_1(goglobal: Goglobal, own: Path) -> None:
    done = goglobal("glossary", "check", own)
    assert done.code == 1
    assert f"{own}, line 2: has no tab" in done.err
    assert f"{own}, line 3: 'nonsense' is no kind" in done.err
    assert "1 entries, 2 broken lines" in done.out
    assert goglobal("glossary", "check", own, "--json").json["broken"][0]["line"] == 2


def test_a_good_file_exits_with_0_and_an_empty_one_with_1(goglobal: Goglobal, own: Path) -> None:
    own.write_text("灵犀座舱\tLingxi Cockpit\n", encoding="utf-8")
    assert goglobal("glossary", "check", own).code == 0
    own.write_text("", encoding="utf-8")
    assert goglobal("glossary", "check", own).code == 1


def test_checking_without_a_file_says_how_to_name_one(goglobal: Goglobal) -> None:
    done = goglobal("glossary", "check")
    assert done.code == 2
    assert "GOGLOBAL_GLOSSARY" in done.words


def test_a_name_is_shown_with_its_entry_and_whose_it_is(goglobal: Goglobal, own: Path) -> None:
    calls = replace(goglobal, variables={"GOGLOBAL_GLOSSARY": str(own)})
    assert "灵犀座舱  =  Lingxi Cockpit  [software]  (your file)" in calls("glossary", "show", "lingxi cockpit").out
    (entry,) = [entry for entry in json.loads(calls("glossary", "show", "CBAM", "--json").out) if "CBAM" in entry["zh"]]
    assert entry["own"] is False
    assert "碳边境调节机制" in entry["zh"]
    missing = calls("glossary", "show", "nosuchthing")
    assert (missing.code, missing.out) == (1, "")
    assert "has no entry 'nosuchthing'" in missing.err


def test_a_search_goes_on_with_a_broken_line_and_says_so_once(goglobal: Goglobal, own: Path) -> None:
    done = replace(goglobal, variables={"GOGLOBAL_GLOSSARY": str(own)})("search", "CBAM", "--json")
    assert done.code == 0
    assert done.json["hits"]
    assert done.err.count(f"{own}, line 2: has no tab") == 1


@pytest.mark.parametrize("content", [None, "灵犀\tLingxi".encode("utf-16")])
def test_a_file_that_cannot_be_read_stops_the_call_with_advice(
    goglobal: Goglobal, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "other.tsv"
    if content is not None:
        path.write_bytes(content)
    done = replace(goglobal, variables={"GOGLOBAL_GLOSSARY": str(path)})("search", "CBAM")
    assert done.code == 2
    assert done.err.startswith(f"goglobal: The glossary {path} ")
    assert "leave GOGLOBAL_GLOSSARY out" in done.err
