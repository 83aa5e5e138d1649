"""How the words around a figure bound it: ``up to``, ``at least``, ``不超过``, ``以上``."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.measures.extraction.matching_words import Vocabulary, Words, small_letters


class Bound(StrEnum):
    """What the words around a figure make of it."""

    EXACT = "exact"
    AT_MOST = "at most"
    AT_LEAST = "at least"
    BETWEEN = "between"


_TAIL = r"(?:[\u4e00-\u9fff]{2,10}的)?(?:\s*(?:a|an|of|to|for|at|is|are|be|was|were|remains?|stands|stood|rate|amounts?|set|about|around|roughly|ca\.?|total(?:s|ling)?|equals?|the|为|达|达到|约|共|可达|只有|仅为?|只)\s*)*[\s(（\"“:：]*$"
AT_MOST_BEFORE = Words(
    r"(?:\bup\s+to|\bat\s+(?:the\s+)?most|\b(?:no|not)\s+more\s+than|\bmax(?:imum|imal|\.)?(?:\s+(?:aid|amount|grant|rate|support|subsidy|intensity|premium|benefit|funding|contribution|credit|loan|possible|permitted|eligible)|\s+(?:per|for\s+each)\s+\w+)*"
    r"|\b(?:must|may|shall|can|does|do|to)\s*(?:not|n't)\s+exceed|\bnot\s+exceed(?:ing)?|\b(?:must|may|shall|can)\s*not\s+(?:go\s+beyond|be\s+(?:higher|more|greater)\s+than)|\bnot\s+above|\bnot\s+to\s+exceed|\b(?:tops?\s+out|topped|limited|peaks?)\s+at|\bcapped(?:\s+at)?|\bcap(?:\s+is)?|\bceiling|\b(?:upper|maximum)\s+limit|\blimit\b[^.;,\d]{0,40}\bis|\blimited\s+to|\blimit(?:\s+of)?"
    r"|(?<!not )(?<!not be )(?<!not fall )(?<!not drop )(?<!not go )(?<!not lie )(?<!not sink )\bbelow|(?<!not )(?<!not be )(?<!not fall )\bunder|(?<!not )(?<!no )(?<!not be )(?<!not have )(?<!not fall )\b(?:less|fewer|lower|smaller|cheaper)\s+(?:\w+\s+)?than|\bas\s+(?:much|high|many)\s+as|\bwithin|\b(?:no|nobody|none|neither|never|nothing)\b[^.;,\d]{0,50}\b(?:more|higher|greater)\s+than|\bnot\s+(?:be|cost|get|receive|pay|last|take)\s+[^.;,\d]{0,20}?\bmore\s+than|\b(?:cannot|can't|may\s+not|shall\s+not|will\s+not|won't|must\s+not)\s+[^.;,\d]{0,40}?\b(?:more|higher|greater|larger)\s+than"
    r"|\b(?:not|never|nothing)\s+(?:over|beyond|past|in\s+excess\s+of)|\ba\s+(?:top|maximum|highest|upper)\s+(?:sum|figure|rate|amount)\s+of|\bthe\s+most\b[^.;,\d]{0,40}\b(?:is|are)|\b(?:highest|largest|biggest|greatest)\s+(?:sum|amount|grant|award|rate|figure|possible\s+\w+|aid|loan|share)"
    r"|最高(?:可?[达至]|不超过|补[贴助]|奖励|限额|金额|比例|为)?|(?:不(?:得|能|应|可)?|未)(?:超过|超出|高于|大于|多于|超)|至多|最多(?:不超过|可?(?:补[贴助]|资助|奖励|给予|支持))?|(?:上限|限额)(?:放宽|提高|上调|调整|增加|下调|降低)?(?:为|是|到|至)?|额度(?:放宽|提高|上调)(?:为|到|至)|封顶(?:线|值)?(?:为|是)?|控制在|限于|顶格|不满|不足|(?<!不)(?<!不得)(?<!不能)(?<!不应)(?:低于|少于|小于)|限额(?:为)?)"
    + _TAIL
)
AT_LEAST_BEFORE = Words(
    r"(?:\bat\s+least|\b(?:no|not)\s+(?:(?:be|have|fall|drop|go|lie|sink)\s+)?(?:less|lower|fewer|smaller|below|under)(?:\s+than)?|\bin\s+excess\s+of|\bas\s+(?:little|low|few)\s+as|\bmin(?:imum|imal|\.)?(?:\s+(?:investment|amount|spend(?:ing)?|size|project|programme|share|capital|budget|eligible|costs?))*"
    r"|\bnot\s+below|\bupwards?\s+of|\b(?:more|higher|greater)\s+than|(?<!times )\bover|\babove|\bexceed(?:s|ing|ed)?|(?<!freed )(?<!free )(?<!exempt )(?<!exempted )(?<!exemption )(?<!exemptions )\bfrom|\bstart(?:s|ing)?\s+(?:at|from)|\b(?:reach(?:es|ing)?)"
    r"|(?:不(?:得|能|应|可)?|未)(?:低于|少于|小于)|至少|不下于|起步(?:投资|门槛)?额?(?:为|是)?|起点(?:为|是|由)?|门槛(?:为|是|由)?|最低(?:不低于|投资额?|为)?|(?<!不)(?<!不得)(?<!不能)(?:超过|高于|大于|超出)|多于|逾|下限(?:为)?|达到|满)"
    + _TAIL
)
AT_LEAST_AFTER = re.compile(
    r"\s*(?:[)）]\s*)?(?:名|人|家|辆|台|吨|个|户|项)?(?:(?:people|persons|employees|workers|staff|vehicles|cars|jobs)\s+)?(?:(?:or|and)\s+(?:more|above|over|higher|larger|upwards)\b|at\s+(?:the\s+)?least\b|(?:as\s+a\s+|is\s+the\s+)?minimum\b|(?:及|或|和)?(?:[（(]含(?:本数)?[)）])?\s?以上|\+|起(?!草|诉|源))",
    re.IGNORECASE,
)
AT_MOST_AFTER = re.compile(
    r"\s*(?:[)）]\s*)?(?:(?:in\s+(?:all|total)|altogether)\s+)?(?:(?:or|and)\s+(?:less|below|under|fewer)\b|at\s+(?:the\s+)?(?:very\s+)?(?:most|outside)\b|max(?:imum|\.)?\b|,?\s*(?:but\s+)?(?:and\s+)?(?:not|no)\s+(?:more|higher)\b(?!\s+than)|(?:及|或|和)?(?:[（(]含(?:本数)?[)）])?\s?以[下内]|封顶|,?\s*(?:as|is|being)\s+(?:the|its|a)\s+(?:most|maximum|highest|largest|limit|ceiling|cap|upper\s+limit|top)\b|为[上]?限)",
    re.IGNORECASE,
)


MOVES_UP = Words(r"\b(?:go(?:es|ing)?|went|ris(?:es?|ing)|climb(?:s|ing)?|mov(?:es?|ing))\s+up\s+to\s*$")
"""Before what something is raised to, which is no limit."""
_BEFORE = Vocabulary({"up": MOVES_UP, "most": AT_MOST_BEFORE, "least": AT_LEAST_BEFORE})


ONLY_SIGN = re.compile(r"(?:[≤≦⩽＜<]|(?<![-=→])[≥≧⩾＞>])=?\s*(?:[A-Z]{3}|[€$£¥]|RMB)?\s*$")
"""A sign of comparison before a figure and its currency: ``≥ USD 2 m``."""


def bound_of(text: str, start: int, end: int) -> Bound:
    """How the words around a figure bound it."""
    left, right = text[max(0, start - 60) : start], text[end : end + 20]
    before = {name for name, _ in _BEFORE.matches(small_letters(left))}
    if "up" in before:
        return Bound.EXACT
    if (sign := ONLY_SIGN.search(left[-8:])) is not None:
        return Bound.AT_MOST if sign.group()[0] in "≤≦⩽＜<" else Bound.AT_LEAST
    if "most" in before or AT_MOST_AFTER.match(right):
        return Bound.AT_MOST
    if "least" in before or AT_LEAST_AFTER.match(right):
        return Bound.AT_LEAST
    return Bound.EXACT
