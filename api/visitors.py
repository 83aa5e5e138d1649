"""``POST /v1/visitors``: short-lived, signed tokens for the visitors of pages that embed the widget.

The page itself asks for a token of a visitor, who reads public documents. For a member who has signed in at the site, the site's
own server asks, with a secret that never stands in a page, and hands the token to the page.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Header, HTTPException, Request, Security
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.access import TOKEN_OPTIONAL, bearer
from api.parts import AdvisoryDep
from api.problems import documented
from api.visitor_tokens import AUDIENCE, LEVELS, READER, Visitor, signed
from assistant.catalogue.site_keys import SiteKey
from assistant.domain import Access
from assistant.opening import Catalogue
from assistant.profile import storable

router = APIRouter(prefix="/v1/visitors", tags=["widget"])


class VisitorIn(BaseModel):
    """Which site the visitor is on."""

    model_config = ConfigDict(extra="forbid")

    site_key: Annotated[str, AfterValidator(storable)] = Field(
        description="Key of the site, as `goglobal keys create` gave it.", max_length=200
    )
    level: Literal["public", "member"] = Field(
        "public", description="`member` only from the site's own server, with its secret: `Authorization: Bearer gs_…`."
    )
    origin: Annotated[str, AfterValidator(storable)] | None = Field(
        None, max_length=300, description="Origin of the page that the member is on; only with the level `member`."
    )


class VisitorOut(BaseModel):
    """A token for one visitor on one site."""

    token: str = Field(description="Send it as `Authorization: Bearer …` from the same origin.")
    expires_in: int = Field(description="Seconds that it is good for; ask for another one before they are over.")
    level: Literal["public", "member"] = Field(description="Which documents it opens.")
    reader_token: str | None = Field(
        description="For a member: what the source reader shows to open member documents; the widget hands it over."
    )


@router.post(
    "",
    dependencies=[Security(bearer)],
    openapi_extra=TOKEN_OPTIONAL,
    summary="A token for a visitor of an embedded widget",
    responses=documented(
        {
            HTTPStatus.BAD_REQUEST: "The body cannot be read, for instance because it is not UTF-8.",
            HTTPStatus.UNAUTHORIZED: "A member's token was asked for without the site's secret.",
            HTTPStatus.FORBIDDEN: "The site key is not known, is revoked, or is not for pages of this origin.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The body is not as described.",
        }
    ),
)
def create_visitor(
    body: VisitorIn,
    advisory: AdvisoryDep,
    request: Request,
    origin: Annotated[str, Header(include_in_schema=False)] = "",
    authorization: Annotated[str, Header(include_in_schema=False)] = "",
) -> VisitorOut:
    """The token is bound to the origin of the page, as the browser names it, and dies with its site key."""
    key = advisory.catalogue.site_keys.find(body.site_key)
    access = LEVELS[body.level]
    if access is Access.MEMBER:
        if origin:
            raise HTTPException(
                HTTPStatus.FORBIDDEN,
                "A page cannot ask for a member's token: its secret would be everybody's. Ask from the site's own server.",
            )
        staff = request.app.state.token
        _check_secret(authorization, key, advisory.catalogue, staff=staff)
        origin = body.origin or (key.origins[0] if key and len(key.origins) == 1 else "")
    if key is None or origin not in key.origins:
        raise HTTPException(
            HTTPStatus.FORBIDDEN,
            f"This site key is not good for pages of {origin or 'no origin'}. `goglobal keys list` shows which pages each key "
            "is for.",
        )
    lifetime = timedelta(minutes=advisory.settings.visitor_minutes)
    secret = advisory.catalogue.signing_secrets.current(lifetime=lifetime)
    given = Visitor(site=key.id, origin=origin, access=access, lifetime=lifetime)
    return VisitorOut(
        token=signed(given, AUDIENCE, secret),
        expires_in=int(lifetime.total_seconds()),
        level=body.level,
        reader_token=signed(given, READER, secret) if access is Access.MEMBER else None,
    )


def _check_secret(authorization: str, key: SiteKey | None, catalogue: Catalogue, *, staff: str | None) -> None:
    """Let nobody pass but the site's own server, and staff."""
    scheme, _, shown = authorization.partition(" ")
    by_staff = bool(staff) and secrets.compare_digest(shown.encode(), str(staff).encode())
    by_site = key is not None and catalogue.site_keys.holds(key, shown)
    if scheme.lower() != "bearer" or not (by_staff or by_site):
        raise HTTPException(
            HTTPStatus.UNAUTHORIZED,
            "A member's token needs the site's secret: `goglobal keys create NAME --origin … --members` makes a key with one.",
            headers={"WWW-Authenticate": "Bearer"},
        )
