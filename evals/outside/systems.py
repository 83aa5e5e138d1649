"""The systems under test, each opened over an empty pool of documents of its own.

Ours takes every text the way that a file takes (reader, assembler, metadata, splitter, catalogue, follower) and is
asked through the assistant; nothing is indexed or searched in any other way.
"""

from __future__ import annotations

import shutil
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import EARLIER_QUESTIONS
from assistant.bootstrap import Advisory, open_advisory
from assistant.domain import Access, Document
from assistant.index.embedders import make_embedder
from assistant.protocols import Embedder
from assistant.settings import Settings
from evals.errors import EvalError
from evals.outside.common import Searcher
from ingest.assembling import assemble, make_document
from ingest.metadata import Flags, describe
from ingest.readers import read
from ingest.splitting import split

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
        self._places: dict[str, list[int]] = {}

    def ingest(self, documents: Iterable[tuple[str, str]]) -> None:
        """See :class:`evals.outside.common.Searcher`."""
        pool: list[Document] = []
        for document_id, text in documents:
            document = document_of(document_id, text)
            self._places[document_id] = places_in(text, document.text)
            pool.append(document)
        self.put(pool)

    def put(self, documents: Iterable[Document]) -> None:
        """Take in documents that were read already; passages found in them have the places of ``Document.text``."""
        for document in documents:
            self.advisory.catalogue.documents.put(document, split(document))
        self.advisory.follower.catch_up()

    def retrieve(self, question: str, *, k: int) -> Sequence[FoundPassage]:
        """See :class:`evals.outside.common.Searcher`."""
        hits = self.advisory.assistant.search(question, k=k, access=Access.STAFF)
        return [self._found(hit.passage.document_id, hit.passage.text, hit.passage.start) for hit in hits]

    def standalone(self, question: str, earlier: Sequence[str]) -> str:
        """The standalone question that the assistant makes of a question and the questions before it."""
        # The assistant shows its understanding only in answers, and answering is not what is measured here.
        understanding = self.advisory.assistant._understanding
        return understanding.query(question, earlier=earlier[-EARLIER_QUESTIONS:], access=Access.STAFF).text

    def _found(self, document_id: str, text: str, start: int) -> FoundPassage:
        end = start + len(text)
        places = self._places.get(document_id)
        if places is None:
            return FoundPassage(document_id, text, start, end)
        return FoundPassage(document_id, text, places[start], places[end - 1] + 1)


def document_of(document_id: str, text: str) -> Document:
    """The document that ingesting a text file with these words would make."""
    reading = read(text.encode(), name="text.txt")
    whole, blocks = assemble(reading.pieces)
    described = describe(
        source=document_id,
        text=whole,
        front_matter=reading.front_matter,
        properties=reading.properties,
        flags=Flags(),
    )
    return make_document(
        document_id=document_id, source=document_id, metadata=described.metadata, text=whole, blocks=blocks
    )


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
        with open_advisory(
            self._settings.model_copy(update={"data_dir": data_dir}), embedder=self.embedder
        ) as advisory:
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
