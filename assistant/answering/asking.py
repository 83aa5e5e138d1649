"""The kinds of things that a question asks for, and whether a sentence holds such things.

Each kind has a pattern for questions and one for sentences that serve it, in both languages; quantities are told by what
they measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from assistant.language.cities import places_of_cities
from assistant.language.places import places_in, subdivision_names
from assistant.language.quantities import Quantity, QuantityKind
from assistant.language.script import fold


class Asked(StrEnum):
    """Kinds of things that are asked for."""

    AMOUNT = "amount"
    RATE = "rate"
    DATE = "date"
    DURATION = "duration"
    NUMBER = "number"
    LIST = "list"
    WHO = "who"
    WHERE = "where"
    YES_NO = "yes_no"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    START = "start"
    END = "end"
    STATUS = "status"
    VALIDITY = "validity"
    AID = "aid"
    FINE = "fine"
    ELIGIBILITY = "eligibility"
    PROCEDURE = "procedure"
    RISK = "risk"
    COMPARISON = "comparison"
    EXAMPLE = "example"


MEASURABLE = frozenset({Asked.AMOUNT, Asked.RATE, Asked.DATE, Asked.DURATION, Asked.NUMBER})

QUESTIONS: dict[Asked, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
        Asked.RATE: r"税率|比例|百分之几|百分比|几个点|几成|多少个点|多少点|利率|占股|关税(?:各?是|差|要交|分别|一般)?多少|抵免?多少|"
        r"\brates?\b|\binterest\b|per ?cent|percentage|what share|which share|how high|\bshare\b|\bduty\b.*\?|what.*charge",
        Asked.AMOUNT: r"多少钱|多少资金|金额|封顶|上限|额度|补多少|多少补|(?:补贴|补助|奖励|优惠)(?:标准|金额)?(?:是|有|能拿|给|能有)?多少|各补|给多少|最多能|最高|门槛|起步|起投|最少投|投多少|预算|罚多少|"
        r"罚款|费用|成本|总盘子|有(?:没有)?[^，。？?]{0,12}(?:补贴|补助|奖励)(?:吗|么|[?？]|$)|有(?:什么|哪些)[^，。？?]{0,6}(?:补贴|补助|奖励)|多少(?:欧|美|泰|澳|港|日|埃|英)?(?:元|镑|铢|万|亿)|多少欧|到手|"
        r"how much|amount|maximum|ceiling|\bcap\b|budget|\bcost|\bfine\b|penalt|threshold|minimum|how many (?:euros?|dollars?|pounds?|yuan)|"
        r"how large|how big|expensive|\bprice|what value|\bpots?\b|\bspend|what size|\b(?:is|are) there [^?]{0,30}\b(?:grants?|subsid(?:y|ies)|premiums?|bonus)\b|project size|entry bar|must we invest",
        Asked.DATE: r"什么时[候间]|何时|几月|哪一年|哪年|几号|哪天|哪一天|哪段时间|哪个(?:月|季度)|截止|期限|生效|到期|时间表|时间段|"
        r"\bwhen\b|deadline|what date|which (?:date|day|year|month)|(?:what|by what|on what) (?:date|day|year|month)|last day|until|by which|from what (?:date|day|year)",
        Asked.DURATION: r"多久|几年|几个月|多少[天年月日]|几天|多长时间|几个(?:工作日|小时|月)|限几|"
        r"how long|how soon|how many (?:years|months|days|weeks|hours)|for what period|maturity|how often|what period|grace",
        Asked.NUMBER: r"多少|几个|几家|几台|几项|几条|几类|产能|how many|number of|what scale|how large|volume|which scale",
        Asked.LIST: r"哪些|哪几|有什么|清单|列出|都有|哪五|哪三|分别|逐条|几类|几条|哪方面|什么要求|\bwhich\b|\blist\b|what are|what (?:three|two|four|five)|what .*(?:papers|jobs|terms|steps|conditions)",
        Asked.WHO: r"谁|哪家|哪位|哪些(?:公司|机构|企业)|找哪|哪个机构|哪个部门|牵头|主办|"
        r"\bwho\b|\bwhom\b|\bwhose\b|which (?:compan|firm|provider|organi|authorit|insurer|agency|speaker|official|institution)",
        Asked.WHERE: r"哪里|哪儿|在哪(?!段|个(?:月|季))|哪个城市|哪栋|哪个国家|哪边|什么地方|哪[些几](?:个)?(?:地区|地方|大区|区域|省|州|城市|国家|市)|\bwhere\b"
        r"|\bwhich (?:\w+ )?(?:city|cities|places?|countr(?:y|ies)|regions?|areas?|towns?|provinces?|states)\b",
        Asked.YES_NO: r"吗|是不是|要不要|能不能|可不可以|会不会|有没有|算不算|是否|对吧|没有[？?]|收不收|还收|不[？?]$|行不行|得先|真的|还能|"
        r"^(?:so |and |but )?(?:is|are|was|were|do|does|did|can|could|may|must|will|would|shall|should|has|have)\b|[.,;:] (?:is|are|do|does|did|can|may|must|will|would|should|has|have)\b"
        r"|\bright\?|correct\?|(?:n't|not) (?:it|they|we|he|she)\?|all right",
        Asked.MINIMUM: r"至少|起码|最少|最低|起投|起步|门槛|多少人?就得|什么规模|够得着|小于|低于|"
        r"at least|minimum|smallest|lowest|threshold|below what|from what|entry|how small|at what (?:size|contract)|least",
        Asked.MAXIMUM: r"最高|最多|封顶|上限|顶格|最狠|最晚|至多|最大|不超过|"
        r"at most|maximum|\bcap\b|highest|ceiling|largest|up to|worst|how high|how heavy|limits?\b|biggest",
        Asked.START: r"开始|起算|生效|施行|实行|实施|启动|从哪|何时起|哪天起|什么时候才|才真正|"
        r"from when|from which|start|begin|in force|take effect|apply from|since when|enter(?:s|ed)? into|open(?:s|ed)? for|bite|come into",
        Asked.END: r"截止|到期|为止|到哪|几号前|多久到|什么时候结束|管几年|还有效|还能|期满|"
        r"until|expire|\bend\b|ends\b|deadline|last day|by what day|by when|run out|how long|for ever|forever|permanent|still",
        Asked.STATUS: r"已经|生效没有|生效了?没|定了吗|通过了?没|确认|还在|到底|草案|正式|是真的|确定|"
        r"already|in force|confirmed|certain|official|adopted|still|status|final|law yet|\bnow\b.*\?",
        Asked.VALIDITY: r"(?:还|仍然?|现在|目前|已经?|是否|依然)[^，。？]{0,4}(?:有效|生效|适用|执行)|生效(?:了)?(?:没|吗)|失效|作废|过期(?:了)?(?:没|吗)"
        r"|\b(?:is|are) [^?]{0,60}?\b(?:in force|in effect|valid|law yet|applicable)\b|\bstill (?:in force|valid|apply|applies|hold)|does [^?]{0,40}still apply",
        Asked.AID: r"有(?:什么|哪些|啥|没有)[^，。？]{0,10}(?:补贴|补助|支持|优惠|激励|奖励|扶持)|(?:补贴|支持|优惠|激励|扶持)(?:政策)?有(?:哪些|什么|啥)"
        r"|\b(?:what|which) (?:\w+ ){0,3}(?:incentives?|subsid(?:y|ies)|grants?|aid|support|funding)\b[^?]{0,12}\b(?:is|are|does|do|can|could|would)\b"
        r"|\b(?:is|are) there (?:any |an? |some )?[^?]{0,30}\b(?:grants?|subsid(?:y|ies)|premiums?|aid|incentives?|support)\b",
        Asked.FINE: r"罚|处罚|违规|后果|\bfines?\b|penalt|sanction|punish|worst case|what happens if|breach",
        Asked.ELIGIBILITY: r"资格|谁能|能享受|能拿|能报|能申请|可以申请|条件|要求|适用|归.*管|管不管|能算|符合|享受|"
        r"qualif|eligib|who can|can (?:we|i|our|a)|count(?:s|ed)? as|cover|reach|apply to|conditions?|requirements?|spared|exempt|entitled",
        Asked.PROCEDURE: r"怎么(?:申请|办|报|才能|做|走)|如何|手续|流程|步骤|哪些部门|递材料|找谁|备案|申报|先后|怎样|"
        r"how (?:do|can|should|must) (?:we|i|one|a)|procedure|\bsteps?\b|apply\b|walk me|file\b|filing|whom should|papers|documents",
        Asked.RISK: r"风险|麻烦|担心|隐患|小心|注意|\brisks?\b|worr|danger|careful|bank on|shrink|safe\b",
        Asked.COMPARISON: r"谁高谁低|对比|比较|区别|不一样|差别|哪个更|哪边|相比|差多少|各(?:是|补|多少|有)|分别|compare|differ|versus|\bvs\b|which .*(?:more|lower|higher|larger|weighs)|old .*new|, .* or ",
        Asked.EXAMPLE: r"算下来|到手|合起来|总共|折合|我们投|要是.*投|come to|would .* (?:get|pay|be)|in total|altogether|calculate",
    }.items()
}

SENTENCES: dict[Asked, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
        Asked.DURATION: r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](?:calendar |working |tax )?(?:years?|months?|days?|weeks?|hours?)\b|"
        r"[\d一二三四五六七八九十两]+(?:个)?(?:年|个月|天|日内|工作日|小时|周)",
        Asked.LIST: r"[;；、]|, .*, | and ",
        Asked.WHO: r"\b(?:by|through|run|managed|led|mr|ms|general manager|director|president|chairman|head of|representative|agency|ministry|commission|authority|company|"
        r"representative|group|institute|association)\b|部|委|局|公司|集团|机构|律所|协会|总经理|总裁|负责人|主席|代表",
        Asked.WHERE: r"\b(?:place|located|in the (?:north|south)|building|km|district|city|region|zone)\b|地点|位于|大厦|园区|区|市",
        Asked.YES_NO: r"\b(?:not|no|only|must|may|can|cannot|need|excluded|excepted|exempt|covered|included|outside|without|unless|also|already|even|free)\b|不|无|仅|只|须|应|可以|免|属于|也算|包括|除外",
        Asked.MINIMUM: r"at least|minimum|not less|or more|threshold|above|from eur|from usd|more than|smallest|lowest|最低|至少|以上|不少于|门槛|起",
        Asked.MAXIMUM: r"up to|at most|maximum|\bcap\b|capped|ceiling|limit|not exceed|below|within|最高|最多|不超过|上限|封顶|以下|以内",
        Asked.START: r"\bsince\b|\bfrom\b|start|appl(?:y|ies)|in force|take[s]? effect|enter|began|begin|published|opened|施行|生效|起|公布|实施|实行|开始",
        Asked.END: r"until|(?:prolong|extend)(?:s|ed)\b|\bruns? (?:to|out)|\bend(?:s|ed)?\b|expire|deadline|\blast(?:s|ed)?\b|before \d|valid|closing|by \d|years|截止|到期|至\d|为止|期限|有效期",
        Asked.STATUS: r"not (?:yet )?(?:in force|confirmed|checked|law|adopted)|proposal|propos|adopted|in force|published|confirmed|draft|agreed|agreement|still|was approved|expected|unconfirmed|未|尚|已|草案|拟|公布|通过|核实|确认",
        Asked.VALIDITY: r"\bin force\b|\bappl(?:y|ies|ied) (?:since|from|until)|\bsince \d|takes? effect|took effect|\bvalid (?:until|to|from)|\blasts?\b|expires?|expired|^a proposal\b|(?:is|only|still) a proposal\b|\bnot confirmed\b"
        r"|not (?:yet )?(?:law|adopted)|\badopted\b|\bended\b|\bprolonged\b|\breplaced\b|\buntil \d|for \d{4} to \d{4}|施行|生效|有效期|废止|失效|草案|提案|实施|截至|取消|至\d{4}年",
        Asked.AID: r"(?:\d ?%|\b(?:eur|usd|mad|thb|huf|zar|cad|egp|pln|mxn|gbp|try|idr|inr|brl|cny) ?\d|\bexempt\w*|\bfree of\b|\d年|万|亿).*"
        r"(?:grant|subsid|premium|credit|deduct|allowance|aid\b|bonus|incentive|relief|exempt|support|补贴|补助|抵免|扣除|减免|奖励|免)"
        r"|(?:grant|subsid|premium|credit|deduct|allowance|aid\b|bonus|incentive|relief|exempt|补贴|补助|抵免|扣除|减免|奖励|免).*(?:\d ?%|\b(?:eur|usd|mad|thb|huf|zar|cad|egp|pln|mxn|gbp|try|idr|inr|brl|cny) ?\d|customs|\bvat\b|\d年|万|亿)",
        Asked.FINE: r"\bfine[sd]?\b|penalt|sanction|liable|liability|withdraw|per gram|may not be (?:placed|sold|imported|used)|\bban(?:ned|s)?\b|forbidden|refused|shut out|不得|禁止|罚|处罚|责任",
        Asked.ELIGIBILITY: r"\bmust\b|\bonly\b|qualif|eligib|cover|count|can apply|apply\b|exempt|except|require|condition|need|open to|for (?:companies|makers)|可以|必须|须|应|要求|条件|适用|属于|资格|主体",
        Asked.PROCEDURE: r"\bapply|applied|application|submit|notif|request|register|file[sd]?\b|authorit|through|first|then|step|申请|申报|备案|办理|提交|核准|手续|先|再",
        Asked.RISK: r"\brisks?\b|hard|check|danger|depend|reduce|only if|careful|uncertain|not (?:checked|confirmed)|风险|注意|核对|不确定|谨慎",
        Asked.EXAMPLE: r"example|that is|\bis eur\b|: eur|例",
    }.items()
}

COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twice|half|dozens?|hundreds?)\b|[两三四五六七八九十百千][个家台辆项条种类成倍人]"
)
"""A number in words, as small ones are written: *two cars for each imported one*."""
DAY_OF_A_YEAR = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|june|july|august|september|october|november|december)\b|\b\d{1,2} may\b|\bmay \d{1,2}\b"
    r"|\d{1,2}月"
)
"""A day or month of every year: *31 March to 30 May of the year*."""

CAPITALISED = re.compile(r"\b[A-Z]\w+")

EXISTS = re.compile(
    r"有(?:没有)?[^，。？?]{0,12}(?:补贴|补助|奖励|优惠|资助|减免|扶持)(?:政策)?(?:吗|么|[?？]|$)"
    r"|\b(?:is|are) there (?:any |an? |some )?[^?]{0,30}\b(?:grants?|subsid(?:y|ies)|premiums?|bonus|aid|incentives?|reliefs?)\b"
)
"""Asks whether there is something to be had."""
BARE_NUMBER = 0.4
"""How well a number without a currency serves who asks for an amount."""


@lru_cache(maxsize=4096)
def asked_for(question: str) -> frozenset[Asked]:
    """Kinds of things that a question asks for; empty when none can be told."""
    folded = fold(question)
    kinds = frozenset(kind for kind, pattern in QUESTIONS.items() if pattern.search(folded))
    # Who asks whether there is a grant wants the grant, not a sentence with yes or no in it.
    return kinds - {Asked.YES_NO} if EXISTS.search(folded) else kinds


@lru_cache(maxsize=100_000)
def may_serve(text: str, kind: Asked) -> bool:
    """Whether the words of a sentence may serve who asks for this kind of thing."""
    if SENTENCES[kind].search(fold(text)) is not None:
        return True
    return kind is Asked.WHERE and _names_a_place(text)


def _names_a_place(text: str) -> bool:
    """Whether a text names a country, a region or a city."""
    if places_in(text) or places_of_cities(text):
        return True
    return any(name in subdivision_names() for name in CAPITALISED.findall(text))


def serves(asked: frozenset[Asked], text: str) -> float:
    """Share of the kinds asked for, other than quantities, that the words of a sentence may serve, in [0, 1]."""
    wanted = asked & (SENTENCES.keys() - MEASURABLE)
    return sum(may_serve(text, kind) for kind in wanted) / len(wanted) if wanted else 0.0


def _of_a_law(quantity: Quantity, text: str) -> bool:
    """Whether it is part of a law's number, as *2022/720* is."""
    return text[quantity.end : quantity.end + 1] == "/" or text[max(quantity.start - 1, 0) : quantity.start] == "/"


def holds(asked: frozenset[Asked], found: Sequence[Quantity], text: str = "") -> float:
    """Share of the asked kinds of quantity that a sentence with these quantities can serve, in [0, 1]."""
    measurable = asked & MEASURABLE
    if not measurable:
        return 0.0
    found = [one for one in found if not _of_a_law(one, text)]
    kinds = {quantity.kind for quantity in found}
    served = 0.0
    for kind in measurable:
        if kind is Asked.RATE:
            served += QuantityKind.PERCENT in kinds
        elif kind is Asked.DATE:
            served += QuantityKind.DATE in kinds or DAY_OF_A_YEAR.search(fold(text)) is not None
        elif kind is Asked.DURATION:
            served += may_serve(text, Asked.DURATION)
        elif kind is Asked.AMOUNT:
            # A bare number may be an amount whose currency stands in a table's header.
            bare = BARE_NUMBER if QuantityKind.NUMBER in kinds else 0.0
            served += 1.0 if kinds & {QuantityKind.MONEY, QuantityKind.PERCENT} else bare
        else:
            counted = bool(kinds & {QuantityKind.NUMBER, QuantityKind.MONEY, QuantityKind.PERCENT})
            served += counted or COUNTED.search(fold(text)) is not None
    return served / len(measurable)
