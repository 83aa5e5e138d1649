"""All that a call names, as files to be taken in: files, folders, patterns, pages of the web, and what manifests add."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.errors import IngestError, SourceNotFound
from ingest.archives import FoundFile, opened, parted
from ingest.paths import MANIFESTS, find_files, is_address, shown
from ingest.report import Failure, failure_of
from ingest.sources.addresses import canonical
from ingest.sources.fetching import Fetcher
from ingest.sources.manifest import Manifest, manifests_in, read_manifest, stated_by
from ingest.sources.patterns import is_pattern, spread
from ingest.sources.web import Known, Selection, Web


class Sources:
    """What a call names. Everything that can be wrong with the call itself is said before anything is done.

    Raises:
        SourceNotFound: a path that does not exist, or a pattern that matches nothing.
        FetchFailed: what looks like a web address and is none.
        InvalidMetadata: a manifest that does not hold, with every problem of it.
    """

    def __init__(
        self,
        names: Sequence[str | Path],
        *,
        skipped: list[str],
        manifest: Path | None = None,
        fetcher: Fetcher | None = None,
        known: Known | None = None,
        selection: Selection | None = None,
    ) -> None:
        self._selection = selection or Selection()
        self._skipped = skipped
        self._fetcher = fetcher
        self._addresses = [str(canonical(str(name))) for name in names if is_address(str(name))]
        paths = [path for name in names if not is_address(str(name)) for path in _paths(name, skipped)]
        self._manifests = _manifests(paths)
        if manifest is not None:
            roots = [path if path.is_dir() else path.parent for path in paths]
            self._manifests.append(read_manifest(manifest, roots=roots))
        self._files = [
            (path, root) for root in paths for path in find_files([root], skipped=skipped) if self._takes(path, root)
        ]
        for listed in self._manifests:
            self._addresses += listed.addresses()
        self._web = None
        if self._addresses:
            if fetcher is None:
                raise SourceNotFound(self._addresses[0], "web addresses cannot be fetched from here")
            self._web = Web(fetcher, known or Known(), self._selection, skipped=skipped)

    @property
    def count(self) -> int:
        """How many files and addresses there are; archives and sitemaps hold more."""
        return len(self._files) + len(self._addresses)

    def files(self) -> list[Path]:
        """The files of disk among them."""
        return [path for path, _ in self._files]

    def found(self) -> Iterator[FoundFile | Failure]:
        """Each file, with what manifests say of it; pages are fetched one after the other, when it is their turn."""
        yield from self.of_files(self.files())
        for address in self._addresses:
            if self._web is not None:
                for found in self._web.found(address):
                    yield from self._fetched(found, address)
        for manifest in self._manifests:
            yield from manifest.unmatched()

    def of_files(self, paths: Sequence[Path]) -> Iterator[FoundFile | Failure]:
        """Some of the files, with what manifests say of them."""
        for path in paths:
            try:
                for found in opened(path):
                    yield self._described(found)
            except (IngestError, OSError) as error:
                yield failure_of(path, error)

    def _fetched(self, found: FoundFile | Failure, address: str) -> Iterator[FoundFile | Failure]:
        if isinstance(found, Failure):
            for manifest in self._manifests:
                manifest.stated_of_address(found.source, address)  # it is there, though it could not be had
            yield found
            return
        stated: dict[str, object] = {}
        for manifest in self._manifests:
            stated |= manifest.stated_of_address(found.source, address)
        try:
            for part in parted(found):
                yield part if isinstance(part, Failure) else replace(part, manifest=tuple(stated.items()))
        except (IngestError, OSError) as error:
            yield failure_of(found.path, error)

    def _described(self, found: FoundFile | Failure) -> FoundFile | Failure:
        if isinstance(found, Failure) or not self._manifests:
            return found
        return replace(found, manifest=stated_by(self._manifests, Path(os.path.abspath(found.path))))

    def _takes(self, path: Path, root: Path) -> bool:
        if path == root or self._selection.takes(path.relative_to(root).as_posix()):
            return True
        self._skipped.append(shown(path))
        return False


def _paths(name: str | Path, skipped: list[str]) -> list[Path]:
    path = Path(name)
    if os.path.exists(path):  # pathlib raises for names that no file can have
        return [path]
    text = str(name)
    if "://" in text:
        raise SourceNotFound(text, "only http and https addresses are fetched. Check the address")
    if not is_pattern(text):
        raise SourceNotFound(shown(path))
    return spread(text, skipped=skipped)


def _manifests(paths: Sequence[Path]) -> list[Manifest]:
    """Those in and below folders, and those beside files; outer ones first, each once."""
    found: dict[Path, Manifest] = {}
    for path in paths:
        if path.is_dir():
            for manifest in manifests_in(path):
                found.setdefault(manifest.path.resolve(), manifest)
        else:
            for name in sorted(MANIFESTS):
                beside = path.parent / name
                if beside.is_file() and beside.resolve() not in found:
                    found[beside.resolve()] = read_manifest(beside)
    return sorted(found.values(), key=lambda manifest: len(manifest.roots[0].parts))
