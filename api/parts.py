"""The parts behind the server, as routes ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Protocol

from fastapi import Depends, Request

from assistant.bootstrap import Advisory
from assistant.catalogue.quarantine import Quarantined


class Worker(Protocol):
    """Who does the jobs of this server."""

    def wake(self) -> None:
        """There is a job, or one was cancelled."""

    def clear(self, failures: Sequence[Quarantined]) -> int:
        """Take failures out of quarantine."""

    def folder_id(self) -> str:
        """Names the folder that uploads are kept in."""


def get_advisory(request: Request) -> Advisory:
    """The parts that this server holds."""
    advisory: Advisory = request.app.state.advisory
    return advisory


def _worker(request: Request) -> Worker:
    worker: Worker = request.app.state.worker
    return worker


def get_wake(request: Request) -> Callable[[], None]:
    """What tells the worker that there is something to do."""
    return _worker(request).wake


def get_clear(request: Request) -> Callable[[Sequence[Quarantined]], int]:
    """What takes failures out of quarantine."""
    return _worker(request).clear


def get_folder(request: Request) -> str:
    """The name of the folder that uploads are kept in."""
    return _worker(request).folder_id()


AdvisoryDep = Annotated[Advisory, Depends(get_advisory)]
WakeDep = Annotated[Callable[[], None], Depends(get_wake)]
ClearDep = Annotated[Callable[[Sequence[Quarantined]], int], Depends(get_clear)]
FolderDep = Annotated[str, Depends(get_folder)]
