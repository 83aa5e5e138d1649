"""Foot- and endnotes of Word documents, which stand in parts of their own that python-docx does not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ingest.readers.encoding import normalise
from ingest.readers.prose import join_lines

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = ("footnote", "endnote")
_NOT_NOTES = {"separator", "continuationSeparator", "continuationNotice"}


@dataclass(frozen=True, slots=True)
class Notes:
    """Words of the notes by kind and id."""

    words: Mapping[tuple[str, str], str]

    def named_in(self, paragraph: Any) -> Iterator[str]:
        """Words of the notes that a paragraph has marks of, in their order."""
        for mark in paragraph.iter(*(f"{_WORD}{kind}Reference" for kind in _KINDS)):
            kind = etree.QName(mark).localname.removesuffix("Reference")
            if words := self.words.get((kind, mark.get(f"{_WORD}id", "")), ""):
                yield words


def notes_of(document: Any) -> Notes:
    """The notes of a document of python-docx."""
    words: dict[tuple[str, str], str] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1].removesuffix("s")
        if kind in _KINDS and not relation.is_external:
            tree = etree.fromstring(
                relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            )
            for note in tree.iter(f"{_WORD}{kind}"):
                if note.get(f"{_WORD}type") not in _NOT_NOTES:
                    words[kind, note.get(f"{_WORD}id", "")] = _text(note)
    return Notes(words)


def _text(note: Any) -> str:
    paragraphs = ("".join(run.text or "" for run in each.iter(f"{_WORD}t")) for each in note.iter(f"{_WORD}p"))
    return join_lines(normalise(paragraph) for paragraph in paragraphs)
