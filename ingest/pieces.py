"""What a reader makes of a file: pieces of text in reading order, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain import BlockKind
from assistant.missing import Missing


@dataclass(frozen=True, slots=True)
class Piece:
    """One structural piece before it has a place in a document's text.

    ``text`` is plain: no markup, no line breaks inside a sentence. For a row, ``cells`` holds the cells' texts and
    ``text`` is empty; the assembler joins them.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    """Depth of a heading, from 1; 0 for everything else."""
    group: int | None = None
    """Number of the list or table within the file, so that it can be found whole."""
    page: int | None = None
    page_label: str | None = None
    """How the document itself numbers the page, such as ``iv`` or ``A-3``, where that differs."""
    speaker: str | None = None
    time: str | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's pieces, and the properties that it states of itself (title, author, dates)."""

    pieces: tuple[Piece, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    """Stated properties: any of ``title``, ``publisher``, ``published``, ``language``.

    ``shown_title`` is what a first page shows in its largest letters, or a sheet above its table, for want of a stated
    title.

    Also ``author`` and ``created`` (an ISO date) of office files, which need not be publisher and date of publication.
    """
    front_matter: Mapping[str, object] | None = None
    """The parsed YAML head, unchecked, for formats that have one."""
    named_by_file: bool = False
    """Whether the file's name says better what it is than its first words, as with tables."""
    missing: tuple[Missing, ...] = ()
    """What of the file was not read, or with doubt, when the rest of it was."""
