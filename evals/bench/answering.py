"""As a program: opens a data folder, answers questions and does nothing else, as a server would; tells times and memory."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.bootstrap import open_advisory
from assistant.domain import Access
from assistant.settings import read_settings
from evals.bench import memory
from evals.bench.querying import WARM_UP


def main(data_dir: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Milliseconds of each whole answer, and the memory of this process in MB."""
    with open_advisory(read_settings(data_dir=data_dir)) as advisory:
        advisory.warm()
        for question in questions[:WARM_UP]:
            advisory.assistant.answer(question, access=Access.STAFF)
        taken = []
        for question in questions:
            started = time.perf_counter()
            advisory.assistant.answer(question, access=Access.STAFF)
            taken.append((time.perf_counter() - started) * 1000)
        return {"answer": taken, "memory": memory.present(), "memory_peak": memory.peak()}


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    asked = json.loads(Path(given["questions"]).read_text(encoding="utf-8"))
    print(json.dumps(main(Path(given["data_dir"]), asked)))
