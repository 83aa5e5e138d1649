"""Numbering citations in the order in which they are used."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Citation, Metadata, Passage, Span


class Citations:
    """Collects citations; the same span keeps its number."""

    def __init__(self) -> None:
        self._by_span: dict[tuple[str, int, int, int], Citation] = {}

    def cite(self, passage: Passage, metadata: Metadata, span: Span) -> int:
        """The number of the citation of a span of a passage's document; the span must lie inside the passage.

        A passage of table rows may also have its header row cited.
        """
        key = (passage.document_id, passage.version, span.start, span.end)
        if key not in self._by_span:
            self._by_span[key] = Citation(
                number=len(self._by_span) + 1,
                document_id=passage.document_id,
                version=passage.version,
                title=metadata.title,
                kind=metadata.kind,
                jurisdictions=metadata.jurisdictions,
                section=passage.headings[-1] if passage.headings else None,
                page=passage.page,
                speaker=passage.speaker,
                time=passage.time,
                start=span.start,
                end=span.end,
                quote=_quote(passage, span),
                language=metadata.language,
                published=metadata.published,
                valid_until=metadata.valid_until,
                page_label=passage.page_label,
            )
        return self._by_span[key].number

    def adopt(self, citation: Citation) -> int:
        """The number here of a citation that was made elsewhere."""
        key = (citation.document_id, citation.version, citation.start, citation.end)
        if key not in self._by_span:
            self._by_span[key] = replace(citation, number=len(self._by_span) + 1)
        return self._by_span[key].number

    @property
    def all(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return tuple(self._by_span.values())


def _quote(passage: Passage, span: Span) -> str:
    if passage.header == span:
        return passage.header_text
    if not passage.start <= span.start < span.end <= passage.end:
        raise ValueError(f"span {span.start}-{span.end} does not lie in passage {passage.id}")
    return passage.text[span.start - passage.start : span.end - passage.start]
