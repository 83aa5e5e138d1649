"""``goglobal quarantine``: listed, shown, retried, cleared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.calling import Goglobal

BAD = "---\nkind: poem\n---\n# Nutmeg levy\n\nThe Nutmeg levy is 3%.\n"


@pytest.fixture(scope="module")
def quarantined(tmp_path_factory: pytest.TempPathFactory) -> tuple[Goglobal, Path]:
    """Calls over a catalogue that takes two bad files in."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "poem.md").write_text(BAD)
    (folder / "blank.txt").write_text(" \n")
    goglobal = Goglobal(folder.parent / f"{folder.name}-data")
    assert goglobal("ingest", folder).code == 1
    return goglobal, folder


def test_a_failure_is_listed_shown_retried_and_cleared(quarantined: tuple[Goglobal, Path]) -> None:
    goglobal, folder = quarantined
    poem = folder / "poem.md"
    again = goglobal("ingest", folder)
    listed = goglobal("quarantine", "list")
    found = goglobal("quarantine", "list", "--json").json
    (item,) = [item for item in found["failed"] if item["source"] == str(poem)]
    shown = goglobal("quarantine", "show", item["id"])
    by_path = goglobal("quarantine", "show", poem, "--json")

    assert again.code == 1
    assert f"failed: {poem}: still in quarantine: kind 'poem' is not one of" in again.err
    assert (listed.code, listed.out.splitlines()[-1], found["total"]) == (0, "2 in quarantine", 2)
    assert re.search(rf"^{item['id']}  \d{{4}}-\d\d-\d\d  {re.escape(str(poem))}  kind 'poem'", listed.out, re.M)
    assert (item["times"], item["size"]) == (2, len(BAD))
    assert f"hash: {item['hash']}" in shown.out
    assert by_path.json == item

    failing = goglobal("quarantine", "retry", item["id"], "--json")
    line, report = map(json.loads, failing.out.splitlines())
    assert failing.code == 1
    assert (line["outcome"], line["remembered"], len(report["failed"])) == ("failed", False, 1)

    poem.write_text(BAD.replace("poem", "policy"))
    mended = goglobal("quarantine", "retry", poem)
    assert (mended.code, mended.err) == (0, "")
    assert re.match(r"added  poem-\w{8}  Nutmeg levy\nadded: 1, updated: 0, unchanged: 0, failed: 0 \(", mended.out)

    cleared = goglobal("quarantine", "clear", "--all", "--json")
    assert (cleared.code, cleared.json) == (0, {"cleared": 1})
    assert goglobal("quarantine", "list").out == "0 in quarantine\n"
    assert (folder / "blank.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "nothing"), 1, "There is no 'nothing' in quarantine"),
        (("retry",), 2, "say --all"),
        (("retry", "--all", "nothing"), 2, "say --all"),
        (("clear", "nothing"), 1, "`goglobal quarantine list` shows all"),
    ],
)
def test_wrong_calls_say_what_to_do(
    quarantined: tuple[Goglobal, Path], arguments: tuple[str, ...], code: int, words: str
) -> None:
    outcome = quarantined[0]("quarantine", *arguments)

    assert outcome.code == code
    assert words in outcome.words


def test_a_retry_from_another_folder_finds_what_was_named_from_this_one(
    tmp_path: Path, make_data_dir: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    goglobal = Goglobal(make_data_dir("data"))
    (tmp_path / "papers").mkdir()
    (tmp_path / "elsewhere").mkdir()
    with ZipFile(tmp_path / "papers" / "pack.zip", "w") as pack:
        pack.writestr("poem.md", BAD)
    (tmp_path / "papers" / "poem.md").write_text(BAD.replace("Nutmeg", "Mace"))
    monkeypatch.chdir(tmp_path)
    assert goglobal("ingest", "papers").code == 1

    monkeypatch.chdir(tmp_path / "elsewhere")
    retried = goglobal("quarantine", "retry", "--all")

    assert retried.err.count("kind 'poem' is not one of") == 2
    assert "no longer there" not in retried.err
