"""Questions that documents give rise to, as a user would ask them; whether they are answered is found out elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answering.aspects import aspects_of
from assistant.answering.subjects import first_heading, subjects_of, topic_name
from assistant.domain import Kind, Metadata, Passage
from assistant.language.notation import amount_in
from assistant.language.places import name_of
from assistant.measure import FiledMeasure, Instrument

SUBJECTS = 2
"""Names of a document's matter that each aspect is asked by."""
SPEAKERS = 2
HELPED = frozenset({"logistics", "after-sales", "branding", "finance-listing", "testing-certification", "ip"})
"""Topics in which others can help."""
USUAL_INVESTMENT = Decimal(10_000_000)
COMMON = frozenset({"EUR", "USD", "GBP"})
"""Currencies in which that sum is one that a company would invest."""
ESTIMATE = "estimate"
"""What questions ask that want a sum worked out."""
GRANTED = frozenset({Instrument.GRANT, Instrument.TAX_CREDIT})


@dataclass(frozen=True, slots=True)
class Wondered:
    """A question with what it asks about its document: of two that ask the same, one is enough."""

    text: str
    about: str
    document: str = ""
    """Id of the document, where it is about one."""


def about_document(
    passages: Sequence[Passage],
    metadata: Metadata,
    language: str,
    *,
    asked: str = "",
    quoted: Collection[str | None] = (),
    topics: Collection[str] = (),
) -> Iterator[Wondered]:
    """Questions about one document, the most useful first.

    What was ``asked`` just now is not asked again, nor what sections tell that were ``quoted``. Of an event only what belongs to
    some ``topics`` is asked, if they are given.
    """
    if metadata.kind is Kind.EVENT:
        yield from _about_event(passages, metadata, language, topics)
        return
    subjects = subjects_of(metadata, first_heading(one.headings for one in passages), language)[:SUBJECTS]
    fresh = [one for one in aspects_of(passages) if one.section not in quoted and not one.aspect.heading.search(asked)]
    for subject in subjects:
        for one in fresh:
            if (text := one.aspect.question(subject, language)) is not None:
                yield Wondered(text, one.aspect.name)


def of_aid(filed: FiledMeasure, language: str) -> Wondered | None:
    """The question how much an investment would get, for a measure that gives a share of it up to a cap."""
    measure = filed.measure
    if measure.instrument not in GRANTED or measure.currency is None or measure.currency not in COMMON:
        return None
    if measure.rate is None or measure.cap is None or measure.per is not None:
        return None
    if (measure.maximum_investment or USUAL_INVESTMENT) < USUAL_INVESTMENT:
        return None
    least = measure.minimum_investment or USUAL_INVESTMENT
    invested = amount_in(max(USUAL_INVESTMENT, least), measure.currency, language)
    place = name_of(measure.jurisdiction, language)
    text = (
        f"在{place}投资{invested.replace(',', '')}建厂，能拿多少补贴？"
        if language == "zh"
        else f"How much aid would we get for a plant in {place} that costs {invested}?"
    )
    return Wondered(text, ESTIMATE)


def of_two(one: str, other: str, language: str) -> Wondered:
    """The question how two places compare, by their codes."""
    first, second = name_of(one, language), name_of(other, language)
    text = (
        f"{first}和{second}的投资激励有什么不同？"
        if language == "zh"
        else f"How do the investment incentives of {first} and {second} compare?"
    )
    return Wondered(text, "comparison")


def _about_event(
    passages: Sequence[Passage], metadata: Metadata, language: str, topics: Collection[str]
) -> Iterator[Wondered]:
    for topic in metadata.topics:
        if topic in HELPED and (not topics or topic in topics):
            name = topic_name(topic, language)
            text = f"{name}方面，谁能帮到我们？" if language == "zh" else f"Who can help us with {name}?"
            yield Wondered(text, topic)
    speakers = dict.fromkeys(passage.speaker for passage in passages if passage.speaker)
    for speaker in list(speakers)[:SPEAKERS]:
        yield Wondered(f"{speaker}说了什么？" if language == "zh" else f"What did {speaker} say?", speaker)
