"""The quoting answerer, the embedded default: answers with the sources' own words and no model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.asking import Asked
from assistant.answering.beyond import asks_beyond_documents
from assistant.answering.blocks import blocks_of, gloss_of
from assistant.answering.calibration import learned
from assistant.answering.choosing import MOST_WORDS, choose
from assistant.answering.citing import Citations
from assistant.answering.conflicts import conflicts_in, settled
from assistant.answering.declining import Reason, reason_to_decline
from assistant.answering.evidence import COMPARED, Evidence, gather
from assistant.answering.features import Reading, Source
from assistant.answering.foreseeing import foreseen
from assistant.answering.helping import asks_for_help, fitting, seeks_only_help
from assistant.answering.merging import Statement
from assistant.answering.naming import named
from assistant.answering.outcome import Decision, decide
from assistant.answering.phrases import phrase
from assistant.answering.similarity import Similarity
from assistant.answering.support import says_any, support_of
from assistant.answering.validity import in_force_notices, validity_notices
from assistant.catalogue.documents import Documents
from assistant.catalogue.organisations import Organisations
from assistant.domain import (
    AnswerBlock,
    AnswerBlockKind,
    Hit,
    Notice,
    NoticeKind,
    Outcome,
)
from assistant.language.places import name_of
from assistant.language.script import has_han
from assistant.protocols import Draft, Frequencies, Query, Request

DOCUMENTS_READ = 4
"""Best documents that are searched for evidence, hits and other passages."""
PASSAGES_READ = 60
OTHER_PASSAGES = 0.8
"""What a passage that retrieval did not name counts, beside the best one of its document."""
NEAREST = 3
MOST_SOUGHT = 12
MOST_FOREIGN_WORDS = 72
"""Words of quotes in another language, which leave room for lead and gloss."""


class QuotingAnswerer:
    """Picks the sentences that answer and quotes them; says so when none does."""

    name = "quoting"

    def __init__(
        self,
        documents: Documents,
        organisations: Organisations,
        frequencies: Frequencies,
        similarity: Similarity,
        *,
        today: Callable[[], date],
    ) -> None:
        self._documents = documents
        self._organisations = organisations
        self._frequencies = frequencies
        self._similarity = similarity
        self._today = today

    def answer(self, query: Query, hits: Sequence[Hit]) -> Draft:
        """See :class:`assistant.protocols.Answerer`."""
        if reason := reason_to_decline(query.text):
            return Draft(Outcome.DECLINED, (), iter(_declined(query, reason)))
        if query.request is Request.SMALL_TALK:
            note = AnswerBlock(AnswerBlockKind.NOTE, phrase("introduction", query.language))
            return Draft(Outcome.SMALL_TALK, (), iter([note]))
        reading, evidence = self.read(query, hits)
        return self.quote(query, hits, reading, evidence)

    def quote(self, query: Query, hits: Sequence[Hit], reading: Reading, evidence: Sequence[Evidence]) -> Draft:
        """An answer from what was read, or an abstention."""
        if asks_beyond_documents(query.text):
            return self._abstain(query, (), Decision(Outcome.NO_SUPPORT, (), remark="beyond"))
        calibration = learned()
        probability = (
            calibration.probability(support_of(reading, evidence, hits)) if says_any(reading, evidence) else 0.0
        )
        decision = decide(query, evidence, probability, calibration)
        helpers = self._helpers(query, reading, hits, evidence) if asks_for_help(query.text) else []
        if helpers and not (decision.places or decision.names or decision.matters):
            decision = Decision(Outcome.ANSWERED, tuple(evidence))
        elif not helpers and seeks_only_help(query.text):
            decision = replace(decision, outcome=Outcome.NO_SUPPORT, remark="no_helper")
        if decision.outcome is Outcome.NO_SUPPORT:
            return self._abstain(query, hits, decision)
        foreign = decision.evidence[0].metadata.language != query.language
        room = MOST_FOREIGN_WORDS if foreign else MOST_WORDS
        statements = helpers or choose(query, decision.evidence, reading.asked, most_words=room)
        chosen = [statement.item for statement in statements]
        citations = Citations()
        blocks = blocks_of(statements, citations)
        if (gloss := gloss_of(query, blocks, citations)) is not None:
            blocks.append(gloss)
        today = query.as_of or self._today()
        disagreeing = [pair for pair in conflicts_in(statements) if not settled(*pair, on=today)]
        notices = [_conflict(query, *pair) for pair in disagreeing]
        read = (item.metadata for item in chosen)
        notices.extend(validity_notices(read, on=today, language=query.language))
        if Asked.VALIDITY in reading.asked and chosen:
            notices.extend(in_force_notices(chosen[0].metadata, on=today, language=query.language))
        if decision.places:
            notices.insert(0, Notice(NoticeKind.PARTIAL, _missing_places(query, decision)))
        if decision.matters:
            notices.insert(0, Notice(NoticeKind.PARTIAL, _missing_matters(query, decision)))
        if (lead := _lead(query, chosen)) is not None:
            blocks.insert(0, lead)
        return Draft(decision.outcome, citations.all, iter(blocks), tuple(notices))

    def answers(self, query: Query, hits: Sequence[Hit], *, thorough: bool = True) -> bool | None:
        """Whether :meth:`answer` answers in full; without being ``thorough`` None when only the whole answer would tell."""
        if query.request is not Request.QUESTION or reason_to_decline(query.text) or asks_beyond_documents(query.text):
            return False
        sources = self._sources(query, hits)
        reading = Reading(query, self._frequencies)
        if not (asks_for_help(query.text) or seeks_only_help(query.text)):
            by_words = gather(query, reading, sources, self._similarity, learned(), compared=0)
            if (found := foreseen(query, reading, by_words, hits, learned())) is not None or not thorough:
                return found
        evidence = gather(query, reading, sources, self._similarity, learned())
        return self.quote(query, hits, reading, evidence).outcome is Outcome.ANSWERED

    def _helpers(
        self, query: Query, reading: Reading, hits: Sequence[Hit], evidence: Sequence[Evidence]
    ) -> list[Statement]:
        """Statements on the organisations of the best documents that fit what is needed; none when nobody does."""
        read = list(dict.fromkeys(hit.passage.document_id for hit in hits))[:DOCUMENTS_READ]
        found = self._organisations.find(access=query.access, document_ids=read) if read else []
        groups = fitting(query, reading, found, self._similarity)
        return named(groups, evidence, language=query.language, most_words=MOST_WORDS)

    def read(self, query: Query, hits: Sequence[Hit], *, compared: int = COMPARED) -> tuple[Reading, list[Evidence]]:
        """All that the best documents have to say to a question, best first; ``compared`` as in :func:`gather`."""
        reading = Reading(query, self._frequencies)
        sources = self._sources(query, hits)
        return reading, gather(query, reading, sources, self._similarity, learned(), compared=compared)

    def _sources(self, query: Query, hits: Sequence[Hit]) -> list[Source]:
        """The hits of the best documents, and the other passages of these documents."""
        best: dict[str, Hit] = {}
        for hit in hits:
            best.setdefault(hit.passage.document_id, hit)
        read = list(best)[:DOCUMENTS_READ]
        found = {
            hit.passage.id: Source(hit.passage, hit.metadata, hit.score, best[hit.passage.document_id].score)
            for hit in hits
            if hit.passage.document_id in read
        }
        for passage in self._documents.passages_of(read, access=query.access, limit=PASSAGES_READ):
            hit = best[passage.document_id]
            # A replacement that came between the two reads must not mix versions in one answer.
            if passage.version == hit.passage.version and passage.id not in found:
                found[passage.id] = Source(passage, hit.metadata, hit.score * OTHER_PASSAGES, hit.score)
        return list(found.values())

    def _unsaid_of(self, query: Query, places: Sequence[str]) -> list[str]:
        """Of places that nothing is said of: which have no document at all, and which only none on the matter."""
        filed = [code for code in places if self._documents.has_filed_under(code, access=query.access)]
        unfiled = [code for code in places if code not in filed]
        said = (("missing_place", unfiled), ("missing_matter", filed))
        return [phrase(key, query.language, places=_named(codes, query.language)) for key, codes in said if codes]

    def abstain(self, query: Query, hits: Sequence[Hit]) -> Draft:
        """What is said when the documents do not answer."""
        return self._abstain(query, hits, Decision(Outcome.NO_SUPPORT, ()))

    def _abstain(self, query: Query, hits: Sequence[Hit], decision: Decision) -> Draft:
        language = query.language
        separator = phrase("separator", language)
        if self._frequencies.count() == 0:
            empty = AnswerBlock(AnswerBlockKind.NOTE, phrase("empty", language))
            return Draft(Outcome.NO_SUPPORT, (), iter([empty]))
        blocks = [AnswerBlock(AnswerBlockKind.NOTE, phrase("no_support", language))]
        citations = Citations()
        if decision.disclaimer is not None:
            blocks.extend(blocks_of([Statement(decision.disclaimer)], citations))
        blocks.extend(AnswerBlock(AnswerBlockKind.NOTE, text) for text in self._unsaid_of(query, decision.places))
        if decision.remark is not None:
            blocks.append(AnswerBlock(AnswerBlockKind.NOTE, phrase(decision.remark, language)))
        if decision.matters:
            blocks.append(AnswerBlock(AnswerBlockKind.NOTE, _missing_matters(query, decision)))
        if decision.names:
            names = separator.join(decision.names)
            blocks.append(AnswerBlock(AnswerBlockKind.NOTE, phrase("missing_name", language, names=names)))
        sought = separator.join(_sought(query))
        if sought:
            blocks.append(AnswerBlock(AnswerBlockKind.NOTE, phrase("looked_for", language, terms=sought)))
        titles = list(dict.fromkeys(hit.metadata.title for hit in hits))[:NEAREST]
        if titles:
            quoted = (f"《{title}》" if language == "zh" else f"“{title}”" for title in titles)
            near = phrase("nearest", language, titles=separator.join(quoted))
            blocks.append(AnswerBlock(AnswerBlockKind.NOTE, near))
        return Draft(Outcome.NO_SUPPORT, citations.all, iter(blocks))


def _sought(query: Query) -> list[str]:
    """What was looked for, without the parts of a compound that were looked for as well."""
    words = [term.source for term in query.terms]
    whole = [word for word in words if not any(word != other and word in other and has_han(word) for other in words)]
    return whole[:MOST_SOUGHT]


def _named(places: Sequence[str], language: str) -> str:
    return phrase("separator", language).join(name_of(code, language) for code in places)


def _declined(query: Query, reason: Reason) -> list[AnswerBlock]:
    why = phrase(f"declined_{reason.value}", query.language)
    return [
        AnswerBlock(AnswerBlockKind.NOTE, f"{why}{phrase('joint', query.language)}{phrase('instead', query.language)}")
    ]


def _missing_places(query: Query, decision: Decision) -> str:
    return phrase("missing_place", query.language, places=_named(decision.places, query.language))


def _missing_matters(query: Query, decision: Decision) -> str:
    names = phrase("separator", query.language).join(matter.name(query.language) for matter in decision.matters)
    return phrase("missing_name", query.language, names=names)


def _conflict(query: Query, one: Evidence, other: Evidence) -> Notice:
    """Two sources that disagree, with their kinds and dates."""
    named = [
        phrase(
            "source",
            query.language,
            title=item.metadata.title,
            kind=phrase(f"kind_{item.metadata.kind.value}", query.language),
            date=item.metadata.published or phrase("undated", query.language),
        )
        for item in (one, other)
    ]
    return Notice(NoticeKind.CONFLICT, phrase("conflict", query.language, one=named[0], other=named[1]))


def _lead(query: Query, chosen: Sequence[Evidence]) -> AnswerBlock | None:
    languages = {item.metadata.language for item in chosen}
    foreign = languages - {query.language}
    if not foreign:
        return None
    key = "quoted_foreign" if languages == foreign else "quoted_mixed"
    names = phrase("separator", query.language).join(phrase(language, query.language) for language in sorted(foreign))
    return AnswerBlock(AnswerBlockKind.NOTE, phrase(key, query.language, language=names))
