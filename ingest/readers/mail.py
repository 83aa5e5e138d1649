"""Mails (EML): subject, sender, date and body, then what is attached, read by the other readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePath

from assistant.domain import BlockKind
from assistant.errors import IngestError, UnreadableDocument
from assistant.language.script import language_of
from assistant.missing import Missing
from ingest.paths import ARCHIVES
from ingest.pieces import Piece, Reading
from ingest.readers.encoding import normalise
from ingest.readers.foreign import UNFORESEEN
from ingest.readers.formats import REFUSED_SUFFIXES, SUFFIXES
from ingest.readers.prose import tidy
from ingest.readers.told import unread_attachments

_FOREIGN_ERRORS = (MessageError, LookupError, *UNFORESEEN)
_MAX_ATTACHED = 100
_DOCUMENTS = frozenset(SUFFIXES) | REFUSED_SUFFIXES | ARCHIVES
"""Suffixes of attachments that somebody would miss; logos and signatures are none."""
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
"""What programs set before each line of the mail that is answered."""
_WORDS = {
    "en": {"from": "From", "date": "Date", "attached": "Attachment", "unread": "not read", "more": "more attachments"},
    "zh": {"from": "发件人", "date": "日期", "attached": "附件", "unread": "未读取", "more": "更多附件"},
}


def read_mail(content: bytes, *, name: str) -> Reading:
    """Subject as heading and title, sender and date, the body (plain text before HTML), and each attachment.

    Attachments of formats that have a reader are sections of their own; others are named with the reason.

    Raises:
        UnreadableDocument: damaged beyond reading.
    """
    try:
        mail = BytesParser(policy=policy.default).parsebytes(content)
        assert isinstance(mail, EmailMessage)  # what this policy makes
        missing: list[Missing] = []
        body = _body(mail, name)
        properties = _properties(mail)
        words = _WORDS[language_of(" ".join([properties.get("title", ""), *(piece.text for piece in body)]))]
        head = list(_head(properties, words))
        attached = list(_attachments(mail, words, missing))
    except _FOREIGN_ERRORS as error:
        problem = tidy(str(error)) or type(error).__name__
        advice = "Save it again from the mail program, or save its text."
        raise UnreadableDocument(name, f"damaged mail ({problem})", advice) from error
    return Reading(tuple(_numbered([head, body, *attached])), properties, missing=tuple(missing))


def _properties(mail: EmailMessage) -> dict[str, str]:
    sender_name, address = parseaddr(str(mail.get("From", "")))
    try:
        day = parsedate_to_datetime(str(mail.get("Date", ""))).date().isoformat()
    except ValueError:
        day = ""
    stated = {
        "title": tidy(normalise(str(mail.get("Subject", "")))),
        "author": tidy(normalise(sender_name or address)),
        "published": day,
    }
    return {key: value for key, value in stated.items() if value}


def _head(properties: dict[str, str], words: dict[str, str]) -> Iterator[Piece]:
    if "title" in properties:
        yield Piece(BlockKind.HEADING, properties["title"], level=1)
    colon = "：" if words is _WORDS["zh"] else ": "
    for key, value in (("from", properties.get("author")), ("date", properties.get("published"))):
        if value:
            yield Piece(BlockKind.PARAGRAPH, f"{words[key]}{colon}{value}")


def _body(mail: EmailMessage, name: str) -> list[Piece]:
    """Plain text if there is any, else HTML: the plain part has what the sender meant and nothing hidden."""
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        text = _text(part) if isinstance(part, EmailMessage) else ""
        if text.strip():
            if kind == "plain":
                text = _QUOTED.sub("", text)
            return _read(text.encode("utf-8", "replace"), "body.html" if kind == "html" else "body.txt", name)
    return []


def _text(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, KeyError):  # an encoding that nobody knows
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _read(content: bytes, kind: str, name: str) -> list[Piece]:
    from ingest.readers.html import read_html
    from ingest.readers.text import read_text

    reader = read_html if kind.endswith(".html") else read_text
    return list(reader(content, name=name).pieces)


def _attachments(mail: EmailMessage, words: dict[str, str], missing: list[Missing]) -> Iterator[list[Piece]]:
    """The pieces of each attachment; what of them is not read goes to ``missing``, but for pictures and the like."""
    from ingest.readers import read

    unread: list[str] = []
    for number, part in enumerate(mail.iter_attachments()):
        if number == _MAX_ATTACHED:
            yield [Piece(BlockKind.PARAGRAPH, f"… {words['more']}")]
            unread.append("…")
            break
        shown = attached = tidy(normalise(part.get_filename() or ""))
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            content = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
            subject = tidy(normalise(str(inner.get("Subject", "")))) if isinstance(inner, EmailMessage) else ""
            shown, attached = subject or attached, "mail.eml"
        else:
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else b""
        title = f"{words['attached']}: {shown or number + 1}"
        try:
            reading = read(content, name=attached or str(number + 1))
        except IngestError as error:
            reason = getattr(error, "reason", str(error))
            yield [Piece(BlockKind.PARAGRAPH, f"{title} ({words['unread']}: {reason})")]
            if PurePath(attached).suffix.lower() in _DOCUMENTS:
                unread.append(shown)
            continue
        missing += [each.within(shown or str(number + 1)) for each in reading.missing]
        deeper = [replace(piece, level=piece.level + 2) if piece.level else piece for piece in reading.pieces]
        yield [Piece(BlockKind.HEADING, title, level=2), *deeper]
    if unread:
        missing.append(unread_attachments(unread))


def _numbered(parts: list[list[Piece]]) -> Iterator[Piece]:
    """All pieces, with lists and tables numbered through the whole mail."""
    offset = 0
    for pieces in parts:
        groups = [piece.group for piece in pieces if piece.group is not None]
        for piece in pieces:
            yield piece if piece.group is None else replace(piece, group=piece.group + offset)
        offset += max(groups, default=0)
