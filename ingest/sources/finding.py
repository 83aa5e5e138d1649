"""All that a call names, as files to be taken in: files, folders, patterns, pages of the web, and what manifests add."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

from assistant.errors import IngestError, SourceNotFound
from ingest.archives import FoundFile, found_on_disk
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
        InvalidManifest: a manifest that does not hold, with every problem of it.
    """

    def __init__(
        self,
        names: Sequence[str | Path],
        *,
        manifest: Path | None = None,
        fetcher: Fetcher | None = None,
        known: Known | None = None,
        selection: Selection | None = None,
    ) -> None:
        self._selection = selection or Selection()
        self.skipped: list[str] = []
        """What is passed over, since it is no document, was not chosen, or may not be fetched."""
        self._addresses = [str(canonical(str(name))) for name in names if is_address(str(name))]
        paths = [path for name in names if not is_address(str(name)) for path in _paths(name, self.skipped)]
        self._manifests = _manifests(paths)
        if manifest is not None:
            roots = [path if path.is_dir() else path.parent for path in paths]
            self._manifests.append(read_manifest(manifest, roots=roots))
        self._files = [
            (path, root)
            for root in paths
            for path in find_files([root], skipped=self.skipped)
            if self._takes(path, root)
        ]
        for listed in self._manifests:
            self._addresses += listed.addresses()
        self._whole = True
        self._stopped: Callable[[], bool] = lambda: False
        self._web = None
        if self._addresses:
            if fetcher is None:
                raise SourceNotFound(self._addresses[0], "web addresses cannot be fetched from here")
            self._web = Web(fetcher, known or Known(), self._selection, skipped=self.skipped)

    @property
    def count(self) -> int:
        """How many files and addresses there are; archives and sitemaps hold more."""
        return len(self._files) + len(self._addresses)

    def files(self) -> list[Path]:
        """The files of disk among them."""
        return [path for path, _ in self._files]

    def only(self, paths: Collection[Path]) -> Sources:
        """Some of the files, with what manifests say of them."""
        some = copy(self)
        some._files = [(path, root) for path, root in self._files if path in paths]
        some._addresses, some._whole = [], False
        return some

    def until(self, stopped: Callable[[], bool]) -> Sources:
        """The same, ending before the next file once ``stopped`` says so."""
        some = copy(self)
        some._stopped = stopped
        return some

    def found(self) -> Iterator[FoundFile | Failure]:
        """Each file, with what manifests say of it; pages are fetched one after the other, when it is their turn."""
        for path, _ in self._files:
            if self._stopped():
                return
            try:
                found: FoundFile | Failure = found_on_disk(path)
            except (IngestError, OSError) as error:
                found = failure_of(path, error)
            yield self.described(found)
        for address in self._addresses:
            if self._web is not None:
                for found in self._web.found(address):
                    yield self._fetched(found, address)

    def described(self, found: FoundFile | Failure) -> FoundFile | Failure:
        """A file with what manifests say of it, which for a file of an archive is added to what they say of the archive."""
        if not self._manifests or is_address(found.source):
            return found
        path = found.path if isinstance(found, FoundFile) else Path(found.source)
        stated = dict(found.manifest) | stated_by(self._manifests, Path(os.path.abspath(path)))
        return replace(found, manifest=tuple(stated.items()))

    def unmatched(self) -> Iterator[Failure]:
        """Entries of manifests that speak of no file; to be asked when all files, and those of archives, were described."""
        if self._whole:
            for manifest in self._manifests:
                yield from manifest.unmatched()

    def answered(self) -> Collection[str]:
        """The addresses that answered, whether or not they are files."""
        return () if self._web is None else self._web.answered

    def is_dead(self, address: str) -> bool:
        """Whether an address has nothing any more."""
        return self._web is not None and self._web.is_dead(address)

    def _fetched(self, found: FoundFile | Failure, address: str) -> FoundFile | Failure:
        stated: dict[str, object] = {}
        for manifest in self._manifests:
            stated |= manifest.stated_of_address(found.source, address)
        return replace(found, manifest=tuple(stated.items()))

    def _takes(self, path: Path, root: Path) -> bool:
        if path == root or self._selection.takes(path.relative_to(root).as_posix()):
            return True
        self.skipped.append(shown(path))
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
