"""Scans and text layers that are noise: recognised where the extra is installed, else refused with what to install."""

import io

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import UnreadableDocument
from ingest.readers import pdf
from ingest.readers.garbled import is_garbled
from ingest.readers.pdf import read_pdf
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
