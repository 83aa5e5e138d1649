"""Reading the files of outside data, and saying exactly what is wrong with one."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.errors import EvalError


class OutsideDataError(EvalError):
    """Outside data that cannot be used."""

    def __init__(self, path: Path, problem: str, *, line: int | None = None) -> None:
        self.path = path
        self.problem = problem
        self.line = line
        place = f"{path}" if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: {problem}")


class Row(BaseModel):
    """One line of a file. Fields that are not named are nobody's business here."""

    model_config = ConfigDict(frozen=True, extra="ignore")


R = TypeVar("R", bound=Row)


def read_rows(data: Path, name: str, row: type[R]) -> list[R]:
    """All lines of a file, in order: row ``n`` stands on line ``n + 1``.

    Raises:
        OutsideDataError: names the folder, the file, or the line and field that is wrong.
    """
    if not data.is_dir():
        raise OutsideDataError(data, "no such folder. Say where the outside data lies.")
    path = data / name
    rows = []
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                try:
                    rows.append(row.model_validate_json(line))
                except ValidationError as error:
                    raise OutsideDataError(path, _problem(error), line=number) from error
    except FileNotFoundError as error:
        raise OutsideDataError(path, "no such file. It is part of this suite's data.") from error
    except UnicodeDecodeError as error:
        raise OutsideDataError(path, f"not UTF-8 (byte {error.start})", line=len(rows) + 1) from error
    except OSError as error:
        raise OutsideDataError(path, f"cannot be read: {error.strerror or error}") from error
    if not rows:
        raise OutsideDataError(path, "holds no line; an empty run proves nothing")
    return rows


def _problem(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]
