"""Which document a file is."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from assistant.catalogue.uploads import PREFIX
from assistant.errors import InvalidMetadata
from ingest.paths import shown


def claim(owners: dict[str, Path], document_id: str, path: Path) -> None:
    """Note the file that an id belongs to in this run.

    Raises:
        InvalidMetadata: another file of this run has it already.
    """
    first = owners.setdefault(document_id, path)
    if first.resolve() != path.resolve():
        raise InvalidMetadata(shown(path), [f"id {document_id!r} is already that of {shown(first)}; give it another"])


def id_for(source: str) -> str:
    """An id for a file that states none: its name, and a short hash of where it lies."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(source.removeprefix(PREFIX)).stem.lower()).strip("-")[:60] or "document"
    return f"{name}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"
