"""Calls that cannot be done: one message that says why and what to do, on standard error, and the right exit code."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.calling import Goglobal, Outcome

FAILED, WRONG_CALL = 1, 2

Arguments = tuple[str | bytes, ...]
CASES: dict[str, tuple[Arguments, int, str]] = {
    "an unknown command": (("answer", "tax"), WRONG_CALL, "No such command 'answer'"),
    "an unknown option": (("ask", "tax", "--loud"), WRONG_CALL, "No such option: --loud"),
    "no question": (("ask",), WRONG_CALL, "Missing argument"),
    "an empty question": (("ask", "  "), WRONG_CALL, "The question is empty"),
    "100,000 characters": (("ask", "x" * 100_000), WRONG_CALL, "100,000 characters; at most 8,000"),
    "a question that is not UTF-8": (("ask", b"tax \xff"), WRONG_CALL, "not valid UTF-8"),
    "a search that is not UTF-8": (("search", "补贴".encode("gb18030")), WRONG_CALL, "not valid UTF-8"),
    "an unknown language": (("ask", "tax", "--language", "fr"), WRONG_CALL, "'fr' is not one of zh, en"),
    "a profile without a value": (
        ("ask", "tax", "--profile", "markets"),
        WRONG_CALL,
        "is not KEY=VALUE with one of sector",
    ),
    "an unknown key of a profile": (("ask", "tax", "--profile", "colour=red"), WRONG_CALL, "one of sector, size, home"),
    "a profile of many words": (("ask", "tax", "--profile", f"sector={'x' * 81}"), WRONG_CALL, "at most 80 characters"),
    "an unknown conversation": (("ask", "tax", "--conversation", "nobody"), FAILED, "no conversation 'nobody'"),
    "too many passages": (("search", "tax", "-k", "101"), WRONG_CALL, "less than or equal to 100"),
    "an unknown document": (("documents", "show", "nothing"), FAILED, "There is no document 'nothing'"),
    "an unknown version": (("documents", "show", "eg-aidp", "--version", "9"), FAILED, "no document 'eg-aidp@9'"),
    "comparing versions of the unknown": (("documents", "diff", "nothing"), FAILED, "There is no document 'nothing'"),
    "comparing the only version": (("documents", "diff", "eg-aidp"), FAILED, "has only one version"),
    "comparing a version 0": (("documents", "diff", "eg-aidp", "0"), WRONG_CALL, "greater than or equal to 1"),
    "replacing by the unknown": (("documents", "supersede", "eg-aidp", "no"), FAILED, "There is no document 'no'"),
    "replacing by itself": (
        ("documents", "supersede", "eg-aidp", "eg-aidp"),
        WRONG_CALL,
        "cannot come to replace itself",
    ),
    "deleting the unknown": (
        ("documents", "purge", "--yes", "eg-aidp", "nothing"),
        FAILED,
        "There is no document 'nothing'",
    ),
    "removing the unknown": (("documents", "remove", "eg-aidp", "nothing"), FAILED, "There is no document 'nothing'"),
    "a missing path": (("ingest", "no/such/file.md"), WRONG_CALL, "no/such/file.md: no such file or folder"),
    "an unknown kind": (("ingest", ".", "--kind", "poem"), WRONG_CALL, "'poem' is not one of"),
    "an unknown place": (("ingest", ".", "--jurisdiction", "XQ"), WRONG_CALL, "jurisdiction 'XQ' is not known"),
    "an unknown topic": (("ingest", ".", "--topic", "taxes"), WRONG_CALL, "did you mean 'tax'?"),
    "a date that cannot be": (("ingest", ".", "--published", "2026-02-30"), WRONG_CALL, "published"),
    "a port out of range": (("serve", "--port", "70000"), WRONG_CALL, "--port is 70000; expected"),
    "a port in words": (("serve", "--port", "ten"), WRONG_CALL, "valid integer"),
}


@pytest.fixture(scope="module")
def outcomes(goglobal: Goglobal) -> dict[str, Outcome]:
    """All of them, as many at a time as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(CASES, pool.map(lambda case: goglobal(*case[0]), CASES.values()), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_call_is_explained(outcomes: dict[str, Outcome], case: str) -> None:
    _, code, message = CASES[case]
    outcome = outcomes[case]

    assert message in outcome.words
    assert outcome.code == code
    assert outcome.out == ""
    assert "Traceback" not in outcome.err


def test_after_all_of_them_the_documents_are_as_before(outcomes: dict[str, Outcome], goglobal: Goglobal) -> None:
    listing = goglobal("documents", "list", "--json").json

    assert listing["total"] == 67
    assert "eg-aidp" in [item["id"] for item in listing["documents"]]


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"GOGLOBAL_PORT": "ten"}, "GOGLOBAL_PORT is 'ten'; expected a valid integer"),
        (
            {"GOGLOBAL_TOP_K": "0", "GOGLOBAL_LOG_LEVEL": "loud"},
            "GOGLOBAL_TOP_K is '0'; expected greater than or equal to 1; GOGLOBAL_LOG_LEVEL is 'loud'; expected 'debug'",
        ),
    ],
)
def test_settings_that_cannot_be_are_named_with_what_was_expected(
    goglobal: Goglobal, variables: dict[str, str], message: str
) -> None:
    outcome = Goglobal(goglobal.data_dir, variables)("documents", "list")

    assert outcome.code == WRONG_CALL
    assert message in outcome.words


def test_a_port_in_use_is_explained(goglobal: Goglobal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = goglobal("serve", "--port", str(port))

    assert outcome.code == FAILED
    assert f"Cannot listen on 127.0.0.1:{port}" in outcome.words
    assert "choose another: --port 8001, or GOGLOBAL_PORT=8001 make run." in outcome.words


def test_a_data_folder_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    outcome = Goglobal(tmp_path / "data")("documents", "list")

    assert outcome.code == FAILED
    assert f"The data folder {tmp_path / 'data'} cannot be used" in outcome.words


def obey_permissions() -> None:
    """Make this process heed the permissions of files even if it is root's: give up the right to override them."""
    drop_from_bounding_set = 24
    override, read_and_search = 1, 2
    libc = ctypes.CDLL(None)
    for capability in (override, read_and_search):
        libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)


@pytest.fixture
def locked(make_corpus: Callable[[str], Goglobal]) -> Iterator[Goglobal]:
    """A data folder with the corpus that may be read and not written."""
    goglobal = make_corpus("locked")
    paths = [goglobal.data_dir, *goglobal.data_dir.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    attempt = "import sys; open(sys.argv[1], 'a')"
    catalogue = goglobal.data_dir / "catalogue.sqlite"
    could_write = subprocess.run(
        [sys.executable, "-c", attempt, catalogue], preexec_fn=obey_permissions, stderr=subprocess.DEVNULL
    )
    if could_write.returncode == 0:
        pytest.skip("to whoever runs the tests no file is read-only")
    yield goglobal
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.skipif(sys.platform != "linux", reason="takes a right away from root by a call of Linux")
@pytest.mark.parametrize(
    "arguments", [("documents", "list"), ("ask", "tax"), ("ingest", "event.txt"), ("index", "status")]
)
def test_a_data_folder_that_cannot_be_written_is_explained(locked: Goglobal, arguments: tuple[str, ...]) -> None:
    (locked.data_dir.parent / "event.txt").write_text("The toll is 5%.")
    outcome = locked(*arguments, before=obey_permissions)

    assert "Traceback" not in outcome.err
    assert outcome.words.startswith(f"goglobal: The data folder {locked.data_dir} cannot be used: ")
    assert "Make" in outcome.words
    assert outcome.code == FAILED


@pytest.mark.skipif(sys.platform != "linux", reason="takes a right away from root by a call of Linux")
def test_a_data_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    outcome = Goglobal(tmp_path / "data")("documents", "list", before=obey_permissions)
    tmp_path.chmod(0o755)

    assert outcome.words == (
        f"goglobal: The data folder {tmp_path / 'data'} cannot be used: Permission denied. "
        "Make the folder writable or set GOGLOBAL_DATA_DIR to another one."
    )
    assert outcome.code == FAILED
