"""What a reader must know of the validity of the documents that an answer rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.answering.phrases import phrase
from assistant.dates import in_force, lapsed, not_yet_valid, replacing
from assistant.domain import Metadata, Notice, NoticeKind


def validity_notices(documents: Iterable[Metadata], *, on: date, language: str) -> list[Notice]:
    """Notices for each document that is not in force on a day, or has been replaced by then."""
    notices = []
    for metadata in dict.fromkeys(documents):
        if lapsed(metadata, on=on):
            text = phrase("lapsed", language, title=metadata.title, date=str(metadata.valid_until))
            notices.append(Notice(NoticeKind.LAPSED, text))
        elif not_yet_valid(metadata, on=on):
            text = phrase("not_yet", language, title=metadata.title, date=str(metadata.valid_from))
            notices.append(Notice(NoticeKind.NOT_YET, text))
        if (new := replacing(metadata, on=on)) is not None:
            text = phrase("superseded", language, title=metadata.title, other=new.title)
            notices.append(Notice(NoticeKind.SUPERSEDED, text))
    return notices


def in_force_notices(metadata: Metadata, *, on: date, language: str) -> list[Notice]:
    """For who asks whether something holds: since when it does and until when, by the dates of its document, if any are filed."""
    if metadata.valid_from is None or not in_force(metadata, on=on):
        return []
    key = "in_force_until" if metadata.valid_until else "in_force"
    filed = {"title": metadata.title, "start": metadata.valid_from, "end": metadata.valid_until or ""}
    return [Notice(NoticeKind.OTHER, phrase(key, language, **filed))]
