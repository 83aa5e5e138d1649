"""What goes wrong when documents are taken in."""

from __future__ import annotations

from assistant.errors.base import AdvisoryError


class IngestError(AdvisoryError):
    """A source could not be taken in."""


class SourceNotFound(IngestError):
    """The path or address does not exist."""

    exit_code = 2

    def __init__(self, source: str, reason: str = "no such file or folder. Check the path") -> None:
        self.source = source
        super().__init__(f"{source}: {reason}.")


class PurgedMeanwhile(IngestError):
    """A document was deleted for good after what is to be stored of it had been begun to be read."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        super().__init__(
            f"{document_id}: was deleted for good while it was being taken in. Take it in again if that is wanted."
        )


class FetchFailed(IngestError):
    """An address of the web gave no document."""

    def __init__(self, address: str, reason: str, advice: str, *, status: int | None = None) -> None:
        self.address = address
        self.reason = reason
        self.advice = advice
        self.status = status
        """HTTP status that the server answered with, if it did."""
        super().__init__(f"{address}: {reason}. {advice}")


class UnreadableDocument(IngestError):
    """The file exists, but its words cannot be had."""

    def __init__(self, source: str, reason: str, advice: str = "") -> None:
        self.source = source
        self.reason = reason
        self.advice = advice
        super().__init__(f"{source}: {reason}." + (f" {advice}" if advice else ""))


class InvalidMetadata(IngestError):
    """Front matter, manifest or flags that do not hold; all problems at once."""

    def __init__(self, source: str, problems: list[str]) -> None:
        self.source = source
        self.problems = problems
        super().__init__(f"{source}: " + "; ".join(problems))


class InvalidManifest(InvalidMetadata):
    """A manifest that does not hold: nothing was done."""

    exit_code = 2

    def __init__(self, source: str, problems: list[str], advice: str = "Mend the manifest and run this again") -> None:
        self.advice = advice
        super().__init__(source, problems)

    def __str__(self) -> str:
        return f"The manifest {self.source} does not hold: {'; '.join(self.problems)}. {self.advice}."


class CircularSuperseding(IngestError):
    """A document would come to replace itself, over others or at once."""

    exit_code = 2

    def __init__(self, circle: list[str]) -> None:
        self.circle = circle
        super().__init__(
            f"{' is replaced by '.join(map(repr, circle))}: a document cannot come to replace itself. Say which one holds now."
        )


class ReadersFailed(IngestError):
    """The processes that read files cannot be started: no file's fault."""

    def __init__(
        self,
        reason: str,
        *,
        advice: str = "Free memory or processes, or give readers more memory with GOGLOBAL_INGEST_MEMORY_MB, and run the "
        "command again; what was reported as done is kept.",
    ) -> None:
        self.reason = reason
        super().__init__(f"A process that reads files cannot be started: {reason}. {advice}")


class UploadError(IngestError):
    """An upload was not taken; nothing of it is kept."""


class UploadTooLarge(UploadError):
    """An upload has more bytes, or more files, than it may have."""


class UploadNotTaken(UploadError):
    """What was sent is no form with files, or a file of it is of a kind that no reader reads."""


class InvalidUpload(UploadError):
    """Fields, file names or the form itself do not hold; all problems at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))
