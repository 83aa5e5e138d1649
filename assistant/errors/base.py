"""What all errors have in common, and those of the settings that a program starts with."""

from __future__ import annotations

from pathlib import Path


class AdvisoryError(Exception):
    """Base of all errors that the product raises on purpose."""

    exit_code = 1
    """What a command exits with: 1 when the job failed, 2 when the call itself was wrong."""


class SettingsError(AdvisoryError):
    """A setting has a value that cannot be used."""

    exit_code = 2

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class GlossaryError(AdvisoryError):
    """The user's glossary cannot be read as text; broken lines are no error, they are left out and named."""

    exit_code = 2

    def __init__(self, path: Path, reason: str, advice: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"The glossary {path} {reason}. {advice}, or leave GOGLOBAL_GLOSSARY out.")
