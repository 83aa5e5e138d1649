"""What must be true of a data folder that has caught up: the catalogue and both indexes say the same."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from assistant.bootstrap import Advisory
from assistant.catalogue.tables import documents, passages, versions
from assistant.domain import Access
from assistant.language.words import index_tokens
from assistant.protocols import Alternative, Term


def disagreements(advisory: Advisory) -> list[str]:
    """Everything that is wrong, in words; empty when all is well."""
    found = []
    held: dict[Access, set[int]] = {level: set() for level in Access}
    query = (
        select(passages, versions.c.access, versions.c.version, versions.c.text.label("whole"), documents)
        .join(versions, versions.c.pk == passages.c.version_pk)
        .join(documents, documents.c.pk == versions.c.document_pk)
    )
    with advisory.catalogue.engine.connect() as connection:
        for row in connection.execute(query).mappings():
            name = f"{row['id']}@{row['version']}"
            if row["removed"] or row["version"] != row["current_version"]:
                found.append(f"passages of {name} were not forgotten")
                continue
            if row["served_version"] != row["version"]:
                found.append(f"{name} is not served")
            if row["whole"][row["start"] : row["end"]] != row[passages.c.text]:
                found.append(f"a passage of {name} is no slice of its text")
            held[Access(row[versions.c.access])].add(row[passages.c.pk])
    expected = sum(len(numbers) for numbers in held.values())
    counts = {
        "catalogue": advisory.catalogue.changelog.served_passages(),
        "words": advisory.words.count(),
        "vectors": advisory.vectors.count(),
    }
    found += [f"{name} holds {count} passages of {expected}" for name, count in counts.items() if count != expected]
    head = advisory.catalogue.changelog.head()
    cursors = {"words": advisory.words.cursor, "vectors": advisory.vectors.cursor}
    found += [f"{name} stands at {cursor} of {head}" for name, cursor in cursors.items() if cursor != head]
    return found + _numbers(advisory, held)


def held_numbers(advisory: Advisory) -> tuple[set[int], set[int]]:
    """Numbers of all passages that the words and the vectors index hold, served or not."""
    vectors = {
        int(number) for kept in advisory.vectors._collections.values() for number in kept.present.get(include=[])["ids"]
    }
    with advisory.catalogue.engine.connect() as connection:
        texts = connection.execute(select(passages.c.text)).scalars().all()
    return _found_by_words(advisory, texts, Access.STAFF), vectors


def _numbers(advisory: Advisory, held: dict[Access, set[int]]) -> list[str]:
    found = []
    for level, kept in advisory.vectors._collections.items():
        if {int(number) for number in kept.present.get(include=[])["ids"]} != held[level]:
            found.append(f"vectors for {level} are of other passages")
    with advisory.catalogue.engine.connect() as connection:
        texts = connection.execute(select(passages.c.text)).scalars().all()
    for caller in Access:
        readable = set[int]().union(*(held[level] for level in caller.readable()))
        if _found_by_words(advisory, texts, caller) != readable:
            found.append(f"words for {caller} are of other passages")
    return found


def _found_by_words(advisory: Advisory, texts: Sequence[str], caller: Access) -> set[int]:
    """Numbers that come back when any one word of each passage is asked for: those of all of them."""
    tokens = {tokens[0] for text in texts if (tokens := index_tokens(text))}
    terms = [Term(token, (Alternative((token,), 1.0, token, "en"),)) for token in sorted(tokens)]
    return {number for number, _ in advisory.words.search(terms, access=caller, k=100_000)}
