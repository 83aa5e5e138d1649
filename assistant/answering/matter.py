"""A matter that users ask about: the words by which it is asked for, and those by which a text treats it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.quantities import QuantityKind


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that may be asked for."""

    zh: str
    en: str
    """What it is called."""
    asks: re.Pattern[str]
    """By which a question asks for it, folded."""
    says: re.Pattern[str]
    """By which a text treats it, folded."""
    given: frozenset[QuantityKind] = frozenset()
    """Kinds of quantities of which a sentence that tells it has one; without any, words do."""

    def name(self, language: str) -> str:
        """What it is called in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


def matter(
    zh: str,
    en: str,
    words: str,
    *,
    asks: str = "",
    says: str = "",
    given: frozenset[QuantityKind] = frozenset(),
) -> Matter:
    """A matter with the words that both ask for it and treat it, and those that do only the one."""
    return Matter(
        zh,
        en,
        re.compile("|".join(filter(None, (words, asks)))),
        re.compile("|".join(filter(None, (words, says)))),
        given,
    )
