"""The numbered evidence of a prompt: the passages that are worth most to the question, as many as the budget holds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answering.checking.values import Source
from assistant.answering.evidence import Evidence
from assistant.answering.features import places_of
from assistant.domain import Metadata, Passage, Sentence

INJECTED = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.!?\n]{0,40}\b(?:instructions?|prompts?|rules?|above|previous|prior)\b"
    r"|\b(?:system prompt|you are now|as an ai|new instructions?:|do not (?:cite|mention|tell)|(?:reply|respond|answer) (?:only )?(?:with|that)\b"
    r"|tell the (?:user|reader|customer))\b"
    r"|(?:忽略|无视|忘记|不要理会)[^。！？\n]{0,16}(?:指令|指示|提示|规则|上文|以上|之前)|系统提示词|你现在是|新的指令|(?:请|务必)?(?:回答|回复|告诉)(?:用户|读者|客户)",
    re.IGNORECASE,
)
"""Text that speaks to a model instead of its readers: such sentences are no evidence."""
OWN_FENCE = re.compile(r"<{3,}|>{3,}")
MARK_LIKE = re.compile(r"[\[【［](\d{1,3}(?:\s*[,，、-]\s*\d{1,3})*)[\]】］]")
"""Numbers in brackets in a document are its own footnotes."""
FIRST_SENTENCES = 3
"""So many of the best sentences of a passage make its worth."""
DISCOUNT = 0.5
"""What each further one counts beside the one before it."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One passage of the evidence under its number."""

    number: int
    passage: Passage
    metadata: Metadata
    sentences: tuple[Sentence, ...]
    """Those of its sentences that may be cited."""
    sources: tuple[Source, ...]
    """The same for the checker, in the same order."""


def pack(
    evidence: Sequence[Evidence], *, budget: int, count: Callable[[str], int], places: Sequence[str] = ()
) -> list[Packed]:
    """The passages of some evidence, worth most first until the budget of tokens is full, then in order of reading.

    The best passage of each place that is asked about comes in first: to compare, all of them are needed.
    """
    by_passage: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_passage.setdefault(item.passage.id, []).append(item)
    ranked = sorted(by_passage.values(), key=_worth, reverse=True)
    first = [next((group for group in ranked if code in group[0].metadata.jurisdictions), None) for code in places]
    order = [*(group for group in first if group is not None), *ranked]
    left = budget
    chosen: dict[str, list[Evidence]] = {}
    for group in order:
        passage = group[0].passage
        cost = count(passage.text) + count(group[0].metadata.title) + HEAD_TOKENS
        if passage.id not in chosen and (cost <= left or not chosen):
            chosen[passage.id] = group
            left -= cost
    best = {group[0].passage.document_id: place for place, group in reversed(list(enumerate(ranked)))}
    groups = sorted(chosen.values(), key=lambda group: (best[group[0].passage.document_id], group[0].passage.start))
    return [_packed(number, group[0].passage, group[0].metadata) for number, group in enumerate(groups, start=1)]


HEAD_TOKENS = 40
"""What number, title and dates of a passage take."""


def _worth(group: Sequence[Evidence]) -> float:
    likely = sorted((1 / (1 + math.exp(-item.score)) for item in group), reverse=True)[:FIRST_SENTENCES]
    return sum(value * DISCOUNT**place for place, value in enumerate(likely))


def _packed(number: int, passage: Passage, metadata: Metadata) -> Packed:
    sentences = tuple(sentence for sentence in passage.sentences if not INJECTED.search(passage.words_of(sentence)))
    context = "\n".join(part for part in (metadata.title, *passage.headings, passage.speaker or "") if part)
    clean = " ".join(passage.words_of(sentence) for sentence in sentences)
    places = frozenset(metadata.jurisdictions) | places_of(metadata.title)
    sources = tuple(
        Source(
            words=passage.words_of(sentence),
            context=context,
            header=passage.header_text if passage.header is not None else "",
            passage=clean,
            places=places,
        )
        for sentence in sentences
    )
    return Packed(number, passage, metadata, sentences, sources)


def shown(packed: Sequence[Packed], *, notes: Callable[[Metadata], str]) -> str:
    """The evidence as the model reads it; ``notes`` says of a document what a reader must know, such as a lapsed validity."""
    parts = []
    for item in packed:
        passage, metadata = item.passage, item.metadata
        facts = [
            metadata.title,
            metadata.kind.value,
            metadata.published or "undated",
            f"valid until {metadata.valid_until}" if metadata.valid_until else "",
            notes(metadata),
            f"page {passage.page_label or passage.page}" if passage.page else "",
            f"speaker {passage.speaker}" if passage.speaker else "",
            " > ".join(passage.headings[1:]),
        ]
        head = "; ".join(fact for fact in facts if fact)
        lines = [item.sources[0].header] if item.sources and item.sources[0].header else []
        lines += [source.words for source in item.sources]
        said = "\n".join(lines)
        parts.append(f"[{item.number}] " + as_data(f"({head})\n{said}"))
    return "\n\n".join(parts)


def as_data(text: str) -> str:
    """Text that can neither close a fence nor look like a mark of ours."""
    return MARK_LIKE.sub(r"(\1)", OWN_FENCE.sub("…", text))
