"""Words of statements by which they grant, ask, bind or set a day, in both languages."""

from __future__ import annotations

import re

LAW_TITLE = re.compile(
    r"\b(?:regulation|directive|act|law|rules?|approval|standards?|mandate|reporting|application)\b|条例|规定|办法|标准|法",
    re.IGNORECASE,
)
DUTIES_HEADER = re.compile(
    r"\b(?:rules?|duty|duties|obligations?|requirements?|what\s+applies|applies)\b|义务|要求|规定",
    re.IGNORECASE,
)
LAW = re.compile(
    r"\b(?:regulation|directive|act|law|rule|rules|order|decree|standard|measure|it|chapters?|articles?|annex|provisions?|charter|announcements?|controls?|periods?|phase|mechanism)\b|办法|条例|规定|令|法规|标准|公告|通知|第[一二三四五六七八九十百\d]+[条章]|制度|过渡期",
    re.IGNORECASE,
)
LAW_HEADING = re.compile(f"{LAW.pattern}|{DUTIES_HEADER.pattern}", re.IGNORECASE)
ON_TOP = re.compile(r"\b(?:on\s+top\s+of|in\s+addition\s+to|besides|add\s+to)\b[^.;,\d]{0,40}$", re.IGNORECASE)
SUM_HEADER = re.compile(
    r"^\W*(?:with\s+(?:the\s+)?(?:\d+|base|basic|normal|all|dut\w+|tax\w*|vat|levy|other)|incl\w*|together|total|sum|in\s+total|plus)\b|合计|总计|含",
    re.IGNORECASE,
)
"""Above a column that only adds others up."""
THEREAFTER = re.compile(
    r"\s*\b(?:then|from\s+the\s+(?:\w+|\d+\w\w)\s+year|for\s+the\s+(?:next|following)|thereafter|afterwards|after\s+that)\b|其后|之后|此后|(?<![前头])后[一二两三四五六七八九十\d]+年",
    re.IGNORECASE,
)
FIRST_DATE = re.compile(
    r"\s*(?:by|from|since|until|before|as\s+of|model\s+year|自|从)?\s*(?:\d|[A-Z][a-z]+\s+(?:20|\d))", re.IGNORECASE
)
"""A cell that begins with a date."""
LIMITS = frozenset({"minimum_investment", "maximum_investment", "currency"})
DUE = re.compile(
    r"\b(?:due(?!\s+diligence)|deadline|last\s+day|at\s+the\s+latest|(?:first|annual|yearly)\s+(?:reports?|declarations?|returns?|filings?|statements?))\b|首次(?:申报|报告|提交)|截止|最迟|须?提交|到期",
    re.IGNORECASE,
)
BINDS = re.compile(
    r"\b(?:can|may|needs?|requires?|required|appl(?:y|ies|ied)|introduced|payable|levied|charged|compulsory|mandatory|enforced|(?:has|have)\s+to|reports?\s+(?:from|for)|reporting)\b|(?<![相供反对])应(?![用对急邀收届])|须|不得|禁止|强制|纳入|启动|实行|实施|施行|执行|启用",
    re.IGNORECASE,
)
"""In a sentence of a law that gives a right or lays down a duty from a day on."""
ASIDE_LIMIT = re.compile(
    r"\s*[(（](?:at\s+most|up\s+to|max(?:imum|\.)?|最多)\s+(?!(?-i:[A-Z]{3})\b|[€$£\d])[^)）]*[)）]", re.IGNORECASE
)
BINDING = re.compile(
    r"\b(?:appl(?:y|ies)|pays?|starts?\s+to\s+apply|in(?:to)?\s+force|takes?\s+effect)\b|施行|生效|适用|缴纳",
    re.IGNORECASE,
)
CEILINGS = re.compile(r"\b(?:ceilings?|maxim(?:um|al)|highest|upper\s+limits?)\b|上限|最高", re.IGNORECASE)
"""Above a table of rates that are the most that may be given."""
RATES = re.compile(r"\b(?:rates?|dut(?:y|ies)|tariffs?)\b|税率|退税|关税", re.IGNORECASE)
"""Above a table of rates."""
UNCHANGED = re.compile(r"\s*(?:unchanged|no\s+change|(?:the\s+)?same|as\s+before|不变|同前|同左)\s*", re.IGNORECASE)
FREE_CELL = re.compile(
    r"\s*(?:duty[- ])?(?:free|nil|zero|exempt)\s*|\s*免[税征]?\s*|\s*零(?:关税|税率)?\s*", re.IGNORECASE
)
"""A cell of a table of rates in which nothing is paid."""
EXEMPT_CELL = re.compile(r"\s*(?:exempt(?:ed)?|免[征税缴]?)\b", re.IGNORECASE)
"""A cell that says that nothing is paid, and maybe until when."""
CHANGES_HEADER = re.compile(r"\b(?:what\s+(?:changes|begins|starts)|changes?)\b|变化|变更", re.IGNORECASE)
"""Above what begins on the days of a calendar."""
IN_FORCE = re.compile(
    r"\b(?:in(?:to)?\s+force|tak(?:es?|ing)\s+effect|effective|valid|expir\w+|laps\w+|ends?|lasts?|runs?\s+(?:out|until|to))\b|施行|生效|有效期|实施|执行",
    re.IGNORECASE,
)
BEGINNINGS = re.compile(
    r"\b(?:begins?|starts?|appl(?:y|ies|ied|ication)|in(?:to)?\s+force|takes?\s+effect|phases?|phased|deadlines?|obligations?|dut(?:y|ies)|steps?|calendar|timeline|must|when)\b|生效|适用|施行|义务|时间表|节点|实施",
    re.IGNORECASE,
)
"""Above a list of days on which duties begin."""
TOLD = re.compile(r"\b(?:had|was|were|has\s+been|have\s+been)\b|曾|已于|已经", re.IGNORECASE)
"""In a sentence that tells what happened."""
FORMS = re.compile(
    r"\b(?:forms?|types?|kinds?|instruments?)\b(?:\s+of\s+\w+)?\s*$|形式$|方式$|种类$|类型$", re.IGNORECASE
)
"""Labels a list of the kinds of aid that there are, which grants none of them."""
CASE = re.compile(
    r"\b[A-Z]\w+'s\s+(?:plans?|requests?|case|plant|offer)\b|\b(?:a|one|another)\s+(?:\w+\s+)?(?:company|firm|maker|supplier)\s+from\b|\b(?:[Oo]ur|[Hh]is|[Hh]er)\s+(?:\w+\s+)?(?:subsidiar(?:y|ies)|factory|certificate|firm)\b|\b[Oo]ther\s+income\b|\bThe\s+Company\s+has\b|某(?:[\u4e00-\u9fff]{0,6})?(?:企业|公司|车企|厂)|批下来|一家[\u4e00-\u9fff]{0,8}(?:企业|公司|车企)\d{0,4}年?曾?获|去年共|(?:已|共)有\d+家"
)
"""What one company wants or does."""
