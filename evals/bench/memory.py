"""How much memory this process takes."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

MB = 1_000_000


def peak() -> float:
    """The most resident memory that this process has had so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MB


def present() -> float:
    """Its resident memory now, in MB; the peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return peak()
    return pages * resource.getpagesize() / MB


def folder_size(folder: Path) -> float:
    """What the files below a folder take, in MB; a file counts too."""
    files = [folder] if folder.is_file() else folder.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file()) / MB
