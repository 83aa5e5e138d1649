"""Offering a person: when an answer does so, and in which words."""

from __future__ import annotations

from assistant.answering.phrases import phrase
from assistant.domain import AnswerBlock, AnswerBlockKind, Notice, NoticeKind, Outcome
from assistant.protocols import Query, Request

WITHOUT_ANSWER = frozenset({Outcome.NO_SUPPORT, Outcome.DECLINED})


def offers_person(query: Query, outcome: Outcome) -> bool:
    """Whether a person may help further: where the documents do not, and where one is asked for."""
    return query.request is Request.PERSON or outcome in WITHOUT_ANSWER


def reply_to_request(query: Query, *, offered: bool) -> AnswerBlock:
    """What is said to who asks for a person."""
    return AnswerBlock(AnswerBlockKind.NOTE, phrase("person" if offered else "no_person", query.language))


def notices_of(query: Query, *, offered: bool) -> tuple[Notice, ...]:
    """The offer in words, unless the answer itself is the offer."""
    if not offered or query.request is Request.PERSON:
        return ()
    return (Notice(NoticeKind.PERSON, phrase("handover", query.language)),)
