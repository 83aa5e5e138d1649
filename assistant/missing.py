"""What of a file was not read, or read with doubt, though the rest of it was taken in: told to whoever gave the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from assistant.domain import Access


class MissingKind(StrEnum):
    """Kinds of what may be missing, for programs."""

    SCANNED_PAGES = "scanned_pages"
    """Pages without words, most likely pictures."""
    GARBLED_PAGES = "garbled_pages"
    """Pages whose fonts do not say which letters they show."""
    DAMAGED_PAGES = "damaged_pages"
    DOUBTFUL_PAGES = "doubtful_pages"
    """Pages that text recognition is unsure of."""
    HIDDEN_WORDS = "hidden_words"
    """Words that nobody sees who looks at the file."""
    HIDDEN_PARTS = "hidden_parts"
    """Sheets, rows, columns or slides that are set to be hidden."""
    NO_RESULTS = "no_results"
    """Formulas whose results are not stored."""
    GUESSED_ENCODING = "guessed_encoding"
    UNREAD_ATTACHMENTS = "unread_attachments"


OF_THE_FILE = frozenset({MissingKind.HIDDEN_WORDS, MissingKind.HIDDEN_PARTS, MissingKind.UNREAD_ATTACHMENTS})
"""What tells of the file and not of the text that was made of it: names of hidden sheets are not for every reader."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, in whole sentences that say what to do."""

    kind: MissingKind
    en: str
    zh: str

    def within(self, name: str) -> Missing:
        """The same of a file that lies within the file."""
        return replace(self, en=f"in {name}: {self.en}", zh=f"{name}：{self.zh}")

    def values(self) -> dict[str, str]:
        """As it is stored and sent."""
        return {key: str(value) for key, value in asdict(self).items()}


def missing_from(stored: Sequence[Mapping[str, Any]] | None) -> tuple[Missing, ...]:
    """What was stored by :meth:`Missing.values`."""
    return tuple(Missing(MissingKind(each["kind"]), each["en"], each["zh"]) for each in stored or ())


def told_to(access: Access, missing: Sequence[Missing]) -> tuple[Missing, ...]:
    """What a reader is told: doubt about the text that is read; staff are told of all that the file holds beside it."""
    return tuple(each for each in missing if access is Access.STAFF or each.kind not in OF_THE_FILE)
