"""Near-synonyms of the trade's everyday, business and official words in both languages, read from ``thesaurus.tsv``.

People ask in their own words, and official documents answer in theirs. The members of a group can stand for one another
in most sentences about cars, plants and trade; they are trusted less than translations and names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from assistant.language.script import fold, has_han
from assistant.language.words import RUN, content_tokens, cut, plain_number, stem
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
            keys = [key_of(member) for member in members]
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
    folded = fold(words)
    if has_han(folded):
        return folded.replace(" ", "")
    found = (match.group() for match in RUN.finditer(folded))
    return " ".join(plain_number(word) if word[0].isdigit() else stem(word) for word in found)


def knows(key: str) -> bool:
    """Whether a word or phrase stands in any group, given by its key."""
    return key in _groups_by_key()


@lru_cache(maxsize=4096)
def others(key: str) -> tuple[Alternative, ...]:
    """The other members of all groups that a word or phrase stands in, given by its key; at most :data:`MOST`.

    Of a word of several groups each gets its turn, and so does each language.
    """
    found: dict[tuple[str, ...], Alternative] = {}
    groups = (_members(group, key) for group in _groups_by_key().get(key, ()))
    for member in (member for turn in zip_longest(*groups) for member in turn if member is not None):
        in_chinese = has_han(member)
        tokens = tuple(content_tokens(member)) or (tuple(cut(fold(member))) if in_chinese else ())
        if tokens and len(found) < MOST:
            found.setdefault(tokens, Alternative(tokens, WEIGHT, member, "zh" if in_chinese else "en"))
    return tuple(found.values())


def _members(group: Group, key: str) -> Iterator[str]:
    """Members of a group without one of them: own language and other language in turn."""
    own, other = (group.zh, group.en) if has_han(key) else (group.en, group.zh)
    for pair in zip_longest((member for member in own if key_of(member) != key), other):
        yield from (member for member in pair if member is not None)


@lru_cache(maxsize=1)
def _groups_by_key() -> dict[str, tuple[Group, ...]]:
    found: dict[str, list[Group]] = defaultdict(list)
    for group in load_thesaurus():
        for member in (*group.zh, *group.en):
            found[key_of(member)].append(group)
    return {key: tuple(groups) for key, groups in found.items()}
