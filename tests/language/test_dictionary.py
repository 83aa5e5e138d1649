"""The dictionary: its words, and the file that it is kept in."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.language.dictionary import KEPT, LEAST, Dictionary, Translation, clean_sense


@pytest.mark.parametrize(
    ("word", "sense"),
    [("补贴", "subsidize"), ("关税", "tariff"), ("仓库", "warehouse"), ("电池", "battery"), ("出口", "export")],
)
def test_chinese_words_have_english_senses(dictionary: Dictionary, word: str, sense: str) -> None:
    assert sense in {translation.words for translation in dictionary.in_english(word)}


@pytest.mark.parametrize(("term", "word"), [("tariff", "关税"), ("batteri", "电池")])
def test_english_terms_have_chinese_words(dictionary: Dictionary, term: str, word: str) -> None:
    assert word in {translation.words for translation in dictionary.in_chinese(term)}


@pytest.mark.parametrize(
    ("word", "likeliest"),
    [("公司", "company"), ("电池", "battery"), ("工厂", "factory"), ("政府", "government"), ("银行", "bank")],
)
def test_the_likeliest_english_comes_first(dictionary: Dictionary, word: str, likeliest: str) -> None:
    assert dictionary.in_english(word)[0].words == likeliest


@pytest.mark.parametrize(
    ("term", "likeliest"),
    [("compani", "公司"), ("tariff", "关税"), ("batteri", "电池"), ("bank", "银行"), ("govern", "政府")],
)
def test_the_likeliest_chinese_comes_first(dictionary: Dictionary, term: str, likeliest: str) -> None:
    assert dictionary.in_chinese(term)[0].words == likeliest


@pytest.mark.parametrize("word", ["补贴", "打", "公司", "关税", "水", "工厂", "税"])
def test_translations_are_few_and_their_probabilities_fall_and_sum_to_at_most_one(
    dictionary: Dictionary, word: str
) -> None:
    shares = [translation.probability for translation in dictionary.in_english(word)]
    assert shares == sorted(shares, reverse=True)
    assert 0 < len(shares) <= KEPT
    assert min(shares) >= LEAST
    # They are kept with three digits.
    assert sum(shares) <= 1 + KEPT * 0.0005


@pytest.mark.parametrize("term", ["subsidi", "duti", "water", "plant", "tax", "market"])
def test_probabilities_of_chinese_words_fall_and_sum_to_at_most_one(dictionary: Dictionary, term: str) -> None:
    shares = [translation.probability for translation in dictionary.in_chinese(term)]
    assert shares == sorted(shares, reverse=True)
    assert 0 < len(shares) <= KEPT
    assert min(shares) >= LEAST
    # They are kept with three digits.
    assert sum(shares) <= 1 + KEPT * 0.0005


def test_common_words_are_common_in_both_languages(dictionary: Dictionary) -> None:
    assert dictionary.commonness("the") > dictionary.commonness("company") > dictionary.commonness("countervailing")
    assert dictionary.commonness("的") > dictionary.commonness("公司") > dictionary.commonness("反倾销")
    assert 6.5 < dictionary.commonness("的") < 8
    assert 6.5 < dictionary.commonness("the") < 8


def test_of_several_words_the_rarest_tells_how_common_they_are(dictionary: Dictionary) -> None:
    assert dictionary.commonness("the tariff") == dictionary.commonness("tariff")
    assert dictionary.commonness("the nosuchword") == dictionary.commonness("nosuchword") == 1.0


def test_proper_names_come_after_common_words(dictionary: Dictionary) -> None:
    # 高 is a surname too, and 阿里 a place in Tibet; a reading with a capital pinyin is a name.
    assert dictionary.in_english("高")[0].words in {"high", "tall"}


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
    found: list[tuple[Translation, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(dictionary.in_english("仓库"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


BUILD = """
import os, sqlite3, sys
from pathlib import Path
from assistant.language.dictionary import Dictionary

folder, name = Path(sys.argv[1]), sys.argv[2]
folder.mkdir()
half = sqlite3.connect(folder / f"{name}.{os.getpid()}.tmp")
half.execute("CREATE TABLE zh (word TEXT)")
half.close()
Dictionary(folder)
"""


def test_what_a_killed_process_of_the_same_number_left_is_not_in_the_way(
    dictionary: Dictionary, tmp_path: Path
) -> None:
    # In a container, a program that is started again has the number that it had before.
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path / "cache"), dictionary.fingerprint], check=True)
    assert Dictionary(tmp_path / "cache").in_english("仓库")
    assert [file.suffix for file in (tmp_path / "cache").iterdir()] == [".sqlite"]
