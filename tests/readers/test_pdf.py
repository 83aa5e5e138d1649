"""PDF files, written here by a real writer, become paragraphs with their pages."""

import io
from collections.abc import Callable, Sequence

import pypdf
import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece, Reading
from ingest.readers.pages import paragraphs
from ingest.readers.pdf import read_pdf

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

ENGLISH = [
    "The regulation puts a carbon price on imports of iron, steel and ferti-",
    "lisers. The reporting phase ran from October 2023 to the end of the",
    "year 2025, and payment rises in step.",
]
CHINESE = ["境外投资应当遵守中国法律，并遵循商业惯例和国际通行规则以及东道", "国的有关规定，先备案再汇出。"]


def written(
    pages: Sequence[Sequence[str]],
    *,
    headings: Sequence[tuple[str, int, int]] = (),
    prepare: Callable[[Canvas], None] = lambda canvas: None,
    encrypt: pdfencrypt.StandardEncryption | None = None,
) -> bytes:
    """A PDF with these lines; headings are title, level and page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt)
    prepare(canvas)
    for number, lines in enumerate(pages, start=1):
        for row, line in enumerate(lines):
            canvas.setFont("Helvetica" if line.isascii() else "STSong-Light", 11)
            canvas.drawString(72, 780 - 14 * row, line)
        for index, (title, level, page) in enumerate(headings):
            if page == number:
                canvas.bookmarkPage(str(index))
                canvas.addOutlineEntry(title, str(index), level - 1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(pages: Sequence[Sequence[str]], *, headings: Sequence[tuple[str, int, int]] = ()) -> Reading:
    return read_pdf(written(pages, headings=headings), name="act.pdf")


def test_lines_are_joined_into_paragraphs_with_their_page() -> None:
    assert read([ENGLISH, CHINESE]).pieces == (
        Piece(
            BlockKind.PARAGRAPH,
            "The regulation puts a carbon price on imports of iron, steel and fertilisers. The reporting phase ran from "
            "October 2023 to the end of the year 2025, and payment rises in step.",
            page=1,
        ),
        Piece(
            BlockKind.PARAGRAPH,
            "境外投资应当遵守中国法律，并遵循商业惯例和国际通行规则以及东道国的有关规定，先备案再汇出。",
            page=2,
        ),
    )


def test_running_headers_footers_and_page_numbers_are_removed() -> None:
    bodies = ["alpha", "beta", "gamma", "delta"]
    pages = [
        ["Act 837", f"This is the page about {body} and nothing else.", "Ministry", f"Page {number} of 4"]
        for number, body in enumerate(bodies, start=1)
    ]
    assert [piece.text for piece in read(pages).pieces] == [
        f"This is the page about {body} and nothing else." for body in bodies
    ]


def test_lines_that_come_back_on_a_few_pages_only_stay() -> None:
    pages = [["Article", f"Words of page {number} for the reader."] for number in ("one", "two")]
    assert [piece.text for piece in read(pages).pieces].count("Article") == 2


def test_bookmarked_lines_are_headings_on_their_page_only() -> None:
    pages = [["General Provisions", *ENGLISH], ["General Provisions", *ENGLISH, "Scope of the", "Act"]]
    headings = [("General  provisions", 1, 1), ("Scope of the Act", 2, 2)]
    found = [(piece.text, piece.level, piece.page) for piece in read(pages, headings=headings).pieces if piece.level]
    assert found == [("General Provisions", 1, 1), ("Scope of the Act", 2, 2)]


def test_bulleted_lines_are_items_of_one_group() -> None:
    lines = [
        "The law asks for three things:",
        "• a filing with the authorities",
        "• a bank account abroad",
        "Then invest.",
    ]
    assert read([lines]).pieces == (
        Piece(BlockKind.PARAGRAPH, "The law asks for three things:", page=1),
        Piece(BlockKind.ITEM, "a filing with the authorities", group=1, page=1),
        Piece(BlockKind.ITEM, "a bank account abroad", group=1, page=1),
        Piece(BlockKind.PARAGRAPH, "Then invest.", page=1),
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["It covers fac-", "tories"], ["It covers factories"]),
        (["It is long-", "term"], ["It is long-term"]),
        (["Revenue 9,583 10,329", "Cost of sales 7,363 8,042"], ["Revenue 9,583 10,329", "Cost of sales 7,363 8,042"]),
        (["It ends here.", "A new one"], ["It ends here.", "A new one"]),
        (
            ["a stretch of words that fills the line", "and goes on"],
            ["a stretch of words that fills the line and goes on"],
        ),
        (
            ["a stretch of words that fills the line", "", "After a gap"],
            ["a stretch of words that fills the line", "After a gap"],
        ),
        (
            ["a stretch of words that fills the line", "（一）第二"],
            ["a stretch of words that fills the line", "（一）第二"],
        ),
        (["先备案，", "再汇出"], ["先备案，再汇出"]),
        (["•", "an item"], ["• an item"]),
        (["words", "- 12 -"], ["words"]),
        (["words", "第 3 页 共 9 页"], ["words"]),
    ],
)
def test_lines_of_a_page_are_joined_where_a_sentence_goes_on(lines: list[str], expected: list[str]) -> None:
    found = paragraphs(lines, full=40, headings={}, vocabulary=frozenset({"long-term"}))
    assert [line.text for line in found] == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Rules on Batteries", "Rules on Batteries"),
        ("境外投资规定", "境外投资规定"),
        ("Microsoft Word - draft 3.docx", None),
        ("untitled", None),
        ("(anonymous)", None),
        ("act_final.indd", None),
        ("0000764478-23-000006", None),
        ("  ", None),
    ],
)
def test_title_is_taken_only_if_it_is_one(title: str, expected: str | None) -> None:
    content = written([ENGLISH], prepare=lambda canvas: canvas.setTitle(title))
    assert read_pdf(content, name="act.pdf").properties.get("title") == expected


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("D:20260301120000+01'00'", "2026-03-01"),
        ("D:202603", "2026-03"),
        ("2026", "2026"),
        ("D:20261301", None),
        ("March 2026", None),
    ],
)
def test_creation_date_is_as_exact_as_the_file_says(stamp: str, expected: str | None) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(written([ENGLISH])))
    writer.add_metadata({"/CreationDate": stamp, "/Author": "Ministry of Commerce"})
    buffer = io.BytesIO()
    writer.write(buffer)
    properties = read_pdf(buffer.getvalue(), name="act.pdf").properties
    assert properties.get("created") == expected
    assert properties["author"] == "Ministry of Commerce"


def locked(password: str) -> bytes:
    return written([ENGLISH], encrypt=pdfencrypt.StandardEncryption(password, "owner", canPrint=0, strength=128))


def test_file_locked_with_an_empty_password_is_opened() -> None:
    assert read_pdf(locked(""), name="act.pdf").pieces[0].text.startswith("The regulation")


def test_file_locked_with_a_password_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="encrypted PDF") as caught:
        read_pdf(locked("secret"), name="act.pdf")
    assert "without a password" in caught.value.advice


def test_scan_without_text_layer_is_unreadable() -> None:
    content = written([[]], prepare=lambda canvas: canvas.rect(72, 72, 300, 300, fill=1))
    with pytest.raises(UnreadableDocument, match="scan without a text layer") as caught:
        read_pdf(content, name="act.pdf")
    assert "OCR" in caught.value.advice


def test_broken_bookmarks_cost_only_the_headings() -> None:
    content = written([ENGLISH], headings=[("Scope", 1, 1)]).replace(b"/Type /Outlines", b"/First 999 0 R 5")
    assert read_pdf(content, name="act.pdf").pieces[0].text.startswith("The regulation")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_truncated_file_is_damaged(share: float) -> None:
    content = written([ENGLISH] * 3)
    with pytest.raises(UnreadableDocument, match=r"damaged PDF|without pages") as caught:
        read_pdf(content[: int(len(content) * share)], name="act.pdf")
    assert caught.value.source == "act.pdf"
