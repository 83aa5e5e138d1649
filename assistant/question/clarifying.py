"""The one question that an answer may ask back: which of several things is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.places import name_of
from assistant.question.scope import MOST_OPTIONS, Choice, Purpose

WORDS = {
    "which": {"zh": "您指的是哪一种：{options}？", "en": "Which do you mean: {options}?"},
    "which_where": {
        "zh": "您指的是哪一种：{options}，在哪个国家或地区（如{places}）？",
        "en": "Which do you mean: {options}, and in which country (such as {places})?",
    },
    "where": {
        "zh": "您指的是哪个国家或地区，例如{places}？",
        "en": "Which country or region do you mean, such as {places}?",
    },
    "purpose": {"zh": "{name}", "en": "for {name}"},
    "or": {"zh": "还是", "en": " or "},
    "comma": {"zh": "、", "en": ", "},
    "in_place": {"zh": "{place}{question}", "en": "{question} in {place}?"},
    "for_purpose": {"zh": "{name}{question}", "en": "{question} for {name}?"},
}


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question to the user, with the questions that the possible replies make of theirs."""

    text: str
    options: tuple[str, ...]


def clarify(question: str, choice: Choice, *, language: str) -> Clarification:
    """What to ask when a question leaves a choice."""
    names = [name_of(code, language) for code in choice.places[:MOST_OPTIONS]]
    places = WORDS["comma"][language].join(names)
    purposes = _listed([_say("purpose", language, name=_name(one, language)) for one in choice.purposes], language)
    if not choice.purposes:
        text = _say("where", language, places=places)
    elif names:
        text = _say("which_where", language, options=purposes, places=places)
    else:
        text = _say("which", language, options=purposes)
    return Clarification(text, _options(question, choice, names, language))


def _options(question: str, choice: Choice, names: Sequence[str], language: str) -> tuple[str, ...]:
    bare = question.strip() if language == "zh" else question.strip().rstrip("?. ")
    by_place = [_say("in_place", language, place=name, question=bare) for name in names]
    by_purpose = [_say("for_purpose", language, name=_name(one, language), question=bare) for one in choice.purposes]
    half = MOST_OPTIONS // 2
    kept = [*by_purpose[: max(half, MOST_OPTIONS - len(by_place))], *by_place]
    return tuple(kept[:MOST_OPTIONS])


def _name(purpose: Purpose, language: str) -> str:
    return purpose.zh if language == "zh" else purpose.en


def _listed(names: Sequence[str], language: str) -> str:
    comma, last = WORDS["comma"][language], WORDS["or"][language]
    return last.join([comma.join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _say(key: str, language: str, **values: str) -> str:
    said = WORDS[key]
    return said.get(language, said["en"]).format(**values)
