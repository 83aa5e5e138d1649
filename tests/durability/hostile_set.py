"""Takes hostile files in by the real command, all in one run, and watches what that costs and touches.

As a program, with the heavy files too: ``python -m tests.durability.hostile_set [FOLDER]``.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.paths import shown
from tests.durability.hostile_files import OUTSIDE, Case, heavy, quick
from tests.durability.programs import PROGRAM

SECRET = "what nobody may read"


@dataclass(frozen=True, slots=True)
class Watched:
    """One run, and what was seen of it."""

    code: int
    lines: list[dict[str, object]]
    """One for each file, and the report."""
    errors: str
    memory: int
    """Bytes in memory of the program and all its processes together at their most."""
    seconds: float
    touched: list[str]
    """Files of the sandbox, outside the data folder, that are not as they were."""

    def outcomes_of(self, case: Case, folder: Path) -> list[str]:
        """What became of a file, and of what lies in it."""
        name = shown(folder / case.name)
        found = [str(line["outcome"]) for line in self.lines[:-1] if (str(line["source"]) + "/").startswith(name + "/")]
        skipped = self.lines[-1]["skipped"]
        assert isinstance(skipped, list)
        return found + ["skipped" for each in skipped if each == name or each.startswith(name + " (")]


def write_cases(sandbox: Path, cases: Sequence[Case]) -> Path:
    """The folder of hostile files."""
    folder = sandbox / "documents"
    folder.mkdir()
    for case in cases:
        case.write(folder / case.name)
    return folder


def secret_in(sandbox: Path) -> Path:
    """A file outside the folder."""
    (sandbox / OUTSIDE).mkdir()
    secret = sandbox / OUTSIDE / "secret.md"
    secret.write_text(f"# Secret\n\n{SECRET}\n", encoding="utf-8")
    return secret


def take_in(sandbox: Path, folder: Path, data_dir: Path, **settings: str) -> Watched:
    """Run ``goglobal ingest`` over a folder and watch it."""
    for name in ("home", "tmp"):
        (sandbox / name).mkdir(exist_ok=True)
    before = _state(sandbox, data_dir)
    started = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
        program = subprocess.Popen(
            [PROGRAM, "ingest", folder, "--json"],
            stdout=out,
            stderr=error,
            cwd=sandbox,
            env=os.environ
            | {"GOGLOBAL_DATA_DIR": str(data_dir), "HOME": str(sandbox / "home"), "TMPDIR": str(sandbox / "tmp")}
            | settings,
        )
        most = 0
        while program.poll() is None:
            most = max(most, _memory_of(program.pid))
            time.sleep(0.1)
        seconds = time.monotonic() - started
        out.seek(0)
        error.seek(0)
        lines = [json.loads(line) for line in out.read().splitlines()]
        words = error.read().decode(errors="replace")
    after = _state(sandbox, data_dir)
    touched = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    return Watched(program.returncode, lines, words, most, seconds, touched)


def _state(sandbox: Path, data_dir: Path) -> dict[str, str]:
    """What each file of the sandbox is, without the data folder."""
    found = {}
    for path in sandbox.rglob("*"):
        if data_dir in (path, *path.parents):
            continue
        status = path.lstat()
        small = path.is_file() and not path.is_symlink() and status.st_size < 1_000_000
        content = hashlib.sha256(path.read_bytes()).hexdigest() if small and os.access(path, os.R_OK) else ""
        found[shown(path)] = f"{status.st_mode} {status.st_size if not path.is_dir() else 0} {content}"
    return found


def _memory_of(root: int) -> int:
    """Bytes in memory of a process and of all that descend from it; what they share counts for each."""
    parents, sizes = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            sizes[int(entry.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(sizes.get(pid, 0) for pid in family)


def main(parent: Path | None) -> None:
    """Everything, heavy files included; prints what became of each."""
    with tempfile.TemporaryDirectory(prefix="goglobal-hostile-", dir=parent, ignore_cleanup_errors=True) as name:
        sandbox = Path(name)
        cases = [*quick(secret_in(sandbox)), *heavy()]
        folder = write_cases(sandbox, cases)
        watched = take_in(sandbox, folder, sandbox / "data")
        reasons = {failure["source"]: failure["reason"] for failure in watched.lines[-1]["failed"]}  # type: ignore[attr-defined]
        for case in cases:
            outcomes = watched.outcomes_of(case, folder)
            shown_outcomes = ", ".join(sorted(set(outcomes))) or "NOT REPORTED"
            print(
                f"{ascii(case.name)[:40]:42}{len(outcomes):6} {shown_outcomes}: {reasons.get(shown(folder / case.name), '')}"
            )
        print(
            f"{len(cases)} files, exit {watched.code}, {watched.seconds:.0f} s, "
            f"{watched.memory / 1e6:,.0f} MB at most, touched outside the data folder: {watched.touched or 'nothing'}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
