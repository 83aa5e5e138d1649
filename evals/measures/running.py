"""Runs the extractor over the gold documents, and the questions through the assistant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.assistant import Assistant
from assistant.bootstrap import open_advisory
from assistant.catalogue.documents import Documents
from assistant.domain import Access, Document
from assistant.measure import Measure
from assistant.settings import Settings
from assistant.wire.answers import AnswerOut
from evals.errors import EvalError
from evals.measures.answering import Judgement, Verdict, judge
from evals.measures.gold import GoldDocument
from evals.measures.questions import TODAY, MeasureQuestion
from evals.measures.scoring import Reading, check_readings

Extract = Callable[[Document], Sequence[Measure]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the answer and the verdict on it; ``answer`` is None when the assistant crashed."""

    question: MeasureQuestion
    answer: AnswerOut | None
    judgement: Judgement


def read_gold_documents(documents: Documents, gold: Sequence[GoldDocument], extract: Extract) -> list[Reading]:
    """What the extractor reads from the served version of each gold document.

    Raises:
        EvalError: a document is not there, or is another text than the one that was annotated.
    """
    known = stored_documents(documents, gold)
    readings = []
    for document in gold:
        stored = known[document.id]
        readings.append(Reading(document, stored.metadata.language, stored.text, extract(stored)))
    problems = check_readings(readings)
    if problems:
        raise EvalError("The gold measures are of other texts than the catalogue's: " + "; ".join(problems))
    return readings


def stored_documents(documents: Documents, gold: Sequence[GoldDocument]) -> dict[str, Document]:
    """The served version of each gold document, by its id.

    Raises:
        EvalError: a document is not there.
    """
    known = {summary.id for summary in documents.summaries()}
    lacking = [document.id for document in gold if document.id not in known]
    if lacking:
        raise EvalError(
            f"The catalogue lacks {len(lacking)} gold documents, {lacking[0]} first. "
            "Ingest the corpus: goglobal ingest corpus"
        )
    return {document.id: documents.get(document.id).document for document in gold}


def ask_questions(settings: Settings, questions: Sequence[MeasureQuestion], *, progress: Progress) -> list[Answered]:
    """Ask each question on its own day, and judge the answer.

    Raises:
        IndexBusy: another process holds the data folder.
        EvalError: the catalogue is empty.
    """
    clock = _Clock()
    answered = []
    with open_advisory(settings, today=clock) as advisory:
        if not advisory.catalogue.documents.summaries():
            raise EvalError("The catalogue is empty. Ingest the corpus first: goglobal ingest corpus")
        advisory.follower.catch_up()
        for place, question in enumerate(questions, start=1):
            clock.day = question.today
            try:
                answer = _answer(advisory.assistant, question)
            except Exception as error:  # noqa: BLE001 - a crash of the system is a finding, not the end of the run
                answered.append(Answered(question, None, Judgement(Verdict.WRONG, f"crashed: {error!r}")))
            else:
                answered.append(Answered(question, answer, judge(question, answer)))
            progress(place, len(questions))
    return answered


def _answer(assistant: Assistant, question: MeasureQuestion) -> AnswerOut:
    """The answer to a question, after those that come before it in its conversation."""
    conversation = None
    for text in question.before:
        conversation = assistant.answer(text, access=Access.STAFF, conversation=conversation).conversation
    return AnswerOut.of(assistant.answer(question.question, access=Access.STAFF, conversation=conversation))


class _Clock:
    """Tells the day on which the question at hand is asked."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day
