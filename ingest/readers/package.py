"""Office files are ZIP packages of XML: looked over before a library unpacks them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from assistant.errors import UnreadableDocument
from ingest.readers.foreign import PACKAGE

MAX_UNPACKED = 300_000_000
"""Bytes; a document that unpacks to more is a trap or a film."""
MAX_PARTS = 20_000
_MAX_RATIO = 400
"""Unpacked bytes for each packed one. Dull XML reaches 30; only a bomb goes far beyond."""
_RATIO_FROM = 20_000_000
_PROLOG = 4096
"""Bytes of a part in which a document type would be declared; no Office program writes one."""


def check_package(content: bytes, *, kind: str, name: str, max_xml: int = MAX_UNPACKED) -> None:
    """Refuse a package that would fill memory when a library opens it.

    Args:
        content: bytes of the package.
        kind: what it is called, such as DOCX.
        name: the file's name, for messages.
        max_xml: most bytes of XML, for libraries that make many objects of it.

    Raises:
        UnreadableDocument: too large unpacked, too many parts, entities, or no whole ZIP package.
    """
    try:
        with ZipFile(BytesIO(content)) as package:
            _check(package, name, max_xml)
    except PACKAGE as error:
        advice = "Open it in its program and save it again, or get the file again."
        raise UnreadableDocument(name, f"damaged {kind} ({error})", advice) from error


def _check(package: ZipFile, name: str, max_xml: int) -> None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MAX_PARTS:
        raise UnreadableDocument(name, f"it has more than {MAX_PARTS:,} parts", "Split it into several documents.")
    if unpacked > MAX_UNPACKED or (unpacked > _RATIO_FROM and unpacked / packed > _MAX_RATIO):
        reason = f"it unpacks to more than {min(unpacked, MAX_UNPACKED) // 1_000_000} MB"
        raise UnreadableDocument(name, reason, "Take the media out of the document, or split it.")
    if sum(part.file_size for part in parts if part.filename.endswith(".xml")) > max_xml:
        reason = f"it holds more than {max_xml // 1_000_000} MB of text and tables"
        raise UnreadableDocument(name, reason, "Split it, or save the sheets that matter as CSV.")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with package.open(part) as stream:
                prolog = stream.read(_PROLOG)
            if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
                reason = f"{part.filename} in it declares entities, as no Office program does"
                raise UnreadableDocument(name, reason, "Do not trust the file; ask where it comes from.")
