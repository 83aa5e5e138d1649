"""Manifests: one file that says what many documents are, in YAML or CSV."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import FetchFailed, InvalidManifest, SourceNotFound, UnreadableDocument
from ingest.metadata import FIELDS, check_front_matter, unknown_key
from ingest.paths import MANIFESTS, is_address, shown
from ingest.readers.encoding import decode
from ingest.report import Failure
from ingest.sources.addresses import canonical
from ingest.sources.manifest_rows import Row, rows_of_csv, rows_of_yaml
from ingest.sources.patterns import is_pattern, matches

LARGEST = 5_000_000
"""Bytes of the largest manifest."""
MOST = 20_000
"""Most entries of a manifest."""
NAMING = ("file", "url")
"""The keys of an entry that say which documents it speaks of; exactly one of them stands in each."""


@dataclass(slots=True)
class Entry:
    """What a manifest says of a file, of the files that a pattern means, or of a page of the web."""

    line: int
    file: str | None
    url: str | None
    stated: tuple[tuple[str, Any], ...]
    used: bool = False

    @property
    def named(self) -> str:
        """What it speaks of, as it is written."""
        return self.file or self.url or ""


@dataclass(slots=True)
class Manifest:
    """A manifest with its entries, in their order."""

    path: Path
    roots: tuple[Path, ...]
    """What its file names are relative to: its own folder, and if it was named by the caller, the folders named beside it."""
    entries: list[Entry] = field(default_factory=list)
    _patterns: list[Entry] = field(default_factory=list)
    _names: dict[str, list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Add an entry behind the others."""
        self.entries.append(entry)
        if entry.file is not None:
            if is_pattern(entry.file):
                self._patterns.append(entry)
            # A name may hold a sign of patterns too, as "[1] act.pdf" does.
            self._names.setdefault(_composed(entry.file), []).append(entry)

    def stated_of(self, path: Path) -> dict[str, Any]:
        """What it says of a file: patterns in their order, then its bare name, then its name with its folders.

        Later words go before earlier ones.
        """
        names = [_composed(path.relative_to(root).as_posix()) for root in self.roots if path.is_relative_to(root)]
        if not names:
            return {}
        found = [entry for entry in self._patterns if any(matches(entry.file or "", name) for name in names)]
        for name in dict.fromkeys((names[0].rpartition("/")[2], *names)):
            found += self._names.get(name, ())
        stated: dict[str, Any] = {}
        for entry in found:
            entry.used = True
            stated |= dict(entry.stated)
        return stated

    def stated_of_address(self, *addresses: str) -> dict[str, Any]:
        """What it says of a page, by the address that was asked for or the one that answered."""
        stated: dict[str, Any] = {}
        for entry in self.entries:
            if entry.url is not None and any(
                entry.url == address or ("*" in entry.url and matches(entry.url, address)) for address in addresses
            ):
                entry.used = True
                stated |= dict(entry.stated)
        return stated

    def addresses(self) -> list[str]:
        """The pages that it lists."""
        return [entry.url for entry in self.entries if entry.url is not None and "*" not in entry.url]

    def unmatched(self) -> Iterator[Failure]:
        """Entries that speak of no file that is there, taken this time or not."""
        for entry in self.entries:
            if not entry.used and entry.file is not None and not self._is_there(entry.file):
                yield Failure(
                    f"{shown(self.path)}, line {entry.line}",
                    f"{entry.named!r} matches no document",
                    "Correct the name, or take the entry out.",
                )

    def _is_there(self, pattern: str) -> bool:
        """Whether a file that was not taken in this time is meant."""
        deep = pattern if "/" in pattern else f"**/{pattern}"
        try:
            return any((root / pattern).exists() or any(root.glob(deep)) for root in self.roots)
        except (ValueError, NotImplementedError, IndexError):
            return False


def read_manifest(path: Path, *, roots: Iterable[Path] = ()) -> Manifest:
    """Read and check a manifest; its names are relative to its own folder, and to ``roots``.

    Raises:
        SourceNotFound: no such file.
        InvalidManifest: names every problem with its line.
    """
    if not path.is_file():
        raise SourceNotFound(shown(path), "no such manifest. Check the path")
    name = shown(path)
    if path.stat().st_size > LARGEST:
        raise InvalidManifest(name, [f"it is larger than {LARGEST // 1_000_000} MB"], "Split it")
    try:
        text = decode(path.read_bytes(), name=name)
    except UnreadableDocument as error:
        raise InvalidManifest(name, [error.reason], error.advice.rstrip(".")) from error
    problems: list[str] = []
    rows = rows_of_csv(text, problems) if path.suffix.lower() == ".csv" else rows_of_yaml(text, problems)
    manifest = Manifest(path, tuple(dict.fromkeys(Path(os.path.abspath(root)) for root in (path.parent, *roots))))
    for row in rows:
        if len(manifest.entries) >= MOST:
            problems.append(f"more than {MOST:,} entries; split it")
            break
        entry, found = _entry(row)
        problems += [f"line {row.line}: {problem}" for problem in found]
        manifest.add(entry)
    if problems:
        raise InvalidManifest(name, problems)
    return manifest


def manifests_in(folder: Path) -> list[Manifest]:
    """The manifests that lie in a folder and below it, outer ones first.

    Raises:
        InvalidManifest: one of them does not hold.
    """
    found = [path for path in sorted(folder.rglob("manifest.*")) if path.name in MANIFESTS and path.is_file()]
    visible = [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return [read_manifest(path) for path in sorted(visible, key=lambda path: len(path.parts))]


def stated_by(manifests: Iterable[Manifest], path: Path) -> dict[str, Any]:
    """What manifests say of a file; a later one's words go before an earlier one's."""
    stated: dict[str, Any] = {}
    for manifest in manifests:
        stated |= manifest.stated_of(path)
    return stated


def _composed(name: str) -> str:
    """A name in one form: some systems take accents apart."""
    return unicodedata.normalize("NFC", name)


def _entry(row: Row) -> tuple[Entry, list[str]]:
    values = dict(row.values)
    file, url = (values.pop(key, None) for key in NAMING)
    problems = []
    if (file is None) == (url is None):
        problems.append("name either a file or a url")
    for key, value in (("file", file), ("url", url)):
        if value is not None and (not isinstance(value, str) or not value.strip()):
            problems.append(f"{key} {value!r} is not a name")
    file = _file_name(file, problems)
    url = _address(url, problems)
    if "id" in values and (is_pattern(file or "") or "*" in (url or "")):
        problems.append(f"id {values['id']!r} for a pattern; one id is for one document")
    problems += _checked(values)
    return Entry(row.line, file, url, tuple(values.items())), problems


def _checked(values: Mapping[str, Any]) -> list[str]:
    known = FIELDS | set(NAMING)
    unknown = [problem for key in values if (problem := unknown_key(key, known, where="in the manifest"))]
    return unknown + check_front_matter({key: value for key, value in values.items() if key in FIELDS})


def _file_name(file: object, problems: list[str]) -> str | None:
    if not isinstance(file, str):
        return None
    if is_address(file):
        problems.append(f"file {file!r} is a web address; write url instead of file")
    name = file.strip().replace("\\", "/").removeprefix("./")
    if name.startswith("/") or ".." in name.split("/"):
        problems.append(f"file {file!r} leads out of the manifest's folder; names are relative to it")
    return name


def _address(url: object, problems: list[str]) -> str | None:
    if not isinstance(url, str):
        return None
    if "*" in url and is_address(url.strip()):
        return url.strip()
    try:
        return str(canonical(url.strip()))
    except FetchFailed as error:
        problems.append(f"url {error.address!r}: {error.reason}")
        return url
