"""What readers leave out, or are unsure of, is told in both languages, with what to do; what is whole tells nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage

import docx
import openpyxl
import pptx
import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.missing import Missing, MissingKind, missing_from
from ingest.readers import read
from ingest.readers.told import pages_named
from tests.readers import writers
from tests.readers.writers import ENGLISH

SECRET = "The secret rate is ninety-nine per cent for everyone."


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def word(*, hidden: bool) -> bytes:
    document = docx.Document()
    document.add_paragraph("The rate is three per cent.")
    document.add_paragraph().add_run(SECRET).font.hidden = hidden
    return saved(document.save)


def slides(*, hidden: bool) -> bytes:
    deck = pptx.Presentation()
    for title in ("Rates", "Draft of rates", "Dates"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        assert slide.shapes.title is not None
        slide.shapes.title.text = title
        if hidden and title == "Draft of rates":
            slide._element.set("show", "0")
    return saved(deck.save)


def workbook(*, hidden: bool) -> bytes:
    book = openpyxl.Workbook()
    for name in ("Duties", "Notes"):
        sheet = book.create_sheet(name)
        for row in (["Country", "Rate"], ["Turkey", "40%"], ["Brazil", "35%"]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = hidden
    book["Notes"].sheet_state = "hidden" if hidden else "visible"
    return saved(book.save)


def page(*, hidden: bool) -> bytes:
    style = "color:#fff;font-size:1px" if hidden else "color:#000"
    return (
        "<html><body><article><h1>Rates</h1><p>The rate is three per cent of the value.</p>"
        f'<p style="{style}">{SECRET}</p><p style="display:none">A fold of the page that opens at a click, like a menu.</p>'
        "</article></body></html>"
    ).encode()


def pdf(*, hidden: bool) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(2):
        canvas.drawString(72, 700, "The rate is three per cent of the value.")
        if number and hidden:
            canvas.setFillColorRGB(1, 1, 1)
            canvas.drawString(72, 600, SECRET)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def letter(*, hidden: bool) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "Li Na <li@a.example>", "Rates", "Tue, 12 May 2026 09:30:00 +0200"
    mail.set_content("Rates are attached.\n\n> Which rates hold?\n")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    name, content = ("rates.doc", b"\xd0\xcf\x11\xe0old") if hidden else ("rates.csv", b"Country,Rate\nTurkey,40%\n")
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def latin(*, hidden: bool) -> bytes:
    text = "# Förderung\n\nÖsterreich fördert Fabriken für Batterien; die Prämie beträgt ein Drittel der Ausgaben.\n"
    return text.encode("cp1252" if hidden else "utf-8")


CASES = {
    "docx": (word, MissingKind.HIDDEN_WORDS, "53 hidden characters in it", "53 个隐藏字符"),
    "pptx": (slides, MissingKind.HIDDEN_PARTS, "left out: slide 2.", "第 2 张幻灯片"),
    "xlsx": (workbook, MissingKind.HIDDEN_PARTS, "1 sheets (Notes), 1 rows", "1 个工作表（Notes）、1 行"),
    "html": (page, MissingKind.HIDDEN_WORDS, "53 hidden characters in it", "隐藏字符"),
    "pdf": (pdf, MissingKind.HIDDEN_WORDS, "hidden characters on page 2 were", "第2页有"),
    "eml": (letter, MissingKind.UNREAD_ATTACHMENTS, "not read: rates.doc.", "附件未能读取：rates.doc"),
    "md": (latin, MissingKind.GUESSED_ENCODING, "guessed (cp125", "推测所得（cp125"),
}


@pytest.mark.parametrize("suffix", CASES)
def test_what_is_left_out_is_told_in_both_languages(suffix: str) -> None:
    made, kind, english, chinese = CASES[suffix]
    reading = read(made(hidden=True), name=f"a.{suffix}")
    (missing,) = reading.missing
    assert missing.kind is kind
    assert english in missing.en
    assert chinese in missing.zh
    assert SECRET not in " ".join(piece.text for piece in reading.pieces)
    assert missing_from([missing.values()]) == (missing,)


@pytest.mark.parametrize("suffix", CASES)
def test_of_a_file_that_was_read_whole_nothing_is_told(suffix: str) -> None:
    assert read(CASES[suffix][0](hidden=False), name=f"a.{suffix}").missing == ()


def test_a_mail_tells_what_is_missing_of_its_attachments() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "li@a.example", "Rates"
    mail.set_content("Rates are attached.")
    mail.add_attachment(workbook(hidden=True), maintype="application", subtype="octet-stream", filename="rates.xlsx")
    (missing,) = read(bytes(mail), name="a.eml").missing
    assert missing.en.startswith("in rates.xlsx: hidden and left out: 1 sheets")
    assert missing.zh.startswith("rates.xlsx：已隐藏、未读取：1 个工作表")


def test_answered_mails_are_read_without_the_marks_of_quoting() -> None:
    assert "Which rates hold?" in [piece.text for piece in read(letter(hidden=False), name="a.eml").pieces]


@pytest.mark.parametrize(
    ("numbers", "english", "chinese"),
    [([4], "page 4", "第4页"), ([2, 4, 5, 6], "pages 2, 4-6", "第2、4-6页")],
)
def test_pages_are_named_in_runs(numbers: list[int], english: str, chinese: str) -> None:
    assert pages_named(numbers) == (english, chinese)


def test_of_files_of_all_formats_with_plain_words_nothing_is_told() -> None:
    told: list[Missing] = []
    told += read(writers.pdf(ENGLISH), name="a.pdf").missing
    told += read("国家,税率\n土耳其,40%\n".encode("gb18030"), name="a.csv").missing
    told += read("国家,税率\n土耳其,40%\n".encode("utf-16"), name="a.csv").missing
    assert told == []
