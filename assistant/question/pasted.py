"""The question within a long text that somebody pasted."""

from __future__ import annotations

import re

from assistant.language.script import language_of
from assistant.language.sentences import sentence_spans
from assistant.question.cues import asks
from assistant.question.names import anchors
from assistant.question.topics import shortened, topic_of, with_topic

LONG = 500
"""Characters from which a text is more than a question."""
MOST = 3
"""Questions of a text that are answered: its last ones."""
LONGEST = 300
"""Characters of one of its sentences that are read."""

ASKED = re.compile(r"[?？]\s*[\"”』」’)）]*$")


def question_in(text: str) -> str:
    """What a text asks. A short one is its own question.

    Of a long one: its last questions, else the request at its end or its beginning, else how it begins; with what the
    text is about before it, unless the question says that for itself.
    """
    if len(text) <= LONG:
        return text
    sentences = _sentences(text)
    asked = [sentence for sentence in sentences if ASKED.search(sentence)][-MOST:]
    if not asked:
        asked = [sentence for sentence in (sentences[-1], sentences[0]) if asks(sentence)][:1] or sentences[:1]
    question = " ".join(asked)
    if sentences[0] in asked or anchors(question):
        return question
    return with_topic(shortened(topic_of(sentences[0])), question)


def _sentences(text: str) -> list[str]:
    """The sentences of a text, the beginning of long ones; at least one."""
    language = language_of(text)
    lines = (line.strip(" \t#*>-") for line in text.splitlines())
    found = [line[span.start : span.end] for line in lines if line for span in sentence_spans(line, language=language)]
    return [sentence[:LONGEST] for sentence in found] or [text[:LONGEST]]
