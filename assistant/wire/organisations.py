"""Organisations as JSON."""

from __future__ import annotations

from pydantic import BaseModel, Field

from assistant.domain import Span
from assistant.organisation import FiledOrganisation


class PersonOut(BaseModel):
    """Somebody who speaks for an organisation."""

    name: str
    post: str = Field(description="In the document's words; empty where it names none.")
    url: str = Field(description="Path of the source reader with the words that say so.")


class ServiceOut(BaseModel):
    """What an organisation says that it does."""

    words: str = Field(description="The document's words.")
    need: str = Field(description="What the document files it under, such as `Logistics`; empty without.")
    url: str = Field(description="Path of the source reader with these words.")


class OrganisationOut(BaseModel):
    """An organisation as one document tells of it."""

    name: str
    names: list[str] = Field(description="All ways in which the document names it.")
    people: list[PersonOut]
    services: list[ServiceOut]
    document_id: str
    version: int
    title: str
    language: str
    published: str | None

    @classmethod
    def of(cls, filed: FiledOrganisation) -> OrganisationOut:
        """From the catalogue's value."""
        one, metadata = filed.organisation, filed.metadata

        def url(span: Span) -> str:
            return f"/documents/{filed.document_id}@{filed.version}#{span.start}-{span.end}"

        return cls(
            name=one.name,
            names=list(one.names),
            people=[PersonOut(name=each.name, post=each.post, url=url(each.span)) for each in one.people],
            services=[ServiceOut(words=each.words, need=each.need, url=url(each.span)) for each in one.services],
            document_id=filed.document_id,
            version=filed.version,
            title=metadata.title,
            language=metadata.language,
            published=metadata.published,
        )


class OrganisationsOut(BaseModel):
    """The organisations that the documents name, document by document."""

    total: int
    organisations: list[OrganisationOut]
