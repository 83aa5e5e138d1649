"""Files of folders: which are documents by their names, and how their names are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from assistant.errors import SourceNotFound
from ingest.readers.formats import REFUSED_SUFFIXES, SUFFIXES

MANIFESTS = frozenset({"manifest.yaml", "manifest.yml", "manifest.csv"})
"""Files that say what the documents beside and below them are."""

SKIPPED_NAMES = frozenset({"README.md", "LICENSE"})
"""Files that describe a folder of documents and are none."""

ARCHIVES = frozenset({".zip"})
_TAKEN = SUFFIXES.keys() | REFUSED_SUFFIXES | ARCHIVES
_NEVER = frozenset({"__MACOSX"})


def find_files(paths: Sequence[Path], *, skipped: list[str] | None = None) -> Iterator[Path]:
    """Files of the given files and folders, sorted within each folder.

    What is named itself is taken whatever its name. Of folders, hidden files and READMEs are left out, and noted in
    ``skipped`` are files whose suffix stands for no document, links to folders, which are not followed, and links that
    lead out of the folder: who fills a folder does not decide what else of the machine is read.

    Raises:
        SourceNotFound: one of the paths does not exist.
    """
    for path in paths:
        if not path.exists():
            raise SourceNotFound(str(path))
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                name = file.relative_to(path).as_posix()
                if _is_hidden(name) or file.name in MANIFESTS or (file.is_dir() and not file.is_symlink()):
                    continue
                if link := _not_followed(file, path):
                    if skipped is not None:
                        skipped.append(f"{shown(file)} ({link})")
                elif is_document(name, archives=True):
                    yield file
                elif skipped is not None:
                    skipped.append(shown(file))
        else:
            yield path


def _not_followed(file: Path, folder: Path) -> str:
    """Why a link is not followed; empty for what is none, and for one to a file of the folder."""
    if not file.is_symlink():
        return ""
    try:
        target = file.resolve()
        if not target.is_relative_to(folder.resolve()):
            return "a link out of the folder: name what it leads to"
        if file.parent.resolve().is_relative_to(target):
            return "a link back to a folder that it lies in"
        return "a link to another folder of this one, which is read where it lies" if file.is_dir() else ""
    except (OSError, RuntimeError):  # a link that leads to itself is reported when it is opened
        return ""


def is_document(name: str, *, archives: bool) -> bool:
    """Whether a file of a folder or archive is a document by its name, or an archive of some."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in _TAKEN and not _is_hidden(name) and (archives or suffix not in ARCHIVES)


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    # Word leaves "~$name.docx" beside a file that is open.
    return any(part.startswith((".", "~$")) or part in SKIPPED_NAMES | _NEVER for part in parts)


def is_address(source: str) -> bool:
    """Whether a source is a web address and no path."""
    return source[:8].lower().startswith(("http://", "https://"))


def located(path: Path) -> str:
    """Where a path lies, links followed, as the catalogue knows it; a link that leads to itself lies where it is."""
    try:
        return shown(path.resolve())
    except (OSError, RuntimeError):
        return shown(path.absolute())


def shown(path: Path) -> str:
    """A path as text that can be stored and printed: file names are bytes, and not always UTF-8.

    What was fetched has a path made of its address; of that, pathlib has dropped the second slash.
    """
    text = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return text.replace(":/", "://", 1) if text.startswith(("http:/", "https:/")) else text
