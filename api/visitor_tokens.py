"""The tokens of visitors: signed, short-lived, each for one page of one site, and what their bearers may read."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

import jwt

from assistant.catalogue.engine import now
from assistant.catalogue.site_keys import SigningSecret
from assistant.domain import Access
from assistant.opening import Catalogue

ALGORITHM = "HS256"
AUDIENCE = "goglobal-widget"
READER = "goglobal-reader"
"""Audience of tokens for the source reader: what a member's citation opens is a page of this server."""
LEVELS = {level.value: level for level in (Access.PUBLIC, Access.MEMBER)}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is given a token."""

    site: str
    """Id of the site's key, with which the token dies."""
    origin: str
    """Of the page that may show it."""
    access: Access
    lifetime: timedelta


def signed(visitor: Visitor, audience: str, secret: SigningSecret) -> str:
    """A token for a visitor."""
    claims = {
        "aud": audience,
        "sub": secrets.token_hex(8),
        "site": visitor.site,
        "origin": visitor.origin,
        "level": visitor.access.value,
        "iat": now(),
        "exp": now() + visitor.lifetime,
    }
    return jwt.encode(claims, secret.secret, algorithm=ALGORITHM, headers={"kid": secret.id})


def level_of(token: str, *, origin: str | None, foreign: bool, catalogue: Catalogue) -> Access | None:
    """What the bearer of a visitor's token may read; None when it is no such token, has run out, comes from another page
    than it was given to, or its site key is revoked.

    Args:
        origin: what the browser says of the page; None where it says nothing.
        foreign: whether that page is another server's. Pages of this server show a token for the source reader.
    """
    try:
        secret = catalogue.signing_secrets.get(str(jwt.get_unverified_header(token).get("kid")))
        if secret is None:
            return None
        claims = jwt.decode(
            token,
            secret.secret,
            algorithms=[ALGORITHM],
            audience=[AUDIENCE, READER],
            options={"require": ["exp", "site", "origin", "aud"]},
        )
    except jwt.InvalidTokenError:
        return None
    key = catalogue.site_keys.active(str(claims["site"]))
    if key is None or claims["origin"] not in key.origins:
        return None
    fits = not foreign if claims["aud"] == READER else claims["origin"] == origin
    return LEVELS.get(str(claims.get("level", Access.PUBLIC.value))) if fits else None
