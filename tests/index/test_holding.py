"""One process at a time holds the indexes, and the others find it."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.bootstrap import open_advisory
from assistant.errors import IndexBusy
from assistant.index.holding import IndexHolder
from assistant.settings import Settings
from tests.conftest import make_settings
from tests.fakes import FakeEmbedder


def test_only_one_holds_the_indexes(tmp_path: Path) -> None:
    first, second = IndexHolder(tmp_path), IndexHolder(tmp_path)
    assert first.try_to_hold()
    assert not second.try_to_hold()
    first.release()
    assert second.try_to_hold()
    second.release()


def test_a_server_leaves_its_address_for_its_owner_only(tmp_path: Path) -> None:
    holder, other = IndexHolder(tmp_path), IndexHolder(tmp_path)
    assert other.running_server() is None
    holder.try_to_hold()
    server = holder.announce("http://127.0.0.1:8000")
    assert other.running_server() == server
    assert len(server.token) >= 32
    assert stat.S_IMODE((tmp_path / "server.json").stat().st_mode) == 0o600
    holder.release()
    assert other.running_server() is None


def test_each_announcement_has_a_token_of_its_own(tmp_path: Path) -> None:
    holder = IndexHolder(tmp_path)
    holder.try_to_hold()
    tokens = {holder.announce("http://127.0.0.1:1").token for _ in range(5)}
    assert len(tokens) == 5
    holder.release()


@pytest.mark.parametrize("content", ["", "{", "{}", '{"address": "x"}', "[1]"])
def test_a_damaged_address_is_no_server(tmp_path: Path, content: str) -> None:
    (tmp_path / "server.json").write_text(content, encoding="utf-8")
    assert IndexHolder(tmp_path).running_server() is None


HOLD_AND_DIE = """
import os, signal, sys
from pathlib import Path
from assistant.index.holding import IndexHolder

holder = IndexHolder(Path(sys.argv[1]))
assert holder.try_to_hold()
holder.announce("http://127.0.0.1:1")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nobody_is_sent_to_a_server_that_was_killed(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", HOLD_AND_DIE, str(tmp_path)], check=False)
    next_command, another = IndexHolder(tmp_path), IndexHolder(tmp_path)
    assert next_command.running_server() is not None
    assert next_command.try_to_hold()
    assert another.running_server() is None
    next_command.release()


def test_a_held_folder_is_told_with_who_holds_it(settings: Settings) -> None:
    impatient = make_settings(settings.data_dir, lock_timeout=0.1)
    with open_advisory(settings, embedder=FakeEmbedder()) as advisory:
        with pytest.raises(IndexBusy, match="another goglobal command"):
            open_advisory(impatient, embedder=FakeEmbedder())
        advisory.holder.announce("http://127.0.0.1:4321")
        with pytest.raises(IndexBusy, match=r"the server at http://127\.0\.0\.1:4321"):
            open_advisory(impatient, embedder=FakeEmbedder())
    open_advisory(impatient, embedder=FakeEmbedder()).close()
