"""Answers and hits as JSON: the same from the command line, over HTTP and in evals."""

from __future__ import annotations

from pydantic import BaseModel, Field

from assistant.domain import (
    Answer,
    AnswerBlock,
    AnswerBlockKind,
    Citation,
    Hit,
    Kind,
    NoticeKind,
    Outcome,
)


class BlockOut(BaseModel):
    """One finished piece of an answer."""

    kind: AnswerBlockKind = Field(
        description="How to show it; consecutive `row` blocks form a table, its header first."
    )
    text: str = Field(description="Its words; for a row, the cells joined by ` | `.")
    cells: list[str] = Field(description="The cells of a row; else empty.")
    citations: list[int] = Field(description="Numbers of the citations it rests on; empty for headings and notes.")
    translation: bool = Field(
        description="Whether a `note` says in the reader's language what quotes say in theirs: a gloss or translation, no quote."
    )

    @classmethod
    def of(cls, block: AnswerBlock) -> BlockOut:
        """From the domain's value."""
        return cls(
            kind=block.kind,
            text=block.text,
            cells=list(block.cells),
            citations=list(block.citations),
            translation=block.translation,
        )


class CitationOut(BaseModel):
    """The exact words of a document version that a block rests on."""

    number: int
    document_id: str
    version: int
    title: str
    kind: Kind
    jurisdictions: list[str] = Field(description="ISO 3166 codes, or `EU`.")
    section: str | None = Field(description="Nearest heading above the words.")
    page: int | None = Field(description="Page, counted from 1, where the source has pages.")
    page_label: str | None = Field(
        description="How the document itself numbers that page, such as `iv` or `A-3`, where it differs from `page`."
    )
    speaker: str | None
    time: str | None = Field(description="Start of the utterance as HH:MM:SS.")
    start: int = Field(description="First character of the quote in the document's text, in code points.")
    end: int = Field(description="Character behind the quote.")
    quote: str = Field(description="`text[start:end]` of that version, exactly.")
    language: str
    published: str | None
    valid_until: str | None
    url: str = Field(description="Path of the source reader with these words highlighted.")
    replaced_by: int | None = Field(
        description="The document's present version, when the cited one has been replaced since the answer was given."
    )
    removed: bool = Field(description="Whether the document has been removed since; `url` still opens the cited words.")
    deleted: bool = Field(
        description="Whether the document has been deleted for good; `quote` is empty then, and `url` opens nothing."
    )
    present_url: str | None = Field(description="Path of the version that replaced the cited one.")

    @classmethod
    def of(cls, citation: Citation) -> CitationOut:
        """From the domain's value."""
        return cls(
            number=citation.number,
            document_id=citation.document_id,
            version=citation.version,
            title=citation.title,
            kind=citation.kind,
            jurisdictions=list(citation.jurisdictions),
            section=citation.section,
            page=citation.page,
            page_label=citation.page_label,
            speaker=citation.speaker,
            time=citation.time,
            start=citation.start,
            end=citation.end,
            quote=citation.quote,
            language=citation.language,
            published=citation.published,
            valid_until=citation.valid_until,
            url=citation.url,
            replaced_by=citation.replaced_by,
            removed=citation.removed,
            deleted=citation.deleted,
            present_url=citation.present_url,
        )


class AnswerOut(BaseModel):
    """A whole answer."""

    conversation: str = Field(description="Give it with the next question to go on.")
    turn: int
    question: str
    standalone_question: str = Field(description="The question as it was understood, without the earlier ones.")
    language: str
    outcome: Outcome = Field(description="How it ended; `no_support`: the documents do not say.")
    blocks: list[BlockOut]
    citations: list[CitationOut]
    follow_ups: list[str] = Field(description="Questions to go on with, each of which the documents can answer.")
    notices: list[str] = Field(description="What the reader must know of the sources, such as a lapsed validity.")
    notice_kinds: list[NoticeKind] = Field(
        description="What each notice tells of, in the same order: sources that are `lapsed`, `ending`, `not_yet` in force or `superseded`, a `conflict` of "
        "sources, a `partial` answer, a `fallback` from a chat model, what an `estimate` rests on, a `person` to ask, `other`."
    )
    handover: bool = Field(
        description="Whether to offer passing the conversation on to a person (`POST /v1/enquiries`): the documents do not "
        "answer, the request was declined, or the user asks for a person."
    )
    model: str = Field(description="`quoting`, or the chat model that wrote the answer.")
    took_ms: float
    dropped: float = Field(
        description="Share of the sentences that the chat model wrote and that were left out, since their sources do not "
        "bear them out; 0 for quotes."
    )

    @classmethod
    def of(cls, answer: Answer) -> AnswerOut:
        """From the domain's value."""
        return cls(
            conversation=answer.conversation,
            turn=answer.turn,
            question=answer.question,
            standalone_question=answer.standalone_question,
            language=answer.language,
            outcome=answer.outcome,
            blocks=[BlockOut.of(block) for block in answer.blocks],
            citations=[CitationOut.of(citation) for citation in answer.citations],
            follow_ups=list(answer.follow_ups),
            notices=[notice.text for notice in answer.notices],
            notice_kinds=[notice.kind for notice in answer.notices],
            handover=answer.handover,
            model=answer.model,
            took_ms=answer.took_ms,
            dropped=answer.dropped,
        )


class HitOut(BaseModel):
    """A passage that was found."""

    document_id: str
    version: int
    title: str
    kind: Kind
    jurisdictions: list[str]
    language: str
    section: str | None
    page: int | None
    page_label: str | None
    start: int
    end: int
    text: str
    score: float = Field(description="Fused score in [0, 1].")
    why: dict[str, float] = Field(description="Parts of the score by name.")
    url: str

    @classmethod
    def of(cls, hit: Hit) -> HitOut:
        """From the domain's value."""
        passage = hit.passage
        return cls(
            document_id=passage.document_id,
            version=passage.version,
            title=hit.metadata.title,
            kind=hit.metadata.kind,
            jurisdictions=list(hit.metadata.jurisdictions),
            language=hit.metadata.language,
            section=passage.headings[-1] if passage.headings else None,
            page=passage.page,
            page_label=passage.page_label,
            start=passage.start,
            end=passage.end,
            text=passage.text,
            score=round(hit.score, 4),
            why={name: round(value, 4) for name, value in hit.why},
            url=f"/documents/{passage.document_id}@{passage.version}#{passage.start}-{passage.end}",
        )


class SearchOut(BaseModel):
    """The passages found for a question, best first."""

    question: str
    hits: list[HitOut]
