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
├── ModelFailed                a chat model gave no usable text, or broke off in it
├── RewriterFailed             a model gave no usable standalone question
├── RerankerFailed             the second stage of retrieval gave no usable answer
└── ServerUnreachable          a running server did not answer as it should

Each error carries what it is about as attributes; its message says what to do next.
"""

from __future__ import annotations

from assistant.errors.base import AdvisoryError, GlossaryError, SettingsError
from assistant.errors.failing import (
    ModelFailed,
    ModelFault,
    RerankerFailed,
    RewriterFailed,
    ServerUnreachable,
)
from assistant.errors.ingesting import (
    CircularSuperseding,
    FetchFailed,
    IngestError,
    InvalidManifest,
    InvalidMetadata,
    InvalidUpload,
    PurgedMeanwhile,
    ReadersFailed,
    SourceNotFound,
    UnreadableDocument,
    UploadError,
    UploadNotTaken,
    UploadTooLarge,
)
from assistant.errors.storing import (
    BackupError,
    CatalogueError,
    CatalogueUnreachable,
    DataFolderError,
    IndexBusy,
    JobOver,
    NothingToCompare,
    PurgedDocument,
    UnknownDocument,
    UnknownFailure,
    UnknownJob,
    UnknownMeasure,
    UpkeepBusy,
    WrongCorrection,
)
from assistant.errors.talking import (
    ConversationBusy,
    HandoverOff,
    InvalidOrigin,
    MeasureCallError,
    QuestionError,
    RequestReused,
    TooManyEnquiries,
    UnknownConversation,
    UnknownEnquiry,
    UnknownSiteKey,
    UnknownTurn,
)

__all__ = [
    "AdvisoryError",
    "BackupError",
    "CatalogueError",
    "CatalogueUnreachable",
    "CircularSuperseding",
    "ConversationBusy",
    "DataFolderError",
    "FetchFailed",
    "GlossaryError",
    "HandoverOff",
    "IndexBusy",
    "IngestError",
    "InvalidManifest",
    "InvalidMetadata",
    "InvalidOrigin",
    "InvalidUpload",
    "JobOver",
    "MeasureCallError",
    "ModelFailed",
    "ModelFault",
    "NothingToCompare",
    "PurgedDocument",
    "PurgedMeanwhile",
    "QuestionError",
    "ReadersFailed",
    "RequestReused",
    "RerankerFailed",
    "RewriterFailed",
    "ServerUnreachable",
    "SettingsError",
    "SourceNotFound",
    "TooManyEnquiries",
    "UnknownConversation",
    "UnknownDocument",
    "UnknownEnquiry",
    "UnknownFailure",
    "UnknownJob",
    "UnknownMeasure",
    "UnknownSiteKey",
    "UnknownTurn",
    "UnreadableDocument",
    "UpkeepBusy",
    "UploadError",
    "UploadNotTaken",
    "UploadTooLarge",
    "WrongCorrection",
]
