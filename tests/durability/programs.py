"""The real program in processes of its own, and folders of documents for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.assembling import assemble
from ingest.readers import read

PROGRAM = Path(sys.executable).with_name("goglobal")
SECONDS = 300
"""After which a program that has not ended never will."""


def start(*arguments: str | Path, data_dir: Path, piped: bool = True) -> subprocess.Popen[str]:
    """Start ``goglobal`` with a data folder."""
    return subprocess.Popen(
        [PROGRAM, *map(str, arguments)],
        cwd=data_dir.parent,
        env=os.environ | {"GOGLOBAL_DATA_DIR": str(data_dir), "GOGLOBAL_LOCK_TIMEOUT": str(SECONDS)},
        stdout=subprocess.PIPE if piped else subprocess.DEVNULL,
        stderr=subprocess.PIPE if piped else subprocess.DEVNULL,
        text=True,
    )


def run(*arguments: str | Path, data_dir: Path) -> str:
    """Run ``goglobal`` to its end, which must be a good one; what it printed."""
    program = start(*arguments, data_dir=data_dir)
    out, error = program.communicate(timeout=SECONDS)
    assert program.returncode == 0, error
    return out


def write_documents(folder: Path, generation: str, *, count: int, prefix: str = "d") -> None:
    """Documents of several sections in both languages, each of them different in each generation."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        name = f"{prefix}{number:02d}"
        parts = [f"---\nid: {name}\ntitle: Measure {name} {generation}\n---\n# Measure {name}\n"]
        for section in range(2 + number % 3):
            parts.append(f"## Section {section}\n")
            words = (
                f"Section {section} of measure {name} in generation {generation} covers {number + section}% of costs. "
            )
            parts.append(words * (3 + section * 4) + "\n")
            parts.append(f"{generation}：第{number}项措施的第{section}部分补贴合格成本，上限为{number + 1}万欧元。\n")
            parts.append(
                f"| Item | {generation} |\n| --- | --- |\n| aid | {number}% |\n| ceiling | EUR {number},000 |\n"
            )
        (folder / f"{name}.md").write_text("\n".join(parts), encoding="utf-8")


def texts_of(folder: Path) -> dict[str, str]:
    """What the text of each document of a folder must be in the catalogue, by id."""
    found = {}
    for path in sorted(folder.glob("*.md")):
        text, _ = assemble(read(path.read_bytes(), name=str(path)).pieces)
        found[path.stem] = text
    return found


def lines_of(out: str) -> Sequence[str]:
    """Lines that were printed."""
    return [line for line in out.splitlines() if line]
