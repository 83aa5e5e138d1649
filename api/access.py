"""Who is asking, and what they may read."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request, Security
from fastapi.security import HTTPBearer

from assistant.bootstrap import Advisory
from assistant.domain import Access


def get_advisory(request: Request) -> Advisory:
    """The parts that this server holds."""
    advisory: Advisory = request.app.state.advisory
    return advisory


bearer = HTTPBearer(auto_error=False, description="Optional: without a token, public documents are read.")
"""Only tells the OpenAPI document of the token; what it makes of a wrong scheme (nothing at all) is not wanted."""

TOKEN_OPTIONAL: dict[str, Any] = {"security": [{}]}
"""What a route adds to its OpenAPI entry, which would else say that the token is a must."""


def get_access(request: Request, _documented: Annotated[object, Security(bearer)]) -> Access:
    """The caller's access level: public without credentials, staff with the data folder's token."""
    authorization = request.headers.get("authorization")
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


def require_staff(access: Annotated[Access, Depends(get_access)]) -> None:
    """Let nobody pass but staff."""
    if access is Access.PUBLIC:
        raise HTTPException(
            HTTPStatus.UNAUTHORIZED,
            "Only staff may do this. Show a token: `Authorization: Bearer …`.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    if access is not Access.STAFF:
        raise HTTPException(HTTPStatus.FORBIDDEN, "Only staff may do this.")


AdvisoryDep = Annotated[Advisory, Depends(get_advisory)]
AccessDep = Annotated[Access, Depends(get_access)]
StaffOnly = Depends(require_staff)
