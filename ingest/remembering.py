"""What failed before is not read again while it is the same: the quarantine, as a run of the pipeline uses it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from assistant.catalogue.quarantine import FailedSource, Quarantine, Quarantined
from ingest.archives import FoundFile, disk_path
from ingest.metadata import Flags, flags_values
from ingest.paths import is_address, shown
from ingest.readers.ocr import has_ocr
from ingest.report import Failure

LOOKED_AT = 64 * 1024 * 1024
"""Bytes of the largest file whose bytes are compared with those that failed; a larger one that was touched is read again."""


class Remembered:
    """The failures of earlier runs, for one run."""

    def __init__(
        self,
        quarantine: Quarantine | None,
        *,
        flags: Callable[[FoundFile], Flags],
        flags_hash: Callable[[FoundFile], str],
        allowance: str,
        again: bool,
    ) -> None:
        """``allowance`` names what a file may take; ``again``: read everything, whatever is remembered of it."""
        self._quarantine = quarantine
        self._sources = set() if quarantine is None else set(quarantine.sources())
        self._flags = flags
        self._flags_hash = flags_hash
        self._allowance = allowance
        self._again = again

    def same(self, found: FoundFile) -> Quarantined | None:
        """The failure of this very file, if it failed before: told by size and time, or else by its bytes.

        Raises:
            IngestError, OSError: its bytes were needed and cannot be had.
        """
        if self._again or self._quarantine is None or found.source not in self._sources:
            return None
        known = self._quarantine.find(found.source)
        if known is None or known.failed.flags_hash != self._state(found) or known.failed.size != found.size:
            return None
        if known.failed.modified_ns == found.modified_ns:
            return known
        if known.failed.file_hash is None or found.size > LOOKED_AT:
            return None
        return known if hashlib.sha256(found.content()).hexdigest() == known.failed.file_hash else None

    def keep(self, failure: Failure, found: FoundFile) -> None:
        """Put a file's failure into quarantine; a lasting one need not be tried again."""
        if self._quarantine is None:
            return
        self._sources.add(found.source)
        disk = disk_path(found)
        self._quarantine.note(
            FailedSource(
                source=found.source,
                path=_lasting(disk) if disk is not None and found.kept is None else "",
                reason=failure.reason,
                advice=failure.advice,
                flags=flags_values(self._flags(found)),
                flags_hash=self._state(found) if failure.lasting else "",
                size=found.size,
                modified_ns=found.modified_ns,
                file_hash=failure.file_hash,
                file=found.kept,
            )
        )

    def keep_unopened(self, failure: Failure, source: str, *, within: FoundFile | None, flags: Flags) -> None:
        """The same of what could not even be found: too large, gone, an entry of an archive that is not unpacked."""
        if self._quarantine is None:
            return
        self._sources.add(source)
        disk = None if within is None else disk_path(within)
        kept = None if within is None else within.kept
        if within is None and not is_address(source):
            disk = Path(failure.source)
        self._quarantine.note(
            FailedSource(
                source=source,
                path=_lasting(disk) if disk is not None and kept is None else "",
                reason=failure.reason,
                advice=failure.advice,
                flags=flags_values(flags),
                flags_hash="",
                file=kept,
            )
        )

    def _state(self, found: FoundFile) -> str:
        # With text recognition at hand, or with more time and memory, what failed for want of them may be read.
        return hashlib.sha256(f"{self._flags_hash(found)} {has_ocr()} {self._allowance}".encode()).hexdigest()

    def clear(self, source: str) -> None:
        """A source that was taken in leaves the quarantine."""
        if self._quarantine is not None and source in self._sources:
            self._quarantine.clear([source])
            self._sources.discard(source)


def _lasting(path: Path) -> str:
    """A path that holds from any folder: a retry may come from another one, or from the server."""
    return shown(Path(os.path.abspath(path)))
