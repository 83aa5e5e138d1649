"""The scorers: each looks at one sample and its result, and returns a value with an explanation.

Retrieval measures come from ``ir_measures`` (MacAvaney et al., ECIR 2022), so that names and definitions are the
field's: success@k is 1 when any relevant document is among the first k, recall@k the share of relevant ones found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, R, Success, nDCG

from assistant.domain import Outcome
from assistant.language.quantities import quantities
from assistant.language.script import HAN
from evals.arithmetic import Reckoning
from evals.facts import holds
from evals.results import Result, Score
from evals.samples import Sample
from evals.support import supports

Scorer = Callable[[Sample, Result], Score]

ANSWERS = frozenset({Outcome.ANSWERED, Outcome.PARTLY_ANSWERED})
ABSTAINS = frozenset({Outcome.NO_SUPPORT, Outcome.DECLINED})
STATES = frozenset({"sentence", "item", "row"})

NOT_APPLICABLE = Score(value=None, explanation="does not apply")


def retrieval(measure: ir_measures.Measure) -> Scorer:
    """A retrieval measure over documents."""

    def score(sample: Sample, result: Result) -> Score:
        if not sample.documents:
            return NOT_APPLICABLE
        judged = [ir_measures.Qrel("q", name, 1) for name in sample.documents]
        ranked = [
            ir_measures.ScoredDoc("q", name, float(len(result.ranked) - place))
            for place, name in enumerate(result.ranked)
        ]
        value = ir_measures.calc_aggregate([measure], judged, ranked)[measure] if ranked else 0.0
        places = [result.ranked.index(name) + 1 for name in sample.documents if name in result.ranked]
        return Score(value=float(value), explanation=f"relevant documents at {sorted(places) or 'no place'}")

    return score


def facts_found(sample: Sample, result: Result) -> Score:
    """1 when the answer holds every group of facts, else 0; facts it must not hold make it 0."""
    if sample.outcome not in ANSWERS or not (sample.facts or sample.must_not):
        return NOT_APPLICABLE
    text = _said(result)
    missing = [group[0] for group in sample.facts if not any(holds(text, fact) for fact in group)]
    wrong = [fact for fact in sample.must_not if holds(text, fact)]
    explanation = "; ".join(
        [f"missing: {', '.join(missing)}"] * bool(missing) + [f"must not say: {', '.join(wrong)}"] * bool(wrong)
    )
    return Score(value=float(not missing and not wrong), explanation=explanation or "all there")


def fact_groups(sample: Sample, result: Result) -> Score:
    """Share of the groups of facts that the answer holds."""
    if sample.outcome not in ANSWERS or not sample.facts:
        return NOT_APPLICABLE
    text = _said(result)
    found = sum(any(holds(text, fact) for fact in group) for group in sample.facts)
    return Score(value=found / len(sample.facts), explanation=f"{found} of {len(sample.facts)}")


def must_not(sample: Sample, result: Result) -> Score:
    """1 when the answer holds nothing that it must not."""
    if not sample.must_not:
        return NOT_APPLICABLE
    wrong = [fact for fact in sample.must_not if holds(_said(result), fact)]
    return Score(value=float(not wrong), explanation=f"says {', '.join(wrong)}" if wrong else "says none of it")


def outcome(sample: Sample, result: Result) -> Score:
    """1 when the outcome is the expected one."""
    got = result.answer.outcome if result.answer else None
    return Score(value=float(got is sample.outcome), explanation=f"expected {sample.outcome}, got {got}")


def abstention_precision(sample: Sample, result: Result) -> Score:
    """Over the samples where the system abstained: 1 when it should have."""
    if result.answer is None or result.answer.outcome not in ABSTAINS:
        return NOT_APPLICABLE
    return Score(value=float(sample.outcome in ABSTAINS), explanation=f"expected {sample.outcome}")


def abstention_recall(sample: Sample, result: Result) -> Score:
    """Over the samples where it should abstain: 1 when it did."""
    if sample.outcome not in ABSTAINS:
        return NOT_APPLICABLE
    got = result.answer.outcome if result.answer else None
    return Score(value=float(got in ABSTAINS), explanation=f"got {got}")


def citations_valid(sample: Sample, result: Result) -> Score:
    """1 when every citation resolves to exactly its quote and every number used has its citation."""
    if result.answer is None or not result.answer.citations:
        return NOT_APPLICABLE
    broken = [number for number, valid in result.checked_quotes.items() if not valid]
    known = {citation.number for citation in result.answer.citations}
    dangling = {number for block in result.answer.blocks for number in block.citations} - known
    problems = [f"[{number}] does not resolve to its quote" for number in broken]
    problems += [f"[{number}] has no citation" for number in sorted(dangling)]
    return Score(value=float(not problems), explanation="; ".join(problems) or "all resolve")


def citation_recall(sample: Sample, result: Result) -> Score:
    """Share of the statements that their citations together support (ALCE)."""
    statements = _statements(result)
    if not statements:
        return NOT_APPLICABLE
    failed = [one.text for one in statements if not one.supported_by(one.quotes)]
    return Score(
        value=1 - len(failed) / len(statements),
        explanation=f"not supported: {failed[0][:120]}" if failed else "all supported",
    )


def citation_precision(sample: Sample, result: Result) -> Score:
    """Share of the citations that count (ALCE).

    A citation counts when its statement is supported, and it supports it alone or the others do not without it.
    """
    checked = 0
    failed = []
    for one in _statements(result):
        whole = one.supported_by(one.quotes)
        for place, quote in enumerate(one.quotes):
            checked += 1
            others = one.quotes[:place] + one.quotes[place + 1 :]
            if not whole or (not one.supported_by([quote]) and one.supported_by(others)):
                failed.append(quote)
    if not checked:
        return NOT_APPLICABLE
    return Score(
        value=1 - len(failed) / checked, explanation=f"beside the point: {failed[0][:120]}" if failed else "all count"
    )


def numbers_supported(sample: Sample, result: Result) -> Score:
    """1 when every quantity of every statement stands in its citations, or is the result of a printed calculation that holds.

    The inputs of a calculation stand in the citations, in the user's own question, or are results of lines before it.
    """
    statements = _statements(result)
    if not statements:
        return NOT_APPLICABLE
    for one in statements:
        missing = one.reckoning.fork().unsupported(one.text, "\n".join(one.quotes))
        if missing:
            words = one.text[missing[0].start : missing[0].end]
            return Score(value=0.0, explanation=f"{words!r} stands in no citation of: {one.text[:120]}")
    return Score(value=1.0, explanation="all stand in their citations")


def language(sample: Sample, result: Result) -> Score:
    """1 when the answer says it is in the question's language."""
    if result.answer is None:
        return Score(value=0.0, explanation="no answer")
    return Score(
        value=float(result.answer.language == sample.language),
        explanation=f"asked in {sample.language}, answered in {result.answer.language}",
    )


def latency(sample: Sample, result: Result) -> Score:
    """Seconds to the whole answer."""
    return Score(value=result.seconds, explanation=f"{result.seconds * 1000:.0f} ms")


def length(sample: Sample, result: Result) -> Score:
    """Words that the reader of an answer has to read: words of other scripts, and Chinese characters at two a word."""
    if result.answer is None or result.answer.outcome not in ANSWERS:
        return NOT_APPLICABLE
    said = _said(result)
    words = len(HAN.findall(said)) / 2 + len(re.findall(r"[^\W\d_]+|\d[\d.,]*", HAN.sub(" ", said)))
    return Score(value=words, explanation=f"{words:.0f} words in {len(result.answer.blocks)} blocks")


SCORERS: dict[str, Scorer] = {
    "success@1": retrieval(Success @ 1),
    "success@5": retrieval(Success @ 5),
    "recall@5": retrieval(R @ 5),
    "MRR@10": retrieval(RR @ 10),
    "nDCG@10": retrieval(nDCG @ 10),
    "facts": facts_found,
    "fact_groups": fact_groups,
    "must_not": must_not,
    "outcome": outcome,
    "abstention_precision": abstention_precision,
    "abstention_recall": abstention_recall,
    "citation_validity": citations_valid,
    "citation_recall": citation_recall,
    "citation_precision": citation_precision,
    "numbers": numbers_supported,
    "language": language,
    "length": length,
    "latency": latency,
}
"""All scorers by metric. For all but ``MEASURED``, higher is better and 1 is best."""

MEASURED = frozenset({"latency", "length"})
"""Metrics that are measured, not judged: they have medians, no means, and no gate of their own."""


def judge(sample: Sample, result: Result) -> dict[str, Score]:
    """All scores of a sample. A crash scores 0 on whatever is expected of the sample; nothing vanishes from a mean."""
    scores = {}
    for name, scorer in SCORERS.items():
        score = scorer(sample, result)
        if result.error is not None and name not in MEASURED and _expected(name, sample):
            score = Score(value=0.0, explanation=f"crashed: {result.error}")
        scores[name] = score
    return scores


def _expected(name: str, sample: Sample) -> bool:
    """Whether a metric would be scored if the system had answered as it should."""
    if name in {"outcome", "language"}:
        return True
    if name in {"success@1", "success@5", "recall@5", "MRR@10", "nDCG@10"}:
        return bool(sample.documents)
    if name in {"facts", "fact_groups"}:
        return sample.outcome in ANSWERS and bool(sample.facts)
    if name == "must_not":
        return bool(sample.must_not)
    if name == "abstention_recall":
        return sample.outcome in ABSTAINS
    return sample.outcome in ANSWERS and name != "abstention_precision"


def _said(result: Result) -> str:
    """The words of an answer, with those of a follow-up's notices."""
    if result.answer is None:
        return ""
    return "\n".join([block.text for block in result.answer.blocks] + result.answer.notices)


@dataclass(frozen=True, slots=True)
class Statement:
    """A block that states something, with what it cites."""

    text: str
    quotes: list[str]
    titles: str
    reckoning: Reckoning
    """What the blocks before it have worked out."""

    def supported_by(self, quotes: Sequence[str]) -> bool:
        """Whether some of its quotes support it."""
        return supports("\n".join(quotes), self.text, reckoning=self.reckoning.fork(), names=self.titles)


def _statements(result: Result) -> list[Statement]:
    """The blocks that state something, in order; the names of a table's columns and rows state nothing."""
    if result.answer is None:
        return []
    citations = {citation.number: citation for citation in result.answer.citations}
    reckoning = Reckoning(f"{result.answer.question}\n{result.answer.standalone_question}")
    found = []
    labelled = inside = False
    for block in result.answer.blocks:
        first = block.kind.value == "row" and not inside
        inside = block.kind.value == "row"
        if first:
            labelled = block.cells[:1] == [""]
        if block.kind.value not in STATES or (
            first and labelled and not block.citations and not quantities(block.text)
        ):
            continue
        text = " | ".join(block.cells[1:]) if inside and labelled else block.text
        cited = [citations[number] for number in block.citations if number in citations]
        quotes = [citation.quote for citation in cited]
        titles = "\n".join(citation.title for citation in cited)
        found.append(Statement(text, quotes, titles, reckoning.fork()))
        reckoning.unsupported(text, "\n".join(quotes))
    return found
