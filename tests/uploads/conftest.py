"""A server over an empty catalogue of its own, which takes uploads, and how its jobs are waited for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.bootstrap import open_advisory
from assistant.index.embedders import SentenceEncoderEmbedder
from tests.api.serving import TOKEN, Serving, serving
from tests.conftest import make_settings
from tests.waiting import wait_until

LIMIT_MB = 2


@dataclass(frozen=True)
class Desk:
    """A member of staff before a server."""

    client: httpx.Client
    data_dir: Path

    def upload(self, *files: tuple[str, bytes], **fields: Any) -> httpx.Response:
        """Upload some files, by name and content."""
        return self.client.post("/v1/documents", files=[("files", file) for file in files], data=fields)

    def job(self, job_id: str) -> Any:
        """A job as it stands."""
        return self.client.get(f"/v1/jobs/{job_id}").json()

    def done(self, answer: httpx.Response) -> Any:
        """The job of an upload, when it is over."""
        assert answer.status_code in {200, 202}, answer.text
        job_id = answer.json()["id"]
        wait_until(lambda: self.job(job_id)["state"] in {"done", "cancelled"}, what=f"the end of job {job_id}")
        return self.job(job_id)

    def take_in(self, *files: tuple[str, bytes], **fields: Any) -> list[Any]:
        """Upload, wait, and name what became of the files."""
        found: list[Any] = self.done(self.upload(*files, **fields))["files"]
        return found

    def kept(self) -> set[str]:
        """Names of the files in the folder of uploads."""
        return {path.name for path in (self.data_dir / "uploads").rglob("*") if path.is_file()} - {"id"}


@pytest.fixture(scope="session")
def upload_server(
    dictionary_folder: Path, embedder: SentenceEncoderEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    data_dir = tmp_path_factory.mktemp("uploads") / "data"
    shutil.copytree(dictionary_folder, data_dir / "cache")
    with open_advisory(make_settings(data_dir, upload_limit=LIMIT_MB), embedder=embedder) as advisory:
        advisory.follower.start()
        with serving(advisory) as running:
            yield running


@pytest.fixture(scope="session")
def desk(upload_server: Serving) -> Iterator[Desk]:
    """Staff before a server that takes uploads of at most ``LIMIT_MB``."""
    with upload_server.client(token=TOKEN) as client:
        yield Desk(client, upload_server.advisory.settings.data_dir)
