"""What a caller may read, as conditions of a query over documents joined with their versions."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from assistant.catalogue.tables import documents, versions
from assistant.domain import Access

Conditions = tuple[ColumnElement[bool], ...]


def served(access: Access) -> Conditions:
    """The version that answers are given from, of a present document, both of a level that the caller may read."""
    return (versions.c.version == documents.c.served_version, *_present(access))


def latest(access: Access) -> Conditions:
    """The version that was taken in last, of a present document, both of a level that the caller may read."""
    return (versions.c.version == documents.c.current_version, *_present(access))


def _present(access: Access) -> Conditions:
    # A version may have been public before its document was withdrawn to members, and the other way about.
    levels = [level.value for level in access.readable()]
    return (documents.c.removed.is_(False), documents.c.access.in_(levels), versions.c.access.in_(levels))
