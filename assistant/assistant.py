"""The one door: a question goes in, a stream of events comes out, and everything else consumes that stream."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import zip_longest

from assistant.answering.suggestions import Follows
from assistant.catalogue.conversations import Conversations
from assistant.domain import Access, Answer, AnswerBlock, AnswerBlockKind, Hit, Outcome, Profile
from assistant.errors import RequestReused
from assistant.events import AnswerDone, BlockFinished, Event, SourcesFound, TurnStarted, replayed
from assistant.handing_over import notices_of, offers_person, reply_to_request
from assistant.models.budget import spending_for
from assistant.protocols import NO_FILTERS, Answerer, Draft, Filters, Query, Request, Retriever
from assistant.question.clarifying import Clarification, clarify
from assistant.question.earlier import SAID_LENGTH, Earlier, earlier_of
from assistant.question.scope import choice_of, is_open, market_codes
from assistant.question.understanding import Understanding, clean_question
from assistant.queueing import Lines

EARLIER_TURNS = 4
"""Turns that a follow-up may need; the standalone question of each holds what it took from those before it."""
FORK_DEPTH = 40
"""Passages by which it is seen what an open question may mean."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that came with it."""

    question: str
    conversation: str | None
    access: Access
    language: str | None
    as_of: date | None
    profile: Profile | None
    only: Filters
    request: str | None


@dataclass(frozen=True, slots=True)
class Past:
    """What a conversation held before a question."""

    number: int
    """The question's own number, counted from 1."""
    turns: tuple[Earlier, ...]
    profile: Profile | None
    offered: frozenset[str] = frozenset()
    """Questions that were suggested just now. They stand for themselves, and were asked so before they were shown."""


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
        suggestions: Follows | None = None,
        handover: bool = True,
    ) -> None:
        self._understanding = understanding
        self._retriever = retriever
        self._answerer = answerer
        self._conversations = conversations
        self._top_k = top_k
        self._question_limit = question_limit
        self._suggestions = suggestions
        self._handover = handover
        self._lines = Lines()

    def ask(
        self,
        question: str,
        *,
        conversation: str | None = None,
        access: Access = Access.PUBLIC,
        language: str | None = None,
        as_of: date | None = None,
        profile: Profile | None = None,
        only: Filters = NO_FILTERS,
        request: str | None = None,
    ) -> Iterator[Event]:
        """Answer a question as a stream of events; the last is always ``AnswerDone``.

        The question is checked before the first event is asked for. Questions of one conversation wait for one another.
        A profile is kept with the conversation, and replaces the one that was given before. ``only`` leaves only
        documents that pass. ``request`` is an id that the caller has made: when the same request comes again, after a lost
        connection, it is not answered a second time, and the events of its answer come again.

        Raises:
            QuestionError: the question is empty or too long.
            RequestReused: the request id has come with another question before; raised by the first event.
            UnknownConversation: no such conversation for this caller.
            ConversationBusy: too many questions wait in the conversation; raised by the first event.
        """
        words = clean_question(question, limit=self._question_limit)
        if conversation is not None:
            self._conversations.check(conversation, access=access)
        return self._events(Asked(words, conversation, access, language, as_of, profile, only, request))

    def _events(self, asked: Asked) -> Iterator[Event]:
        if asked.request is None:
            yield from self._new(asked)
            return
        # Two of the same request wait for one another, the conversation of the first being unknown to the second.
        with self._lines.turn(f"request {asked.request}"):
            known = self._conversations.answered(asked.request, access=asked.access, conversation=asked.conversation)
            if known is None:
                yield from self._new(asked)
            elif known.question != asked.question:
                raise RequestReused(asked.request)
            else:
                yield from replayed(known)

    def _new(self, asked: Asked) -> Iterator[Event]:
        started = time.perf_counter()
        if asked.conversation is None:
            conversation = self._conversations.begin(access=asked.access, profile=asked.profile)
        else:
            conversation = asked.conversation
        with self._lines.turn(conversation):
            yield from self._turn(asked, conversation, started)

    def _turn(self, asked: Asked, conversation: str, started: float) -> Iterator[Event]:
        past = self._past(asked, conversation)
        with spending_for(conversation, past.number):
            query = self._understanding.query(
                asked.question,
                earlier=() if asked.question in past.offered else past.turns,
                access=asked.access,
                language=asked.language,
                as_of=asked.as_of,
                profile=past.profile,
            )
        query = replace(query, only=asked.only, profile=past.profile)
        yield TurnStarted(conversation, past.number, asked.question, query.text, query.language)
        with spending_for(conversation, past.number):
            asks = query.request is Request.QUESTION
            hits = self._retriever.retrieve(query.in_context(), k=self._top_k) if asks else []
            draft = self._draft(query, hits)
        shown = draft.citations
        yield SourcesFound(shown)
        blocks: list[AnswerBlock] = []
        for block in draft.blocks:
            if (citations := draft.now().citations) != shown:
                shown = citations
                yield SourcesFound(shown)
            yield BlockFinished(len(blocks), block)
            blocks.append(block)
        draft = draft.now()
        offered = self._handover and offers_person(query, draft.outcome)
        clarification = self._clarification(query, hits, past)
        if clarification is not None:
            block = AnswerBlock(AnswerBlockKind.NOTE, clarification.text)
            yield BlockFinished(len(blocks), block)
            blocks.append(block)
        with spending_for(conversation, past.number):
            follow_ups = clarification.options if clarification else self._follow_ups(query, hits, draft, past)
        answer = Answer(
            conversation=conversation,
            turn=past.number,
            question=asked.question,
            standalone_question=query.text,
            language=query.language,
            outcome=draft.outcome,
            blocks=tuple(blocks),
            citations=draft.citations,
            follow_ups=follow_ups,
            notices=(*draft.notices, *notices_of(query, offered=offered)),
            model=draft.model or self._answerer.name,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
            asked_back=clarification is not None,
            handover=offered,
            dropped=draft.dropped,
        )
        yield AnswerDone(self._conversations.add(answer, request=asked.request))

    def _draft(self, query: Query, hits: Sequence[Hit]) -> Draft:
        if query.request is Request.PERSON:
            return Draft(Outcome.SMALL_TALK, (), iter([reply_to_request(query, offered=self._handover)]))
        return self._answerer.answer(query, hits)

    def _past(self, asked: Asked, conversation: str) -> Past:
        """What a conversation held before a question; only its last turns are read, however long it is."""
        if asked.conversation is None:
            return Past(1, (), asked.profile)
        recent = self._conversations.recent(conversation, access=asked.access, limit=EARLIER_TURNS)
        turns = tuple(earlier_of(turn.answer) for turn in recent)
        if asked.profile is not None:
            self._conversations.keep_profile(conversation, asked.profile)
        profile = asked.profile or self._conversations.profile(conversation)
        offered = {words for turn in recent if not turn.answer.asked_back for words in turn.answer.follow_ups}
        return Past(recent[-1].number + 1 if recent else 1, turns, profile, frozenset(offered))

    def _clarification(self, query: Query, hits: Sequence[Hit], past: Past) -> Clarification | None:
        if past.turns and past.turns[-1].asked_back:
            return None
        if not is_open(query) or not hits:
            return None
        # What is found for so few words forks further down than an answer reads.
        choice = choice_of(query, self._retriever.retrieve(query, k=FORK_DEPTH))
        return None if choice is None else clarify(query.text, choice, language=query.language)

    def _follow_ups(self, query: Query, hits: Sequence[Hit], draft: Draft, past: Past) -> tuple[str, ...]:
        if draft.follow_ups or self._suggestions is None or query.request is Request.PERSON:
            return draft.follow_ups
        return self._suggestions.after(
            query,
            hits,
            draft,
            read=lambda text: self._understanding.query(text, access=query.access),
            markets=market_codes(past.profile),
            asked=[turn.question for turn in past.turns],
        )

    def answer(
        self,
        question: str,
        *,
        conversation: str | None = None,
        access: Access = Access.PUBLIC,
        language: str | None = None,
        as_of: date | None = None,
        profile: Profile | None = None,
        only: Filters = NO_FILTERS,
        request: str | None = None,
    ) -> Answer:
        """The whole answer to a question; see :meth:`ask`."""
        for event in self.ask(
            question,
            conversation=conversation,
            access=access,
            language=language,
            as_of=as_of,
            profile=profile,
            only=only,
            request=request,
        ):
            if isinstance(event, AnswerDone):
                return event.answer
        raise AssertionError("a stream of events ends with AnswerDone")

    def openings(self, *, language: str, access: Access = Access.PUBLIC) -> tuple[str, ...]:
        """Questions to begin with, in a language, each of which has an answer in the documents."""
        if self._suggestions is None:
            return ()
        read = partial(self._understanding.query, access=access)
        return self._suggestions.openings(language=language, access=access, read=read)

    def search(
        self,
        question: str,
        *,
        earlier: Sequence[str] = (),
        answers: Sequence[str] = (),
        k: int = 8,
        access: Access = Access.PUBLIC,
        only: Filters = NO_FILTERS,
        as_of: date | None = None,
    ) -> list[Hit]:
        """The passages that an answer would be sought in, best first.

        ``earlier`` are the questions asked before it and ``answers`` those to them, oldest first, when it may be a
        follow-up. ``only`` leaves only documents that pass; ``as_of`` is the day on which validity is judged.

        Raises:
            QuestionError: the question is empty or too long.
        """
        query = self.understand(question, earlier=earlier, answers=answers, access=access)
        query = replace(query.in_context(), only=only, as_of=as_of or query.as_of)
        return self._retriever.retrieve(query, k=k)

    def understand(
        self,
        question: str,
        *,
        earlier: Sequence[str] = (),
        answers: Sequence[str] = (),
        access: Access = Access.PUBLIC,
    ) -> Query:
        """How a question is understood that is asked after others, oldest first.

        ``answers`` are the words of the answers to them, in the same order, as far as they are known.

        Raises:
            QuestionError: the question is empty or too long.
        """
        words = clean_question(question, limit=self._question_limit)
        turns: list[Earlier] = []
        for asked, said in zip_longest(earlier, answers[: len(earlier)], fillvalue=""):
            query = self._understanding.query(asked, earlier=turns[-EARLIER_TURNS:], access=access)
            small_talk = query.request is Request.SMALL_TALK
            turns.append(Earlier(query.text, query.language, said[:SAID_LENGTH], small_talk=small_talk))
        return self._understanding.query(words, earlier=turns[-EARLIER_TURNS:], access=access)
