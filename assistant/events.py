"""The stream of an answer: every event there is, in the order in which they come.

``TurnStarted``, ``SourcesFound``, one ``BlockFinished`` for each block, ``AnswerDone``. When an answer is written while it
is shown, ``SourcesFound`` comes again, with all citations so far, before each block that brings new ones. A stream that fails ends with
an exception instead; doors turn it into their own last event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Answer, AnswerBlock, Citation


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """The question was understood."""

    conversation: str
    turn: int
    question: str
    standalone_question: str
    language: str


@dataclass(frozen=True, slots=True)
class SourcesFound:
    """The citations that the blocks up to the next event of this kind may refer to."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class BlockFinished:
    """One block, final as it is."""

    index: int
    block: AnswerBlock


@dataclass(frozen=True, slots=True)
class AnswerDone:
    """The whole answer; always the last event of a stream that did not fail."""

    answer: Answer


Event = TurnStarted | SourcesFound | BlockFinished | AnswerDone


def replayed(answer: Answer) -> Iterator[Event]:
    """The events of an answer that was given before."""
    yield TurnStarted(answer.conversation, answer.turn, answer.question, answer.standalone_question, answer.language)
    yield SourcesFound(answer.citations)
    for index, block in enumerate(answer.blocks):
        yield BlockFinished(index, block)
    yield AnswerDone(answer)
