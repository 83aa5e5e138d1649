"""Translations beside quotes in another language, by a chat model: marked as such, and with every figure of the original."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.checking.figures import unstated
from assistant.answering.checking.values import Source
from assistant.answering.phrases import phrase
from assistant.answering.writing.asking import mark
from assistant.answering.writing.packing import as_data
from assistant.domain import AnswerBlock, AnswerBlockKind, Hit
from assistant.errors import ModelFailed
from assistant.language.script import language_of
from assistant.models import prompts
from assistant.models.client import ModelClient
from assistant.models.values import ChatModel, Message
from assistant.protocols import Answerer, Draft, Query

TOKENS = 1500
SECONDS = 15.0
STATES = frozenset({AnswerBlockKind.SENTENCE, AnswerBlockKind.ITEM, AnswerBlockKind.ROW})
LINE = re.compile(r"^\s*(\d{1,2})[.、．:：]\s*(.+?)\s*$", re.MULTILINE)

log = logging.getLogger(__name__)


class QuotesTranslated:
    """An answerer whose quotes in another language are followed by their translation. A model that fails changes nothing."""

    def __init__(self, answerer: Answerer, model: ModelClient) -> None:
        self.name = answerer.name
        self._answerer = answerer
        self._model = model

    def answer(self, query: Query, hits: Sequence[Hit]) -> Draft:
        """See :class:`assistant.protocols.Answerer`."""
        draft = self._answerer.answer(query, hits)
        return replace(draft, blocks=_translated(draft, query.language, self._model.here()))


def _translated(draft: Draft, language: str, model: ChatModel) -> Iterator[AnswerBlock]:
    blocks = list(draft.blocks)
    foreign = [block for block in blocks if block.kind in STATES and language_of(block.text) != language]
    said = _translations([block.text for block in foreign], language, model) if foreign else {}
    held: list[AnswerBlock] = []
    for place, block in enumerate(blocks):
        yield block
        if (text := said.get(block.text)) is not None and block.kind in STATES:
            held.append(
                AnswerBlock(
                    AnswerBlockKind.NOTE,
                    phrase("translation", language, text=text),
                    citations=block.citations,
                    translation=True,
                )
            )
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        # Rows of a table stay together; their translations come below it.
        if not (block.kind is AnswerBlockKind.ROW and following is not None and following.kind is AnswerBlockKind.ROW):
            yield from held
            held = []


def _translations(texts: Sequence[str], language: str, model: ChatModel) -> dict[str, str]:
    """Translations by their originals; those that fail or change a figure are left out."""
    numbered = "\n".join(f"{number}. {as_data(' '.join(text.split()))}" for number, text in enumerate(texts, start=1))
    system = prompts.TRANSLATE_QUOTES.format(language=prompts.LANGUAGES[language])
    fenced = prompts.FENCED.format(mark=mark(), text=numbered)
    try:
        reply = model.complete(
            [Message("system", system), Message("user", fenced)], purpose="quotes", max_tokens=TOKENS, timeout=SECONDS
        )
    except ModelFailed as error:
        log.info("%s Quotes are shown without translations.", error)
        return {}
    lines = {int(number): words for number, words in LINE.findall(reply)}
    found = {}
    for number, text in enumerate(texts, start=1):
        words = lines.get(number, "")
        if words and language_of(words) == language and _same_figures(text, words):
            found[text] = words
    return found


def _same_figures(original: str, translation: str) -> bool:
    return not unstated(translation, [Source(original)]) and not unstated(original, [Source(translation)])
