"""What one place of a document says of an organisation, and how such mentions become organisations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.domain import Span
from assistant.organisation import Organisation, Person, Service
from assistant.organisations.shapes import names_of, plain

MOST_PEOPLE = 12
MOST_SERVICES = 12
"""Kept of one organisation in one document."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One sentence, item or row that names an organisation."""

    organisation: str
    """As written, possibly with another name in brackets."""
    span: Span
    person: str = ""
    post: str = ""
    service: str = ""
    """Words that say what it does; empty when the mention only names it."""
    need: str = ""


@dataclass(slots=True)
class _Found:
    names: list[str] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    services: dict[Span, Service] = field(default_factory=dict)


def collect(mentions: Iterable[Mention]) -> tuple[Organisation, ...]:
    """Mentions of one document as organisations, in the order in which they are first named."""
    found: list[_Found] = []
    for mention in mentions:
        names = names_of(mention.organisation)
        if not names:
            continue
        entry = next((one for one in found if _same(one.names, names)), None)
        if entry is None:
            found.append(entry := _Found())
        entry.names.extend(name for name in names if name not in entry.names)
        if mention.person:
            known = entry.people.get(mention.person)
            if known is None or (mention.post and not known.post):
                entry.people[mention.person] = Person(mention.person, mention.post, mention.span)
        if mention.service:
            entry.services.setdefault(mention.span, Service(mention.service, mention.need, mention.span))
    return tuple(
        Organisation(
            name=entry.names[0],
            names=tuple(entry.names),
            people=tuple(entry.people.values())[:MOST_PEOPLE],
            services=tuple(entry.services.values())[:MOST_SERVICES],
        )
        for entry in found
    )


def _same(known: Iterable[str], names: Iterable[str]) -> bool:
    ours, theirs = {plain(name) for name in known}, {plain(name) for name in names}
    return any(one == other or _begins(one, other) or _begins(other, one) for one in ours for other in theirs)


def _begins(one: str, other: str) -> bool:
    """Whether one name is the beginning of another: ``sf express`` of ``sf express international``."""
    return len(one) > 2 and other.startswith(f"{one} ")
