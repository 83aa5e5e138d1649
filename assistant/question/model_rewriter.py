"""A chat model that makes a follow-up into a question that stands for itself."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from assistant.errors import ModelFailed, RewriterFailed
from assistant.models import prompts
from assistant.models.values import ChatModel, Message

TOKENS = 200
SECONDS = 8.0
"""A question is waited for before anything is shown: the form without a model is better than a long wait."""


class ModelRewriter:
    """See :class:`assistant.protocols.Rewriter`."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def rewrite(self, question: str, earlier: Sequence[str]) -> str:
        """See :class:`assistant.protocols.Rewriter`."""
        asked = prompts.REWRITE_THIS.format(
            mark=f"DATA-{secrets.token_hex(4).upper()}", earlier="\n".join(earlier), question=question
        )
        messages = [Message("system", prompts.REWRITE), Message("user", asked)]
        try:
            reply = self._model.complete(messages, purpose="rewrite", max_tokens=TOKENS, timeout=SECONDS)
        except ModelFailed as error:
            raise RewriterFailed(self._model.name, error.reason) from error
        return reply.strip().strip('"“”「」')
