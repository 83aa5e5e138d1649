"""The questions that a bench asks: users' own from the golden dev samples, and some in words of the documents."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from sqlalchemy import Engine, func, select

from assistant.catalogue.tables import passages
from assistant.language.script import has_han, language_of
from assistant.language.words import CHINESE_STOPWORDS, ENGLISH_STOPWORDS, cut
from evals.samples import load_samples

FORMS = {
    "en": (
        "What applies to {words}?",
        "How much is granted for {words}, and from when?",
        "Who is responsible for {words}?",
        "Which conditions must be met for {words}?",
    ),
    "zh": ("{words}有什么要求？", "{words}最多能补多少，从什么时候起？", "谁负责{words}？", "{words}要满足哪些条件？"),
}
WORDS = 4
"""Neighbouring content words of a passage in one question."""


def golden_questions() -> list[str]:
    """Questions of the golden dev samples."""
    return [sample.question for sample in load_samples() if sample.split == "dev"]


def questions_about(engine: Engine, count: int, *, seed: int) -> list[str]:
    """Questions in words of randomly chosen passages of a catalogue, the same for the same seed and catalogue."""
    chance = random.Random(f"questions/{seed}")  # noqa: S311 - no secret
    with engine.connect() as connection:
        last = int(connection.execute(select(func.max(passages.c.pk))).scalar() or 0)
        asked: list[str] = []
        for _ in range(count * 20):
            if len(asked) == count:
                break
            wanted = select(passages.c.text).where(passages.c.pk == chance.randint(1, max(last, 1)))
            text = connection.execute(wanted).scalar()
            if text is not None and (question := ask_about(text, chance)) is not None:
                asked.append(question)
    return asked


def ask_about(text: str, chance: random.Random) -> str | None:
    """A question in some neighbouring content words of a text; None when it has too few."""
    language = language_of(text)
    words = content_words(text, language)
    if len(words) < WORDS:
        return None
    start = chance.randrange(len(words) - WORDS + 1)
    some = ("" if language == "zh" else " ").join(words[start : start + WORDS])
    return chance.choice(FORMS[language]).format(words=some)


def content_words(text: str, language: str) -> list[str]:
    """Words of a text as they stand there, without function words."""
    if language == "zh":
        return [word for word in cut(text) if len(word) > 1 and has_han(word) and word not in CHINESE_STOPWORDS]
    return [word for word in re.findall("[A-Za-z]{4,}", text) if word.lower() not in ENGLISH_STOPWORDS]


def mixed(golden: Sequence[str], made: Sequence[str], count: int, *, seed: int) -> list[str]:
    """``count`` questions, half of either sort as far as there are enough, in an order by chance."""
    chance = random.Random(f"mixed/{seed}")  # noqa: S311 - no secret
    some = chance.sample(golden, min(count // 2, len(golden)))
    chosen = [*some, *made[: count - len(some)]]
    chance.shuffle(chosen)
    return chosen
