"""Files under the SHA-256 of their bytes: the same bytes lie there once, whole or not at all, whatever they are called."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

DRAFT = "draft-"
"""What the name of a file begins with that is being written."""
PENDING = "pending-"
DAMAGED = ".damaged"
"""What the name of a file ends with whose bytes are no longer what they were."""
_HASH = re.compile(r"[0-9a-f]{64}")


class HashedFiles:
    """A folder of them, in folders named by the first two digits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """Where bytes lie, or would lie."""
        return self.folder / name[:2] / name

    def names(self) -> set[str]:
        """Hashes of all that lies there."""
        return {path.name for path in self.folder.glob("??/*") if _HASH.fullmatch(path.name)}

    def drafts(self) -> Iterator[Path]:
        """What is being written, or was by a process that is gone."""
        return self.folder.glob(f"??/{DRAFT}*")

    def damaged(self) -> Iterator[Path]:
        """What was put aside."""
        return self.folder.glob(f"??/*{DAMAGED}")

    def pending(self, name: str) -> Path:
        """A file that is there while bytes are kept whose need is not noted yet: what a killed process leaves tells of them."""
        return self.path(name).with_name(PENDING + name)

    def all_pending(self) -> set[str]:
        """Hashes of all bytes of which that holds."""
        return {path.name.removeprefix(PENDING) for path in self.folder.glob(f"??/{PENDING}*")}

    def is_whole(self, name: str) -> bool:
        """Whether bytes are there, and are what they were."""
        try:
            with self.path(name).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == name
        except FileNotFoundError:
            return False

    def write(self, name: str, content: bytes) -> None:
        """Keep bytes whose hash is known."""
        draft = self._draft(name)
        try:
            with draft.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError:  # a full disk should not hold the half of it as well
            draft.unlink(missing_ok=True)
            raise
        draft.replace(self.path(name))

    def link(self, name: str, other: Path) -> bool:
        """Let bytes that lie elsewhere on the same disk lie here too, without a copy; False where the disk cannot do that."""
        draft = self._draft(name)
        try:
            os.link(other, draft)
        except OSError:
            return False
        # Renaming one link over another of the same file does nothing, and leaves the first.
        draft.replace(self.path(name))
        draft.unlink(missing_ok=True)
        return True

    def delete(self, name: str) -> bool:
        """Delete bytes; whether they were there."""
        try:
            self.path(name).unlink()
        except FileNotFoundError:
            return False
        return True

    def put_aside(self, name: str) -> None:
        """Give bytes that are no longer what they were another name: they are not shown, and not lost."""
        with contextlib.suppress(FileNotFoundError):
            self.path(name).replace(self.path(name).with_name(name + DAMAGED))

    def _draft(self, name: str) -> Path:
        folder = self.path(name).parent
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{DRAFT}{secrets.token_hex(8)}"


def is_linked(one: Path, other: Path) -> bool:
    """Whether two names stand for one file on the disk."""
    try:
        return os.path.samefile(one, other)
    except FileNotFoundError:
        return False
