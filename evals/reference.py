"""The reference pipeline: what a reader of a retrieval tutorial would build, for figures to stand beside.

LangChain's recursive splitter with 1,000 characters and an overlap of 200, one Chroma collection, the nearest five by
cosine similarity, each quoted whole. By default with the same embedder as the product; any other by name. It never
abstains and knows no conversation. It lives here and nowhere else.
"""

from __future__ import annotations

import time
import uuid
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import chromadb
from chromadb.config import Settings as ChromaSettings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.domain import AnswerBlockKind, Kind, Outcome
from assistant.language.script import language_of
from assistant.protocols import Embedder
from assistant.wire.answers import AnswerOut, BlockOut, CitationOut
from evals.targets import Found as RankedPassage

K = 5
BATCH = 500


@dataclass(frozen=True, slots=True)
class Found:
    """One chunk with its place."""

    document_id: str
    text: str
    start: int
    end: int
    score: float


class ReferenceSystem:
    """Ingests texts and retrieves chunks."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        client = chromadb.EphemeralClient(settings=ChromaSettings(anonymized_telemetry=False))
        self._collection = client.create_collection(
            f"reference-{uuid.uuid4().hex}",
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
        )
        self._chunks: list[tuple[str, str, int]] = []

    def ingest(self, documents: Iterable[tuple[str, str]]) -> None:
        """Take in texts by id."""
        for document_id, text in documents:
            for chunk in self._splitter.create_documents([text]):
                self._chunks.append((document_id, chunk.page_content, int(chunk.metadata["start_index"])))
        for start in range(0, len(self._chunks), BATCH):
            batch = self._chunks[start : start + BATCH]
            self._collection.upsert(
                ids=[str(start + place) for place in range(len(batch))],
                embeddings=self._embedder.embed_passages([text for _, text, _ in batch]),
            )

    def retrieve(self, question: str, *, k: int = K) -> list[Found]:
        """The ``k`` nearest chunks, best first."""
        held = self._collection.count()
        result = self._collection.query(
            query_embeddings=self._embedder.embed_question(question), n_results=min(k, held), include=["distances"]
        )
        found = []
        for number, distance in zip(result["ids"][0], (result["distances"] or [[]])[0], strict=True):
            document_id, text, start = self._chunks[int(number)]
            found.append(Found(document_id, text, start, start + len(text), 1 - float(distance)))
        return found


class ReferenceTarget:
    """The reference pipeline as a target: quotes the five nearest chunks and never abstains."""

    name = "reference"

    def __init__(self, embedder: Embedder, texts: dict[str, str]) -> None:
        self._texts = texts
        self._system = ReferenceSystem(embedder)
        self._system.ingest(texts.items())

    def known_documents(self) -> dict[str, int]:
        """See :class:`evals.targets.Target`. It keeps no versions; a checksum tells one text from another."""
        return {name: zlib.crc32(text.encode()) for name, text in self._texts.items()}

    def answer(self, question: str, turns: Sequence[str]) -> AnswerOut:
        """See :class:`evals.targets.Target`. Only the last turn is looked at, as in the tutorials."""
        started = time.perf_counter()
        found = self._system.retrieve(question)
        return AnswerOut(
            conversation="reference",
            turn=len(turns) + 1,
            question=question,
            standalone_question=question,
            language=language_of(question),
            outcome=Outcome.ANSWERED,
            blocks=[
                BlockOut(kind=AnswerBlockKind.SENTENCE, text=item.text, cells=[], citations=[number], translation=False)
                for number, item in enumerate(found, start=1)
            ],
            citations=[_citation(number, item) for number, item in enumerate(found, start=1)],
            follow_ups=[],
            notices=[],
            notice_kinds=[],
            handover=False,
            model="reference",
            took_ms=(time.perf_counter() - started) * 1000,
            dropped=0.0,
        )

    def search(self, question: str) -> list[RankedPassage]:
        """See :class:`evals.targets.Target`."""
        return [RankedPassage(item.document_id, item.text) for item in self._system.retrieve(question, k=40)]

    def resolves(self, citation: CitationOut) -> bool:
        """See :class:`evals.targets.Target`."""
        return self._texts[citation.document_id][citation.start : citation.end] == citation.quote


def _citation(number: int, item: Found) -> CitationOut:
    return CitationOut(
        number=number,
        document_id=item.document_id,
        version=1,
        title=item.document_id,
        kind=Kind.OTHER,
        jurisdictions=[],
        section=None,
        page=None,
        page_label=None,
        speaker=None,
        time=None,
        start=item.start,
        end=item.end,
        quote=item.text,
        language=language_of(item.text),
        published=None,
        valid_until=None,
        url="",
        replaced_by=None,
        removed=False,
        deleted=False,
        present_url=None,
    )
