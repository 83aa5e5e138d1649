"""What is sent to the model: the prompts filled with a question and its evidence."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from assistant.answering.checking.values import Found
from assistant.answering.glossing import glosses
from assistant.answering.writing.packing import Packed, as_data, shown
from assistant.domain import Metadata, Profile
from assistant.measure import FiledMeasure, Measure, Range
from assistant.models import prompts
from assistant.models.values import Message
from assistant.protocols import Query

WORDS = {"zh": 160, "en": 140}
"""Most words of an answer that the model is asked for."""
MOST_TERMS = 20
MOST_MEASURES = 12


def mark() -> str:
    """A mark for fences that no text can know beforehand."""
    return f"DATA-{secrets.token_hex(4).upper()}"


def answer_messages(
    query: Query,
    packed: Sequence[Packed],
    *,
    notes: Callable[[Metadata], str],
    measures: Sequence[FiledMeasure] = (),
) -> list[Message]:
    """The request for a whole answer."""
    language = prompts.LANGUAGES[query.language]
    fence = mark()
    asides = ""
    if terms := _terms(query, packed):
        asides += prompts.TERMS.format(terms="; ".join(terms))
    if lines := _measures(packed, measures):
        asides += prompts.MEASURES.format(mark=fence, measures="\n".join(lines))
    if query.profile:
        asides += prompts.PROFILE.format(mark=fence, profile=as_data(_profile(query.profile)))
    system = prompts.ANSWER.format(
        language=language,
        words=WORDS[query.language],
        no_answer=prompts.NO_ANSWER,
        not_covered=prompts.NOT_COVERED,
    )
    asked = prompts.QUESTION.format(
        mark=fence,
        language=language,
        evidence=shown(packed, notes=notes),
        asides=asides,
        question=as_data(query.text),
    )
    return [Message("system", system), Message("user", asked)]


def repair_messages(query: Query, sentence: str, faults: Sequence[Found], packed: Sequence[Packed]) -> list[Message]:
    """The request to mend one sentence."""
    fence = mark()
    wrong = "; ".join(f"{found.fault.value}: {found.words[:120]}" for found in faults)
    asked = prompts.REPAIR_THIS.format(
        mark=fence, evidence=shown(packed, notes=lambda _: ""), sentence=as_data(sentence), faults=as_data(wrong)
    )
    system = prompts.REPAIR.format(language=prompts.LANGUAGES[query.language], drop=prompts.DROP)
    return [Message("system", system), Message("user", asked)]


def _terms(query: Query, packed: Sequence[Packed]) -> list[str]:
    """Names of the evidence as the user's language has them; figures need none."""
    found: dict[str, str] = {}
    for item in packed:
        if item.metadata.language != query.language:
            for original, said in glosses(f"{item.metadata.title}\n{item.passage.text}", query.language):
                if not any(char.isdigit() for char in original):
                    found.setdefault(original, said)
    return [f"{original} = {said}" for original, said in list(found.items())[:MOST_TERMS]]


def _measures(packed: Sequence[Packed], measures: Sequence[FiledMeasure]) -> list[str]:
    lines = []
    for filed in measures:
        measure = filed.measure
        number = next((item.number for item in packed if _holds(item, measure)), None)
        if number is not None:
            lines.append(f"[{number}] " + as_data(_line(measure)))
    return lines[:MOST_MEASURES]


def _holds(item: Packed, measure: Measure) -> bool:
    """Whether a passage holds the main words of a measure, in a sentence that may be cited."""
    passage = item.passage
    if (passage.document_id, passage.version) != (measure.document_id, measure.version) or not measure.spans:
        return False
    return any(sentence.start <= measure.spans[0].start < sentence.end for sentence in item.sentences)


def _line(measure: Measure) -> str:
    money = f" {measure.currency}" if measure.currency else ""
    facts = {
        "place": measure.jurisdiction,
        "kind": measure.instrument.value,
        "rate": _range(measure.rate, "%"),
        "of": measure.rate_of,
        "amount": _range(measure.amount, money),
        "per": measure.per,
        "cap": f"{measure.cap:f}{money}" if measure.cap is not None else None,
        "floor": f"{measure.floor:f}{money}" if measure.floor is not None else None,
        "least investment": f"{measure.minimum_investment:f}{money}"
        if measure.minimum_investment is not None
        else None,
        "from": measure.starts,
        "until": measure.ends,
        "apply from": measure.opens,
        "apply until": measure.closes,
    }
    return f"{measure.programme}: " + "; ".join(f"{name} {value}" for name, value in facts.items() if value)


def _range(value: Range | None, unit: str) -> str | None:
    if value is None:
        return None
    ends = [f"{end:f}" if end is not None else "" for end in (value.low, value.high)]
    if ends[0] == ends[1]:
        return ends[0] + unit
    return (f"{ends[0]} to {ends[1]}" if all(ends) else f"up to {ends[1]}" if ends[1] else f"from {ends[0]}") + unit


def _profile(profile: Profile) -> str:
    facts = {
        "sector": profile.sector,
        "size": profile.size,
        "home": profile.home,
        "markets": ", ".join(profile.markets),
        "stage": profile.stage,
    }
    return "; ".join(f"{name}: {value}" for name, value in facts.items() if value)
