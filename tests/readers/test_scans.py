"""Scans and text layers that are noise: recognised where the extra is installed, else refused with what to install."""

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import UnreadableDocument
from assistant.missing import MissingKind
from ingest.readers import pdf
from ingest.readers.garbled import is_garbled
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_about import AboutPdf
from ingest.readers.pdfium import PdfiumFile
from tests.readers import writers
from tests.readers.test_accuracy import error_rate, prose
from tests.readers.writers import CHINESE, ENGLISH, MIXED, Content


def scan(content: Content) -> bytes:
    """The first page of a PDF as a picture of 200 dots an inch, in a PDF without words."""
    from PIL import Image

    with PdfiumFile(writers.pdf(content), name="a.pdf") as file:
        picture = file.picture(0, dots_per_inch=200)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.fromarray(picture[:, :, ::-1])), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("content", [ENGLISH, CHINESE], ids=lambda content: content.name)
def test_clean_scans_are_recognised_in_both_languages(content: Content) -> None:
    pieces = read_pdf(scan(content), name="scan.pdf").pieces
    assert error_rate(prose(pieces), " ".join([content.title, *content.pages[0]])) <= 0.05
    assert {piece.page for piece in pieces} == {1}
    assert [piece.text for piece in pieces if piece.level] == [content.title]


def test_without_the_extra_a_scan_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_ocr", lambda: False)
    with pytest.raises(UnreadableDocument, match="scan without a text layer") as caught:
        read_pdf(scan(ENGLISH), name="scan.pdf")
    assert 'pip install "going-global[ocr]"' in caught.value.advice


@pytest.mark.parametrize("content", [ENGLISH, CHINESE, MIXED], ids=lambda content: content.name)
def test_real_text_is_not_noise(content: Content) -> None:
    assert not is_garbled(content.words)


@pytest.mark.parametrize(
    "noise",
    [
        "\ue012\ue4a1\ue0c3 \ue012\ue099 12",
        "\ufffd\ufffd\ufffd\ufffd a",
        "".join(chr(0x4E00 + (number * 7919) % 20_900) for number in range(200)),  # Chinese characters at random
        "ㆌ㊀ഄേᯧ䅔䘽ꋫ䚀ૈኃ᳌ѫ",
    ],
)
def test_noise_is_told_from_text(noise: str) -> None:
    assert is_garbled(noise)


def partly_scanned() -> bytes:
    """Two pages of text and between them a picture of one."""
    writer = PdfWriter()
    for part in (writers.pdf(ENGLISH), scan(ENGLISH)):
        writer.append(io.BytesIO(part))
    pages = [writer.pages[number] for number in (0, 2, 1)]
    ordered = PdfWriter()
    for page in pages:
        ordered.add_page(page)
    buffer = io.BytesIO()
    ordered.write(buffer)
    return buffer.getvalue()


def test_a_scanned_page_of_a_text_is_recognised() -> None:
    reading = read_pdf(partly_scanned(), name="a.pdf")
    second = " ".join(piece.text for piece in reading.pieces if piece.page == 2)
    assert error_rate(second, " ".join([ENGLISH.title, *ENGLISH.pages[0]])) <= 0.05
    assert reading.missing == ()


def test_without_the_extra_a_scanned_page_of_a_text_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_ocr", lambda: False)
    reading = read_pdf(partly_scanned(), name="a.pdf")
    assert {piece.page for piece in reading.pieces} == {1, 3}
    (warning,) = reading.missing
    assert warning.kind is MissingKind.SCANNED_PAGES
    assert warning.en.startswith("no words on page 2,")
    assert warning.zh.startswith("第2页没有文字")
    assert all('pip install "going-global[ocr]"' in words for words in (warning.en, warning.zh))


def test_ruling_lines_alone_are_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_ocr", lambda: False)
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 700, "The first page has words, and the second has a line.")
    canvas.showPage()
    canvas.line(72, 700, 500, 700)
    canvas.showPage()
    canvas.save()
    assert read_pdf(buffer.getvalue(), name="a.pdf").missing == ()


GARBLED_MAP = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /G def\n" + (
    b"1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfrange <20> <7e> <e020> endbfrange\n"
    b"endcmap CMapName currentdict /CMap defineresource pop end end"
)


def garbled(pages: int, *, of: int) -> bytes:
    """A PDF whose first pages show words in a font that says other characters than it shows."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for number in range(of):
        canvas.setFont("Helvetica" if number < pages else "Times-Roman", 10)
        for row, line in enumerate(ENGLISH.pages[0][0].split(", ")):
            canvas.drawString(40, 760 - 22 * row, line)
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=io.BytesIO(buffer.getvalue()))
    mapping = StreamObject()
    mapping.set_data(GARBLED_MAP)
    reference = writer._add_object(mapping)
    for page in writer.pages:
        resources = page.get("/Resources").get_object()  # type: ignore[union-attr]
        for font in resources["/Font"].values():
            if font.get_object()["/BaseFont"] == "/Helvetica":
                font.get_object()[NameObject("/ToUnicode")] = reference
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_of_noise_is_recognised_from_its_picture() -> None:
    found = " ".join(piece.text for piece in read_pdf(garbled(1, of=1), name="a.pdf").pieces)
    assert error_rate(found, ENGLISH.pages[0][0].replace(", ", " ")) <= 0.05


def test_without_the_extra_pages_of_noise_are_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_ocr", lambda: False)
    reading = read_pdf(garbled(1, of=3), name="a.pdf")
    assert {piece.page for piece in reading.pieces} == {2, 3}
    assert not is_garbled(prose(reading.pieces))
    (warning,) = reading.missing
    assert warning.en.startswith("left out as noise: page 1,")
    with pytest.raises(UnreadableDocument, match="fonts do not say which letters"):
        read_pdf(garbled(2, of=3), name="a.pdf")


def test_a_second_opinion_is_asked_before_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_ocr", lambda: False)
    lines = ["The scheme pays up to forty per cent of the cost", "of land, buildings and machines for a new plant."]
    monkeypatch.setattr(AboutPdf, "lines", lambda self, index: lines)
    pieces = read_pdf(garbled(1, of=1), name="a.pdf").pieces
    assert [piece.text for piece in pieces] == [" ".join(lines)]
