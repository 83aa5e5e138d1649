"""What an upload does to those who chat meanwhile: the same users, before it and while it is taken in."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from assistant.index.holding import IndexHolder, RunningServer
from evals.bench.chatting import Answers, Users
from evals.bench.papers import papers
from evals.bench.processes import ingest, serving
from evals.errors import EvalError

ASKED = 2.0
"""Most that the p95 of answers may grow by."""
LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Chatted:
    """How answers fared: counts, and milliseconds."""

    answers: int
    failed: int
    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class UploadMeasure:
    """Chat before an upload and during it."""

    users: int
    pause: float
    """Seconds that a user waits before the next question, on average."""
    before: Chatted
    during: Chatted
    ratio: float
    """p95 during the upload over p95 before it."""
    documents: int
    formats: dict[str, int]
    outcomes: dict[str, int]
    seconds: float
    """From the first upload until answers used all of them."""
    failures: list[str]

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return asdict(self) | {"asked": ASKED}


def measure_upload(
    corpus: Path,
    questions: Sequence[str],
    *,
    users: int,
    documents: int,
    pause: float,
    seconds: float,
    seed: int,
    say: Callable[[str], None],
) -> UploadMeasure:
    """Let users chat over a corpus for some seconds, then upload documents while they go on.

    Raises:
        EvalError: the server or the upload failed as such.
    """
    files = list(papers(corpus, documents, seed=seed))
    with tempfile.TemporaryDirectory(prefix="goglobal-bench-", ignore_cleanup_errors=True) as name:
        data_dir = Path(name) / "data"
        ingest(corpus, data_dir)
        with serving(data_dir):
            server = IndexHolder(data_dir).running_server()
            if server is None:
                raise EvalError("The server did not say where it listens.")
            chatting = Users(server.address, questions, count=users, pause=pause, seed=seed)
            chatting.start()
            try:
                time.sleep(seconds / 4)  # the first answers read what later ones have in memory
                chatting.taken()
                time.sleep(seconds)
                before = chatting.taken()
                say(f"before: {len(before.milliseconds)} answers")
                outcomes, took = upload(server, files)
                during = chatting.taken()
                say(f"during: {len(during.milliseconds)} answers in {took:.1f} s")
            finally:
                chatting.stop()
    if not before.milliseconds or not during.milliseconds:
        raise EvalError("Nothing was answered in one of the two spans; measure for more --seconds.")
    first, then = _chatted(before), _chatted(during)
    formats = Counter(Path(name).suffix for name, _ in files)
    return UploadMeasure(
        users=users,
        pause=pause,
        before=first,
        during=then,
        ratio=then.p95 / first.p95,
        documents=len(files),
        formats=dict(formats),
        outcomes=outcomes,
        seconds=took,
        failures=[*before.failures, *during.failures],
    )


def upload(server: RunningServer, files: Sequence[tuple[str, bytes]]) -> tuple[dict[str, int], float]:
    """Upload files one by one, as people do; what became of them, and the seconds until answers used them."""
    headers = {"Authorization": f"Bearer {server.token}"}
    started = time.perf_counter()
    with httpx.Client(base_url=server.address, headers=headers, timeout=120, trust_env=False) as client:
        waiting = []
        for file in files:
            answer = client.post("/v1/documents", files={"files": file})
            if answer.status_code != httpx.codes.ACCEPTED:
                raise EvalError(f"{file[0]} was not taken: {answer.text}")
            waiting.append(answer.json()["id"])
        outcomes: Counter[str] = Counter()
        while waiting:
            if time.perf_counter() - started > PATIENCE_SECONDS:
                raise EvalError(f"{len(waiting)} uploads were not done after {PATIENCE_SECONDS:.0f} seconds.")
            job = client.get(f"/v1/jobs/{waiting[0]}").json()
            if job["state"] != "done":
                time.sleep(LOOK_SECONDS)
                continue
            outcomes.update(file["outcome"] for file in job["files"])
            del waiting[0]
    return dict(outcomes), time.perf_counter() - started


def _chatted(answers: Answers) -> Chatted:
    median, p95 = np.percentile(answers.milliseconds, [50, 95])
    return Chatted(len(answers.milliseconds), len(answers.failures), float(median), float(p95))


def lines_of(measured: UploadMeasure) -> list[str]:
    """The figures, as lines for people."""
    said = [
        f"{measured.users} users, a question about every {measured.pause:g} s each",
        f"before the upload: {_said(measured.before)}",
        f"during it:         {_said(measured.during)}",
        f"p95 grew {measured.ratio:.2f} times (asked: at most {ASKED:g})",
        f"{measured.documents} documents ({', '.join(sorted(measured.formats))}) taken in within {measured.seconds:.1f} s: "
        + ", ".join(f"{name} {count}" for name, count in sorted(measured.outcomes.items())),
    ]
    return said + [f"failed: {failure}" for failure in measured.failures]


def _said(chatted: Chatted) -> str:
    return (
        f"{chatted.answers} answers, {chatted.failed} failed, median {chatted.median:.0f} ms, p95 {chatted.p95:.0f} ms"
    )
