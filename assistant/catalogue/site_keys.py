"""Site keys, each bound to the origins of the pages that may embed the widget, and what visitor tokens are signed with."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine, Row, delete, insert, select, update

from assistant.catalogue.engine import now, writing
from assistant.catalogue.tables import signing_secrets, site_keys
from assistant.errors import InvalidOrigin, UnknownSiteKey

SECRET_DAYS = 1
"""Days that a secret signs; then a new one does."""
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class SiteKey:
    """A site that may embed the widget. The key itself is kept by nobody but the site."""

    id: str
    name: str
    origins: tuple[str, ...]
    created_at: datetime
    revoked_at: datetime | None
    members: bool = False
    """Whether it has a secret by which the site's own server asks for tokens of its members."""


@dataclass(frozen=True, slots=True)
class SigningSecret:
    """What a token is signed with."""

    id: str
    secret: str


def origin_of(text: str) -> str:
    """An origin as browsers write it: scheme, host, and the port unless it is the usual one.

    Raises:
        InvalidOrigin: it is anything else, such as an address with a path.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if ":" not in (parts.hostname or "") else parts.hostname
    except ValueError as error:
        raise InvalidOrigin(text) from error
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in DEFAULT_PORTS or not host or more or not re.fullmatch(r"[a-z0-9.:_-]+", host):
        raise InvalidOrigin(text)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in {None, DEFAULT_PORTS[parts.scheme]} else "")


class SiteKeys:
    """Makes, checks and revokes site keys."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(self, name: str, origins: Sequence[str], *, secret: str | None = None) -> tuple[SiteKey, str]:
        """A new key for pages of some origins: its record, and the key, which cannot be had again.

        Args:
            secret: what the site's server shows to ask for tokens of its members; see :func:`new_secret`.

        Raises:
            InvalidOrigin: one of them is not an origin.
        """
        key_id, key = secrets.token_hex(6), f"gg_{secrets.token_urlsafe(24)}"
        allowed = tuple(dict.fromkeys(origin_of(origin) for origin in origins))
        record = SiteKey(key_id, name, allowed, now(), None, members=secret is not None)
        with writing(self._engine) as connection:
            connection.execute(
                insert(site_keys).values(
                    id=key_id,
                    name=name,
                    key_hash=_hash(key),
                    origins=list(allowed),
                    created_at=record.created_at,
                    secret_hash=None if secret is None else _hash(secret),
                )
            )
        return record, key

    def all(self) -> list[SiteKey]:
        """All keys, the oldest first, revoked ones too."""
        with self._engine.connect() as connection:
            return [_key(row) for row in connection.execute(select(site_keys).order_by(site_keys.c.created_at))]

    def revoke(self, key_id: str) -> None:
        """Take a key back: no token is given for it any more, and those that were given are refused.

        Raises:
            UnknownSiteKey: there is none of this id.
        """
        with writing(self._engine) as connection:
            if connection.execute(select(site_keys.c.id).where(site_keys.c.id == key_id)).first() is None:
                raise UnknownSiteKey(key_id)
            unrevoked = (site_keys.c.id == key_id) & site_keys.c.revoked_at.is_(None)
            connection.execute(update(site_keys).where(unrevoked).values(revoked_at=now()))

    def find(self, key: str) -> SiteKey | None:
        """The record of a key that is not revoked."""
        return self._active(site_keys.c.key_hash == _hash(key))

    def holds(self, key: SiteKey, secret: str) -> bool:
        """Whether a secret is the one of a key."""
        query = select(site_keys.c.secret_hash).where(site_keys.c.id == key.id)
        with self._engine.connect() as connection:
            stored = connection.execute(query).scalar()
        return stored is not None and secrets.compare_digest(stored, _hash(secret))

    def active(self, key_id: str) -> SiteKey | None:
        """The record of this id, unless it is revoked."""
        return self._active(site_keys.c.id == key_id)

    def origins(self) -> list[str]:
        """The origins of all keys that are not revoked, each once."""
        query = select(site_keys.c.origins).where(site_keys.c.revoked_at.is_(None))
        with self._engine.connect() as connection:
            return sorted({origin for origins in connection.execute(query).scalars() for origin in origins})

    def allows(self, origin: str) -> bool:
        """Whether pages of an origin may embed the widget, by any key."""
        query = select(site_keys.c.origins).where(site_keys.c.revoked_at.is_(None))
        with self._engine.connect() as connection:
            return any(origin in origins for origins in connection.execute(query).scalars())

    def _active(self, condition: Any) -> SiteKey | None:
        query = select(site_keys).where(condition, site_keys.c.revoked_at.is_(None))
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else _key(row)


class SigningSecrets:
    """Secrets that visitor tokens are signed with. A new one takes over every day."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def current(self, *, lifetime: timedelta) -> SigningSecret:
        """The secret to sign with; ``lifetime`` of a token says how long an earlier one is still needed."""
        at = now()
        newest = select(signing_secrets).order_by(signing_secrets.c.created_at.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(newest).first()
        if row is None or _in_utc(row.created_at) < at - timedelta(days=SECRET_DAYS):
            made = SigningSecret(secrets.token_hex(6), secrets.token_hex(32))
            with writing(self._engine) as connection:
                old = signing_secrets.c.created_at < at - timedelta(days=SECRET_DAYS) - lifetime
                # Another process may have made one meanwhile: both are good.
                connection.execute(insert(signing_secrets).values(id=made.id, secret=made.secret, created_at=at))
                connection.execute(delete(signing_secrets).where(old & (signing_secrets.c.id != _newest(row))))
            return made
        return SigningSecret(row.id, row.secret)

    def get(self, secret_id: str) -> SigningSecret | None:
        """A secret by its id, while it is kept."""
        with self._engine.connect() as connection:
            row = connection.execute(select(signing_secrets).where(signing_secrets.c.id == secret_id)).first()
        return None if row is None else SigningSecret(row.id, row.secret)


def new_secret() -> str:
    """A secret for a site's own server."""
    return f"gs_{secrets.token_urlsafe(32)}"


def _newest(row: Row[Any] | None) -> str:
    # What signed until this moment has given tokens that are good for a while.
    return "" if row is None else str(row.id)


def _hash(key: str) -> str:
    # Keys are long and random, so nothing slower is needed.
    return hashlib.sha256(key.encode()).hexdigest()


def _key(row: Row[Any]) -> SiteKey:
    revoked = None if row.revoked_at is None else _in_utc(row.revoked_at)
    return SiteKey(
        row.id, row.name, tuple(row.origins), _in_utc(row.created_at), revoked, members=row.secret_hash is not None
    )


def _in_utc(instant: datetime) -> datetime:
    # SQLite gives back without a zone what was stored in UTC.
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
