"""Every provider that has an extra, over its own protocol, through its own client."""

from __future__ import annotations

import gc
import warnings
from contextlib import nullcontext
from pathlib import Path

import pytest

from assistant.answering.phrases import phrase
from assistant.bootstrap import Advisory, Catalogue
from assistant.errors import ModelFailed
from assistant.models.making import make_chat_model
from assistant.models.values import Message
from tests.conftest import make_settings
from tests.models.asking import written_by
from tests.models.scripted import Asked, Reply, ScriptedModel, says
from tests.models.test_faults import QUESTION, QUOTE, TRUE, quoted_well, true_sentence
from tests.waiting import wait_until

OTHERS = ("anthropic", "ollama")
FAULTS = {
    "wrong key": (says(status=401), "model_down", 1),
    "unknown model": (says(status=404), "model_down", 1),
    "rate limit": (says(status=429, headers={"Retry-After": "0"}), "model_busy", 2),
    "server error": (says(status=500), "model_down", 2),
    "silence": (says(silence=30), "model_slow", 1),
    "no JSON": (says(raw="{no json"), "model_down", 1),
    "nothing": (says(), "model_refused", 1),
    "cut off": (says("The financial subsidy is up", ended=None), "model_down", 1),
}  # fmt: skip


def asked_of(provider: str, model: ScriptedModel) -> dict[str, str]:
    return {"chat_model": f"{provider}:scripted", "chat_base_url": model.root, "chat_api_key": "none"}


@pytest.mark.parametrize("provider", OTHERS)
def test_written_answer_with_its_usage(provider: str, model: ScriptedModel, corpus_advisory: Advisory) -> None:
    def script(asked: Asked) -> Reply:
        usage = {"prompt_tokens": 900, "completion_tokens": 40, "total_tokens": 940}
        return Reply((true_sentence(asked)[:30], true_sentence(asked)[30:]), usage=usage)

    model.script = script
    answer = written_by(model, corpus_advisory, **asked_of(provider, model)).answer(QUESTION)
    assert [block.text for block in answer.blocks] == [TRUE]
    assert QUOTE in answer.citations[0].quote
    assert answer.model == f"{provider}:scripted"
    (use,) = corpus_advisory.catalogue.usage.of_turn(answer.conversation, 1)
    assert use.tokens_out == 40
    assert not use.estimated
    assert model.asked[0].system.startswith("You are an adviser")


@pytest.mark.parametrize("provider", OTHERS)
@pytest.mark.parametrize("fails", [False, True])
def test_no_connection_is_left_when_the_model_is_not_used_any_more(
    provider: str, fails: bool, model: ScriptedModel, tmp_path: Path
) -> None:
    model.script = says(status=500) if fails else says("Hello.")
    own = {"chat_timeout": 100 + fails, "chat_retries": 0}  # what has the same address and time may share connections
    settings = make_settings(tmp_path, **asked_of(provider, model), **own)
    catalogue = Catalogue(settings)
    client = make_chat_model(settings, catalogue.usage)
    assert client is not None
    with pytest.raises(ModelFailed) if fails else nullcontext():
        client.complete([Message("user", "hello")], purpose="answer", max_tokens=9)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        del client
        gc.collect()
    assert [warning for warning in told if "socket" in str(warning.message)] == []
    catalogue.close()


@pytest.mark.parametrize("provider", OTHERS)
@pytest.mark.parametrize("name", FAULTS)
def test_failure_costs_no_answer(provider: str, name: str, model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script, notice, requests = FAULTS[name]
    silence = {"chat_silence": 0.4} if name == "silence" else {}
    answer = written_by(model, corpus_advisory, **silence, **asked_of(provider, model)).answer(QUESTION)
    quoted_well(answer, corpus_advisory)
    assert phrase(notice, "en") in [notice.text for notice in answer.notices]
    wait_until(lambda: len(model.asked) >= requests)
    assert len(model.asked) == requests
