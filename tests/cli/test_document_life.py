"""``goglobal documents``: versions, diff, supersede and purge, alone and beside a running server."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.calling import Goglobal

ACT = """---
id: {id}
title: The {id} act
kind: policy
jurisdiction: ES
published: {year}
---
# The {id} act

A grant covers up to {rate}% of eligible costs, at most EUR 500,000, for plants of battery makers in the harbour of Quillfeather.
加泰罗尼亚的补贴最高为百分之{rate}。

The papers are handed in at the office of the harbour, with two copies and the seal of the company, before the plant is built.
"""


def write(folder: Path, name: str, *, year: str = "2025", rate: str = "20") -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(ACT.format(id=name, year=year, rate=rate), encoding="utf-8")


@pytest.fixture(scope="module")
def acts(tmp_path_factory: pytest.TempPathFactory, dictionary_folder: Path) -> tuple[Goglobal, Path]:
    folder = tmp_path_factory.mktemp("acts")
    shutil.copytree(dictionary_folder, folder / "data" / "cache")
    goglobal, papers = Goglobal(folder / "data"), folder / "papers"
    write(papers, "harbour")
    assert goglobal("ingest", papers).code == 0
    write(papers, "harbour", rate="25")
    write(papers, "successor", year="2026", rate="25")
    shutil.copy(papers / "successor.md", papers / "zz-copy.md")
    outcome = goglobal("ingest", papers)
    assert outcome.code == 0
    assert "supersede harbour successor" in outcome.out
    assert "zz-copy.md holds the same as" in outcome.out
    assert "duplicates: 1" in outcome.out
    return goglobal, papers


def test_what_changed_is_shown_figures_first(acts: tuple[Goglobal, Path]) -> None:
    goglobal, _ = acts
    difference, versions = goglobal.at_once(
        ("documents", "diff", "harbour"), ("documents", "versions", "harbour", "--json")
    )
    lines = difference.out.splitlines()
    assert lines[0] == "harbour: version 1 → 2"
    assert any(line.startswith("  20% → 25%") for line in lines)
    assert "      rate: ≤ 20% → ≤ 25%" in lines
    assert any("up to [-20-]{+25+}% of eligible costs" in line for line in lines)
    heads = ("Figures", "Measures", "Words")
    order = [next(place for place, line in enumerate(lines) if line.startswith(head)) for head in heads]
    assert order == sorted(order)
    assert [(one["version"], one["served"]) for one in versions.json["versions"]] == [(2, True), (1, False)]


def test_a_document_is_replaced_and_that_is_taken_back(acts: tuple[Goglobal, Path]) -> None:
    goglobal, _ = acts
    assert goglobal("documents", "supersede", "harbour", "successor").out == "harbour is replaced by successor\n"
    listed, old, new = goglobal.at_once(
        ("documents", "list", "--superseded", "--kind", "policy", "--json"),
        ("documents", "show", "harbour"),
        ("documents", "show", "successor"),
    )
    assert [(one["id"], one["superseded_by"]) for one in listed.json["documents"]] == [("harbour", "successor")]
    assert "replaced by: successor  The successor act" in old.out
    assert "similar to: successor (" in old.out
    assert "replaces: harbour" in new.out
    assert "copy: " in new.out
    assert goglobal("documents", "supersede", "harbour", "successor", "--withdraw").code == 0
    assert goglobal("documents", "supersede", "harbour", "successor", "--withdraw").code == 1


def test_a_purge_asks_first_and_works_beside_a_server(acts: tuple[Goglobal, Path]) -> None:
    goglobal, papers = acts
    write(papers, "doomed", rate="97.125")
    assert goglobal("ingest", papers / "doomed.md").code == 0
    refused = goglobal("documents", "purge", "doomed")
    assert (refused.code, goglobal("documents", "show", "doomed").code) == (1, 0)
    assert "Delete all versions for good?" in refused.err
    with goglobal.serving():
        outcome = goglobal("documents", "purge", "doomed", "--yes", "--json")
        assert (outcome.code, outcome.json) == (0, {"purged": ["doomed"]})
    gone = goglobal("documents", "show", "doomed")
    assert (gone.code, "deleted for good" in gone.words) == (1, True)
    held = [path.name for path in goglobal.data_dir.rglob("*") if path.is_file() and b"97.125" in path.read_bytes()]
    assert held == []
