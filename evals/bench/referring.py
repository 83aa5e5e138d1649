"""As a program: takes the same documents into the reference pipeline and asks it the same questions."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.index.embedders import make_embedder
from assistant.opening import Catalogue
from assistant.settings import read_settings
from evals.bench import memory
from evals.reference import ReferenceSystem


def main(data_dir: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Seconds of the ingest, milliseconds of each question, memory of this process in MB."""
    settings = read_settings(data_dir=data_dir)
    catalogue = Catalogue(settings)
    texts = [
        (summary.id, catalogue.documents.get(summary.id).document.text) for summary in catalogue.documents.summaries()
    ]
    catalogue.close()
    embedder = make_embedder(settings.embedder)
    embedder.embed_question("warm")
    started = time.perf_counter()
    system = ReferenceSystem(embedder)
    system.ingest(texts)
    ingest = time.perf_counter() - started
    taken = []
    for question in questions:
        started = time.perf_counter()
        system.retrieve(question)
        taken.append((time.perf_counter() - started) * 1000)
    return {"ingest": ingest, "query": taken, "memory": memory.present()}


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    asked = json.loads(Path(given["questions"]).read_text(encoding="utf-8"))
    print(json.dumps(main(Path(given["data_dir"]), asked)))
