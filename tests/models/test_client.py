"""Budgets, the record of usage, the cap on requests, and counting."""

from __future__ import annotations

import threading

import pytest

from assistant.answering.phrases import phrase
from assistant.bootstrap import Advisory
from assistant.errors import ModelFailed, ModelFault
from assistant.models.making import make_chat_model
from assistant.models.tokens import upper_bound
from assistant.models.values import Message
from tests.models.asking import settings_for, written_by
from tests.models.scripted import Reply, ScriptedModel, says
from tests.waiting import SECONDS

QUESTION = "What is the maximum subsidy of the Catalonia CAPEX incentive?"


def test_usage_that_the_provider_tells_is_recorded_with_its_cost(
    model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    usage = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
    model.script = says("NO_ANSWER", usage=usage)
    answer = written_by(model, corpus_advisory, chat_price_in=2.0, chat_price_out=10.0).answer(QUESTION)
    (use,) = corpus_advisory.catalogue.usage.of_turn(answer.conversation, 1)
    assert (use.purpose, use.tokens_in, use.tokens_out, use.estimated) == ("answer", 1000, 200, False)
    assert use.cost == pytest.approx(0.004)


def test_usage_that_nobody_tells_is_counted_by_an_upper_bound(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says("NO_ANSWER")
    answer = written_by(model, corpus_advisory).answer(QUESTION)
    (use,) = corpus_advisory.catalogue.usage.of_turn(answer.conversation, 1)
    assert use.estimated
    assert use.tokens_in >= upper_bound(model.asked[0].text)


@pytest.mark.parametrize(
    "limit",
    [
        {"chat_tokens_per_conversation": 6000},
        {"chat_cost_per_conversation": 0.006, "chat_price_in": 1.0, "chat_price_out": 1.0},
    ],
)
def test_conversation_that_has_used_its_budget_goes_on_with_quotes(
    limit: dict[str, float], model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    usage = {"prompt_tokens": 5900, "completion_tokens": 100, "total_tokens": 6000}
    model.script = says("NO_ANSWER", usage=usage)
    assistant = written_by(model, corpus_advisory, chat_answer_tokens=50, chat_evidence_tokens=1500, **limit)
    first = assistant.answer(QUESTION)
    second = assistant.answer(QUESTION, conversation=first.conversation)
    assert len(model.asked) == 1
    assert second.model == "quoting"
    assert phrase("model_budget", "en") in [notice.text for notice in second.notices]
    other = assistant.answer(QUESTION)
    assert phrase("model_budget", "en") not in [notice.text for notice in other.notices], (
        "another conversation has a budget of its own"
    )


def test_day_has_a_budget_over_all_conversations(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says("NO_ANSWER")
    spent = corpus_advisory.catalogue.usage.spent().tokens
    assistant = written_by(model, corpus_advisory, chat_tokens_per_day=spent + 100)
    assert phrase("model_budget", "en") in [notice.text for notice in assistant.answer(QUESTION).notices]
    assert model.asked == []


def test_more_requests_than_allowed_wait_and_then_give_up(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    settings = settings_for(model, corpus_advisory, chat_concurrency=1)
    client = make_chat_model(settings, corpus_advisory.catalogue.usage)
    assert client is not None
    model.script = lambda _: Reply(("one ", "two "), wait=0.1, endless=True)
    messages = [Message("user", "hello")]
    first = client.stream(messages, purpose="answer", max_tokens=10_000)
    next(first)
    with pytest.raises(ModelFailed) as failed:
        client.complete(messages, purpose="answer", max_tokens=100, timeout=0.2)
    assert failed.value.fault is ModelFault.BUSY
    first.close()  # type: ignore[attr-defined]
    model.script = says("Hello.")
    assert client.complete(messages, purpose="answer", max_tokens=100) == "Hello."


def test_reader_that_leaves_ends_the_request(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    client = make_chat_model(settings_for(model, corpus_advisory), corpus_advisory.catalogue.usage)
    assert client is not None
    model.script = lambda _: Reply(("word ",), wait=0.02, endless=True)
    reply = client.stream([Message("user", "hello")], purpose="answer", max_tokens=1000)
    next(reply)
    reply.close()  # type: ignore[attr-defined]
    for thread in [thread for thread in threading.enumerate() if thread.name == "chat model"]:
        thread.join(timeout=SECONDS)
        assert not thread.is_alive()


@pytest.mark.parametrize(
    ("text", "at_most"),
    [("", 0), ("补贴", 4), ("subsidy", 4), ("EUR 500,000", 9), ("a\nb", 3)],
)
def test_upper_bound_of_tokens(text: str, at_most: int) -> None:
    assert upper_bound(text) == at_most
