"""Deadlines in an answer: what starts or ends within the days that a question names, each date cited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.domain import AnswerBlock, AnswerBlockKind, Notice, NoticeKind, Outcome
from assistant.language.places import matches_place, name_of
from assistant.measures.book import MeasureBook
from assistant.measures.deadlines import Deadline, Window
from assistant.measures.selecting import Wanted
from assistant.measures.validity import Moment
from assistant.measures.wishes import WishedDeadlines
from assistant.measures.wording import MOMENTS, label
from assistant.protocols import Draft, Query

MOST = 15
"""Dates that a table shows."""
MOST_DOCUMENTS = 8
HEADER = {"zh": ("", "日期", "措施", "原文"), "en": ("", "Date", "Measure", "Words")}
LONGEST_WORDS = 160


def ahead(query: Query, wish: WishedDeadlines, book: MeasureBook, *, on: date) -> Draft | None:
    """The dates of measures and documents within some days; an honest "none" when there is none.

    None when the question names places that there are no measures and no documents for.
    """
    places = tuple(code for code in dict.fromkeys((*query.jurisdictions, *query.hinted)) if code != "CN")
    language = query.language
    found = _of_the_sort(book.deadlines(Wanted(places), wish.within, access=query.access), wish)
    documents = [
        one
        for one in book.expiring(wish.within, access=query.access)
        if Moment.ENDS in wish.moments and (not places or matches_place(one.metadata.jurisdictions, places))
    ]
    sources = book.sources(access=query.access)
    blocks: list[AnswerBlock] = []
    for one in found[:MOST]:
        filed = one.filed
        numbers = sources.cite(filed, one.field)
        words = " ".join(sources.citations[numbers[0] - 1].quote.split())
        shown = words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
        cells = (_what(one, language), _day(one, language), filed.measure.programme, shown)
        blocks.append(AnswerBlock(AnswerBlockKind.ROW, " | ".join(cells), cells, numbers))
    if blocks:
        header = HEADER["zh" if language == "zh" else "en"]
        blocks.insert(0, AnswerBlock(AnswerBlockKind.ROW, " | ".join(header), header))
    blocks.insert(0, AnswerBlock(AnswerBlockKind.NOTE, _lead(wish.within, len(found), len(documents), language)))
    notices = [
        Notice(
            NoticeKind.ENDING,
            f"《{one.metadata.title}》的有效期至 {one.said}。"
            if language == "zh"
            else f"The validity of “{one.metadata.title}” ends on {one.said}.",
        )
        for one in documents[:MOST_DOCUMENTS]
    ]
    outcome = Outcome.ANSWERED if found or documents else Outcome.NO_SUPPORT
    return Draft(outcome, sources.citations, iter(blocks), tuple(notices))


def _of_the_sort(found: Sequence[Deadline], wish: WishedDeadlines) -> list[Deadline]:
    """The dates that the question asks for: beginnings or ends, of aid or of duties; of any sort when there is none of it."""
    asked = [one for one in found if one.moment in wish.moments]
    return [one for one in asked if not wish.instruments or one.filed.measure.instrument in wish.instruments] or asked


def _day(one: Deadline, language: str) -> str:
    """The date as far as it is stated; of an end that is stated as a year or month that it is the end of it."""
    if one.moment in {Moment.STARTS, Moment.OPENS} or len(one.said) == len("2026-04-01"):
        return one.said
    year, _, month = one.said.partition("-")
    if language == "zh":
        return f"{year}年{f'{int(month)}月' if month else ''}底"
    return f"end of {f'{one.day:%B} ' if month else ''}{year}"


def _what(one: Deadline, language: str) -> str:
    return f"{name_of(one.filed.measure.jurisdiction, language)} · {label(MOMENTS[one.moment], language)}"


def _lead(within: Window, dates: int, documents: int, language: str) -> str:
    if language == "zh":
        if not dates and not documents:
            return f"{within.first} 至 {within.last}：文件中没有生效、到期或申请截止的日期。"
        ending = f"，{documents} 份文件到期" if documents else ""
        return f"{within.first} 至 {within.last}：{dates} 个日期{ending}。"
    if not dates and not documents:
        return f"From {within.first} to {within.last} the documents name nothing that starts, ends or closes."
    named = f"{dates} date{'' if dates == 1 else 's'}"
    if not documents:
        return f"From {within.first} to {within.last}: {named}."
    ending = "1 document ends" if documents == 1 else f"{documents} documents ends"
    return f"From {within.first} to {within.last}: {named}, and the validity of {ending}."
