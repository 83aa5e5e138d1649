"""Deadlines in an answer: what starts or ends within the days that a question names, each date cited."""

from __future__ import annotations

from datetime import date

from assistant.domain import AnswerBlock, AnswerBlockKind, Notice, NoticeKind, Outcome
from assistant.language.places import name_of
from assistant.measures.book import MeasureBook
from assistant.measures.deadlines import Deadline, Window
from assistant.measures.selecting import Wanted
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
    places = tuple(code for code in query.jurisdictions if code != "CN")
    language = query.language
    found = book.deadlines(Wanted(places), wish.within, access=query.access)
    documents = [
        one
        for one in book.expiring(wish.within, access=query.access)
        if not places or set(one.metadata.jurisdictions) & set(places)
    ]
    sources = book.sources(access=query.access)
    blocks: list[AnswerBlock] = []
    for one in found[:MOST]:
        filed = one.filed
        numbers = sources.cite(filed, one.field)
        words = " ".join(sources.citations[numbers[0] - 1].quote.split())
        shown = words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
        cells = (_what(one, language), one.said, filed.measure.programme, shown)
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


def _what(one: Deadline, language: str) -> str:
    return f"{name_of(one.filed.measure.jurisdiction, language)} · {label(MOMENTS[one.moment], language)}"


def _lead(within: Window, dates: int, documents: int, language: str) -> str:
    if language == "zh":
        if not dates and not documents:
            return f"{within.first} 至 {within.last}：文件中没有生效、到期或申请截止的日期。"
        return f"{within.first} 至 {within.last}：{dates} 个日期，{documents} 份文件到期。"
    if not dates and not documents:
        return f"From {within.first} to {within.last} the documents name nothing that starts, ends or closes."
    return f"From {within.first} to {within.last}: {dates} dates, and the validity of {documents} documents ends."
