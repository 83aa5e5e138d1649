"""From what a user typed to a query: standalone question, language, terms in both languages, places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from assistant.domain import Access, Profile
from assistant.errors import QuestionError
from assistant.language.cities import places_of_cities
from assistant.language.crossing import Crossing
from assistant.language.places import places_in
from assistant.language.script import has_han, language_of
from assistant.language.topic_form import split_topic
from assistant.protocols import Query, Request, Retriever, Rewriter, Term
from assistant.question.bare import names_no_matter
from assistant.question.cues import Leaning, leaning
from assistant.question.earlier import Earlier, last_of
from assistant.question.hints import as_of_date, hinted_topics
from assistant.question.lines import asking_line
from assistant.question.names import anchors, rules_in
from assistant.question.pasted import question_in
from assistant.question.person import asks_for_person
from assistant.question.rewriting import rewritten
from assistant.question.scope import in_markets, is_open, market_codes
from assistant.question.small_talk import is_small_talk
from assistant.question.standalone import Follows, stand_alone
from assistant.question.subject import DEPTH, same_subject

CARRIED = 0.5
"""What a term of the topic counts beside one of the question itself."""

CONTEXT = 0.1
"""What a term of the turns before counts, in the ranking alone."""
CONTEXT_TURNS = 2
MOST_CONTEXT = 40
"""Terms of them."""
OWN_CITY = 0.2
"""What a Chinese city counts where the asker speaks of their own: *our servers in Shenzhen* tells where they sit, and asks nothing."""
OWN = re.compile(r"我们|我司|我公司|本公司|咱们?|\b(?:we|our|us|my|i)\b", re.IGNORECASE)
"""Who speaks of themselves."""
MOST_PASTED = 120
"""Terms of a long text around a question."""


def clean_question(text: str, *, limit: int) -> str:
    """The question without control characters and blanks around it.

    Raises:
        QuestionError: nothing is left, or it is longer than ``limit`` characters.
    """
    words = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}).strip()
    if not words:
        raise QuestionError("The question is empty. Type what you want to know. 问题是空的，请写下您想了解的内容。")
    if len(words) > limit:
        raise QuestionError(
            f"The question has {len(words):,} characters; at most {limit:,} can be read. Shorten it, or ingest long texts "
            f"as documents. 问题有 {len(words)} 个字符，最多 {limit} 个，请缩短。"
        )
    return words


class Understanding:
    """Reads questions.

    With a retriever it asks the documents whether a question goes on with the last subject when its words leave that
    open; without one it takes it that they do. With a rewriter the standalone question is the model's, as long as it
    says nothing new.
    """

    def __init__(
        self, crossing: Crossing, *, retriever: Retriever | None = None, rewriter: Rewriter | None = None
    ) -> None:
        self._crossing = crossing
        self._retriever = retriever
        self._rewriter = rewriter

    def query(
        self,
        question: str,
        *,
        earlier: Sequence[Earlier] = (),
        access: Access,
        language: str | None = None,
        as_of: date | None = None,
        profile: Profile | None = None,
    ) -> Query:
        """The query of a question; ``earlier`` turns come oldest first.

        Args:
            language: overrides the language of the answer, which is else that of the question.
            profile: what is known of the company that asks. An open question is put to its markets; in the ranking they
                count for every question that names no place.
        """
        spoken = language or _language(question, earlier)
        if is_small_talk(question):
            return Query(text=question, language=spoken, access=access, as_of=as_of, request=Request.SMALL_TALK)
        if asks_for_person(question):
            return Query(text=question, language=spoken, access=access, as_of=as_of, request=Request.PERSON)
        asked = question if asking_line(question) else question_in(question)
        query = self._in_conversation(asked, earlier, language=spoken, access=access, as_of=as_of)
        if asked != question:
            query = replace(query, context=self._pasted(question, query), asked=query.terms)
        if profile is None or query.jurisdictions:
            return query
        if profile.markets and is_open(query):
            query = self._read(in_markets(query.text, profile), language=spoken, access=access, as_of=as_of)
        return replace(query, hinted=tuple(dict.fromkeys((*query.hinted, *market_codes(profile)))))

    def _in_conversation(
        self, question: str, earlier: Sequence[Earlier], *, language: str, access: Access, as_of: date | None
    ) -> Query:
        if self._rewriter is not None and last_of(earlier) is not None:
            text = rewritten(self._rewriter, question, earlier)
            if text is not None:
                return self._read(text, language=language, access=access, as_of=as_of)
        standalone = stand_alone(question, earlier)
        if standalone.follows is not Follows.YES:
            alone = self._read(question, language=language, access=access, as_of=as_of)
            if standalone.follows is Follows.NO or not self._same_subject(alone, earlier):
                return alone
        query = self._read(standalone.text, language=language, access=access, as_of=as_of)
        return replace(query, context=self._context(query, earlier))

    def _read(self, text: str, *, language: str, access: Access, as_of: date | None) -> Query:
        own, carried = self._terms(text)
        return Query(
            text=text,
            language=language,
            access=access,
            terms=(*own, *carried),
            asked=self._asked(text, own, carried),
            jurisdictions=places_in(text),
            hinted=places_of_cities(text),
            topics=hinted_topics(text),
            as_of=as_of or as_of_date(text),
        )

    def _terms(self, text: str) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """Terms of the question itself, and those of the topic that it names first, which count less."""
        topic, asked = split_topic(text)
        own = self._crossing.terms(asked)
        if OWN.search(text):
            own = tuple(replace(term, weight=term.weight * OWN_CITY) if _in_china(term) else term for term in own)
        said = {term.source for term in own}
        carried = [term for term in self._crossing.terms(topic) if term.source not in said] if topic else []
        if carried and names_no_matter(asked):
            # The matter is all in the topic: *what are the conditions?* finds those of anything.
            return tuple(replace(term, weight=term.weight * CARRIED) for term in own), tuple(carried)
        return own, tuple(replace(term, weight=term.weight * CARRIED) for term in carried)

    def _asked(self, text: str, own: tuple[Term, ...], carried: tuple[Term, ...]) -> tuple[Term, ...]:
        """The terms that ask, when others only tell what a question is about: those of its last line, or no topic's."""
        line = asking_line(text)
        if line is not None:
            return self._crossing.terms(line)
        return own if carried and not names_no_matter(split_topic(text)[1]) else ()

    def _context(self, query: Query, earlier: Sequence[Earlier]) -> tuple[Term, ...]:
        """Terms of the last turns that the question does not have, those of the very last one first."""
        known = {term.source for term in query.terms}
        found: dict[str, Term] = {}
        for turn in [turn for turn in reversed(earlier) if not turn.small_talk][:CONTEXT_TURNS]:
            for term in self._crossing.terms(f"{split_topic(turn.question)[1]}\n{turn.said}"):
                if term.source not in known:
                    found.setdefault(term.source, replace(term, weight=term.weight * CONTEXT))
        return tuple(found.values())[:MOST_CONTEXT]

    def _pasted(self, text: str, query: Query) -> tuple[Term, ...]:
        """Terms of a long text around the question in it, in order."""
        known = {term.source for term in query.terms}
        around = (term for term in self._crossing.terms(text) if term.source not in known)
        return tuple(replace(term, weight=term.weight * CARRIED) for term in islice(around, MOST_PASTED))

    def _same_subject(self, alone: Query, earlier: Sequence[Earlier]) -> bool:
        last = last_of(earlier)
        if self._retriever is None or last is None or not last.documents:
            return True
        return same_subject(
            alone,
            self._retriever.retrieve(alone, k=DEPTH),
            last.documents,
            leans=leaning(alone.text) is not Leaning.NONE,
            names_new=_names_new(alone.text, last),
        )


def _in_china(term: Term) -> bool:
    return any(code.startswith("CN-") for code in places_of_cities(term.source.title()))


def _names_new(question: str, last: Earlier) -> bool:
    if language_of(question) != language_of(last.question):
        return True  # who changes the language, mostly changes the subject
    return bool((rules_in(question) | anchors(question)) - rules_in(last.question) - anchors(last.question))


def _language(question: str, earlier: Sequence[Earlier]) -> str:
    """Language of a question; names and numbers alone have none, and take that of the turn before."""
    if earlier and not has_han(question) and not re.search(r"[a-z]{2,}.*\b[a-z]{2,}", question):
        return earlier[-1].language
    return language_of(question)
