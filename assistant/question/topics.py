"""The topic of a question: what is left of it without its question words, to be put before the next one."""

from __future__ import annotations

import re

from assistant.language.script import CJK, has_han, language_of
from assistant.language.topic_form import split_topic

LONGEST_ZH = 60
LONGEST_EN = 24
MOST_CHARACTERS = 190
"""Longest topic in Chinese characters and in English words, and in characters of any kind."""

BETWEEN = {"zh": "；", "en": "; "}
FORM = {"zh": "关于{topic}：{question}", "en": "About {topic}: {question}"}
ASKED_ZH = re.compile(
    r"(?:谁|哪[家个些](?:公司|企业|机构)?)(?:能够?|可以|可|会)(?:帮(?:助|忙)?)?(?:我们|企业|车企|咱们|我)?(?:做|办|搞|提供|处理)?|"
    r"请问|我想(?:知道|了解|问)(?:一下)?|麻烦|帮我|告诉我|"
    r"(?:大概|一共|总共|分别|最多|最少|到底|究竟|具体|好像|是不是)|"
    r"(?:应该|需要|要|能|可以|会|得|是|有|为|达到|交|收|给|拿|补|算)?(?:到)?(?:多少(?:钱|辆|台|家|吨|人)?|几个?(?:点|成|年|家|块|次|项|天|月)?(?=$|[，,？?。]))|"
    r"(?:有|是|分|在)?(?:哪些|哪几\w?|哪家|哪个|哪里|哪年|哪天|什么(?:时候|样|要求|条件)?|啥)|谁|"
    r"(?:是)?(?:怎么(?:回事|走|样|办|算|报)?|如何|怎样)|为什么|何时|"
    r"(?:要|能|可|有|是|会|行|够|对)不(?:要|能|可以|是|会|行|够|对)|有没有|[吗呢吧么啊]+(?=$|[，,？?。])"
)
ASKED_EN = re.compile(
    r"\b(?:what(?:['’]s)?|which|how (?:much|many|long|high|far|big|often|soon|hard)|how|when|where|who(?:m|se)?|why|by when|since when|"
    r"from when|until when|at what|in which|on which|for which|please|tell me|i(?: would|'d)? (?:want|like) to know)\b",
    re.IGNORECASE,
)
HELPERS_EN = re.compile(
    r"\b(?:do|does|did|is|are|was|were|can|could|must|shall|should|will|would|may|might|has|have|had|be|been|there|really|exactly|"
    r"(?:we|i) (?:have|need|want|get)(?: to)?|we|i|you|us|me|it|they|them)\b",
    re.IGNORECASE,
)
EDGES = " \t\n，,。.？?！!；;：:、“”\"'‘’-"
DANGLING = re.compile(
    r"(?:\b(?:and|or|but|so|then|also|to|of|for|in|on|at|by|with|from|the|a|an|as)\b[\s,]*)+$", re.IGNORECASE
)
LEADING = re.compile(r"^(?:(?:and|or|but|so|then|also|the|a|an|if|about)\b[\s,]*)+", re.IGNORECASE)


def with_topic(topic: str, question: str) -> str:
    """A question with its topic before it, as a person would write it."""
    if not topic:
        return question
    return FORM[language_of(question)].format(topic=topic, question=question)


def topic_of(question: str) -> str:
    """What a question is about, as a phrase without question words; topics that it names first come first."""
    topic, asked = split_topic(question)
    phrase = _phrase(asked)
    if not topic:
        return shortened(phrase)
    if not phrase or phrase.casefold() in topic.casefold():
        return shortened(topic)
    between = BETWEEN[language_of(question)]
    parts = [*re.split(r"[；;]\s*", topic), phrase]
    # The first part says what the conversation is about, the last ones where it is; the middle goes first.
    while len(parts) > 2 and not _fits(between.join(parts)):
        del parts[1]
    return shortened(between.join(parts))


def _phrase(question: str) -> str:
    words = question.replace("：", "，").replace(":", ",")
    if has_han(words):
        words = ASKED_ZH.sub("", words)
        words = re.sub(r"[？?！!。]+(?=.)", "，", words)
        words = re.sub(
            r"(?:最多|最少|还|都|就)?(?:能|要|可以|(?<![许认])可|会|得|才能)(?=[，；\s]*$)", "", words.strip(EDGES)
        )
        words = re.sub(r"[，,]{2,}", "，", words)
    else:
        words = HELPERS_EN.sub(" ", ASKED_EN.sub(" ", words))
        words = re.sub(r"[?!.]+\s+(?=\S)", ", ", words)
        words = re.sub(r"\s+([,;])", r"\1", re.sub(r"\s{2,}", " ", words))
        words = DANGLING.sub("", LEADING.sub("", words.strip(EDGES)).strip(EDGES))
    return words.strip(EDGES)


def tidy(phrase: str) -> str:
    """A phrase without what is left behind by words that were taken out of it."""
    phrase = re.sub(r"\b(?:in|to|of|from|for|at|or|and|the)\s*(?=[,;]|$)", "", phrase)
    phrase = re.sub(r"\s+([,;，；])", r"\1", re.sub(r"\s{2,}", " ", phrase))
    return LEADING.sub("", re.sub(r"([,，;；])(?:\s*[,，;；])+", r"\1", phrase).strip(EDGES)).strip(EDGES)


UNIT = re.compile(f"[{CJK}]|[^\\W{CJK}]+")


def _length(topic: str) -> float:
    """Length as a share of the longest one."""
    units = UNIT.findall(topic)
    han = sum(has_han(unit) for unit in units)
    return han / LONGEST_ZH + (len(units) - han) / LONGEST_EN


def _fits(topic: str) -> bool:
    return _length(topic) <= 1


def shortened(topic: str) -> str:
    """A topic, cut at the end of a word when it is too long."""
    topic = " ".join(topic.split())[:MOST_CHARACTERS].strip(EDGES)
    while not _fits(topic):
        topic = topic[: [match.start() for match in UNIT.finditer(topic)][-1]].rstrip(EDGES)
    return topic
