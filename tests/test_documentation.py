"""The pages that people read: their links lead somewhere, their commands exist, and both languages tell the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer
from markdown_it import MarkdownIt

from assistant.main import make_app

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LANGUAGES = (ROOT / "README.md", ROOT / "README.zh.md")
GUIDES = (ROOT / "docs/guide.md", ROOT / "docs/guide.zh.md")


def links(page: Path) -> set[str]:
    """Where a page leads within the project, pictures too."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(page.read_text(encoding="utf-8"))
    inline = [child for token in tokens for child in token.children or []]
    found = {str(child.attrs.get("href") or child.attrs.get("src") or "") for child in inline}
    return {link for link in found if link and not re.match(r"[a-z]+:", link)}


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    tokens = MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8"))
    headings = [after.content for before, after in pairwise(tokens) if before.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def examples(page: Path) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_both_languages_show_the_same() -> None:
    english, chinese = LANGUAGES
    commands = [
        re.findall(r"^(?:\$ |make |goglobal |curl )[^#\n]*[^#\s]", "\n".join(examples(page)), re.MULTILINE)
        for page in LANGUAGES
    ]
    assert len(commands[0]) > 8
    # The English page begins with an English question; all others are shown in both.
    assert [line for line in commands[0] if line not in commands[1]] == commands[0][2:3]
    assert set(commands[1]) <= set(commands[0])
    assert links(english) - {chinese.name} == links(chinese) - {english.name}


def test_the_guide_tells_the_same_in_both_languages() -> None:
    told = []
    for page in GUIDES:
        text = page.read_text(encoding="utf-8")
        forms = [match[0] for match in re.findall(r"^(#+ |- |\|)(.*)", text, re.MULTILINE)]
        told.append((forms, re.findall(r"`[^`]+`", text), links(page) - {other.name for other in GUIDES}))
    assert told[0] == told[1]


@pytest.mark.parametrize(("page", "words"), [*zip(GUIDES, ("en", "zh"), strict=True)], ids=["en", "zh"])
def test_what_the_guide_calls_a_thing_stands_on_the_page(page: Path, words: str) -> None:
    shown = (ROOT / f"api/web/i18n/{words}.js").read_text(encoding="utf-8")
    named = re.findall(r"\*\*([^*]+)\*\*", page.read_text(encoding="utf-8"))
    assert len(named) > 8
    assert [name for name in named if f'"{" ".join(name.split())}"' not in shown] == []


def test_the_indexes_of_pages_are_complete() -> None:
    decisions = ROOT / "docs/decisions"
    assert links(decisions / "README.md") == {page.name for page in decisions.glob("0*.md")}
    listed = {(ROOT / "docs" / link).resolve() for link in links(ROOT / "docs/README.md")}
    assert {page for page in (ROOT / "docs").glob("*.md") if page.name != "README.md"} <= listed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_are_shown_exist(page: Path) -> None:
    for line in re.findall(r"^(?:\$ )?(?:\.venv/bin/)?goglobal (.*)", "\n".join(examples(page)), re.MULTILINE):
        command: object = typer.main.get_command(make_app())
        for word in line.split():
            if not hasattr(command, "commands") or word.startswith("-"):
                break
            assert word in command.commands, line
            command = command.commands[word]


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    for word, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, f"{name} {word}".strip())
    if not hasattr(command, "commands"):
        yield name, command


def test_every_command_and_option_says_what_it_is_for() -> None:
    commands = list(_commands(typer.main.get_command(make_app()), ""))
    assert len(commands) > 30
    for name, command in commands:
        assert command.help, name
        assert all("\n" not in paragraph for paragraph in command.help.split("\n\n")), f"{name}: broken lines"
        unsaid = [each.name for each in command.params if not getattr(each, "help", None)]
        assert unsaid == [], name
