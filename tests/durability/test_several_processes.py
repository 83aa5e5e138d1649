"""Several processes over one data folder: nothing is lost, and what one takes in another answers from."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from assistant.bootstrap import Catalogue, open_advisory
from assistant.index.embedders import SentenceEncoderEmbedder
from assistant.index.follower import PROGRESS
from assistant.index.holding import IndexHolder, RunningServer
from tests.agreement import disagreements
from tests.conftest import make_settings
from tests.durability.programs import SECONDS, lines_of, run, start, texts_of, write_documents
from tests.waiting import wait_until


@contextmanager
def serving(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], RunningServer]]:
    """A server over a data folder, from when it answers."""
    program = start("serve", "--port", "0", data_dir=data_dir, piped=False)
    try:
        holder = IndexHolder(data_dir)

        def is_ready() -> bool:
            assert program.poll() is None, "the server ended"
            return _ready(holder.running_server())

        wait_until(is_ready, what="the start of the server")
        server = holder.running_server()
        assert server is not None
        yield program, server
    finally:
        program.terminate()
        program.wait(timeout=SECONDS)


def _ready(server: RunningServer | None) -> bool:
    try:
        return server is not None and httpx.get(f"{server.address}/readyz", trust_env=False).is_success
    except httpx.HTTPError:
        return False


def search(server: RunningServer, question: str) -> list[dict[str, Any]]:
    """Hits of a stranger's question."""
    response = httpx.post(
        f"{server.address}/v1/search", json={"question": question, "k": 10}, timeout=SECONDS, trust_env=False
    )
    hits: list[dict[str, Any]] = response.raise_for_status().json()["hits"]
    return hits


def test_two_ingests_at_once_lose_nothing(
    make_data_dir: Callable[[str], Path], tmp_path: Path, embedder: SentenceEncoderEmbedder
) -> None:
    data_dir = make_data_dir("data")
    programs = []
    for prefix in ("north", "south"):
        write_documents(tmp_path / prefix, "alpha", count=30, prefix=prefix)
        programs.append(start("ingest", tmp_path / prefix, data_dir=data_dir))
    for program in programs:
        _, error = program.communicate(timeout=SECONDS)
        assert program.returncode == 0, error
    with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
        # Nothing is left to be done: each command returned when its documents could be found.
        assert disagreements(advisory) == []
        wanted = texts_of(tmp_path / "north") | texts_of(tmp_path / "south")
        assert {summary.id for summary in advisory.catalogue.documents.summaries()} == wanted.keys()
        for name in wanted:
            best = advisory.assistant.search(f"measure {name}", k=1)
            assert [hit.passage.document_id for hit in best] == [name]


def test_what_is_taken_in_beside_a_server_is_answered_from_when_the_command_returns(
    make_data_dir: Callable[[str], Path], tmp_path: Path, embedder: SentenceEncoderEmbedder
) -> None:
    data_dir, folder = make_data_dir("data"), tmp_path / "documents"
    write_documents(folder, "alpha", count=5)
    with serving(data_dir) as (_, server):
        assert search(server, "measure d03") == []
        for generation in ("alpha", "beta"):
            write_documents(folder, generation, count=5)
            run("ingest", folder, data_dir=data_dir)
            assert _generations(server) == {generation}, "the command returns when its documents are answered from"
        run("documents", "remove", "d03", data_dir=data_dir)
        assert "d03" not in {hit["document_id"] for hit in search(server, "measure d03")}
        # Commands of the owner of the folder go through the server.
        hits = json.loads(run("search", "measure d02", "--json", data_dir=data_dir))["hits"]
        assert hits[0]["document_id"] == "d02"
        catalogue = Catalogue(make_settings(data_dir))
        assert catalogue.changelog.progress(PROGRESS) == catalogue.changelog.head() == 11
        catalogue.close()
    assert not (data_dir / "server.json").exists()
    with open_advisory(make_settings(data_dir), embedder=embedder) as advisory:
        assert disagreements(advisory) == []


def _generations(server: RunningServer) -> set[str]:
    """The generations that documents are found in."""
    return {hit["title"].split()[-1] for hit in search(server, "measure d03")}


def test_commands_go_on_after_a_server_was_killed(make_data_dir: Callable[[str], Path], tmp_path: Path) -> None:
    data_dir, folder = make_data_dir("data"), tmp_path / "documents"
    write_documents(folder, "alpha", count=3)
    with serving(data_dir) as (program, _):
        program.send_signal(signal.SIGKILL)
        program.wait(timeout=SECONDS)
    assert (data_dir / "server.json").exists()
    assert lines_of(run("ingest", folder, data_dir=data_dir))[-1].startswith("added: 3")
    assert json.loads(run("search", "measure d02", "--json", data_dir=data_dir))["hits"][0]["document_id"] == "d02"
    assert not (data_dir / "server.json").exists()


def test_a_deleted_index_is_rebuilt_by_command_without_the_files(
    make_data_dir: Callable[[str], Path], tmp_path: Path
) -> None:
    data_dir, folder = make_data_dir("data"), tmp_path / "documents"
    write_documents(folder, "alpha", count=8)
    run("ingest", folder, data_dir=data_dir)
    before = json.loads(run("index", "status", "--json", data_dir=data_dir))
    assert before["words"] == before["vectors"] == before["passages"] > 8
    for path in folder.iterdir():
        path.unlink()
    built = json.loads(run("index", "rebuild", "--json", data_dir=data_dir))
    assert built == {"words": before["words"], "vectors": before["vectors"]}
    assert json.loads(run("index", "status", "--json", data_dir=data_dir)) == before
    assert json.loads(run("search", "measure d07", "--json", data_dir=data_dir))["hits"][0]["document_id"] == "d07"
