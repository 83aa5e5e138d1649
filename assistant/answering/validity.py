"""What a reader must know of the validity of the documents that an answer rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.answering.phrases import phrase
from assistant.dates import lapsed, not_yet_valid, replacing
from assistant.domain import Metadata


def validity_notices(documents: Iterable[Metadata], *, on: date, language: str) -> list[str]:
    """Notices for each document that is not in force on a day, or has been replaced by then."""
    notices = []
    for metadata in dict.fromkeys(documents):
        if lapsed(metadata, on=on):
            notices.append(phrase("lapsed", language, title=metadata.title, date=str(metadata.valid_until)))
        elif not_yet_valid(metadata, on=on):
            notices.append(phrase("not_yet", language, title=metadata.title, date=str(metadata.valid_from)))
        if (new := replacing(metadata, on=on)) is not None:
            notices.append(phrase("superseded", language, title=metadata.title, other=new.title))
    return notices
