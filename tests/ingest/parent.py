"""As a program: reads a file that never ends in a process of its own, and says which."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from threading import Thread

from ingest.engines.limits import Limits
from ingest.engines.processes import ProcessEngine
from ingest.step import Task
from tests.ingest.hazards import Harm, hang, task


def main() -> None:
    """Print the number of the process once it reads."""
    engine = ProcessEngine(workers=1, limits=Limits(600, 2**30))

    def tasks() -> Iterator[Task]:
        yield task("a.md", b"# Words")
        yield task("b.md", Harm(hang))

    with engine:
        for done in engine.run(tasks()):
            assert done.task.document_id == "a.md"
            Thread(target=lambda: print(engine._workers[0].process.pid, flush=True)).start()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
