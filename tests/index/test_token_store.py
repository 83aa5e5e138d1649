"""The tokens of passages: what is kept of them, what a killed process leaves, and that nothing of a dropped one stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.index.token_store import BYTES, TokenStore, number_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TokenStore]:
    store = TokenStore(tmp_path / "tokens")
    store.add(3, ["import", "duty", "duty"], ["title", "duty"])
    store.add(7, [], ["title"])
    store.flush()
    yield store
    store.close()


def body_of(store: TokenStore, number: int) -> list[int]:
    laid = store.laid([number])
    found: list[int] = laid.tokens[laid.in_body].tolist()
    return found


def test_tokens_come_back_in_the_order_of_the_passages_that_are_asked_for(store: TokenStore) -> None:
    laid = store.laid([7, 5, 3])
    expected = ["title", "import", "duty", "duty", "title"]
    assert laid.tokens.tolist() == [number_of(token) for token in expected]
    assert laid.owner.tolist() == [0, 2, 2, 2, 2]
    assert laid.in_body.tolist() == [False, True, True, True, False]
    assert (laid.place[2] - laid.place[1], laid.place[3] - laid.place[2]) == (1, 1)
    assert laid.place[1] - laid.place[0] > 4


def test_nothing_is_laid_out_of_an_empty_store(tmp_path: Path) -> None:
    store = TokenStore(tmp_path / "tokens")
    assert (store.count(), store.laid([1, 2]).tokens.tolist(), store.laid([]).tokens.tolist()) == (0, [], [])
    store.close()


def test_a_passage_that_is_added_again_is_as_it_was_added_last(store: TokenStore) -> None:
    store.add(3, ["grant"], [])
    assert (store.count(), store.stale(), len(body_of(store, 3))) == (2, 0, 3)
    store.flush()
    assert (store.count(), store.stale()) == (2, 1)
    assert body_of(store, 3) == [number_of("grant")]


@pytest.mark.parametrize("cut", [1, BYTES, 5 * BYTES, 7 * BYTES])
def test_what_a_killed_process_left_unfinished_is_cut_off(store: TokenStore, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "tokens"
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:-cut][: len(whole) - 4 * BYTES - cut])
    opened = TokenStore(path)
    assert (path.read_bytes(), opened.count(), opened.stale()) == (whole, 2, 0)
    opened.add(9, ["grant"], [])
    opened.flush()
    assert (body_of(opened, 9), len(body_of(opened, 3))) == ([number_of("grant")], 3)
    opened.close()


def test_zeros_that_a_machine_without_power_left_are_cut_off(store: TokenStore, tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(400))
    TokenStore(path).close()
    assert path.read_bytes() == whole


def test_of_what_is_not_kept_nothing_is_left(store: TokenStore, tmp_path: Path) -> None:
    before = store.laid([3])
    store.add(8, ["grant"], [])
    store.keep([7, 8, 99])
    assert (store.count(), store.stale(), body_of(store, 3), body_of(store, 8)) == (2, 0, [], [number_of("grant")])
    assert number_of("import").to_bytes(BYTES, "little") not in (tmp_path / "tokens").read_bytes()
    assert before.tokens[0] == number_of("import")  # who was reading reads on
    store.add(9, ["levy"], [])
    store.flush()
    assert body_of(store, 9) == [number_of("levy")]
