"""One answer while it is written: pieces of the reply come in, checked blocks go out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.checking.checker import states_nothing
from assistant.answering.checking.figures import figures_of, unstated
from assistant.answering.checking.names import strange_places
from assistant.answering.checking.values import Found
from assistant.answering.citing import Citations
from assistant.answering.phrases import phrase
from assistant.answering.validity import validity_notices
from assistant.answering.writing.asking import repair_messages
from assistant.answering.writing.packing import Packed
from assistant.answering.writing.parsing import Piece, PieceKind, ReplyParser
from assistant.answering.writing.proving import Proof, Prover, Refusal, cite
from assistant.domain import AnswerBlock, AnswerBlockKind, Citation, Metadata, Notice, NoticeKind, Outcome
from assistant.errors import ModelFailed, ModelFault
from assistant.language.words import content_tokens
from assistant.models.prompts import DROP
from assistant.models.values import ChatModel
from assistant.protocols import Draft, Query, Standing

REPAIR_TOKENS = 300
REPAIR_SECONDS = 15.0
HOPELESS = 6
"""After so many statements of which none held, the rest is not waited for."""
LEAST_SHARE = 0.4
"""Share of its statements that must hold for an answer to stand by itself, unless three of them do."""
ENOUGH_STATEMENTS = 3
LONGEST_HEADING = 80
OF_THE_QUESTION = 0.5
"""Share of the words of a "not covered" line that must be the question's."""

BLOCK_KINDS = {
    PieceKind.SENTENCE: AnswerBlockKind.SENTENCE,
    PieceKind.ITEM: AnswerBlockKind.ITEM,
    PieceKind.ROW: AnswerBlockKind.ROW,
}
REASONS = {
    ModelFault.OVER_BUDGET: "model_budget",
    ModelFault.TOO_SLOW: "model_slow",
    ModelFault.RATE_LIMITED: "model_busy",
    ModelFault.BUSY: "model_busy",
    ModelFault.REFUSED: "model_refused",
    ModelFault.EMPTY: "model_refused",
}
"""What is said of a fault; of all others, that the model cannot be reached."""

log = logging.getLogger(__name__)


class Writing:
    """Writes one answer. Its blocks are taken once; how it stands can be asked after each."""

    def __init__(
        self,
        query: Query,
        packed: Sequence[Packed],
        quoted: Draft,
        model: ChatModel,
        prover: Prover,
        reply: Iterator[str],
        *,
        repairs: int,
        on: date,
        quoting_name: str,
        abstain: Callable[[], Draft],
    ) -> None:
        self._query = query
        self._packed = packed
        self._quoted = quoted
        self._model = model
        self._prover = prover
        self._reply = reply
        self._repairs = repairs
        self._on = on
        self._quoting_name = quoting_name
        self._abstain = abstain
        self._citations = Citations()
        self._outcome = quoted.outcome
        self._held: list[Piece] = []
        """Headings and header rows, shown with the first statement below them."""
        self._said: set[str] = set()
        self._written = 0
        self._shown = 0
        self._notices: list[Notice] = []
        self._by = model.name
        self._no_answer = False

    def standing(self) -> Standing:
        """How the answer stands after the blocks so far."""
        dropped = (self._written - self._shown) / self._written if self._written else 0.0
        return Standing(
            outcome=self._outcome,
            citations=self._citations.all,
            notices=tuple(self._notices),
            model=self._by,
            dropped=round(dropped, 3),
        )

    def blocks(self) -> Iterator[AnswerBlock]:
        """The blocks, each as soon as it has been checked."""
        parser = ReplyParser(self._query.language)
        fault: ModelFault | None = None
        try:
            for text in self._reply:
                yield from self._checked(parser.feed(text))
                if self._no_answer or (self._written >= HOPELESS and not self._shown):
                    break
            else:
                yield from self._checked(parser.finish())
        except ModelFailed as error:
            fault = error.fault
            yield from self._checked(parser.finish(cut=True))
        finally:
            close = getattr(self._reply, "close", None)
            if close is not None:
                close()
        yield from self._ending(fault)

    def _checked(self, pieces: Iterable[Piece]) -> Iterator[AnswerBlock]:
        for piece in pieces:
            if piece.kind is PieceKind.NO_ANSWER:
                self._no_answer = True
            elif piece.kind in {PieceKind.HEADING, PieceKind.HEADER_ROW}:
                self._held = [held for held in self._held if held.kind is not piece.kind]
                self._held.append(piece)
            elif piece.kind is PieceKind.NOT_COVERED:
                yield from self._gap(piece)
            elif states_nothing(piece.text):
                if piece.text.rstrip().endswith((":", "：")):
                    self._held = [Piece(PieceKind.HEADING, piece.text)]
            else:
                yield from self._statement(piece)

    def _statement(self, piece: Piece) -> Iterator[AnswerBlock]:
        self._written += 1
        outcome = self._prover.prove(piece)
        if isinstance(outcome, Refusal):
            mended = self._mended(piece, outcome)
            if mended is None:
                log.info("A statement was dropped (%s).", ", ".join(found.fault.value for found in outcome.faults))
                return
            piece, outcome = mended
        self._shown += 1
        key = "".join(piece.text.split())
        if key in self._said:
            return
        self._said.add(key)
        numbers = cite(outcome, piece.text, self._citations)
        yield from self._heads(piece, numbers)
        yield AnswerBlock(BLOCK_KINDS[piece.kind], piece.text, piece.cells, numbers)

    def _heads(self, piece: Piece, numbers: tuple[int, ...]) -> Iterator[AnswerBlock]:
        """The headings above a statement that say nothing which the evidence does not."""
        for held in self._held:
            if held.kind is PieceKind.HEADER_ROW:
                if piece.kind is PieceKind.ROW and not figures_of(held.text).all:
                    yield AnswerBlock(AnswerBlockKind.ROW, held.text, held.cells, numbers)
            elif len(held.text) <= LONGEST_HEADING and not self._strange(held.text):
                yield AnswerBlock(AnswerBlockKind.HEADING, held.text)
        self._held = []

    def _strange(self, text: str) -> bool:
        sources = [source for item in self._packed for source in item.sources]
        return bool(unstated(text, sources) or strange_places(text, sources))

    def _mended(self, piece: Piece, refusal: Refusal) -> tuple[Piece, Proof] | None:
        """What the model makes of a sentence that does not hold, if that does."""
        if self._repairs <= 0:
            return None
        self._repairs -= 1
        packed = refusal.cited or self._packed
        messages = repair_messages(self._query, piece.text, _without_repeats(refusal.faults), packed)
        try:
            reply = self._model.complete(messages, purpose="repair", max_tokens=REPAIR_TOKENS, timeout=REPAIR_SECONDS)
        except ModelFailed as error:
            log.info("A sentence could not be mended: %s", error)
            self._repairs = 0
            return None
        if reply.strip().strip(".。`*") == DROP:
            return None
        parser = ReplyParser(self._query.language)
        for mended in (*parser.feed(reply), *parser.finish()):
            if mended.kind not in BLOCK_KINDS or states_nothing(mended.text):
                continue
            outcome = self._prover.prove(mended)
            if isinstance(outcome, Proof):
                return Piece(piece.kind, mended.text, mended.marks, mended.cells), outcome
        return None

    def _gap(self, piece: Piece) -> Iterator[AnswerBlock]:
        """A part of the question that the evidence leaves out: told in the question's own words, or not at all."""
        words = content_tokens(piece.text)
        asked = set(content_tokens(self._query.text))
        known = sum(word in asked or word in self._query.text for word in words)
        if words and known / len(words) >= OF_THE_QUESTION and not figures_of(piece.text).all:
            self._outcome = Outcome.PARTLY_ANSWERED
            text = phrase("not_covered", self._query.language, part=piece.text.rstrip("。."))
            yield AnswerBlock(AnswerBlockKind.NOTE, text)

    def _ending(self, fault: ModelFault | None) -> Iterator[AnswerBlock]:
        enough = self._shown >= ENOUGH_STATEMENTS or (
            self._shown > 0 and self._shown / self._written >= LEAST_SHARE and fault is None
        )
        language = self._query.language
        if self._no_answer and not self._shown:
            yield from self._instead(self._abstain())
            return
        if enough:
            if fault is not None:
                self._notices.append(Notice(NoticeKind.FALLBACK, phrase("model_broke_off", language)))
            self._notices = [*self._of_sources(), *self._notices]
            return
        key = REASONS.get(fault, "model_down") if fault is not None else "model_unsupported"
        if self._shown:
            key = "model_broke_off" if fault is not None else "model_little"
        self._notices.append(Notice(NoticeKind.FALLBACK, phrase(key, language)))
        yield from self._instead(self._quoted)

    def _instead(self, draft: Draft) -> Iterator[AnswerBlock]:
        """The blocks of the answer that needs no model, behind what has been shown already."""
        if not self._shown:
            self._by = self._quoting_name
            self._outcome = draft.outcome
        numbers: dict[int, int] = {}
        for citation in draft.citations:
            numbers[citation.number] = self._citations.adopt(citation)
        for block in draft.blocks:
            if "".join(block.text.split()) not in self._said:
                cited = tuple(dict.fromkeys(numbers[number] for number in block.citations))
                yield replace(block, citations=cited)
        self._notices = list(dict.fromkeys([*self._notices, *draft.notices]))

    def _of_sources(self) -> list[Notice]:
        """What is to be known of the sources that are cited: those that the quotes know of, and their validity."""
        titles = {item.metadata.title for item in self._packed}
        cited = {citation.title for citation in self._citations.all}
        kept = [notice for notice in self._quoted.notices if not any(title in notice.text for title in titles - cited)]
        lapsed = validity_notices(self._documents(self._citations.all), on=self._on, language=self._query.language)
        return list(dict.fromkeys([*kept, *lapsed]))

    def _documents(self, citations: Iterable[Citation]) -> list[Metadata]:
        cited = {(citation.document_id, citation.version) for citation in citations}
        return list(
            dict.fromkeys(
                item.metadata for item in self._packed if (item.passage.document_id, item.passage.version) in cited
            )
        )


def _without_repeats(faults: Sequence[Found]) -> list[Found]:
    return list(dict.fromkeys(faults))
