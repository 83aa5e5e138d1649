"""The words by which a question asks for an estimate, a comparison or deadlines, in either language."""

from __future__ import annotations

import re

from assistant.measure import Instrument
from assistant.measures.comparing import Aspect

HOW_MUCH = re.compile(
    r"多少|几(?:何|个钱)|能(?:拿|补|抵|省|领|申|扣)|到手|算(?:下来|一下|出)|测算|估算|合计|一共|要交|该交|应缴|封顶|够得着|够不够|够[吗格不]|能不能|呢[？?]?$|"
    r"\bhow (?:much|many|large|big|high)\b|\bwhat\b|\bwhich\b|"
    r"\b(?:estimate|calculate|work out|compute|come to|amount to|add up)\b|\bhow do\b|\b(?:qualif(?:y|ies)|eligible|enough|can we|do we|would we|are we|and (?:for|with|if)|if we)\b",
    re.IGNORECASE,
)
INVESTS = re.compile(
    r"投(?!标|诉|票|产|放)|出资|建厂|设厂|研发|项目|设备|花(?:费|了)?|采购|购置|预算|支出|开支|"
    r"\binvest\w*|\bspend\w*|\bbuild\w*|\bplants?\b|\bfactor(?:y|ies)\b|\bproject\b|\bequipment\b|\bcapex\b|\bbudget\b|\bbuy (?:\w+ )?(?:equipment|machin\w+)|"
    r"\bexpansion\b|\boutlay\b|\bput(?:s|ting)? (?:in|up)\b|\bput(?:s|ting)?\b.{1,40}\binto\b|\bset(?:ting)? up\b|\btooling\b|\bmachin(?:es|ery)\b|\bplan(?:s|ned|ning)?\b",
    re.IGNORECASE,
)
PUTS_IN = re.compile(
    r"\bput(?:s|ting)?\b.{1,40}\binto\b|投(?!标|诉|票|产|放)|出资|开发合同|\binvest\w*|\bspend\w*|\bcapex\b|\bdevelopment contracts?\b|\bcontratt[oi]\b",
    re.IGNORECASE,
)
"""Words of investing itself; a plant or project alone may be spoken of in any question."""
VALUED = re.compile(
    r"报关|完税|货值|到岸|申报|进口价|进口|出口价|出厂价|单价|关税|税率|"
    r"\bcustoms\b|\bdeclared\b|\bdut(?:y|ies)\b|\bimport\w*|\btariffs?\b|\bCIF\b|\bvalued?\b|\bworth\b|\bpriced?\b|\bleaves the\b|\binvoice\w*",
    re.IGNORECASE,
)
PRICED = re.compile(
    r"售价|车价|标价|裸车价|不含税|含税|买车|购车|\bbuyers?\b|\bcar (?:that )?costs\b|\bit costs\b|\bbefore tax\b|\blist price\b|\bretail price\b|\bpurchase price\b",
    re.IGNORECASE,
)
"""With such words an amount is the price that a buyer pays, and no investment."""
PASTED = re.compile(r"[\[【［][^\]】］]{12,}[\]】］]")
"""Text in brackets is pasted: what stands in it are not the user's own figures."""
COUNTS_WANTED = re.compile(
    r"多少(?:台|辆|部)|几(?:台|辆)|\bhow many (?:\w+ )?(?:cars|vehicles|units|buses|trucks)\b", re.IGNORECASE
)
EACH = re.compile(
    r"每[台辆部]|单[台价]|一[台辆]|\b(?:each|apiece|per (?:car|vehicle|unit)|a (?:car|piece)|every)\b", re.IGNORECASE
)
ALL_TOGETHER = re.compile(
    r"总(?:货值|价值|额|价|共)|合计|一批|\b(?:in total|altogether|total|consignment|shipment|batch|together)\b",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r"加起来|相加|叠加|合计|一共|总共|合起来|\b(?:together|in total|altogether|combined|add up|sum|overall|all in)\b",
    re.IGNORECASE,
)

COMPARES = re.compile(
    r"比较|对比|相比|比一比|哪(?:个|边|里|国|家|一个)?(?:更|的)?.{0,8}(?:高|低|多|少|好|划算|优惠|容易|省|大|快|严)|差多少|谁(?:高|低|多|少)|分别|各(?:是|补|有|收)?多少|区别|不同|有何差|"
    r"\bcompar\w*|\bversus\b|\bvs\.?\b|\bdiffer\w*|\bwhich (?:one|country|place|is|of|has|offers|pays|gives)\b|\bbetween\b|\bbetter\b|\bhigher\b|\blower\b|\beach\b",
    re.IGNORECASE,
)
GIVES = re.compile(
    r"(?<!反)补贴|补助|[补拿给扣抵省免][多几]|最多[补拿给]|能[补拿领扣抵省免]|奖补|返还|优惠|激励|扶持|奖励|资助|抵免|减免|免税|政策|抵扣|扣除|列支|抵[多几]|incentive|subsid|grant|\baid\b|support|tax (?:credit|relief|holiday|exempt\w+|break)|\bcredit\b|deduct|allowance|\bcash\b|gives? back|rebate|reimburs|save |benefit|\boffer|put on the table|premium",
    re.IGNORECASE,
)
AID_ALONE = re.compile(
    r"补贴|补助|奖励|奖补|激励|资助|抵免|贴息|\b(?:subsid\w+|grants?|incentives?|premiums?|aid|tax credits?|funding)\b",
    re.IGNORECASE,
)
"""Aid and no other measure; 政策 and "support" may be any."""
TAKES = re.compile(
    r"关税|税率|加征|反补贴|配额|duty|duties|tariff|entry charge|customs charge|quota|levy|levies", re.IGNORECASE
)
AT_MOST = re.compile(r"最多|最高|上限|封顶|\b(?:at (?:the )?most|maximum|up to|ceiling|cap)\b", re.IGNORECASE)
PAYS = re.compile(r"罚|缴|\bfine[sd]?\b|\bpenalt\w+|\bpayments?\b|\bcosts? us\b|\bwe pay\b", re.IGNORECASE)
"""Asks for what is to be paid."""
ASPECTS: dict[Aspect, re.Pattern[str]] = {
    Aspect.MINIMUM_INVESTMENT: re.compile(
        r"最低投资|投资门槛|门槛|起投|最少(?:要)?投|\b(?:minimum|least|smallest) (?:\w+ )?(?:investment|project)|\bentry ticket\b|\bminimum to invest\b",
        re.IGNORECASE,
    ),
    Aspect.CAP: re.compile(
        r"(?:补贴|补助|援助|金额)上限|封顶|最高(?:能)?(?:补|给|拿)|\bcaps?\b|\bceilings?\b|\bmaximum (?:aid|grant|amount|subsidy)",
        re.IGNORECASE,
    ),
    Aspect.RATE: re.compile(
        r"比例|补贴率|强度|百分比|多少个?百分点|\brates?\b|\bpercentages?\b|\bintensit(?:y|ies)\b|\bper cent\b",
        re.IGNORECASE,
    ),
    Aspect.BUDGET: re.compile(r"总预算|资金总额|资金池|盘子|\b(?:total |whole )?budgets?\b", re.IGNORECASE),
    Aspect.VALIDITY: re.compile(
        r"有效期|到什么时候|何时(?:到期|结束|截止)|什么时候(?:到期|结束|截止)|\buntil when\b|\bhow long\b|\bvalid(?:ity)?\b|\bexpir\w+|\bend dates?\b",
        re.IGNORECASE,
    ),
}
"""Words that ask for one aspect of the measures that are compared."""
DEMANDS = re.compile(
    r"本地化(?:率|要求|含量)?|国产化率?|本地含量|原产地(?:要求|比例)|回收率|\blocal (?:content|value)\b|\blocali[sz]ation\b|\brules? of origin\b|\brecycled (?:content|\w+)\b",
    re.IGNORECASE,
)
"""What laws ask for as a share."""
AGREEMENT = re.compile(
    r"\b(?:agreements?|treat(?:y|ies)|accords?|trade\s+deals?|tca|fta)\b|协定|协议|条约", re.IGNORECASE
)
"""What two places have with each other, whose names do not set them against each other."""
SIDE_BY_SIDE = re.compile(r"比较|对比|相比|区别|不同|差别|\bcompar\w*|\bversus\b|\bvs\.?\b|\bdiffer\w*", re.IGNORECASE)

NAMED_INSTRUMENTS = {
    Instrument.GRANT: re.compile(r"\bcash\b|\bgrants?\b|现金|无偿|赠款", re.IGNORECASE),
    Instrument.LOAN: re.compile(r"\bloans?\b|贷款", re.IGNORECASE),
    Instrument.TAX_CREDIT: re.compile(
        r"\btax (?:credits?|relief|breaks?|incentives?)\b|税收(?:抵免|优惠)|抵免", re.IGNORECASE
    ),
    Instrument.TAX_EXEMPTION: re.compile(
        r"\btax (?:exemptions?|holidays?|relief|breaks?|incentives?)\b|免税|税收(?:减免|优惠)", re.IGNORECASE
    ),
    Instrument.OBLIGATION: DEMANDS,
}
