"""Answers from measures: worked estimates, comparisons and deadlines; all else goes to the quoting answerer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.declining import reason_to_decline
from assistant.answering.entities import missing_places, unfiled_places
from assistant.answering.evidence import Evidence
from assistant.answering.measured import ANSWERS, Measured, joined
from assistant.answering.measured_comparisons import compared
from assistant.answering.measured_deadlines import ahead
from assistant.answering.measured_estimates import estimated
from assistant.answering.phrases import phrase
from assistant.answering.quoting import QuotingAnswerer
from assistant.answering.unknown_programmes import unknown_programme_in
from assistant.domain import AnswerBlock, AnswerBlockKind, Hit, Notice, NoticeKind, Outcome
from assistant.errors import MeasureCallError
from assistant.measures.book import MeasureBook
from assistant.measures.wishes import Wish, WishedComparison, WishedDeadlines, WishedEstimate, wish_of
from assistant.protocols import Answerer, Draft, Query, Request

FEW_COMPARED = 150
"""Measures of some places that are compared in no more time than an answer takes."""


class MeasuringAnswerer:
    """Works out, compares and dates what a question asks of measures, and quotes for the rest."""

    name = "quoting"

    def __init__(
        self,
        quoting: QuotingAnswerer,
        book: MeasureBook,
        *,
        today: Callable[[], date],
        otherwise: Answerer | None = None,
    ) -> None:
        """``otherwise`` answers what asks nothing of measures; the quoting answerer if there is no other."""
        self.quoting = quoting
        self._otherwise = otherwise or quoting
        self._book = book
        self._today = today

    def answer(self, query: Query, hits: Sequence[Hit]) -> Draft:
        """See :class:`assistant.protocols.Answerer`."""
        if query.request is Request.SMALL_TALK or reason_to_decline(query.text):
            return self.quoting.answer(query, hits)
        on = query.as_of or self._today()
        try:
            wish = wish_of(query.text, _places(query), on=on)
        except MeasureCallError as error:
            return _refused(error, query.language)
        if wish is None:
            return self._otherwise.answer(query, hits)
        if isinstance(wish, WishedDeadlines):
            return ahead(query, wish, self._book, on=on) or self.quoting.answer(query, hits)
        reading, evidence = self.quoting.read(query, hits)
        draft = self.quoting.quote(query, hits, reading, evidence)
        if draft.outcome not in ANSWERS and not isinstance(wish, WishedComparison):
            return draft
        if isinstance(wish, WishedEstimate) and (name := unknown_programme_in(query.text, evidence)) is not None:
            said = Notice(NoticeKind.PARTIAL, phrase("unknown_programme", query.language, name=name))
            return replace(draft, outcome=Outcome.PARTLY_ANSWERED, notices=(said, *draft.notices))
        made = self._made(wish, query, evidence, on, quoted={citation.document_id for citation in draft.citations})
        if made is None:
            return draft
        return joined(made, draft, query.language, missing=missing_places(query, evidence) if evidence else ())

    def answers(
        self, query: Query, find: Callable[[Query], Sequence[Hit]], *, worked_out: bool = False, thorough: bool = True
    ) -> bool | None:
        """Whether a question is answered in full without a chat model.

        Args:
            find: finds the hits that it would be answered from.
            worked_out: whether a sum must be worked out as well.
            thorough: whether it is found out whatever time it takes; else None when that is about as much as to answer.
        """
        try:
            wish = wish_of(query.text, _places(query), on=query.as_of or self._today())
        except MeasureCallError:
            return False
        if wish is None:
            return False if worked_out else self.quoting.answers(query, find(query), thorough=thorough)
        if not thorough and isinstance(wish, WishedComparison) and not self._compares_few(query):
            return None
        hits = find(query)
        if isinstance(wish, WishedComparison) and (found := self._compares(query, wish, hits)) is not None:
            return found and not worked_out
        draft = self.answer(query, hits)
        has_sum = any(notice.kind is NoticeKind.ESTIMATE for notice in draft.notices)
        return draft.outcome is Outcome.ANSWERED and (has_sum or not worked_out)

    def _compares(self, query: Query, wish: WishedComparison, hits: Sequence[Hit]) -> bool | None:
        """Whether a comparison is answered in full, told without comparing sentences by vectors; None when it has no table.

        The order of the evidence, which vectors may change, decides which measures a table shows, and not of which places.
        """
        if reason_to_decline(query.text):
            return False
        _, evidence = self.quoting.read(query, hits, compared=0)
        if not evidence or unfiled_places(query, evidence):
            return None  # a place that one of the best sentences names is treated too
        made = self._made(wish, query, evidence, query.as_of or self._today(), quoted=())
        return None if made is None else not made.gaps

    def _compares_few(self, query: Query) -> bool:
        return self._book.count(query.jurisdictions, access=query.access) <= FEW_COMPARED

    def _made(
        self, wish: Wish, query: Query, evidence: Sequence[Evidence], on: date, *, quoted: Collection[str]
    ) -> Measured | None:
        if isinstance(wish, WishedEstimate):
            return estimated(query, wish, evidence, self._book, quoted=quoted)
        if isinstance(wish, WishedComparison):
            return compared(query, wish, evidence, self._book, on=on)
        return None


def _places(query: Query) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*query.jurisdictions, *query.hinted)))


def _refused(error: MeasureCallError, language: str) -> Draft:
    """Figures that cannot be reckoned with: said so, and nothing is made of them."""
    note = AnswerBlock(AnswerBlockKind.NOTE, error.said.get(language, error.said["en"]))
    return Draft(Outcome.NO_SUPPORT, (), iter([note]))
