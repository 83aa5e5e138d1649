"""What stops a run itself, as distinct from a sample that goes wrong. All of it exits with 2."""

from __future__ import annotations

from assistant.errors import AdvisoryError


class EvalError(AdvisoryError):
    """The run broke: nothing can be said about the answers."""

    exit_code = 2
