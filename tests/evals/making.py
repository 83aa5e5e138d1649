"""Small honest values for tests of the evals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain import AnswerBlockKind, Kind, Outcome
from assistant.wire.answers import AnswerOut, BlockOut, CitationOut
from evals.errors import EvalError
from evals.results import Result
from evals.samples import Sample
from evals.targets import Found


def make_sample(number: int = 1, **values: Any) -> Sample:
    """A sample that expects 20% and EUR 500,000 from document ``grant``."""
    return Sample.model_validate(
        {
            "id": f"dev-sample-{number}",
            "question": "How much does the region pay?",
            "documents": ["grant"],
            "facts": [["20%"], ["EUR 500,000"]],
            "outcome": "answered",
            "tags": ["single-fact"],
        }
        | values
    )


def make_citation(number: int, quote: str) -> CitationOut:
    """A citation of a quote."""
    return CitationOut(
        number=number,
        document_id="grant",
        version=1,
        title="Grant",
        kind=Kind.INCENTIVE,
        jurisdictions=["ES"],
        section=None,
        page=None,
        page_label=None,
        speaker=None,
        time=None,
        start=0,
        end=len(quote),
        quote=quote,
        language="en",
        published=None,
        valid_until=None,
        url="/documents/grant@1",
        replaced_by=None,
        removed=False,
        deleted=False,
        present_url=None,
    )


def make_answer(
    *statements: tuple[str, Sequence[str]], outcome: Outcome = Outcome.ANSWERED, language: str = "en"
) -> AnswerOut:
    """An answer of statements, each with the quotes that it cites."""
    citations: list[CitationOut] = []
    blocks = []
    for text, quotes in statements:
        numbers = []
        for quote in quotes:
            citations.append(make_citation(len(citations) + 1, quote))
            numbers.append(len(citations))
        blocks.append(
            BlockOut(kind=AnswerBlockKind.SENTENCE, text=text, cells=[], citations=numbers, translation=False)
        )
    return AnswerOut(
        conversation="c",
        turn=1,
        question="q",
        standalone_question="q",
        language=language,
        outcome=outcome,
        blocks=blocks,
        citations=citations,
        follow_ups=[],
        notices=[],
        notice_kinds=[],
        handover=False,
        model="quoting",
        took_ms=1.0,
        dropped=0.0,
    )


def make_result(answer: AnswerOut | None, *, ranked: Sequence[str] = ("grant",), **values: Any) -> Result:
    """The result of a sample."""
    quotes = {citation.number: True for citation in answer.citations} if answer else {}
    return Result.model_validate(
        {
            "sample": "dev-sample-1",
            "answer": answer,
            "ranked": list(ranked),
            "passages": [],
            "checked_quotes": quotes,
            "seconds": 0.001,
            "error": None,
        }
        | values
    )


class ScriptedTarget:
    """A target that answers every question the same, counts, and goes wrong when told to."""

    def __init__(
        self,
        *,
        crash_at: int | None = None,
        vanish_at: int | None = None,
        name: str = "goglobal",
        documents: Mapping[str, int] | None = None,
    ) -> None:
        self.name = name
        self.asked: list[str] = []
        self._documents = dict(documents or {"grant": 1, "other": 1})
        self._crash_at = crash_at
        self._vanish_at = vanish_at

    def known_documents(self) -> dict[str, int]:
        return self._documents

    def answer(self, question: str, turns: Sequence[str]) -> AnswerOut:
        self.asked.append(question)
        if len(self.asked) == self._crash_at:
            raise ZeroDivisionError("on purpose")
        if len(self.asked) == self._vanish_at:
            raise EvalError("the server does not answer")
        words = "The region pays 20%, at most EUR 500,000."
        return make_answer((words, [words]))

    def search(self, question: str) -> list[Found]:
        return [Found("grant", "words"), Found("other", "words")]

    def resolves(self, citation: CitationOut) -> bool:
        return True
