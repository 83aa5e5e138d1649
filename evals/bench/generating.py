"""Documents like the corpus' own, as many as are wanted, the same for the same seed.

Each generated document takes the form of one document of the corpus (headings, paragraphs, lists, tables, language), so
lengths and the proportion of languages stay the corpus' own. Its sentences, items and rows are drawn from the whole corpus
in that language, and what stands in them is exchanged:

- figures and years for others of the same form;
- places for one of the document's few, drawn from CLDR's countries and ``cities.tsv`` by a Pareto law;
- companies and people for names that are invented, drawn by a Pareto law from an endless list, so that new ones keep
  coming as a collection grows (Heaps' law);
- terms of the trade for others of the glossary of the same kind, one time in four;
- one ordinary word in six for another, drawn by its frequency in ordinary language (``wordfreq``).

The texts mean nothing. What they have in common with real ones is what costs time: lengths, structure, how often words occur
and how their number grows, and how many passages share a question's words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml

from assistant.language.script import has_han
from evals.bench.seeds import Line, Part, Seeds, Sentence, Slot, Template

TERM_CHANGED, WORD_CHANGED = 0.25, 1 / 6
OWN_PLACES = 3
"""Places that a document keeps coming back to; the first is what it is filed under."""
OWN_NAMES = 4
OPEN_NAMES, MANDELBROT = 0.8, 10
"""Law by which names are drawn: distinct ones grow as about the power 1/1.8 of those drawn (Heaps)."""

YEAR = re.compile("(?:19|20)[0-9]{2}")
ONSETS = "b c ch d f g h j k l m n p r s t v w z br cr dr gr kr pl st tr".split()
VOWELS = "a e i o u ai ei ia io ou".split()
CODAS = ["", "", "l", "n", "r", "s", "x"]
CHARACTERS = "安邦宝博昌驰创达鼎东飞丰福冠广海恒宏华汇吉佳嘉建金锦晶凯科兰力联龙隆美明诺鹏奇启锐瑞盛泰腾天通万威祥欣新鑫信星旭亚毅盈宇远泽正智中众卓"
KINDS = {
    "en": ("Motors", "Automotive", "Power", "Components", "Logistics", "Group", "Technologies"),
    "zh": ("汽车", "科技", "动力", "零部件", "物流", "集团", "新能源"),
}


@dataclass(frozen=True, slots=True)
class Generated:
    """One document as a Markdown file."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Cast:
    """What one document keeps coming back to."""

    places: tuple[tuple[str, str], ...]
    """Codes and names."""
    names: tuple[str, ...]


class Generator:
    """Makes documents by number; each depends on the seed and its number alone."""

    def __init__(self, seeds: Seeds, *, seed: int) -> None:
        self._seeds = seeds
        self._seed = seed

    def document(self, number: int) -> Generated:
        """The document of a number."""
        chance = random.Random(f"{self._seed}/{number}")  # noqa: S311 - no secret
        template = chance.choice(self._seeds.templates)
        filling = _Filling(self._seeds, template.language, chance)
        name = f"generated-{number:06d}"
        title = filling.words(chance.choice(self._alike(template)).title)
        lines = [filling.line(line) for line in template.lines]
        head = {
            **{key: template.head[key] for key in ("kind", "topics") if key in template.head},
            "id": name,
            "title": title,
            "jurisdiction": filling.cast.places[0][0],
            "published": f"{chance.randint(2018, 2026)}-{chance.randint(1, 12):02d}",
            "language": template.language,
        }
        front = yaml.safe_dump(head, allow_unicode=True, sort_keys=True, width=1000)
        return Generated(name, f"---\n{front}---\n\n" + "\n".join(lines) + "\n")

    def _alike(self, template: Template) -> list[Template]:
        return [other for other in self._seeds.templates if other.language == template.language]


class _Filling:
    """Fills the lines of one document."""

    def __init__(self, seeds: Seeds, language: str, chance: random.Random) -> None:
        self._seeds = seeds
        self._language = language
        self._chance = chance
        self._pools = seeds.pools[language]
        self._ordinary = seeds.words[language]
        places = [seeds.places[_rank(chance) % len(seeds.places)] for _ in range(OWN_PLACES)]
        self.cast = Cast(
            tuple((code, names[language]) for code, names in places),
            tuple(invented(_rank(chance), language) for _ in range(OWN_NAMES)),
        )

    def line(self, line: Line) -> str:
        """A line of a document in the form of a template's."""
        if line.kind in {"blank", "rule"}:
            return line.mark
        if line.kind == "row":
            cells = self._chance.choice(self._pools.rows[len(line.sentences)])
            return f"| {' | '.join(self.words(cell) for cell in cells)} |"
        if line.kind == "heading":
            drawn: Sequence[Sentence] = line.sentences
        else:
            pool = self._pools.items if line.kind == "item" else self._pools.sentences
            drawn = self._chance.choices(pool, k=len(line.sentences))
        blank = "" if self._language == "zh" else " "
        return line.mark + blank.join(self.words(sentence) for sentence in drawn)

    def words(self, sentence: Sentence) -> str:
        """A sentence with what stands in it exchanged."""
        return "".join(map(self._part, sentence))

    def _part(self, part: Part) -> str:
        chance = self._chance
        if part.slot is Slot.FIGURE:
            return _figure(part.text, chance)
        if part.slot is Slot.PLACE:
            return chance.choice(self.cast.places)[1]
        if part.slot is Slot.NAME:
            return chance.choice(self.cast.names)
        if part.slot is Slot.TERM and chance.random() < TERM_CHANGED:
            return chance.choice(self._seeds.terms["zh" if has_han(part.text) else "en", part.kind])
        if part.slot is Slot.WORD and has_han(part.text) == (self._language == "zh") and chance.random() < WORD_CHANGED:
            word = self._ordinary.draw(chance)
            return word.capitalize() if part.text[0].isupper() else word
        return part.text


@lru_cache(maxsize=100_000)
def invented(rank: int, language: str) -> str:
    """The company name of a rank, the same in every run."""
    chance = random.Random(f"name/{rank}")  # noqa: S311 - no secret
    kind = chance.randrange(len(KINDS["en"]))
    if language == "zh":
        return "".join(chance.choices(CHARACTERS, k=2 if rank < 1000 else 3)) + KINDS["zh"][kind]
    syllables = (
        chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(2 if rank < 1000 else 3)
    )
    return f"{''.join(syllables).capitalize()} {KINDS['en'][kind]}"


def _rank(chance: random.Random) -> int:
    # Shifted as in Mandelbrot's form of Zipf's law: else nearly half of all documents would name the same place.
    return int(MANDELBROT * (chance.paretovariate(OPEN_NAMES) - 1))


def _figure(text: str, chance: random.Random) -> str:
    if YEAR.fullmatch(text):
        return str(chance.randint(2015, 2032))
    if len(text) == 1:
        return text
    return "".join(
        str(chance.randint(1 if place == 0 else 0, 9)) if digit.isdigit() else digit for place, digit in enumerate(text)
    )
