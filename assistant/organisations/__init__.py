"""Organisations and people are read out of documents by text patterns in both languages, not from a list of names.

Tables with a column of organisations or speakers; people who are introduced with their post; organisations that are said to
offer something; speakers of transcripts. What is said of those found, and of their people, is added to them.
"""

from __future__ import annotations

from assistant.domain import Document
from assistant.organisation import Organisation
from assistant.organisations.mentions import Mention, collect
from assistant.organisations.prose import introductions, lines_of, statements
from assistant.organisations.speaking import in_speech
from assistant.organisations.tables import in_tables

STATE = 1
"""Raised when the patterns change, so that documents which are known are read anew."""


def extract(document: Document) -> tuple[Organisation, ...]:
    """Organisations of a document with their people and services; those of which nothing is told are left out."""
    lines = lines_of(document)
    named: list[Mention] = [*in_tables(document), *introductions(lines), *in_speech(lines)]
    if not named:
        return ()
    told = statements(lines, collect(named))
    return tuple(one for one in collect([*named, *told]) if one.people or one.services)
