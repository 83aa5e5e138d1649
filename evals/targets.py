"""What a run asks: the assistant in this process, a running server, or the reference pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

import httpx

from assistant.bootstrap import Advisory, open_advisory
from assistant.domain import Access
from assistant.errors import UnknownDocument
from assistant.settings import Settings
from assistant.wire.answers import AnswerOut, CitationOut
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

    def known_documents(self) -> dict[str, int]:
        """All documents that it answers from: ids to versions."""

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

    def known_documents(self) -> dict[str, int]:
        """See :class:`Target`."""
        return {summary.id: summary.version for summary in self._advisory.catalogue.documents.summaries()}

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
        headers = {b"Authorization": f"Bearer {token}".encode()} if token else {}
        try:
            self._client = httpx.Client(base_url=address, headers=headers, timeout=120, trust_env=False)
        except httpx.InvalidURL as error:
            raise self._stranger(error) from error

    def known_documents(self) -> dict[str, int]:
        """See :class:`Target`.

        Raises:
            EvalError: the server is none of ours, does not know the token, or does not answer.
        """
        try:
            return {item["id"]: item["version"] for item in self._ask("GET", "/v1/documents")["documents"]}
        except httpx.HTTPStatusError as error:
            if error.response.status_code == httpx.codes.UNAUTHORIZED:
                raise EvalError(
                    f"The server at {self.name} does not know the token; give its own with --token."
                ) from error
            raise self._stranger(error) from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
            raise self._stranger(error) from error

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
        except httpx.UnsupportedProtocol as error:
            raise self._stranger(error) from error
        except httpx.TransportError as error:
            raise EvalError(
                f"The server at {self.name} does not answer ({error}). Start it and run the same command again: "
                "what was done is kept."
            ) from error
        response.raise_for_status()
        return response.json()

    def _stranger(self, error: Exception) -> EvalError:
        reason = str(error).partition("\n")[0] or type(error).__name__
        return EvalError(
            f"{self.name} is not a Going Global server ({reason}). Give an address such as http://127.0.0.1:8000."
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()


@contextmanager
def open_target(settings: Settings, *, address: str | None, token: str | None, system: str) -> Iterator[Target]:
    """The running server at an address, or else a system in this process.

    Raises:
        IndexBusy: another process holds the data folder.
    """
    if address is not None:
        with ServerTarget(address, token=token) as server:
            yield server
        return
    with open_advisory(settings) as advisory:
        advisory.follower.catch_up()
        if system == LocalTarget.name:
            yield LocalTarget(advisory)
            return
        # Imported here, for it brings Chroma and a text splitter with it.
        from evals.reference import ReferenceTarget

        documents = advisory.catalogue.documents
        texts = {summary.id: documents.get(summary.id).document.text for summary in documents.summaries()}
        yield ReferenceTarget(advisory.embedder, texts)
