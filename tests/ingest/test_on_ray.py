"""Reading on a Ray cluster comes to the same as reading here, and costs a file that ends its reader that file only."""

from __future__ import annotations

import importlib.util
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from assistant.errors import ReadersFailed
from ingest.archives import FoundFile
from ingest.contents import Held
from ingest.engines.limits import Limits
from ingest.engines.on_ray import RayEngine
from ingest.metadata import Flags
from ingest.pipeline import Pipeline
from ingest.report import Failure
from ingest.step import Made, Task
from tests.durability.programs import texts_of, write_documents

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason='the extra "ray" is not installed: pip install "going-global[ray]"'
)


class Deadly:
    """Content that ends the process that reads it, though not the one that sends it."""

    def __init__(self, sender: int) -> None:
        self._sender = sender

    def __call__(self) -> bytes:
        return b"# words"

    def __reduce__(self) -> tuple[object, ...]:
        return _die_elsewhere, (self._sender,)


def _die_elsewhere(sender: int) -> Deadly:
    if os.getpid() != sender:
        os.kill(os.getpid(), signal.SIGKILL)
    return Deadly(sender)


@pytest.fixture(scope="module")
def engine() -> Iterator[RayEngine]:
    with RayEngine(limits=Limits(60, 2 * 1024**3)) as engine:
        yield engine


def test_documents_read_on_ray_are_those_read_here(engine: RayEngine, catalogue: Catalogue, tmp_path: Path) -> None:
    write_documents(tmp_path / "documents", "alpha", count=12)
    (tmp_path / "documents" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    report = Pipeline(catalogue.documents, engine=engine).ingest([tmp_path / "documents"])
    assert [len(report.added), len(report.failed)] == [12, 1]
    (tmp_path / "documents" / "broken.pdf").unlink()
    found = {s.id: catalogue.documents.get(s.id).document.text for s in catalogue.documents.summaries()}
    assert found == texts_of(tmp_path / "documents")
    again = Pipeline(catalogue.documents, engine=engine).ingest([tmp_path / "documents"])
    assert len(again.unchanged) == 12


def test_a_file_that_ends_its_reader_costs_that_file_only(engine: RayEngine) -> None:
    def task(name: str, content: object) -> Task:
        return Task(FoundFile(name, Path(name), 10, 0, content), Flags(), name)  # type: ignore[arg-type]

    class Carried(Task):
        def carried(self) -> Task:
            return task("deadly.md", Deadly(os.getpid()))

    deadly = Carried(FoundFile("deadly.md", Path("deadly.md"), 10, 0, Held(b"")), Flags(), "deadly")
    done = list(engine.run([task("a.md", Held(b"# A\n\nWords.")), deadly, task("b.md", Held(b"# B\n\nWords."))]))
    assert [type(one.outcome) for one in done] == [Made, Failure, Made]
    assert isinstance(done[1].outcome, Failure)
    assert "process" in done[1].outcome.reason


class DeadlyOnce(Held):
    """Content that ends the first process that reads it."""

    def __reduce__(self) -> tuple[object, ...]:
        return _die_once, (self.content,)


def _die_once(marker: bytes) -> Held:
    """``marker`` names a file that tells of the first time."""
    path = Path(marker.decode())
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Held(b"# Words\n\nthat are read the second time.")


def test_what_was_killed_from_outside_is_read_once_more(engine: RayEngine, tmp_path: Path) -> None:
    class Carried(Task):
        def carried(self) -> Task:
            content = DeadlyOnce(str(tmp_path / "met").encode())
            return Task(FoundFile("once.md", Path("once.md"), 10, 0, content), Flags(), "once")

    once = Carried(FoundFile("once.md", Path("once.md"), 10, 0, Held(b"")), Flags(), "once")
    (done,) = engine.run([once])
    assert isinstance(done.outcome, Made)
    assert (tmp_path / "met").exists()


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import ray

    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setenv("RAY_ADDRESS", "nonsense://nowhere")
    with pytest.raises(ReadersFailed, match="nonsense"), RayEngine(limits=Limits(60, 2 * 1024**3)):
        pass
