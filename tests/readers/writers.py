"""Files of all formats with known words, made by the formats' own libraries."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

import docx
import openpyxl
import pptx
from pptx.util import Inches
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Content:
    """What a file says: two pages, each a heading and paragraphs, and a table."""

    name: str
    title: str
    pages: tuple[tuple[str, ...], ...]
    table: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> str:
        return " ".join([self.title, *(text for page in self.pages for text in page)])


ENGLISH = Content(
    "grant-en",
    "Grants for Electric Vehicle Plants",
    (
        (
            "The scheme pays up to forty per cent of the cost of land, buildings and machines for a new plant, and "
            "the share falls to thirty per cent outside the regions that are named in the map of regional aid.",
            "An application has to be filed before any work begins. The agency answers within ninety working days, "
            "counted from the day on which the file is complete.",
        ),
        (
            "A beneficiary keeps the investment for five years, or three in the case of a small enterprise. "
            "Otherwise the aid is repaid with interest from the day of payment.",
        ),
    ),
    (
        ("Region", "Maximum aid", "Jobs required"),
        ("Extremadura", "40 %", "120"),
        ("Catalonia", "15 %", "250"),
        ("Galicia", "30 %", "180"),
    ),
)
CHINESE = Content(
    "grant-zh",
    "新能源汽车工厂补助办法",
    (
        (
            "本办法对新建工厂的土地、厂房和设备给予不超过百分之四十的补助，在地区援助图所列区域以外，比例降至百分之三十。申请应当在动工以前提出。",
            "主管部门自材料齐备之日起九十个工作日内作出决定，并书面通知申请人。逾期未作决定的，申请人可以向上级机关提出复议。",
        ),
        (
            "受益企业应当将投资保留五年，小型企业保留三年；违反规定的，自付款之日起连同利息一并退还补助，并在两年内不得再次申请。",
        ),
    ),
    (
        ("地区", "最高补助", "就业要求"),
        ("埃斯特雷马杜拉", "40%", "120人"),
        ("加泰罗尼亚", "15%", "250人"),
        ("加利西亚", "30%", "180人"),
    ),
)
MIXED = Content(
    "tariff-zh",
    "欧盟反补贴税 Countervailing duties",
    (
        (
            "欧盟委员会于2024年10月对原产于中国的纯电动汽车 (BEV) 征收最终反补贴税，税率从7.8%到35.3%不等，为期五年。"
            "合作企业的平均税率为20.7%，不合作企业适用35.3%的税率。",
        ),
        (
            "企业可以依据 Regulation (EU) 2016/1037 提出价格承诺 (price undertaking)，由委员会审查其是否足以消除补贴造成的损害。",
        ),
    ),
    (("企业", "税率"), ("特斯拉（上海）", "7.8%"), ("比亚迪", "17.0%"), ("吉利", "18.8%"), ("上汽", "35.3%")),
)
PLACES = ("Extremadura", "Catalonia", "Galicia")
CONTENTS = (ENGLISH, CHINESE, MIXED)


def font_of(content: Content) -> str:
    return "Helvetica" if content.title.isascii() else "STSong-Light"


def _styles(content: Content) -> tuple[ParagraphStyle, ParagraphStyle]:
    wrap = None if content.title.isascii() else "CJK"
    font = font_of(content)
    body = ParagraphStyle("body", fontName=font, fontSize=10.5, leading=15, spaceAfter=9, wordWrap=wrap)
    return ParagraphStyle("heading", parent=body, fontSize=17, leading=24, spaceAfter=14), body


def _story(content: Content) -> list[object]:
    heading, body = _styles(content)
    story: list[object] = [Paragraph(content.title, heading)]
    for number, page in enumerate(content.pages):
        story += [PageBreak()] if number else []
        story += [Paragraph(text, body) for text in page]
    return story


def pdf(content: Content) -> bytes:
    """One column."""
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(_story(content))
    return buffer.getvalue()


def pdf_columns(content: Content) -> bytes:
    """Three pages of two columns, with headers and page numbers; each page begins with a place of its own."""
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4)
    frames = [Frame(50 + 255 * side, 60, 240, 700, id=str(side), leftPadding=0, rightPadding=0) for side in (0, 1)]

    def edges(canvas: object, _document: object) -> None:
        canvas.setFont(font_of(content), 8)  # type: ignore[attr-defined]
        canvas.drawString(50, 800, content.title[:12] + " - 2026")  # type: ignore[attr-defined]
        canvas.drawString(290, 30, str(canvas.getPageNumber()))  # type: ignore[attr-defined]

    document.addPageTemplates([PageTemplate(frames=frames, onPage=edges)])
    _, body = _styles(content)
    story: list[object] = []
    for number in range(3):
        story += [PageBreak()] if number else []
        story += [Paragraph(text, body) for text in page_texts(content, number)]
    document.build(story)
    return buffer.getvalue()


def page_texts(content: Content, number: int) -> list[str]:
    """Paragraphs of a page of two columns, in an order of its own."""
    texts = [text for page in content.pages for text in page]
    turn = number % len(texts)
    return [PLACES[number], *[*texts[turn:], *texts[:turn]] * 6]


def pdf_table(content: Content, *, ruled: bool = True) -> bytes:
    """Title, a paragraph, and the table."""
    heading, body = _styles(content)
    style: list[tuple[object, ...]] = [("FONT", (0, 0), (-1, -1), font_of(content), 10)]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    table = Table([list(row) for row in content.table], colWidths=130, style=style)
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build(
        [Paragraph(content.title, heading), Paragraph(content.pages[0][0], body), Spacer(1, 12), table]
    )
    return buffer.getvalue()


def word(content: Content) -> bytes:
    document = docx.Document()
    document.core_properties.title = content.title
    document.add_heading(content.title, 1)
    for text in (text for page in content.pages for text in page):
        document.add_paragraph(text)
    table = document.add_table(rows=len(content.table), cols=len(content.table[0]))
    for row, cells in zip(table.rows, content.table, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return _saved(document.save)


def deck(content: Content) -> bytes:
    """A slide for each page, and one with the table; the last paragraph is also the notes of the first slide."""
    presentation = pptx.Presentation()
    presentation.core_properties.title = content.title
    for page in content.pages:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = content.title
        slide.placeholders[1].text = "\n".join(page)
    presentation.slides[0].notes_slide.notes_text_frame.text = content.pages[-1][-1]
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = content.title
    size = (Inches(1), Inches(2), Inches(8), Inches(2))
    table = slide.shapes.add_table(len(content.table), len(content.table[0]), *size).table
    for row, cells in enumerate(content.table):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    return _saved(presentation.save)


def workbook(content: Content) -> bytes:
    """The title merged over the table, notes below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    sheet.append([content.title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(content.table[0]))
    for row in content.table:
        sheet.append(list(row))
    sheet.append([])
    for text in (text for page in content.pages for text in page):
        sheet.append([text])
    return _saved(book.save)


def comma_separated(content: Content) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(content.table)
    return text.getvalue().encode("utf-8-sig" if content.title.isascii() else "gb18030")


def web_page(content: Content) -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for page in content.pages for text in page)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in content.table[1:])
    head = "".join(f"<th>{cell}</th>" for cell in content.table[0])
    table = f"<table><tr>{head}</tr>{rows}</table>"
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{content.title}</title></head><body><nav>Home</nav>"
        f"<main><article><h1>{content.title}</h1>{paragraphs}{table}</article></main></body></html>"
    ).encode()


def mail(content: Content, *attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["Subject"] = content.title
    message["From"] = "Li Na <li.na@example.org>"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0800"
    message.set_content("\n\n".join(text for page in content.pages for text in page))
    message.add_alternative("<p>The other form of it.</p>", subtype="html")
    for name, body in attached:
        message.add_attachment(body, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def markdown(content: Content) -> bytes:
    rows = "\n".join("| " + " | ".join(row) + " |" for row in content.table[1:])
    head = "| " + " | ".join(content.table[0]) + " |\n|" + " - |" * len(content.table[0])
    text = "\n\n".join(text for page in content.pages for text in page)
    return f"# {content.title}\n\n{text}\n\n{head}\n{rows}\n".encode()


def plain(content: Content) -> bytes:
    text = "\n\n".join([content.title, *(text for page in content.pages for text in page)])
    return text.encode("utf-8" if content.title.isascii() else "gb18030")


def subtitles(content: Content, *, srt: bool = False) -> bytes:
    cues = []
    for number, text in enumerate([content.title, *(text for page in content.pages for text in page)], start=1):
        times = f"00:00:{number * 4:02}.000 --> 00:00:{number * 4 + 3:02}.000"
        cues.append(f"{number}\n{times.replace('.', ',') if srt else times}\n{text}\n")
    return ("" if srt else "WEBVTT\n\n").encode() + "\n".join(cues).encode()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()
