"""What a caller restricts a search to; what a question merely hints at is ranked, never filtered."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.catalogue.filing import Filing
from assistant.language.places import matches_place
from assistant.protocols import Filters


def passing(filings: Iterable[Filing], filters: Filters) -> list[int]:
    """Numbers of the documents that pass a caller's filters."""
    return [filing.number for filing in filings if _passes(filing, filters)]


def _passes(filing: Filing, filters: Filters) -> bool:
    return (
        (not filters.jurisdictions or matches_place(filing.jurisdictions, filters.jurisdictions))
        and (not filters.topics or not set(filters.topics).isdisjoint(filing.topics))
        and (not filters.kinds or filing.kind in filters.kinds)
    )
