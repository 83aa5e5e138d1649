"""``GET /v1/documents/{id}/pages/{n}.png``: a page of a PDF as it was printed, with cited words marked."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import subprocess
import sys
import threading
from http import HTTPStatus
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from starlette.responses import FileResponse, Response

from api.access import TOKEN_OPTIONAL, AccessDep
from api.parts import AdvisoryDep
from api.problems import documented
from assistant.domain import Document
from assistant.errors import UnknownDocument

SECONDS = 30
AT_ONCE = threading.Semaphore(2)
"""Pages that are drawn at the same time: each takes a processor and memory."""
MOST_KEPT = 500
"""Pictures that are kept; when there are more, the older half goes."""
HEADERS = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}

log = logging.getLogger(__name__)
router = APIRouter(prefix="/v1/documents", tags=["documents"])


@router.get(
    "/{document_id}/pages/{page}.png",
    response_class=Response,
    responses={
        200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}},
        **documented(
            {
                HTTPStatus.UNAUTHORIZED: "The token is not known.",
                HTTPStatus.NOT_FOUND: "No such document, version or page for this caller, or its file is not kept.",
                HTTPStatus.GONE: "The document has been deleted for good.",
                HTTPStatus.UNPROCESSABLE_ENTITY: "The page, version or span cannot be: see `detail`.",
                HTTPStatus.SERVICE_UNAVAILABLE: "The page could not be drawn.",
            }
        ),
    },
    openapi_extra=TOKEN_OPTIONAL,
    summary="A page of a PDF as a picture",
)
def show_page(
    document_id: Annotated[str, Path(description="Id, as in the list.")],
    page: Annotated[int, Path(ge=1, le=100_000, description="Page, counted from 1.")],
    advisory: AdvisoryDep,
    access: AccessDep,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="A version; else the present one.")] = None,
    start: Annotated[int | None, Query(ge=0, description="First character of a span whose words are marked.")] = None,
    end: Annotated[int | None, Query(ge=1, description="Character behind the span.")] = None,
) -> Response:
    """Drawn from the file that the version was read from. Whoever may not read the document cannot see it."""
    document = advisory.catalogue.documents.get(document_id, version=version, access=access).document
    kept = advisory.catalogue.originals.find(document.id, document.version)
    if kept is None:
        raise UnknownDocument(f"{document.id}, page {page}", document.version)
    name, path = kept
    quotes = [] if start is None or end is None else quotes_on(document, page, start, end)
    mark = hashlib.sha256(json.dumps(quotes).encode()).hexdigest()[:16] if quotes else "plain"
    picture = advisory.catalogue.originals.pictures / f"{name}-{page}-{mark}.png"
    if not picture.exists():
        _draw(path, page, quotes, picture)
    with contextlib.suppress(OSError):
        os.utime(picture)  # asked for now, so that it is not among the oldest when there are too many
    return FileResponse(picture, media_type="image/png", headers=HEADERS)


def quotes_on(document: Document, page: int, start: int, end: int) -> list[str]:
    """The words of a span that stand on a page, a text for each block of the document that they lie in."""
    parts = (
        document.text[max(start, block.start) : min(end, block.end)]
        for block in document.blocks
        if block.page == page and block.start < end and start < block.end
    )
    return [part for part in parts if part.strip()]


def _draw(path: FilePath, page: int, quotes: list[str], picture: FilePath) -> None:
    command = [sys.executable, "-m", "ingest.page_pictures", str(path), str(page)]
    try:
        with AT_ONCE:
            done = subprocess.run(  # noqa: S603 - no shell, and the path is of our own making
                command, input=json.dumps(quotes).encode(), capture_output=True, timeout=SECONDS, check=False
            )
    except subprocess.TimeoutExpired as error:
        raise _undrawn() from error
    if done.returncode == _NO_SUCH_PAGE:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"The document has no page {page}.")
    if done.returncode != 0 or not done.stdout:
        log.warning(
            "page %s of %s could not be drawn: %s", page, path.name, done.stderr.decode(errors="replace")[-500:]
        )
        raise _undrawn()
    keep(picture, done.stdout, drawn_from=path)


def keep(picture: FilePath, content: bytes, *, drawn_from: FilePath) -> None:
    """Keep a picture for the next who asks, unless its document has been deleted for good while it was drawn.

    Raises:
        HTTPException: it has.
    """
    picture.parent.mkdir(parents=True, exist_ok=True)
    part = picture.with_suffix(f".{threading.get_ident()}.part")
    part.write_bytes(content)
    part.replace(picture)
    # Who deletes a file deletes it first and then its pictures: either this one was there by then, or the file is gone now.
    if not drawn_from.exists():
        picture.unlink(missing_ok=True)
        raise HTTPException(HTTPStatus.NOT_FOUND, "The document has just been deleted.")
    _tidy(picture.parent, but=picture)


_NO_SUCH_PAGE = 3


def _undrawn() -> HTTPException:
    return HTTPException(
        HTTPStatus.SERVICE_UNAVAILABLE, "The page could not be drawn. Its text can be read all the same."
    )


def _tidy(folder: FilePath, *, but: FilePath) -> None:
    drawn: list[tuple[float, FilePath]] = []
    for picture in folder.glob("*.png"):
        with contextlib.suppress(FileNotFoundError):  # another request tidies too
            drawn.append((picture.stat().st_mtime, picture))
    if len(drawn) <= MOST_KEPT:
        return
    for _, picture in sorted(drawn)[: MOST_KEPT // 2]:
        if picture != but:
            picture.unlink(missing_ok=True)
