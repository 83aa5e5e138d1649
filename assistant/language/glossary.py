"""The trade's own terms and names in both languages, read from ``glossary.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

GLOSSARY = Path(__file__).parent / "glossary.tsv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with all its names, the usual one first."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    kind: str


@lru_cache(maxsize=1)
def load_glossary() -> tuple[Entry, ...]:
    """All entries of the glossary that comes with the product."""
    entries = []
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            zh, en, kind = line.split("\t")
            entries.append(Entry(_names(zh), _names(en), kind.strip()))
    return tuple(entries)


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(" | ") if name.strip())
