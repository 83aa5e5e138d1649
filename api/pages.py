"""The pages for people: the assistant at ``/``, the source reader at ``/documents/{id}``, and their files."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.staticfiles import StaticFiles
from starlette.responses import FileResponse

WEB = Path(__file__).parent / "web"

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "object-src 'none'; require-trusted-types-for 'script'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

router = APIRouter(include_in_schema=False)
assets = StaticFiles(directory=WEB)


@router.get("/")
def index() -> FileResponse:
    """The chat page."""
    return FileResponse(WEB / "index.html", headers=HEADERS)


@router.get("/documents/{_address}")
def reader(_address: str) -> FileResponse:
    """The source reader; it reads the document's address from its own."""
    return FileResponse(WEB / "document.html", headers=HEADERS)
