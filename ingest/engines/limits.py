"""What a process that reads files may take, and the ways of an operating system to hold it to that."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait

KILLED_TWICE = (
    "the process that read it was killed from outside, and once more when the file was read alone; a system does that when "
    "it is short of memory",
    "Take it in again when there is more.",
)
"""What is said of a file after two tries, and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take."""

    seconds: float
    """By the clock."""
    memory: int
    """Bytes of the process that reads it, libraries and tables included."""

    @property
    def name(self) -> str:
        """Other limits have another one."""
        return f"{self.seconds:g} s, {self.memory} bytes"


def limit_memory(size: int) -> None:
    """Let this process have no more memory than ``size`` bytes; what asks for more fails. Windows knows no such limit."""
    try:
        import resource
    except ImportError:
        return
    # Of the address space much is only reserved; what is data can be filled. Only Linux counts it with all mappings.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, hard = resource.getrlimit(kind)
    soft = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(kind, (soft, hard))


def limit_time(seconds: float) -> None:
    """Have this process killed after so many seconds unless the limit is set anew; 0 takes it away.

    The system keeps the clock: it also ends what never comes back from a library.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def most_memory() -> int:
    """Bytes that this process had in memory at its most; 0 where that cannot be told."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def end_with_parent() -> None:
    """Let this process not outlive the one that asked for it, even if that is killed. Elsewhere its time limit ends it."""
    parent = parent_process()
    if sys.platform != "linux" or parent is None:
        return
    import fcntl

    # A pipe that only the parent writes to: when it is gone, the system sends a signal that ends this process, whatever
    # it is busy with. The signal for a process's death is of no use, for the one that died is not the one that forked.
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
    fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
    if wait([parent.sentinel], timeout=0):
        os._exit(1)  # it was gone already


def from_outside(exit_code: int | None) -> bool:
    """Whether a process was ended by somebody else, for reasons of his own: no file sends these signals."""
    names = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT")
    return exit_code in {-getattr(signal, name) for name in names if hasattr(signal, name)}


def reason_of_end(exit_code: int | None, limits: Limits) -> tuple[str, str]:
    """Why a process that read a file has ended, and what to do, in plain words."""
    if exit_code == -getattr(signal, "SIGALRM", 0) and exit_code:
        return out_of_time(limits)
    if from_outside(exit_code):
        return KILLED_TWICE
    if exit_code == -getattr(signal, "SIGABRT", 6):
        # What a library written in C++ does when it is refused memory.
        reason, advice = out_of_memory(limits)
        return f"made the program that reads it give up, most likely because it {reason}", advice
    how = f"by signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"with code {exit_code}"
    return (
        f"made the program that reads it break off ({how})",
        "The file is damaged or a trap: make it anew or convert it.",
    )


def out_of_time(limits: Limits) -> tuple[str, str]:
    """Why a file was given up that takes longer than it may, and what to do."""
    return (
        f"takes longer than {limits.seconds:,.0f} seconds to read",
        "Split it, or give files more time with GOGLOBAL_INGEST_SECONDS.",
    )


def out_of_memory(limits: Limits) -> tuple[str, str]:
    """Why a file was given up that takes more memory than it may, and what to do."""
    return (
        f"needs more than {limits.memory // 1024**2:,} MB of memory to read",
        "Split it, or allow more with GOGLOBAL_INGEST_MEMORY_MB.",
    )
