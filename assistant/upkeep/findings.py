"""What a check found, in words for whoever keeps the installation running."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

NAMED = 5
"""Examples that a finding names."""


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    NOTE = "note"
    """Worth knowing; nothing is wrong."""
    NOT_CHECKED = "not_checked"
    WRONG = "wrong"


class Repair(StrEnum):
    """What ``--fix`` does about a finding. Nothing writes into an index but the follower."""

    NOTHING = "nothing"
    APPLY_AGAIN = "apply_again"
    """The documents concerned are put into the change log once more, and the follower applies them."""
    REBUILD = "rebuild"
    """Both indexes are deleted and built anew from the catalogue."""
    PRUNE = "prune"
    """Rows or files that nothing uses are deleted."""
    BYTES = "bytes"
    """Kept bytes are taken from where they are whole, deleted where nothing needs them, or noted as lost."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    what: str
    """What was seen, as a sentence."""
    means: str = ""
    """What follows from it for users."""
    fix: str = ""
    """What ``--fix`` would do, or what a person must do."""
    repair: Repair = Repair.NOTHING
    documents: tuple[int, ...] = ()
    """Numbers of the documents to apply again."""


def named(things: Sequence[str]) -> str:
    """The first few of some names, and how many there are more."""
    shown = ", ".join(things[:NAMED])
    return shown if len(things) <= NAMED else f"{shown} and {len(things) - NAMED:,} more"
