"""The tokens of each passage in their order, by its number: what an inverted index cannot tell without reading all of its lists.

One file, mapped into memory. A record is three numbers (the passage, the tokens of its body, its other tokens) and then
the tokens, each as 32 bits of a hash. Records are only ever appended; of two of the same passage the later one counts. A
record that a killed process left unfinished is cut off when the file is opened.
"""

from __future__ import annotations

import mmap
import os
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Tokens = NDArray[np.uint32]
Places = NDArray[np.int64]

HEAD = 3
"""Numbers before the tokens of a record."""
BYTES = 4
"""Bytes of a number."""
APART = 16
"""Places that are left free between passages, so that no two of them seem to be neighbours."""


@lru_cache(maxsize=100_000)
def number_of(token: str) -> int:
    """What stands for a token. Two of a question and a passage are confused about once in 300,000 passages."""
    return zlib.crc32(token.encode())


@dataclass(frozen=True, slots=True)
class Laid:
    """The tokens of some passages, one after the other."""

    tokens: Tokens
    owner: Places
    """Which of the passages each token belongs to, counted from 0 in the order in which they were asked for."""
    place: Places
    """Where it stands: neighbours in a body stand at neighbouring places, and those of different passages never do."""
    in_body: NDArray[np.bool_]
    """Whether it is of the body; the places of others mean nothing."""


@dataclass(frozen=True, slots=True)
class _Held:
    """All that was written by one moment."""

    data: Tokens
    numbers: NDArray[np.int64]
    """Of passages, ascending, each once."""
    starts: Places
    bodies: Places
    others: Places


class TokenStore:
    """Keeps tokens, and lays out those of some passages. One process at a time may open it; any thread may read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open()

    def _open(self) -> None:
        self._starts, size = _records(self._path)
        self._file = self._path.open("ab")
        self._end = size
        self._added: list[int] = []
        self._held = _held(_mapped(self._path, size), self._starts)

    def add(self, number: int, body: Sequence[str], others: Sequence[str]) -> None:
        """Append a passage, found after :meth:`flush`: the tokens of its body in order, and others that it holds."""
        different = set(map(number_of, others)).difference(map(number_of, body))
        record = [number, len(body), len(different), *map(number_of, body), *different]
        self._file.write(np.array(record, dtype=np.uint32).tobytes())
        self._added.append(self._end + HEAD)
        self._end += len(record)

    def flush(self) -> None:
        """Bring what was added to the disk, and make it findable."""
        if not self._added:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._starts = np.concatenate([self._starts, np.array(self._added, dtype=np.int64)])
        self._added = []
        self._held = _held(_mapped(self._path, self._end), self._starts)

    def count(self) -> int:
        """Passages that are held, those among them that nobody asks for any more."""
        return len(self._held.numbers)

    def stale(self) -> int:
        """Records that a later one of the same passage replaces."""
        return len(self._starts) - len(self._held.numbers)

    def keep(self, numbers: Collection[int]) -> None:
        """Write the file anew with these passages alone: nothing of others is left in it."""
        self.flush()
        held = self._held
        draft = self._path.with_suffix(".tmp")
        with draft.open("wb") as file:
            for row in _rows_of(held, numbers):
                start = held.starts[row]
                file.write(held.data[start - HEAD : start + held.bodies[row] + held.others[row]].tobytes())
            file.flush()
            os.fsync(file.fileno())
        self._file.close()
        os.replace(draft, self._path)
        self._open()

    def laid(self, numbers: Sequence[int]) -> Laid:
        """The tokens of some passages; one that is not held has none."""
        held = self._held
        wanted = np.array(numbers, dtype=np.int64)
        rows = np.searchsorted(held.numbers, wanted)
        owners = np.flatnonzero(rows < len(held.numbers))
        owners = owners[held.numbers[rows[owners]] == wanted[owners]]
        rows = rows[owners]
        starts, bodies = held.starts[rows], held.bodies[rows]
        lengths = bodies + held.others[rows]
        ends = (starts + lengths).tolist()
        parts = [held.data[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]
        order = np.repeat(np.arange(len(rows)), lengths)
        along = np.arange(len(order))
        return Laid(
            tokens=np.concatenate(parts) if parts else np.zeros(0, np.uint32),
            owner=owners[order],
            place=along + order * APART,
            in_body=along - (np.cumsum(lengths) - lengths)[order] < bodies[order],
        )

    def close(self) -> None:
        """Let go of the file; what was added since the last :meth:`flush` may be lost."""
        self._file.close()


def _records(path: Path) -> tuple[Places, int]:
    """Where the tokens of each record begin, and where the last one ends; what follows is cut off."""
    size = path.stat().st_size if path.exists() else 0
    seen = _mapped(path, size // BYTES).data
    starts: list[int] = []
    place = 0
    while place + HEAD <= len(seen):
        end = place + HEAD + seen[place + 1] + seen[place + 2]
        if end > len(seen) or not seen[place]:
            break
        starts.append(place + HEAD)
        place = end
    if place * BYTES < size:
        # Left by a process that was killed, or a machine that lost its power, before the words index was told of it.
        os.truncate(path, place * BYTES)
    return np.array(starts, dtype=np.int64), place


def _held(data: Tokens, starts: Places) -> _Held:
    numbers = data[starts - HEAD].astype(np.int64)
    # Of equal numbers the last one counts.
    different, from_end = np.unique(numbers[::-1], return_index=True)
    at = starts[len(starts) - 1 - from_end]
    return _Held(data, different, at, data[at - 2].astype(np.int64), data[at - 1].astype(np.int64))


def _rows_of(held: _Held, numbers: Iterable[int]) -> list[int]:
    wanted = np.isin(held.numbers, np.fromiter(numbers, dtype=np.int64))
    rows: list[int] = np.flatnonzero(wanted).tolist()
    return rows


def _mapped(path: Path, length: int) -> Tokens:
    if not length:
        return np.zeros(0, dtype=np.uint32)
    with path.open("rb") as file:
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), dtype=np.uint32, count=length)
