"""The writing answerer: a chat model writes, and what it writes is shown sentence by sentence once it has been checked.

Everything that can be decided without a model is decided before it is asked: small talk, refusals and abstentions are
the quoting answerer's, and its answer is at hand from the beginning, so that a model that fails costs time and no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.answering.checking.checker import Checker
from assistant.answering.quoting import QuotingAnswerer
from assistant.answering.validity import validity_notices
from assistant.answering.writing.asking import answer_messages
from assistant.answering.writing.packing import pack
from assistant.answering.writing.proving import Judge, Prover
from assistant.answering.writing.writing import Writing
from assistant.catalogue.measures import Measures
from assistant.domain import Hit, Metadata, Outcome
from assistant.models.client import ModelClient
from assistant.protocols import Draft, Query

WRITTEN = frozenset({Outcome.ANSWERED, Outcome.PARTLY_ANSWERED})


class WritingAnswerer:
    """See :class:`assistant.protocols.Answerer`."""

    def __init__(
        self,
        quoting: QuotingAnswerer,
        model: ModelClient,
        checker: Checker,
        *,
        evidence_tokens: int,
        answer_tokens: int,
        repairs: int,
        today: Callable[[], date],
        measures: Measures | None = None,
        judge: Judge | None = None,
    ) -> None:
        self.name = model.name
        self._quoting = quoting
        self._model = model
        self._checker = checker
        self._evidence_tokens = evidence_tokens
        self._answer_tokens = answer_tokens
        self._repairs = repairs
        self._today = today
        self._measures = measures
        self._judge = judge

    def answer(self, query: Query, hits: Sequence[Hit]) -> Draft:
        """See :class:`assistant.protocols.Answerer`."""
        quoted = self._quoting.answer(query, hits)
        if quoted.outcome not in WRITTEN:
            return _by_quoting(quoted, self._quoting.name)
        _, evidence = self._quoting.read(query, hits)
        packed = pack(
            evidence,
            budget=self._evidence_tokens,
            count=self._model.counter.count,
            places=query.jurisdictions,
        )
        if not any(item.sources for item in packed):
            return _by_quoting(quoted, self._quoting.name)
        on = query.as_of or self._today()
        measures = (
            self._measures.find(
                access=query.access, document_ids={item.passage.document_id for item in packed}, limit=50
            )
            if self._measures is not None
            else ()
        )
        messages = answer_messages(query, packed, notes=lambda metadata: _note(metadata, on), measures=measures)
        # Named here: the turn that requests are counted for is known to this step alone.
        model = self._model.here()
        writing = Writing(
            query,
            packed,
            quoted,
            model,
            Prover(self._checker, packed, question=query.text, judge=self._judge),
            model.stream(messages, purpose="answer", max_tokens=self._answer_tokens),
            repairs=self._repairs,
            on=on,
            quoting_name=self._quoting.name,
            abstain=lambda: self._quoting.abstain(query, hits),
        )
        return Draft(
            outcome=quoted.outcome,
            citations=(),
            blocks=writing.blocks(),
            model=self.name,
            standing=writing.standing,
        )


def _by_quoting(draft: Draft, name: str) -> Draft:
    return Draft(draft.outcome, draft.citations, draft.blocks, draft.notices, draft.follow_ups, model=name)


def _note(metadata: Metadata, on: date) -> str:
    return " ".join(notice.text for notice in validity_notices([metadata], on=on, language="en"))
