"""The entries of a manifest with their lines, out of YAML or CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

_LISTS = frozenset({"jurisdiction", "topics", "supersedes"})
"""Keys whose cells may hold several values."""
_SEPARATOR = re.compile(r"[;；|、]")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it is written, and its line, counted from 1."""

    line: int
    values: tuple[tuple[str, Any], ...]


def rows_of_yaml(text: str, problems: list[str]) -> list[Row]:
    """Entries of a list, or of the list ``documents`` of a mapping."""
    loader = yaml.SafeLoader(text)
    try:
        root = loader.get_single_node()
        if isinstance(root, yaml.MappingNode):
            wanted = [value for key, value in root.value if key.value == "documents"]
            if len(wanted) != 1 or len(root.value) != 1:
                problems.append("line 1: write a list of entries, or such a list under the one key 'documents'")
                return []
            root = wanted[0]
        if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
            return []
        if not isinstance(root, yaml.SequenceNode):
            problems.append("line 1: write a list of entries, each beginning with '- file:' or '- url:'")
            return []
        return list(_entries(loader, root, problems))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        problems.append(f"{line}not valid YAML ({getattr(error, 'problem', None) or error})")
        return []
    except RecursionError:
        problems.append("nested too deep to be a list of documents")
        return []
    finally:
        loader.dispose()


def _entries(loader: yaml.SafeLoader, root: yaml.SequenceNode, problems: list[str]) -> Iterator[Row]:
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            problems.append(f"line {line}: an entry is made of keys and values, such as 'file: act.pdf'")
            continue
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in values:
                problems.append(f"line {key_node.start_mark.line + 1}: {key} stands twice in one entry")
            values[key] = _plain(loader.construct_object(value_node, deep=True))
        yield Row(line, tuple(values.items()))


def _plain(value: Any) -> Any:
    """A value that says the same in each run: YAML makes dates of dates."""
    return value.isoformat() if isinstance(value, date) else value


def rows_of_csv(text: str, problems: list[str]) -> list[Row]:
    """Entries of a table, one a line; the first line names the keys. An empty cell says nothing."""
    header = text.partition("\n")[0]
    delimiter = max(",\t;", key=header.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    keys: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not keys:
                keys = [cell.strip().lower() for cell in cells]
                problems += _header_problems(keys)
            elif any(cell.strip() for cell in cells):
                if len(cells) > len(keys):
                    problems.append(
                        f"line {line}: {len(cells)} cells under {len(keys)} names; quote cells that hold {delimiter!r}"
                    )
                rows.append(Row(line, _values(keys, cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(f"line {reader.line_num}: not a table ({error})")
    return rows


def _header_problems(keys: list[str]) -> list[str]:
    problems = [
        f"line 1: the column {key!r} stands twice" for key in sorted({key for key in keys if keys.count(key) > 1})
    ]
    if not {"file", "url"} & set(keys):
        problems.append("line 1: no column is named 'file' or 'url'; the first line names the columns")
    return problems


def _values(keys: list[str], cells: list[str]) -> tuple[tuple[str, Any], ...]:
    values: dict[str, Any] = {}
    for key, cell in zip(keys, cells, strict=False):
        cell = cell.strip()
        if key and cell:
            values[key] = [part.strip() for part in _SEPARATOR.split(cell) if part.strip()] if key in _LISTS else cell
    return tuple(values.items())
