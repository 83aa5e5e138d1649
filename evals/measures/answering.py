"""Whether an answer gives the right result, abstains, or is wrong: decided from its blocks, by value, without a judge.

Quantities are compared as values (``EUR 0.5 million`` is ``50万欧元``); headings and notes are left out, for they state
nothing. A block is in *own words* unless its words are part of a quote that the answer cites. A number is *foreign* when it
stands neither in a cited quote, nor in the question, nor among the results, steps and other values that the question's
hand calculation allows; of plain numbers only those from 1,000 on are looked at.

- **estimate**: right when every result stands in a block of own words, behind all steps that the block has (a block may
  say ``20% × 3,000,000 = 600,000, capped: 500,000``, or the result alone), and no number is foreign. Where a document states
  the result itself, quoting it will do. Abstained when the answer abstains, or claims nothing in own words.
- **comparison**: right when every cell stands where it belongs: in a table's column or row of its jurisdiction, or in a block
  that names that jurisdiction alone, or cites it alone; a jurisdiction of which nothing can be said is named all the same;
  and no number is foreign.
- **deadlines**: right when every date stands in a block with one of its names, and no other date within the time asked for.
  The end of a year or month is its last day.
- **abstain**: right when the answer abstains, or claims no foreign number in own words; what must be shown has to stand in a
  block or a quote unless it abstains altogether.

Everything else is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from assistant.dates import PARTIAL_DATE, last_day
from assistant.domain import AnswerBlockKind, Outcome
from assistant.language.places import country_of, places_in
from assistant.language.quantities import Quantity, QuantityKind, quantities
from assistant.language.script import fold
from assistant.wire.answers import AnswerOut, BlockOut
from evals.facts import holds
from evals.measures.questions import MeasureQuestion

STATES = {AnswerBlockKind.SENTENCE, AnswerBlockKind.ITEM, AnswerBlockKind.ROW}
ABSTAINS = {Outcome.NO_SUPPORT, Outcome.DECLINED}
END_OF = re.compile(r"\bend of (?:the )?$", re.IGNORECASE)
AT_END = re.compile(r".?(?<=[\d年月])[年月]?[底末]")
SMALL = 1000
"""Plain numbers below it are counts, paragraphs and years of age, not results."""


class Verdict(StrEnum):
    """How an answer did."""

    RIGHT = "right"
    ABSTAINED = "abstained"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with its reason."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class _Stated:
    """What an answer states, as far as the rules look at it."""

    blocks: tuple[BlockOut, ...]
    own: tuple[BlockOut, ...]
    quotes: tuple[str, ...]
    abstains: bool


def judge(question: MeasureQuestion, answer: AnswerOut) -> Judgement:
    """The verdict on an answer, by the rules above."""
    stated = _stated(answer)
    if question.expects == "abstain":
        return _abstain(question, stated)
    if stated.abstains:
        return Judgement(Verdict.ABSTAINED, f"outcome {answer.outcome.value}")
    if question.expects == "estimate":
        return _estimate(question, stated)
    if question.expects == "comparison":
        return _comparison(question, stated, answer)
    return _deadlines(question, stated)


def _stated(answer: AnswerOut) -> _Stated:
    blocks = tuple(block for block in answer.blocks if block.kind in STATES)
    quotes = tuple(citation.quote for citation in answer.citations)
    plain = [_plain(quote) for quote in quotes]
    own = tuple(block for block in blocks if not any(_plain(block.text) in quote for quote in plain))
    return _Stated(blocks, own, quotes, answer.outcome in ABSTAINS)


def _plain(text: str) -> str:
    return re.sub(r"[\s*_`\\。.;；]+", "", fold(text))


def _estimate(question: MeasureQuestion, stated: _Stated) -> Judgement:
    foreign = _foreign(question, stated, stated.blocks)
    results = [_quantity(text) for text in question.results]
    steps = [_quantity(text) for text in question.steps]
    blocks = stated.blocks if question.quoted else stated.own
    lacking = [
        text
        for text, result in zip(question.results, results, strict=True)
        if not any(_concludes(block.text, result, steps, anywhere=question.quoted) for block in blocks)
    ]
    if not lacking and not foreign:
        return Judgement(Verdict.RIGHT, "every result is there, and no other")
    if lacking and not foreign and not _claims(question, stated):
        return Judgement(Verdict.ABSTAINED, "no result is claimed")
    reasons = [f"{text} is not given as the result" for text in lacking]
    return Judgement(Verdict.WRONG, "; ".join(reasons + [f"claims {shown}" for shown in foreign]))


def _concludes(text: str, result: Quantity, steps: Sequence[Quantity], *, anywhere: bool) -> bool:
    """Whether a block gives a result, behind the steps that lead to it."""
    found = quantities(text)
    last = max((quantity.end for quantity in found if _is(quantity, result)), default=-1)
    if last < 0 or anywhere:
        return last >= 0
    others = [step for step in steps if not _is(step, result)]
    return all(quantity.end < last for quantity in found if any(_is(quantity, step) for step in others))


def _claims(question: MeasureQuestion, stated: _Stated) -> bool:
    """Whether something is claimed as a result in own words: a number that neither the sources nor the user said."""
    known = _said([*stated.quotes, question.question])
    return any(not _among(quantity, known) for block in stated.own for quantity in _weighty(block.text))


def _comparison(question: MeasureQuestion, stated: _Stated, answer: AnswerOut) -> Judgement:
    filed = {citation.number: set(citation.jurisdictions) for citation in answer.citations}
    places = set(question.cells)
    reasons = []
    for place, facts in question.cells.items():
        texts = list(_texts_of(place, places, stated.blocks, filed))
        reasons += [f"{place}: {fact} is not said" for fact in facts if not any(holds(text, fact) for text in texts)]
        if not facts and not any(place in places_in(block.text) for block in answer.blocks):
            reasons.append(f"{place}: is not named")
    reasons += [f"claims {shown}" for shown in _foreign(question, stated, stated.blocks)]
    if not reasons:
        return Judgement(Verdict.RIGHT, "every cell is there")
    return Judgement(Verdict.WRONG, "; ".join(reasons))


def _texts_of(place: str, places: set[str], blocks: Sequence[BlockOut], filed: dict[int, set[str]]) -> Iterator[str]:
    """All that is said of a place: its column, rows and sentences that name it alone, and what cites it alone."""
    yield from _column_of(place, places, blocks)
    others = places - {place}
    for block in blocks:
        named = _named(block.text, places)
        if named == {place} or not (named or others):
            yield block.text
        cited = set().union(*(filed.get(number, set()) for number in block.citations))
        if not named and place in cited and not cited & others:
            yield block.text


def _column_of(place: str, places: set[str], blocks: Sequence[BlockOut]) -> Iterator[str]:
    """Cells below a header that names a place. A table begins where rows begin, with its header."""
    column: int | None = None
    inside = False
    for block in blocks:
        if block.kind is not AnswerBlockKind.ROW:
            inside, column = False, None
        elif not inside:
            inside = True
            column = next((spot for spot, cell in enumerate(block.cells) if _named(cell, places) == {place}), None)
        elif column is not None and column < len(block.cells):
            yield block.cells[column]


def _named(text: str, places: set[str]) -> set[str]:
    """Which of the places a text names; of a region with its country ("Catalonia, Spain") the region."""
    named = set(places_in(text)) & places
    return named - {country_of(place) for place in named if country_of(place) != place}


def _deadlines(question: MeasureQuestion, stated: _Stated) -> Judgement:
    reasons = []
    for item in question.items:
        told = [block.text for block in stated.blocks if item.date.isoformat() in _days(block.text)]
        # A block may name its matter by the heading or cell that stands with the date, so case does not count.
        if not any(fold(name) in fold(text) for text in told for name in item.names):
            reasons.append(f"{item.date} is not named with {item.names[0]}")
    first, last = question.today, question.today + timedelta(days=question.days or 0)
    expected = {item.date for item in question.items} | {value for value in question.also if isinstance(value, date)}
    others = {
        day
        for block in stated.blocks
        for day in map(date.fromisoformat, _days(block.text))
        if first < day <= last and day not in expected
    }
    reasons += [f"names {day}" for day in sorted(others)]
    if not reasons:
        return Judgement(Verdict.RIGHT, "every date is there, and no other")
    return Judgement(Verdict.WRONG, "; ".join(reasons))


def _abstain(question: MeasureQuestion, stated: _Stated) -> Judgement:
    if stated.abstains:
        return Judgement(Verdict.RIGHT, "abstains")
    foreign = _foreign(question, stated, stated.own)
    have = _said([*stated.quotes, *(block.text for block in stated.blocks)])
    lacking = [text for text in question.shown if not _among(_quantity(text), have)]
    if not foreign and not lacking:
        return Judgement(Verdict.RIGHT, "no result is claimed")
    reasons = [f"{text} is not shown" for text in lacking]
    return Judgement(Verdict.WRONG, "; ".join(reasons + [f"claims {shown}" for shown in foreign]))


def _foreign(question: MeasureQuestion, stated: _Stated, blocks: Sequence[BlockOut]) -> list[str]:
    """Numbers in blocks that come from nowhere."""
    allowed = [*question.results, *question.steps, *question.shown]
    allowed += [value for value in question.also if isinstance(value, str)]
    known = _said([*stated.quotes, question.question, *allowed])
    found = {
        block.text[quantity.start : quantity.end].strip(): None
        for block in blocks
        for quantity in _weighty(block.text)
        if not _among(quantity, known)
    }
    return list(found)


def _weighty(text: str) -> Iterator[Quantity]:
    """Amounts and percentages, and plain numbers that are large enough to be results."""
    for quantity in quantities(text):
        if quantity.kind in {QuantityKind.MONEY, QuantityKind.PERCENT} or _is_large(quantity):
            yield quantity


def _is_large(quantity: Quantity) -> bool:
    return isinstance(quantity.value, Decimal) and quantity.value >= SMALL


def _said(texts: Sequence[str]) -> list[Quantity]:
    return [quantity for text in texts for quantity in quantities(text)]


def _among(quantity: Quantity, known: Sequence[Quantity]) -> bool:
    return any(_is(quantity, other) for other in known)


def _quantity(text: str) -> Quantity:
    return quantities(text)[0]


def _is(found: Quantity, expected: Quantity) -> bool:
    """Whether a quantity is the expected one; a bare number may be an amount, for a table names the currency above it."""
    if found.value != expected.value:
        return False
    return (found.kind, found.unit) == (expected.kind, expected.unit) or QuantityKind.NUMBER in {
        found.kind,
        expected.kind,
    }


def _days(text: str) -> set[str]:
    """Whole days in ISO form; the end of a year or month is one too."""
    dates = [one for one in quantities(text) if one.kind is QuantityKind.DATE]
    whole = {str(one.value) for one in dates if len(str(one.value)) == len("2026-04-01")}
    ends = [one for one in dates if END_OF.search(text[: one.start]) or AT_END.match(text[one.end - 1 :])]
    return whole | {last_day(str(one.value)).isoformat() for one in ends if PARTIAL_DATE.match(str(one.value))}
