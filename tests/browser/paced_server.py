"""A server of its own process whose answers are held up while a file is there, to be killed in the middle of one.

Called as ``python -m tests.browser.paced_server DATA_DIR PORT``: while the data folder holds a file ``held``, no answer goes
on behind its first block.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import uvicorn

from api.app import create_app
from assistant.bootstrap import open_advisory
from assistant.domain import AnswerBlock, Hit
from assistant.protocols import Answerer, Draft, Query
from tests.conftest import make_settings

HELD = "held"


class Paced:
    """An answerer that hands out the blocks of another one when it may."""

    def __init__(self, answerer: Answerer, held: Path) -> None:
        self.name = answerer.name
        self._answerer = answerer
        self._held = held

    def answer(self, query: Query, hits: Sequence[Hit]) -> Draft:
        """See the protocol."""
        draft = self._answerer.answer(query, hits)
        return replace(draft, blocks=self._slowly(draft.blocks))

    def _slowly(self, blocks: Iterator[AnswerBlock]) -> Iterator[AnswerBlock]:
        for block in blocks:
            yield block
            while self._held.exists():
                time.sleep(0.02)


def main(data_dir: str, port: str) -> None:
    """Serve until killed."""
    with open_advisory(make_settings(Path(data_dir))) as advisory:
        assistant = advisory.assistant
        assistant._answerer = Paced(assistant._answerer, Path(data_dir) / HELD)
        uvicorn.run(create_app(advisory, token="staff"), host="127.0.0.1", port=int(port), log_level="critical")


if __name__ == "__main__":
    main(*sys.argv[1:])
