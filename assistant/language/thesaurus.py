"""Near-synonyms of the trade's everyday, business and official words in both languages, read from ``thesaurus.tsv``.

People ask in their own words, and official documents answer in theirs. The members of a group can stand for one another
in most sentences about cars, plants and trade; they are trusted less than translations and names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from assistant.language.script import fold, has_han
from assistant.language.words import RUN, content_tokens, plain_number, stem, strip_accents
from assistant.protocols import Alternative

THESAURUS = Path(__file__).with_name("thesaurus.tsv")

WEIGHT = 0.6
"""How much a member of a group is trusted to mean another."""
MOST = 10
"""Members that are taken for a word; a question must stay quick to search for."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words and phrases that can stand for one another, the official or usual ones first."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


def read_groups(lines: Iterable[str], *, source: str = THESAURUS.name) -> tuple[Group, ...]:
    """Groups of a thesaurus, one a line: ``zh <TAB> en``, members separated by ``" | "``; ``#`` starts a comment.

    Raises:
        ValueError: a line is not of this form, or has a member twice; the message names source and line.
    """
    groups = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 2:
            raise ValueError(f"{source}, line {number}: {len(cells)} cells in place of 2 (zh <TAB> en).")
        group = Group(*(tuple(name.strip() for name in cell.split(" | ")) for cell in cells))
        for language, members in (("zh", group.zh), ("en", group.en)):
            if not all(members):
                raise ValueError(f"{source}, line {number}: the {language} cell holds an empty member.")
            keys = [_spelling(member, uninflected) for member in members]
            if twice := [member for member, key in zip(members, keys, strict=True) if keys.count(key) > 1]:
                raise ValueError(f"{source}, line {number}: {' and '.join(twice)} are the same; keep one.")
        groups.append(group)
    return tuple(groups)


@lru_cache(maxsize=1)
def load_thesaurus() -> tuple[Group, ...]:
    """All groups of the thesaurus that comes with the product."""
    return read_groups(THESAURUS.read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=65536)
def key_of(words: str) -> str:
    """What two spellings of a word or phrase share: Chinese folded, English in stems, so that "dodging" is "dodge"."""
    return _spelling(words, stem)


def knows(key: str) -> bool:
    """Whether a word or phrase stands in any group, given by its key."""
    return key in _groups_by_key()


@lru_cache(maxsize=4096)
def others(words: str) -> tuple[Alternative, ...]:
    """The other members of all groups that a word or phrase stands in; at most :data:`MOST`.

    Of a word of several groups each gets its turn, and so does each language.
    """
    # Stems make "important" an import and a customer customs, so inflections come first.
    groups = _groups_by_inflection().get(_spelling(words, uninflected)) or _groups_by_key().get(key_of(words), ())
    turns = zip_longest(*(_members(group, words) for group in groups))
    found: dict[tuple[str, ...], Alternative] = {}
    for member in (member for turn in turns for member in turn if member is not None):
        tokens = tuple(content_tokens(member))
        if tokens and len(found) < MOST:
            found.setdefault(tokens, Alternative(tokens, WEIGHT, member, "zh" if has_han(member) else "en"))
    return tuple(found.values())


def uninflected(word: str) -> str:
    """A folded English word without the endings of number and tense, for comparing alone.

    >>> uninflected("levies") == uninflected("levy"), uninflected("dodging") == uninflected("dodge")
    (True, True)
    >>> uninflected("customers") == uninflected("customs")
    False
    """
    bare = strip_accents(word).removesuffix("'s").removesuffix("’s")
    if bare.endswith("s") and not bare.endswith(("ss", "us", "is")):
        bare = re.sub("ies$", "y", bare) if bare.endswith("ies") else bare[:-1]
    bare = re.sub("(?<=[a-z]{3})(ing|ed)$", "", bare)
    bare = re.sub(r"([^aeiou])\1$", r"\1", bare.removesuffix("e"))
    return re.sub("(?<=[a-z]{2})y$", "i", bare)


def _spelling(words: str, plain: Callable[[str], str]) -> str:
    folded = fold(words)
    if has_han(folded):
        return folded.replace(" ", "")
    found = (match.group() for match in RUN.finditer(folded))
    return " ".join(plain_number(word) if word[0].isdigit() else plain(word) for word in found)


def _members(group: Group, words: str) -> Iterator[str]:
    """Members of a group without one of them: own language and other language in turn."""
    own, other = (group.zh, group.en) if has_han(words) else (group.en, group.zh)
    spelt = _spelling(words, uninflected)
    for pair in zip_longest((member for member in own if _spelling(member, uninflected) != spelt), other):
        yield from (member for member in pair if member is not None)


@lru_cache(maxsize=1)
def _groups_by_key() -> dict[str, tuple[Group, ...]]:
    return _groups_by(key_of)


@lru_cache(maxsize=1)
def _groups_by_inflection() -> dict[str, tuple[Group, ...]]:
    return _groups_by(lambda member: _spelling(member, uninflected))


def _groups_by(key: Callable[[str], str]) -> dict[str, tuple[Group, ...]]:
    found: dict[str, list[Group]] = defaultdict(list)
    for group in load_thesaurus():
        for name in dict.fromkeys(key(member) for member in (*group.zh, *group.en)):
            found[name].append(group)
    return {name: tuple(groups) for name, groups in found.items()}
