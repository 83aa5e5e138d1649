"""A written answer is the same from the command line, over HTTP and as a stream, and shows in the reports of a run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.bootstrap import open_advisory
from assistant.index.embedders import SentenceEncoderEmbedder
from tests.api.events import ask_streaming
from tests.api.serving import TOKEN, serving
from tests.cli.calling import Goglobal
from tests.conftest import make_settings
from tests.models.scripted import Asked, Reply, ScriptedModel

QUESTION = "What is the maximum subsidy of the Catalonia CAPEX incentive?"
TRUE = "The financial subsidy is up to 20%, at most EUR 500,000, for new factories in Catalonia."
QUOTE = "financial subsidy of up to 20%, at most EUR 500,000"
VARYING = {"conversation", "took_ms"}


def writes(asked: Asked) -> Reply:
    number = asked.number_of(QUOTE)
    return Reply(
        (
            f"{TRUE} [{number}]\n",
            f"It pays up to 77% in Morocco. [{number}]\n",
            "Above EUR 2.5 million the effective rate falls.",
        )
    )


@pytest.fixture
def data_dir(corpus_data_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(corpus_data_dir, tmp_path / "data"))


def test_every_door_gives_the_same_answer(
    model: ScriptedModel, data_dir: Path, embedder: SentenceEncoderEmbedder
) -> None:
    model.script = writes
    chat = {"chat_model": "openai:scripted", "chat_base_url": model.address, "chat_repairs": 0}
    with (
        open_advisory(make_settings(data_dir, **chat), embedder=embedder) as advisory,
        serving(advisory) as server,
        server.client(token=TOKEN) as client,
    ):
        whole = client.post("/v1/chat", json={"question": QUESTION}).raise_for_status().json()
        events = ask_streaming(client, QUESTION)
    variables = {f"GOGLOBAL_{name.upper()}": str(value) for name, value in chat.items()}
    printed = Goglobal(data_dir, variables)("ask", QUESTION, "--json")
    assert printed.code == 0, printed.err
    answers = [whole, events[-1].payload, printed.json]
    fixed = [{name: value for name, value in answer.items() if name not in VARYING} for answer in answers]
    assert fixed[0] == fixed[1] == fixed[2]
    assert fixed[0]["model"] == "openai:scripted"
    assert fixed[0]["dropped"] == pytest.approx(1 / 3, abs=0.001)
    assert [block["text"] for block in fixed[0]["blocks"]] == [TRUE, "Above EUR 2.5 million the effective rate falls."]
    assert [event.name for event in events] == ["turn", "sources", "sources", "block", "sources", "block", "done"]


def test_run_with_a_model_has_a_folder_of_its_own(model: ScriptedModel, data_dir: Path) -> None:
    model.script = writes
    call = Goglobal(data_dir, {"GOGLOBAL_CHAT_BASE_URL": model.address, "GOGLOBAL_CHAT_TASKS": "answer"})
    done = call(
        "eval",
        "run",
        "--suite",
        "smoke",
        "--tag",
        "calculation",
        "--split",
        "dev",
        "--model",
        "openai:scripted",
        "--json",
    )
    assert done.code == 0, done.err
    folder = Path(json.loads(done.out)["folder"])
    assert folder.name == "smoke-dev-calculation-goglobal-openai-scripted"
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert run["settings"]["chat_model"] == "openai:scripted"
    assert model.asked


def test_model_that_cannot_be_opened_stops_the_command_with_what_to_do(data_dir: Path) -> None:
    done = Goglobal(data_dir, {"GOGLOBAL_CHAT_MODEL": "mistralai:small"})("ask", QUESTION)
    assert done.code == 2
    assert "pip install langchain-mistralai" in done.words


@pytest.mark.parametrize(("name", "value"), [("CHAT_TASKS", "answer,dance"), ("CHAT_TEMPERATURE", "hot")])
def test_wrong_setting_is_named(name: str, value: str, data_dir: Path) -> None:
    done = Goglobal(data_dir, {f"GOGLOBAL_{name}": value})("ask", QUESTION)
    assert done.code == 2
    assert f"GOGLOBAL_{name}" in done.words
