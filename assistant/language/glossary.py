"""The trade's own terms and names in both languages: those that come with the product, and a user's own.

Both are files of lines ``zh <TAB> en <TAB> kind``, names separated by ``|``, the usual one first. How a text is cut into
words rests on the glossary, so there is one of them in a process: :func:`use_glossary` is called where the parts are put
together (docs/decisions/0007-one-glossary-in-a-process.md).
"""

from __future__ import annotations

import codecs
import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.errors import GlossaryError
from assistant.language.script import has_han

BUILT_IN = Path(__file__).parent / "glossary.tsv"

KINDS = frozenset(
    "battery body charging company customs finance general labour legal logistics market person place policy programme "
    "service software tax trade unit vehicle".split()
)
"""What an entry may be. Names of a ``place`` mean the country that one of them names; of some kinds, the things must be named by the
documents that a question on them is answered from (``assistant/answering/concepts.py``)."""

LOGGED = 10
"""Broken lines that are logged one by one."""

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with all its names, the usual one first."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line that could not be taken."""

    path: Path
    number: int
    """Counted from 1."""
    reason: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.number}: {self.reason}"


@dataclass(frozen=True, eq=False)
class Glossary:
    """All entries, a user's own first. Equal only to itself, so that what is made of it can be kept by it."""

    entries: tuple[Entry, ...]
    own: int
    """How many of them are the user's."""
    broken: tuple[BrokenLine, ...]
    fingerprint: str
    """Equal ones hold equal entries."""


def read_entries(path: Path) -> tuple[tuple[Entry, ...], tuple[BrokenLine, ...]]:
    """Entries of a file and the lines that are none. UTF-8 with or without a byte order mark, any line ends.

    Raises:
        GlossaryError: the file cannot be read as text.
    """
    entries: list[Entry] = []
    broken: list[BrokenLine] = []
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        entry = _entry(line)
        if isinstance(entry, str):
            broken.append(BrokenLine(path, number, entry))
        else:
            entries.append(entry)
    return tuple(entries), tuple(broken)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise GlossaryError(path, "does not exist", "Check the path") from error
    except IsADirectoryError as error:
        raise GlossaryError(path, "is a folder", "Give the path of the file itself") from error
    except OSError as error:
        raise GlossaryError(path, f"cannot be read ({error.strerror})", "Check its permissions") from error
    if content.startswith(UTF_16):
        raise GlossaryError(path, "is UTF-16", "Save it as UTF-8, without changing anything else")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise GlossaryError(
            path, f"is not UTF-8 (line {line}); it may be GBK", "Save it as UTF-8 (in Excel: Unicode text, then UTF-8)"
        ) from error
    # Line numbers are those that an editor shows: a rare separator inside a name does not end a line.
    return re.sub("[\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text)


def _entry(line: str) -> Entry | str:
    """The entry of a line, or what is wrong with it."""
    cells = line.split("\t")
    while len(cells) > 3 and not cells[-1].strip():
        cells.pop()
    if len(cells) < 2:
        return "has no tab; write Chinese names, a tab, English names, a tab and the kind"
    if len(cells) > 3:
        return f"has {len(cells)} columns; 3 are expected: Chinese names, English names, kind"
    zh, en = _names(cells[0]), _names(cells[1])
    kind = (cells[2].strip().casefold() if len(cells) == 3 else "") or "general"
    if not zh:
        return "has no Chinese name"
    if not en:
        return "has no English name"
    if wrong := next((name for name in (*zh, *en) if not re.search(r"\w", name)), None):
        return f"{wrong!r} has neither letters nor digits"
    if any(map(has_han, en)):
        return f"has Chinese characters among the English names ({next(filter(has_han, en))}); are the columns swapped?"
    if kind not in KINDS:
        return f"{kind!r} is no kind; known are {', '.join(sorted(KINDS))}"
    return Entry(zh, en, kind)


def _names(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in cell.split("|") if name.strip()))


def make_glossary(own: Sequence[Entry] = (), broken: tuple[BrokenLine, ...] = ()) -> Glossary:
    """The glossary of a user's own entries and of those that come with the product.

    What a user says comes first wherever the first one wins; the ways of the product stay beside it.
    """
    entries = (*own, *_built_in())
    fingerprint = hashlib.sha256(repr(entries).encode()).hexdigest()[:16]
    return Glossary(entries, len(own), broken, fingerprint)


@lru_cache(maxsize=1)
def _built_in() -> tuple[Entry, ...]:
    entries, broken = read_entries(BUILT_IN)
    if broken:
        raise ValueError(f"the glossary of the product is broken: {broken[0]}")
    return entries


_current: Glossary | None = None


def current_glossary() -> Glossary:
    """The glossary that this process goes by."""
    return _current or use_glossary(None)


def use_glossary(path: Path | None) -> Glossary:
    """Go by the product's glossary and a user's file from here on; lines that are broken are left out and logged.

    Raises:
        GlossaryError: the file cannot be read as text.
    """
    global _current
    own, broken = read_entries(path) if path is not None else ((), ())
    glossary = make_glossary(own, broken)
    if _current is not None and (_current.fingerprint, _current.broken) == (glossary.fingerprint, broken):
        return _current
    for line in broken[:LOGGED]:
        log.warning("%s. The line is left out.", line)
    if len(broken) > LOGGED:
        log.warning("%d further lines are broken: `goglobal glossary check %s` shows all.", len(broken) - LOGGED, path)
    if path is not None and not own and not broken:
        log.warning("%s holds no entries.", path)
    _current = glossary
    return glossary
