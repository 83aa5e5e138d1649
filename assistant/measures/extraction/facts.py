"""What is said of a whole programme, its limits, budget and dates, goes to each of its measures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from assistant.domain import BlockKind
from assistant.measure import Instrument, Range
from assistant.measures.extraction.belonging import is_own_matter, names_programme
from assistant.measures.extraction.date_cues import APPLIES, IN_FORCE
from assistant.measures.extraction.drafts import DATES, ITSELF, Draft
from assistant.measures.extraction.instruments import AID, RELIEF, WEAK

SHARED = ("minimum_investment", "maximum_investment", "budget", "cap", "floor", "opens", "closes", "starts", "ends")
OF_AID_ONLY = frozenset({"minimum_investment", "maximum_investment", "budget", "cap", "floor", "opens", "closes"})
WHOLE = re.compile(
    r"\b(?:programme|program|scheme|version|law|act|decree|directive|regulation|credit|incentive|reform|rules?|budget|package|calls?|windows?|grant|exemption|charter|projects?|aid|size|cap|extended|it|nobody|none|no\s+one|who|applications?|compan(?:y|ies)|at\s+least|pact|session|counter|portal|files|investments?|investors?|undertakings?|enterprises?|beneficiar(?:y|ies)|applicants?|facility|fund|initiative|funding|support|measures?|notice|competition|costs?|expenditure|spending|minimum|maximum|ceiling|group|envelope|you)\b"
    r"|计划|政策|办法|规定|公告|通知|法|条例|制度|项目|资金|补贴|方案|企业|申报|申请|受理|园区|优惠|奖励|扶持|投资额|总投资|投资总额|措施|贷款|支持|条款",
    re.IGNORECASE,
)
LAW_DAY = re.compile(
    r"^(?:it|this|the)\b[^.;]{0,80}?\b(?:appl(?:y|ies|ied)|in(?:to)?\s+force|tak(?:es?|ing)\s+effect|ceas\w+|expir\w+|repealed|laps\w+)\b|^[^，。；]{0,20}(?:自|于|从)[^。；]{0,24}(?:施行|生效|废止|失效|实施)",
    re.IGNORECASE,
)
"""A sentence that only tells from when or until when a law holds."""
PER_PROJECT = re.compile(
    r"^(?:the|this|such|total|it)?\s*(?:grants?|aid|subsid(?:y|ies)|support|funding|premium|contribution|assistance)?\s*(?:may|must|shall|can|will)\s+(?:not|never|in\s+no\s+case)\s+(?:exceed|be\s+more)|^(?:the|this|such)\s+(?:grants?|aid|subsid(?:y|ies)|support|funding|premium|contribution|assistance)\s+is\s+(?:limited|capped)\b"
    r"|\b(?:aid|support|grants?|subsid(?:y|ies)|funding|contribution|loans?)\s+(?:amounts?\s+)?per\s+(?:\w+\s+)?(?:project|company|undertaking|enterprise|beneficiary|applicant)\b|(?:单个|每个|单一)(?:项目|企业)|单家企业",
    re.IGNORECASE,
)
"""Beside a highest sum that limits what each project gets."""
OF_ALL = re.compile(
    r"\b(?:this|these)\b|本(?!年|月|地|国|市|省|县|区|期|轮|批|次|科)|上述|以上|^\W*(?:办法|政策|规定|细则|条例|措施|意见)",
    re.IGNORECASE,
)
"""By which a text speaks of all that it holds."""
CASE = re.compile(
    r"\s*(?:for\s+(?:an?|one|projects|plants|factories|investments)\b|(?:for|where)\b[^.]*(?:,|get\b))|\s*(?:如|若|对于)",
    re.IGNORECASE,
)
"""A sentence on a part of the cases only."""


WITHOUT_MORE = re.compile(r"\s*(?:[(（,，;；]|but\b|$)", re.IGNORECASE)
"""Behind a limit of which nothing else is said."""
PAID = frozenset({Instrument.GRANT, Instrument.LOAN, Instrument.GUARANTEE})
"""What is paid out, and may be called for."""
LIMIT_LABEL = re.compile(
    r"\W*(?:(?:min|max)(?:imum|\.)?|smallest|least|largest|total|cap|ceiling|budget|floor|project\s+size|investment)(?:\s+(?:aid|grant|support|investment|project|spend(?:ing)?|size|budget|amount|costs?|volume))*\W*$|\W*(?:最低|最高|最小|最大|总)?(?:投资|补[助贴]|项目|预算|资金|门槛|规模|总额|额度)+(?:额|金额|规模|门槛|总额|上限|下限|要求)?\W*$",
    re.IGNORECASE,
)
"""Labels an item that limits the whole programme: ``Minimum investment``."""
ASKS_WHEN = re.compile(
    r"\b(?:when|how\s+long|until|deadlines?|dates?|valid\w*|in\s+force|apply|applications?|submit|expires?|timetable)\b|何时|几时|什么时[候间]|多久|哪天|几号|期限|截止|有效期?|时间|申[报请]|办理|执行到|施行|延续",
    re.IGNORECASE,
)
"""A question for the time of what was spoken of before."""
HELD = re.compile(r"\bin(?:to)?\s+force\b|施行|有效期|试行期", re.IGNORECASE)
"""Said of a law or programme, whatever was asked."""
COLLECTION = 300
"""A document of more measures than this is a collection: what is said in one section holds there only."""


def spread(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that stand alone, with the facts of the others; what nobody takes stands for itself."""
    _with_limits(drafts)
    alone = [draft for draft in drafts if draft.stands_alone]
    beside: dict[tuple[str, ...], list[Draft]] = defaultdict(list)
    for draft in alone:
        beside[draft.statement.headings].append(draft)
    dropped: set[int] = set()
    # What a label names is said of the whole more surely than what a sentence says in passing.
    facts = [draft for draft in drafts if not draft.stands_alone]
    of_statement: dict[tuple[int, int], list[Draft]] = defaultdict(list)
    for fact in facts:
        of_statement[fact.statement.block, fact.statement.start].append(fact)
    dropped |= _entries_into_force(facts)
    sections = {_own_section(draft) for draft in alone}
    currencies = Counter(
        str(draft.fields["currency"])
        for draft in drafts
        if "currency" in draft.fields and {"amount", "cap"} & draft.fields.keys()
    )
    usual = next((code for code, _ in currencies.most_common(1)), None)
    for fact in sorted(facts, key=lambda draft: _rank(draft, sections, usual)):
        if fact.is_record or fact.own_matter or id(fact) in dropped:
            continue
        taken = [_give(fact, draft) for draft in _of_column(fact, alone)]
        if any(taken):
            dropped.add(id(fact))
            continue
        if _is_one_of_several(fact, of_statement[fact.statement.block, fact.statement.start]):
            told = fact.fields.keys() <= {"budget", "currency", *DATES} or _is_exception(
                fact, of_statement[fact.statement.block, fact.statement.start]
            )
            if told and _is_in_company(fact, alone):
                dropped.add(id(fact))
            continue
        near = beside[fact.statement.headings] if len(alone) > COLLECTION else alone
        takers: list[Draft] = _of_paragraph(
            fact, _of_section(fact, [draft for draft in near[:COLLECTION] if _takes(draft, fact)])
        )
        if fact.instrument in AID | RELIEF:
            # What a programme asks does not hold for its time alone.
            takers = [taker for taker in takers if taker.instrument not in WEAK] or takers
        if not _of_the_whole(fact):
            # What is not said of a programme by name may still be said of what stands in the same section.
            dates = fact.fields.keys() <= set(DATES) and not fact.aside and CASE.match(fact.statement.text) is None
            takers = [draft for draft in takers if dates and draft.statement.headings == fact.statement.headings]
        given = [draft for draft in _of_call(fact, takers) if _give(fact, draft)]
        if given and _is_law_day(fact) and not any(draft.instrument in AID | RELIEF for draft in given):
            # The day on which a law begins or ends is worth telling by itself.
            continue
        if not given and takers and {"opens", "closes"} & fact.fields.keys() and "budget" in fact.fields:
            # Another window of the same programme with money of its own.
            continue
        if given or (_is_limit_only(fact) and _is_in_company(fact, alone)):
            dropped.add(id(fact))
    return [draft for draft in drafts if id(draft) not in dropped]


def _rank(fact: Draft, sections: set[str | None], usual: str | None) -> tuple[bool, bool, bool, bool]:
    """What is said in a section that has measures of its own comes before what is said of the whole text.

    A sum in another currency than the ``usual`` one of the text comes last, for a measure has one currency.
    """
    section = _own_section(fact)
    return (
        section is None or section not in sections,
        fact.fields.get("currency", usual) != usual,
        not fact.statement.label,
        not fact.fields.keys() <= set(DATES),
    )


def _own_section(draft: Draft) -> str | None:
    """The innermost heading above a draft that begins a matter of its own."""
    return next((heading for heading in reversed(draft.statement.headings[1:]) if is_own_matter(heading)), None)


def _of_section(fact: Draft, takers: list[Draft]) -> list[Draft]:
    """Of the drafts that may take a fact those of its section, where a section of its own matter holds any."""
    section = _own_section(fact)
    dated = fact.fields.keys() <= set(DATES) or not {"opens", "closes"}.isdisjoint(fact.fields)
    if dated and fact.statement.topic and not _is_of_all_answers(fact):
        # The answer to one question tells no time of what the answers to others are on.
        takers = [draft for draft in takers if draft.statement.topic in {"", fact.statement.topic}]
    if section is None and _speaks_of_itself(fact) and fact.fields.keys() <= set(DATES):
        # "These measures hold from ..." is said of all sections of the text; "the directive", of those on the same kind of aid.
        main = _main(takers)
        if not main or OF_ALL.search(fact.statement.text):
            return takers
        kinds = {draft.instrument for draft in main} | {fact.instrument}
        return [draft for draft in takers if draft in main or draft.instrument in kinds]
    beside = [draft for draft in takers if section in draft.statement.headings]
    if section is None and (main := _main(takers)):
        # A text that turns to other aids below headings of their own began with the one that it is on.
        return main
    if section is not None and not beside and fact.instrument in WEAK and not _speaks_of_itself(fact):
        # The day of a duty in a section of its own is none of the aids that other sections are on.
        takers = [] if {"opens", "closes"} & fact.fields.keys() else [one for one in takers if not _own_section(one)]
    if section is None and any(draft.statement.headings == fact.statement.headings for draft in takers):
        # Among aids each of which has a section, what stands beside some of no section is said of those.
        return [draft for draft in takers if not _own_section(draft)]
    if (
        section is not None
        and not beside
        and (dated or "minimum_investment" in fact.fields)
        and not _speaks_of_itself(fact)
    ):
        # A time or window of a section of its own is none of the aids that others are on, even where what it is of was not read.
        return [draft for draft in takers if not _own_section(draft)]
    return beside if section is not None and beside else takers


def _is_of_all_answers(fact: Draft) -> bool:
    """Whether a sentence, or the question that it answers, is on the time of all that the text holds: ``When will it end?``."""
    if _speaks_of_itself(fact) or HELD.search(fact.statement.text):
        return True
    return ASKS_WHEN.search(fact.statement.topic) is not None


def _of_paragraph(fact: Draft, takers: list[Draft]) -> list[Draft]:
    """Of those that may take a fact the ones of its own paragraph, where it has any: each paragraph or item of a letter is on another aid.

    A table above a paragraph is on what the paragraph is on.
    """
    if fact.statement.kind is BlockKind.ROW or _speaks_of_itself(fact):
        return takers
    beside = [draft for draft in takers if draft.statement.block == fact.statement.block]
    return [draft for draft in takers if draft in beside or draft.statement.kind is BlockKind.ROW] if beside else takers


def _of_column(fact: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """The measures in the column of a limit, in a table whose columns are groups: ``Cap | EUR 1 million | EUR 3 million``."""
    if fact.statement.kind is not BlockKind.ROW or not fact.column or fact.statement.text.count(" | ") < 2:
        return []
    group = fact.statement.group
    return [one for one in drafts if one.statement.group == group and one.column == fact.column and _takes(one, fact)]


def _of_call(fact: Draft, takers: list[Draft]) -> list[Draft]:
    """Of those that may take a fact the grants and loans, where it is of a call: a tax that is lowered has no window and no budget."""
    if (
        _speaks_of_itself(fact)
        or not {"opens", "closes", "budget"} & fact.fields.keys()
        or (fact.near and fact.instrument not in PAID | WEAK)
    ):
        return takers
    paid = [draft for draft in takers if draft.instrument in PAID]
    return (
        [draft for draft in takers if draft in paid or draft.statement.headings == fact.statement.headings]
        if paid
        else takers
    )


def _main(takers: list[Draft]) -> list[Draft]:
    """Those that stand before the first section of a matter of its own."""
    first = min((draft.start for draft in takers if _own_section(draft)), default=None)
    return [draft for draft in takers if not _own_section(draft) and (first is None or draft.start < first)]


def _is_one_of_several(fact: Draft, facts: Sequence[Draft]) -> bool:
    """A sentence with several values of one field says them of parts: ``from 200,000 for micro and 500,000 for small``.

    The first one is that of the whole where nothing narrows it.
    """
    others = [
        other
        for other in facts
        if other is not fact
        and not (other.near and fact.near and other.instrument is not fact.instrument)
        and any(
            other.fields[name] != fact.fields[name] for name in OF_AID_ONLY & other.fields.keys() & fact.fields.keys()
        )
    ]
    before = any(other in facts[: facts.index(fact)] for other in others)
    if len(others) == 1 and not before and _is_exception(others[0], facts):
        return False
    first = fact.statement.kind is BlockKind.ROW and not before
    return bool(others) and not (first and not fact.applies_to)


def _is_exception(fact: Draft, facts: Sequence[Draft]) -> bool:
    """Whether it narrows the limit before it, of which nothing else is said: ``EUR 6 million (EUR 3 million in poor districts)``."""
    before = facts[: facts.index(fact)]
    if len(before) != 1 or len(facts) != 2 or not fact.evidence or not before[0].evidence:
        return False
    first = max(item.span.end for item in before[0].evidence) - fact.statement.start
    return WITHOUT_MORE.match(fact.statement.text, first) is not None


def _is_in_company(fact: Draft, alone: Sequence[Draft]) -> bool:
    """Whether other measures stand under the same headings, so that a limit by itself says nothing new."""
    return any(
        draft.instrument in AID | RELIEF and (draft.statement.headings == fact.statement.headings or fact.aside)
        for draft in alone
    ) or (CASE.match(fact.statement.text) is not None)


def _is_limit_only(fact: Draft) -> bool:
    return bool(OF_AID_ONLY & fact.fields.keys()) and not (fact.near and "cap" in fact.fields)


def _of_the_whole(fact: Draft) -> bool:
    text = fact.statement.text
    if "budget" in fact.fields and fact.fields.keys() <= {"budget", "currency", *DATES} and not fact.aside:
        return CASE.match(text) is None
    if _speaks_of_itself(fact) and not fact.aside:
        return CASE.match(text) is None
    if _is_entry(fact) and not fact.aside and not OF_AID_ONLY.isdisjoint(fact.fields):
        return True
    if fact.near and fact.instrument not in WEAK and not fact.aside:
        return CASE.match(text) is None
    return not fact.aside and WHOLE.search(text) is not None and CASE.match(text) is None


def _entries_into_force(facts: Sequence[Draft]) -> set[int]:
    """Which facts only tell when a law entered into force whose paragraph says from when it applies: that day counts."""
    days = [fact for fact in facts if _is_law_day(fact)]
    applied = {fact.statement.block for fact in days if APPLIES.search(fact.statement.text)}
    return {
        id(fact)
        for fact in days
        if fact.statement.block in applied
        and fact.fields.keys() == {"starts"}
        and IN_FORCE.search(fact.statement.text)
        and APPLIES.search(fact.statement.text) is None
    }


def _is_law_day(fact: Draft) -> bool:
    dated = fact.instrument is Instrument.OBLIGATION and fact.near and fact.fields.keys() <= {"starts", "ends"}
    return dated and not fact.aside and LAW_DAY.search(fact.statement.text) is not None


def _is_entry(draft: Draft) -> bool:
    """Whether it is a row of two cells, what and how much: ``Annual allocation | RON 1.5 billion``."""
    statement = draft.statement
    if statement.kind is not BlockKind.ROW:
        return LIMIT_LABEL.match(statement.label) is not None
    return statement.kind is BlockKind.ROW and draft.from_label and statement.text.count(" | ") == 1


def _with_limits(drafts: Sequence[Draft]) -> None:
    """A sum of aid per project limits the rate that another row of the same list of facts gives."""
    for draft in drafts:
        amount = draft.fields.get("amount")
        if "rate" in draft.fields and draft.instrument in AID and isinstance(amount, Range) and amount.low is None:
            _limit(draft, amount)
    rates = [draft for draft in drafts if "rate" in draft.fields and draft.instrument in AID and not draft.aside]
    rated = {(draft.statement.group, draft.instrument) for draft in rates if _is_entry(draft)}
    uncapped = {(draft.jurisdiction, draft.instrument, scope_of(draft)) for draft in rates if "cap" not in draft.fields}
    for draft in drafts:
        amount = draft.fields.get("amount")
        entry = _is_entry(draft) and (draft.statement.group, draft.instrument) in rated
        each = (
            draft.fields.get("per") in {"project", "company"} and isinstance(amount, Range) and amount.low is not None
        )
        said = (each or PER_PROJECT.search(draft.statement.text) is not None) and (
            (draft.jurisdiction, draft.instrument, scope_of(draft)) in uncapped
        )
        limited = (entry or said) and isinstance(amount, Range)
        if (
            not limited
            or "rate" in draft.fields
            or draft.fields.get("per")
            not in ({None, "project", "company", "year"} if said else {None, "project", "company"})
        ):
            continue
        if isinstance(amount, Range) and amount.high is not None and amount.low != amount.high:
            _limit(draft, amount)


def _limit(draft: Draft, amount: Range) -> None:
    """Make the amount of a draft what limits it."""
    del draft.fields["amount"]
    draft.fields.pop("per", None)
    span = next(item.span for item in draft.evidence if item.field == "amount")
    draft.evidence[:] = [item for item in draft.evidence if item.field != "amount"]
    draft.add({"cap": amount.high, "floor": amount.low}, span)


def _takes(draft: Draft, fact: Draft) -> bool:
    if draft.jurisdiction != fact.jurisdiction or draft.earlier is not fact.earlier or not _same_scope(draft, fact):
        return False
    if draft.aside or draft.undated:
        return False
    if not OF_AID_ONLY.isdisjoint(fact.fields) and draft.instrument not in AID | RELIEF:
        return False
    if draft.instrument in WEAK and fact.instrument in WEAK:
        # The day of one duty to act is not that of another, and a law's first day is not that of each of its figures.
        return False
    if fact.instrument in WEAK and draft.instrument not in AID | RELIEF and not _speaks_of_itself(fact):
        return False
    own = fact.near and fact.instrument in AID | {Instrument.DUTY} and not _speaks_of_itself(fact)
    return not own or draft.instrument is fact.instrument


def _speaks_of_itself(fact: Draft) -> bool:
    """Whether a sentence tells of the text that it stands in: ``this order``, ``本办法``."""
    return _names_itself(fact.statement.text)


@lru_cache(maxsize=256)
def _names_itself(text: str) -> bool:
    # Asked of a fact for each measure that may take it.
    return ITSELF.search(text) is not None


def _give(fact: Draft, draft: Draft) -> bool:
    """Add what a draft lacks of a fact; whether it now has it, or had the same before."""
    ended, begins = str(draft.fields.get("ends", "9999")), str(fact.fields.get("opens", fact.fields.get("starts", "")))
    if ended < begins[: len(ended)]:
        # What had ended by then is not open to apply.
        return False
    same = all(draft.fields.get(name) == fact.fields[name] for name in SHARED if name in fact.fields)
    names = [name for name in SHARED if name in fact.fields and name not in draft.fields]
    mine, other = draft.fields.get("currency"), fact.fields.get("currency")
    if mine is not None and other is not None and mine != other:
        # A measure has one currency: a limit in another one would be told with the wrong sign.
        names = [name for name in names if name in DATES]
    elsewhere = draft.statement.headings != fact.statement.headings
    held = {"starts", "ends"} & draft.fields.keys() - draft.lent
    if (held and not _fits(fact, draft)) or (draft.from_heading and elsewhere):
        names = [name for name in names if name not in {"starts", "ends"}]
    if not names:
        return same or fact.fields.keys() <= set(DATES)
    for item in fact.evidence:
        if item.field in names:
            draft.add({item.field: fact.fields[item.field]}, item.span)
            draft.lent.add(item.field)
    if "currency" not in draft.fields and "currency" in fact.fields and set(names) - set(DATES):
        draft.fields["currency"] = fact.fields["currency"]
    draft.spans.append(fact.statement.span)
    return True


def _fits(fact: Draft, draft: Draft) -> bool:
    """Whether a draft that only has its last day may take the first one of the whole."""
    begins, ends = str(fact.fields.get("starts", "")), str(draft.fields.get("ends", ""))
    if begins and ends and "starts" not in draft.fields:
        return begins < ends[: len(begins)]
    begins, ends = str(draft.fields.get("starts", "")), str(fact.fields.get("ends", ""))
    beside = draft.statement.block == fact.statement.block
    return bool(begins and ends) and beside and "ends" not in draft.fields and begins < ends[: len(begins)]


def _same_scope(draft: Draft, fact: Draft) -> bool:
    one, other = scope_of(draft), scope_of(fact)
    return (not one or not other or one == other) and _same_part(draft, fact)


def _same_part(draft: Draft, fact: Draft) -> bool:
    """Rows of one table whose labels name different calls before a comma do not share: ``2021 call, budget``."""
    one, other = draft.statement, fact.statement
    if one.kind is not BlockKind.ROW or other.kind is not BlockKind.ROW or one.group != other.group:
        return True
    parts = [statement.label.split(",")[0].strip() for statement in (one, other) if "," in statement.label]
    return (
        "," not in other.label
        or not any(char.isdigit() for char in other.label)
        or (len(set(parts)) == 1 and len(parts) == 2)
    )


def scope_of(draft: Draft) -> str:
    """The innermost heading that names a programme; empty where headings only say what kind of thing follows."""
    return next((heading for heading in reversed(draft.statement.headings[1:]) if names_programme(heading)), "")
