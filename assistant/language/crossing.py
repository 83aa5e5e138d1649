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
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.language.amounts import amount_term, currency_of
from assistant.language.dictionary import Dictionary
from assistant.language.glossary import Glossary, current_glossary
from assistant.language.names import romanised
from assistant.language.numbers import plain_number
from assistant.language.places import places_in
from assistant.language.quantities import quantities
from assistant.language.script import CJK, fold, has_han, simplify
from assistant.language.thesaurus import key_of, knows, others
from assistant.language.words import (
    CHINESE_STOPWORDS,
    ENGLISH_STOPWORDS,
    RUN,
    content_tokens,
    cut,
    segment,
    stem,
    tagged,
)
from assistant.protocols import Alternative, Term

FORMAT = 1
"""Raised when equal texts get other terms than before: indexes are then built anew."""

GLOSSARY_WEIGHT = 0.95
OTHER_NAME_WEIGHT = 0.9
"""Weight of the other names of a glossary entry in the language of the question."""
DICTIONARY_WEIGHTS = (0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.35, 0.3)
"""Weights of a dictionary word's translations, likeliest first."""
ROMANISED_WEIGHT = 0.8
MIXED = re.compile(rf"[{CJK}].*[a-z0-9]|[a-z0-9].*[{CJK}]")
"""A name in both scripts."""
PERSON = "nr"
"""Tag of a personal name."""
PHRASE = 3
"""Characters from which on a Chinese phrase is looked for anywhere; shorter ones must be words."""
COMPOUND = 6
"""Characters from which on a Chinese name that begins with a place is looked for in its parts as well."""
SENSES = 4
"""English translations of a Chinese word that are looked for."""

COMMON, RARE = 7.5, 4.0
"""On the Zipf scale: a word as common as the first counts nothing, one as rare as the second counts 1."""
UNHEARD = 1.0
"""What the lists say of words that they lack."""
WEIGHTS = (0.2, 1.5)
"""Bounds of a term's weight."""
NAMED = 1.2
"""Least weight of a name: *Great Wall* is one of two common words, and what a question on it turns on."""
PROPER = frozenset({"company", "programme", "person", "body"})
"""Kinds of the glossary's entries that name one thing."""
GRAMMAR = re.compile(
    r"[最会能可要得是有为被将还再会到了的个在从钱高多少时候]|\b(?:is|are|the|a|an|of|does|do|can|will|there)\b"
)
"""What stands beside words that ask and is no matter of its own."""
ASKING = re.compile(
    r"什么|多少|怎么|如何|何时|啥|哪(?:天|年|月|些|个|里|儿|家|位|款|种|类)|几(?:个|年|号|月|成|点|次|家|项)"
    r"|\b(?:when|how (?:much|many|long|high|big|large|soon|often)|what|which|who|where)\b"
)
"""Phrases that ask (``什么时候开始``, *how much aid*): rare in documents because documents do not ask, not because they tell much."""


@dataclass(frozen=True, slots=True)
class Gloss:
    """A text, word by word in the other language."""

    tokens: tuple[str, ...]
    """Index tokens of the likeliest translations of each word."""
    english: str
    """The text in English words, the likeliest of each; words without a translation are left out."""


class Crossing:
    """Finds the words of a question and says them in Chinese and English."""

    def __init__(self, dictionary: Dictionary, glossary: Glossary | None = None) -> None:
        glossary = glossary or current_glossary()
        self._dictionary = dictionary
        self._chinese_names = _chinese_names(glossary)
        self._english_names = _english_names(glossary)
        mixed = sorted((name for name in self._chinese_names if MIXED.search(name)), key=len, reverse=True)
        self._mixed_names = re.compile("(" + "|".join(map(re.escape, mixed)) + ")") if mixed else re.compile("(?!)")
        self._longest_chinese = max(map(len, self._chinese_names), default=0)
        self._longest_english = max((name.count(" ") + 1 for name in self._english_names), default=1)
        self._names_of_entries = _names_of_entries(glossary)
        self._proper = frozenset(
            key_of(name) for entry in glossary.entries if entry.kind in PROPER for name in (*entry.zh, *entry.en)
        )
        self._other_names = lru_cache(maxsize=4096)(self._find_other_names)
        self._senses = lru_cache(maxsize=20_000)(self._find_senses)
        self._said_in_english = lru_cache(maxsize=4096)(self._names_in_english)
        self._said_in_chinese = lru_cache(maxsize=4096)(self._names_in_chinese)
        self.fingerprint = f"{dictionary.fingerprint} {glossary.fingerprint} {FORMAT}"
        """Equal ones give equal tokens and glosses for equal texts."""

    def terms(self, text: str) -> tuple[Term, ...]:
        """Terms of a question in order, each once; function words are left out."""
        return tuple(self._widened(term) for term in self._terms(text, phrases=True))

    def _terms(self, text: str, *, phrases: bool) -> tuple[Term, ...]:
        """Terms as dictionary and glossary know them; with ``phrases`` those of the thesaurus are one term each."""
        plain = simplify(text)
        terms: list[Term] = []
        start = 0
        for quantity in quantities(plain):
            if term := amount_term(plain, quantity):
                terms.extend(self._words_in(plain[start : quantity.start], phrases=phrases))
                terms.append(term)
                terms.extend(self._words_in(currency_of(plain, quantity), phrases=phrases))
                start = quantity.end
        terms.extend(self._words_in(plain[start:], phrases=phrases))
        return tuple({term.source: term for term in terms}.values())

    def _words_in(self, plain: str, *, phrases: bool) -> Iterator[Term]:
        # Names such as 欧7 or 837号令 are torn where the script changes: they are terms beside their parts, which a text
        # may write otherwise (第837号).
        for part in self._mixed_names.split(plain.casefold()):
            if part in self._chinese_names and MIXED.search(part):
                yield self._weighed(Term(part, (self._itself(part), *self._said_in_english(part))))
            for run in re.findall(rf"[{CJK}]+|[^{CJK}]+", part):
                for term in (self._from_chinese if has_han(run) else self._from_english)(run, phrases=phrases):
                    yield self._weighed(term)

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
        if common <= UNHEARD and self._is_everyday(term.source):
            # The lists know words, not phrases: at most as common as its rarest character.
            common = self._dictionary.commonness(" ".join(term.source))
        if ASKING.search(term.source):
            common = self._commonness_beside_asking(term.source)
        weight = (COMMON - common) / (COMMON - RARE)
        least = NAMED if key_of(term.source) in self._proper else WEIGHTS[0]
        return replace(term, weight=min(max(weight, least), WEIGHTS[1]))

    def _commonness_beside_asking(self, source: str) -> float:
        """How common what a phrase asks for is, beside the words that ask: 罚 in 最高罚多少."""
        rest = GRAMMAR.sub("", ASKING.sub("", source)).strip()
        return self._dictionary.commonness(rest) if rest else COMMON

    def _from_chinese(self, run: str, *, phrases: bool) -> list[Term]:
        names = self._chinese_names
        terms = []
        rest = ""
        position = 0
        while position < len(run):
            for length in range(min(self._longest_chinese, len(run) - position), 1, -1):
                name = run[position : position + length]
                if self._is_name(name, phrases) and not (phrases and self._cuts_a_name(run, position, length)):
                    terms.extend(self._words_of(rest, phrases=phrases))
                    rest = ""
                    said = self._said_in_english(name) or self._senses(name)
                    terms.append(Term(name, (self._itself(name), *said)))
                    if phrases and (place := self._place_before(name)):
                        # ``巴西电动车进口税`` is seldom said at once: its place and the rest of it are.
                        terms.extend(self._from_chinese(place, phrases=False))
                        terms.extend(self._from_chinese(name[len(place) :], phrases=False))
                    elif name not in names:
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

    def _is_name(self, words: str, phrases: bool) -> bool:
        return words in self._chinese_names or (phrases and len(words) >= PHRASE and knows(words))

    def _cuts_a_name(self, run: str, position: int, length: int) -> bool:
        """Whether a longer name begins within these characters and ends beyond them: 产品责任 in 欧盟产品责任, behind 欧盟产."""
        end = position + length
        return any(
            self._is_name(run[start:other], True)
            for start in range(position + 1, end)
            for other in range(max(end, start + length) + 1, min(len(run), start + self._longest_chinese) + 1)
        )

    def _place_before(self, name: str) -> str:
        """The place that a longer name begins with, when something that can be said without it follows; else empty."""
        if len(name) < COMPOUND:
            return ""
        ends = (end for end in range(len(name) - 2, 1, -1) if name[:end] in self._chinese_names)
        return next((name[:end] for end in ends if places_in(name[:end]) and name[end] not in "的之"), "")

    def _words_of(self, run: str, *, phrases: bool) -> list[Term]:
        terms = []
        for word, kind in tagged(run):
            if word in CHINESE_STOPWORDS:
                continue
            if kind == PERSON and (ways := self._romanised(word)):
                terms.append(Term(word, (self._itself(word), *ways)))
                continue
            senses = self._said_in_english(word) or self._senses(word)
            if senses or len(word) == 1:
                terms.append(Term(word, (self._itself(word), *senses)))
                continue
            terms.append(Term(word, (self._itself(word),)))
            # A compound that the dictionary lacks often has parts that it knows.
            parts = [part for part in segment(word) if part != word] or list(word)
            if phrases and (known := [pair for pair in _pairs(word) if knows(pair)]):
                terms.extend(Term(pair, (self._itself(pair), *self._senses(pair))) for pair in known)
                continue
            terms.extend(
                Term(part, (self._itself(part), *found))
                for part in parts
                if part not in CHINESE_STOPWORDS and (found := self._senses(part))
            )
        return terms

    def _romanised(self, word: str) -> tuple[Alternative, ...]:
        """How a personal name that the dictionary lacks is written in Latin letters: in two words, in one, in three."""
        if self._said_in_english(word) or self._dictionary.in_english(word):
            return ()
        surname, *given = romanised(word, self._dictionary.surname) or ("",)
        if not given:
            return ()
        first = "".join(given)
        words = f"{surname.title()} {first.title()}"
        spellings = ((surname, first), (surname + first,), (surname, *given))
        tokens = dict.fromkeys(tuple(map(stem, spelling)) for spelling in spellings)
        return tuple(Alternative(spelling, ROMANISED_WEIGHT, words, "en") for spelling in tokens)

    def _find_senses(self, word: str) -> tuple[Alternative, ...]:
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
            longer = self._dictionary.has_term_from(" ".join(stems[position : position + 2]))
            for length in range(min(self._longest_english, len(words) - position), 0, -1):
                key = " ".join(stems[position : position + length])
                source = " ".join(words[position : position + length])
                if length == 1 and source in ENGLISH_STOPWORDS:
                    continue
                looked_up = longer if length > 1 else not source[0].isdigit()
                found = self._said_in_chinese(key) or (self._chinese(key) if looked_up else ())
                if found or length == 1 or (phrases and knows(key)):
                    tokens = tuple(token for token in content_tokens(source)) or (key,)
                    terms.append(Term(source, (Alternative(tokens, 1.0, source, "en"), *found)))
                    if not found and length > 1:
                        within = self._from_english(source, phrases=False)
                        terms.extend(term for term in within if self._said_in_chinese(key_of(term.source)))
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

    def _is_everyday(self, source: str) -> bool:
        """Whether this is a Chinese word or phrase that the thesaurus knows and the glossary does not."""
        return has_han(source) and knows(source) and source not in self._chinese_names

    def _itself(self, word: str) -> Alternative:
        tokens = tuple(content_tokens(word) if MIXED.search(word) else cut(word))
        if self._is_everyday(word):
            tokens = tuple(token for token in tokens if token not in CHINESE_STOPWORDS) or tokens
        return Alternative(tokens, 1.0, word, "zh")

    def _widened(self, term: Term) -> Term:
        """A term with the other names of its glossary entry and with near-synonyms, after what it has already."""
        by_tokens: dict[tuple[str, ...], Alternative] = {}
        for alternative in (*term.alternatives, *self._other_names(key_of(term.source)), *others(term.source)):
            by_tokens.setdefault(alternative.tokens, alternative)
        return replace(term, alternatives=tuple(by_tokens.values()))

    def _find_other_names(self, key: str) -> tuple[Alternative, ...]:
        by_tokens: dict[tuple[str, ...], Alternative] = {}
        for said in self._names_of_entries.get(key, ()):
            if tokens := tuple(content_tokens(said)):
                language = "zh" if has_han(said) else "en"
                by_tokens.setdefault(tokens, Alternative(tokens, OTHER_NAME_WEIGHT, said, language))
        return tuple(by_tokens.values())

    def _names_in_english(self, name: str) -> tuple[Alternative, ...]:
        by_tokens: dict[tuple[str, ...], Alternative] = {}
        for said in self._chinese_names.get(name, ()):
            tokens = tuple(content_tokens(said))
            if tokens:
                by_tokens.setdefault(tokens, Alternative(tokens, GLOSSARY_WEIGHT, said, "en"))
        return tuple(by_tokens.values())

    def _names_in_chinese(self, key: str) -> tuple[Alternative, ...]:
        by_tokens: dict[tuple[str, ...], Alternative] = {}
        for said in self._english_names.get(key, ()):
            tokens = tuple(content_tokens(said)) or tuple(cut(fold(said)))
            by_tokens.setdefault(tokens, Alternative(tokens, GLOSSARY_WEIGHT, said, "zh"))
        return tuple(by_tokens.values())


def words_in(terms: tuple[Term, ...], language: str) -> str:
    """The best way to say each term in a language, as one text for an embedder; terms that lack one are left out."""
    chosen = []
    for term in terms:
        for alternative in term.alternatives:
            if alternative.language == language or not has_han(alternative.words + term.source):
                chosen.append(alternative.words)
                break
    return " ".join(chosen)


def _pairs(word: str) -> list[str]:
    return [word[place : place + 2] for place in range(len(word) - 1)]


def _names_of_entries(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """Of each name its entry's other names in its own language."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in glossary.entries:
        for names in ([name for name in entry.zh if has_han(name)], entry.en):
            for name in names:
                found[key_of(name)].extend(other for other in names if other != name)
    return {name: tuple(dict.fromkeys(said)) for name, said in found.items() if name and said}


def _chinese_names(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in glossary.entries:
        for name in entry.zh:
            if has_han(name):
                found[name.casefold()].extend(entry.en)
    return {name: tuple(dict.fromkeys(said)) for name, said in found.items()}


def _english_names(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in glossary.entries:
        in_chinese = [name for name in entry.zh if has_han(name)]
        for name in entry.en:
            key = " ".join(stem(match.group()) for match in RUN.finditer(name.casefold()))
            found[key].extend(in_chinese)
    return {name: tuple(dict.fromkeys(said)) for name, said in found.items() if name and said}
