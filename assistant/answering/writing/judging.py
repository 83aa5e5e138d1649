"""A chat model as the judge of statements whose wording leaves it open whether they follow."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.writing.asking import mark
from assistant.answering.writing.packing import as_data
from assistant.errors import ModelFailed
from assistant.models import prompts
from assistant.models.values import ChatModel, Message

TOKENS = 16
SECONDS = 8.0


class ModelJudge:
    """See :class:`assistant.answering.writing.proving.Judge`."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def follows(self, statement: str, sources: Sequence[str]) -> bool | None:
        """See :class:`assistant.answering.writing.proving.Judge`."""
        asked = prompts.JUDGE_THIS.format(
            mark=mark(), sources=as_data("\n".join(sources)), statement=as_data(statement)
        )
        try:
            reply = self._model.complete(
                [Message("system", prompts.JUDGE), Message("user", asked)],
                purpose="judge",
                max_tokens=TOKENS,
                timeout=SECONDS,
            )
        except ModelFailed:
            return None
        word = reply.strip().strip(".。*` ").upper()
        return {"YES": True, "NO": False}.get(word.split()[0] if word else "")
