"""Programmes are found by the glossary's names, as words of their own, the longest name first."""

from __future__ import annotations

import pytest

from assistant.measures.programmes import programmes_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("How much does Nuclis pay?", ["Nuclis"]),
        ("Nuclis能补多少？", ["Nuclis"]),
        ("the nucliside of caesium", []),
        ("Nuclis, and again NUCLIS", ["Nuclis"]),
        ("", []),
    ],
)
def test_programmes_are_found_by_name(text: str, names: list[str]) -> None:
    assert [entry.en[0] for entry in programmes_in(text)] == names
