"""With which letters a match of a pattern may begin, read off the pattern itself.

It knows what our own patterns are written of: alternatives, groups, sets of characters, counts, and conditions, which are left out of
account. What it tells may be too much, never too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ANY = "."
"""Stands for any character."""
APART = " "
"""Stands for any character that is no small letter."""
LENGTH = 2
_TOKEN = re.compile(
    r"(?P<look>\(\?<?[!=])|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<anchor>\\[bB]|[\^$])|\[(?P<set>\^?(?:\\.|[^\]])+)\]|(?P<escape>\\.)|(?P<count>[?*+]\??|\{\d*,?\d*\}\??)|(?P<letter>.)",
    re.DOTALL,
)
Prefixes = frozenset[str]
"""Beginnings of at most two characters; what is shorter may be followed by anything."""
_NOTHING: Prefixes = frozenset({""})


def beginnings(pattern: str) -> Prefixes:
    """Of matches that begin with a small letter, two letters, or one and ``APART``, or one that anything may follow; else one character.

    Raises:
        ValueError: a match may begin with any letter.
    """
    read = _Reader(pattern).choice()
    if any(prefix[:1] in {"", ANY} for prefix in read):
        raise ValueError(f"A match of this pattern may begin with any letter; write out which: {pattern[:80]}")
    return frozenset(_sorted_out(prefix) for prefix in read if prefix[0].isalnum())


def gate(prefixes: Iterable[str]) -> re.Pattern[str]:
    """Finds the places of a text in small letters where words begin so; what matches are the letters known of each."""
    seconds: dict[str, set[str]] = {}
    for prefix in prefixes:
        seconds.setdefault(prefix[0], set()).add(prefix[1:])
    words = [_begins(first, found) for first, found in sorted(seconds.items()) if first.isascii()]
    others = "".join(sorted(first for first in seconds if not first.isascii()))
    parts = ([f"(?<![a-z])(?:{'|'.join(words)})"] if words else []) + ([f"[{others}]"] if others else [])
    return re.compile("|".join(parts))


def _begins(first: str, seconds: set[str]) -> str:
    if not first.isalpha():
        return first
    if "" in seconds:
        return f"{first}[a-z]?"
    letters = "".join(sorted(seconds - {APART}))
    within = [f"[{letters}]"] if letters else []
    return f"{first}(?:{'|'.join([*within, '(?![a-z])'] if APART in seconds else within)})"


def _sorted_out(prefix: str) -> str:
    first, second = prefix[0], prefix[1:]
    if not ("a" <= first <= "z") or second in {"", ANY}:
        return first
    return first + (second if "a" <= second <= "z" else APART)


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._tokens = [(match.lastgroup or "", match.group()) for match in _TOKEN.finditer(pattern)]
        self._place = 0

    def choice(self) -> Prefixes:
        """Alternatives up to the end of their group, which is passed."""
        found: set[str] = set()
        so_far = _NOTHING
        while self._place < len(self._tokens):
            kind, token = self._tokens[self._place]
            self._place += 1
            if kind == "close":
                break
            if kind == "bar":
                found |= so_far
                so_far = _NOTHING
            else:
                so_far = _joined(so_far, self._counted(self._atom(kind, token)))
        return frozenset(found | so_far)

    def _atom(self, kind: str, token: str) -> Prefixes:
        if kind == "open":
            return self.choice()
        if kind == "look":
            self.choice()
            return _NOTHING
        if kind == "anchor":
            return _NOTHING
        if kind == "set":
            return _of_set(token[1:-1])
        return frozenset("0123456789" if kind == "escape" and token[-1] == "d" else {_character(token)})

    def _counted(self, atom: Prefixes) -> Prefixes:
        """What an atom comes to with the count behind it, if there is one."""
        if self._place >= len(self._tokens) or self._tokens[self._place][0] != "count":
            return atom
        count = self._tokens[self._place][1]
        self._place += 1
        some = atom if count.startswith("?") else atom | _joined(atom, atom)
        return some | _NOTHING if count[0] in "?*" or count.startswith(("{0", "{,")) else some


def _joined(some: Prefixes, others: Prefixes) -> Prefixes:
    if all(len(prefix) == LENGTH for prefix in some):
        return some
    return frozenset(
        (prefix + other)[:LENGTH] for prefix in some for other in (others if len(prefix) < LENGTH else _NOTHING)
    )


def _of_set(inside: str) -> Prefixes:
    plain = inside.strip("-")
    return frozenset({ANY} if inside[0] == "^" or "-" in plain or "\\" in plain else inside)


def _character(token: str) -> str:
    """What a token stands for that is no group and no condition."""
    if token in {r"\w", r"\S", r"\D", "."}:
        return ANY
    return APART if token in {r"\s", r"\W"} else token[-1]
