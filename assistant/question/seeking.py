"""Follow-ups to a question for a helper: after 谁能帮我们做品牌营销？ the words 那海外仓呢？ ask who can help with that."""

from __future__ import annotations

import re

from assistant.question.bare import names_no_matter

LONGEST_ZH = 16
MOST_WORDS = 7
"""Of what a follow-up may name to be nothing but another matter."""

SEEKS_ZH = re.compile(
    r"^(?P<lead>[^，。？?]*?(?:谁|哪家[^，。？?能可会帮]{0,5}|哪个[^，。？?能可会帮]{0,5})(?:能够?|可以|可|会)?(?:帮助?|协助|支持)(?:我们?|企业|车企)?"
    r"(?:做|搞|办|解决|处理|对接)?)(?P<matter>[^，。？?]+)[？?。]*$"
)
SEEKS_EN = re.compile(
    r"^(?P<lead>(?:who|which [\w ]{2,30}?) (?:can|could|would|will|might) (?:help|advise|assist|support)(?: us| me)?(?: with| on| in| about)?) (?P<matter>[^?,.]+)\?*$",
    re.IGNORECASE,
)
SEEKS_A_MATTER = re.compile(
    r"^\s*(?:请问)?(?:谁|哪[家些个](?:公司|企业|机构|服务商)?)(?:能够?|可以|可|会)(?:帮(?:助|忙)?)?(?:我们|企业|车企)?(?:做|搞|办|提供|处理|解决|代理|对接)?(?P<zh>[^，。？?]{2,})[？?。]*\s*$"
    r"|^\s*(?:who|which (?:company|firm|provider|partner)) (?:can|could|does|offers?|provides?|handles?)\b(?: help| do| offer| provide| handle| advise| assist)?(?: us| me)?(?: with| on| in)? (?P<en>[^?,.]+)\?*\s*$",
    re.IGNORECASE,
)
"""Looks for somebody who does a thing that the question names."""
ASKS = re.compile(
    r"谁|什么|多少|怎|哪|吗|几|是否|有没有|为何|为什么|第[一二三四五六七八九十\d]|这|那|它|他们"
    r"|\b(?:who|what|which|when|where|how|why|is|are|was|were|do|does|did|can|could|will|would|must|should|it|them|they|that|this|these|those|one)\b",
    re.IGNORECASE,
)
"""Words by which a follow-up asks something of its own, or points back."""


def helper_for(named: str, question: str) -> str | None:
    """The last question put to another matter that a follow-up names; None when either says something else.

    Args:
        named: what the follow-up names, without the words that only join it to the question.
        question: the last question.
    """
    if not named or ASKS.search(named):
        return None
    if (sought := SEEKS_ZH.match(question)) and len(named) <= LONGEST_ZH:
        return f"{sought['lead']}{named}？"
    if (sought := SEEKS_EN.match(question)) and len(named.split()) <= MOST_WORDS:
        lead = sought["lead"]
        return f"{lead}{'' if re.search(r'(?:with|on|in|about)$', lead) else ' with'} {named}?"
    return None


def seeks_for_a_matter(question: str) -> bool:
    """Whether a question looks for somebody who does a thing that it names itself: it needs nothing that was said before."""
    sought = SEEKS_A_MATTER.match(question)
    return (
        sought is not None
        and ASKS.search(matter := sought["zh"] or sought["en"]) is None
        and not names_no_matter(matter)
    )
