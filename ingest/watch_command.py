"""``goglobal ingest --watch``: keeps taking in what comes into a folder, until it is stopped."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import typer

from assistant.catalogue.below import documents_below
from assistant.doors import apply_changes
from assistant.errors import IndexBusy, UnknownDocument
from assistant.opening import Catalogue
from assistant.settings import Settings
from ingest.engines.choosing import open_engine
from ingest.metadata import Flags
from ingest.pipeline import Pipeline
from ingest.report import IngestReport
from ingest.sources.finding import Sources
from ingest.sources.watching import Glance, Watched, ticks


def watch_folder(
    folder: Path,
    settings: Settings,
    *,
    flags: Flags,
    find: Callable[[], Sources],
    remove_missing: bool,
    as_json: bool,
) -> None:
    """Take in what a folder holds, and then whatever comes or changes, until a signal stops it."""
    catalogue = Catalogue(settings)
    stop = threading.Event()
    teller = _Teller(catalogue, as_json=as_json)
    watched = Watched(folder, find, lambda: documents_below(catalogue.engine, folder))
    try:
        with _stopping(stop):
            for _ in ticks(watched, stop):
                glance = watched.look()
                _act(glance, watched, catalogue, settings, flags, teller, stop, remove_missing=remove_missing)
                teller.watching(folder, waiting=glance.waiting)
    finally:
        catalogue.close()
    teller.say("stopped", source=str(folder))


def _act(
    glance: Glance,
    watched: Watched,
    catalogue: Catalogue,
    settings: Settings,
    flags: Flags,
    teller: _Teller,
    stop: threading.Event,
    *,
    remove_missing: bool,
) -> None:
    if glance.problem:
        teller.say("waiting", source=str(watched.folder), reason=glance.problem)
    changed = False
    if glance.sources is not None:
        with open_engine(settings, files=glance.ready) as engine:
            report = Pipeline.of(settings, catalogue, engine=engine).take(
                glance.sources.until(stop.is_set), flags=flags
            )
        teller.report(report)
        # A file that was renamed may have been read again.
        changed = bool(report.added or report.updated or report.moved)
    for source, document_id in _still_gone(glance.gone, watched):
        if not remove_missing:
            teller.say("gone", source=source, document=document_id, reason=f"goglobal documents remove {document_id}")
        elif watched.is_emptied():
            reason = "the folder is empty, as if it were not mounted: nothing is removed"
            teller.say("gone", source=source, document=document_id, reason=reason)
        else:
            changed = True
            if _removed(catalogue, document_id):
                teller.say("removed", source=source, document=document_id)
    if changed:
        try:
            apply_changes(settings, catalogue)
        except IndexBusy as error:
            teller.say("waiting", source=str(watched.folder), reason=str(error))


def _still_gone(gone: dict[str, str], watched: Watched) -> Iterator[tuple[str, str]]:
    """Those whose document was not read from another file in the meantime, as happens when a file is moved."""
    known = watched.known() if gone else {}
    for source, document_id in gone.items():
        if known.get(source) == document_id:
            yield source, document_id


def _removed(catalogue: Catalogue, document_id: str) -> bool:
    try:
        catalogue.documents.remove(document_id)
    except UnknownDocument:  # somebody else was faster
        return False
    return True


@contextmanager
def _stopping(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the work after the document at hand; a second Ctrl-C ends it at once."""

    def heard(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Teller:
    """Says what happens, one line each."""

    def __init__(self, catalogue: Catalogue, *, as_json: bool) -> None:
        self._catalogue = catalogue
        self._as_json = as_json
        self._began = False

    def watching(self, folder: Path, *, waiting: int) -> None:
        """Say once that the folder is watched, when everything that was there is in."""
        if not self._began and not waiting:
            self._began = True
            self.say("watching", source=str(folder), reason="stop with Ctrl-C")

    def report(self, report: IngestReport) -> None:
        """Say what became of each file, but for those that are as they were."""
        for outcome in ("added", "updated", "moved"):
            for document_id in getattr(report, outcome):
                self.say(outcome, document=document_id, title=self._title(document_id))
        for copy in report.duplicates:
            self.say("duplicate", document=copy.document_id, source=copy.source, reason=f"holds the same as {copy.of}")
        for warning in report.warnings:
            told = {"kind": warning.kind, "reason_zh": warning.missing_zh}
            self.say("incomplete", source=warning.source, reason=warning.missing, **told)
        for failure in report.failed:
            values = failure.values()
            self.say("failed", source=values.pop("source"), **values)

    def say(self, outcome: str, **facts: Any) -> None:
        """One line, at once, since others may read it from a pipe."""
        if self._as_json:
            typer.echo(json.dumps({"outcome": outcome, **facts}, ensure_ascii=False))
            return
        about = [str(facts[key]) for key in ("document", "title", "source") if facts.get(key)]
        reason = f": {facts['reason']}" if facts.get("reason") else ""
        typer.echo(f"{outcome}  {'  '.join(about)}{reason}", err=outcome == "failed")

    def _title(self, document_id: str) -> str:
        try:
            return " ".join(self._catalogue.documents.get(document_id).document.metadata.title.split())
        except UnknownDocument:
            return ""
