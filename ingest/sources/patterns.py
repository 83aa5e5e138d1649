"""Patterns of names: globs that the shell did not spread out, and what is taken or left out of what was found."""

from __future__ import annotations

import glob
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePath

from assistant.errors import SourceNotFound
from ingest.paths import MANIFESTS, is_document, shown

_MAGIC = re.compile(r"[*?\[]")
_PART = re.compile(r"\*\*/?|\*|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")


def is_pattern(name: str) -> bool:
    """Whether a name holds signs that stand for others."""
    return _MAGIC.search(name) is not None


def spread(pattern: str, *, skipped: list[str]) -> list[Path]:
    """What a glob matches, sorted: folders as they are, and of files the documents by their names.

    A pattern that ends with a suffix means files of that suffix, whichever they are. ``**`` stands for any folders.

    Raises:
        SourceNotFound: it matches nothing.
    """
    meant = PurePath(pattern).suffix
    meant = "" if is_pattern(meant) else meant.lower()
    matched = [Path(name) for name in sorted(glob.glob(pattern, recursive=True))]
    if not matched:
        raise SourceNotFound(pattern, "no file or folder matches. Check the pattern")
    deep = "**" in pattern  # it has gone into the folders itself
    taken: list[Path] = []
    for path in matched:
        if path.is_dir():
            if not deep:
                taken.append(path)
        elif path.name in MANIFESTS:
            continue
        elif is_document(path.name, archives=True) or (meant and path.suffix.lower() == meant):
            taken.append(path)
        else:
            skipped.append(shown(path))
    return taken


def matches(pattern: str, name: str) -> bool:
    """Whether a relative path or an address is one that a pattern means.

    ``*`` and ``?`` do not go over a slash, ``**`` does. A pattern without a slash means names in any folder.
    """
    pattern, name = (unicodedata.normalize("NFC", text) for text in (pattern, name))
    pattern = pattern.replace("\\", "/").removeprefix("./")
    if "/" not in pattern:
        name = name.rsplit("/", 1)[-1]
    return _compiled(pattern).fullmatch(name) is not None


def selected(name: str, *, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether a name is among those to take: it holds one of the patterns, and none of those to leave out.

    Here ``*`` goes over slashes, and a pattern may match a part: ``/en/`` means all addresses with that in them.
    """
    wanted = not include or any(_loose(pattern).search(name) for pattern in include)
    return wanted and not any(_loose(pattern).search(name) for pattern in exclude)


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile("".join(map(_translated, _PART.findall(pattern))), re.DOTALL)
    except re.error:  # a range such as [z-a], which can only be meant as it stands
        return re.compile(re.escape(pattern))


def _translated(part: str) -> str:
    if part == "**/":
        return "(?:[^/]+/)*"
    if part == "**":
        return ".*"
    if part in "*?":
        return {"*": "[^/]*", "?": "[^/]"}[part]
    if len(part) > 2 and part[0] == "[" and part[-1] == "]":
        inner = re.escape(part[1:-1].removeprefix("!")).replace(r"\-", "-")
        return f"[{'^' if part[1] == '!' else ''}{inner}]"
    return re.escape(part)


@lru_cache(maxsize=4096)
def _loose(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), re.IGNORECASE)
