"""The catalogue against both indexes: each served passage in words and vectors once, and no others."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from assistant.bootstrap import Advisory
from assistant.catalogue.embedding_cache import EmbeddingCache, text_hash
from assistant.counting import counted
from assistant.domain import Access
from assistant.index.follower import PROGRESS
from assistant.protocols import knows_chinese
from assistant.upkeep.findings import Check, Repair, State

QUIET_SECONDS = 10.0
"""How long to wait for the follower to have caught up, so that the two can be compared."""
SAMPLE = 100
"""Vectors that are looked for by themselves: what Chroma counts, it does not always find."""
NEARLY_ONE = 0.9999
AGAIN = "--fix has the follower apply these documents again."
REBUILD = "--fix deletes both indexes and builds them anew from the catalogue, with vectors from the cache."

Wanted = Mapping[int, tuple[int, Access]]


def check_indexes(advisory: Advisory) -> list[Check]:
    """Compare at one instant. Only for the process that holds the indexes."""
    deadline = time.monotonic() + QUIET_SECONDS
    while True:
        head = advisory.catalogue.changelog.head()
        applied = advisory.catalogue.changelog.progress(PROGRESS)  # asked first: it is noted after both have followed
        if advisory.words.cursor == advisory.vectors.cursor == head:
            found = list(_compare(advisory))
            # What was taken in meanwhile would look like a fault.
            if advisory.catalogue.changelog.head() == head:
                return [*_log(advisory, head), *found]
        if applied >= head and (lost := list(_lost(advisory, applied))):
            return [*_log(advisory, head), *lost]
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    behind = head - min(advisory.words.cursor, advisory.vectors.cursor)
    return [
        *_log(advisory, head),
        Check(
            "indexes",
            State.NOT_CHECKED,
            f"The indexes are being brought up to date ({counted(behind, 'change')} waiting), so they could not be compared.",
            "Until then answers may rest on earlier versions.",
            "Run goglobal doctor again when the ingest is over; --fix applies what is waiting.",
            Repair.APPLY_AGAIN,
        ),
    ]


def _lost(advisory: Advisory, applied: int) -> Iterator[Check]:
    """Indexes that lack changes which were applied: no ingest waits for them, so nothing brings them by itself."""
    for index in (advisory.words, advisory.vectors):
        if index.cursor < applied:
            missing = counted(applied - index.cursor, "change")
            yield Check(
                index.name,
                State.WRONG,
                f"The {index.name} index lacks {missing} that were applied: it was deleted, or an older one was put back.",
                "Answers miss what the documents say.",
                "--fix, or the next start of the server, fills it from the catalogue.",
                Repair.APPLY_AGAIN,
            )


def _log(advisory: Advisory, head: int) -> Iterator[Check]:
    changelog = advisory.catalogue.changelog
    for index in (advisory.words, advisory.vectors):
        if index.cursor > 0 and (index.cursor > head or changelog.mark(index.cursor) != index.mark):
            what = f"The {index.name} index has followed another catalogue (change {index.cursor} of {head})."
            means = "It may hold passages that this catalogue does not know."
            yield Check("change log", State.WRONG, what, means, REBUILD, Repair.REBUILD)
    told = changelog.progress(PROGRESS)
    if told > head:
        what = f"The catalogue says that change {told} has been applied, and has only {head}."
        means = "Commands would not wait for their changes to be found."
        yield Check("change log", State.WRONG, what, means, "--fix applies and notes anew.", Repair.APPLY_AGAIN)
    else:
        yield Check("change log", State.OK, f"{counted(head, 'change')}, {told:,} of them applied.")


def _compare(advisory: Advisory) -> Iterator[Check]:
    wanted = advisory.catalogue.changelog.wanted()
    for index in (advisory.words, advisory.vectors):
        held = [(number, level) for level in Access for number in index.held(level)]
        yield _compared(index.name, held, wanted)
    lost = _lost_vectors(advisory)
    if lost:
        yield Check(
            "vectors found",
            State.WRONG,
            f"{len(lost)} of {SAMPLE} passages are not found by their own vectors.",
            "Questions miss what the documents say. Two programs may have written the index at once.",
            REBUILD,
            Repair.REBUILD,
        )


def _compared(name: str, held: Sequence[tuple[int, Access]], wanted: Wanted) -> Check:
    times = Counter(number for number, _ in held)
    missing = [number for number in wanted if number not in times]
    wrong_level = [number for number, level in held if number in wanted and wanted[number][1] is not level]
    twice = [number for number, count in times.items() if count > 1]
    strange = [number for number in times if number not in wanted]
    if not (missing or wrong_level or twice or strange):
        return Check(name, State.OK, f"Each of {counted(len(wanted), 'passage')} once, no others.")
    parts = [
        f"{len(numbers):,} {what}"
        for numbers, what in (
            (missing, "missing"),
            (twice, "twice"),
            (strange, "that no document has"),
            (wrong_level, "open to the wrong callers"),
        )
        if numbers
    ]
    what = f"Of {counted(len(wanted), 'passage')}, {', '.join(parts)}."
    means = "Answers may miss what the documents say, or count it twice."
    if strange or wrong_level:
        return Check(name, State.WRONG, what, means, REBUILD, Repair.REBUILD)
    concerned = tuple(sorted({wanted[number][0] for number in (*missing, *twice)}))
    return Check(name, State.WRONG, what, means, AGAIN, Repair.APPLY_AGAIN, concerned)


def _lost_vectors(advisory: Advisory) -> list[int]:
    """Passages of a sample, spread over the catalogue, that a search by their own vector does not bring back."""
    if not knows_chinese(advisory.embedder):
        return []
    total = advisory.vectors.count()
    step = max(1, total // SAMPLE)
    sample = list(islice(advisory.catalogue.changelog.all_passages(), 0, step * SAMPLE, step))
    keys = [text_hash(item.passage.index_text(item.title)) for item in sample]
    cached = EmbeddingCache(advisory.catalogue.engine).get(advisory.embedder.fingerprint, keys)
    lost = []
    for item, key in zip(sample, keys, strict=True):
        if key not in cached:
            continue
        found = advisory.vectors.search(cached[key][None, :], access=Access.STAFF, k=10)
        # A copy in another document is as near: then the passage itself may stand behind its copies.
        if item.number not in {number for number, _ in found} and (not found or found[0][1] < NEARLY_ONE):
            lost.append(item.number)
    return lost
