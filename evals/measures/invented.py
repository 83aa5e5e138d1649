"""Reads the invented documents that lie beside their gold measures, which are taken in for this alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.domain import Document
from assistant.settings import Settings
from evals.measures.gold import GOLD, GoldDocument, GoldError
from evals.measures.running import Extract
from evals.measures.scoring import Reading, check_readings
from evals.outside.systems import open_pools


def read_invented_documents(
    settings: Settings, gold: Sequence[GoldDocument], extract: Extract, *, folder: Path = GOLD
) -> list[Reading]:
    """What the extractor reads from the Markdown file beside each gold file.

    Raises:
        GoldError: a document is not there, or is another text than the one that was annotated.
    """
    stored = invented_documents(settings, gold, folder=folder)
    readings = []
    for one in gold:
        document = stored[one.id]
        readings.append(Reading(one, document.metadata.language, document.text, extract(document)))
    if problems := check_readings(readings):
        raise GoldError(problems)
    return readings


def invented_documents(settings: Settings, gold: Sequence[GoldDocument], *, folder: Path = GOLD) -> dict[str, Document]:
    """The documents that lie beside gold files, by id.

    Raises:
        GoldError: a document is not there.
    """
    files = {document.id: folder / document.split / f"{document.id}.md" for document in gold}
    with open_pools(settings) as pools, pools.own() as own:
        stored = own.ingest_files(files)
    if lacking := sorted(files.keys() - stored.keys()):
        raise GoldError([f"{folder} lacks {name}.md, or it cannot be read" for name in lacking])
    return dict(stored)
