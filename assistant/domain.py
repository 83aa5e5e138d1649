"""The values that travel through the product, from a file to a cited answer.

All are frozen. Offsets are in characters (Unicode code points) of ``Document.text``, half open:
``document.text[passage.start:passage.end] == passage.text``, and the same holds for each citation's quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Access(StrEnum):
    """Who may read a document; each level includes those before it."""

    PUBLIC = "public"
    MEMBER = "member"
    STAFF = "staff"

    def readable(self) -> frozenset[Access]:
        """The levels that a caller of this level may read."""
        levels = list(Access)
        return frozenset(levels[: levels.index(self) + 1])


class Kind(StrEnum):
    """What sort of document it is: official text weighs more than speech."""

    POLICY = "policy"
    INCENTIVE = "incentive"
    EVENT = "event"
    OTHER = "other"


class BlockKind(StrEnum):
    """The part of a document's structure that a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADER_ROW = "header_row"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One structural piece of a document: a heading, paragraph, list item or table row."""

    kind: BlockKind
    start: int
    end: int
    headings: tuple[str, ...] = ()
    """The headings above the block, outermost first."""
    group: int | None = None
    """Number of the list or table that the block belongs to within its document."""
    page: int | None = None
    """Page, counted from 1, for paged sources."""
    speaker: str | None = None
    time: str | None = None
    """Start of the utterance as ``HH:MM:SS`` for recordings."""
    cells: tuple[Span, ...] = ()
    """Spans of a row's cells."""
    page_label: str | None = None
    """How the document itself numbers the page, such as ``iv`` or ``A-3``, where that differs from ``page``."""


@dataclass(frozen=True, slots=True)
class Successor:
    """A document that replaces another one."""

    document_id: str
    title: str
    valid_from: str | None = None
    """From when on it does, if it says so."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document apart from its words."""

    title: str
    kind: Kind = Kind.OTHER
    language: str = "en"
    """BCP 47 primary tag; the product tells ``zh`` and ``en`` apart."""
    jurisdictions: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 or 3166-2 codes, or a CLDR grouping such as ``EU``."""
    topics: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    """ISO 8601 date, possibly only a year or a year and month."""
    valid_from: str | None = None
    valid_until: str | None = None
    reference: str | None = None
    """Where the document says its facts come from."""
    confidence: str | None = None
    retrieved: str | None = None
    access: Access = Access.PUBLIC
    inferred: tuple[str, ...] = ()
    """Names of the fields above that were guessed from the text, not stated."""
    successors: tuple[Successor, ...] = ()
    """The documents that replace it, nearest first. Others say so: it is read anew with each answer, and is no part of
    what a version holds."""


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document: its metadata, normalised text and blocks."""

    id: str
    version: int
    source: str
    """Path or URL that it was read from."""
    metadata: Metadata
    text: str
    blocks: tuple[Block, ...]
    content_hash: str
    """Hex digest over text, blocks and metadata: equal hashes mean nothing to do."""


class SentenceKind(StrEnum):
    """The smallest things that can be quoted."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or table row of a passage, with its span in the document."""

    kind: SentenceKind
    start: int
    end: int
    cells: tuple[Span, ...] = ()
    group: int | None = None
    """Number of the list or table that it belongs to within its document."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one section of a document version, the unit that is searched."""

    document_id: str
    version: int
    ordinal: int
    """Position among the passages of its version, counted from 0."""
    text: str
    start: int
    end: int
    headings: tuple[str, ...] = ()
    page: int | None = None
    speaker: str | None = None
    time: str | None = None
    header: Span | None = None
    """Span of the header row when the passage is made of rows of a table."""
    header_text: str = ""
    sentences: tuple[Sentence, ...] = ()
    page_label: str | None = None
    """How the document itself numbers the page, where that differs from ``page``."""

    @property
    def id(self) -> str:
        """Stable name made of document, version and place."""
        return f"{self.document_id}@{self.version}:{self.start}-{self.end}"

    def index_text(self, title: str) -> str:
        """What is embedded: title and headings give the context that the words alone lack."""
        context = [title, *self.headings_below(title), self.speaker or "", self.header_text]
        return "\n".join([part for part in context if part] + [self.text])

    def headings_below(self, title: str) -> tuple[str, ...]:
        """The headings that say more than the title does.

        The first heading of a written text is its title in other words; those of slides and printed pages are not.
        """
        if self.page is None:
            return self.headings[1:]
        return tuple(heading for heading in self.headings if heading != title)

    def words_of(self, sentence: Sentence) -> str:
        """The exact words of one of its sentences."""
        return self.text[sentence.start - self.start : sentence.end - self.start]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, with its score and the reasons for it."""

    passage: Passage
    metadata: Metadata
    score: float
    """Fused score in [0, 1]; the best hit of a list is not necessarily 1."""
    why: tuple[tuple[str, float], ...] = ()
    """Named parts of the score, for instance ``(("words", 0.9), ("vectors", 0.4))``."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of a document version that a block of an answer rests on."""

    number: int
    document_id: str
    version: int
    title: str
    kind: Kind
    jurisdictions: tuple[str, ...]
    section: str | None
    page: int | None
    speaker: str | None
    time: str | None
    start: int
    end: int
    quote: str
    language: str
    published: str | None
    valid_until: str | None
    replaced_by: int | None = None
    """The document's present version, when it is another one than the cited."""
    removed: bool = False
    """Whether the document is used in answers no more; the cited version can still be opened."""
    deleted: bool = False
    """Whether it was deleted for good: the quote is empty then, and nothing can be opened."""
    page_label: str | None = None
    """How the document itself numbers the page, where that differs from ``page``, which counts from 1."""

    @property
    def url(self) -> str:
        """Shareable address of the span in the source reader."""
        return f"/documents/{self.document_id}@{self.version}#{self.start}-{self.end}"

    @property
    def present_url(self) -> str | None:
        """Address of the version that replaced the cited one; None when nothing did."""
        return None if self.replaced_by is None else f"/documents/{self.document_id}@{self.replaced_by}"


class Outcome(StrEnum):
    """How an answer ended. Abstaining is a value, never a phrase to parse."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NO_SUPPORT = "no_support"
    SMALL_TALK = "small_talk"
    DECLINED = "declined"


class AnswerBlockKind(StrEnum):
    """How a block of an answer is to be shown."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    HEADING = "heading"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """One finished piece of an answer. Headings and notes state nothing of the documents' matter."""

    kind: AnswerBlockKind
    text: str
    cells: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()
    translation: bool = False
    """Whether a note says in the reader's language what quotes say in theirs: a gloss or translation, no quote."""


class NoticeKind(StrEnum):
    """What a notice tells of, so that it can be drawn as that and not only read."""

    LAPSED = "lapsed"
    """A source was not in force any more on the day that was asked for."""
    ENDING = "ending"
    """A source will not be in force for long."""
    NOT_YET = "not_yet"
    """A source was not in force yet."""
    SUPERSEDED = "superseded"
    """A source has been taken the place of by another document."""
    CONFLICT = "conflict"
    """Sources disagree."""
    PARTIAL = "partial"
    """The documents leave a part of the question open."""
    FALLBACK = "fallback"
    """The answer came another way than it should have, or broke off: a chat model failed."""
    ESTIMATE = "estimate"
    """What a calculation rests on."""
    PERSON = "person"
    """A person can be reached."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the reader must know of an answer or of its sources, in a sentence."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a company says of itself, in its own words; it shapes what is looked at first, and is never a fact of an answer."""

    sector: str | None = None
    """Such as ``battery cells`` or ``整车``."""
    size: str | None = None
    home: str | None = None
    markets: tuple[str, ...] = ()
    """Names of the countries or regions that it looks at."""
    stage: str | None = None
    """Such as ``exporting`` or ``建厂选址``."""

    def __bool__(self) -> bool:
        return any((self.sector, self.size, self.home, self.markets, self.stage))


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, the same from every door."""

    conversation: str
    turn: int
    question: str
    standalone_question: str
    language: str
    outcome: Outcome
    blocks: tuple[AnswerBlock, ...]
    citations: tuple[Citation, ...]
    follow_ups: tuple[str, ...]
    notices: tuple[Notice, ...]
    model: str
    took_ms: float
    asked_back: bool = False
    """Whether it asks the user which of several things is meant; no two answers in a row do."""
    handover: bool = False
    """Whether it offers to pass the conversation on to a person."""
    dropped: float = 0.0
    """Share of the sentences that a chat model wrote and that were not shown, since their sources do not bear them out."""

    @property
    def text(self) -> str:
        """The answer as plain text, citations as ``[1]`` behind each block."""
        lines = []
        for block in self.blocks:
            marks = "".join(f"[{number}]" for number in block.citations)
            lines.append(f"{block.text} {marks}".rstrip())
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation with the answer that was given."""

    number: int
    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns that one caller has had so far, oldest first."""

    id: str
    turns: tuple[Turn, ...] = ()
