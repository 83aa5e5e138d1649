"""An answer that a chat model writes: its sentences as they come, with their sources, and the quotes in its place when it fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.serving import Serving
from tests.browser.conftest import Visiting
from tests.models.asking import written_by
from tests.models.scripted import Asked, Reply, ScriptedModel, scripted_model

QUESTION = "加泰罗尼亚建厂最多能补多少？"
QUOTE = "financial subsidy of up to 20%, at most EUR 500,000"
TRUE = "在加泰罗尼亚新建工厂，补贴比例最高为20%，金额最多为50万欧元。"
FALSE = "补贴最多为900万欧元。"


@pytest.fixture
def model(server: Serving) -> Iterator[ScriptedModel]:
    """A scripted model that writes the answers of the server."""
    usual = server.advisory.assistant
    with scripted_model() as scripted:
        server.advisory.assistant = written_by(scripted, server.advisory)
        yield scripted
        server.advisory.assistant = usual


def says(asked: Asked) -> Reply:
    number = asked.number_of(QUOTE)
    return Reply([f"{TRUE} [{number}]\n", f"{FALSE} [{number}]\n"])


def test_what_holds_is_shown_in_the_readers_language_with_its_sources(model: ScriptedModel, visit: Visiting) -> None:
    model.script = says
    turn = visit(locale="zh-CN").ask(QUESTION)
    first = turn.locator(".blocks p").first

    assert TRUE in first.inner_text()
    assert FALSE not in turn.inner_text()
    assert first.locator(".cite").count() >= 1
    assert turn.locator(".blocks > p").first.inner_text().startswith(TRUE), "no original: the words are the model's"
    first.locator(".cite").first.focus()
    card = turn.page.locator(".card blockquote")
    card.wait_for()
    assert QUOTE in card.inner_text()


def test_when_the_model_fails_the_quotes_come_and_the_reader_is_told(model: ScriptedModel, visit: Visiting) -> None:
    model.script = lambda asked: Reply(status=500)
    turn = visit(locale="zh-CN").ask(QUESTION)

    assert "改为引用原文" in turn.locator(".notice.fallback").inner_text()
    assert "EUR 500,000" in turn.locator(".blocks").inner_text()
