"""Sitemaps: the lists in which a site names its pages (sitemaps.org), also packed, also as plain text."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from assistant.errors import FetchFailed
from ingest.paths import is_address
from ingest.sources.replies import unpacked

LARGEST = 60_000_000
"""Bytes of a sitemap, unpacked; the protocol allows 50 MB."""
_HEAD = 4_000
"""Bytes in which the first element must stand."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...]
    """Further sitemaps, of a sitemap index."""


def read_sitemap(content: bytes, *, address: str) -> Sitemap | None:
    """What a sitemap lists; None when it is something else.

    Raises:
        FetchFailed: it is one, but damaged, or far too large.
    """
    if content.startswith(b"\x1f\x8b"):
        try:
            content = b"".join(unpacked(iter([content]), LARGEST + 1))
        except zlib.error as error:
            raise FetchFailed(address, f"came damaged ({error})", "Run the command again later.") from error
        if len(content) > LARGEST:
            raise FetchFailed(address, "unpacks to far more than a sitemap may hold", "Give the pages one by one.")
    head = content[:_HEAD]
    if b"<urlset" in head or b"<sitemapindex" in head:
        return _of_xml(content, address)
    lines = content[:LARGEST].split() if head.lstrip().lower().startswith((b"http://", b"https://")) else []
    listed = [line.decode("utf-8", "replace") for line in lines]
    if listed and all(map(is_address, listed)):
        return Sitemap(tuple(dict.fromkeys(listed)), ())
    return None


def _of_xml(content: bytes, address: str) -> Sitemap | None:
    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise FetchFailed(address, f"a damaged sitemap ({error})", "Give the pages one by one.") from error
    kind = _local(root.tag)
    if kind not in {"urlset", "sitemapindex"}:
        return None
    found = []
    for entry in root:
        if _local(entry.tag) in {"url", "sitemap"}:
            found += [(child.text or "").strip() for child in entry if _local(child.tag) == "loc"]
    listed = tuple(dict.fromkeys(place for place in found if place))
    return Sitemap(listed, ()) if kind == "urlset" else Sitemap((), listed)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
