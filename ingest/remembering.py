"""What failed before is not read again while it is the same: the quarantine, as a run of the pipeline uses it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from assistant.catalogue.quarantine import FailedSource, Quarantine, Quarantined
from ingest.archives import FoundFile
from ingest.places import Place
from ingest.readers.ocr import has_ocr
from ingest.report import Failure


class Remembered:
    """The failures of earlier runs, for one run."""

    def __init__(
        self, quarantine: Quarantine | None, *, flags: Mapping[str, Any], flags_hash: str, again: bool
    ) -> None:
        """``again``: read everything, whatever is remembered of it."""
        self._quarantine = quarantine
        self._sources = set() if quarantine is None else set(quarantine.sources())
        self._flags = flags
        # With text recognition at hand, what failed for want of it may be read.
        self._state = hashlib.sha256(f"{flags_hash} {has_ocr()}".encode()).hexdigest()
        self._again = again

    def same(self, found: FoundFile, *, file_hash: str | None = None) -> Quarantined | None:
        """The failure of this very file, if it failed before: told by size and time, or by its bytes."""
        if self._again or self._quarantine is None or found.source not in self._sources:
            return None
        known = self._quarantine.find(found.source)
        if known is None or known.failed.flags_hash != self._state:
            return None
        if file_hash is not None:
            return known if known.failed.file_hash == file_hash else None
        untouched = (known.failed.size, known.failed.modified_ns) == (found.size, found.modified_ns)
        return known if untouched else None

    def keep(
        self,
        place: Place,
        failure: Failure,
        found: FoundFile | None = None,
        *,
        file_hash: str | None = None,
        lasting: bool = False,
    ) -> None:
        """Put a failure into quarantine; a ``lasting`` one is of the bytes alone, and need not be tried again."""
        if self._quarantine is None:
            return
        source = place.source_of(failure) if found is None else found.source
        self._sources.add(source)
        self._quarantine.note(
            FailedSource(
                source=source,
                path=str(place.path) if place.file is None else "",
                reason=failure.reason,
                advice=failure.advice,
                flags=self._flags,
                flags_hash=self._state if lasting else "",
                size=None if found is None else found.size,
                modified_ns=None if found is None else found.modified_ns,
                file_hash=file_hash,
                file=place.file,
            )
        )

    def clear(self, source: str) -> None:
        """A source that was taken in leaves the quarantine."""
        if self._quarantine is not None and source in self._sources:
            self._quarantine.clear([source])
            self._sources.discard(source)
