"""``POST /v1/visitors``: short-lived, signed tokens for the visitors of pages that embed the widget."""

from __future__ import annotations

import secrets
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

import jwt
from fastapi import APIRouter, Header, HTTPException
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.parts import AdvisoryDep
from api.problems import documented
from assistant.bootstrap import Catalogue
from assistant.catalogue.engine import now
from assistant.profile import storable

ALGORITHM = "HS256"
AUDIENCE = "goglobal-widget"

router = APIRouter(prefix="/v1/visitors", tags=["widget"])


class VisitorIn(BaseModel):
    """Which site the visitor is on."""

    model_config = ConfigDict(extra="forbid")

    site_key: Annotated[str, AfterValidator(storable)] = Field(
        description="Key of the site, as `goglobal keys create` gave it.", max_length=200
    )


class VisitorOut(BaseModel):
    """A token for one visitor on one site."""

    token: str = Field(description="Send it as `Authorization: Bearer …` from the same origin.")
    expires_in: int = Field(description="Seconds that it is good for; ask for another one before they are over.")


@router.post(
    "",
    summary="A token for a visitor of an embedded widget",
    responses=documented(
        {
            HTTPStatus.BAD_REQUEST: "The body cannot be read, for instance because it is not UTF-8.",
            HTTPStatus.FORBIDDEN: "The site key is not known, is revoked, or is not for pages of this origin.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The body is not as described.",
        }
    ),
)
def create_visitor(
    body: VisitorIn, advisory: AdvisoryDep, origin: Annotated[str, Header(include_in_schema=False)] = ""
) -> VisitorOut:
    """The token is bound to the origin of the page, as the browser names it, and dies with its site key."""
    key = advisory.catalogue.site_keys.find(body.site_key)
    if key is None or origin not in key.origins:
        raise HTTPException(
            HTTPStatus.FORBIDDEN,
            f"This site key is not good for pages of {origin or 'no origin'}. `goglobal keys list` shows which pages each key "
            "is for.",
        )
    lifetime = timedelta(minutes=advisory.settings.visitor_minutes)
    secret = advisory.catalogue.signing_secrets.current(lifetime=lifetime)
    claims = {
        "aud": AUDIENCE,
        "sub": secrets.token_hex(8),
        "site": key.id,
        "origin": origin,
        "iat": now(),
        "exp": now() + lifetime,
    }
    token = jwt.encode(claims, secret.secret, algorithm=ALGORITHM, headers={"kid": secret.id})
    return VisitorOut(token=token, expires_in=int(lifetime.total_seconds()))


def is_visitor(token: str, *, origin: str | None, catalogue: Catalogue) -> bool:
    """Whether a token is a visitor's, has not run out, comes from the page it was given to, and its site key still holds."""
    try:
        secret = catalogue.signing_secrets.get(str(jwt.get_unverified_header(token).get("kid")))
        if secret is None:
            return False
        required = ["exp", "site", "origin"]
        claims = jwt.decode(
            token, secret.secret, algorithms=[ALGORITHM], audience=AUDIENCE, options={"require": required}
        )
    except jwt.InvalidTokenError:
        return False
    key = catalogue.site_keys.active(str(claims["site"]))
    return key is not None and claims["origin"] == origin and origin in key.origins
