"""The one door: a question goes in, a stream of events comes out, and everything else consumes that stream."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.catalogue.conversations import Conversations
from assistant.domain import Access, Answer, AnswerBlock, Hit
from assistant.events import AnswerDone, BlockFinished, Event, SourcesFound, TurnStarted
from assistant.protocols import Answerer, Query, Request, Retriever
from assistant.question.earlier import Earlier, earlier_of
from assistant.question.understanding import Understanding, clean_question

EARLIER_TURNS = 4
"""Turns that a follow-up may need; the standalone question of each holds what it took from those before it."""


class Assistant:
    """Answers questions from the documents. Safe to use from several threads."""

    def __init__(
        self,
        understanding: Understanding,
        retriever: Retriever,
        answerer: Answerer,
        conversations: Conversations,
        *,
        top_k: int,
        question_limit: int,
    ) -> None:
        self._understanding = understanding
        self._retriever = retriever
        self._answerer = answerer
        self._conversations = conversations
        self._top_k = top_k
        self._question_limit = question_limit

    def ask(
        self,
        question: str,
        *,
        conversation: str | None = None,
        access: Access = Access.PUBLIC,
        language: str | None = None,
        as_of: date | None = None,
    ) -> Iterator[Event]:
        """Answer a question as a stream of events; the last is always ``AnswerDone``.

        The question is checked before the first event is asked for.

        Raises:
            QuestionError: the question is empty or too long.
            UnknownConversation: no such conversation for this caller.
        """
        words = clean_question(question, limit=self._question_limit)
        if conversation is not None:
            self._conversations.check(conversation, access=access)
        return self._events(words, conversation, access, language, as_of)

    def _events(
        self, question: str, conversation: str | None, access: Access, language: str | None, as_of: date | None
    ) -> Iterator[Event]:
        started = time.perf_counter()
        earlier: list[Earlier] = []
        if conversation is None:
            conversation = self._conversations.begin(access=access)
            turn = 1
        else:
            recent = self._conversations.recent(conversation, access=access, limit=EARLIER_TURNS)
            earlier = [earlier_of(turn.answer) for turn in recent]
            turn = self._conversations.next_number(conversation)
        query = self._understanding.query(question, earlier=earlier, access=access, language=language, as_of=as_of)
        yield TurnStarted(conversation, turn, question, query.text, query.language)
        hits = self._retriever.retrieve(query, k=self._top_k) if query.request is Request.QUESTION else []
        draft = self._answerer.answer(query, hits)
        yield SourcesFound(draft.citations)
        blocks: list[AnswerBlock] = []
        for block in draft.blocks:
            yield BlockFinished(len(blocks), block)
            blocks.append(block)
        answer = Answer(
            conversation=conversation,
            turn=turn,
            question=question,
            standalone_question=query.text,
            language=query.language,
            outcome=draft.outcome,
            blocks=tuple(blocks),
            citations=draft.citations,
            follow_ups=draft.follow_ups,
            notices=draft.notices,
            model=self._answerer.name,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
        )
        yield AnswerDone(self._conversations.add(answer))

    def answer(
        self,
        question: str,
        *,
        conversation: str | None = None,
        access: Access = Access.PUBLIC,
        language: str | None = None,
        as_of: date | None = None,
    ) -> Answer:
        """The whole answer to a question; see :meth:`ask`."""
        for event in self.ask(question, conversation=conversation, access=access, language=language, as_of=as_of):
            if isinstance(event, AnswerDone):
                return event.answer
        raise AssertionError("a stream of events ends with AnswerDone")

    def search(
        self, question: str, *, earlier: Sequence[str] = (), k: int = 8, access: Access = Access.PUBLIC
    ) -> list[Hit]:
        """The passages that an answer would be sought in, best first.

        ``earlier`` are the questions asked before it, oldest first, when it may be a follow-up.

        Raises:
            QuestionError: the question is empty or too long.
        """
        query = self.understand(question, earlier=earlier, access=access)
        return self._retriever.retrieve(query, k=k)

    def understand(self, question: str, *, earlier: Sequence[str] = (), access: Access = Access.PUBLIC) -> Query:
        """What is searched for when a question is asked after others, oldest first, whose answers are not known.

        Raises:
            QuestionError: the question is empty or too long.
        """
        words = clean_question(question, limit=self._question_limit)
        turns: list[Earlier] = []
        for asked in earlier:
            query = self._understanding.query(asked, earlier=turns[-EARLIER_TURNS:], access=access)
            turns.append(Earlier(query.text, query.language, small_talk=query.request is Request.SMALL_TALK))
        return self._understanding.query(words, earlier=turns[-EARLIER_TURNS:], access=access)
