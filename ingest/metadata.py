"""Metadata of a document: checked front matter and flags, and what can be told from the text itself."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from pydantic import TypeAdapter

from assistant.catalogue.superseding import NOTHING_STATED, Statements
from assistant.dates import first_day, last_day
from assistant.domain import Access, Block, Kind, Metadata
from assistant.errors import InvalidMetadata
from assistant.language.places import is_jurisdiction
from assistant.language.script import language_of
from assistant.missing import Missing
from ingest.inferring import inferred_jurisdictions, inferred_topics
from ingest.readers.made_on import named_day
from ingest.titles import title_for

TOPICS = frozenset(
    """after-sales battery-rules branding carbon-esg charging-energy company-setup customs-origin cybersecurity
    data-compliance finance-listing homologation incentives ip labour-visas localisation logistics product-liability
    subsidies-scrutiny tariffs-trade tax testing-certification""".split()
)
"""Topics that documents are filed under."""

CONFIDENCE = frozenset({"high", "medium", "low"})
LANGUAGES = frozenset({"zh", "en"})

FIELDS = {
    "id", "title", "kind", "jurisdiction", "topics", "publisher", "published", "valid_from", "valid_until", "language",
    "source", "confidence", "retrieved", "access", "supersedes", "superseded_by",
}  # fmt: skip
"""Keys that front matter may have."""

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}")
ISO_DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Fetch:
    """How a file came from the web."""

    address: str
    name: str
    """What the file is called; its suffix tells kinds of text apart."""
    day: str
    """Day of the fetch, YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Flags:
    """What is known of a file from outside of it: what the caller says of all files of one call, and of this one what a
    manifest says and where it was fetched. Front matter goes before all of it, the manifest before the caller's words."""

    kind: Kind | None = None
    jurisdictions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    access: Access | None = None
    published: str | None = None
    language: str | None = None
    manifest: tuple[tuple[str, Any], ...] = ()
    """Keys and values as front matter has them."""
    fetch: Fetch | None = None

    def state(self) -> str:
        """Names what of it decides how a file is read: with another state it is read again."""
        # A fetch on another day, or a server that calls the file otherwise, does not make another document.
        return repr(astuple(replace(self, fetch=None)))


_FLAGS: TypeAdapter[Flags] = TypeAdapter(Flags)


def flags_values(flags: Flags) -> dict[str, Any]:
    """Flags as they are stored."""
    values: dict[str, Any] = _FLAGS.dump_python(flags, mode="json")
    return values


def flags_from(values: Mapping[str, Any]) -> Flags:
    """Flags as they were stored."""
    return _FLAGS.validate_python(dict(values))


@dataclass(frozen=True, slots=True)
class Described:
    """A document's metadata, the id that it states for itself, and what it says to replace."""

    metadata: Metadata
    stated_id: str | None
    statements: Statements = NOTHING_STATED
    missing: tuple[Missing, ...] = ()
    """What of the file was not read."""


def describe(
    *,
    source: str,
    text: str,
    front_matter: Mapping[str, object] | None,
    properties: Mapping[str, str],
    flags: Flags,
    blocks: Sequence[Block] = (),
    named_by_file: bool = False,
) -> Described:
    """Metadata from front matter, then a manifest, then flags, then what the file says of itself, then its text.

    ``blocks`` and ``named_by_file`` help to find a title, see :func:`ingest.titles.title_for`.

    Raises:
        InvalidMetadata: names every problem, not only the first.
    """
    stated = {key: list(value) if isinstance(value, tuple) else value for key, value in flags.manifest}
    head: dict[str, object] = stated | dict(front_matter or {})
    problems = check_front_matter(head) + check_flags(flags)
    if problems:
        raise InvalidMetadata(source, problems)
    inferred = []
    title = _text(head.get("title")) or properties.get("title")
    if not title:
        shown = properties.get("shown_title", "")
        title = title_for(source, text, blocks, shown=shown, named_by_file=named_by_file)
        inferred.append("title")
    language = _text(head.get("language")) or flags.language or _known_language(properties.get("language"))
    if not language:
        language = language_of(text)
        inferred.append("language")
    published = _text(head.get("published")) or flags.published or _date_in(properties.get("published", ""))
    if not published:
        # When an office file was made says about when it was published, and no more than that.
        published = named_day(PurePath(source).name) or properties.get("created")
        if published:
            inferred.append("published")
    publisher = _text(head.get("publisher")) or properties.get("publisher")
    if not publisher and properties.get("author"):
        publisher = properties["author"]
        inferred.append("publisher")
    kind = head.get("kind") or flags.kind or Kind.OTHER
    jurisdictions = _list(head.get("jurisdiction")) or flags.jurisdictions
    topics = _list(head.get("topics")) or flags.topics
    if not jurisdictions and (jurisdictions := inferred_jurisdictions(title, text)):
        inferred.append("jurisdictions")
    if not topics and (topics := inferred_topics(title, text)):
        inferred.append("topics")
    return Described(
        Metadata(
            title=title.strip(),
            kind=Kind(str(kind)),
            language=language,
            jurisdictions=jurisdictions,
            topics=topics,
            publisher=publisher,
            published=published,
            valid_from=_text(head.get("valid_from")),
            valid_until=_text(head.get("valid_until")),
            reference=_text(head.get("source")) or (flags.fetch.address if flags.fetch else None),
            confidence=_text(head.get("confidence")),
            retrieved=_text(head.get("retrieved")) or (flags.fetch.day if flags.fetch else None),
            access=Access(str(head["access"])) if "access" in head else flags.access or Access.PUBLIC,
            inferred=tuple(inferred),
        ),
        _text(head.get("id")),
        Statements(_list(head.get("supersedes")), next(iter(_list(head.get("superseded_by"))), None)),
    )


def check_front_matter(head: Mapping[str, object]) -> list[str]:
    """All problems of a front matter, each with what to do; empty when it holds."""
    problems = [problem for key in head if (problem := unknown_key(key, FIELDS, where="in the front matter"))]
    stated = head.get("id")
    if stated is not None and not ID.fullmatch(str(stated)):
        problems.append(f"id {stated!r}: use lower-case letters, digits, dots and hyphens, at most 120")
    if "title" in head and not _text(head["title"]):
        problems.append("title is empty")
    problems += _replacing_problems(head)
    problems += _choice(head, "kind", [kind.value for kind in Kind])
    problems += _choice(head, "access", [level.value for level in Access])
    problems += _choice(head, "confidence", sorted(CONFIDENCE))
    problems += _choice(head, "language", sorted(LANGUAGES))
    problems += _jurisdiction_problems(_list(head.get("jurisdiction")))
    problems += _topic_problems(_list(head.get("topics")))
    dates = {
        key: str(_text(head[key]))
        for key in ("published", "valid_from", "valid_until", "retrieved")
        if head.get(key) is not None
    }
    wrong_dates = {key: found for key, value in dates.items() if (found := _date_problems(key, value))}
    for found in wrong_dates.values():
        problems += found
    if {"valid_from", "valid_until"} <= dates.keys() - wrong_dates.keys():
        start, end = dates["valid_from"], dates["valid_until"]
        if last_day(end) < first_day(start):
            problems.append(f"valid_until {end} lies before valid_from {start}")
    return problems


def unknown_key(key: object, known: Collection[str], *, where: str) -> str:
    """The problem of a key that is not known, with what to do; empty when it is known."""
    if key in known:
        return ""
    near = difflib.get_close_matches(str(key), known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(sorted(known))}"
    return f"unknown key {key!r} {where} ({hint})"


def check_flags(flags: Flags) -> list[str]:
    """All problems of the caller's flags."""
    problems = _jurisdiction_problems(flags.jurisdictions) + _topic_problems(flags.topics)
    if flags.published is not None:
        problems += _date_problems("published", flags.published)
    if flags.language is not None and flags.language not in LANGUAGES:
        problems.append(f"language {flags.language!r} is not one of {', '.join(sorted(LANGUAGES))}")
    return problems


def _replacing_problems(head: Mapping[str, object]) -> list[str]:
    problems = []
    for key in ("supersedes", "superseded_by"):
        named = _list(head.get(key))
        if key == "superseded_by" and len(named) > 1:
            problems.append("superseded_by names several documents; only one can hold in its place")
        for other in named:
            if not ID.fullmatch(other):
                problems.append(f"{key} {other!r} is not the id of a document; `goglobal documents list` shows them")
            elif other == str(head.get("id")):
                problems.append(f"{key} {other!r} is the document itself")
    return problems


def _choice(head: Mapping[str, object], key: str, allowed: list[str]) -> list[str]:
    if key not in head or str(head[key]) in allowed:
        return []
    return [f"{key} {head[key]!r} is not one of {', '.join(allowed)}"]


def _jurisdiction_problems(codes: tuple[str, ...]) -> list[str]:
    return [
        f"jurisdiction {code!r} is not known; use ISO 3166 codes such as ES or ES-CT, or EU"
        for code in codes
        if not is_jurisdiction(code)
    ]


def _topic_problems(topics: tuple[str, ...]) -> list[str]:
    problems = []
    for topic in topics:
        if topic not in TOPICS:
            near = difflib.get_close_matches(topic, TOPICS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known topics: {', '.join(sorted(TOPICS))}"
            problems.append(f"topic {topic!r} is not known ({hint})")
    return problems


def _date_problems(key: str, value: str) -> list[str]:
    try:
        first_day(value)
    except ValueError as error:
        return [f"{key}: {error}"]
    return []


def _text(value: object) -> str | None:
    # YAML makes dates of dates and numbers of years.
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value).strip() or None


def _list(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    # YAML 1.1 reads the code of Norway as false.
    values = value if isinstance(value, list) else [value]
    return tuple("NO" if item is False else str(item) for item in values)


def _date_in(text: str) -> str | None:
    match = ISO_DATE.search(text)
    if match is None:
        return None
    try:
        first_day(match.group())
    except ValueError:
        return None
    return match.group()


def _known_language(tag: str | None) -> str | None:
    primary = (tag or "").split("-")[0].lower()
    return primary if primary in LANGUAGES else None
