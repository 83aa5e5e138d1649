"""A model's standalone question, taken only when it says nothing that was not said."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from assistant.errors import RewriterFailed
from assistant.language.places import places_in
from assistant.language.quantities import quantities
from assistant.language.words import content_tokens
from assistant.protocols import Rewriter
from assistant.question.earlier import Earlier

LONGEST = 500
"""Characters of a standalone question."""

OWN_WORDS = 0.3
"""Share of its words that somebody must have said: a remark of the model's is no question of the user's."""

log = logging.getLogger(__name__)


def rewritten(rewriter: Rewriter, question: str, earlier: Sequence[Earlier]) -> str | None:
    """The model's standalone question, or None when it failed or put in what nobody said.

    Each place and each quantity in it, and a good part of its words, must stand in the question, in an earlier one, or in what an
    answer listed.
    """
    before = [turn.question for turn in earlier if not turn.small_talk]
    try:
        text = " ".join(rewriter.rewrite(question, before).split())
    except RewriterFailed as error:
        log.warning("%s The standalone question is made without it.", error)
        return None
    if not text or len(text) > LONGEST:
        return None
    said = "\n".join([question, *before, *(item for turn in earlier for item in turn.items)])
    words = content_tokens(text)
    known = set(content_tokens(said))
    if not words or sum(word in known for word in words) < OWN_WORDS * len(words):
        return None
    if set(places_in(text)) - set(places_in(said)) or _keys(text) - _keys(said):
        return None
    return text


def _keys(text: str) -> set[tuple[str, str, str | None]]:
    return {quantity.key for quantity in quantities(text)}
