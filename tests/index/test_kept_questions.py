"""Questions are embedded once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.index.kept_questions import KeptQuestions
from assistant.protocols import Vectors


class Counting:
    """Embeds by length, and remembers what it was asked."""

    fingerprint = "counting"
    languages = frozenset({"en"})
    replaces_dictionary = True

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.array([[len(text)] for text in texts], dtype=np.float32)

    def embed_question(self, text: str) -> Vectors:
        self.asked.append(text)
        return self.embed_passages([text])


def test_a_question_is_embedded_once_and_its_vector_stays_the_same() -> None:
    embedder = Counting()
    kept = KeptQuestions(embedder)

    vectors = [kept.embed_question(text).item() for text in ("duty", "duties", "duty")]

    assert vectors == [4.0, 6.0, 4.0]
    assert embedder.asked == ["duty", "duties"]


def test_it_is_known_by_what_it_embeds_with() -> None:
    embedder = Counting()
    kept = KeptQuestions(embedder)

    assert (kept.fingerprint, kept.languages, kept.replaces_dictionary) == ("counting", frozenset({"en"}), True)
    assert kept.embed_passages(["ab"]).tolist() == [[2.0]]
