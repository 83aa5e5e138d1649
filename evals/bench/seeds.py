"""What the generator draws from: the corpus cut into templates, sentences and words, and names to put into them."""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from pathlib import Path
from typing import Any

import frontmatter
import wordfreq

from assistant.language.cities import CITIES
from assistant.language.glossary import current_glossary
from assistant.language.places import name_of
from assistant.language.script import CJK, has_han
from assistant.language.sentences import sentence_spans
from assistant.language.words import CHINESE_STOPWORDS, ENGLISH_STOPWORDS, cut
from evals.errors import EvalError

CASTABLE = frozenset({"company", "person"})
"""Kinds of the glossary whose names are invented anew in generated documents."""

LINE = re.compile(r"(?P<heading>#{1,6}) (?P<title>.+)|(?P<item>(?:[-*]|\d+[.)]) +)(?P<text>.+)|(?P<row>\|.+\|)")
RULE = re.compile(r"\|[\s|:-]+\|")
LATIN_NAME = r"(?<![A-Za-z]){}(?![A-Za-z])"
FIGURE = r"\d[\d,.]*\d|\d"
WORD = rf"[A-Za-z]{{4,}}|[{CJK}]+"

COMMONEST, RAREST = 5.0, 1.0
"""Bounds on the Zipf scale of the words that stand in for others: neither grammar nor noise of the lists."""


class Slot(StrEnum):
    """What may stand in a place of a sentence."""

    FIXED = "fixed"
    FIGURE = "figure"
    WORD = "word"
    PLACE = "place"
    NAME = "name"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence, and what may take its place."""

    slot: Slot
    text: str
    kind: str = ""
    """Kind of a glossary term; a term is exchanged with another one of its kind."""


Sentence = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a template: ``heading``, ``item``, ``row``, ``rule``, ``paragraph`` or ``blank``."""

    kind: str
    mark: str = ""
    """What stands before the words: hashes, a bullet, a number."""
    sentences: tuple[Sentence, ...] = ()
    """Sentences of a paragraph; one for an item or a heading; one for each cell of a row."""


@dataclass(frozen=True, slots=True)
class Template:
    """A document of the corpus as a form to fill."""

    head: Mapping[str, Any]
    lines: tuple[Line, ...]
    title: Sentence

    @property
    def language(self) -> str:
        """Language that the document states."""
        return str(self.head.get("language", "en"))


@dataclass
class Pools:
    """What stands in documents of one language, to be drawn from."""

    sentences: list[Sentence] = field(default_factory=list)
    items: list[Sentence] = field(default_factory=list)
    rows: dict[int, list[tuple[Sentence, ...]]] = field(default_factory=lambda: defaultdict(list))
    """By number of cells."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of ordinary language with their frequencies (from ``wordfreq``)."""

    words: Sequence[str]
    sums: Sequence[float]

    def draw(self, chance: random.Random) -> str:
        """A word, by how common it is."""
        return self.words[bisect(self.sums, chance.random() * self.sums[-1])]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Everything that generated documents are made of."""

    templates: tuple[Template, ...]
    pools: Mapping[str, Pools]
    words: Mapping[str, Words]
    places: tuple[tuple[str, Mapping[str, str]], ...]
    """Codes of countries with a place's names by language, in a fixed order without meaning."""
    terms: Mapping[tuple[str, str], tuple[str, ...]]
    """Names of the glossary by language and kind."""


def read_seeds(folder: Path) -> Seeds:
    """Cut all Markdown documents of a folder into what the generator draws from.

    Raises:
        EvalError: there is no document with a front matter.
    """
    sources = [path for path in sorted(folder.rglob("*.md")) if path.name != "README.md"]
    posts = [post for path in sources if (post := frontmatter.loads(path.read_text(encoding="utf-8"))).get("title")]
    if not posts:
        raise EvalError(
            f"There is no Markdown document with a front matter in {folder}; name the corpus with --corpus."
        )
    cutter = _Cutter("\n".join(f"{post['title']}\n{post.content}" for post in posts))
    templates = tuple(_template(post.metadata, post.content, cutter) for post in posts)
    pools: dict[str, Pools] = defaultdict(Pools)
    for template in templates:
        _pour(template, pools[template.language])
    terms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in current_glossary().entries:
        for language, names in (("zh", entry.zh), ("en", entry.en)):
            terms[language, entry.kind] += names[:2]
    return Seeds(
        templates,
        dict(pools),
        {language: _ordinary_words(language) for language in ("zh", "en")},
        tuple(_places()),
        {key: tuple(names) for key, names in terms.items()},
    )


class _Cutter:
    """Cuts sentences into parts. Only names that occur in the corpus are looked for."""

    def __init__(self, whole: str) -> None:
        self._kinds: dict[str, str] = {}
        for entry in current_glossary().entries:
            self._kinds |= {name: entry.kind for name in (*entry.zh, *entry.en) if len(name) > 2 and name in whole}
        for _, place in _places():
            self._kinds |= {name: "place" for name in place.values() if len(name) > 1 and name in whole}
        longest_first = sorted(self._kinds, key=lambda name: (-len(name), name))
        names = [re.escape(name) if has_han(name) else LATIN_NAME.format(re.escape(name)) for name in longest_first]
        self._pattern = re.compile(
            "|".join([f"(?P<name>{'|'.join(names)})", f"(?P<figure>{FIGURE})", f"(?P<word>{WORD})"])
        )

    def sentence(self, text: str) -> Sentence:
        """The parts of a sentence, in order."""
        parts: list[Part] = []
        done = 0
        for match in self._pattern.finditer(text):
            if match.start() > done:
                parts.append(Part(Slot.FIXED, text[done : match.start()]))
            parts += self._parts(match)
            done = match.end()
        if done < len(text):
            parts.append(Part(Slot.FIXED, text[done:]))
        return tuple(parts)

    def _parts(self, match: re.Match[str]) -> Iterable[Part]:
        text = match.group()
        if match["name"]:
            kind = self._kinds[text]
            slot = Slot.PLACE if kind == "place" else Slot.NAME if kind in CASTABLE else Slot.TERM
            return [Part(slot, text, kind)]
        if match["figure"]:
            return [Part(Slot.FIGURE, text)]
        if not has_han(text):
            return [Part(Slot.FIXED if text.lower() in ENGLISH_STOPWORDS else Slot.WORD, text)]
        return [
            Part(Slot.WORD if len(word) > 1 and word not in CHINESE_STOPWORDS else Slot.FIXED, word)
            for word in cut(text)
        ]


def _template(head: Mapping[str, Any], body: str, cutter: _Cutter) -> Template:
    language = str(head.get("language", "en"))
    lines = []
    for text in body.splitlines():
        match = LINE.fullmatch(text.strip())
        if not text.strip():
            lines.append(Line("blank"))
        elif match is None:
            spans = sentence_spans(text, language=language)
            lines.append(Line("paragraph", "", tuple(cutter.sentence(text[span.start : span.end]) for span in spans)))
        elif match["heading"]:
            lines.append(Line("heading", f"{match['heading']} ", (cutter.sentence(match["title"]),)))
        elif match["item"]:
            lines.append(Line("item", match["item"], (cutter.sentence(match["text"]),)))
        elif RULE.fullmatch(match["row"]):
            lines.append(Line("rule", match["row"]))
        else:
            cells = match["row"].strip("|").split("|")
            lines.append(Line("row", "", tuple(cutter.sentence(cell.strip()) for cell in cells)))
    return Template(head, tuple(lines), cutter.sentence(str(head["title"])))


def _pour(template: Template, pools: Pools) -> None:
    for line in template.lines:
        if line.kind == "paragraph":
            pools.sentences += line.sentences
        elif line.kind == "item":
            pools.items += line.sentences
        elif line.kind == "row":
            pools.rows[len(line.sentences)].append(line.sentences)


def _ordinary_words(language: str) -> Words:
    shape = re.compile(rf"[{CJK}]{{2,6}}" if language == "zh" else "[a-z]{4,16}")
    lowest, highest = 10 ** (RAREST - 9), 10 ** (COMMONEST - 9)
    listed = wordfreq.get_frequency_dict(language, wordlist="large")
    kept = sorted((word, share) for word, share in listed.items() if lowest < share < highest and shape.fullmatch(word))
    return Words([word for word, _ in kept], list(accumulate(share for _, share in kept)))


def _places() -> list[tuple[str, Mapping[str, str]]]:
    rows = [line.split("\t") for line in CITIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    codes = sorted({code for code, _, _ in rows})
    found: list[tuple[str, Mapping[str, str]]] = [
        (code, {language: name_of(code, language) for language in ("zh", "en")}) for code in codes
    ]
    found += [(code, {"en": name, "zh": chinese.split(" | ")[0] or name}) for code, name, chinese in rows]
    random.Random("places").shuffle(found)  # noqa: S311 - no secret
    return found
