"""The words by which a question leans on what was said before, in Chinese and English."""

from __future__ import annotations

import re
from enum import Enum

LEAD = re.compile(
    r"^\s*(?:(?:那么|那(?![个些边里种类样儿块两几时])|还有(?!没有)|另外|此外|顺便|再问(?:一下)?|请问)[，,、]?\s*"
    r"|(?:and|but|so|then|also|or|ok(?:ay)?|well)\b[,:]?\s+"
    r"|(?:(?:what|how)\s+about|what\s+if)\s+)+",
    re.IGNORECASE,
)
"""Words before the question itself that only join it to the last one."""

SWAP = re.compile(r"^\s*(?:要是|如果|假如)?(?:换成|换到|换作|换做|改成|改为|改到|换)\s*")
TAIL = re.compile(r"(?:呢|又如何|又怎样|怎么样|如何|怎样)?\s*[?？。.!！]*\s*$")
"""What ends a question that is only a name: ``摩洛哥呢?``"""

STRONG_ZH = re.compile(
    r"^\s*(?:那(?!年|天|场|次)|(?:前者|后者|其)|换成|换到|换作|换做|要是|再(?!生|制)|其中|另外|还有|以及|同样|除此|接下来|这个呢)"
    r"|^.{1,14}(?<!之)呢\s*[?？。]*\s*$"
)
STRONG_EN = re.compile(
    r"^\s*(?:and|but|so|also|or|what about|how about|what if|what else|anything else|any others?|how so|why so|compare (?:it|that|this|them))\b"
    r"|\b(?:the same (?:for|in|with|there)|the former|the latter|in there|in that case|(?:of|for|about|with|to|in|from) (?:it|them|that|those)[?.]*$)",
    re.IGNORECASE,
)
WEAK_ZH = re.compile(
    r"^\s*(?:如果|假如|然后|具体)|那个|那些|那边|那里|那种|那类|那一|那块|那家|那项|里头|在内|它们?|他们|她们|这个|这些|这边|这里|这种|这类|这一|这块|这家|这项|该(?!国|怎|如何|不该)|此(?:项|类|外)"
    r"|上述|里面|类似|相同|一样|同一|又是|也(?!门)|呢[？?，,]|呢\s*$|还[够能有要可得需]"
    r"|(?:算不算|算吗|算在内吗?|包括吗|包不包括|适用吗|管不管|管吗|受影响吗|[要用]交吗|要不要交|收不收)\s*[？?]*\s*$"
    r"|^\s*哪些(?:地区|地方|区域|行业|企业|公司|产品|车型|零部件|费用|情况|国家)"
)
WEAK_EN = re.compile(
    r"\b(?:they|them|theirs?|those|these|this|that|similar(?:ly)?|the others?|as well|too|also|either|its?|there)\b"
    r"|^\s*(?:then|why|when|which one)\b|^\s*which (?:regions?|areas?|zones?|cities|companies|sectors?|products?|parts?|vehicles?|models?|cases?|costs?)\b",
    re.IGNORECASE,
)
RELATES = re.compile(
    r"^\s*(?:能不能|可不可以|能否|是否|能够?|可以|可)?\s*(?:再)?[跟和与同](?:[^，。？?跟和与同]{1,24})(?:一起|同时)?(?:能不能|可不可以|能否|能够?|可以|可)?(?:叠加|合并|兼得|并用|同时(?:拿|申请|享受|用)|一起(?:拿|申请|享受|用)|冲突|重复)"
    r"|^\s*(?:and |but |so )?(?:can|could|may|does|do|will|would) (?:we|you|one|i|it|they|this|that) [^?]{0,24}\b(?:stack|combine|cumulate|add|pair|mix)\w*\b[^?]{0,24}\b(?:with|to|on top of)\b",
    re.IGNORECASE,
)
"""Asks whether what was spoken of goes together with something else: the one end is left out."""
EMPTY_EN = re.compile(
    r"\bit (?:takes?|possible|true|worth|costs?|necessary|legal|illegal|mandatory|allowed|compulsory|enough to|better to|required to)\b"
    r"|\b(?:is|are|was|were|will|be) there\b|\bthere (?:is|are|was|were)\b|\btoo (?:much|many|late|high|low|early|big|small)\b"
    r"|\b(?:so|say|says|said|means?|sure|proof|prove|show|shows|know) that\b",
    re.IGNORECASE,
)
"""Pronouns that stand for nothing."""


class Leaning(Enum):
    """How plainly a question says by its words that it belongs to what was said before."""

    STRONG = "strong"
    WEAK = "weak"
    """Pronouns and the like, which may as well point within the question itself."""
    NONE = "none"


def leaning(question: str) -> Leaning:
    """How plainly a question leans on what was said before."""
    if STRONG_ZH.search(question) or STRONG_EN.search(question) or RELATES.search(question):
        return Leaning.STRONG
    if WEAK_ZH.search(question) or WEAK_EN.search(EMPTY_EN.sub(" ", question)):
        return Leaning.WEAK
    return Leaning.NONE


DEMONSTRATIVE = re.compile(
    r"那个|那些|那边|那里|那种|那类|那一|那块|那家|那项|里头|在里面|在内|上述|"
    r"\b(?:that|this|the same) (?:programme|program|scheme|grant|incentive|law|rule|regulation|case|amount|rate|limit|cap|deadline|date|"
    r"company|place|country|zone|tax|aid)\b",
    re.IGNORECASE,
)
"""What points back when the question names nothing of its own: ``国内这个``, but not ``比亚迪在土耳其那个厂``."""

COMPARES = re.compile(
    r"比较|对比|相比|比一比|比起|和.{1,20}比|跟.{1,20}比|与.{1,20}比|哪个(?:更|好|高|低)|区别|差别|不同|更[高低多少好划]|"
    r"\bcompar\w+|\bversus\b|\bvs\b\.?|\bdiffer\w*|\bthan\b|\b(?:higher|lower|better|more|less)\b",
    re.IGNORECASE,
)
"""Both the old and the new place, company or year are meant."""

ORDINAL = re.compile(
    r"第(?P<zh>[一二三四五六七八九十]|[1-9])(?:个|块|项|条|种|类|家|点|款)(?!月|季|年)|"
    r"\bthe (?P<en>first|second|third|fourth|fifth|sixth|seventh|eighth|last)(?: (?:one|option|item|point|of (?:them|these|those)))?\b"
    r"(?=\s*(?:[?,.]|$|'s|’s)|\s+(?:is|are|has|does|one|in|give|pay|offer|cover|require)\b)",
    re.IGNORECASE,
)
ASKS_FOR_FIRST = re.compile(r"\b(?:who|which(?: \w+)?) (?:was|is|were|are|came) $", re.IGNORECASE)
"""Before ``the first``: who was so in time is asked, and no item is pointed at."""
ORDINALS_ZH = "一二三四五六七八九十"
ORDINALS_EN = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def ordinal_in(question: str) -> tuple[int, int, int] | None:
    """Which item a question points at (counted from 0, -1 is the last), and where it says so; None when it does not."""
    match = ORDINAL.search(question)
    if match is None or ASKS_FOR_FIRST.search(question, 0, match.start()):
        return None
    if match["en"]:
        word = match["en"].lower()
        place = -1 if word == "last" else ORDINALS_EN.index(word)
    else:
        said = match["zh"]
        place = ORDINALS_ZH.index(said) if said in ORDINALS_ZH else int(said) - 1
    return place, match.start(), match.end()


REQUEST = re.compile(
    r"(?<!申)请|帮我|告诉我|总结|概括|解释|说明|分析|比较|列出|多少|哪些|什么|怎么|如何|是否|吗|"
    r"\b(?:please|summari[sz]e|explain|tell|list|compare|describe|check|what|which|how|when|where|who|why|can|could|does|do|is|are)\b",
    re.IGNORECASE,
)


def asks(sentence: str) -> bool:
    """Whether a sentence wants something, with or without a question mark."""
    return REQUEST.search(sentence) is not None
