"""How far ahead a question looks: within how many days something starts or ends."""

from __future__ import annotations

import re
from datetime import date

from assistant.dates import PARTIAL_DATE, first_day, last_day
from assistant.language.quantities import QuantityKind, quantities

STARTS = re.compile(
    r"生效|开始|开放|启动|开抢|\b(?:start|starts|starting|begin|begins|opens?|opening|takes? effect|coming into force|comes? into force|enters? into force)\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"到期|失效|截止|结束|终止|停止|停办|关闭|期满|届满|过期|取消|受理到|\b(?:expir(?:e|es|ing|y)|laps(?:e|es|ing)|ends?|ending|clos(?:e|es|ing)|"
    r"deadlines?|run out|runs out|due|phased? out|stop accepting)\b",
    re.IGNORECASE,
)
AFTER = re.compile(r"(?:之后|以后|后|之日起|日起|起)\s*$")
FROM = re.compile(r"\s*(?:of|after|from|following)\b", re.IGNORECASE)
"""Around a number of days, such words make it a period that begins with some event, and not with today."""
LISTS = re.compile(
    r"哪些|有什么|有没有|有无|\b(?:which|any|what (?:measures?|rules?|programmes?|deadlines?|ends?|starts?|expires?|closes?|opens?|else))\b",
    re.IGNORECASE,
)
"""Asks for all that there is."""
BETWEEN = re.compile(r"\s*(?:到|至|和|与|and|to|until|through|-|–|—|~)\s*", re.IGNORECASE)
WITHIN = re.compile(
    r"(?:未来|接下来|今后|往后|最近|近)\s*(?P<zn>\d{1,4}|[一二两三四五六七八九十]{1,3})?\s*(?P<zu>天|日|周|个?星期|个?月|年|个?季度)"
    r"|(?P<zn2>\d{1,4}|[一二两三四五六七八九十]{1,3})\s*(?P<zu2>天|日|周|个?星期|个?月)(?:之)?内"
    r"|\b(?:in|within|over|during)\s+the\s+(?:next|coming)\s+(?P<en>\d{1,4}|\w+)?\s*(?P<eu>days?|weeks?|months?|quarter|year)\b"
    r"|\b(?:within|in)\s+(?P<en2>\d{1,4}|\w+)\s+(?P<eu2>days|weeks|months)\b"
    r"|\bnext\s+(?P<en3>\d{1,4}|\w+)?\s*(?P<eu3>days?|weeks?|months?|quarter|year)\b",
    re.IGNORECASE,
)
WORDS_FOR_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "thirty": 30, "sixty": 60, "ninety": 90, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "十": 10, "十二": 12, "三十": 30, "六十": 60, "九十": 90,
}  # fmt: skip
LENGTHS = {
    "天": 1,
    "日": 1,
    "d": 1,
    "周": 7,
    "星": 7,
    "w": 7,
    "月": 30,
    "m": 30,
    "季": 90,
    "q": 90,
    "年": 365,
    "y": 365,
}


def days_ahead(text: str) -> int | None:
    """Within how many days from today something is to start or end; None when a question asks nothing of the kind."""
    if not (STARTS.search(text) or ENDS.search(text)):
        return None
    for match in WITHIN.finditer(text):
        if not AFTER.search(text[: match.start()]) and not FROM.match(text[match.end() :]):
            return _days(match)
    return None


def days_between(text: str) -> tuple[date, date] | None:
    """The first and last day between which a question wants to know what starts or ends; None when it names no two."""
    if not LISTS.search(text) or not (STARTS.search(text) or ENDS.search(text)):
        return None
    dates = [one for one in quantities(text) if one.kind is QuantityKind.DATE and PARTIAL_DATE.match(str(one.value))]
    if len(dates) != 2 or not BETWEEN.fullmatch(text[dates[0].end : dates[1].start]):
        return None
    return first_day(str(dates[0].value)), last_day(str(dates[1].value))


def _days(match: re.Match[str]) -> int:
    groups = match.groupdict()
    number = next((groups[name] for name in ("zn", "zn2", "en", "en2", "en3") if groups[name]), "1")
    unit = next(groups[name] for name in ("zu", "zu2", "eu", "eu2", "eu3") if groups[name])
    count = int(number) if number.isdecimal() else WORDS_FOR_NUMBERS.get(number.lower(), 1)
    return count * LENGTHS[unit.removeprefix("个")[0].lower()]
