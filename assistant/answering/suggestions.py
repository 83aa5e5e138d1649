"""Two to four questions to go on with, each of which has an answer in the documents.

Nothing is guessed: a question is made from what a document tells, and is shown only if the adviser, asked it, answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

from assistant.answering.aspects import READ
from assistant.answering.wondering import ESTIMATE, Wondered, about_document, of_aid, of_two
from assistant.catalogue.documents import Documents
from assistant.catalogue.measures import Measures
from assistant.domain import Access, Hit, Kind, Metadata, Outcome, Passage
from assistant.language.places import country_of, matches_place, name_of
from assistant.protocols import Draft, Query

if TYPE_CHECKING:
    from assistant.index.words import WordsIndex

MOST = 3
LEAST = 2
"""With fewer, first questions of other documents are added."""
LOOKED_AT = 3
"""Documents that questions are made from."""
RELATED = 0.5
"""Share of the best document's retrieval score from which on another one that shares a topic may be asked about."""
OPENINGS = 4
OPENED = 8
"""Documents of each kind that the questions at the start are made from."""
COMPARED = 4
"""Places of incentives among which two are compared."""
TRIED = 8
"""Questions that are asked at most to find a few that are answered."""
HANDS = 2
"""Questions that are tried at the same time."""
LOOKED_UP = 3
"""Passages among which the document must be found."""
KEPT = 20_000
"""Questions of which it is remembered whether they are answered: those of one document are the same each time."""
STARTERS = 40
"""Newest documents that the first questions of a conversation are made from."""
LOOKED_THROUGH = 200
"""Newest documents among which those for the start are chosen."""

Read = Callable[[str], Query]
"""Reads a question as the assistant will."""


class Answers(Protocol):
    """Tells whether the assistant, without a chat model, would answer a question."""

    def __call__(self, query: Query, *, worked_out: bool, thorough: bool) -> bool | None:
        """Whether it answers in full; ``worked_out``: and works out the sum that is asked for.

        Without being ``thorough`` None when only the whole answer would tell.
        """


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

    def __init__(self, documents: Documents, measures: Measures, words: WordsIndex, *, answers: Answers) -> None:
        self._documents = documents
        self._measures = measures
        self._words = words
        self._answers = answers
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="suggestions")
        self._kept: dict[tuple[str, Access], bool | None] = {}
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
        elif draft.outcome is Outcome.NO_SUPPORT and not cited:
            known.sort(key=lambda item: not matches_place(item[1].jurisdictions, tuple(markets)) if markets else False)
        else:
            known = _varied(_related(known, hits, cited), markets)
        if query.jurisdictions or query.hinted:
            # Who asks about a country is led on to what else there is on countries, not to who spoke at an event.
            known = [item for item in known if item[1].kind is not Kind.EVENT] or known
        quoted = {citation.section for citation in draft.citations}
        said = {*asked, query.text}
        looked_at = known[:LOOKED_AT]
        candidates = _woven(self._questions(looked_at, query.language, query.access, asked=query.text, quoted=quoted))
        shown = self._answered(candidates, query.access, read, said, most=MOST)
        if len(shown) < LEAST:
            others = [item for item in self._starters(query.access, read, markets) if item not in looked_at]
            near = {topic for _, metadata in looked_at[:1] for topic in metadata.topics}
            others.sort(key=lambda item: not near & set(item[1].topics))
            if draft.outcome is not Outcome.SMALL_TALK and shown:
                # One that goes on with the matter is better alone than beside one that changes it.
                others = [item for item in others if near & set(item[1].topics)]
            candidates = _woven(self._questions(others[:LOOKED_AT], query.language, query.access))
            shown += self._answered(candidates, query.access, read, said, most=MOST - len(shown))
        return tuple(shown)

    def openings(self, *, language: str, access: Access, read: Read) -> tuple[str, ...]:
        """Questions for somebody who has not asked anything: a sum, a rule, a comparison and who can help, as far as the
        documents have them, each about another document."""
        chosen = _spread(self._documents.newest(access=access, limit=LOOKED_THROUGH))
        asked = dict(zip(chosen, self._questions(list(chosen.items()), language, access), strict=True))

        def of(kind: Kind) -> Iterator[Wondered]:
            return _woven([asked[name] for name, metadata in chosen.items() if metadata.kind is kind])

        sums, compared = self._of_sums(language, access), _of_places(chosen.values(), language)
        shown: list[str] = []
        said: set[str] = set()
        for group in (sums, of(Kind.POLICY), compared, of(Kind.EVENT), _woven(list(asked.values()))):
            most = 1 if len(shown) < OPENINGS - 1 else OPENINGS - len(shown)
            shown += self._answered(group, access, read, said, most=most)
        return tuple(shown[:OPENINGS])

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

    def _questions(
        self,
        known: Sequence[tuple[str, Metadata]],
        language: str,
        access: Access,
        *,
        asked: str = "",
        quoted: Collection[str | None] = (),
    ) -> list[list[Wondered]]:
        """The questions that each of some documents gives rise to, its best first; the second compares its place with others."""
        texts: dict[str, list[Passage]] = {name: [] for name, _ in known}
        for passage in self._documents.passages_of(list(texts), access=access, limit=READ):
            texts[passage.document_id].append(passage)
        # Who asked about listing is led on to who helps with that, not with freight.
        topics = known[0][1].topics if asked and known else ()
        lines = [
            [
                replace(one, about=f"{name} {one.about}", document=name)
                for one in about_document(texts[name], metadata, language, asked=asked, quoted=quoted, topics=topics)
            ]
            for name, metadata in known
        ]
        if asked and lines:
            lines[0][1:1] = _of_places([metadata for _, metadata in known], language)
        return lines

    def _of_sums(self, language: str, access: Access) -> Iterator[Wondered]:
        found = (of_aid(filed, language) for filed in self._measures.find(access=access))
        return (question for question in found if question is not None)

    def _answered(
        self, candidates: Iterable[Wondered], access: Access, read: Read, said: set[str], *, most: int
    ) -> list[str]:
        """The first of some questions that are answered, no two of them about the same; they join those that were said.

        What takes about as long to find out as to answer is found out only when there are too few others.
        """
        found = list({one.text: one for one in candidates if one.text not in said}.values())
        shown: dict[str, str] = {}
        self._try_together(found, access, read, most=most)
        for thorough, enough in ((False, most), (True, min(LEAST, most))):
            waiting, doubtful = list(found), set[str]()
            for _ in range(TRIED):
                waiting = [one for one in waiting if one.about not in shown]
                if len(shown) >= enough or not waiting:
                    break
                # A document that one of its questions does not find is hardly found by another.
                one = next((one for one in waiting if one.document not in doubtful), waiting[0])
                waiting.remove(one)
                if self._is_answered(one, access, read, thorough=thorough):
                    shown[one.about] = one.text
                elif one.document:
                    doubtful.add(one.document)
        said.update(shown.values())
        return list(shown.values())

    def _try_together(self, found: Sequence[Wondered], access: Access, read: Read, *, most: int) -> None:
        """Try the first questions at the same time: nearly all are answered, and half of it is done beside the interpreter."""
        first = {one.about: one for one in reversed(found)}
        wanted = [one for one in found if first[one.about] is one][:most]
        list(self._hands.map(lambda one: self._is_answered(one, access, read, thorough=False), wanted))

    def _is_answered(self, one: Wondered, access: Access, read: Read, *, thorough: bool) -> bool | None:
        """Whether a question is answered, and worked out if it asks for that; kept until the index changes."""
        if (cursor := self._words.cursor) != self._cursor or len(self._kept) > KEPT:
            # A new table, not an emptied one: another thread may be reading the old one.
            self._kept, self._cursor = {}, cursor
        kept = self._kept
        key = one.text, access
        if key not in kept or (thorough and kept[key] is None):
            kept[key] = self._answers(read(one.text), worked_out=one.about == ESTIMATE, thorough=thorough)
        return kept[key]


def _woven(lines: Sequence[Sequence[Wondered]]) -> Iterator[Wondered]:
    """The first of each line, then the second of each, and so on."""
    for place in range(max(map(len, lines), default=0)):
        yield from (line[place] for line in lines if place < len(line))


def _of_places(known: Iterable[Metadata], language: str) -> list[Wondered]:
    """Questions that compare two places which have incentives."""
    places = dict.fromkeys(
        metadata.jurisdictions[0]
        for metadata in known
        if metadata.kind is Kind.INCENTIVE and len(metadata.jurisdictions) == 1
    )
    pairs = combinations(list(places)[:COMPARED], 2)
    return [of_two(one, other, language) for one, other in pairs if country_of(one) != country_of(other)]


def _spread(known: Iterable[tuple[str, Metadata]]) -> dict[str, Metadata]:
    """Some documents of each kind, first those whose place and first topic no other one has."""
    items = list(known)
    seen: set[tuple[object, ...]] = set()
    firsts: list[tuple[str, Metadata]] = []
    rest: list[tuple[str, Metadata]] = []
    for name, metadata in items:
        mark = (metadata.kind, metadata.jurisdictions, metadata.topics[:1])
        (rest if mark in seen else firsts).append((name, metadata))
        seen.add(mark)
    taken: Counter[Kind] = Counter()
    chosen: dict[str, Metadata] = {}
    for name, metadata in (*firsts, *rest):
        if taken[metadata.kind] < OPENED:
            taken[metadata.kind] += 1
            chosen[name] = metadata
    return chosen


def _related(
    known: list[tuple[str, Metadata]], hits: Sequence[Hit], cited: Collection[str]
) -> list[tuple[str, Metadata]]:
    """Of some documents those that have to do with the best one: cited beside it, or found as well as nearly all and alike."""
    scores: dict[str, float] = {}
    for hit in hits:
        scores[hit.passage.document_id] = max(hit.score, scores.get(hit.passage.document_id, 0.0))
    least = RELATED * max(scores.values(), default=0.0)
    first = known[0][1]
    return [
        (name, metadata)
        for name, metadata in known
        if name in cited or (scores.get(name, 0.0) >= least and set(metadata.topics) & set(first.topics))
    ]


def _varied(known: list[tuple[str, Metadata]], markets: Sequence[str]) -> list[tuple[str, Metadata]]:
    """The best document, then one of the same kind from elsewhere, if there is one: what the next market offers."""
    first, rest = known[0], known[1:]
    places = {country_of(code) for code in first[1].jurisdictions}

    def order(item: tuple[str, Metadata]) -> tuple[bool, bool, bool]:
        metadata = item[1]
        theirs = {country_of(code) for code in metadata.jurisdictions}
        # China is where those who ask come from, and no next market.
        elsewhere = not places & theirs and theirs != {"CN"}
        wanted = bool(markets) and matches_place(metadata.jurisdictions, tuple(markets))
        return (
            not wanted,
            not (metadata.kind is first[1].kind and elsewhere),
            not set(metadata.topics) & set(first[1].topics),
        )

    return [first, *sorted(rest, key=order)]
