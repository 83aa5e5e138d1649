"""A question's translation by a chat model, searched for beside what dictionary and glossary make of it."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from functools import lru_cache

from assistant.domain import Hit
from assistant.errors import ModelFailed
from assistant.language.crossing import Crossing
from assistant.language.quantities import quantities
from assistant.language.script import language_of
from assistant.models import prompts
from assistant.models.values import ChatModel, Message
from assistant.protocols import Query, Request, Retriever

WEIGHT = 0.5
"""What a term of the translation counts beside one of the question."""
TOKENS = 200
SECONDS = 6.0
LONGEST = 600
"""Characters of a question beyond which it is searched for as it is."""

log = logging.getLogger(__name__)


class Translated:
    """A retriever that adds the terms of a question's translation. A model that fails changes nothing."""

    def __init__(self, retriever: Retriever, model: ChatModel, crossing: Crossing) -> None:
        self._retriever = retriever
        self._model = model
        self._crossing = crossing
        self._kept = lru_cache(maxsize=1000)(self._translate)

    def retrieve(self, query: Query, *, k: int) -> list[Hit]:
        """See :class:`assistant.protocols.Retriever`."""
        if query.request is not Request.QUESTION or len(query.text) > LONGEST:
            return self._retriever.retrieve(query, k=k)
        try:
            translation = self._kept(query.text)
        except ModelFailed as error:
            log.info("%s The question is searched for without its translation.", error)
            return self._retriever.retrieve(query, k=k)
        known = {term.source for term in query.terms}
        terms = tuple(
            replace(term, weight=term.weight * WEIGHT)
            for term in self._crossing.terms(translation)
            if term.source not in known
        )
        widened = replace(query, terms=(*query.terms, *terms), asked=query.asked or query.terms)
        return self._retriever.retrieve(widened if terms else query, k=k)

    def _translate(self, text: str) -> str:
        """The question in the other language; empty when the model changed its figures or its language not."""
        target = "en" if language_of(text) == "zh" else "zh"
        fenced = prompts.FENCED.format(mark=f"DATA-{secrets.token_hex(4).upper()}", text=text)
        system = prompts.TRANSLATE_QUESTION.format(language=prompts.LANGUAGES[target])
        said = self._model.complete(
            [Message("system", system), Message("user", fenced)],
            purpose="translate",
            max_tokens=TOKENS,
            timeout=SECONDS,
        ).strip()
        same = {quantity.key for quantity in quantities(said)} == {quantity.key for quantity in quantities(text)}
        return said if same and language_of(said) == target and len(said) <= LONGEST else ""
