"""The HTTP application."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api import (
    chat,
    conversations,
    docs,
    document_life,
    documents,
    enquiries,
    feedback,
    health,
    jobs,
    measures,
    organisations,
    overview,
    page_pictures,
    pages,
    problems,
    quarantine,
    upkeep,
    uploads,
    visitors,
)
from api.origins import Origins
from assistant.bootstrap import Advisory

DESCRIPTION = """
Answers questions of automotive companies that go abroad, in Chinese or English, only from documents that were ingested.
Every statement is cited to exact words (`citations[].quote` equals the document's `text[start:end]`), and `outcome` says
whether the documents answer at all.

Without credentials, public documents are read; pages of other origins need a site key and a visitor's token. Errors are problem details (RFC 9457).
"""


def create_app(advisory: Advisory, *, token: str | None = None) -> FastAPI:
    """The application over the given parts; ``token`` is what staff callers must show."""
    app = FastAPI(
        title="Going Global",
        description=DESCRIPTION,
        version=version("going-global"),
        docs_url=None,
        redoc_url=None,
        lifespan=uploads.doing_jobs,
    )
    app.state.advisory = advisory
    app.state.token = token
    problems.add_handlers(app)
    app.add_middleware(Origins, allows=advisory.catalogue.site_keys.allows)
    data = (
        chat,
        conversations,
        measures,
        documents,
        page_pictures,
        document_life,
        organisations,
        enquiries,
        feedback,
        health,
        overview,
        upkeep,
        visitors,
        uploads,
        jobs,
        quarantine,
    )
    for part in (*data, pages, docs):
        app.include_router(part.router)
    app.mount("/assets/swagger", GZipMiddleware(docs.assets), name="swagger")
    app.mount("/assets", GZipMiddleware(pages.assets), name="assets")
    return app
