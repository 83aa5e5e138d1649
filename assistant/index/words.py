"""The words index: BM25 over titles, headings and bodies, by Tantivy.

Both languages live in the same fields: English stems and Chinese words never meet. Text is tokenised by
:mod:`assistant.language.words` before it comes here, so Tantivy only splits at blanks. A passage in Chinese also has its
words' English translations in a field of their own, so that a question's word need not be translated to find it.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import tantivy

from assistant.catalogue.changelog import IndexedPassage
from assistant.domain import Access
from assistant.errors import DataFolderError
from assistant.index.saying import Said, said
from assistant.index.token_store import TokenStore
from assistant.language.amounts import amount_tokens, is_amount
from assistant.language.script import simplify
from assistant.language.words import word_tokens
from assistant.protocols import Term

log = logging.getLogger(__name__)

FORMAT = 7
"""Raised when the schema or the tokens change: the index is then built anew from the catalogue."""

FIELDS = {"title": 1.6, "headings": 1.3, "body": 1.0}
"""Text fields and what a match in each counts."""

AMOUNTS = "amounts"
"""Quantities stand in a field of their own: as words of the body they would make a text with figures seem long."""
GLOSS = "gloss"
GLOSS_BOOST = 0.6
"""What a match counts that only a translation of the passage makes."""

MISSPELT, MISSPELT_TWICE = 4, 8
"""Letters of a Latin word that stands in no passage from which one, or two, of them may be wrong."""
NEARLY = 0.5

TOKENS = "goglobal-tokens"
"""File of the passages' tokens, beside those of Tantivy."""
MOST_STALE = 10_000
"""Records of replaced passages in it from which on it is written anew, if they are also the greater part."""

FREQUENCIES = 50_000
"""Tokens of which it is remembered how common they are."""

WRITER_BYTES = 64_000_000


class WordsIndex:
    """Searches passages by their words. One process at a time may open it."""

    name = "words"

    def __init__(self, folder: Path, *, made_of: str = "") -> None:
        """``made_of`` names what tokens and glosses rest on; an index that rests on something else is built anew."""
        self._made_of = made_of
        self._folder = folder / f"words-{FORMAT}"
        with _writing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        for other in folder.glob(f"{self.name}-*"):
            if other != self._folder:  # of an earlier format, or put aside by a process that was killed
                shutil.rmtree(other, ignore_errors=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(self._folder))
        self._tokens = TokenStore(self._folder / TOKENS)
        self._renew()
        self._writer: tantivy.IndexWriter | None = None
        self._highest = 0
        """Highest passage number that was ever added, once there is a writer."""

    @property
    def cursor(self) -> int:
        """See :class:`assistant.protocols.PassageIndex`."""
        return self._position()[0]

    @property
    def mark(self) -> str:
        """See :class:`assistant.protocols.PassageIndex`."""
        return self._position()[1]

    def _position(self) -> tuple[int, str]:
        if self._tokens.count() < self.count():
            return 0, ""  # that file was lost: each passage is added again
        try:
            noted = json.loads(self._cursor_file.read_text(encoding="utf-8"))
            if str(noted["made_of"]) != self._made_of:
                # Its passages stay until each is replaced: what can be found meanwhile is better than nothing.
                return 0, ""
            return int(noted["cursor"]), str(noted["mark"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return 0, ""

    def add(self, passages: Sequence[IndexedPassage], glosses: Sequence[Sequence[str]]) -> None:
        """Add passages; those that it holds already are replaced. They are found after :meth:`commit`.

        ``glosses`` are the tokens of each passage's words in the other language; none where it needs no gloss.
        """
        glossed = list(zip(passages, glosses, strict=True))
        with _writing(self._folder):
            self._add(glossed)

    def _add(self, glossed: Sequence[tuple[IndexedPassage, Sequence[str]]]) -> None:
        writer = self._open_writer()
        for item, gloss in glossed:
            # Numbers of the catalogue only grow, so a higher one is new; to delete costs more than to add.
            if item.number <= self._highest:
                # Not by term: tantivy-py makes a signed term of the number, and no unsigned field holds one.
                writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, "number", item.number))
            document = tantivy.Document()
            document.add_unsigned("number", item.number)
            document.add_unsigned("document", item.document_number)
            document.add_unsigned("version", item.passage.version)
            document.add_text("access", item.access.value)
            speaker = item.passage.speaker or ""
            above = {
                "title": _tokens_of(item.title),
                "headings": _tokens_of(" ".join(item.passage.headings_below(item.title))),
            }
            body = word_tokens(f"{speaker} {item.passage.header_text} {item.passage.text}")
            for field, tokens in (above | {"body": body}).items():
                document.add_text(field, " ".join(tokens))
            if amounts := amount_tokens(simplify(f"{item.passage.header_text} {item.passage.text}")):
                document.add_text(AMOUNTS, " ".join(amounts))
            self._tokens.add(item.number, body, [*above["title"], *above["headings"], *amounts])
            if gloss:
                document.add_text(GLOSS, " ".join(gloss))
            writer.add_document(document)
        self._highest = max([self._highest, *(item.number for item, _ in glossed)])

    def keep_only(self, versions: Mapping[int, int | None]) -> None:
        """See :class:`assistant.protocols.PassageIndex`."""
        with _writing(self._folder):
            self._keep_only(versions)

    def _keep_only(self, versions: Mapping[int, int | None]) -> None:
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
        with _writing(self._folder):
            # First: each passage that is found must have its tokens.
            self._tokens.flush()
            self._open_writer().commit()
            self._index.reload()
        self._renew()

    def rewrite(self, batches: Iterable[tuple[Sequence[IndexedPassage], Sequence[Sequence[str]]]]) -> None:
        """Put these passages, with their glosses, in the place of all that is held, bytes of deleted ones included.

        Searches find what was there until all is written, and a process that is killed leaves it so.
        """
        writer = self._open_writer()
        writer.delete_all_documents()
        # Nothing is held any more, so nothing has to be replaced.
        self._highest = 0
        try:
            for passages, glosses in batches:
                self.add(passages, glosses)
        except BaseException:
            writer.rollback()
            self._highest = self._highest_held()
            raise
        self.flush()
        self._writer = None
        writer.wait_merging_threads()
        # Files of segments that nobody searches any more go when a writer looks after them.
        self._open_writer().garbage_collect_files()
        self._drop_stale_tokens()

    def commit(self, cursor: int, mark: str) -> None:
        """See :class:`assistant.protocols.PassageIndex`."""
        self.flush()
        draft = self._cursor_file.with_suffix(".tmp")
        with _writing(self._folder):
            draft.write_text(json.dumps({"cursor": cursor, "mark": mark, "made_of": self._made_of}), encoding="utf-8")
            os.replace(draft, self._cursor_file)
            gone = self._tokens.stale() + self._tokens.count() - self.count()
            if gone > max(MOST_STALE, self.count()):
                self._drop_stale_tokens()

    def _drop_stale_tokens(self) -> None:
        with _writing(self._folder):
            self._tokens.keep([number for level in Access for number in self.held(level)])

    def _renew(self) -> None:
        """Search what was committed last. How common tokens are is asked again and again, and holds until then."""
        self._searcher = searcher = self._index.searcher()
        self._frequency = lru_cache(maxsize=FREQUENCIES)(searcher.doc_freq)

    def clear(self) -> None:
        """See :class:`assistant.protocols.PassageIndex`."""
        self.close()
        # Put aside whole before it is deleted: an index with some of its files gone cannot even be opened.
        aside = self._folder.with_name(f"{self._folder.name}-old")
        shutil.rmtree(aside, ignore_errors=True)
        self._folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)  # what is left goes at the next start
        self._folder.mkdir(parents=True)
        self._index = tantivy.Index(self._schema, path=str(self._folder))
        self._tokens = TokenStore(self._folder / TOKENS)
        self._renew()

    def count(self) -> int:
        """See :class:`assistant.protocols.PassageIndex`."""
        return int(self._searcher.num_docs)

    def held(self, level: Access) -> list[int]:
        """The numbers of all passages of one level that were committed; one that is held twice comes twice."""
        of_level = tantivy.Query.term_query(self._schema, "access", level.value)
        total = self.count()
        if not total:
            return []
        found = self._searcher.search(of_level, limit=total, order_by_field="number", count=False)
        return [int(number) for number, _ in found.hits]

    def close(self) -> None:
        """Let go of the writer and its threads."""
        self._tokens.close()
        if self._writer is not None:
            writer, self._writer = self._writer, None
            try:
                writer.wait_merging_threads()
            except ValueError as error:
                # What was committed stands; the rest is applied again.
                log.warning("the words index was closed before its threads were done: %s", error)

    def search(
        self,
        terms: Sequence[Term],
        *,
        access: Access,
        k: int,
        glosses: bool = True,
        among: Collection[int] | None = None,
        documents: Collection[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Passage numbers with BM25 scores, best first, among those that the caller may read.

        With ``glosses``, a word of the question also matches the translation of a passage. ``among`` leaves only passages
        of these numbers, ``documents`` only those of these documents.
        """
        wanted = [query for term in terms if (query := self._term_query(term, glosses=glosses)) is not None]
        if not wanted:
            return []
        return self._run(tantivy.Query.boolean_query(_any_of(wanted)), access, k, among, documents)

    def said(self, weighted: Sequence[tuple[Term, float]], numbers: Sequence[int]) -> Said:
        """What some passages say of weighted terms.

        Asked of Tantivy this takes as long as reading all that any passage says of the terms; here only these are read.
        """
        return said(weighted, self._tokens.laid(numbers), passages=len(numbers))

    def frequency(self, token: str) -> int:
        """See :class:`assistant.protocols.Frequencies`."""
        return self._frequency(AMOUNTS if is_amount(token) else "body", token)

    def _run(
        self,
        query: tantivy.Query,
        access: Access | None,
        k: int,
        among: Collection[int] | None,
        documents: Collection[int] | None = None,
    ) -> list[tuple[int, float]]:
        if k < 1 or (among is not None and not among):
            return []  # of an empty catalogue nothing is asked for, and tantivy takes no limit of zero
        required = []
        if access is not None and len(readable := access.readable()) < len(Access):
            required.append(tantivy.Query.term_set_query(self._schema, "access", [level.value for level in readable]))
        if among is not None:
            required.append(tantivy.Query.term_set_query(self._schema, "number", list(among)))
        if documents is not None:
            required.append(tantivy.Query.term_set_query(self._schema, "document", list(documents)))
        if required:
            silent = [tantivy.Query.const_score_query(condition, 0.0) for condition in required]
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in (query, *silent)])
        searcher = self._searcher
        hits = searcher.search(query, limit=k, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in hits])
        return [
            (int(number), float(score)) for number, (score, _) in zip(numbers, hits, strict=True) if number is not None
        ]

    def _term_query(self, term: Term, *, glosses: bool) -> tantivy.Query | None:
        parts = []
        for place, alternative in enumerate(term.alternatives):
            if place > 0 and not all(map(self._known, alternative.tokens)):
                continue  # only what the user wrote may be misspelt
            tokens = [self._token_query(token) for token in alternative.tokens]
            # A name of several words sums their scores; as one term it must not outweigh the others by its length.
            evened = alternative.weight / len(tokens) ** 0.5
            parts.append(tantivy.Query.boost_query(_all_of(tokens), evened))
            if place == 0 and glosses and all(self._frequency(GLOSS, token) for token in alternative.tokens):
                glossed = [tantivy.Query.term_query(self._schema, GLOSS, token) for token in alternative.tokens]
                parts.append(tantivy.Query.boost_query(_all_of(glossed), GLOSS_BOOST * evened))
        if not parts:
            return None
        best = tantivy.Query.disjunction_max_query(parts)
        return best if term.weight == 1.0 else tantivy.Query.boost_query(best, term.weight)

    def _token_query(self, token: str) -> tantivy.Query:
        if is_amount(token):
            return tantivy.Query.term_query(self._schema, AMOUNTS, token)
        if len(token) >= MISSPELT and token.isascii() and token.isalpha() and not self._known(token):
            distance = 1 if len(token) < MISSPELT_TWICE else 2
            nearly = tantivy.Query.fuzzy_term_query(
                self._schema, "body", token, distance=distance, transposition_cost_one=True
            )
            return tantivy.Query.boost_query(nearly, NEARLY)
        return tantivy.Query.disjunction_max_query(
            [
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, token), boost)
                for field, boost in FIELDS.items()
                if self._frequency(field, token)
            ],
            tie_breaker=0.4,
        )

    def _known(self, token: str) -> bool:
        return any(self._frequency(field, token) for field in ([AMOUNTS] if is_amount(token) else FIELDS))

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(WRITER_BYTES, num_threads=1)
            self._highest = self._highest_held()
        return self._writer

    def _highest_held(self) -> int:
        self._index.reload()
        self._renew()
        highest = self._index.searcher().search(
            tantivy.Query.all_query(), limit=1, order_by_field="number", count=False
        )
        return int(highest.hits[0][0]) if highest.hits else 0

    @property
    def _cursor_file(self) -> Path:
        return self._folder / "goglobal-cursor.json"


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tell plainly why the index cannot be written: tantivy says of a full disk that a thread failed."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise DataFolderError.about(folder.parent.parent, f"the words index cannot be written ({error})") from error


@lru_cache(maxsize=1024)
def _tokens_of(text: str) -> tuple[str, ...]:
    """Tokens of a title or of headings, which come again with each passage of a document."""
    return tuple(word_tokens(text))


def _any_of(queries: Sequence[tantivy.Query]) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    return [(tantivy.Occur.Should, query) for query in queries]


def _all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Must, q) for q in queries])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("document", stored=False, indexed=True)
    builder.add_unsigned_field("version", stored=False, indexed=True)
    builder.add_text_field("access", tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(AMOUNTS, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field(GLOSS, tokenizer_name="whitespace", index_option="basic")
    return builder.build()
