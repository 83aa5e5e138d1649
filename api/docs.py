"""``/docs``: the HTTP API to read and try, drawn by Swagger UI, whose files a Python package brings: no CDN is asked."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse

from api.pages import HEADERS, WEB, Assets

POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
"""Swagger UI sets styles on elements and brings its pictures as data."""

router = APIRouter(include_in_schema=False)
assets = Assets(directory=Path(str(files("fastapi_swagger"))) / "resources")


@router.get("/docs")
def docs() -> FileResponse:
    """The page of the HTTP API."""
    return FileResponse(WEB / "docs.html", headers=HEADERS | {"Content-Security-Policy": POLICY})
