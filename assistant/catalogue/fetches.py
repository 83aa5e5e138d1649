"""What a site said of a document's state when it was fetched, so that it can be asked later whether that changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select, update

from assistant.catalogue.engine import now, writing
from assistant.catalogue.tables import fetches
from assistant.catalogue.upserts import upsert


@dataclass(frozen=True, slots=True)
class Fetch:
    """The last fetch of an address."""

    address: str
    """The canonical address that answered, after all redirects."""
    etag: str | None
    last_modified: str | None
    """As the server sent it."""
    content_hash: str
    """SHA-256 over what was fetched."""
    checked_at: datetime | None = None
    """When the site was last asked; set by the catalogue."""


class Fetches:
    """The last fetch of each address."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, address: str) -> Fetch | None:
        """The last fetch of an address, if there was one."""
        with self._engine.connect() as connection:
            row = connection.execute(select(fetches).where(fetches.c.address == address)).mappings().first()
        return None if row is None else Fetch(**row)

    def note(self, fetch: Fetch) -> None:
        """Keep a fetch in place of the one before it."""
        said = {
            "etag": fetch.etag,
            "last_modified": fetch.last_modified,
            "content_hash": fetch.content_hash,
            "checked_at": now(),
        }
        with writing(self._engine) as connection:
            new = upsert(connection, fetches).values(address=fetch.address, **said)
            connection.execute(new.on_conflict_do_update(index_elements=["address"], set_=said))

    def touch(self, address: str) -> None:
        """Note that an address was asked and nothing had changed."""
        with writing(self._engine) as connection:
            connection.execute(update(fetches).where(fetches.c.address == address).values(checked_at=now()))
