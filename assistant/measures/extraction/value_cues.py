"""Words around a figure that tell what it stands for, in both languages."""

from __future__ import annotations

import re

OF_LINK = re.compile(r"\s*of\s+(?:the|its|their)?\s*", re.IGNORECASE)
PART_OF = re.compile(
    r"\b(?:of\s+which|of\s+(?:this|these|that)|thereof)\b[^.;\d]{0,24}$|其中[^。；\d]{0,16}$", re.IGNORECASE
)
"""Before the part of a budget that is kept for some."""
FUNDED = re.compile(
    r"\s*(?:\w+\s+){0,2}(?:is|are)\s+(?:available|on\s+offer|in\s+the\s+pot|reserved|set\s+aside|earmarked)\b|\s+to\s+(?:give|distribute|award|hand\s+out)\b|\s*(?:is|are)\s+(?:used\s+up|exhausted)\b|\s+for\s+(?:it|this|the\s+(?:scheme|programme|call|line))\b",
    re.IGNORECASE,
)
"""Behind the money that a programme has."""
RATE = re.compile(r"\b(?:rates?|dut(?:y|ies)|tariffs?)\b|税率|关税", re.IGNORECASE)
GENERAL_TAX = re.compile(
    r"^(?!.*\b(?:cut|reduc|lower|halv|refund|deduct|drop|f[ae]ll)\w*)\W*(?:the\s+|[\w-]+(?:'s|s')\s+)?(?:\(?\d\)?\s+)?(?:(?:combined|normal|general|standard|usual|current|statutory|ordinary)\s+)?(?:(?:corporate|company|income|profits?|value[- ]added|sales|personal)\s+)*(?:tax|vat)\b[^.;:,\d]{0,24}?(?:\s+(?:is|of|at|stands\s+at|amounts\s+to))?\s*$"
    r"|^[^，。；\d]{0,8}(?:企业所得税|增值税|公司税|利润税|所得税)(?:税率)?(?:一般|普通|标准|通常|目前|现行)?(?:税率)?[为是]?\s*$",
    re.IGNORECASE,
)
"""Before the rate of a country's general taxes, when nothing else is said of it."""
PLAIN_END = re.compile(r"\s*(?:[.;,，。；）)]|$|for\s+(?:all|every)\b)", re.IGNORECASE)
"""Behind a rate of which nothing else is said."""
WITH = re.compile(
    r"\bwith\s+(?:a\s+)?(?:\w+\s+){0,3}(?:less|fewer|more|lower|higher|at\s+least|over|under|below|above|up\s+to)\s*(?:than)?\s*$",
    re.IGNORECASE,
)
"""Before a share that only tells of which goods a rate is."""
OF_SALES = re.compile(
    r"\s*(?:of\s+)?(?:all\s+|new\s+|its\s+|their\s+|the\s+)*(?:\w+\s+)?(?:sales|registrations)\b[^.;]{0,24}\b(?:must|shall|ha(?:s|ve)\s+to|should)\b",
    re.IGNORECASE,
)
"""Behind a share of what is sold that is asked for."""
AID_IN_ALL = re.compile(
    r"(?:补[贴助]|奖[励补]|资助|援助|贴息|支持)(?:资金|金额)?(?:总额|合计|累计|总计)[^，。；\d]{0,6}$|\btotal\s+(?:aid|grants?|support)\b[^.;,\d]{0,16}$"
    r"|(?:同一|[每单][家户](?:企业|单位)?|[每单][个一](?:企业|项目|单位|主体|申报主体|申请人|投资者|集团))[^，。；\d投]{0,20}$",
    re.IGNORECASE,
)
"""Before what somebody gets at most altogether."""
SHARE_ASKED = re.compile(r"占比[^，。；\d]{0,6}(?:须|应|必须|不得低于|不低于)[^，。；\d]{0,6}$")
"""Before a share of what is sold that is asked for."""
ATTACHED = re.compile(r"\s*(?:(?!(?:of|for|in|to|and|or|on|from|by|at|as|is|are|per)\b)[a-z-]+\s+){0,2}", re.IGNORECASE)
"""Between a figure and the thing that it qualifies: ``a 30% interest-free loan``."""
ASKS = re.compile(
    r"\s*of\s+[^.;,\d]{0,50}\b(?:must|shall|has\s+to|have\s+to|is\s+required|needs?\s+to)\b", re.IGNORECASE
)
"""Behind a share that is asked for."""
CONTENT = re.compile(
    r"(?:本地化率|国产化率|本地含量|区域价值成分)[^，。；\d]{0,12}$|\b(?:local|regional|domestic)\s+(?:value\s+)?content\b[^.;,\d]{0,24}$",
    re.IGNORECASE,
)
"""Directly before a share of what a law asks to be made at home, whatever it is a condition of."""
LABELLED = re.compile(r"^[^:：.;]{2,60}[:：]\s*$")
"""Before a sum that its item's label is for: ``Plug-in hybrids: EUR 1,500``."""
OF_AID = re.compile(
    r"\s+(?:of|in)\s+(?:state\s+)?(?:aid|grants?|support|subsid(?:y|ies))\b|\s*(?:及?以上)?的(?:援助|补[贴助]|资助)",
    re.IGNORECASE,
)
"""Behind a sum that is one of aid."""
FUNDS = re.compile(r"\b(?:budget|endow\w+|envelope)\b|资金(?:总额|规模|总量|预算)|资金$|预算", re.IGNORECASE)
"""Before the money that a programme has."""
BRACKET = re.compile(r"(?:[A-Z]{3}|[€$£¥])\s?\d|\d[\d,.]*\s?(?:[A-Z]{3}|million|[€万亿元])")
"""A sum in the head of a column."""
BASE_OF_RATE = re.compile(
    r"\s*(?:of|on)\s+[^,;]{2,60}[,;]|(?:的)?(?:合格|总)?(?:投资|成本|支出)[^，,；;]{0,12}[，,；;]", re.IGNORECASE
)
"""Between a rate and its cap: what the rate is a share of."""
OF_COSTS = re.compile(
    r"\s+(?:of\s+)?(?:(?:the|its|their|your|his|such|these|those|all|any|a|an)\s+)?(?:[\w'’-]+\s+){0,2}?"
    r"(?:costs?|bills?|expens\w+|expenditures?|outlays?|fees?|wages?|salar\w+|rents?|premiums?|interest|investments?|spending|invoices?)\b",
    re.IGNORECASE,
)
"""Behind a share of what somebody spends."""
PAID_BACK = re.compile(r"(?:补[贴助]?|返还|退还|报销|承担|资助|奖励|减免|减征)[^，。；\d]{0,4}$")
"""Before a share that is paid back."""
RESULT = re.compile(
    r"\b(?:so\s+far|to\s+date|until\s+now|in\s+the\s+past)\b[^.;]{0,50}$|\b(?:has|have|had|were|was)\s+(?:already\s+)?(?:been\s+)?(?:paid\s+out|disbursed|awarded|collected|handed\s+out)\b[^.;]{0,24}$"
    r"|(?:已|累计|共)(?:经|累计)?(?:拨付|发放|兑现|支付|下达|支持|扶持|惠及|获得?)[^。；]{0,24}$",
    re.IGNORECASE,
)
"""Before a sum that tells what was paid, not what is granted."""
RESULT_AFTER = re.compile(
    r"\s*(?:[a-z]+\s+){0,3}?(?:(?:has|have|had|were|was)\s+(?:already\s+)?(?:been\s+)?(?:paid\s+out|disbursed|awarded|collected|handed\s+out|received)\b|(?:so\s+far|to\s+date|until\s+now)\b)",
    re.IGNORECASE,
)
"""Behind such a sum."""
WHO_INVESTS = re.compile(
    r"(?:\b(?:once|if|provided|who|whoever|when|companies|investors|firms|makers|must|needs?\s+to|ha(?:s|ve)\s+to|should|shall)\b[^.;,]{0,40}\b(?:invests?|puts?\s+(?:in|up)|spends?|commits?)|^\W*(?:invest|put\s+(?:in|up)|spend|commit))\s+(?:about\s+|some\s+)?$",
    re.IGNORECASE,
)
"""Directly before a sum that somebody has to invest to be supported."""
HAS = re.compile(
    r"\b(?:has|had|holds|carries|comes\s+with|is\s+worth|totals|amounts\s+to|stands\s+at)\s+(?:about\s+|around\s+|some\s+|a\s+total\s+of\s+)?$",
    re.IGNORECASE,
)
"""Directly before the money of a fund or programme."""
FUND = re.compile(
    r"\b(?:it|notice|edition|tranche|competition|scheme|programme|program|fund|line|facility|call|pot|envelope|budget|round|window|plan|initiative|instrument)\b|资金|专项|基金",
    re.IGNORECASE,
)
"""What has money of its own."""
IN_ALL = re.compile(r"\s*,?\s*(?:in\s+all|in\s+total|altogether|overall)\b", re.IGNORECASE)
"""Behind the money of a whole programme."""
SET_UP = re.compile(r"(?:安排|设立|筹集|划拨|额度|资金池|总额度)[^，,。；;\d]{0,16}$|资金(?:每年|年度|规模)?[为约]?$")
"""Before the money that is set aside for a programme."""
STATISTIC = re.compile(
    r"\s*(?:of\s+)?(?:the\s+|all\s+|its\s+|new\s+|total\s+|global\s+)*(?:[\w-]+\s+){0,2}?(?:sold|demand|sales|market|registrations|population|electricity|energy|power|workforce|inhabitants|respondents|members)\b"
    r"|\s+(?:foreign|chinese|local)?-?\s?own(?:ed|ership)\b|\s+of\s+(?:it|them|these|those)\b[^.;]{0,12}\b(?:from|are|is|come)\b|\s+(?:are|is|were|was)\s+(?:let|sold|occupied|taken|used|leased|rented)\b|\s*的?(?:市场|份额|股权|持股|销量|人口|电力)",
    re.IGNORECASE,
)
"""Behind a share that only tells how things are."""
STATISTIC_BEFORE = re.compile(
    r"\b(?:made\s+up|accounts?\s+for|accounted\s+for|served|gearing|inflation|unemployment|growth|utili[sz]ation|penetration|market\s+share|share\s+(?:rose|climbed|fell|reached|went)|(?:rose|fell|grew|up|down|climbed|dropped)\s+by|(?:bonds?|notes?)\b[^.;,\d]{0,20}\binterest)\b[^.;,\d]{0,24}$"
    r"|(?:份额[^。；]{0,20}|市占率|渗透率|增长率|利用率|通胀率|失业率|占比)[^，。；\d]{0,10}$",
    re.IGNORECASE,
)
"""Before a share that only tells how things are."""
FEE = re.compile(
    r"\b(?:fees?|commission)\s+(?:is|are|of|amounts?\s+to|stands\s+at|comes\s+to)\s*$|(?:费率|手续费|管理费|服务费)[为是约]?\s*$",
    re.IGNORECASE,
)
"""Before what is paid for a loan or guarantee."""
REQUIRED = re.compile(
    r"[^.;,\d]{0,30}\b(?:(?:is|are)\s+(?:required|needed|necessary|asked\s+for)|(?:must|has\s+to|have\s+to)\s+be\s+(?:made|invested|spent))\b",
    re.IGNORECASE,
)
"""Behind a sum that must be spent."""
CEILING = re.compile(r"\b(?:ceiling|cap)\b[^.;,\d]{0,24}$|(?:上限|封顶)[^，。；\d]{0,6}$", re.IGNORECASE)
"""Directly before the most that is granted."""
WITH_JOBS = re.compile(
    r"\s*(?:of\s+investments?\s+)?and\s+(?:at\s+least\s+|creat\w+\s+)?\d[\d,]*\s+(?:new\s+|permanent\s+)?jobs\b|\s*[，,、]?(?:并|且)?(?:新增|创造|提供)(?:不少于|至少)?\d+个?(?:就业|岗位)",
    re.IGNORECASE,
)
"""Behind a sum that is asked for beside jobs."""
ADDED = re.compile(
    r"\b(?:adds?|further|additional|extra|another|on\s+top)\b[^.;,\d]{0,24}$|(?:再|另|额外|追加)(?:补|奖|加|给)[^，。；\d]{0,6}$",
    re.IGNORECASE,
)
"""Before a sum that is paid besides others."""
REACHES = re.compile(
    r"\b(?:reach(?:es)?|goes\s+up\s+to|rises?\s+to|climbs?\s+to)\s+(?:about\s+)?$|(?:可达|达到?)$", re.IGNORECASE
)
"""Before the share that aid comes to at most."""
EXCEPTION = re.compile(r"\s*[(（][^()（）;；\d]{0,30}", re.IGNORECASE)
"""Between a limit and another one in brackets."""
