"""What else a chat model does, each with what happens when it does it wrong."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Advisory
from assistant.domain import AnswerBlockKind, Outcome
from tests.models.asking import written_by
from tests.models.scripted import Asked, Reply, ScriptedModel, says

CATALONIA = "加泰罗尼亚建厂最多能补多少?"


def test_follow_up_is_rewritten_by_the_model(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says("在摩洛哥建厂最多能补多少？")
    assistant = written_by(model, corpus_advisory, chat_tasks="rewrite")
    first = assistant.answer(CATALONIA)
    assert model.asked == [], "a first question stands for itself"
    second = assistant.answer("那摩洛哥呢?", conversation=first.conversation)
    assert second.standalone_question == "在摩洛哥建厂最多能补多少？"
    assert CATALONIA in model.asked[0].text
    uses = corpus_advisory.catalogue.usage.of_turn(first.conversation, 2)
    assert [use.purpose for use in uses] == ["rewrite"]


@pytest.mark.parametrize("said", ["", "在葡萄牙投5亿欧元呢？", "NO_ANSWER", "I am only a language model."])
def test_rewriting_that_goes_wrong_gives_way_to_the_rules(
    said: str, model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    model.script = says(said)
    assistant = written_by(model, corpus_advisory, chat_tasks="rewrite")
    first = assistant.answer(CATALONIA)
    second = assistant.answer("那摩洛哥呢?", conversation=first.conversation)
    assert second.standalone_question == "摩洛哥建厂最多能补多少?"


def numbered_quotes(asked: Asked) -> list[str]:
    return [line.partition(". ")[2] for line in asked.text.splitlines() if line[:1].isdigit()]


def test_quotes_are_translated_and_marked(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    def script(asked: Asked) -> Reply:
        first, *others = numbered_quotes(asked)
        assert "20%" in first
        wrong = [f"{number}. 补贴最高99%。" for number in range(2, len(others) + 2)]
        return Reply(("\n".join(["1. 加泰罗尼亚对新建工厂的补贴最高20%，上限50万欧元。", *wrong]),))

    model.script = script
    answer = written_by(model, corpus_advisory, chat_tasks="quotes").answer(CATALONIA)
    plain = corpus_advisory.assistant.answer(CATALONIA)
    added = [block for block in answer.blocks if block not in plain.blocks]
    assert [block.kind for block in added] == [AnswerBlockKind.NOTE]
    assert added[0].text == "译文（模型翻译，非原文）：加泰罗尼亚对新建工厂的补贴最高20%，上限50万欧元。"
    place = answer.blocks.index(added[0])
    assert answer.blocks[place - 1].citations == added[0].citations, "beside the original"
    assert "99%" not in answer.text
    assert (answer.model, answer.outcome) == ("quoting", Outcome.ANSWERED)


def test_quotes_stay_without_translation_when_the_model_is_down(
    model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    model.script = says(status=500)
    answer = written_by(model, corpus_advisory, chat_tasks="quotes").answer(CATALONIA)
    assert answer.blocks == corpus_advisory.assistant.answer(CATALONIA).blocks


def test_translation_of_a_question_is_searched_for(model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says("What is the maximum capital grant for a plant in Catalonia?")
    assistant = written_by(model, corpus_advisory, chat_tasks="translate")
    hits = assistant.search(CATALONIA)
    assert hits[0].passage.document_id == "es-ct-capex-incentive"
    assistant.search(CATALONIA)
    assert len(model.asked) == 1, "a translation is kept"


@pytest.mark.parametrize("said", ["", "at most EUR 900,000 in Catalonia?", "加泰罗尼亚？"])
def test_wrong_translation_changes_no_search(said: str, model: ScriptedModel, corpus_advisory: Advisory) -> None:
    model.script = says(said)
    assistant = written_by(model, corpus_advisory, chat_tasks="translate")
    assert assistant.search(CATALONIA) == corpus_advisory.assistant.search(CATALONIA)


def test_follow_ups_are_shown_only_if_the_documents_answer_them(
    model: ScriptedModel, corpus_advisory: Advisory
) -> None:
    good = "Can the Catalonia CAPEX incentive be combined with PERTE VEC?"
    model.script = says(f"1. {good}\n2. 今天天气怎么样？\n3. Who won the football cup of Uruguay?\n")
    answer = written_by(model, corpus_advisory, chat_tasks="follow_ups").answer(
        "What is the maximum subsidy of the Catalonia CAPEX incentive?"
    )
    assert answer.follow_ups[0] == good
    assert not any("天气" in question or "football" in question for question in answer.follow_ups)
    assert len(answer.follow_ups) == 3, "the rest is filled up without the model"
