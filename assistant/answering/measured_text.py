"""Estimates as blocks of an answer: each printed line with the citations of its inputs, doubts as notices."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import AnswerBlock, AnswerBlockKind, Notice, NoticeKind
from assistant.language.places import name_of
from assistant.measure import FiledMeasure
from assistant.measures.citing import Sources
from assistant.measures.cumulating import Total
from assistant.measures.estimates import Estimate, Step, Verdict
from assistant.measures.money import amount_text, money_text, rate_text
from assistant.measures.wording import (
    ALTERNATIVES,
    ASSUMED_CURRENCY,
    INSTRUMENTS,
    OFFICIAL,
    RESULTS,
    SPOKEN,
    STATED_OTHERWISE,
    STEPS,
    doubt_text,
    figure_text,
    label,
    outcome_text,
)

FIGURES = ("rate", "amount", "cap")


def blocks_of(
    found: Estimate, also: Sequence[FiledMeasure], sources: Sources, language: str, *, headed: bool
) -> list[AnswerBlock]:
    """The lines of one estimate; ``headed`` by place and programme where there are several."""
    measure = found.filed.measure
    blocks = []
    if headed:
        title = f"{name_of(measure.jurisdiction, language)} · {measure.programme}"
        if measure.applies_to:
            title = f"{title} · {measure.applies_to}"
        blocks.append(AnswerBlock(AnswerBlockKind.HEADING, title))
    cited = tuple(dict.fromkeys(number for step in found.steps for number in step.citations))
    cited = cited or sources.cite(found.filed)
    *before, last = found.steps or (None,)
    blocks.extend(_line(step, cited, language) for step in before if step is not None)
    others = tuple(number for filed in also for number in sources.cite(filed, *FIGURES))
    if last is not None and found.verdict is Verdict.COMPUTED:
        text = f"{_name(found, language)}{_colon(language)}{last.line}{_notation(found, language)}"
        numbers = tuple(dict.fromkeys((*(last.citations or cited), *others)))
        blocks.append(AnswerBlock(AnswerBlockKind.SENTENCE, text, citations=numbers))
        return blocks
    if last is not None:
        blocks.append(_line(last, cited, language))
    note = outcome_text(found, language)
    blocks.append(AnswerBlock(AnswerBlockKind.NOTE, f"{note}{'。' if language == 'zh' else '.'}", citations=cited))
    return blocks


def stated_otherwise(filed: FiledMeasure, sources: Sources, language: str) -> AnswerBlock:
    """What another document says of the same programme, with its kind and date."""
    measure = filed.measure
    figures = {
        "rate": None if measure.rate is None else rate_text(measure.rate),
        "amount": None if measure.amount is None else amount_text(measure.amount, measure.currency),
        "cap": None if measure.cap is None else money_text(measure.cap, measure.currency),
    }
    said = " · ".join(text for text in figures.values() if text)
    numbers = sources.cite(filed, *(field for field, text in figures.items() if text))
    lead = f"{label(STATED_OTHERWISE, language)}{_colon(language)}"
    # The title is told by the citation and the notice: figures in it would be stated without their words.
    kind = label(OFFICIAL if measure.official else SPOKEN, language)
    about = f"（{kind}）" if language == "zh" else f" ({kind})"
    return AnswerBlock(AnswerBlockKind.ITEM, f"{lead}{said}{about}", citations=numbers)


def total_blocks(whole: Total, language: str) -> tuple[AnswerBlock, ...]:
    """The lines of a sum, its result last."""
    *before, last = whole.steps
    cited = tuple(dict.fromkeys(number for step in whole.steps for number in step.citations))
    said = figure_text(whole.result, whole.currency, None, language).partition("（")
    name = label(RESULTS["duty"], language)
    text = f"{name}{_colon(language)}{last.line}{said[1]}{said[2]}"
    numbers = last.citations or cited
    return (
        *(_line(step, cited, language) for step in before),
        AnswerBlock(AnswerBlockKind.SENTENCE, text, citations=numbers),
    )


def _line(step: Step, cited: tuple[int, ...], language: str) -> AnswerBlock:
    text = f"{label(STEPS[step.kind], language)}{_colon(language)}{step.line}"
    return AnswerBlock(AnswerBlockKind.ITEM, text, citations=step.citations or cited)


def _name(found: Estimate, language: str) -> str:
    measure = found.filed.measure
    name = label(RESULTS.get(measure.instrument.value, INSTRUMENTS[measure.instrument]), language)
    if found.result is not None and found.result.low is None:
        return f"{name}（最多）" if language == "zh" else f"{name}, at most"
    return name


def _notation(found: Estimate, language: str) -> str:
    """The result as Chinese readers write it, behind it."""
    if language != "zh" or found.result is None or not found.currency:
        return ""
    _, mark, said = figure_text(found.result, found.currency, found.unit, language).partition("（")
    return f"{mark}{said}"


def doubts_of(estimates: Sequence[Estimate], language: str, *, several: bool, assumed: bool) -> tuple[Notice, ...]:
    """What makes the estimates less sure, each once, in one notice; and that they are not added up."""
    doubts = dict.fromkeys(doubt for found in estimates for doubt in found.doubts)
    said = [doubt_text(doubt, language) for doubt in doubts]
    if assumed:
        said.insert(0, label(ASSUMED_CURRENCY, language))
    notices = []
    if said:
        joint = "；" if language == "zh" else "; "
        lead = "测算的前提和存疑：" if language == "zh" else "The estimate rests on this: "
        text = f"{lead}{joint.join(said)}{'。' if language == 'zh' else '.'}"
        notices.append(Notice(NoticeKind.ESTIMATE, text))
    if several:
        notices.append(Notice(NoticeKind.ESTIMATE, label(ALTERNATIVES, language)))
    return tuple(notices)


def _colon(language: str) -> str:
    return "：" if language == "zh" else ": "
