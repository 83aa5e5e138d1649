"""Who speaks in a transcript: ``Name: words`` at the beginning of a line, with a role as ``Name, Role:`` or ``Name (Role):``.

A speaker is written ``Name (Role)``, in Chinese ``姓名（职务）``, wherever the transcript says the role at least once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest.pieces import Piece
from ingest.readers.prose import tidy

_PREFIX = re.compile(
    r"([^\W\d_][^:：!?。！？,，;；/<>\n]{0,47})(?:[,，]\s*([^:：!?。！？;；<>\n]{2,80}))?[:：]\s*(?=\S)"
)
_ROLE = re.compile(r"\s*(?:[（(]([^（）()]*)[）)]|\|\s*(.+))$")
_NO_ROLES = frozenset("guest external you host co-host 访客 外部 我 主持 unverified".split())
"""What meeting programs write behind a name that is no role."""
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
    speaker, role = prefix[1].strip(), (prefix[2] or "").strip()
    if not looks_like_name(speaker) or (role and not _has_role(speaker, role)):
        return None
    return Utterance(with_role(speaker, role), line[prefix.end() :])


def with_role(name: str, role: str) -> str:
    """``Name (Role)``, in the brackets of the name's script."""
    if not role:
        return name
    return f"{name}（{role}）" if _CHINESE_NAME.fullmatch(name) else f"{name} ({role})"


def bare_name(speaker: str) -> str:
    """The speaker's name without a role."""
    return _ROLE.sub("", speaker)


def name_key(speaker: str) -> str:
    """What the ways of writing one name have in common: no role, no blanks, dots or capitals."""
    return re.sub(r"[\s.·]+", "", bare_name(speaker)).casefold()


class Speakers:
    """One way of writing for each speaker of a transcript: with the role, if it is said anywhere, and not in capitals."""

    def __init__(self, speakers: Iterable[str]) -> None:
        self._written: dict[str, str] = {}
        roles: dict[str, str] = {}
        names: dict[str, Counter[str]] = {}
        for speaker in speakers:
            found = _ROLE.search(speaker)
            role = tidy(found[1] or found[2] or "") if found else ""
            name = tidy(bare_name(speaker))
            key = name_key(name)
            names.setdefault(key, Counter())[name] += 1
            if role and role.lower() not in _NO_ROLES:
                roles.setdefault(key, role)
        for key, written in names.items():
            name = max(written, key=lambda each: (not each.isupper(), written[each]))
            self._written[key] = with_role(name, roles.get(key, ""))

    def written(self, speaker: str) -> str:
        """How the speaker is written throughout."""
        return self._written.get(name_key(speaker), speaker)


def with_speakers_alike(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, each speaker written in one way."""
    speakers = Speakers(piece.speaker for piece in pieces if piece.speaker)
    return tuple(
        replace(piece, speaker=speakers.written(piece.speaker)) if piece.speaker else piece for piece in pieces
    )


def recurring_speakers(lines: Iterable[str]) -> frozenset[str]:
    """Names that begin more than one of the lines, by :func:`name_key`."""
    utterances = (split_utterance(line) for line in lines)
    counts = Counter(name_key(utterance.speaker) for utterance in utterances if utterance)
    return frozenset(speaker for speaker, count in counts.items() if count > 1)


def is_transcript(lines: Sequence[str]) -> bool:
    """Whether the same few names come back at the beginning of a good part of the lines.

    One name alone is no conversation: "Remark:" may begin many a line of a report.
    """
    speakers = recurring_speakers(lines)
    spoken = [
        line for line in lines if (utterance := split_utterance(line)) and name_key(utterance.speaker) in speakers
    ]
    return len(speakers) > 1 and len(spoken) * 5 >= len(lines) * 2


def looks_like_name(text: str) -> bool:
    """Whether a text looks like a person's name or role, as "Speaker 1" or "主持人" is."""
    name = bare_name(text)
    if _CHINESE_NAME.fullmatch(name):
        return not _CHINESE_PHRASE.search(name)
    words = name.split()
    if not 0 < len(words) <= 6 or name in _NO_NAMES:
        return False
    return all(word[0].isupper() or word in _PARTICLES or word.isdigit() for word in words)


def _has_role(name: str, role: str) -> bool:
    """Whether a comma parts a person's full name from a role: "Spain, aid:" begins no turn."""
    if _CHINESE_NAME.fullmatch(name):
        return 2 <= len(name) <= 4 and len(role) <= 30
    return len(name.split()) > 1 and role[0].isupper()
