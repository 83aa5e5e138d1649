"""Organisations and people that documents name, with what they say they do."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Metadata, Span


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for an organisation."""

    name: str
    post: str
    """In the document's words; empty where it names none."""
    span: Span
    """The sentence, item or row that says so."""


@dataclass(frozen=True, slots=True)
class Service:
    """What an organisation says it does, or what is said of it."""

    words: str
    """The document's words: a sentence, an item, or the cells of a row that tell it."""
    need: str
    """What the document files it under, such as ``Logistics``; empty without such a word."""
    span: Span
    """The whole sentence, item or row."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as one document tells of it."""

    name: str
    names: tuple[str, ...]
    """All ways in which the document names it, its name first."""
    people: tuple[Person, ...] = ()
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledOrganisation:
    """An organisation of the served version of a document, with what is known of the document."""

    organisation: Organisation
    document_id: str
    version: int
    metadata: Metadata
