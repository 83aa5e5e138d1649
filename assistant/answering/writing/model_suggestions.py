"""Questions to go on with by a chat model; only those that the documents at hand answer are shown."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from assistant.answering.suggestions import MOST, Read, Suggestions
from assistant.answering.writing.asking import mark
from assistant.answering.writing.packing import as_data
from assistant.domain import Access, Hit, Outcome
from assistant.errors import ModelFailed
from assistant.language.script import language_of
from assistant.models import prompts
from assistant.models.values import ChatModel, Message
from assistant.protocols import Draft, Query

TOKENS = 200
SECONDS = 8.0
LONGEST = 120

log = logging.getLogger(__name__)


class ModelSuggestions:
    """Like :class:`assistant.answering.suggestions.Suggestions`, whose questions fill up what the model lacks."""

    def __init__(self, suggestions: Suggestions, model: ChatModel) -> None:
        self._suggestions = suggestions
        self._model = model

    def after(
        self,
        query: Query,
        hits: Sequence[Hit],
        draft: Draft,
        *,
        read: Read,
        markets: Sequence[str] = (),
        asked: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """See :meth:`assistant.answering.suggestions.Suggestions.after`."""
        own: tuple[str, ...] = ()
        if draft.outcome in {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED} and draft.citations:
            documents = {hit.passage.document_id for hit in hits}
            candidates = [words for words in self._asked_of_model(query, hits) if words not in {query.text, *asked}]
            own = self._suggestions.answered(candidates, documents, read=read, access=query.access)[:MOST]
        if len(own) == MOST:
            return own
        others = self._suggestions.after(query, hits, draft, read=read, markets=markets, asked=asked)
        return (*own, *(words for words in others if words not in own))[:MOST]

    def openings(self, *, language: str, access: Access, read: Read) -> tuple[str, ...]:
        """See :meth:`assistant.answering.suggestions.Suggestions.openings`: no model is asked for them."""
        return self._suggestions.openings(language=language, access=access, read=read)

    def _asked_of_model(self, query: Query, hits: Sequence[Hit]) -> list[str]:
        evidence = "\n".join(as_data(f"{hit.metadata.title}: {hit.passage.text}") for hit in hits[:5])
        fenced = prompts.FENCED.format(mark=mark(), text=f"{evidence}\n\nQuestion: {as_data(query.text)}")
        system = prompts.FOLLOW_UPS.format(language=prompts.LANGUAGES[query.language])
        try:
            reply = self._model.complete(
                [Message("system", system), Message("user", fenced)],
                purpose="follow_ups",
                max_tokens=TOKENS,
                timeout=SECONDS,
            )
        except ModelFailed as error:
            log.info("%s Follow-ups are made without it.", error)
            return []
        lines = (re.sub(r"^\s*(?:[-*•]|\d+[.、)])\s*", "", line).strip() for line in reply.splitlines())
        return [line for line in lines if line and len(line) <= LONGEST and language_of(line) == query.language]
