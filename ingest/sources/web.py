"""Pages of the web as files to be taken in: single ones, and all that a sitemap lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from assistant.catalogue.documents import Documents
from assistant.catalogue.fetches import Fetch as NotedFetch
from assistant.catalogue.fetches import Fetches
from assistant.catalogue.source_files import KnownFile, SourceFile
from assistant.errors import FetchFailed
from ingest.archives import FoundFile
from ingest.contents import Held
from ingest.metadata import Fetch
from ingest.readers.encoding import recoded
from ingest.report import Failure
from ingest.sources.addresses import canonical
from ingest.sources.fetching import Fetched, Fetcher, Validators
from ingest.sources.naming import NO_DOCUMENTS, name_for
from ingest.sources.patterns import selected
from ingest.sources.robots import Robots
from ingest.sources.sitemaps import read_sitemap

MAX_SITEMAPS = 200
"""Sitemaps of one index, whatever other indexes are nested in it."""
_GONE = frozenset({404, 410})
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""Beginnings of documents that a server may call what it likes."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the pages that a sitemap lists, and which files of folders, are taken."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    most: int = 500
    """Most pages of one sitemap."""
    other_sites: bool = False
    """Whether pages of other sites than the sitemap's own are taken."""

    def takes(self, name: str) -> bool:
        """Whether a name is to be taken, by its patterns."""
        return selected(name, include=self.include, exclude=self.exclude)


class Known:
    """What the catalogue knows of earlier fetches. Without a catalogue, nothing."""

    def __init__(self, documents: Documents | None = None, fetches: Fetches | None = None) -> None:
        self._documents = documents
        self._fetches = fetches

    def file(self, address: str) -> SourceFile | None:
        """The state of the page that the present document was made of."""
        known = self._known(address)
        return known.file if known is not None else None

    def document_id(self, address: str) -> str | None:
        """The document that was made of a page, if it is still there."""
        known = self._known(address)
        return known.document_id if known is not None else None

    def _known(self, address: str) -> KnownFile | None:
        return self._documents.files.known([address]).get(address) if self._documents else None

    def validators(self, address: str) -> Validators | None:
        """What to ask a site with; nothing when the document was made of other bytes, or never."""
        noted = self._fetches.get(address) if self._fetches else None
        file = self.file(address)
        if noted is None or file is None or file.file_hash != noted.content_hash:
            return None
        return Validators(noted.etag, noted.last_modified)

    def note(self, fetched: Fetched, content: bytes) -> None:
        """Keep what a site said of a page. It counts only once a document was made of these bytes."""
        if self._fetches is None:
            return
        if not fetched.changed:
            self._fetches.touch(fetched.address)
            return
        said = fetched.validators
        self._fetches.note(
            NotedFetch(fetched.address, said.etag, said.last_modified, hashlib.sha256(content).hexdigest())
        )


class Web:
    """Finds files on the web. What cannot be had is a failure, and the rest goes on."""

    def __init__(self, fetcher: Fetcher, known: Known, selection: Selection, *, skipped: list[str]) -> None:
        self._fetcher = fetcher
        self._known = known
        self._selection = selection
        self._skipped = skipped
        self._robots = Robots(fetcher)
        self._seen: set[str] = set()
        self.answered: set[str] = set()
        """Addresses that answered, with those that led to them."""
        self._dead: dict[str, bool] = {}
        """Whether an address has nothing any more, as far as that was asked."""

    def found(self, address: str) -> Iterator[FoundFile | Failure]:
        """The page at an address, or the pages that the sitemap there lists; nothing if it came before in this run."""
        fetched = self._fetched(address)
        if isinstance(fetched, Failure):
            yield fetched
        elif fetched is not None:
            try:
                sitemap = read_sitemap(fetched.content, address=fetched.address) if fetched.changed else None
            except FetchFailed as error:
                yield _failure(error)
                return
            if sitemap is None:
                yield self._file(fetched)
            else:
                yield from self._listed(fetched.address, sitemap.pages, list(sitemap.sitemaps))

    def _listed(self, address: str, pages: tuple[str, ...], sitemaps: list[str]) -> Iterator[FoundFile | Failure]:
        wanted = list(pages)
        read = 0
        while sitemaps and len(wanted) <= self._selection.most * 100:
            nested = sitemaps.pop(0)
            read += 1
            if read > MAX_SITEMAPS:
                yield Failure(
                    address, f"lists more than {MAX_SITEMAPS} sitemaps; the rest was left out. Give some of them."
                )
                break
            if not self._of_site(nested, address):
                continue
            fetched = self._fetched(nested)
            if isinstance(fetched, Failure):
                yield fetched
            elif fetched is not None:
                try:
                    sitemap = read_sitemap(fetched.content, address=fetched.address)
                except FetchFailed as error:
                    yield _failure(error)
                    continue
                if sitemap is None:
                    yield Failure(fetched.address, "no sitemap, though the index lists it as one", "Tell the site.")
                else:
                    wanted += sitemap.pages
                    sitemaps += sitemap.sitemaps
        yield from self._pages(address, wanted)

    def _pages(self, address: str, wanted: list[str]) -> Iterator[FoundFile | Failure]:
        pages = [page for page in dict.fromkeys(wanted) if self._of_site(page, address) and self._selection.takes(page)]
        told: set[str] = set()
        for page in pages[: self._selection.most]:
            try:
                if not self._robots.allow(page):
                    self._skipped.append(f"{page} (the site's robots.txt)")
                    continue
            except FetchFailed as error:
                # Once for all pages of a site, and of the sitemap: that is what can be read again.
                if error.address not in told:
                    told.add(error.address)
                    yield Failure(address, f"{error.address}: {error.reason}", error.advice)
                continue
            fetched = self._fetched(page)
            if isinstance(fetched, Failure):
                yield fetched
            elif fetched is not None:
                yield self._file(fetched)
        if len(pages) > self._selection.most:
            yield Failure(
                address,
                f"lists {len(pages):,} pages, of which {self._selection.most:,} were taken",
                "Choose with --include and --exclude, or take more with --most.",
            )

    def _of_site(self, page: str, address: str) -> bool:
        try:
            host = canonical(page).host
        except FetchFailed as error:
            self._skipped.append(f"{error.address} ({error.reason})")
            return False
        if self._selection.other_sites or host.removeprefix("www.") == httpx.URL(address).host.removeprefix("www."):
            return True
        self._skipped.append(f"{page} (another site)")
        return False

    def _fetched(self, address: str) -> Fetched | Failure | None:
        try:
            asked = str(canonical(address))
            if asked in self._seen:
                return None
            self._seen.add(asked)
            fetched = self._fetcher.fetch(asked, known=self._known.validators)
        except FetchFailed as error:
            return self._gone(error)
        self.answered |= {asked, fetched.address}
        self._dead |= dict.fromkeys(fetched.moved_from, True)
        if fetched.address != asked:
            if fetched.address in self._seen:
                return None
            self._seen.add(fetched.address)
        return fetched

    def is_dead(self, address: str) -> bool:
        """Whether an address that a document was made of has nothing any more, or says that it moved for good.

        Only asked of a page that another one says the same as; a site that does not answer is no proof.
        """
        if address not in self._dead:
            try:
                self._dead[address] = address in self._fetcher.fetch(address, known=self._known.validators).moved_from
            except FetchFailed as error:
                self._dead[address] = error.status in _GONE
        return self._dead[address]

    def _gone(self, error: FetchFailed) -> Failure:
        self._dead[error.address] = error.status in _GONE
        document_id = self._known.document_id(error.address) if error.status in _GONE else None
        if document_id is None:
            return _failure(error)
        return Failure(
            error.address,
            f"{error.reason}; its document stays in answers as it was",
            f"If it holds no more: goglobal documents remove {document_id}",
        )

    def _file(self, fetched: Fetched) -> FoundFile | Failure:
        address = fetched.address
        name = name_for(address, file_name=fetched.file_name, media_type=fetched.media_type)
        origin = Fetch(address, name, datetime.now(UTC).date().isoformat())
        if not fetched.changed:
            self._known.note(fetched, b"")
            file = self._known.file(address)
            if file is not None:
                again = _Again(address, self._fetcher, self._known)
                return FoundFile(
                    address,
                    Path(address),
                    file.size,
                    file.modified_ns,
                    again,
                    fetch=origin,
                    moved_from=fetched.moved_from,
                )
        if fetched.media_type.startswith(NO_DOCUMENTS) and not fetched.content.lstrip().startswith(_BINARY):
            return Failure(
                address, f"{fetched.media_type}, which is no document", "Give the address of a page or file."
            )
        content = recoded(fetched.content, fetched.charset)
        self._known.note(fetched, content)
        # The moment of the fetch stands for the time of change: only equal bytes make a page unchanged.
        moment = int(datetime.now(UTC).timestamp() * 1e9)
        return FoundFile(
            address, Path(address), len(content), moment, Held(content), fetch=origin, moved_from=fetched.moved_from
        )


@dataclass(frozen=True, slots=True)
class _Again:
    """A page that the site calls unchanged, fetched whole for who reads it otherwise than last time."""

    address: str
    fetcher: Fetcher
    known: Known

    def __call__(self) -> bytes:
        fetched = self.fetcher.fetch(self.address)
        content = recoded(fetched.content, fetched.charset)
        self.known.note(fetched, content)
        return content


def _failure(error: FetchFailed) -> Failure:
    return Failure(error.address, error.reason, error.advice)
