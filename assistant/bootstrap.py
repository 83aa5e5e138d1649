"""The one place where the parts that answer are put together, over an open catalogue."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from types import TracebackType

from threadpoolctl import threadpool_limits

from assistant.answering.measuring import MeasuringAnswerer
from assistant.answering.quoting import QuotingAnswerer
from assistant.answering.similarity import Similarity
from assistant.answering.suggestions import Follows, Suggestions
from assistant.assistant import Assistant
from assistant.catalogue.embedding_cache import EmbeddingCache
from assistant.domain import Access, Hit
from assistant.errors import IndexBusy
from assistant.index.embedders import WordLlamaEmbedder, make_embedder
from assistant.index.follower import Follower
from assistant.index.holding import IndexHolder
from assistant.index.kept_questions import KeptQuestions
from assistant.index.purging import Forget, Purger
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.glossary import current_glossary
from assistant.measures.book import MeasureBook
from assistant.measures.matching import Matcher
from assistant.measures.traits import companies_in
from assistant.opening import Catalogue, index_holder
from assistant.protocols import Answerer, Embedder, Query, Retriever, Rewriter, knows_chinese
from assistant.question.understanding import Understanding
from assistant.retrieval.reranked import Reranked
from assistant.retrieval.rerankers.making import make_reranker
from assistant.retrieval.retriever import TwoLanguageRetriever
from assistant.settings import Settings

__all__ = ["Advisory", "Catalogue", "index_holder", "open_advisory", "open_book"]

FORGETTING = "goglobal.forgetting"
"""Entry points of functions that delete what is kept of a document's source: ``forget(data_dir, catalogue, source)``."""


def _forgetting(data_dir: Path, catalogue: Catalogue) -> Iterator[Forget]:
    """What is kept of documents beside the catalogue, and how it is deleted: their originals, and what packages above name
    in an entry point."""
    yield lambda _source: catalogue.originals.sweep()
    for entry in sorted(entry_points(group=FORGETTING), key=lambda entry: entry.name):
        yield partial(entry.load(), data_dir, catalogue)


def open_book(settings: Settings, catalogue: Catalogue, *, words: bool = True) -> MeasureBook:
    """The measures of a catalogue; with ``words`` also the dictionary, by which they are found in either language."""
    crossing = Crossing(Dictionary(settings.data_dir / "cache"), current_glossary()) if words else None
    return MeasureBook(catalogue.measures, catalogue.documents, Matcher(crossing))


class Advisory:
    """Everything that answers, held by one process: catalogue, indexes, follower, assistant."""

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        holder: IndexHolder,
        *,
        embedder: Embedder | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        # Products of matrices are small here: threads that share them out spend more time waiting for one another.
        threadpool_limits(1, user_api="blas")
        # Chroma and Tantivy are opened only here, by who holds the lock.
        from assistant.index.vectors import VectorsIndex
        from assistant.index.words import WordsIndex

        self.settings = settings
        self.today = today
        self.catalogue = catalogue
        self.holder = holder
        self.embedder = embedder or make_embedder(settings.embedder)
        self.reranker = make_reranker(settings)
        self.crossing = crossing = Crossing(Dictionary(settings.data_dir / "cache"), current_glossary())
        self.book = MeasureBook(catalogue.measures, catalogue.documents, Matcher(crossing))
        folder = settings.data_dir / "indexes"
        self.words = WordsIndex(folder, made_of=crossing.fingerprint)
        self.vectors = VectorsIndex(
            folder,
            fingerprint=self.embedder.fingerprint,
            made_of="" if knows_chinese(self.embedder) else crossing.fingerprint,
            catalogue=catalogue.changelog.identity(),
            url=settings.chroma_url,
        )
        self.follower = Follower(
            catalogue.changelog,
            self.words,
            self.vectors,
            self.embedder,
            EmbeddingCache(catalogue.engine),
            crossing,
            batch=settings.embedding_batch,
            still_holds=holder.still_holds,
        )
        self.purger = Purger(
            catalogue.purges,
            catalogue.changelog,
            self.words,
            self.vectors,
            self.embedder,
            crossing,
            others=lambda: _forgetting(settings.data_dir, catalogue),
        )
        self.follower.afterwards = self.purger.finish
        kept = KeptQuestions(self.embedder)
        self.retriever = TwoLanguageRetriever(catalogue.documents, self.words, self.vectors, kept, today=today)
        retriever: Retriever = self.retriever
        if self.reranker is not None:
            retriever = Reranked(retriever, self.reranker, depth=settings.reranker_depth)
        self.quoting = quoting = QuotingAnswerer(
            catalogue.documents,
            catalogue.organisations,
            self.words,
            Similarity(kept, WordLlamaEmbedder(), crossing),
            today=today,
        )
        by_quotes = MeasuringAnswerer(quoting, self.book, today=today)
        quoted_from = retriever

        def found_by(query: Query) -> list[Hit]:
            return quoted_from.retrieve(query.in_context(), k=settings.top_k)

        def answers(query: Query, *, worked_out: bool, thorough: bool) -> bool | None:
            return by_quotes.answers(query, found_by, worked_out=worked_out, thorough=thorough)

        self.suggestions = Suggestions(catalogue.documents, catalogue.measures, self.words, answers=answers)
        answerer: Answerer = quoting
        rewriter: Rewriter | None = None
        understood_by = retriever
        follows: Follows = self.suggestions
        if settings.chat_model:
            # Imported here: who has no chat model must not wait for what belongs to one.
            from assistant.written import with_chat_model

            answerer, rewriter, retriever, follows = with_chat_model(
                settings,
                usage=catalogue.usage,
                measures=catalogue.measures,
                quoting=quoting,
                retriever=retriever,
                suggestions=self.suggestions,
                crossing=crossing,
                today=today,
            )
        self.understanding = Understanding(crossing, retriever=understood_by, rewriter=rewriter)
        self.assistant = Assistant(
            self.understanding,
            retriever,
            MeasuringAnswerer(quoting, self.book, today=today, otherwise=answerer),
            catalogue.conversations,
            top_k=settings.top_k,
            question_limit=settings.question_limit,
            suggestions=follows,
            handover=settings.handover,
        )

    def warm(self) -> None:
        """Load now what the first question would have to wait for; for processes that go on answering."""
        # One question in each language reads dictionary, thesaurus and names.
        for question in ("有哪些补贴？", "Which incentives are there?"):
            self.understanding.query(question, access=Access.PUBLIC)
            if ":" not in self.settings.embedder:  # the others are services, which may be paid or away
                self.embedder.embed_question(question)
        companies_in("")
        self.catalogue.documents.warm()
        # What is there now stays: the garbage collector need not look through it for a third of a second now and then.
        gc.collect()
        gc.freeze()

    def close(self) -> None:
        """Stop following and let go of everything, the lock last."""
        self.follower.stop()
        if self.reranker is not None:
            self.reranker.close()
        self.words.close()
        self.vectors.close()
        self.catalogue.close()
        self.holder.release()

    def __enter__(self) -> Advisory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_advisory(
    settings: Settings, *, embedder: Embedder | None = None, today: Callable[[], date] = date.today
) -> Advisory:
    """Open everything in this process, waiting for the indexes as long as the settings say.

    Raises:
        IndexBusy: another process holds them.
        DataFolderError: the data folder cannot be used.
    """
    catalogue = Catalogue(settings)
    holder = index_holder(settings, catalogue)
    try:
        # A server does not let go while it runs; any other command is done in a moment.
        timeout = 0 if holder.running_server() else settings.lock_timeout
        if not holder.try_to_hold(timeout=timeout):
            server = holder.running_server()
            by = f"the server at {server.address} (process {server.pid})" if server else "another goglobal command"
            raise IndexBusy(
                f"The data folder {settings.data_dir} is in use by {by}. Wait for it, stop it, or set GOGLOBAL_DATA_DIR."
            )
        return Advisory(settings, catalogue, holder, embedder=embedder, today=today)
    except BaseException:
        catalogue.close()
        holder.release()
        raise
