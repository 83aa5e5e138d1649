"""Generated documents: headings, paragraphs, lists, tables and speakers, in both scripts."""

from __future__ import annotations

from hypothesis import strategies as st

from assistant.domain import BlockKind
from ingest.pieces import Piece

SENTENCES = (
    "The aid covers 20% of eligible costs. ",
    "It may not exceed EUR 500,000 per company. ",
    "Applications close on 31 December 2026, unless the budget is used up earlier. ",
    "补贴最高为合格投资的20%。",
    "上限为50万欧元；申请截至2026年12月31日。",
    "Is a plant of Nio Inc. eligible? ",
    "🚗 Vehicles count. ",
    "words without a full stop " * 9,
    "没有句号的一段很长的文字，" * 12,
    "a" * 300 + " ",
    "..... ",
)

prose = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=14).map(lambda parts: "".join(parts).strip())
cell = st.one_of(st.just(""), st.sampled_from(("20%", "EUR 500,000", "电池", "large enterprise")), prose)


@st.composite
def _section(draw: st.DrawFn) -> list[Piece]:
    kind = draw(st.sampled_from(("prose", "list", "table", "talk")))
    page = draw(st.one_of(st.none(), st.integers(1, 3)))
    if kind == "prose":
        return [Piece(BlockKind.PARAGRAPH, draw(prose), page=page) for _ in range(draw(st.integers(1, 4)))]
    if kind == "talk":
        return [
            Piece(BlockKind.PARAGRAPH, draw(prose), speaker=draw(st.sampled_from(("Li", "Ms Rossi"))), time="00:01:00")
            for _ in range(draw(st.integers(1, 4)))
        ]
    # Numbered within the document below.
    if kind == "list":
        return [Piece(BlockKind.ITEM, draw(prose), group=0, page=page) for _ in range(draw(st.integers(1, 6)))]
    width = draw(st.integers(1, 4))
    rows = [
        Piece(
            BlockKind.ROW,
            cells=("row", *draw(st.lists(cell, min_size=width, max_size=width))),
            group=0,
            # A table may go on over a page.
            page=None if page is None else page + draw(st.integers(0, 1)),
        )
        for _ in range(draw(st.integers(1, 8)))
    ]
    if draw(st.booleans()):
        names = tuple(f"column {number}" for number in range(width + 1))
        rows.insert(0, Piece(BlockKind.HEADER_ROW, cells=names, group=0, page=page))
    return rows


@st.composite
def _pieces(draw: st.DrawFn) -> list[Piece]:
    pieces: list[Piece] = []
    for group in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            title = draw(st.sampled_from(("Amounts", "资格", "How to apply")))
            pieces.append(Piece(BlockKind.HEADING, title, level=draw(st.integers(1, 3))))
        for piece in draw(_section()):
            numbered = None if piece.group is None else group
            pieces.append(
                Piece(piece.kind, piece.text, group=numbered, page=piece.page, speaker=piece.speaker, time=piece.time,
                      cells=piece.cells)
            )  # fmt: skip
    return pieces


PIECES = _pieces()
