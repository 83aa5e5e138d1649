"""Who speaks in a transcript: ``Name: words`` at the beginning of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_PREFIX = re.compile(r"([^\W\d_][^:：!?。！？,，;；/<>\n]{0,47})[:：]\s*(?=\S)")
_ROLE = re.compile(r"\s*[（(][^（）()]*[）)]$")
_CHINESE_NAME = re.compile(r"[\u3400-\u9fff·]{1,8} ?\d{0,2}")
_CHINESE_PHRASE = re.compile("[说道称示出明指是为下有如即及括]$|^[一二三四五六七八九十第注]")
_PARTICLES = frozenset({"of", "the", "and", "for", "de", "da", "do", "van", "von", "der", "den", "al", "bin", "y"})
_NO_NAMES = frozenset(
    {"Note", "Notes", "Source", "Sources", "Example", "Warning", "Important", "Tip", "Next", "Update"}
)


class Utterance(NamedTuple):
    """A line of a transcript taken apart."""

    speaker: str
    words: str


def split_utterance(line: str) -> Utterance | None:
    """The line's speaker and words, if what stands before its first colon looks like a person's name or role."""
    prefix = _PREFIX.match(line)
    if prefix is None:
        return None
    speaker = prefix[1].strip()
    return Utterance(speaker, line[prefix.end() :]) if _looks_like_name(speaker) else None


def recurring_speakers(lines: Iterable[str]) -> frozenset[str]:
    """Names that begin more than one of the lines."""
    utterances = (split_utterance(line) for line in lines)
    counts = Counter(utterance.speaker for utterance in utterances if utterance)
    return frozenset(speaker for speaker, count in counts.items() if count > 1)


def is_transcript(lines: Sequence[str]) -> bool:
    """Whether the same few names come back at the beginning of a good part of the lines.

    One name alone is no conversation: "Remark:" may begin many a line of a report.
    """
    speakers = recurring_speakers(lines)
    spoken = [line for line in lines if (utterance := split_utterance(line)) and utterance.speaker in speakers]
    return len(speakers) > 1 and len(spoken) * 5 >= len(lines) * 2


def _looks_like_name(text: str) -> bool:
    name = _ROLE.sub("", text)
    if _CHINESE_NAME.fullmatch(name):
        return not _CHINESE_PHRASE.search(name)
    words = name.split()
    if not 0 < len(words) <= 6 or name in _NO_NAMES:
        return False
    return all(word[0].isupper() or word in _PARTICLES or word.isdigit() for word in words)
