"""Who is asking, and what they may read."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request

from assistant.bootstrap import Advisory
from assistant.domain import Access


def get_advisory(request: Request) -> Advisory:
    """The parts that this server holds."""
    advisory: Advisory = request.app.state.advisory
    return advisory


def get_access(request: Request, authorization: Annotated[str | None, Header()] = None) -> Access:
    """The caller's access level: public without credentials, staff with the data folder's token."""
    if authorization is None:
        return Access.PUBLIC
    scheme, _, token = authorization.partition(" ")
    expected: str | None = request.app.state.token
    if scheme.lower() == "bearer" and expected and secrets.compare_digest(token.encode(), expected.encode()):
        return Access.STAFF
    raise HTTPException(
        HTTPStatus.UNAUTHORIZED,
        "The token is not known. Leave the Authorization header out to read public documents.",
        headers={"WWW-Authenticate": "Bearer"},
    )


AdvisoryDep = Annotated[Advisory, Depends(get_advisory)]
AccessDep = Annotated[Access, Depends(get_access)]
