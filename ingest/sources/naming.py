"""What a fetched file is called, and of which kind of text the server says it is."""

from __future__ import annotations

import contextlib
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.readers.formats import SUFFIXES

MEDIA_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "message/rfc822": ".eml",
}
"""Kinds of text that a media type tells apart; all other formats tell themselves by their content."""

NO_DOCUMENTS = ("image/", "audio/", "video/", "font/", "application/json", "text/css", "text/javascript",
                "application/javascript", "application/rss+xml", "application/atom+xml")  # fmt: skip
"""Beginnings of media types of what a site holds besides documents."""


def media_type_of(content_type: str) -> str:
    """``text/html`` of ``text/html; charset=utf-8``."""
    return content_type.partition(";")[0].strip().lower()


def charset_of(content_type: str) -> str | None:
    """The charset that a Content-Type names."""
    message = Message()
    message["Content-Type"] = content_type
    return message.get_content_charset()


def file_name_of(disposition: str) -> str | None:
    """The name of a Content-Disposition, in either of its forms, without any folder."""
    message = Message()
    message["Content-Disposition"] = disposition
    name = message.get_filename()
    if not name:
        return None
    if "%" in name and name.isascii():
        name = unquote(name)  # against the rules, and what many sites in China send
    else:
        with contextlib.suppress(UnicodeError):  # bytes of UTF-8 that stand in the header as they are
            name = name.encode("latin-1").decode("utf-8")
    name = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name
    return name if name not in {"", ".", ".."} else None


def name_for(address: str, *, file_name: str | None, media_type: str) -> str:
    """A file name whose suffix tells kinds of text apart: by the given name, the media type, the address."""
    if file_name and PurePosixPath(file_name).suffix.lower() in SUFFIXES:
        return file_name
    parts = urlsplit(address)
    last = PurePosixPath(unquote(parts.path)).name or parts.hostname or "page"
    stem = file_name or last
    suffix = MEDIA_SUFFIXES.get(media_type)
    if suffix is None and PurePosixPath(last).suffix.lower() in SUFFIXES:
        suffix = PurePosixPath(last).suffix.lower()
    if suffix is None or stem.lower().endswith(suffix):
        return stem
    return (PurePosixPath(stem).stem if PurePosixPath(stem).suffix.lower() in SUFFIXES else stem) + suffix
