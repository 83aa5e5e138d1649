"""A comparison as sheets for a spreadsheet: the table, and its sources by number."""

from __future__ import annotations

from assistant.measures.exporting import Sheet
from assistant.wire.comparisons import ComparisonOut

TITLES = {
    "zh": ("比较", "来源", "方面", "编号", "文件", "版本", "章节", "页", "发言人", "日期", "原文", "位置", "缺口与提示"),
    "en": (
        "Comparison", "Sources", "Aspect", "Number", "Document", "Version", "Section", "Page", "Speaker", "Published",
        "Quote", "Place", "Gaps and notes",
    ),
}  # fmt: skip


def sheets_of(compared: ComparisonOut, *, language: str) -> list[Sheet]:
    """The table with numbers of sources behind each cell, and the sources with their exact words."""
    (comparison, sources, aspect, number, document, version, section, page, speaker, published, quote, place, notes) = (
        TITLES["zh" if language == "zh" else "en"]
    )
    rows = [
        (row.label, *(" ".join([cell.text, *(f"[{one}]" for one in cell.citations)]).strip() for cell in row.cells))
        for row in compared.rows
    ]
    blank = ("",) * (len(compared.places) - 1)
    rows.extend((notes, notice, *blank) for notice in compared.notices)
    cited = [
        (
            f"[{one.number}]",
            one.title,
            f"{one.document_id}@{one.version}",
            one.section or "",
            "" if one.page is None else str(one.page),
            one.speaker or "",
            one.published or "",
            one.quote,
            one.url,
        )
        for one in compared.citations
    ]
    return [
        Sheet(comparison, (aspect, *(one.name for one in compared.places)), tuple(rows)),
        Sheet(sources, (number, document, version, section, page, speaker, published, quote, place), tuple(cited)),
    ]
