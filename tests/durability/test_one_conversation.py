"""One conversation in two processes at the same time: turns take numbers one after the other, and none is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Access
from assistant.settings import Settings
from tests.durability.programs import SECONDS

TURNS = 25

TALK = """
import sys
from dataclasses import replace
from assistant.bootstrap import Catalogue
from tests.catalogue.test_conversations import answer
from tests.conftest import make_settings
from pathlib import Path

data_dir, url, conversation, who, turns = sys.argv[1:]
catalogue = Catalogue(make_settings(Path(data_dir), catalogue_url=url))
print("ready", flush=True)
sys.stdin.readline()
for number in range(1, int(turns) + 1):
    given = replace(answer(conversation, number), question=f"{who} {number}")
    print(catalogue.conversations.add(given).turn, flush=True)
catalogue.close()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Both, one after the other."""
    return str(request.param)


def talk(settings: Settings, conversation: str, who: str) -> subprocess.Popen[str]:
    """A process that adds turns to a conversation as soon as it is told to."""
    url = settings.catalogue_url.get_secret_value()
    program = subprocess.Popen(
        [sys.executable, "-c", TALK, str(settings.data_dir), url, conversation, who, str(TURNS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    return program


def test_turns_of_two_processes_are_all_kept_under_numbers_of_their_own(settings: Settings) -> None:
    catalogue = Catalogue(settings)
    conversation = catalogue.conversations.begin(access=Access.PUBLIC)
    programs = [talk(settings, conversation, who) for who in ("one", "other")]
    told = []
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        out, _ = program.communicate(timeout=SECONDS)
        assert program.returncode == 0
        told.append([int(number) for number in out.split()])

    kept = catalogue.conversations.get(conversation, access=Access.PUBLIC).turns
    assert [turn.number for turn in kept] == list(range(1, 2 * TURNS + 1))
    assert {turn.question for turn in kept} == {
        f"{who} {number}" for who in ("one", "other") for number in range(1, TURNS + 1)
    }
    assert sorted(told[0] + told[1]) == [turn.number for turn in kept]
    for numbers in told:
        assert numbers == sorted(numbers)
    catalogue.close()
