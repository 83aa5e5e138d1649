"""What a run asks: the assistant in this process, a running server, or the reference pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

import httpx

from assistant.bootstrap import Advisory
from assistant.domain import Access
from assistant.errors import UnknownDocument
from assistant.wire import AnswerOut, CitationOut
from evals.errors import EvalError

SEARCH_DEPTH = 40
"""Passages that document rankings are read from."""


@dataclass(frozen=True, slots=True)
class Found:
    """One passage of a ranking."""

    document_id: str
    text: str


class Target(Protocol):
    """A system under test."""

    @property
    def name(self) -> str:
        """Names the system in reports."""

    def known_documents(self) -> set[str]:
        """Ids of all documents that it answers from."""

    def answer(self, question: str, turns: Sequence[str]) -> AnswerOut:
        """The answer to the last question of a conversation."""

    def search(self, question: str) -> list[Found]:
        """Passages for a question, best first."""

    def resolves(self, citation: CitationOut) -> bool:
        """Whether the cited version's text at the span equals the quote."""


class LocalTarget:
    """The assistant in this process."""

    name = "goglobal"

    def __init__(self, advisory: Advisory) -> None:
        self._advisory = advisory

    def known_documents(self) -> set[str]:
        """See :class:`Target`."""
        return {summary.id for summary in self._advisory.catalogue.documents.summaries()}

    def answer(self, question: str, turns: Sequence[str]) -> AnswerOut:
        """See :class:`Target`."""
        conversation = None
        for earlier in turns:
            conversation = self._advisory.assistant.answer(
                earlier, conversation=conversation, access=Access.STAFF
            ).conversation
        return AnswerOut.of(self._advisory.assistant.answer(question, conversation=conversation, access=Access.STAFF))

    def search(self, question: str) -> list[Found]:
        """See :class:`Target`."""
        hits = self._advisory.assistant.search(question, k=SEARCH_DEPTH, access=Access.STAFF)
        return [Found(hit.passage.document_id, hit.passage.text) for hit in hits]

    def resolves(self, citation: CitationOut) -> bool:
        """See :class:`Target`."""
        try:
            stored = self._advisory.catalogue.documents.get(citation.document_id, version=citation.version)
        except UnknownDocument:
            return False
        return stored.document.text[citation.start : citation.end] == citation.quote


class ServerTarget(AbstractContextManager["ServerTarget"]):
    """A running server, asked over HTTP."""

    def __init__(self, address: str, *, token: str | None = None) -> None:
        self.name = address
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(base_url=address, headers=headers, timeout=120, trust_env=False)

    def known_documents(self) -> set[str]:
        """See :class:`Target`."""
        return {item["id"] for item in self._ask("GET", "/v1/documents")["documents"]}

    def answer(self, question: str, turns: Sequence[str]) -> AnswerOut:
        """See :class:`Target`."""
        conversation = None
        for words in (*turns, question):
            body: dict[str, Any] = {"question": words}
            if conversation is not None:
                body["conversation"] = conversation
            answer = AnswerOut.model_validate(self._ask("POST", "/v1/chat", json=body))
            conversation = answer.conversation
        return answer

    def search(self, question: str) -> list[Found]:
        """See :class:`Target`."""
        found = self._ask("POST", "/v1/search", json={"question": question, "k": SEARCH_DEPTH})
        return [Found(hit["document_id"], hit["text"]) for hit in found["hits"]]

    def resolves(self, citation: CitationOut) -> bool:
        """See :class:`Target`."""
        where = {"version": citation.version, "start": citation.start, "end": citation.end}
        try:
            shown = self._ask("GET", f"/v1/documents/{citation.document_id}", params=where)
        except httpx.HTTPStatusError:
            return False
        return bool(shown["span"]["quote"] == citation.quote)

    def _ask(self, method: str, path: str, **arguments: Any) -> Any:
        try:
            response = self._client.request(method, path, **arguments)
        except httpx.TransportError as error:
            raise EvalError(
                f"The server at {self.name} does not answer ({error}). Start it and run the same command again: "
                "what was done is kept."
            ) from error
        response.raise_for_status()
        return response.json()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
