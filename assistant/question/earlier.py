"""What a follow-up needs to know of the turns before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Answer, AnswerBlock, AnswerBlockKind, Outcome

ITEM_LENGTH = 80
"""Characters of an item that are carried into a question."""
SAID_LENGTH = 400
"""Characters of an answer that are carried."""
ENDS_OF_NAMES = ("：", ": ", " — ", " – ", "——", "；", "; ", "。", ". ", "，", ", ", "（", " (")


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier turn."""

    question: str
    """As it stood for itself."""
    language: str = "en"
    said: str = ""
    """What was answered, as far as it is carried."""
    items: tuple[str, ...] = ()
    """What the answer listed, by name, in the order shown."""
    documents: tuple[str, ...] = ()
    """Ids of the documents that the answer cites."""
    small_talk: bool = False
    asked_back: bool = False
    """Whether the answer asked the user something."""


def earlier_of(answer: Answer) -> Earlier:
    """From a whole answer."""
    return Earlier(
        question=answer.standalone_question,
        language=answer.language,
        said=" ".join(block.text for block in answer.blocks if block.citations)[:SAID_LENGTH],
        items=items_of(answer.blocks),
        documents=tuple(dict.fromkeys(citation.document_id for citation in answer.citations)),
        small_talk=answer.outcome is Outcome.SMALL_TALK,
        asked_back=answer.asked_back,
    )


def last_of(earlier: Sequence[Earlier]) -> Earlier | None:
    """The last turn that was about something."""
    return next((turn for turn in reversed(earlier) if not turn.small_talk), None)


def items_of(blocks: Iterable[AnswerBlock]) -> tuple[str, ...]:
    """Names of what an answer lists: its items, else the rows of its table, else its sentences."""
    of: dict[AnswerBlockKind, list[str]] = {}
    for block in blocks:
        of.setdefault(block.kind, []).append(_name(block))
    # The first row of a table is its header.
    rows = of.get(AnswerBlockKind.ROW, [])[1:]
    items = of.get(AnswerBlockKind.ITEM, [])
    listed = max(items, rows, key=len) or of.get(AnswerBlockKind.SENTENCE, [])
    return tuple(listed)


def _name(block: AnswerBlock) -> str:
    words = (block.cells[0] if block.cells else block.text).strip(" *•-")
    ends = [place for end in ENDS_OF_NAMES if (place := words.find(end)) > 1]
    return " ".join(words[: min([*ends, ITEM_LENGTH])].split())
