"""Who is asking, and what they may read."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request, Security
from fastapi.security import HTTPBearer

from api.origins import foreign_origin
from api.parts import AdvisoryDep as AdvisoryDep  # routes take it from here
from api.visitor_tokens import level_of
from assistant.domain import Access

bearer = HTTPBearer(auto_error=False, description="Optional: without a token, public documents are read.")
"""Only tells the OpenAPI document of the token; what it makes of a wrong scheme (nothing at all) is not wanted."""

TOKEN_OPTIONAL: dict[str, Any] = {"security": [{}]}
"""What a route adds to its OpenAPI entry, which would else say that the token is a must."""


def get_access(request: Request, advisory: AdvisoryDep, _documented: Annotated[object, Security(bearer)]) -> Access:
    """The caller's access level: public without credentials or with a visitor's token, member with a member's, staff with the
    data folder's.

    Pages of other origins must show a visitor's token.
    """
    authorization = request.headers.get("authorization")
    if authorization is None:
        if foreign_origin(request.scope) is not None:
            raise _unauthorized("Pages of other sites need a visitor's token: `POST /v1/visitors` with the site key.")
        return Access.PUBLIC
    scheme, _, token = authorization.partition(" ")
    expected: str | None = request.app.state.token
    if scheme.lower() == "bearer" and expected and secrets.compare_digest(token.encode(), expected.encode()):
        return Access.STAFF
    if scheme.lower() == "bearer":
        foreign = foreign_origin(request.scope) is not None
        level = level_of(token, origin=request.headers.get("origin"), foreign=foreign, catalogue=advisory.catalogue)
        if level is not None:
            return level
    raise _unauthorized(
        "The token is not known, or has run out. Leave the Authorization header out to read public documents."
    )


def _unauthorized(detail: str) -> HTTPException:
    return HTTPException(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": "Bearer"})


def require_staff(access: Annotated[Access, Depends(get_access)]) -> None:
    """Let nobody pass but staff."""
    if access is Access.PUBLIC:
        raise _unauthorized("Only staff may do this. Show a token: `Authorization: Bearer …`.")
    if access is not Access.STAFF:
        raise HTTPException(HTTPStatus.FORBIDDEN, "Only staff may do this.")


AccessDep = Annotated[Access, Depends(get_access)]
StaffOnly = Depends(require_staff)
