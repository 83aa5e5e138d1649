"""The systems under test, each opened over an empty pool of documents of its own.

Ours takes every text as a user does, by ``goglobal ingest`` in a process of its own, and is asked through the assistant;
nothing is indexed or searched in any other way.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import Advisory, open_advisory
from assistant.domain import Access, Document, Hit
from assistant.index.embedders import make_embedder
from assistant.protocols import Embedder
from assistant.settings import Settings
from evals.errors import EvalError
from evals.outside.common import Searcher

OWN = "goglobal"
REFERENCE = "reference"

MakeSearcher = Callable[[Embedder], Searcher]
System = str | MakeSearcher
"""``goglobal``, ``reference``, or what makes another system from an embedder."""

NEAR = 400
"""How far behind the last character the next one is looked for; readers drop list marks and blanks, never whole pages."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with its place in the text as it was given to be ingested."""

    document_id: str
    text: str
    start: int
    end: int


class OwnSystem:
    """The product over a pool of documents."""

    def __init__(self, advisory: Advisory) -> None:
        self.advisory = advisory
        self._folder = advisory.settings.data_dir / "files"
        self._places: dict[str, list[int]] = {}
        self._names: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        """The product's ids of ingested texts, by the caller's."""

    def ingest(self, documents: Iterable[tuple[str, str]]) -> None:
        """See :class:`evals.outside.common.Searcher`."""
        texts = dict(documents)
        self._folder.mkdir(exist_ok=True)
        files = {}
        for place, (document_id, text) in enumerate(texts.items()):
            files[document_id] = self._folder / f"{place}.txt"
            files[document_id].write_text(text, encoding="utf-8")
        for document_id, document in self.ingest_files(files).items():
            self._places[document.id] = places_in(texts[document_id], document.text)
            self._names[document.id] = document_id
            self.ids[document_id] = document.id

    def ingest_files(self, files: Mapping[str, Path]) -> dict[str, Document]:
        """Take in files, by any names; the documents that they became, by the same names. What fails is left out.

        Passages found in them have the places of ``Document.text``.
        """
        if not files:
            return {}
        data_dir = self.advisory.settings.data_dir
        command = [sys.executable, "-m", "assistant.main", "ingest", "--json", "--data-dir", str(data_dir)]
        self.advisory.follower.start()
        try:
            # It writes the catalogue, and waits for this process to index what it wrote.
            paths = [str(path) for path in _folder_of(files.values()) or files.values()]
            done = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)  # noqa: S603
        finally:
            self.advisory.follower.stop()
        if done.returncode not in {0, 1}:
            raise EvalError(f"The texts could not be ingested: {done.stderr.strip()[-500:]}")
        stored = self.advisory.catalogue.documents
        sources = {name: str(path.resolve()) for name, path in files.items()}
        known = stored.files.known(list(sources.values()))
        found = {name: known[source].document_id for name, source in sources.items() if source in known}
        return {name: stored.get(document_id).document for name, document_id in found.items()}

    def retrieve(self, question: str, *, k: int) -> Sequence[FoundPassage]:
        """See :class:`evals.outside.common.Searcher`."""
        hits = self.advisory.assistant.search(question, k=k, access=Access.STAFF)
        return [self.found(hit) for hit in hits]

    def retrieve_in_dialogue(
        self, question: str, *, earlier: Sequence[str], answers: Sequence[str], k: int
    ) -> Sequence[FoundPassage]:
        """Passages for a question that follows others and their answers, as the assistant searches in a conversation."""
        hits = self.advisory.assistant.search(question, earlier=earlier, answers=answers, k=k, access=Access.STAFF)
        return [self.found(hit) for hit in hits]

    def found(self, hit: Hit) -> FoundPassage:
        """A hit under the caller's id, with its place in the text as it was given."""
        document_id, text, start = hit.passage.document_id, hit.passage.text, hit.passage.start
        end = start + len(text)
        places = self._places.get(document_id)
        if places is None:
            return FoundPassage(document_id, text, start, end)
        return FoundPassage(self._names[document_id], text, places[start], places[end - 1] + 1)


def _folder_of(files: Collection[Path]) -> list[Path]:
    """The folder that holds these files and nothing else, if there is one: a shorter command line."""
    folders = {path.parent for path in files}
    if len(folders) == 1 and set(next(iter(folders)).iterdir()) == set(files):
        return list(folders)
    return []


def places_in(original: str, text: str) -> list[int]:
    """For each character of a document's text, its place in the text that was read.

    Readers drop list marks, change blanks and compose accents; what stands nowhere gets the place before it.
    """
    places = []
    following = 0
    for character in text:
        place = -1 if character.isspace() else original.find(character, following, following + NEAR)
        if place >= 0:
            following = place + 1
        places.append(max(following - 1, 0))
    return places


class Pages:
    """On which page of a document a stretch of its text stands."""

    def __init__(self, document: Document) -> None:
        paged = [block for block in document.blocks if block.page is not None]
        self._ends = [block.end for block in paged]
        self._blocks = [(block.start, block.end, block.page or 0) for block in paged]

    def page_of(self, start: int, end: int) -> int | None:
        """The page that most of the stretch stands on."""
        overlap: dict[int, int] = {}
        for block_start, block_end, page in self._blocks[bisect_left(self._ends, start + 1) :]:
            if block_start >= end:
                break
            overlap[page] = overlap.get(page, 0) + min(end, block_end) - max(start, block_start)
        return max(overlap, key=lambda page: (overlap[page], -page)) if overlap else None


class Pools:
    """Opens empty pools for a system in a temporary folder, with one embedder for all of them."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._cache = settings.data_dir / "cache"
        self._opened = 0
        self.embedder = make_embedder(settings.embedder)

    @contextmanager
    def own(self) -> Iterator[OwnSystem]:
        """The product over an empty pool."""
        self._opened += 1
        data_dir = self._folder / f"pool-{self._opened}"
        data_dir.mkdir()
        if self._cache.is_dir():
            # The dictionary takes seconds to build, so it is built at most once.
            shutil.copytree(self._cache, data_dir / "cache")
        # A Chroma server would be shared by all pools, and with the user's own documents.
        settings = self._settings.model_copy(update={"data_dir": data_dir, "chroma_url": None})
        with open_advisory(settings, embedder=self.embedder) as advisory:
            self._cache = data_dir / "cache"
            yield OwnSystem(advisory)

    @contextmanager
    def open(self, system: System) -> Iterator[Searcher]:
        """A system over an empty pool.

        Raises:
            EvalError: there is no system of this name.
        """
        if callable(system):
            yield system(self.embedder)
        elif system == OWN:
            with self.own() as own:
                yield own
        elif system == REFERENCE:
            # Imported here, for it brings Chroma and a text splitter with it.
            from evals.reference import ReferenceSystem

            yield ReferenceSystem(self.embedder)
        else:
            raise EvalError(f"There is no system {system!r}; choose {OWN} or {REFERENCE}.")


@contextmanager
def open_pools(settings: Settings) -> Iterator[Pools]:
    """Pools in a temporary folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="goglobal-outside-") as folder:
        yield Pools(settings, Path(folder))


def only_own(system: System, suite: str) -> None:
    """Refuse other systems where something other than retrieval is measured.

    Raises:
        EvalError: it is another system.
    """
    if system != OWN:
        raise EvalError(f"outside:{suite} measures what only {OWN} does; a system that retrieves cannot be measured.")
