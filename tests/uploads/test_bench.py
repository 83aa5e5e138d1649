"""The measure of uploads beside chats: its documents can be read, and its users count every answer."""

from __future__ import annotations

import os
from pathlib import Path

from assistant.index.holding import RunningServer
from evals.bench.chatting import Users
from evals.bench.papers import WRITERS, papers
from evals.bench.uploading import upload
from ingest.readers import read
from tests.api.serving import TOKEN, Serving
from tests.conftest import CORPUS
from tests.waiting import wait_until


def test_its_documents_are_of_all_formats_and_hold_words() -> None:
    made = list(papers(CORPUS, len(WRITERS), seed=3))

    assert {Path(name).suffix for name, _ in made} == WRITERS.keys()
    for name, content in made:
        reading = read(content, name=name)
        assert sum(len(piece.text) + sum(map(len, piece.cells)) for piece in reading.pieces) > 200, name


def test_users_chat_while_documents_go_in(upload_server: Serving) -> None:
    users = Users(upload_server.url, ["What is the aid?", "有哪些补贴？"], count=3, pause=0.2, seed=1)
    users.start()
    try:
        files = list(papers(CORPUS, 3, seed=4))
        outcomes, seconds = upload(RunningServer(upload_server.url, TOKEN, os.getpid()), files)
        answers = users.taken()
        wait_until(lambda: users.taken().milliseconds)
    finally:
        users.stop()

    assert outcomes == {"added": 3}
    assert seconds > 0
    assert answers.failures == []
    assert len(answers.milliseconds) >= 3


def test_a_server_that_does_not_answer_is_a_failed_answer() -> None:
    users = Users("http://127.0.0.1:1", ["有哪些补贴？"], count=1, pause=0.05, seed=1)
    users.start()
    failures: list[str] = []

    def failed() -> bool:
        failures.extend(users.taken().failures)
        return len(failures) >= 2

    wait_until(failed)
    users.stop()
    assert all("Connect" in failure for failure in failures)
