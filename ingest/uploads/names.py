"""Names of uploaded files. They are shown and stored, and never become a path."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from assistant.errors import InvalidUpload, UploadNotTaken
from ingest.paths import ARCHIVES
from ingest.readers.formats import REFUSED_SUFFIXES, SUFFIXES

LONGEST = 200
"""Characters of a name; the middle of a longer one is left out."""
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Characters that nobody sees, among them those that turn the direction of a line around."""


def cleaned(raw: str) -> str:
    """The name of a file without folders, and without characters that deceive whoever reads it.

    Raises:
        InvalidUpload: nothing is left of it.
    """
    last = raw.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", last)
        if character.isspace() or unicodedata.category(character) not in _UNSEEN
    )
    name = " ".join(seen.split()).strip(". ")
    if not name:
        raise InvalidUpload([f"{raw[:80]!r} is no name of a file; give the file one with its suffix, such as act.pdf"])
    if len(name) > LONGEST:
        suffix = PurePosixPath(name).suffix[:12]
        name = f"{name[: LONGEST - len(suffix) - 1]}…{suffix}"
    return name


def check_kind(name: str) -> None:
    """Refuse at once what no reader reads, by its name; what the content is, the readers decide.

    Raises:
        UploadNotTaken: the suffix stands for no format that is read.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in SUFFIXES or suffix in ARCHIVES:
        return
    known = ", ".join(sorted({found[1:] for found in (*SUFFIXES, *ARCHIVES)}))
    if suffix in REFUSED_SUFFIXES:
        raise UploadNotTaken(
            f"{name}: {suffix} files are not read. Save it as .docx, .xlsx, .pptx or PDF, without macros, and upload that."
        )
    raise UploadNotTaken(f"{name}: its name does not say of which format it is. Files that are read end in: {known}.")
