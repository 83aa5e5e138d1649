"""True statements with one thing made wrong: what share of each kind of error the checker catches.

Statements are sentences, items and rows of the ingested documents, in their own words and, word by word from dictionary
and glossary, in the other language with its own way to write figures; each cites the passage that it comes from. One thing
is then changed by chance, always in the same way for the same seed. A wrong statement is caught when the checker refuses it
for the passage that it cites; a true one that it refuses counts against it.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from babel import Locale

from assistant.answering.checking.figures import REFERENCE
from assistant.answering.checking.names import NAME_KINDS
from assistant.answering.checking.values import Source
from assistant.answering.checking.wording import is_currency
from assistant.domain import Access, Metadata, Passage
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.language.glossary import current_glossary
from assistant.language.places import places_in
from assistant.language.quantities import Quantity, QuantityKind, quantities
from assistant.language.script import has_han, language_of
from assistant.opening import Catalogue
from assistant.settings import Settings
from evals.errors import EvalError
from evals.outside.common import Figure, median, share
from evals.support import checker, use_dictionary

SHORTEST, LONGEST = 40, 400
"""Characters of a statement in Latin letters; half as many in Chinese."""
PASSAGES = 200


@dataclass(frozen=True, slots=True)
class Seed:
    """A true statement with the passage that it cites."""

    claim: str
    sources: tuple[Source, ...]
    document: str
    across: bool
    """Whether it is in another language than its passage."""

    @property
    def language(self) -> str:
        """Language of the statement."""
        return language_of(self.claim)


@dataclass(frozen=True, slots=True)
class Corrupted:
    """A statement with one thing wrong, and the sources that it cites."""

    kind: str
    claim: str
    sources: tuple[Source, ...]
    language: str


Corruption = Callable[[Seed, "Material", random.Random], Corrupted | None]


@dataclass(frozen=True, slots=True)
class Material:
    """What wrong things are taken from."""

    seeds: tuple[Seed, ...]
    countries: tuple[tuple[str, str], ...]
    """Chinese and English names."""
    names: tuple[tuple[str, str, str], ...]
    """Kind, Chinese and English name of programmes, bodies, companies and persons."""


def material_of(settings: Settings) -> Material:
    """True statements of all documents.

    Raises:
        EvalError: there are no documents.
    """
    catalogue = Catalogue(settings)
    crossing = Crossing(Dictionary(settings.data_dir / "cache"))
    try:
        seeds: list[Seed] = []
        for summary in catalogue.documents.summaries():
            for passage in catalogue.documents.passages_of([summary.id], access=Access.STAFF, limit=PASSAGES):
                seeds.extend(_seeds(passage, summary.metadata, crossing))
    finally:
        catalogue.close()
    if not seeds:
        raise EvalError("The catalogue is empty. Ingest the corpus first: goglobal ingest corpus")
    chinese, english = Locale("zh").territories, Locale("en").territories
    countries = tuple(
        (str(chinese[code]), str(english[code]))
        for code in sorted(english)
        if len(code) == 2 and code.isalpha() and code in chinese and places_in(str(english[code])) == (code,)
    )
    names = tuple(
        (entry.kind, next(filter(has_han, entry.zh)), entry.en[0])
        for entry in current_glossary().entries
        if entry.kind in NAME_KINDS and any(map(has_han, entry.zh))
    )
    return Material(tuple(seeds), countries, names)


def _seeds(passage: Passage, metadata: Metadata, crossing: Crossing) -> Iterator[Seed]:
    context = "\n".join(part for part in (metadata.title, *passage.headings, passage.speaker or "") if part)
    sources = tuple(
        Source(
            passage.words_of(sentence), context, passage.header_text, passage.text, frozenset(metadata.jurisdictions)
        )
        for sentence in passage.sentences
    )
    for source in sources:
        length = len(source.words) * (2 if has_han(source.words) else 1)
        if SHORTEST <= length <= LONGEST:
            yield Seed(source.words, sources, passage.document_id, across=False)
            if not REFERENCE.search(source.words):  # word by word, numbers of laws fall apart
                yield Seed(_said_otherwise(source.words, crossing), sources, passage.document_id, across=True)


def _said_otherwise(words: str, crossing: Crossing) -> str:
    """A sentence word by word in the other language, its figures as that language writes them."""
    target = "en" if has_han(words) else "zh"
    said: list[str] = []
    for term in crossing.terms(words):
        found = quantities(term.source)
        if found and (found[0].start, found[0].end) == (0, len(term.source)):
            said.append(written(found[0], target))
        elif not is_currency(term.source):
            said.append(
                next((way.words for way in term.alternatives if has_han(way.words) == (target == "zh")), term.source)
            )
    if target == "en":
        return " ".join(said) + "."
    joined = ""
    for part in said:
        # Figures and names in Latin letters must not run into what stands beside them.
        apart = joined and (joined[-1:].isascii() or part[:1].isascii() or joined[-1].isdigit())
        joined += f"，{part}" if apart else part
    return f"{joined}。"


CHINESE_CURRENCIES = {
    "EUR": "欧元",
    "USD": "美元",
    "CNY": "元人民币",
    "GBP": "英镑",
    "HKD": "港元",
    "JPY": "日元",
    "MAD": "迪拉姆",
}


def written(quantity: Quantity, language: str) -> str:
    """A quantity as a language writes it: ``EUR 20 million``, ``2000万欧元``, ``2026年4月1日``."""
    if isinstance(quantity.value, str):
        year, *rest = quantity.value.split("-")
        if language == "en":
            return quantity.value
        return f"{year}年" + "".join(f"{int(part)}{unit}" for part, unit in zip(rest, "月日", strict=False))
    value = quantity.value
    if quantity.kind is QuantityKind.PERCENT:
        return f"{value.normalize():f}%"
    steps = ((10**8, "亿"), (10**4, "万")) if language == "zh" else ((10**9, " billion"), (10**6, " million"))
    number = next((f"{(value / step).normalize():f}{name}" for step, name in steps if value >= step), f"{value:f}")
    if quantity.unit is None:
        return number
    return (
        f"{number}{CHINESE_CURRENCIES.get(quantity.unit, quantity.unit)}"
        if language == "zh"
        else f"{quantity.unit} {number}"
    )


def _replaced(seed: Seed, kind: str, start: int, end: int, words: str) -> Corrupted:
    return Corrupted(kind, seed.claim[:start] + words + seed.claim[end:], seed.sources, seed.language)


def digit_changed(seed: Seed, material: Material, chance: random.Random) -> Corrupted | None:
    """Another digit in a number, an amount or a percentage."""
    found = [quantity for quantity in quantities(seed.claim) if quantity.kind is not QuantityKind.DATE]
    places = [
        place for quantity in found for place in range(quantity.start, quantity.end) if seed.claim[place].isdigit()
    ]
    if not places:
        return None
    place = chance.choice(places)
    other = chance.choice([digit for digit in "123456789" if digit != seed.claim[place]])
    return _replaced(seed, "digit changed", place, place + 1, other)


SWAPPED = (
    ("EUR", "USD"), ("€", "$"), ("euros", "dollars"), ("欧元", "美元"), ("USD", "EUR"), ("美元", "欧元"), ("元人民币", "美元"), ("CNY", "USD"),
    ("months", "years"), ("个月", "年"), ("years", "months"), ("days", "months"), ("GWh", "MWh"), ("kWh", "MWh"), ("kW", "MW"), ("MW", "GW"),
    ("tonnes", "kg"), ("hectares", "square kilometres"), ("km", "miles"), ("公里", "米"), ("吨", "公斤"), ("天", "个月"),
)  # fmt: skip


def unit_changed(seed: Seed, material: Material, chance: random.Random) -> Corrupted | None:
    """Another currency, span of time or measure."""
    ways: list[tuple[int, int, str]] = []
    for one, other in SWAPPED:
        name = re.escape(one)
        edge = rf"(?<![A-Za-z]){name}(?![A-Za-z])" if one.isascii() and one.isalpha() else name
        beside = (
            rf"{edge}(?=\s?\d)"
            if one in {"EUR", "USD", "CNY", "€"}
            else rf"(?<=\d){edge}|(?<=\d\s){edge}|(?<=[万亿千]){edge}|(?<=million ){edge}"
        )
        ways.extend((match.start(), match.end(), other) for match in re.finditer(beside, seed.claim))
    return _replaced(seed, "unit changed", *chance.choice(ways)) if ways else None


def size_changed(seed: Seed, material: Material, chance: random.Random) -> Corrupted | None:
    """万 for 亿, million for billion, and the other way round."""
    pairs = {"万": "亿", "亿": "万", "million": "billion", "billion": "million"}
    found = list(re.finditer(r"(?<=\d)(?:万|亿)|(?<=\d\s)(?:million|billion)", seed.claim))
    if not found:
        return None
    match = chance.choice(found)
    return _replaced(seed, "万 for 亿", match.start(), match.end(), pairs[match.group()])


def date_moved(seed: Seed, material: Material, chance: random.Random) -> Corrupted | None:
    """Another year."""
    found = [quantity for quantity in quantities(seed.claim) if quantity.kind is QuantityKind.DATE]
    years = [
        (quantity.start + match.start(), match.group())
        for quantity in found
        if (match := re.search(r"(?:19|20)\d\d", seed.claim[quantity.start : quantity.end]))
    ]
    if not years:
        return None
    start, year = chance.choice(years)
    moved = int(year) + chance.choice([-3, -2, -1, 1, 2, 3])
    return _replaced(seed, "date moved", start, start + 4, str(moved))


def jurisdiction_swapped(seed: Seed, material: Material, chance: random.Random) -> Corrupted | None:
    """Another country."""
    language = seed.language
    known = [(names[0] if language == "zh" else names[1]) for names in material.countries]
    found = [
        name for name in known if name in seed.claim and places_in(name) and "中国" not in name and name != "China"
    ]
    if not found:
        return None
    name = max(found, key=len)
    there = set(places_in("\n".join(source.near + source.passage for source in seed.sources)))
    others = [other for other in known if not set(places_in(other)) & there and other not in seed.claim]
    start = seed.claim.index(name)
    return _replaced(seed, "jurisdiction swapped", start, start + len(name), chance.choice(others))


def citation_swapped(seed: Seed, material: Material, chance: random.Random) -> Corrupted | None:
    """A passage of another document."""
    other = chance.choice(material.seeds)
    if other.document == seed.document:
        return None
    return Corrupted("citation swapped", seed.claim, other.sources, seed.language)


VERBS = re.compile(r"\b(?:is|are|was|were|can|may|must|will|has|have|should)\b")
CHINESE_VERBS = re.compile(r"可以|可|能够|能|是|须|应|提供|适用|需要|覆盖|包括|要求|给予")


def negation_added(seed: Seed, material: Material, chance: random.Random) -> Corrupted | None:
    """The same, denied."""
    if seed.across:
        return None  # words in a row have no verb to deny
    chinese = seed.language == "zh"
    match = (CHINESE_VERBS if chinese else VERBS).search(seed.claim)
    if match is None:
        return None
    place = match.start() if chinese else match.end()
    return _replaced(seed, "negation added", place, place, "不" if chinese else " not")


def programme_renamed(seed: Seed, material: Material, chance: random.Random) -> Corrupted | None:
    """Another programme, body, company or person of the trade."""
    place = 1 if seed.language == "zh" else 2
    found = [
        names
        for names in material.names
        if len(names[place]) > 2 and re.search(rf"(?<![A-Za-z]){re.escape(names[place])}(?![A-Za-z])", seed.claim)
    ]
    if not found:
        return None
    names = max(found, key=lambda each: len(each[place]))
    around = "\n".join(source.near + source.passage for source in seed.sources)
    others = [
        each for each in material.names if each[0] == names[0] and each[1] not in around and each[2] not in around
    ]
    start = seed.claim.index(names[place])
    return _replaced(seed, "programme renamed", start, start + len(names[place]), chance.choice(others)[place])


CORRUPTIONS: tuple[Corruption, ...] = (
    digit_changed, unit_changed, size_changed, date_moved, jurisdiction_swapped, citation_swapped, negation_added, programme_renamed,
)  # fmt: skip


def corrupted(material: Material, *, count: int, seed: int) -> list[Corrupted]:
    """About ``count`` wrong statements, as many of each kind and language as can be had, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    order = list(material.seeds)
    chance.shuffle(order)
    each = -(-count // (2 * len(CORRUPTIONS)))
    found: list[Corrupted] = []
    for corruption in CORRUPTIONS:
        left = {"zh": each, "en": each}
        for true in order:
            if left[true.language] and (wrong := corruption(true, material, chance)) is not None:
                found.append(wrong)
                left[true.language] -= 1
            if not any(left.values()):
                break
    return found[:count] if len(found) > count else found


def measure(settings: Settings, *, count: int = 300, seed: int = 1) -> list[Figure]:
    """Shares caught by kind and language, true statements let through, and what a check takes."""
    use_dictionary(settings.data_dir / "cache")
    material = material_of(settings)
    check = checker()
    wrong = corrupted(material, count=count, seed=seed)
    verdicts = [(each, check.check(each.claim, each.sources).holds) for each in wrong]
    figures = [
        share(f"{kind}: caught", [float(not holds) for each, holds in verdicts if each.kind == kind])
        for kind in dict.fromkeys(each.kind for each in wrong)
    ]
    figures.extend(
        share(f"{language}: caught", [float(not holds) for each, holds in verdicts if each.language == language])
        for language in ("zh", "en")
    )
    chance = random.Random(seed)  # noqa: S311 - no secret
    for across in (False, True):
        true = [each for each in material.seeds if each.across is across]
        drawn = chance.sample(true, min(count, len(true)))
        took, through = [], []
        for each in drawn:
            # Answering has read the evidence before the first statement comes.
            check.check("", each.sources)
            started = time.perf_counter()
            through.append(float(check.check(each.claim, each.sources).holds))
            took.append((time.perf_counter() - started) * 1000)
        name = "true, word by word in the other language" if across else "true, in its own words"
        figures.append(share(f"{name}: let through", through))
        figures.append(median(f"{name}: milliseconds a check", took))
    return figures
