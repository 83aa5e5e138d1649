"""A follow-up made into a question that stands for itself, without a model.

``那摩洛哥呢？`` takes the last question with its country replaced; ``氢能车算不算在里面？`` takes the last question's topic
before it; a question on another subject stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from assistant.language.cities import places_of_cities
from assistant.language.script import has_han, language_of
from assistant.language.topic_form import split_topic
from assistant.language.words import content_tokens
from assistant.question.bare import names_no_matter
from assistant.question.cues import COMPARES, DEMONSTRATIVE, LEAD, RELATES, SWAP, TAIL, Leaning, leaning, ordinal_in
from assistant.question.earlier import Earlier, last_of
from assistant.question.names import BOTH_ENDS, CITY, COUNTRY, PROPER, Named, anchors, named_in, rules_in
from assistant.question.programmes import PROGRAMME, applied, without_programmes
from assistant.question.scope import named_again
from assistant.question.seeking import ASKS, helper_for, seeks_for_a_matter
from assistant.question.topics import BETWEEN, tidy, topic_of, with_topic

LONGEST_FOLLOW_UP = 200
"""Characters beyond which a question says enough for itself."""
PUNCTUATION = " \t\n。.？?！!，,"
LONGEST_NOUN = 8
PLACES = (COUNTRY, CITY)
COMMON_END = 2
"""Chinese characters that two nouns must end with to stand for one another: 大企业, 小企业."""
SIMILAR = re.compile(
    r"类似|相似|同样|一样|这样|\b(?:similar|the same|comparable|equivalent|such a thing|like that)\b", re.IGNORECASE
)
"""``意大利有类似的吗？`` asks the last question of another place."""


class Follows(Enum):
    """Whether a question needs what was said before."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    """Its words do not tell; what the documents hold has to."""


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question with what it leaves out."""

    text: str
    follows: Follows


def stand_alone(question: str, earlier: Sequence[Earlier]) -> Standalone:
    """The standalone form of a question; ``earlier`` turns come oldest first.

    When it is not sure that the question follows the earlier ones, the text is what it would be if it did.
    """
    last = last_of(earlier)
    if last is None or len(question) > LONGEST_FOLLOW_UP:
        return Standalone(question, Follows.NO)
    if last.asked_back and named_again(question):
        # The reply says what the last question left open.
        return Standalone(_about(question, last), Follows.YES)
    if question.strip(PUNCTUATION) == last.question.strip(PUNCTUATION):
        return Standalone(question, Follows.NO)
    follows = _follows(question, last)
    if follows is Follows.NO:
        return Standalone(question, Follows.NO)
    return Standalone(_joined(question, last), follows)


def _follows(question: str, last: Earlier) -> Follows:
    own = anchors(question) - anchors(last.question)
    leaning_on = leaning(question)
    pointed = ordinal_in(question) is not None and len(last.items) > 1
    points = pointed or DEMONSTRATIVE.search(question) is not None
    if (
        names_no_matter(question)
        or leaning_on is Leaning.STRONG
        or (points and not own and not rules_in(question) - rules_in(last.question))
    ):
        return Follows.YES
    said = content_tokens(_without_names(question))
    if own and said and SIMILAR.search(question) and names_no_matter(SIMILAR.sub(" ", _without_names(question))):
        return Follows.YES
    if not points and seeks_for_a_matter(question):
        return Follows.NO
    if own and said and _in_the_stead(question, last.question):
        return Follows.YES
    if own and said:
        # "How long does it take in Hungary?" leans by its words alone.
        return Follows.UNSURE if leaning_on is Leaning.WEAK else Follows.NO
    if len(set(said)) <= 1:
        return Follows.YES
    return Follows.UNSURE


def _in_the_stead(question: str, earlier: str) -> bool:
    """Whether a question names another of what the earlier one named, and nothing else: *What would Tesla pay?* after Geely."""
    proper = [named for named in named_in(question) if named.kind in PROPER]
    kinds = {named.kind for named in named_in(earlier)}
    return bool(proper) and all(named.kind in kinds for named in proper) and names_no_matter(_without_names(question))


def _about(reply: str, last: Earlier) -> str:
    """The last question, put to what a reply names: ``关于匈牙利：有什么补贴？``"""
    topic, asked = split_topic(last.question)
    name = reply.strip(PUNCTUATION)
    return with_topic(f"{name}{BETWEEN[language_of(asked)]}{topic}" if topic else name, asked)


def _without_names(question: str) -> str:
    for named in reversed(named_in(question)):
        if named.kind in {*PLACES, *PROPER, "date", "money", "number", "percent"}:
            question = f"{question[: named.start]} {question[named.end :]}"
    return question


def _joined(question: str, last: Earlier) -> str:
    question = _with_item(question, last)
    core = SWAP.sub("", LEAD.sub("", question))
    first, rest = _first_clause(core)
    comparing = COMPARES.search(question) is not None or RELATES.search(question) is not None
    # ``在欧盟，多少年还能被告？`` begins with a place and is no shorter form of the last question.
    is_name = not rest or core != question or re.search(r"呢\s*$", first) is not None
    if not comparing and is_name and (swapped := _swapped(first, last.question)) is not None:
        return _with_rest(swapped, rest) if rest else _as_question(swapped)
    bare = SWAP.sub("", TAIL.sub("", core))
    if (
        not comparing
        and bare
        and not content_tokens(_without_names(bare))
        and any(named.kind in {*PLACES, *PROPER} for named in named_in(bare))
    ):
        return _about(bare, last)
    if is_name and not comparing and (sought := helper_for(_name_alone(core), last.question)) is not None:
        return sought
    topic = topic_of(last.question)
    new = [named for named in named_in(core) if named.kind in PLACES and named.key not in BOTH_ENDS]
    if new and not comparing:
        topic = _without_places(topic, new)
        if SIMILAR.search(question):
            topic = applied(without_programmes(named_in(topic), [], topic), topic)
    others = [named for named in named_in(core) if named.kind in PROPER]
    if others and not comparing and _in_the_stead(question, last.question):
        topic = _replaced(others, core, topic) or topic
    return with_topic(topic, LEAD.sub("", question).strip() or question)


def _with_item(question: str, last: Earlier) -> str:
    pointed = ordinal_in(question)
    if pointed is None:
        return question
    place, start, end = pointed
    if not -len(last.items) <= place < len(last.items) or len(last.items) < 2:
        return question
    name = last.items[place]
    # The item is named beside the word that points at it: when the list was another one, the question still reads.
    shown = f"（{name}）" if has_han(question[start:end]) else f" ({name})"
    return question[:end] + shown + question[end:]


def _first_clause(core: str) -> tuple[str, str]:
    """``那埃塞俄比亚呢，全散件交多少？`` in two: what is only a name may come before the question itself."""
    match = re.match(r"^(?P<first>[^，,。？?]{1,60})[，,？?]\s*(?P<rest>\S.*)$", core, re.DOTALL)
    return (match["first"], match["rest"]) if match else (core, "")


def _swapped(clause: str, question: str) -> str | None:
    """An earlier question with what a clause names put in place of its like; None when the clause says more than a name."""
    said = _name_alone(clause)
    new = [named for named in named_in(said) if named.kind in {*PLACES, *PROPER, "date", "money", "number", "percent"}]
    if new and not content_tokens(_without_names(said)):
        return _replaced(new, said, question)
    if not new and has_han(said) and 2 < len(said) <= LONGEST_NOUN:
        return _noun_replaced(said, question)
    return None


def _name_alone(clause: str) -> str:
    said = SWAP.sub("", TAIL.sub("", clause.strip()))
    return re.sub(
        r"^(?:(?:for|in|on|at|with|to|from|the|of|by)\s+|[在对到去给于])+(?=\S)", "", said, flags=re.IGNORECASE
    ).strip()


def _replaced(new: list[Named], said: str, question: str) -> str | None:
    old = named_in(question, nested=any(named.kind in PLACES for named in new))
    changes: list[tuple[int, int, str]] = []
    for named in new:
        alike = [other for other in old if _alike(named, other) and other.key != named.key]
        if not alike:
            return None
        chosen = _chosen(named, alike)
        if any(chosen.start < end and start < chosen.end for start, end, _ in changes):
            continue  # ``尼赖吉哈佐（Nyíregyháza）`` names one place twice
        changes.append(
            (
                chosen.start,
                chosen.end,
                _said_like(said[named.start : named.end], question[chosen.start : chosen.end], said),
            )
        )
        if named.kind == COUNTRY or places_of_cities(said[named.start : named.end]):
            # A new country has none of the old one's regions and cities, and a city lies in its own.
            own = {named.key, *places_of_cities(said[named.start : named.end])}
            gone = [
                other for other in alike if other is not chosen and not _within(other, old) and other.key not in own
            ]
            changes += [(other.start, other.end, "") for other in gone]
            if not any(each.kind == PROGRAMME for each in new):
                changes = without_programmes(old, changes, question)
    return applied(changes, question)


def _within(named: Named, others: Sequence[Named]) -> bool:
    return any(
        other.start <= named.start and named.end <= other.end and other.end - other.start > named.end - named.start
        for other in others
    )


def _alike(one: Named, other: Named) -> bool:
    if one.kind in PLACES:
        return other.kind in PLACES and (other.key not in BOTH_ENDS or one.key in BOTH_ENDS)
    if one.kind in {"money", "number"}:
        return other.kind in {"money", "number"}
    return one.kind == other.kind


def _chosen(named: Named, alike: list[Named]) -> Named:
    same_level = [other for other in alike if other.kind == named.kind]
    return (same_level or alike)[-1] if named.kind not in PLACES else (same_level or alike)[0]


def _said_like(new: str, old: str, clause: str) -> str:
    """The new words with the old ones' unit or ending, where they lack it: ``200万`` for ``300万欧``."""
    if re.search(r"(?:'|’)s$", old) and not re.search(r"(?:'|’)s$", new):
        return f"{new}'s"
    if re.search(r"\d$", new) and old.endswith("年") and not clause.strip().endswith("年"):
        return f"{new}年"
    return new


def _noun_replaced(said: str, question: str) -> str | None:
    ending = said[-COMMON_END:]
    if said in question or ASKS.search(said):
        return None
    found = [match.start() for match in re.finditer(re.escape(ending), question)]
    length = len(said) - COMMON_END
    # In the topic there may be such a word of a question before the last one.
    first = len(question) - len(split_topic(question)[1])
    if len(found) != 1 or found[0] < first + length:
        return None
    return f"{question[: found[0] - length]}{said}{question[found[0] + COMMON_END :]}"


def _with_rest(swapped: str, rest: str) -> str:
    if re.match(r"(?:(?:and|or)\b|以及|还有|并|和)", rest, re.IGNORECASE):
        comma = "，" if language_of(swapped) == "zh" else ", "
        return f"{swapped.rstrip(' ？?。.！!')}{comma}{rest}"
    return with_topic(topic_of(swapped), rest)


def _without_places(topic: str, new: list[Named]) -> str:
    keys = {named.key for named in new}
    for named in reversed(named_in(topic)):
        if named.kind in PLACES and named.key not in BOTH_ENDS and named.key not in keys:
            topic = topic[: named.start] + topic[named.end :]
    topic = re.sub(r"(?:^|\s)['’]s\b", " ", topic)
    return tidy(topic).removeprefix("的")


def _as_question(text: str) -> str:
    topic, asked = split_topic(text)
    if topic or re.search(r"[？?]\s*$", asked):
        return text
    return f"{text.rstrip('。.')}{'？' if language_of(text) == 'zh' else '?'}"
