"""What all pages for people have around what is their own: head, links to the other pages, the switch of languages.

A page of ``api/web`` gives its own parts between ``<!-- head -->`` and ``<!-- main -->``; nothing of a request is put into it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

WEB = Path(__file__).parent / "web"
LINKS = {"index.html": "/", "documents.html": "/documents", "embed.html": "/embed", "docs.html": "/docs"}
"""Addresses of the pages, by their files."""


@cache
def framed(name: str) -> str:
    """A whole page by the name of its file."""
    head, main = (WEB / name).read_text(encoding="utf-8").split("<!-- main -->\n")
    frame = (WEB / "frame.html").read_text(encoding="utf-8")
    here = LINKS.get(name)
    if here is not None:
        frame = frame.replace(f'<a href="{here}"', f'<a href="{here}" aria-current="page"', 1)
    return frame.replace("<!-- head -->\n", head).replace("<!-- main -->\n", main)
