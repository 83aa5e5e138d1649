"""Notices say what they tell of: over HTTP, after they were stored, and on the command line."""

from __future__ import annotations

import httpx
import pytest

from assistant.catalogue.conversations import _block, _notice
from assistant.commands import print_answer
from assistant.domain import AnswerBlock, AnswerBlockKind, Notice, NoticeKind
from assistant.wire.answers import AnswerOut


def kinds_of(answer: dict[str, object]) -> dict[str, str]:
    notices, kinds = answer["notices"], answer["notice_kinds"]
    assert isinstance(notices, list)
    assert isinstance(kinds, list)
    return dict(zip(kinds, notices, strict=True))


@pytest.mark.parametrize(
    ("question", "kind", "words"),
    [
        ("匈牙利和越南对电池厂有什么补贴？", "partial", "越南"),
        ("What investment aid does Slovakia give to a battery plant?", "person", "staff"),
        ("How much aid would we get for a plant in Catalonia that costs EUR 10 million?", "estimate", "estimate"),
    ],
)
def test_each_notice_has_its_kind_also_when_the_conversation_is_read_again(
    stranger: httpx.Client, question: str, kind: str, words: str
) -> None:
    answer = stranger.post("/v1/chat", json={"question": question}).json()
    (again,) = stranger.get(f"/v1/conversations/{answer['conversation']}").json()["turns"]

    assert words in kinds_of(answer)[kind]
    assert kinds_of(again) == kinds_of(answer)
    assert again["blocks"] == answer["blocks"]


def test_a_lapsed_source_is_told_as_lapsed(stranger: httpx.Client) -> None:
    answer = stranger.post(
        "/v1/chat", json={"question": "What does the Thai EV 3.5 package give?", "as_of": "2040-01-01"}
    ).json()
    assert "EV 3.5" in kinds_of(answer)["lapsed"]


def test_a_gloss_is_told_from_the_other_notes(stranger: httpx.Client) -> None:
    answer = stranger.post("/v1/chat", json={"question": "加泰罗尼亚建厂最多能补多少？"}).json()
    notes = {block["text"][:2]: block["translation"] for block in answer["blocks"] if block["kind"] == "note"}
    assert notes == {"以下": False, "译注": True}


def test_what_was_stored_before_there_were_kinds_is_read() -> None:
    assert _notice("Lapsed.") == Notice(NoticeKind.OTHER, "Lapsed.")
    assert _block(["note", "A note", [], [1]]) == AnswerBlock(AnswerBlockKind.NOTE, "A note", citations=(1,))


def test_the_command_line_marks_each_kind(stranger: httpx.Client, capsys: pytest.CaptureFixture[str]) -> None:
    answer = stranger.post("/v1/chat", json={"question": "匈牙利和越南对电池厂有什么补贴？"}).json()
    conflict = {"notices": ["A; B."], "notice_kinds": ["conflict"]}
    for given in (answer, answer | conflict):
        print_answer(AnswerOut.model_validate(given))
    printed = capsys.readouterr().out

    assert "! [部分回答] 没有关于越南的文件。" in printed
    assert "! [来源不一致] A; B." in printed
