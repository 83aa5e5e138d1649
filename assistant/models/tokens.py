"""How many tokens a model makes of a text.

For models of OpenAI that ``tiktoken`` knows, by its vocabulary, which it fetches from the web once: that happens beside
the first requests, and never keeps one waiting. Until it is there, where it cannot be had, and for all other models,
:func:`upper_bound` is taken: two tokens for a Chinese character, one for each two letters, for each digit and for each
other sign. No common vocabulary of 30,000 tokens or more makes more of ordinary text.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable

from assistant.language.script import CJK

PIECE = re.compile(rf"(?P<han>[{CJK}])|(?P<letters>[^\W\d_]+)|(?P<digit>\d)|(?P<other>[^\s])|(?P<line>\n)")
PER_HAN = 2
LETTERS_A_TOKEN = 2
PER_MESSAGE = 8
"""Tokens around each message of a request."""

log = logging.getLogger(__name__)


def upper_bound(text: str) -> int:
    """At most so many tokens."""
    total = 0
    for match in PIECE.finditer(text):
        if match["han"]:
            total += PER_HAN
        elif match["letters"]:
            total += -(-len(match["letters"]) // LETTERS_A_TOKEN)
        else:
            total += 1
    return total


class TokenCounter:
    """Counts for one model. Safe to use from several threads."""

    def __init__(self, name: str) -> None:
        self._encode: Callable[[str], list[int]] | None = None
        self._told = False
        encoding = _encoding_of(name)
        if encoding is not None:
            threading.Thread(target=self._load, args=(encoding,), name="tiktoken", daemon=True).start()

    def count(self, text: str) -> int:
        """Tokens of a text, or at most so many."""
        if self._encode is None:
            return upper_bound(text)
        return len(self._encode(text))

    def _load(self, encoding: str) -> None:
        import tiktoken

        try:
            found = tiktoken.get_encoding(encoding)
        except Exception as error:  # noqa: BLE001 - whatever the web or a cache folder throws, counting goes on
            log.warning(
                "The vocabulary %s cannot be loaded (%s). Tokens are counted by an upper bound.",
                encoding,
                " ".join(str(error).split())[:160],
            )
            return
        self._encode = lambda text: found.encode(text, disallowed_special=())


def _encoding_of(name: str) -> str | None:
    """The vocabulary of a model by its name, which needs no network; None when tiktoken does not know it."""
    provider, _, model = name.partition(":")
    if provider != "openai":
        return None
    import tiktoken

    try:
        return tiktoken.encoding_name_for_model(model)
    except KeyError:
        return None
