"""The widget as one file: its modules one behind the other, each in a scope of its own, without comments.

Nothing has to be built: the server reads the modules when it starts. A page of another site so waits for one answer
instead of four, each of which would name the next modules, and one file packs better than many.
"""

from __future__ import annotations

import re
from pathlib import Path

IMPORT = re.compile(r'^import (?:(?:\{([^}]*)\}|(\w+)) from )?"([^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
EXPORT_LIST = re.compile(r"^export \{([^}]*)\};\n", re.MULTILINE)
DEFAULT = "export default "
COMMENTS = (
    re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL),
    re.compile(r"^[ \t]*//.*\n", re.MULTILINE),
    re.compile(r"[ \t]+// [^\"'`\n]*$", re.MULTILINE),
    re.compile(r"^[ \t]+", re.MULTILINE),
)


def bundle(entry: Path) -> str:
    """One module with the exports of ``entry``. The modules use named and default imports and exports, and no others."""
    scopes: dict[Path, str] = {}
    parts: list[str] = []
    names = _add(entry.resolve(), scopes, parts)
    return "".join(parts) + f"export const {{ {', '.join(names)} }} = {scopes[entry.resolve()]};\n"


def modules(entry: Path) -> list[Path]:
    """The modules that an entry consists of, each behind those that it imports."""
    scopes: dict[Path, str] = {}
    _add(entry.resolve(), scopes, [])
    return list(scopes)


def _add(path: Path, scopes: dict[Path, str], parts: list[str]) -> list[str]:
    text = path.read_text(encoding="utf-8")
    imports = []
    for named, default, address in IMPORT.findall(text):
        target = (path.parent / address).resolve()
        if target not in scopes:
            _add(target, scopes, parts)
        taken = [name.strip().replace(" as ", ": ") for name in named.split(",") if name.strip()]
        taken += [f"default: {default}"] if default else []
        if taken:
            imports.append(f"const {{ {', '.join(taken)} }} = {scopes[target]};\n")
    names = EXPORT.findall(text)
    for listed in EXPORT_LIST.findall(text):
        names += [name.strip() for name in listed.split(",")]
    body = EXPORT_LIST.sub("", EXPORT.sub("", IMPORT.sub("", text)))
    if DEFAULT in body:
        body = body.replace(DEFAULT, "const byDefault = ", 1)
    for comment in COMMENTS:
        body = comment.sub("", body)
    given = [*names, *(["default: byDefault"] if DEFAULT in text else [])]
    scopes[path] = f"module{len(scopes)}"
    parts.append(
        f"const {scopes[path]} = (() => {{\n{''.join(imports)}{body}return {{ {', '.join(given)} }};\n}})();\n"
    )
    return names
