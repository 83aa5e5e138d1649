"""The quoting answerer, the embedded default: answers with the sources' own words and no model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.answering.calibration import learned
from assistant.answering.choosing import choose, header_of
from assistant.answering.citing import Citations
from assistant.answering.declining import Reason, reason_to_decline
from assistant.answering.evidence import Evidence, gather
from assistant.answering.features import Reading, Source
from assistant.answering.outcome import Decision, decide
from assistant.answering.phrases import phrase
from assistant.answering.similarity import Similarity
from assistant.catalogue.documents import Documents
from assistant.dates import lapsed, not_yet_valid
from assistant.domain import (
    AnswerBlock,
    AnswerBlockKind,
    Hit,
    Outcome,
    SentenceKind,
    Span,
)
from assistant.language.places import name_of
from assistant.protocols import Draft, Frequencies, Query, Request

DOCUMENTS_READ = 4
"""Best documents that are searched for evidence, hits and other passages."""
PASSAGES_READ = 60
OTHER_PASSAGES = 0.8
"""What a passage that retrieval did not name counts, beside the best one of its document."""
NEAREST = 3

BLOCK_KIND = {
    SentenceKind.SENTENCE: AnswerBlockKind.SENTENCE,
    SentenceKind.ITEM: AnswerBlockKind.ITEM,
    SentenceKind.ROW: AnswerBlockKind.ROW,
}


class QuotingAnswerer:
    """Picks the sentences that answer and quotes them; says so when none does."""

    name = "quoting"

    def __init__(
        self, documents: Documents, frequencies: Frequencies, similarity: Similarity, *, today: Callable[[], date]
    ) -> None:
        self._documents = documents
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
        reading = Reading(query, self._frequencies)
        evidence = gather(query, reading, self._sources(query, hits), self._similarity, learned())
        decision = decide(query, evidence)
        if decision.outcome is Outcome.NO_SUPPORT:
            return self._abstain(query, hits, decision)
        chosen = choose(decision.evidence, reading.asked)
        citations = Citations()
        blocks = _blocks(chosen, citations)
        lead = _lead(query, chosen)
        notices = list(self._validity_notices(query, chosen))
        if decision.places:
            notices.insert(0, _missing_places(query, decision))
        if lead is not None:
            blocks.insert(0, lead)
        return Draft(decision.outcome, citations.all, iter(blocks), tuple(notices))

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

    def _abstain(self, query: Query, hits: Sequence[Hit], decision: Decision) -> Draft:
        language = query.language
        separator = phrase("separator", language)
        if self._frequencies.count() == 0:
            empty = AnswerBlock(AnswerBlockKind.NOTE, phrase("empty", language))
            return Draft(Outcome.NO_SUPPORT, (), iter([empty]))
        blocks = [AnswerBlock(AnswerBlockKind.NOTE, phrase("no_support", language))]
        citations = Citations()
        if decision.disclaimer is not None:
            blocks.extend(_blocks([decision.disclaimer], citations))
        if decision.places:
            blocks.append(AnswerBlock(AnswerBlockKind.NOTE, _missing_places(query, decision)))
        if decision.names:
            names = separator.join(decision.names)
            blocks.append(AnswerBlock(AnswerBlockKind.NOTE, phrase("missing_name", language, names=names)))
        sought = separator.join(term.source for term in query.terms[:12])
        if sought:
            blocks.append(AnswerBlock(AnswerBlockKind.NOTE, phrase("looked_for", language, terms=sought)))
        titles = list(dict.fromkeys(hit.metadata.title for hit in hits))[:NEAREST]
        if titles:
            quoted = (f"《{title}》" if language == "zh" else f"“{title}”" for title in titles)
            near = phrase("nearest", language, titles=separator.join(quoted))
            blocks.append(AnswerBlock(AnswerBlockKind.NOTE, near))
        return Draft(Outcome.NO_SUPPORT, citations.all, iter(blocks))

    def _validity_notices(self, query: Query, chosen: Sequence[Evidence]) -> list[str]:
        today = query.as_of or self._today()
        notices = []
        for metadata in dict.fromkeys(item.metadata for item in chosen):
            if lapsed(metadata, on=today):
                notices.append(phrase("lapsed", query.language, title=metadata.title, date=str(metadata.valid_until)))
            elif not_yet_valid(metadata, on=today):
                notices.append(phrase("not_yet", query.language, title=metadata.title, date=str(metadata.valid_from)))
        return notices


def _declined(query: Query, reason: Reason) -> list[AnswerBlock]:
    why = phrase(f"declined_{reason.value}", query.language)
    return [
        AnswerBlock(AnswerBlockKind.NOTE, f"{why}{phrase('joint', query.language)}{phrase('instead', query.language)}")
    ]


def _missing_places(query: Query, decision: Decision) -> str:
    names = phrase("separator", query.language).join(name_of(code, query.language) for code in decision.places)
    return phrase("missing_place", query.language, places=names)


def _blocks(chosen: Sequence[Evidence], citations: Citations) -> list[AnswerBlock]:
    blocks: list[AnswerBlock] = []
    table: tuple[str, int] | None = None
    for item in chosen:
        sentence = item.sentence
        header = item.passage.header
        if header is not None and header_of(item) not in {table, None}:
            table = header_of(item)
            number = citations.cite(item.passage, item.metadata, header)
            cells = tuple(cell.strip() for cell in item.passage.header_text.split(" | "))
            blocks.append(AnswerBlock(AnswerBlockKind.ROW, item.passage.header_text, cells, (number,)))
        number = citations.cite(item.passage, item.metadata, Span(sentence.start, sentence.end))
        start = item.passage.start
        cells = tuple(item.passage.text[cell.start - start : cell.end - start] for cell in sentence.cells)
        blocks.append(AnswerBlock(BLOCK_KIND[sentence.kind], item.words, cells, (number,)))
    return blocks


def _lead(query: Query, chosen: Sequence[Evidence]) -> AnswerBlock | None:
    languages = {item.metadata.language for item in chosen}
    foreign = languages - {query.language}
    if not foreign:
        return None
    key = "quoted_foreign" if languages == foreign else "quoted_mixed"
    names = phrase("separator", query.language).join(phrase(language, query.language) for language in sorted(foreign))
    return AnswerBlock(AnswerBlockKind.NOTE, phrase(key, query.language, language=names))
