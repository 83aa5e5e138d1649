"""What goes wrong with the data folder, the catalogue, the indexes and their upkeep."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.errors.base import AdvisoryError


class CatalogueError(AdvisoryError):
    """The catalogue cannot do what was asked."""


FULL = 1_000_000
"""Free bytes below which a library that fails to write has met the end of the disk, whatever it says."""
_WRITABLE = "Make the folder writable or set GOGLOBAL_DATA_DIR to another one."
_ROOM = "Free some space and run the command again; nothing that was finished is lost."
_FOLDER_ADVICE = {
    "full": _ROOM,
    "no space": _ROOM,
    "quota": _ROOM,
    "readonly": _WRITABLE,
    "read-only": _WRITABLE,
    "permission": _WRITABLE,
    "unable to open": _WRITABLE,
    "locked": "Another process has been writing for long; try again.",
    "newer": "Update the program.",
    "up to date": "Wait for it, then try again.",
}


class DataFolderError(CatalogueError):
    """The data folder is missing, read-only, full or of a newer program."""

    @classmethod
    def about(cls, data_dir: Path, reason: str) -> DataFolderError:
        """What a reason of the system, or of a library, means for a data folder, and what to do."""
        try:
            full = shutil.disk_usage(data_dir).free < FULL
        except OSError:
            full = False
        if full and "full" not in reason.lower():
            reason = f"the disk is full ({reason})"
        hint = next((advice for word, advice in _FOLDER_ADVICE.items() if word in reason.lower()), "Check the folder.")
        return cls(f"The data folder {data_dir} cannot be used: {reason.rstrip('.')}. {hint}")


class CatalogueUnreachable(CatalogueError):
    """The server that holds the catalogue does not answer, or refuses. What was finished is kept."""

    def __init__(self, address: str, reason: str, advice: str) -> None:
        self.address = address
        self.reason = reason
        self.advice = advice
        super().__init__(f"The catalogue at {address} cannot be used: {reason}. {advice}")


class UnknownDocument(CatalogueError):
    """No document (or no version of it) has this id, or the caller may not read it."""

    def __init__(self, document_id: str, version: int | None = None) -> None:
        self.document_id = document_id
        self.version = version
        name = document_id if version is None else f"{document_id}@{version}"
        super().__init__(f"There is no document {name!r}. `goglobal documents list` shows all.")


class NothingToCompare(CatalogueError):
    """A document has had no other version than the present one."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        super().__init__(f"The document {document_id!r} has only one version: there is nothing to compare it with.")


class PurgedDocument(CatalogueError):
    """The document was deleted for good; its id, number of versions and title are all that is left."""

    def __init__(self, document_id: str, title: str) -> None:
        self.document_id = document_id
        self.title = title
        super().__init__(
            f"The document {title!r} ({document_id}) has been deleted for good, and its words are no longer kept. "
            "此文件已彻底删除，内容不再保存。"
        )


class UnknownMeasure(CatalogueError):
    """No measure of the documents that are served has this id, or the caller may not read it."""

    def __init__(self, measure_id: str) -> None:
        self.measure_id = measure_id
        super().__init__(f"There is no measure {measure_id!r}. `goglobal measures list` shows all.")


class WrongCorrection(CatalogueError):
    """A measure cannot be corrected like that."""

    exit_code = 2

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class UnknownJob(CatalogueError):
    """No job has this id."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        super().__init__(f"There is no job {job_id!r}. `GET /v1/jobs` lists all.")


class JobOver(CatalogueError):
    """A job that has ended cannot be cancelled."""

    def __init__(self, job_id: str, state: str) -> None:
        self.job_id = job_id
        super().__init__(
            f"Job {job_id!r} is {state}: everything has been read. Take documents out with `DELETE /v1/documents/{{id}}`."
        )


class UnknownFailure(CatalogueError):
    """Nothing of this id or source is in quarantine."""

    def __init__(self, failure_id: str) -> None:
        self.failure_id = failure_id
        super().__init__(f"There is no {failure_id!r} in quarantine. `goglobal quarantine list` shows all.")


class BackupError(AdvisoryError):
    """A backup cannot be written, read or put back."""

    def __init__(self, path: Path, reason: str, advice: str) -> None:
        self.path = path
        self.reason = reason
        self.advice = advice
        super().__init__(f"The backup {path} {reason}. {advice}")


class UpkeepBusy(AdvisoryError):
    """A backup, a restore or a repair has the data folder or the catalogue for itself."""

    def __init__(self, place: str, holder: str) -> None:
        self.place = place
        self.holder = holder
        super().__init__(
            f"{place} is taken for upkeep by {holder}. Wait until that is done, then run the command again."
        )


class IndexBusy(AdvisoryError):
    """Another process holds the indexes and has not let go, or not caught up, in time."""
