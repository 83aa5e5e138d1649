"""Whether a text denies: words for not, none and forbidden, in both languages, but no bounds such as "not more than"."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.script import simplify

NO_DENIAL = re.compile(
    r"\b(?:not (?:only|just|least|exceed(?:ing)?|(?:more|less|later|earlier|fewer|higher|lower) than)"
    r"|no (?:more|less|later|earlier|fewer|higher|lower) than|whether or not|no\.\s?\d|if not)\b"
    r"|不(?:超过|低于|少于|高于|晚于|迟于|早于|大于|小于|多于|满|足|仅|但|只|同|断|论|管|等|锈|动产|限于|妨|久)"
    r"|无(?:论|人|形|线|锡|缝|障碍|忧|锂|钴|数)|非(?:常|洲|盟|凡|车|现场|税|关税|欧盟|营利|政府|公)|未(?:来|必|婚)|没收|不足",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|unable|ineligible|unavailable|invalid|impossible|nothing|nobody"
    r"|prohibit\w*|forbid\w*|forbidden|banned|bans?|excludes?|excluded|excluding|except|unless|lacks?|fails? to|rejects?|refus\w+"
    r"|unknown|uncertain|unclear|undisclosed|not-\w+|non-\w+|missing)\b|n['’]t\b"
    r"|不|没有?|无|未|非|禁止|禁|除外|以外|拒绝|取消|勿|免于|缺乏|缺少",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def denials_in(text: str) -> int:
    """How often a text denies something."""
    return len(DENIAL.findall(NO_DENIAL.sub(" ", simplify(text))))
