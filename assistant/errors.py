"""Everything that can go wrong on purpose, in one tree.

AdvisoryError
├── SettingsError              a setting has a wrong value
├── IngestError
│   ├── SourceNotFound         no such file, folder or address
│   ├── FetchFailed            an address gave no document: refused, gone, too large or too slow
│   ├── UnreadableDocument     damaged, encrypted, empty or not of a known format
│   ├── InvalidMetadata        front matter or flags that do not hold
│   │   └── InvalidManifest    a manifest that does not hold
│   ├── CircularSuperseding    a document would come to replace itself
│   ├── PurgedMeanwhile        deleted for good while it was being taken in
│   ├── ReadersFailed          the processes that read files cannot be started
│   └── UploadError
│       ├── UploadTooLarge     more bytes than an upload may have
│       ├── UploadNotTaken     not a form with files, or a file of a kind that no reader reads
│       └── InvalidUpload      fields, names or form that do not hold
├── CatalogueError
│   ├── DataFolderError        the data folder cannot be used
│   ├── CatalogueUnreachable   the database server does not answer, or refuses
│   ├── UnknownDocument
│   ├── NothingToCompare       a document that has only one version
│   ├── PurgedDocument         deleted for good: its words are no longer kept
│   ├── UnknownMeasure
│   ├── WrongCorrection        of a measure: not a field, or not such a value
│   ├── UnknownConversation
│   ├── UnknownTurn
│   ├── ConversationBusy       too many questions at once in one conversation
│   ├── RequestReused          the id of a request has come with another question
│   ├── UnknownJob
│   ├── JobOver                it has ended, and cannot be cancelled any more
│   ├── UnknownFailure         nothing of this id is in quarantine
│   ├── UnknownSiteKey
│   ├── UnknownEnquiry
│   ├── TooManyEnquiries       a conversation has been passed on often enough
│   └── HandoverOff            this installation passes nothing on to people
├── InvalidOrigin              not the address of a site
├── BackupError                a backup that cannot be written, read or put back
├── UpkeepBusy                 a backup, a restore or a repair is under way
├── IndexBusy                  another process holds the indexes and does not answer
├── GlossaryError              the user's glossary cannot be read as text
├── QuestionError              an empty or far too long question
├── MeasureCallError           what was asked of measures cannot be
├── RewriterFailed             a model gave no usable standalone question
├── RerankerFailed             the second stage of retrieval gave no usable answer
└── ServerUnreachable          a running server did not answer as it should

Each error carries what it is about as attributes; its message says what to do next.
"""

from __future__ import annotations

import shutil
from enum import StrEnum
from pathlib import Path


class AdvisoryError(Exception):
    """Base of all errors that the product raises on purpose."""

    exit_code = 1
    """What a command exits with: 1 when the job failed, 2 when the call itself was wrong."""


class SettingsError(AdvisoryError):
    """A setting has a value that cannot be used."""

    exit_code = 2

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class GlossaryError(AdvisoryError):
    """The user's glossary cannot be read as text; broken lines are no error, they are left out and named."""

    exit_code = 2

    def __init__(self, path: Path, reason: str, advice: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"The glossary {path} {reason}. {advice}, or leave GOGLOBAL_GLOSSARY out.")


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


class UnknownConversation(CatalogueError):
    """No conversation has this id."""

    def __init__(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        super().__init__(f"There is no conversation {conversation_id!r}. Leave the id out to begin a new one.")


class ConversationBusy(CatalogueError):
    """Another question of the conversation is still being answered."""

    def __init__(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        super().__init__(
            "Other questions of this conversation are still being answered, and this one was not taken. Send it again when "
            "they are. 此对话的其他问题仍在回答，这个问题未被受理，请稍后再发。"
        )


class UnknownTurn(CatalogueError):
    """The conversation has no turn of this number."""

    def __init__(self, conversation_id: str, number: int) -> None:
        self.conversation_id = conversation_id
        self.number = number
        super().__init__(f"Conversation {conversation_id!r} has no turn {number}. Its answers say their numbers.")


class RequestReused(CatalogueError):
    """A request id came again with another question, or with other files."""

    def __init__(self, request: str, *, sent: str = "question") -> None:
        self.request = request
        super().__init__(f"The request {request!r} has come before with another {sent}. Make a new id for each {sent}.")


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


class UnknownSiteKey(CatalogueError):
    """No site key of this id, or none that is not revoked."""

    def __init__(self, key_id: str) -> None:
        self.key_id = key_id
        super().__init__(f"There is no site key {key_id!r}. `goglobal keys list` shows all.")


class InvalidOrigin(AdvisoryError):
    """What was given is not the origin of a site."""

    exit_code = 2

    def __init__(self, origin: str) -> None:
        self.origin = origin
        super().__init__(
            f"{origin!r} is not an origin. Write scheme and host alone, such as https://www.partner.example."
        )


class UnknownEnquiry(CatalogueError):
    """No enquiry has this id."""

    def __init__(self, enquiry_id: str) -> None:
        self.enquiry_id = enquiry_id
        super().__init__(f"There is no enquiry {enquiry_id!r}. `goglobal enquiries list` shows all.")


class TooManyEnquiries(CatalogueError):
    """A conversation has been passed on as often as it may be."""

    def __init__(self, conversation_id: str, most: int) -> None:
        self.conversation_id = conversation_id
        self.most = most
        super().__init__(
            f"This conversation has been passed on {most} times already; the staff have it. Begin a new conversation for "
            f"another matter. 此对话已转交{most}次，工作人员已收到；如有其他问题，请新开对话。"
        )


class HandoverOff(CatalogueError):
    """This installation has nobody to pass enquiries on to."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody takes enquiries here (GOGLOBAL_HANDOVER is off), and nothing has been kept. "
            "此处未开通人工服务，未保存任何内容。"
        )


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


class QuestionError(AdvisoryError):
    """The question is empty or longer than an adviser can read."""

    exit_code = 2


class MeasureCallError(AdvisoryError):
    """What was asked of measures cannot be: a figure that is none, dates upside down, a programme that nobody knows."""

    exit_code = 2

    def __init__(self, *, en: str, zh: str) -> None:
        self.said = {"en": en, "zh": zh}
        super().__init__(f"{en} {zh}")


class RerankerFailed(AdvisoryError):
    """The second stage of retrieval gave no usable answer; what the first stage found stays as it is."""

    def __init__(self, reranker: str, reason: str) -> None:
        self.reranker = reranker
        self.reason = reason
        super().__init__(f"The reranker {reranker} {reason}.")


class ModelFault(StrEnum):
    """How a chat model failed."""

    UNAUTHORISED = "unauthorised"
    UNKNOWN_MODEL = "unknown_model"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    """It answered with an error of its own."""
    REJECTED = "rejected"
    """It did not take the request."""
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    CUT_OFF = "cut_off"
    """The connection ended in the middle."""
    TOO_LONG = "too_long"
    """It did not come to an end."""
    INVALID = "invalid"
    """What came was not what the protocol says."""
    EMPTY = "empty"
    REFUSED = "refused"
    OVER_BUDGET = "over_budget"
    BUSY = "busy"
    """As many requests as are allowed were running already."""
    PAUSED = "paused"
    """It failed again and again and is left alone for a while."""


class ModelFailed(AdvisoryError):
    """A chat model gave no usable text, or broke off in it."""

    def __init__(self, model: str, fault: ModelFault, reason: str, *, retry_after: float | None = None) -> None:
        self.model = model
        self.fault = fault
        self.reason = reason
        self.retry_after = retry_after
        """Seconds after which the provider wants to be asked again."""
        super().__init__(f"The chat model {model} {reason}.")


class RewriterFailed(AdvisoryError):
    """A model gave no usable standalone question; the one that is made without it stands."""

    def __init__(self, rewriter: str, reason: str) -> None:
        self.rewriter = rewriter
        self.reason = reason
        super().__init__(f"The rewriter {rewriter} {reason}.")


class ServerUnreachable(AdvisoryError):
    """A running server was expected and did not answer as it should."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(f"The server at {address} {reason}.")
