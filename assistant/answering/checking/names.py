"""Whether the places and names of a statement are those of its sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answering.checking.values import Fault, Found, Source
from assistant.answering.features import match, places_of, tokens_of
from assistant.language.currencies import CURRENCIES
from assistant.language.glossary import Glossary, current_glossary
from assistant.language.places import EU_MEMBERS, country_of, name_of
from assistant.language.quantities import MONTHS
from assistant.language.script import has_han
from assistant.language.words import ENGLISH_STOPWORDS, RUN, stem, strip_accents
from assistant.protocols import Term

NAME_KINDS = frozenset({"company", "body", "programme", "person"})
SAID = 0.5
"""How surely a name must be said to count as said."""
KIN = 5
"""First letters by which two names are taken for forms of one."""
SHORTEST = 3
"""Letters of the shortest proper name in Latin letters that is looked for."""

CHINESE_ACTOR = re.compile(
    r"\bChinese (?:\w+ ){0,2}(?:compan|firm|enterprise|manufacturer|maker|carmaker|automaker|investor|supplier|brand|OEM|business)"
    r"|中国(?:的)?(?:\w{0,4})(?:企业|公司|车企|厂商|制造商|投资者|供应商|品牌|客户)",
    re.IGNORECASE,
)
"""Whom all answers are for: saying so states nothing of a document."""
PROPER = re.compile(r"(?<![A-Za-zÀ-ɏ0-9'’])[A-ZÀ-Þ][A-Za-zÀ-ɏ0-9&'’-]*[A-Za-zÀ-ɏ0-9]")
SENTENCE_START = re.compile(r"(?:^|[.!?:;。！？：；\n|•\-–—“\"(（]\s*)$")
ORDINARY = frozenset(MONTHS) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday article annex section chapter regulation directive law act "
    "decree table note yes no source q1 q2 q3 q4 i ii iii iv mr ms mrs dr".split()
)


def strange_places(claim: str, sources: Sequence[Source]) -> list[Found]:
    """Places of a statement that its sources neither name nor are filed under.

    A country stands for its regions and the Union for what is said of a member, but not the other way round.
    """
    named = places_of(CHINESE_ACTOR.sub(" ", claim))
    if not named:
        return []
    there: set[str] = set()
    for source in sources:
        there |= source.places | (places_of(source.near) or places_of(source.passage))
    there |= {country_of(code) for code in there}
    if there & EU_MEMBERS:
        there.add("EU")
    return [
        Found(Fault.PLACE, name_of(code, "zh" if has_han(claim) else "en"))
        for code in sorted(named)
        if code not in there
    ]


@lru_cache(maxsize=2)
def _proper_names(glossary: Glossary) -> frozenset[str]:
    return frozenset(
        _key(name)
        for entry in glossary.entries
        if entry.kind in NAME_KINDS
        or (entry.kind in {"policy", "legal"} and re.search(r"\b[A-Z]{3,}\b", " ".join(entry.en)))
        for name in (*entry.zh, *entry.en)
    )


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    return " ".join(stem(run.group()) for run in RUN.finditer(name.casefold()))


def strange_names(claim: str, terms: Sequence[Term], sources: Sequence[Source]) -> list[Found]:
    """Programmes, bodies, companies and persons of a statement that its sources do not say in either language."""
    texts = [f"{source.near}\n{source.passage}" for source in sources]
    said = frozenset[str]().union(*map(tokens_of, texts))
    written = "\n".join(texts).casefold()
    known = _proper_names(current_glossary())
    found = [
        Found(Fault.NAME, term.source) for term in terms if _key(term.source) in known and match(term, said) < SAID
    ]
    by_token = {token: term for term in terms for token in term.alternatives[0].tokens} if terms else {}
    plain = {strip_accents(token) for token in said}
    for word in _proper_words(claim):
        key = stem(word.casefold())
        term = by_token.get(key)
        if (
            word.casefold() in written
            or key in said
            or _has_kin(strip_accents(key), plain)
            or (term is not None and match(term, said) >= SAID)
        ):
            continue
        if not any(word.casefold() in each.words.casefold() for each in found):
            found.append(Found(Fault.NAME, word))
    return found


def _is_written_as_name(name: str, claim: str) -> bool:
    """Whether a name in Latin letters has a capital in the statement: a seat and a move are no companies."""
    if has_han(name):
        return True
    written = re.search(re.escape(name), claim, re.IGNORECASE)
    return written is None or any(map(str.isupper, written.group()))


def _has_kin(word: str, others: set[str]) -> bool:
    """Whether a word is there, possibly with another ending: Democrat, Democratic."""
    if word in others:
        return True
    begin = word[:KIN]
    return len(word) >= KIN and any(other.startswith(begin) and abs(len(other) - len(word)) <= 3 for other in others)


def _proper_words(claim: str) -> list[str]:
    """Words with a capital within a sentence, and words of capitals; places, currencies, months and the like left out."""
    chinese = has_han(claim)
    words = []
    for match_ in PROPER.finditer(claim):
        word = match_.group()
        for part in re.split(r"[-'’&]", word):
            starts = not chinese and SENTENCE_START.search(claim[: match_.start()]) is not None
            if len(part) < SHORTEST or not part[0].isupper() or (starts and not part.isupper()):
                continue
            low = part.casefold()
            if low in ORDINARY or low in ENGLISH_STOPWORDS or part in CURRENCIES or places_of(part):
                continue
            words.append(part)
    return words
