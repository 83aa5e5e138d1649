"""What a document says again is one measure with more spans, not another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from decimal import Decimal

from assistant.measure import Instrument, Range
from assistant.measures.extraction.drafts import DATES, Draft
from assistant.measures.extraction.instruments import AID, RELIEF, WEAK

DATES_SAID = frozenset(DATES)
NO_FACTS = frozenset({"rate_of", "per", "currency"})


def without_repetition(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts that say something which no earlier one of the same place says; the others lend it their spans."""
    kept: list[Draft] = []
    by_key: dict[Hashable, list[Draft]] = defaultdict(list)
    known: set[Hashable] = set()
    for draft in drafts:
        said = next((other for other in _candidates(draft, by_key) if _repeats(draft, other)), None)
        if said is not None:
            said.spans.append(draft.statement.span)
            continue
        if (less := _announced(draft, kept)) is not None:
            draft.spans.append(less.statement.span)
            kept.remove(less)
        kept.append(draft)
        # Of the rows of one table that say the same one is enough to compare with.
        statement = draft.statement
        place = statement.block if statement.group is None else ("group", statement.group)
        signature = (draft.instrument, draft.jurisdiction, draft.relief_of, frozenset(_facts(draft)), place)
        if signature not in known:
            known.add(signature)
            for key in _keys(draft):
                by_key[key].append(draft)
    return kept


def _announced(draft: Draft, kept: Sequence[Draft]) -> Draft | None:
    """The same quota, said before without its dates: ``lets in up to 49,000 cars``, and then a table by years."""
    if draft.instrument is not Instrument.QUOTA:
        return None
    return next(
        (
            other
            for other in kept
            if other.instrument is Instrument.QUOTA
            and other.jurisdiction == draft.jurisdiction
            and other.statement.block != draft.statement.block
            and _numbers(other) == _numbers(draft)
            and DATES_SAID.isdisjoint(other.fields)
            and not DATES_SAID.isdisjoint(draft.fields)
        ),
        None,
    )


def _candidates(draft: Draft, by_key: dict[Hashable, list[Draft]]) -> list[Draft]:
    """Earlier drafts that share the rarest of what a draft says."""
    by_number = draft.aside or draft.instrument is Instrument.QUOTA
    if by_number and _numbers(draft) and not draft.full_relief:
        return min((by_key.get((draft.jurisdiction, number), []) for number in _numbers(draft)), key=len)
    return min((by_key.get(key, []) for key in _keys(draft)), key=len, default=[])


def _keys(draft: Draft) -> list[Hashable]:
    said: set[Hashable] = {*_facts(draft), *_numbers(draft)}
    if draft.full_relief:
        said |= {("relief", word) for word in draft.relief_of} or {("relief", "")}
    return [(draft.jurisdiction, item) for item in said]


def _repeats(draft: Draft, other: Draft) -> bool:
    one, before = draft.statement, other.statement
    if one.block == before.block and not draft.in_brackets:
        return False
    if one.group is not None and one.group == before.group:
        # Two rows of a table or items of a list with the same figure are two measures.
        return False
    alike = draft.instrument is other.instrument or {draft.instrument, other.instrument} <= AID | RELIEF
    if draft.aside and alike and not draft.full_relief and _numbers(draft) and _numbers(draft) <= _numbers(other):
        # Conclusions speak of what was said before, and round it: "20% in cash" may be "up to 20%".
        return True
    if draft.instrument is other.instrument is Instrument.QUOTA and _numbers(draft) == _numbers(other):
        # "Lets in up to 49,000 cars" and "Quota: 49,000 cars" are one, unless their times differ.
        return _days(draft) <= _days(other)
    if other.instrument is not draft.instrument or other.full_relief is not draft.full_relief:
        return False
    if draft.full_relief and not draft.relief_of <= other.relief_of:
        return False
    if (
        draft.instrument in WEAK
        and {name for name, _ in _facts(draft)} <= set(DATES)
        and not _speak_alike(draft, other)
    ):
        # Of two duties that begin on one day each is one.
        return False
    return _facts(draft) <= _facts(other)


def _speak_alike(draft: Draft, other: Draft) -> bool:
    """Whether the words of two drafts have much in common."""
    one, two = _words_of(draft), _words_of(other)
    return len(one & two) * 3 >= min(len(one), len(two))


def _words_of(draft: Draft) -> set[str]:
    text = draft.statement.text.casefold()
    words = set(re.findall(r"[a-z]{4,}", text))
    return words | {text[place : place + 2] for place in range(len(text) - 1) if text[place] > "\u4e00"}


def _facts(draft: Draft) -> set[tuple[str, Hashable]]:
    return {
        (name, value) for name, value in draft.fields.items() if name not in NO_FACTS and isinstance(value, Hashable)
    }


def _days(draft: Draft) -> set[tuple[str, Hashable]]:
    return {(name, value) for name, value in _facts(draft) if name in DATES_SAID}


def _numbers(draft: Draft) -> set[tuple[str, Decimal]]:
    """Bounds of a draft's rate and amounts, each with its currency or a percent sign."""
    found: set[tuple[str, Decimal]] = set()
    for name, value in draft.fields.items():
        unit = "%" if name == "rate" else str(draft.fields.get("currency", ""))
        if isinstance(value, Range):
            found |= {(unit, bound) for bound in (value.low, value.high) if bound is not None}
        elif isinstance(value, Decimal):
            found.add((unit, value))
    return found
