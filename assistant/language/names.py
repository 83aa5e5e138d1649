"""Chinese personal names in Latin letters, as documents in English write them: 张永伟 is Zhang Yongwei.

Readings: pypinyin; surnames with theirs: CC-CEDICT, by way of the dictionary.
"""

from __future__ import annotations

from collections.abc import Callable

from pypinyin import Style, lazy_pinyin

from assistant.language.words import strip_accents

LONGEST = 4
"""Characters of the longest name."""


def romanised(name: str, surname: Callable[[str], str | None]) -> tuple[str, ...]:
    """Syllables of a personal name without tones, the surname's in one: ``("ouyang", "na", "na")``.

    ``surname`` tells how one is read. None come back for what does not begin with one.
    """
    if not 2 <= len(name) <= LONGEST:
        return ()
    for length in (2, 1):
        reading = surname(name[:length])
        given = name[length:]
        if reading is not None and 1 <= len(given) <= 2:
            syllables = lazy_pinyin(given, style=Style.NORMAL, v_to_u=True, errors="ignore")
            return (
                (reading, *(strip_accents(syllable) for syllable in syllables)) if len(syllables) == len(given) else ()
            )
    return ()
