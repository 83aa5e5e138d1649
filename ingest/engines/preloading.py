"""What all processes that read files have in common, loaded once in the process that they are forked from.

Importing this module is loading it: Python's fork server takes names of modules and nothing else.
"""

from __future__ import annotations

import os

# No threads of its own: what is forked from a process with threads may wait for one that is not there.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pathlib import Path

from ingest.archives import FoundFile
from ingest.contents import Held
from ingest.engines import worker  # noqa: F401 - imported to be there
from ingest.metadata import Flags
from ingest.step import Task, make

WORDS = "# Aid\n\nThe grant covers 20% of costs in Spain until 31 December 2027.\n\n补贴最高为成本的20%，不超过100万欧元。\n"

# Tables are built when the first text is read.
make(Task(FoundFile("warm.md", Path("warm.md"), 0, 0, Held(WORDS.encode())), Flags(), "warm"))
