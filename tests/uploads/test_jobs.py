"""Jobs: cancelled, ended by a hostile file, done by one process at a time, and gone on with after a kill."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Barrier

import httpx
import pytest
from sqlalchemy import Engine, update

from assistant.bootstrap import Catalogue
from assistant.catalogue.engine import now
from assistant.catalogue.job_steps import JobSteps
from assistant.catalogue.jobs import Created, JobFile, JobKind, JobOutcome, JobState, NewFile, NewJob
from assistant.catalogue.tables import jobs
from assistant.catalogue.uploads import source_of
from assistant.errors import CatalogueUnreachable, JobOver
from assistant.index.holding import IndexHolder
from assistant.settings import Settings
from ingest.uploads.worker import JobWorker
from tests.api.serving import Serving
from tests.cli.calling import Goglobal
from tests.conftest import make_settings
from tests.uploads.conftest import Desk
from tests.waiting import wait_until

FOLDER = "a-data-folder"


def long_text(megabytes: float) -> bytes:
    """A document that takes seconds to read."""
    line = "The grant number {} covers 20% of eligible costs, at most EUR {},000, until 2027-12-31.\n\n"
    lines = int(megabytes * 1024**2 / len(line))
    return b"# Long\n\n" + "".join(line.format(number, number) for number in range(lines)).encode()


def new_job(*names: str) -> NewJob:
    return NewJob(JobKind.UPLOAD, FOLDER, [NewFile(name, source_of(name), 1, "0" * 64) for name in names], {})


def test_a_job_is_done_by_one_process_at_a_time(catalogue: Catalogue) -> None:
    first, second = (catalogue.jobs.create(new_job(name)).job for name in ("a.md", "b.md"))
    steps = catalogue.job_steps

    assert [steps.claim(FOLDER, owner) for owner in ("one", "two", "three")] == [first.id, second.id, None]
    assert steps.claim("another folder", "four") is None
    assert steps.renew(first.id, "one")
    assert not steps.renew(first.id, "two")

    with catalogue.engine.begin() as connection:
        lapsed = {"lease_until": now() - timedelta(seconds=1)}
        connection.execute(update(jobs).where(jobs.c.id == first.id).values(lapsed))
    assert steps.claim(FOLDER, "two") == first.id
    assert not steps.renew(first.id, "one")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_request_that_comes_twice_at_once_is_one_job(catalogue: Catalogue) -> None:
    together = Barrier(4)

    def create(request: str) -> Created:
        together.wait()
        return catalogue.jobs.create(replace(new_job("a.md"), request=request, request_hash="0" * 64))

    with ThreadPoolExecutor(4) as callers:
        for number in range(20):
            created = list(callers.map(create, [f"request-of-tests-{number}"] * 4))
            assert len({each.job.id for each in created}) == 1
            assert sum(each.new for each in created) == 1


def test_who_holds_the_folder_anew_need_not_wait_for_the_lease(catalogue: Catalogue) -> None:
    job = catalogue.jobs.create(new_job("a.md")).job
    catalogue.job_steps.claim(FOLDER, "killed")
    catalogue.job_steps.release("another folder")
    assert catalogue.job_steps.claim(FOLDER, "new") is None
    catalogue.job_steps.release(FOLDER)

    assert catalogue.job_steps.claim(FOLDER, "new") == job.id


def test_what_was_noted_before_a_kill_stands(catalogue: Catalogue) -> None:
    job = catalogue.jobs.create(new_job("a.md")).job
    steps, (file,) = catalogue.job_steps, job.files
    assert steps.begin(file)
    added = JobOutcome(file.source, "added", "a-document", 1)
    steps.note(file, added)
    steps.note(file, replace(added, outcome="unchanged"))

    (kept,) = catalogue.jobs.get(job.id).files
    assert kept.outcomes == (added,)


def test_a_job_that_waits_is_cancelled_at_once_and_one_that_is_over_is_not(catalogue: Catalogue) -> None:
    job = catalogue.jobs.create(new_job("a.md", "b.md")).job
    cancelled = catalogue.jobs.cancel(job.id)

    assert cancelled.state is JobState.CANCELLED
    assert not any(file.state.open for file in cancelled.files)
    assert catalogue.job_steps.claim(FOLDER, "one") is None
    with pytest.raises(JobOver):
        catalogue.jobs.cancel(job.id)
    assert catalogue.jobs.forget() == 0
    assert catalogue.jobs.forget(before=now() + timedelta(days=1)) == 1
    assert catalogue.jobs.count() == 0


def test_a_job_that_is_cancelled_while_it_reads_keeps_what_it_has(desk: Desk) -> None:
    job_id = desk.upload(("short.md", b"# Short\n\nThe fee is 3%.\n"), ("long.md", long_text(1.8))).json()["id"]
    waiting = desk.upload(("waits.md", b"# Waits\n\nThe fee is 4%.\n")).json()["id"]
    assert desk.client.post(f"/v1/jobs/{waiting}/cancel").json()["state"] == "cancelled"
    wait_until(lambda: desk.job(job_id)["files"][1]["state"] == "reading")
    desk.client.post(f"/v1/jobs/{job_id}/cancel")
    wait_until(lambda: desk.job(job_id)["state"] == "cancelled")
    short, long = desk.job(job_id)["files"]

    assert (short["outcome"], long["outcome"], long["state"]) == ("added", None, "cancelled")
    assert desk.client.get(f"/v1/documents/{short['document_id']}").status_code == 200
    assert desk.client.post(f"/v1/jobs/{job_id}/cancel").status_code == 409
    assert desk.job(waiting)["files"][0]["state"] == "cancelled"


def test_a_file_that_ends_the_program_twice_is_given_up_and_the_others_go_in(
    desk: Desk, upload_server: Serving
) -> None:
    job_id = desk.upload(("deadly.md", long_text(1.8)), ("after.md", b"# After\n\nThe fee is 5%.\n")).json()["id"]
    jobs_now = upload_server.advisory.catalogue.jobs

    def at_it(crashes: int) -> bool:
        file: JobFile = jobs_now.get(job_id).files[0]
        return file.state.value == "reading" and file.crashes == crashes

    for crashes in range(2):
        wait_until(partial(at_it, crashes))
        os.kill(program_of(os.getpid()), signal.SIGKILL)
    wait_until(lambda: desk.job(job_id)["state"] == "done")
    deadly, after = desk.job(job_id)["files"]

    assert (deadly["outcome"], after["outcome"]) == ("failed", "added")
    assert "was killed from outside, twice" in deadly["reason"]
    known = upload_server.advisory.catalogue.quarantine.find(source_of("deadly.md"))
    assert known is not None
    assert known.failed.advice == deadly["advice"]


class FailsNowAndThen(JobSteps):
    """Each question fails once, as when the database is started anew in between."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.asked: Counter[str] = Counter()

    def _fail_once(self, name: str) -> None:
        self.asked[name] += 1
        if self.asked[name] == 1:
            raise CatalogueUnreachable("postgresql://x", "the connection was closed", "")

    def settle(self, folder: str) -> int:
        self._fail_once("settle")
        return super().settle(folder)

    def awaits_index(self, folder: str) -> bool:
        self._fail_once("awaits_index")
        return super().awaits_index(folder)


def test_jobs_go_on_when_the_catalogue_is_back(settings: Settings, catalogue: Catalogue) -> None:
    steps = catalogue.job_steps = FailsNowAndThen(catalogue.engine)
    worker = JobWorker(settings, catalogue)
    worker.start()
    try:
        wait_until(lambda: min(steps.asked["settle"], steps.asked["awaits_index"]) >= 2)
    finally:
        worker.stop()


def program_of(server: int) -> int:
    """Process id of the program that reads for a server."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError, IndexError):
            continue
        if parent == server and b"ingest.uploads.running" in words:
            found.append(int(folder.name))
    (pid,) = found
    return pid


def test_a_job_of_a_killed_server_is_finished_by_the_next(make_data_dir: Callable[[str], Path]) -> None:
    goglobal = Goglobal(make_data_dir("data"))
    short = [(f"n{number:02}.md", f"# N{number}\n\nThe fee is {number}%.\n".encode()) for number in range(16)]
    files = [("files", file) for file in (*short[:8], ("long.md", long_text(0.3)), *short[8:])]
    with goglobal.serving() as server, staff_of(goglobal) as caller:
        job_id = caller.post("/v1/documents", files=files).json()["id"]
        wait_until(lambda: taken(caller, job_id) >= 8)  # and now it is at the long one for some seconds
        program = program_of(server.process.pid)
        server.process.kill()
        server.process.wait()
        wait_until(lambda: not Path(f"/proc/{program}").exists())
    catalogue = Catalogue(make_settings(goglobal.data_dir))
    before = {outcome.source for file in catalogue.jobs.get(job_id).files for outcome in file.outcomes}
    catalogue.close()
    assert 8 <= len(before) < len(files)

    with goglobal.serving(), staff_of(goglobal) as caller:
        wait_until(lambda: caller.get(f"/v1/jobs/{job_id}").json()["state"] == "done")
        job = caller.get(f"/v1/jobs/{job_id}").json()
        assert job["counts"]["added"] == len(files)
        assert {(file["version"], file["served"]) for file in job["files"]} == {(1, True)}
        assert caller.get("/v1/documents").json()["total"] == len(files)


def staff_of(goglobal: Goglobal) -> httpx.Client:
    """A client of the server that holds a data folder, with its token."""
    server = IndexHolder(goglobal.data_dir).running_server()
    assert server is not None
    headers = {"Authorization": f"Bearer {server.token}"}
    return httpx.Client(base_url=server.address, headers=headers, timeout=60, trust_env=False)


def taken(caller: httpx.Client, job_id: str) -> int:
    return int(caller.get(f"/v1/jobs/{job_id}").json()["counts"]["added"])
