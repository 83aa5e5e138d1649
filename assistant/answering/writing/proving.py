"""Giving each statement of a reply the exact sentences that bear it out, or finding that there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.checking.checker import Checker
from assistant.answering.checking.figures import figures_of
from assistant.answering.checking.values import Fault, Found, Source, Verdict
from assistant.answering.citing import Citations
from assistant.answering.writing.packing import Packed
from assistant.answering.writing.parsing import Piece
from assistant.domain import Sentence, SentenceKind, Span

IN_DOUBT = 0.25
"""Share of its words that must be said for a second opinion to be asked on the wording alone."""


class Judge(Protocol):
    """Gives a second opinion where the wording leaves it open."""

    def follows(self, statement: str, sources: Sequence[str]) -> bool | None:
        """Whether a statement follows from sources; None when it cannot say."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement with what it rests on."""

    places: tuple[tuple[Packed, Sentence, Source], ...]
    as_cited: bool
    """Whether these are sentences of the passages that it cites itself."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A statement that must not be shown, with the passages that it cites."""

    faults: tuple[Found, ...]
    cited: tuple[Packed, ...]


class Prover:
    """Proves statements from packed evidence."""

    def __init__(
        self, checker: Checker, packed: Sequence[Packed], *, question: str, judge: Judge | None = None
    ) -> None:
        self._checker = checker
        self._packed = {item.number: item for item in packed}
        self._question = question
        self._judge = judge

    def prove(self, piece: Piece) -> Proof | Refusal:
        """The sentences that bear a statement out: of the passages that it cites, or else of any.

        A statement that is true of another passage than the one that it cites, or that cites nothing, is not lost: it
        is shown with the right citation.
        """
        cited = tuple(self._packed[number] for number in piece.marks if number in self._packed)
        faults: tuple[Found, ...] = (Found(Fault.CITATION, piece.text),)
        if cited:
            outcome = self._try(piece.text, cited, as_cited=True)
            if isinstance(outcome, Proof):
                return outcome
            faults = outcome
        if len(cited) < len(self._packed):
            outcome = self._try(piece.text, tuple(self._packed.values()), as_cited=False)
            if isinstance(outcome, Proof):
                return outcome
            faults = faults if cited else (*faults, *outcome)
        return Refusal(faults, cited)

    def _try(self, claim: str, packed: Sequence[Packed], *, as_cited: bool) -> Proof | tuple[Found, ...]:
        places = [
            (item, sentence, source)
            for item in packed
            for sentence, source in zip(item.sentences, item.sources, strict=True)
        ]
        verdict = self._checker.check(claim, [source for _, _, source in places], question=self._question)
        used = tuple(places[place] for place in verdict.used)
        if verdict.holds or self._second_opinion(claim, verdict, used):
            return Proof(used, as_cited)
        return verdict.faults

    def _second_opinion(self, claim: str, verdict: Verdict, used: Sequence[tuple[Packed, Sentence, Source]]) -> bool:
        """Whether a judge bears out what only lacks words: no judge overrules a figure, a place or a name."""
        if self._judge is None or verdict.wording < IN_DOUBT:
            return False
        if {found.fault for found in verdict.faults} != {Fault.WORDING}:
            return False
        return self._judge.follows(claim, [source.near for _, _, source in used]) is True


def cite(proof: Proof, claim: str, citations: Citations) -> tuple[int, ...]:
    """Numbers of the citations of a proof, in the order in which they count."""
    numbers = []
    wanted = figures_of(claim).keys
    for item, sentence, source in proof.places:
        numbers.append(citations.cite(item.passage, item.metadata, Span(sentence.start, sentence.end)))
        header = item.passage.header
        # The header of a table is cited when it holds a figure that the row lacks.
        if header is not None and sentence.kind is SentenceKind.ROW:
            missing = wanted - figures_of(source.words).keys
            if missing & figures_of(source.header).keys:
                numbers.append(citations.cite(item.passage, item.metadata, header))
    return tuple(dict.fromkeys(numbers))
