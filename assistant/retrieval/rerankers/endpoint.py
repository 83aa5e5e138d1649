"""A reranking endpoint over HTTP.

Spoken is the shape that Jina brought up and most others took over (Cohere v2, vLLM, Infinity, llama.cpp, DashScope's
compatible mode): ``{"model", "query", "documents", "top_n"}`` for ``{"results": [{"index", "relevance_score"}]}``. A
server that misses ``texts`` is Hugging Face's text-embeddings-inference, and gets its own shape from then on.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Annotated, Any

import httpx
from pydantic import AliasChoices, BaseModel, Field, FiniteFloat, TypeAdapter, ValidationError

from assistant.errors import RerankerFailed, SettingsError
from assistant.retrieval.rerankers.scores import Scale

LONGEST_REPLY = 8_000_000
"""Bytes of a reply that are read; some servers send the passages back."""


class _Result(BaseModel):
    index: Annotated[int, Field(ge=0, strict=True)]
    score: FiniteFloat = Field(validation_alias=AliasChoices("relevance_score", "score"))


class _Results(BaseModel):
    results: list[_Result] = Field(validation_alias=AliasChoices("results", "data"))


REPLY: TypeAdapter[_Results | list[_Result]] = TypeAdapter(_Results | list[_Result])


class EndpointReranker:
    """Asks a server. Safe to use from several threads."""

    def __init__(self, url: str, *, model: str = "", api_key: str = "", timeout: float) -> None:
        address = _address(url)
        if not (api_key.isascii() and api_key.isprintable()):
            raise SettingsError(["GOGLOBAL_RERANKER_API_KEY holds characters that no key has; copy it anew"])
        self._name = str(address.copy_with(userinfo=b"", query=None, fragment=None))
        self._url = address
        self._model = model
        self._timeout = timeout
        self._speaks_tei = False
        self._scale = Scale()
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._client = httpx.Client(headers=headers, timeout=timeout)

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """See :class:`assistant.protocols.Reranker`."""
        if not texts:
            return []
        deadline = time.monotonic() + self._timeout
        reply = self._post(self._body(question, texts), deadline)
        if not self._speaks_tei and reply.status_code in {400, 422} and b"texts" in reply.content:
            reply = self._post(_tei_body(question, texts), deadline)
            self._speaks_tei = reply.is_success
        if not reply.is_success:
            raise self._failed(f"answered HTTP {reply.status_code}: {_beginning(reply)}")
        return self._scale.probabilities(self._read(reply, len(texts)))

    def close(self) -> None:
        """See :class:`assistant.protocols.Reranker`."""
        self._client.close()

    def _body(self, question: str, texts: Sequence[str]) -> dict[str, Any]:
        if self._speaks_tei:
            return _tei_body(question, texts)
        body: dict[str, Any] = {"query": question, "documents": list(texts), "top_n": len(texts)}
        return {"model": self._model, **body} if self._model else body

    def _post(self, body: dict[str, Any], deadline: float) -> httpx.Response:
        # httpx's own timeouts are for each step; a reply that trickles in would never end.
        try:
            with self._client.stream("POST", self._url, json=body) as reply:
                content = b""
                for part in reply.iter_bytes():
                    content += part
                    if time.monotonic() > deadline:
                        raise self._failed(f"did not finish within {self._timeout:g} seconds")
                    if len(content) > LONGEST_REPLY:
                        raise self._failed(f"answered with more than {LONGEST_REPLY:,} bytes")
                return httpx.Response(reply.status_code, content=content)
        except httpx.TimeoutException as error:
            raise self._failed(f"did not answer within {self._timeout:g} seconds") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise self._failed(f"does not answer ({error})") from error
        except (RuntimeError, UnicodeError) as error:
            # The client was closed meanwhile, or a text holds half a character.
            raise self._failed(f"could not be asked ({error})") from error

    def _read(self, reply: httpx.Response, count: int) -> list[float]:
        try:
            read = REPLY.validate_json(reply.content)
        except ValidationError as error:
            raise self._failed(f"answered in no known shape: {_beginning(reply)}") from error
        results = read.results if isinstance(read, _Results) else read
        scores = {result.index: result.score for result in results}
        if len(scores) < len(results) or any(index >= count for index in scores):
            raise self._failed(f"named passages twice, or others than the {count} it was given")
        if len(scores) < count:
            raise self._failed(
                f"judged {len(scores)} of {count} passages; set GOGLOBAL_RERANKER_DEPTH to what it takes at a time"
            )
        return [scores[index] for index in range(count)]

    def _failed(self, reason: str) -> RerankerFailed:
        return RerankerFailed(self._name, reason)


def _tei_body(question: str, texts: Sequence[str]) -> dict[str, Any]:
    return {"query": question, "texts": list(texts), "truncate": True}


def _address(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise SettingsError([f"GOGLOBAL_RERANKER is {url!r}; {error}"]) from error
    if not address.host or address.path.strip("/") == "":
        raise SettingsError(
            [f"GOGLOBAL_RERANKER is {url!r}; expected the whole address, such as http://127.0.0.1:8080/v1/rerank"]
        )
    return address


def _beginning(reply: httpx.Response) -> str:
    """The first words of a reply, for a log: one line."""
    return " ".join(reply.content[:400].decode("utf-8", errors="replace").split())[:200] or "nothing"
