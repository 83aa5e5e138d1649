"""The words index: BM25 over titles, headings and bodies, by Tantivy.

Both languages live in the same fields: English stems and Chinese words never meet. Text is tokenised by
:mod:`assistant.language.words` before it comes here, so Tantivy only splits at blanks.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import tantivy

from assistant.catalogue.changelog import IndexedPassage
from assistant.domain import Access
from assistant.language.words import index_tokens
from assistant.protocols import Term

FORMAT = 1
"""Raised when the schema or the tokens change: the index is then built anew from the catalogue."""

FIELDS = {"title": 1.6, "headings": 1.3, "body": 1.0}
"""Text fields and what a match in each counts."""

WRITER_BYTES = 64_000_000


class WordsIndex:
    """Searches passages by their words. One process at a time may open it."""

    name = "words"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / f"words-{FORMAT}"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(self._folder))
        self._writer: tantivy.IndexWriter | None = None

    @property
    def cursor(self) -> int:
        """See :class:`assistant.protocols.PassageIndex`."""
        return self._position()[0]

    @property
    def mark(self) -> str:
        """See :class:`assistant.protocols.PassageIndex`."""
        return self._position()[1]

    def _position(self) -> tuple[int, str]:
        try:
            noted = json.loads(self._cursor_file.read_text(encoding="utf-8"))
            return int(noted["cursor"]), str(noted["mark"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return 0, ""

    def add(self, passages: Sequence[IndexedPassage]) -> None:
        """Add passages; those that it holds already are replaced. They are found after :meth:`commit`."""
        writer = self._open_writer()
        for item in passages:
            # Not by term: tantivy-py makes a signed term of the number, and no unsigned field holds one.
            writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, "number", item.number))
            document = tantivy.Document()
            document.add_unsigned("number", item.number)
            document.add_unsigned("document", item.document_number)
            document.add_unsigned("version", item.passage.version)
            document.add_text("access", item.access.value)
            document.add_text("title", " ".join(index_tokens(item.title)))
            document.add_text("headings", " ".join(index_tokens(" ".join(item.passage.headings[1:]))))
            speaker = item.passage.speaker or ""
            body = f"{speaker} {item.passage.header_text} {item.passage.text}"
            document.add_text("body", " ".join(index_tokens(body)))
            writer.add_document(document)

    def keep_only(self, versions: Mapping[int, int | None]) -> None:
        """See :class:`assistant.protocols.PassageIndex`."""
        writer = self._open_writer()
        for document, version in versions.items():
            this_document = tantivy.Query.term_query(self._schema, "document", document)
            if version is None:
                writer.delete_documents_by_query(this_document)
                continue
            this_version = tantivy.Query.term_query(self._schema, "version", version)
            writer.delete_documents_by_query(
                tantivy.Query.boolean_query(
                    [(tantivy.Occur.Must, this_document), (tantivy.Occur.MustNot, this_version)]
                )
            )

    def flush(self) -> None:
        """Make what was added findable, without moving the cursor."""
        self._open_writer().commit()
        self._index.reload()

    def commit(self, cursor: int, mark: str) -> None:
        """See :class:`assistant.protocols.PassageIndex`."""
        self.flush()
        draft = self._cursor_file.with_suffix(".tmp")
        draft.write_text(json.dumps({"cursor": cursor, "mark": mark}), encoding="utf-8")
        os.replace(draft, self._cursor_file)

    def clear(self) -> None:
        """See :class:`assistant.protocols.PassageIndex`."""
        self.close()
        # Put aside whole before it is deleted: an index with some of its files gone cannot even be opened.
        aside = self._folder.with_name(f"{self._folder.name}-old")
        shutil.rmtree(aside, ignore_errors=True)
        self._folder.rename(aside)
        shutil.rmtree(aside)
        self._folder.mkdir(parents=True)
        self._index = tantivy.Index(self._schema, path=str(self._folder))

    def count(self) -> int:
        """See :class:`assistant.protocols.PassageIndex`."""
        return int(self._index.searcher().num_docs)

    def close(self) -> None:
        """Let go of the writer and its threads."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def search(self, terms: Sequence[Term], *, access: Access, k: int) -> list[tuple[int, float]]:
        """Passage numbers with BM25 scores, best first, among those that the caller may read."""
        wanted = [query for term in terms if (query := self._term_query(term)) is not None]
        if not wanted:
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in wanted])
        readable = access.readable()
        if len(readable) < len(Access):
            levels = tantivy.Query.term_set_query(self._schema, "access", [level.value for level in readable])
            allowed = tantivy.Query.const_score_query(levels, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, allowed)])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit=k, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in hits])
        return [
            (int(number), float(score)) for number, (score, _) in zip(numbers, hits, strict=True) if number is not None
        ]

    def frequency(self, token: str) -> int:
        """See :class:`assistant.protocols.Frequencies`."""
        return int(self._index.searcher().doc_freq("body", token))

    def _term_query(self, term: Term) -> tantivy.Query | None:
        parts = []
        for alternative in term.alternatives:
            tokens = [self._token_query(token) for token in alternative.tokens]
            part = (
                tokens[0]
                if len(tokens) == 1
                else tantivy.Query.boolean_query([(tantivy.Occur.Must, token) for token in tokens])
            )
            # A name of several words sums their scores; as one term it must not outweigh the others by its length.
            parts.append(tantivy.Query.boost_query(part, alternative.weight / len(tokens) ** 0.5))
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else tantivy.Query.disjunction_max_query(parts)

    def _token_query(self, token: str) -> tantivy.Query:
        return tantivy.Query.disjunction_max_query(
            [
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, token), boost)
                for field, boost in FIELDS.items()
            ],
            tie_breaker=0.4,
        )

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(WRITER_BYTES, num_threads=1)
        return self._writer

    @property
    def _cursor_file(self) -> Path:
        return self._folder / "goglobal-cursor.json"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("document", stored=False, indexed=True)
    builder.add_unsigned_field("version", stored=False, indexed=True)
    builder.add_text_field("access", tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    return builder.build()
