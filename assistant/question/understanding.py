"""From what a user typed to a query: language, terms in both languages, places."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date

from assistant.domain import Access
from assistant.errors import QuestionError
from assistant.language.cities import places_of_cities
from assistant.language.crossing import Crossing
from assistant.language.places import places_in
from assistant.language.script import language_of
from assistant.protocols import Query, Request
from assistant.question.hints import as_of_date, hinted_topics
from assistant.question.lines import asking_line
from assistant.question.small_talk import is_small_talk


def clean_question(text: str, *, limit: int) -> str:
    """The question without control characters and blanks around it.

    Raises:
        QuestionError: nothing is left, or it is longer than ``limit`` characters.
    """
    words = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}).strip()
    if not words:
        raise QuestionError("The question is empty. Type what you want to know. 问题是空的，请写下您想了解的内容。")
    if len(words) > limit:
        raise QuestionError(
            f"The question has {len(words):,} characters; at most {limit:,} can be read. Shorten it, or ingest long texts "
            f"as documents. 问题有 {len(words)} 个字符，最多 {limit} 个，请缩短。"
        )
    return words


class Understanding:
    """Reads questions."""

    def __init__(self, crossing: Crossing) -> None:
        self._crossing = crossing

    def query(
        self,
        question: str,
        *,
        earlier: Sequence[str] = (),
        access: Access,
        language: str | None = None,
        as_of: date | None = None,
    ) -> Query:
        """The query of a question. Earlier ones (oldest first) are at hand here, and not made use of yet.

        ``language`` overrides the language of the answer, which is else that of the question.
        """
        standalone = question
        asking = asking_line(question)
        return Query(
            text=standalone,
            language=language or language_of(question),
            access=access,
            terms=self._crossing.terms(standalone),
            jurisdictions=places_in(standalone),
            hinted=places_of_cities(standalone),
            topics=hinted_topics(standalone),
            asked=() if asking is None else self._crossing.terms(asking),
            as_of=as_of or as_of_date(standalone),
            request=Request.SMALL_TALK if is_small_talk(question) else Request.QUESTION,
        )
