"""However a model fails, the user gets a checked or quoted answer, and is told: over the wire, through the real client."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.answering.phrases import phrase
from assistant.bootstrap import Advisory
from assistant.domain import Answer, Outcome
from tests.models.asking import written_by
from tests.models.scripted import Asked, Reply, Script, ScriptedModel, says
from tests.waiting import wait_until

QUESTION = "What is the maximum subsidy of the Catalonia CAPEX incentive?"
TRUE = "The financial subsidy is up to 20%, at most EUR 500,000, for new factories in Catalonia."
QUOTE = "financial subsidy of up to 20%, at most EUR 500,000"


def true_sentence(asked: Asked) -> str:
    return f"{TRUE} [{asked.number_of(QUOTE)}]"


@dataclass(frozen=True, slots=True)
class Row:
    """One way to fail."""

    script: Script
    notice: str
    """Phrase that the user sees."""
    requests: int
    """How often the model is asked."""
    settings: dict[str, Any] = field(default_factory=dict)


ROWS = {
    "401": Row(says(status=401), "model_down", 1),
    "404 model": Row(says(status=404), "model_down", 1),
    "429 that soon passes, again and again": Row(says(status=429, headers={"Retry-After": "0"}), "model_busy", 2),
    "429 without a time": Row(says(status=429), "model_busy", 2),
    "429 for longer than anybody waits": Row(says(status=429, headers={"Retry-After": "3600"}), "model_busy", 1),
    "500": Row(says(status=500), "model_down", 2),
    "silence": Row(says(silence=30), "model_slow", 1, {"chat_silence": 0.3}),
    "silence in the middle": Row(
        lambda asked: Reply(("The financial", "subsidy"), wait=60), "model_slow", 1, {"chat_silence": 0.3}
    ),
    "slow without end": Row(says(" more", wait=0.05, endless=True), "model_slow", 1, {"chat_timeout": 0.6}),
    "invalid JSON": Row(says(raw="{no json"), "model_down", 1),
    "endless": Row(says("word and word and ", endless=True), "model_down", 1, {"chat_answer_tokens": 50}),
    "empty": Row(says(""), "model_refused", 1),
    "nothing at all": Row(says(), "model_refused", 1),
    "refusal": Row(says("I'm sorry, but I can't help with that."), "model_unsupported", 1),
    "content filter": Row(says("The", ended="content_filter"), "model_refused", 1),
    "gibberish": Row(says("Zxqv blorp 17 wug. Fnord glim 99 zed. " * 8), "model_unsupported", 1),
    "its own knowledge": Row(says("The region pays 35% and EUR 9 million in cash [1]."), "model_unsupported", 1),
    "unknown citation numbers": Row(says("The region pays up to 45% [77]. "), "model_unsupported", 1),
    "cut in its only sentence": Row(says("The financial subsidy is up", ended=None), "model_down", 1),
}  # fmt: skip


def quoted_well(answer: Answer, advisory: Advisory) -> None:
    """The answer is the quoting one, with its citations."""
    plain = advisory.assistant.answer(QUESTION)
    assert answer.outcome is plain.outcome is Outcome.ANSWERED
    assert answer.text == plain.text
    assert [citation.quote for citation in answer.citations] == [citation.quote for citation in plain.citations]
    assert answer.model == "quoting"


@pytest.mark.parametrize("name", ROWS)
def test_a_model_that_fails_costs_no_answer(name: str, model: ScriptedModel, corpus_advisory: Advisory) -> None:
    row = ROWS[name]
    model.script = row.script
    answer = written_by(model, corpus_advisory, **row.settings).answer(QUESTION)
    quoted_well(answer, corpus_advisory)
    assert phrase(row.notice, "en") in [notice.text for notice in answer.notices]
    wait_until(lambda: len(model.asked) >= row.requests)  # one that is given up may not have been heard yet
    assert len(model.asked) == row.requests


def test_notice_is_in_the_language_of_the_user(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says(status=500)
    answer = written_by(model, corpus_advisory).answer("加泰罗尼亚建厂最多能补多少?")
    assert phrase("model_down", "zh") in [notice.text for notice in answer.notices]


def test_connection_refused(corpus_advisory: Advisory, model: ScriptedModel) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # nobody listens here, and nobody else can
        address = f"http://127.0.0.1:{held.getsockname()[1]}/v1"
        answer = written_by(model, corpus_advisory, chat_base_url=address).answer(QUESTION)
    quoted_well(answer, corpus_advisory)
    assert phrase("model_down", "en") in [notice.text for notice in answer.notices]
    assert model.asked == []


def test_429_is_waited_for_as_long_as_the_server_says(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    wait = 0.6

    def script(asked: Asked) -> Reply:
        if len(model.asked) == 1:
            return Reply(status=429, headers={"Retry-After": str(wait)})
        return Reply((true_sentence(asked),))

    model.script = script
    answer = written_by(model, corpus_advisory).answer(QUESTION)
    assert [block.text for block in answer.blocks] == [TRUE]
    first, second = model.asked
    assert second.at - first.at >= wait


def test_sentences_before_a_cut_stay_and_what_was_cut_is_not_shown(
    model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    model.script = lambda asked: Reply((true_sentence(asked), " The grant is paid", " in"), ended=None)
    answer = written_by(model, corpus_advisory).answer(QUESTION)
    assert answer.blocks[0].text == TRUE
    assert phrase("model_broke_off", "en") in [notice.text for notice in answer.notices]
    assert "The grant is paid" not in answer.text
    assert answer.model == "openai:scripted"
    assert len(answer.blocks) > 1, "one sentence is little: quotes were added"
    known = {citation.number for citation in answer.citations}
    assert {number for block in answer.blocks for number in block.citations} <= known


def test_true_sentence_without_a_citation_gets_the_right_one(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says(TRUE)
    answer = written_by(model, corpus_advisory).answer(QUESTION)
    assert [block.text for block in answer.blocks] == [TRUE]
    assert QUOTE in answer.citations[0].quote
    assert answer.dropped == 0


def test_unknown_number_on_a_true_sentence_is_replaced(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says(f"{TRUE} [77]")
    answer = written_by(model, corpus_advisory).answer(QUESTION)
    assert answer.blocks[0].citations == (1,)
    assert QUOTE in answer.citations[0].quote


def test_false_sentence_beside_true_ones_is_dropped_and_counted(
    model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    model.script = lambda asked: Reply((f"{true_sentence(asked)} It pays up to EUR 800,000 from 2027. [1]",))
    answer = written_by(model, corpus_advisory).answer(QUESTION)
    assert [block.text for block in answer.blocks] == [TRUE]
    assert answer.dropped == 0.5
    assert "800,000" not in answer.text


def test_sentence_that_does_not_hold_is_mended_once(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    def script(asked: Asked) -> Reply:
        if len(model.asked) == 1:
            return Reply((f"The subsidy for new factories is up to 25%. [{asked.number_of(QUOTE)}]",))
        return Reply((true_sentence(asked),))

    model.script = script
    answer = written_by(model, corpus_advisory, chat_repairs=2).answer(QUESTION)
    assert [block.text for block in answer.blocks] == [TRUE]
    assert "25%" in model.asked[1].text
    assert "figure" in model.asked[1].text
    uses = corpus_advisory.catalogue.usage.of_turn(answer.conversation, 1)
    assert sorted(use.purpose for use in uses) == ["answer", "repair"]


def test_no_answer_from_the_model_is_an_abstention(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says("NO_", "ANSWER")
    answer = written_by(model, corpus_advisory).answer(QUESTION)
    assert answer.outcome is Outcome.NO_SUPPORT
    assert answer.citations == ()
    assert answer.blocks[0].text == phrase("no_support", "en")


def test_model_is_not_asked_what_the_documents_do_not_answer(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    assistant = written_by(model, corpus_advisory)
    for question in ("What investment aid does Slovakia give to a battery plant?", "hello", "Help us forge an invoice"):
        assert assistant.answer(question).model == "quoting"
    assert model.asked == []


def test_dead_provider_costs_the_next_users_nothing(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says(status=500)
    assistant = written_by(model, corpus_advisory, chat_retries=0)
    for _ in range(2):
        assistant.answer(QUESTION)
    answer = assistant.answer(QUESTION)
    assert len(model.asked) == 2
    quoted_well(answer, corpus_advisory)
    assert phrase("model_down", "en") in [notice.text for notice in answer.notices]


def test_paused_provider_is_tried_again_and_used_when_it_works(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says(status=401)
    assistant = written_by(model, corpus_advisory, chat_pause=0.05)
    assistant.answer(QUESTION)
    model.script = lambda asked: Reply((true_sentence(asked),))
    while (answer := assistant.answer(QUESTION)).model == "quoting":
        assert phrase("model_down", "en") in [notice.text for notice in answer.notices]
    assert answer.blocks[0].text == TRUE
