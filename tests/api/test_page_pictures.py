"""Pages of PDFs as they were printed: drawn from the file that was kept, for those who may read the document."""

from __future__ import annotations

import io
import os
from pathlib import Path

import httpx
import numpy as np
import pytest
from fastapi import HTTPException
from PIL import Image

from api.page_pictures import keep
from assistant.bootstrap import Catalogue
from assistant.domain import Access
from assistant.settings import Settings
from ingest.page_pictures import boxes, draw
from ingest.readers.pdfium import PdfiumFile, Segment
from tests.api import printed
from tests.api.serving import Serving


@pytest.fixture(scope="module")
def document_id(server: Serving, tmp_path_factory: pytest.TempPathFactory) -> str:
    return printed.take_in(server.advisory.catalogue, tmp_path_factory.mktemp("printed"))


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


def test_a_page_is_drawn_and_the_words_of_a_span_are_marked_where_they_stand(
    stranger: httpx.Client, document_id: str
) -> None:
    document = stranger.get(f"/v1/documents/{document_id}").json()
    start = document["text"].index(printed.SENTENCE)
    address = f"/v1/documents/{document_id}/pages/2.png"
    plain = stranger.get(address)
    marked = stranger.get(address, params={"start": start, "end": start + len(printed.SENTENCE), "version": 1})

    assert document["page_pictures"]
    assert (plain.headers["content-type"], plain.headers["cache-control"]) == ("image/png", "private, max-age=86400")
    before, after = pixels(plain.content), pixels(marked.content)
    rows, columns = np.nonzero((before - after).sum(axis=2))
    scale = before.shape[0] / 842
    assert before.shape == after.shape
    assert (rows.min() / scale, rows.max() / scale) == (
        pytest.approx(842 - 731, abs=6),
        pytest.approx(842 - 717, abs=6),
    )
    assert columns.min() / scale == pytest.approx(70, abs=4)


@pytest.mark.parametrize(
    ("path", "status"),
    [("4.png", 404), ("0.png", 422), ("x.png", 422), ("2.png?version=9", 404), ("1.png?start=0&end=4", 200)],
)
def test_what_cannot_be_shown_is_said_so(stranger: httpx.Client, document_id: str, path: str, status: int) -> None:
    assert stranger.get(f"/v1/documents/{document_id}/pages/{path}").status_code == status


def test_a_document_whose_file_is_not_kept_has_no_pictures(stranger: httpx.Client) -> None:
    assert not stranger.get("/v1/documents/es-ct-capex-incentive").json()["page_pictures"]
    assert stranger.get("/v1/documents/es-ct-capex-incentive/pages/1.png").status_code == 404


def test_pages_are_shown_to_nobody_who_may_not_read_the_document(
    server: Serving, stranger: httpx.Client, owner: httpx.Client, tmp_path: Path
) -> None:
    catalogue = server.advisory.catalogue
    secret = printed.take_in(catalogue, tmp_path, name="secret.pdf", access=Access.STAFF)

    assert owner.get(f"/v1/documents/{secret}/pages/1.png").status_code == 200
    assert stranger.get(f"/v1/documents/{secret}/pages/1.png").status_code == 404
    catalogue.documents.remove(secret)


def test_a_file_is_kept_as_it_was_and_forgotten_with_its_document(settings: Settings, tmp_path: Path) -> None:
    catalogue = Catalogue(settings)
    one, other = (printed.take_in(catalogue, tmp_path, name=name) for name in ("one.pdf", "other.pdf"))
    kept = [catalogue.originals.find(document_id, 1) for document_id in (one, other)]
    assert kept[0] is not None
    assert kept[1] is not None
    name, path = kept[0]
    assert path.read_bytes() == printed.make_pdf(title="one.pdf")
    catalogue.originals.pictures.mkdir(parents=True)
    drawn = catalogue.originals.pictures / f"{name}-1-plain.png"
    drawn.write_bytes(b"")

    catalogue.purges.begin(one)
    assert catalogue.originals.sweep() == 1
    assert catalogue.originals.find(one, 1) is None
    assert not path.exists()
    assert not drawn.exists()
    assert catalogue.originals.find(other, 1) == kept[1]

    stray = catalogue.originals.keep(b"%PDF-of nobody")
    drafts = [path.parent.parent / "ab" / f"draft-{when}" for when in ("old", "new")]
    for draft in drafts:
        draft.parent.mkdir(exist_ok=True)
        draft.write_bytes(b"%PDF-of a killed process")
    os.utime(drafts[0], (0, 0))
    assert catalogue.originals.sweep() == 1
    left = {found.name for found in path.parent.parent.rglob("*") if found.is_file()}
    assert left == {kept[1][0], "draft-new"}
    assert stray not in left
    catalogue.close()


def test_no_picture_is_kept_of_a_document_that_is_deleted_while_it_is_drawn(tmp_path: Path) -> None:
    original, picture = tmp_path / "original", tmp_path / "pages" / "a-1-plain.png"
    original.write_bytes(b"%PDF")
    keep(picture, b"picture", drawn_from=original)
    assert [path.name for path in picture.parent.iterdir()] == [picture.name]
    original.unlink()
    with pytest.raises(HTTPException) as refused:
        keep(picture, b"picture", drawn_from=original)
    assert refused.value.status_code == 404
    assert list(picture.parent.iterdir()) == []


def test_of_too_many_pictures_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.page_pictures.MOST_KEPT", 4)
    for number in range(5):
        picture = tmp_path / f"a-{number}-plain.png"
        keep(picture, b"picture", drawn_from=tmp_path)
        os.utime(picture, (number, number))
    keep(tmp_path / "a-5-plain.png", b"picture", drawn_from=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a-{number}-plain.png" for number in (2, 3, 4, 5)]


def test_words_are_found_although_they_are_printed_in_other_forms() -> None:
    line = Segment("The ﬁnal co-operation   levy", 0, 0, 280, 10, 10, False, [10.0 * place for place in range(28)])
    cell = Segment("EUR 731,000", 0, 20, 110, 30, 10, False, [10.0 * place for place in range(11)])

    assert len(list(boxes([line, cell], ["final cooperation levy"]))) == 1
    assert len(list(boxes([line, cell], ["Nothing of it | EUR 731,000"]))) == 1
    assert list(boxes([line, cell], ["something else", "a"])) == []


def test_a_page_of_an_absurd_size_is_drawn_within_bounds() -> None:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(14_000, 200))
    canvas.drawString(10, 10, "wide")
    canvas.save()
    with PdfiumFile(stream.getvalue(), name="wide") as file:
        assert len(file) == 1

    assert Image.open(io.BytesIO(draw(stream.getvalue(), 1, ["wide"]))).size[0] <= 5000
