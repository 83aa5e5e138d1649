"""What stops a run itself, as distinct from a sample that goes wrong. All of it exits with 2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import AdvisoryError, IndexBusy


class EvalError(AdvisoryError):
    """The run broke: nothing can be said about the answers."""

    exit_code = 2


@contextmanager
def broken_run() -> Iterator[None]:
    """Whatever stops the program breaks the run, and must not look like a gate that does not hold."""
    try:
        yield
    except EvalError:
        raise
    except IndexBusy as error:
        raise EvalError(f"{str(error).rstrip('.')}, or ask the running server: --target http://…") from error
    except (AdvisoryError, OSError) as error:
        raise EvalError(str(error)) from error
