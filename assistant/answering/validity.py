"""What a reader must know of the validity of the documents that an answer rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.answering.phrases import phrase
from assistant.dates import lapsed, not_yet_valid, replacing
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
