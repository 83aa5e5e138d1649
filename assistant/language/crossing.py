"""Putting a question's words into both languages without a model.

Chinese: longest glossary names first, then segmented words through CC-CEDICT. English: longest glossary names first,
then the dictionary turned round. Each word becomes one term: itself, and the ways to say it in the other language; how
well a passage matches a term is how well it matches the best of them (after Pirkola's structured queries, SIGIR 1998,
with the maximum in place of the sum). The words of a question, but not those of a passage, are also said in the other
names of their glossary entry and in near-synonyms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.language.dictionary import Dictionary
from assistant.language.glossary import load_glossary
from assistant.language.script import CJK, fold, has_han
from assistant.language.thesaurus import key_of, knows, others
from assistant.language.words import (
    CHINESE_STOPWORDS,
    ENGLISH_STOPWORDS,
    RUN,
    content_tokens,
    cut,
    plain_number,
    segment,
    stem,
)
from assistant.protocols import Alternative, Term

LONGEST_ZH = 14
"""Characters of the longest Chinese name that is looked for."""

PHRASE = 3
"""Characters from which on a Chinese phrase is looked for anywhere; shorter ones must be words."""

LONGEST_EN = 6
"""Words of the longest English name that is looked for."""

GLOSSARY_WEIGHT = 0.95
OTHER_NAME_WEIGHT = 0.9
"""Weight of the other names of a glossary entry in the language of the question."""
DICTIONARY_WEIGHTS = (0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.35, 0.3)
"""Weights of a dictionary word's translations, likeliest first."""
SENSES = 4
"""English translations of a Chinese word that are looked for."""

COMMON, RARE = 7.5, 4.0
"""On the Zipf scale: a word as common as the first counts nothing, one as rare as the second counts 1."""
UNHEARD = 1.0
"""What the lists say of words that they lack."""
WEIGHTS = (0.2, 1.5)
"""Bounds of a term's weight."""


@dataclass(frozen=True, slots=True)
class Gloss:
    """A text, word by word in the other language."""

    tokens: tuple[str, ...]
    """Index tokens of the likeliest translations of each word."""
    english: str
    """The text in English words, the likeliest of each; words without a translation are left out."""


class Crossing:
    """Finds the words of a question and says them in Chinese and English."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self.fingerprint = dictionary.fingerprint
        """Equal ones give equal glosses for equal texts."""

    def terms(self, text: str) -> tuple[Term, ...]:
        """Terms of a question in order, each once; function words are left out."""
        return tuple(_widened(term) for term in self._terms(text, phrases=True))

    def _terms(self, text: str, *, phrases: bool) -> tuple[Term, ...]:
        """Terms as dictionary and glossary know them; with ``phrases`` those of the thesaurus are one term each."""
        folded = fold(text)
        terms: list[Term] = []
        for match in re.finditer(rf"[{CJK}]+|[^{CJK}]+", folded):
            run = match.group()
            terms.extend((self._from_chinese if has_han(run) else self._from_english)(run, phrases=phrases))
        return tuple(self._weighed(term) for term in {term.source: term for term in terms}.values())

    def gloss(self, text: str) -> Gloss:
        """What the words of a text are in the other language, as far as dictionary and glossary know them."""
        terms = self._terms(text, phrases=False)
        tokens = dict.fromkeys(
            token for term in terms for alternative in term.alternatives[1 : 1 + SENSES] for token in alternative.tokens
        )
        return Gloss(tuple(tokens), words_in(terms, "en"))

    def _weighed(self, term: Term) -> Term:
        """A small collection does not know which words are common: ordinary language tells."""
        common = self._dictionary.commonness(term.source)
        if common <= UNHEARD and _is_everyday(term.source):
            # The lists know words, not phrases: at most as common as its rarest character.
            common = self._dictionary.commonness(" ".join(term.source))
        weight = (COMMON - common) / (COMMON - RARE)
        return replace(term, weight=min(max(weight, WEIGHTS[0]), WEIGHTS[1]))

    def _from_chinese(self, run: str, *, phrases: bool) -> list[Term]:
        names = _chinese_names()
        terms = []
        rest = ""
        position = 0
        while position < len(run):
            for length in range(min(LONGEST_ZH, len(run) - position), 1, -1):
                name = run[position : position + length]
                if name in names or (phrases and length >= PHRASE and knows(name)):
                    terms.extend(self._words_of(rest, phrases=phrases))
                    rest = ""
                    terms.append(Term(name, (_itself(name), *(_said_in_english(name) or self._senses(name)))))
                    if name not in names:
                        # A phrase does not hide the names within it.
                        within = self._from_chinese(name, phrases=False)
                        terms.extend(term for term in within if term.source in names)
                    position += length
                    break
            else:
                rest += run[position]
                position += 1
        terms.extend(self._words_of(rest, phrases=phrases))
        return terms

    def _words_of(self, run: str, *, phrases: bool) -> list[Term]:
        terms = []
        for word in cut(run):
            if word in CHINESE_STOPWORDS:
                continue
            senses = _said_in_english(word) or self._senses(word)
            if senses or len(word) == 1:
                terms.append(Term(word, (_itself(word), *senses)))
                continue
            terms.append(Term(word, (_itself(word),)))
            # A compound that the dictionary lacks often has parts that it knows.
            parts = [part for part in segment(word) if part != word] or list(word)
            if phrases and (known := [pair for pair in _pairs(word) if knows(pair)]):
                terms.extend(Term(pair, (_itself(pair), *self._senses(pair))) for pair in known)
                continue
            terms.extend(
                Term(part, (_itself(part), *found))
                for part in parts
                if part not in CHINESE_STOPWORDS and (found := self._senses(part))
            )
        return terms

    def _senses(self, word: str) -> tuple[Alternative, ...]:
        return tuple(
            Alternative(tuple(content_tokens(said.words)), weight, said.words, "en")
            for weight, said in zip(DICTIONARY_WEIGHTS[:SENSES], self._dictionary.in_english(word), strict=False)
        )

    def _from_english(self, run: str, *, phrases: bool) -> list[Term]:
        words = [match.group() for match in RUN.finditer(run)]
        stems = [plain_number(word) if word[0].isdigit() else stem(word) for word in words]
        terms = []
        position = 0
        while position < len(words):
            for length in range(min(LONGEST_EN, len(words) - position), 0, -1):
                key = " ".join(stems[position : position + length])
                source = " ".join(words[position : position + length])
                if length == 1 and source in ENGLISH_STOPWORDS:
                    continue
                found = _said_in_chinese(key) or (() if length == 1 and source[0].isdigit() else self._chinese(key))
                if found or length == 1 or (phrases and knows(key)):
                    tokens = tuple(token for token in content_tokens(source)) or (key,)
                    terms.append(Term(source, (Alternative(tokens, 1.0, source, "en"), *found)))
                    if not found and length > 1:
                        within = self._from_english(source, phrases=False)
                        terms.extend(term for term in within if _said_in_chinese(key_of(term.source)))
                    position += length
                    break
            else:
                position += 1
        return terms

    def _chinese(self, key: str) -> tuple[Alternative, ...]:
        return tuple(
            Alternative(tuple(cut(said.words)), weight, said.words, "zh")
            for weight, said in zip(DICTIONARY_WEIGHTS, self._dictionary.in_chinese(key), strict=False)
        )


def words_in(terms: tuple[Term, ...], language: str) -> str:
    """The best way to say each term in a language, as one text for an embedder; terms that lack one are left out."""
    chosen = []
    for term in terms:
        for alternative in term.alternatives:
            if alternative.language == language or not has_han(alternative.words + term.source):
                chosen.append(alternative.words)
                break
    return " ".join(chosen)


def _widened(term: Term) -> Term:
    """A term with the other names of its glossary entry and with near-synonyms, after what it has already."""
    by_tokens = {alternative.tokens: alternative for alternative in term.alternatives}
    for alternative in (*_other_names(key_of(term.source)), *others(term.source)):
        by_tokens.setdefault(alternative.tokens, alternative)
    return replace(term, alternatives=tuple(by_tokens.values()))


def _pairs(word: str) -> list[str]:
    return [word[place : place + 2] for place in range(len(word) - 1)]


def _is_everyday(source: str) -> bool:
    """Whether this is a Chinese word or phrase that the thesaurus knows and the glossary does not."""
    return has_han(source) and knows(source) and source not in _chinese_names()


def _itself(word: str) -> Alternative:
    tokens = tuple(cut(word))
    if _is_everyday(word):
        tokens = tuple(token for token in tokens if token not in CHINESE_STOPWORDS) or tokens
    return Alternative(tokens, 1.0, word, "zh")


@lru_cache(maxsize=1)
def _chinese_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in load_glossary():
        for name in entry.zh:
            if has_han(name):
                found[name.casefold()].extend(entry.en)
    return {name: tuple(dict.fromkeys(said)) for name, said in found.items()}


@lru_cache(maxsize=1)
def _english_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in load_glossary():
        in_chinese = [name for name in entry.zh if has_han(name)]
        for name in entry.en:
            key = " ".join(stem(match.group()) for match in RUN.finditer(name.casefold()))
            found[key].extend(in_chinese)
    return {name: tuple(dict.fromkeys(said)) for name, said in found.items() if name and said}


@lru_cache(maxsize=1)
def _names_of_entries() -> dict[str, tuple[str, ...]]:
    """Of each name its entry's other names in its own language."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in load_glossary():
        for names in ([name for name in entry.zh if has_han(name)], entry.en):
            for name in names:
                found[key_of(name)].extend(other for other in names if other != name)
    return {name: tuple(dict.fromkeys(said)) for name, said in found.items() if name and said}


@lru_cache(maxsize=4096)
def _other_names(key: str) -> tuple[Alternative, ...]:
    by_tokens: dict[tuple[str, ...], Alternative] = {}
    for said in _names_of_entries().get(key, ()):
        if tokens := tuple(content_tokens(said)):
            language = "zh" if has_han(said) else "en"
            by_tokens.setdefault(tokens, Alternative(tokens, OTHER_NAME_WEIGHT, said, language))
    return tuple(by_tokens.values())


@lru_cache(maxsize=4096)
def _said_in_english(name: str) -> tuple[Alternative, ...]:
    by_tokens: dict[tuple[str, ...], Alternative] = {}
    for said in _chinese_names().get(name, ()):
        tokens = tuple(content_tokens(said))
        if tokens:
            by_tokens.setdefault(tokens, Alternative(tokens, GLOSSARY_WEIGHT, said, "en"))
    return tuple(by_tokens.values())


@lru_cache(maxsize=4096)
def _said_in_chinese(key: str) -> tuple[Alternative, ...]:
    by_tokens: dict[tuple[str, ...], Alternative] = {}
    for said in _english_names().get(key, ()):
        tokens = tuple(content_tokens(said)) or tuple(cut(fold(said)))
        by_tokens.setdefault(tokens, Alternative(tokens, GLOSSARY_WEIGHT, said, "zh"))
    return tuple(by_tokens.values())
