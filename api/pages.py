"""The pages for people (the assistant, the documents, the source reader, how to embed), and their files."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from http import HTTPStatus
from os import PathLike
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

from api.bundle import bundle
from api.frames import framed
from api.parts import AdvisoryDep
from assistant.bootstrap import Advisory

WEB = Path(__file__).parent / "web"

POLICY = (
    "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors {framed}; "
    "object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY.format(framed="'none'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
"""Set here since a machine's own table of types may be wrong, and browsers run no script of a wrong type."""


class Assets(StaticFiles):
    """Files with the headers of our pages: an HTML file among them is a page too."""

    def file_response(self, full_path: str | PathLike[str], *rest: Any, **named: Any) -> Response:
        """See the base class."""
        response = super().file_response(full_path, *rest, **named)
        response.headers.update(HEADERS)
        media_type = TYPES.get(Path(full_path).suffix)
        if media_type is not None and "content-type" in response.headers:
            response.headers["content-type"] = media_type
        return response


router = APIRouter(include_in_schema=False)
assets = Assets(directory=WEB)


def page(name: str, advisory: Advisory) -> Response:
    """A page; sites that have a key may show it in a frame."""
    origins = advisory.catalogue.site_keys.origins()
    headers = HEADERS | {"Content-Security-Policy": POLICY.format(framed=" ".join(["'self'", *origins]))}
    return Response(framed(name), headers=headers, media_type=TYPES[".html"])


@router.get("/")
def index(advisory: AdvisoryDep) -> Response:
    """The chat page."""
    return page("index.html", advisory)


@cache
def _widget() -> tuple[bytes, str]:
    """The widget in one file, packed, and its tag."""
    packed = gzip.compress(bundle(WEB / "going-global-chat.js").encode(), 9, mtime=0)
    return packed, f'"{hashlib.sha256(packed).hexdigest()[:32]}"'


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """What a page of another site loads; its own address tells the widget where its server is."""
    packed, tag = _widget()
    headers = HEADERS | {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), headers=headers, media_type=TYPES[".js"])
    return Response(packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=TYPES[".js"])


@router.get("/documents")
def documents(advisory: AdvisoryDep) -> Response:
    """All documents, to browse and search."""
    return page("documents.html", advisory)


@router.get("/embed")
def embed(advisory: AdvisoryDep) -> Response:
    """How a partner's page embeds the widget, to try."""
    return page("embed.html", advisory)


@router.get("/documents/{_address}")
def reader(_address: str, advisory: AdvisoryDep) -> Response:
    """The source reader; it reads the document's address from its own."""
    return page("document.html", advisory)
