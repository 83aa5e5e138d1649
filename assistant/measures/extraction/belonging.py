"""Whose measure it is: the programme and the jurisdiction, by label, sentence, headings and what is known of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import BlockKind, Document, Kind
from assistant.language.glossary import Entry, Glossary, current_glossary
from assistant.language.name_finder import NameFinder
from assistant.language.places import EU_MEMBERS, country_of, places_in
from assistant.measures.extraction.statements import Statement

NAMING_HEADER = re.compile(
    r"programmes?|programs?|schemes?|measures?|instruments?|lines?|incentives?|calls?|tools?|名称|项目|计划|政策|措施|工具",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme's name as the document has it, and as the glossary has it in both languages."""

    name: str
    en: str | None = None
    zh: str | None = None


class Belonging:
    """Tells for each statement of one document whose measure it speaks of."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._filed_under = document.metadata.jurisdictions or places_in(document.metadata.title)
        self._title = _programme(_without_place(document.metadata.title))
        self._places: dict[str, tuple[str, ...]] = {}
        self._before = ""
        """Place that the paragraph at hand spoke of last."""
        self._block = -1

    def pass_by(self, statement: Statement) -> None:
        """Note the place that a statement speaks of, for those behind it in its paragraph."""
        if len(self._filed_under) != 1:
            self.jurisdiction(statement)

    def jurisdiction(self, statement: Statement) -> str | None:
        """Whose measure a statement speaks of; None when nothing tells."""
        filed = self._filed_under
        if statement.block != self._block:
            self._before, self._block = "", statement.block
        if filed == ("EU",):
            # A ceiling of the Union's for one of its members is that member's.
            members = [place for place in self._named(statement.label) if country_of(place) in EU_MEMBERS]
            if len(members) == 1:
                return members[0]
        for text in (statement.label, statement.text, *reversed(statement.headings[1:])):
            named = self._named(text)
            if not filed and named:
                self._before = named[0]
                return named[0]
            # A place below or above the document's own counts as well: a region of its country.
            own = [place for place in named if place in filed]
            if own:
                self._before = own[0]
                return own[0]
            if len(filed) != 1 and text is statement.text and self._before:
                return self._before
        if len(filed) == 1 or self._document.metadata.kind is not Kind.EVENT:
            return filed[0] if filed else None
        return self._before or (filed[0] if filed else None)

    def programme(self, statement: Statement, header: str = "") -> Programme:
        """The programme that a statement speaks of, its document's when it names none."""
        if statement.kind is BlockKind.ROW:
            if NAMING_HEADER.search(header):
                return _programme(statement.label)
        elif statement.label and _entry_in(statement.label):
            return _programme(statement.label)
        entry = _entry_in(statement.text)
        if entry is not None and (self._document.metadata.kind is Kind.EVENT or not self._title.en):
            return _from_entry(entry, statement.text)
        named = next((heading for heading in reversed(statement.headings[1:]) if names_programme(heading)), None)
        return _programme(named) if named is not None else self._title

    def names_programme(self, statement: Statement) -> bool:
        """Whether a statement names a programme of the glossary."""
        return _entry_in(statement.text) is not None

    def _named(self, text: str) -> tuple[str, ...]:
        if text not in self._places:
            self._places[text] = places_in(text) if text else ()
        return self._places[text]


def _without_place(title: str) -> str:
    """A title without the place that it begins with: ``Spain: Programa Auto+`` is ``Programa Auto+``."""
    match = re.match(r"(?P<place>[^:：]{2,40})[:：]\s*(?P<rest>\S.*)", title)
    return match["rest"] if match and places_in(match["place"]) else title


def _programme(name: str) -> Programme:
    entry = _entry_in(name)
    if entry is None:
        return Programme(name.strip())
    return Programme(name.strip(), entry.en[0], entry.zh[0])


def _from_entry(entry: Entry, text: str) -> Programme:
    folded = text.casefold()
    name = next((name for name in (*entry.en, *entry.zh) if name.casefold() in folded), entry.en[0])
    return Programme(name, entry.en[0], entry.zh[0])


@lru_cache(maxsize=2)
def _programmes(glossary: Glossary) -> tuple[dict[str, Entry], NameFinder]:
    by_name: dict[str, Entry] = {}
    for entry in glossary.entries:
        if entry.kind == "programme":
            for name in (*entry.en, *entry.zh):
                by_name.setdefault(name.casefold(), entry)
    return by_name, NameFinder(by_name)


def _entry_in(text: str) -> Entry | None:
    by_name, finder = _programmes(current_glossary())
    name = finder.first(text.casefold())
    return None if name is None else by_name[name]


GENERIC_HEADING = re.compile(
    r"^(?:what|who|how|why|when|where|which|key|main|the\s+(?:steps|rules?|idea|project|programme|case)|rates?|amounts?|dates?|conditions?|eligible|maximum|minimum|limits?|status|timeline|other|more|background|overview|summary|headline|basic|calculation"
    r"|主要|基本|规定|要点|条件|标准|金额|时间|办理|申报|背景|概况|对|局限|谁|为什么|怎)",
    re.IGNORECASE,
)


def names_programme(heading: str) -> bool:
    """Whether a heading names a programme of its own, not only what kind of thing follows."""
    if GENERIC_HEADING.match(heading):
        return False
    return _entry_in(heading) is not None or re.search(r"[(（][A-Z][A-Za-z0-9]{1,9}[)）]", heading) is not None
