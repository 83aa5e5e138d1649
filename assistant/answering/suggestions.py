"""Two to four questions to go on with, each of which has an answer in the documents.

Nothing is guessed: a question is made from a section or a speaker that a document has, and is shown only if the words
index, asked it, names that document first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from assistant.answering.aspects import READ, aspects_of, name_for
from assistant.catalogue.documents import Documents
from assistant.domain import Access, Hit, Kind, Metadata, Outcome, Passage
from assistant.language.places import country_of, matches_place, name_of
from assistant.language.words import content_tokens
from assistant.protocols import Draft, Query

if TYPE_CHECKING:
    from assistant.index.words import WordsIndex

MOST = 3
LEAST = 2
"""With fewer, first questions of other documents are added."""
SPEAKERS = 2
HEADINGS = 2
LOOKED_AT = 3
"""Documents that questions are made from."""
OPENINGS = 4
OPENED = 12
"""Documents that the questions at the start are made from."""
AT_ONCE = 4
"""Questions that the index is asked before the catalogue is, once for all of them."""
TRIED = 12
"""Questions that it is asked at most."""
LOOKED_UP = 3
"""Passages among which the document must be found."""
KEPT = 20_000
"""Questions of which it is remembered what the index named first: those of one document are the same each time."""
STARTERS = 40
"""Newest documents that the first questions of a conversation are made from."""

Read = Callable[[str], Query]
"""Reads a question as the assistant will."""


class Follows(Protocol):
    """Finds questions to go on with."""

    def after(
        self,
        query: Query,
        hits: Sequence[Hit],
        draft: Draft,
        *,
        read: Read,
        markets: Sequence[str] = (),
        asked: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """See :meth:`Suggestions.after`."""

    def openings(self, *, language: str, access: Access, read: Read) -> tuple[str, ...]:
        """See :meth:`Suggestions.openings`."""


class Suggestions:
    """Finds questions to go on with."""

    def __init__(self, documents: Documents, words: WordsIndex) -> None:
        self._documents = documents
        self._words = words
        self._kept: dict[tuple[str, Access], str | None] = {}
        self._cursor = -1

    def after(
        self,
        query: Query,
        hits: Sequence[Hit],
        draft: Draft,
        *,
        read: Read,
        markets: Sequence[str] = (),
        asked: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Questions to go on with after an answer, in its language.

        Args:
            read: how a question is understood, with the caller's access.
            markets: codes of places that the user looks at; their documents come first.
            asked: earlier questions, which are not suggested again.
        """
        cited = {citation.document_id: citation.section for citation in draft.citations}
        by_document = {hit.passage.document_id: hit.metadata for hit in reversed(hits)}
        ranked = list(dict.fromkeys([*cited, *(hit.passage.document_id for hit in hits)]))
        known = [(name, by_document[name]) for name in ranked if name in by_document]
        if draft.outcome is Outcome.SMALL_TALK or not known:
            known = self._starters(query.access, read, markets)
        elif draft.outcome is Outcome.NO_SUPPORT:
            known.sort(key=lambda item: not matches_place(item[1].jurisdictions, tuple(markets)) if markets else False)
        else:
            known = _varied(known, markets)
        quoted = {citation.section for citation in draft.citations}
        said = {*asked, query.text}
        candidates = self._candidates(known[:LOOKED_AT], query.language, query.access, quoted)
        shown = list(islice(self._verified(islice(candidates, TRIED), query.access, said), MOST))
        if len(shown) < LEAST:
            others = [item for item in self._starters(query.access, read, markets) if item not in known[:LOOKED_AT]]
            candidates = self._candidates(others[:LOOKED_AT], query.language, query.access, set())
            shown += islice(self._verified(islice(candidates, TRIED), query.access, said), MOST - len(shown))
        return tuple(shown)

    def openings(self, *, language: str, access: Access, read: Read) -> tuple[str, ...]:
        """Questions for somebody who has not asked anything, in a language, each about another document."""
        known = self._starters(access, read, ())[:OPENED]
        firsts: dict[str, str] = {}
        for question, document_id in self._candidates(known, language, access, set()):
            firsts.setdefault(document_id, question)
        tried = ((question, document_id) for document_id, question in firsts.items())
        return tuple(islice(self._verified(tried, access, set()), OPENINGS))

    def answered(
        self, questions: Sequence[str], documents: Collection[str], *, read: Read, access: Access
    ) -> tuple[str, ...]:
        """Those of some questions, in either language, for which the words index names one of these documents first."""
        ranked = {
            question: [number for number, _ in self._words.search(read(question).terms, access=access, k=LOOKED_UP)]
            for question in questions
        }
        owners = self._documents.owners(set().union(*ranked.values()), access=access)
        return tuple(
            question
            for question, numbers in ranked.items()
            if next((owners[number] for number in numbers if number in owners), None) in documents
        )

    def _starters(self, access: Access, read: Read, markets: Sequence[str]) -> list[tuple[str, Metadata]]:
        """Documents for somebody who has not asked anything: those of the user's markets first, then of different kinds."""
        newest = self._documents.newest(access=access, limit=STARTERS)
        kinds = dict.fromkeys(metadata.kind for _, metadata in newest)
        firsts = [next(item for item in newest if item[1].kind is kind) for kind in kinds if kind is not Kind.OTHER]
        chosen = [*self._in(markets, access, read), *firsts, *newest]
        return list({name: (name, metadata) for name, metadata in chosen}.values())

    def _in(self, markets: Sequence[str], access: Access, read: Read) -> list[tuple[str, Metadata]]:
        """Documents that are filed under some places and name them."""
        if not markets:
            return []
        query = read(" ".join(name_of(code, "en") for code in markets))
        ranked = [number for number, _ in self._words.search(query.terms, access=access, k=STARTERS)]
        found = self._documents.hits(dict.fromkeys(ranked, 0.0), access=access)
        hits = (found[number] for number in ranked if number in found)
        return [
            (hit.passage.document_id, hit.metadata)
            for hit in hits
            if matches_place(hit.metadata.jurisdictions, tuple(markets))
        ]

    def _candidates(
        self, known: Sequence[tuple[str, Metadata]], language: str, access: Access, quoted: set[str | None]
    ) -> Iterator[tuple[str, str]]:
        """Questions with the document that each is about: of each document in turn, its best first."""
        texts: dict[str, list[Passage]] = {name: [] for name, _ in known}
        for passage in self._documents.passages_of(list(texts), access=access, limit=READ):
            texts[passage.document_id].append(passage)
        lines = [list(_questions(texts[name], metadata, language, quoted)) for name, metadata in known]
        for place in range(max(map(len, lines), default=0)):
            for (name, _), line in zip(known, lines, strict=True):
                if place < len(line):
                    yield line[place], name

    def _verified(self, candidates: Iterator[tuple[str, str]], access: Access, said: set[str]) -> Iterator[str]:
        """Those questions for which the words index names the document that they are about first."""
        fresh = ((question, document_id) for question, document_id in candidates if question not in said)
        while tried := list(islice(fresh, AT_ONCE)):
            first = self._first_for([question for question, _ in tried], access)
            for question, document_id in tried:
                if first[question] == document_id and question not in said:
                    said.add(question)
                    yield question

    def _first_for(self, questions: Sequence[str], access: Access) -> dict[str, str | None]:
        """For each question the document that the index names first; kept until the index changes."""
        if (cursor := self._words.cursor) != self._cursor or len(self._kept) > KEPT:
            # A new table, not an emptied one: another thread may be reading the old one.
            self._kept, self._cursor = {}, cursor
        kept = self._kept
        if unknown := [question for question in questions if (question, access) not in kept]:
            ranked = {
                question: self._words.named(content_tokens(question), access=access, k=LOOKED_UP)
                for question in unknown
            }
            owners = self._documents.owners(set().union(*ranked.values()), access=access)
            for question, numbers in ranked.items():
                kept[question, access] = next((owners[number] for number in numbers if number in owners), None)
        return {question: kept[question, access] for question in questions}


def _varied(known: list[tuple[str, Metadata]], markets: Sequence[str]) -> list[tuple[str, Metadata]]:
    """The best document, then one of the same kind from elsewhere, if there is one: what the next market offers."""
    first, rest = known[0], known[1:]
    places = {country_of(code) for code in first[1].jurisdictions}

    def order(item: tuple[str, Metadata]) -> tuple[bool, bool, bool]:
        metadata = item[1]
        elsewhere = not places & {country_of(code) for code in metadata.jurisdictions}
        wanted = bool(markets) and matches_place(metadata.jurisdictions, tuple(markets))
        return (
            not wanted,
            not (metadata.kind is first[1].kind and elsewhere),
            not set(metadata.topics) & set(first[1].topics),
        )

    return [first, *sorted(rest, key=order)]


def _questions(
    passages: Sequence[Passage], metadata: Metadata, language: str, quoted: set[str | None]
) -> Iterator[str]:
    name = name_for(metadata, passages, language)
    for found in aspects_of(passages, metadata.kind):
        section = found.passage.headings[-1] if found.passage.headings else None
        if section not in quoted:
            yield found.aspect.question(name, language)
    if metadata.kind is Kind.EVENT:
        headings = dict.fromkeys(passage.headings[-1] for passage in passages if passage.headings[1:])
        for heading in [heading for heading in headings if heading not in quoted][:HEADINGS]:
            yield f"{name}的“{heading}”讲了什么？" if language == "zh" else f"What does {name} say under “{heading}”?"
    speakers = dict.fromkeys(passage.speaker for passage in passages if passage.speaker)
    for speaker in list(speakers)[:SPEAKERS]:
        yield f"{speaker}说了什么？" if language == "zh" else f"What did {speaker} say?"
