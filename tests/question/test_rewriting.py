"""A model may make the standalone question, and is not believed when it says what nobody said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.domain import Access
from assistant.errors import RewriterFailed
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary
from assistant.question.earlier import Earlier
from assistant.question.understanding import Understanding

BEFORE = Earlier("加泰罗尼亚建厂最多能补多少?", language="zh", items=("PERTE VEC IV", "20%"))


class Scripted:
    """Says what it was given, and notes what it was asked."""

    def __init__(self, says: str | RewriterFailed) -> None:
        self._says = says
        self.asked: list[tuple[str, list[str]]] = []

    def rewrite(self, question: str, earlier: Sequence[str]) -> str:
        self.asked.append((question, list(earlier)))
        if isinstance(self._says, RewriterFailed):
            raise self._says
        return self._says


def understood(dictionary: Dictionary, rewriter: Scripted, *, earlier: Sequence[Earlier] = (BEFORE,)) -> str:
    understanding = Understanding(Crossing(dictionary), rewriter=rewriter)
    return understanding.query("那摩洛哥呢?", earlier=earlier, access=Access.PUBLIC).text


@pytest.mark.parametrize("says", ["在摩洛哥建厂，最多能拿多少补贴？", " 在摩洛哥建厂，\n最多补20%吗？ "])
def test_the_model_makes_the_standalone_question(dictionary: Dictionary, says: str) -> None:
    rewriter = Scripted(says)
    assert understood(dictionary, rewriter) == " ".join(says.split())
    assert rewriter.asked == [("那摩洛哥呢?", [BEFORE.question])]


@pytest.mark.parametrize(
    "says",
    [
        "",
        "摩洛哥和葡萄牙建厂最多能补多少？",
        "在摩洛哥投500万欧元最多能补多少？",
        "摩洛哥" * 300,
        RewriterFailed("a model", "did not answer"),
    ],
)
def test_what_fails_or_invents_gives_way_to_the_form_without_a_model(
    dictionary: Dictionary, says: str | RewriterFailed
) -> None:
    assert understood(dictionary, Scripted(says)) == "摩洛哥建厂最多能补多少?"


def test_the_first_question_is_not_rewritten(dictionary: Dictionary) -> None:
    rewriter = Scripted("anything")
    assert understood(dictionary, rewriter, earlier=()) == "那摩洛哥呢?"
    assert rewriter.asked == []
