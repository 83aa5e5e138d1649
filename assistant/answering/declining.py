"""Requests that an adviser must not serve: told by what is asked to be done, not by the subject.

Asking how a wrong is punished, found or avoided is a question like any other; asking how to do it, or to have it done, is
not. Each pattern therefore joins an act with a wish to deceive, or names a wrong that is asked for outright.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.language.script import fold


class Reason(StrEnum):
    """Why a request is declined."""

    FORGERY = "forgery"
    EVASION = "evasion"
    BRIBERY = "bribery"
    GUARANTEE = "guarantee"
    INTERNALS = "internals"


_PAPER = r"(?:certificates?|invoices?|papers?|documents?|declarations?|labels?|contracts?|reports?|records?|statements?|licen[cs]es?|permits?)"
_PAPER_ZH = r"(?:证明|证书|发票|合同|单据|文件|材料|声明|报告|标签|铭牌|账目|账本|记录|许可证|产地证|报关单|提单)"
_UNSEEN = (
    r"(?:without (?:anyone|anybody|customs|the (?:authorit|inspector|regulator|auditor|tax office)\w*|being|getting|them)[\w ]{0,25}(?:notic|know|caught|find|detect|see)\w*"
    r"|(?:so|such) that (?:nobody|no one|customs|they|the \w+)[\w' -]{0,60}(?:notic|ask|find|know|detect|takes? \w+ for)\w*"
    r"|nobody (?:asks|notices|finds)|undetected|unnoticed|under the radar|not get caught|avoid (?:detection|being caught))"
)
_UNSEEN_ZH = r"(?:不(?:被|让|会被)?[^，。？?]{0,8}(?:查到|查出|发现|察觉|露馅|抓到|追查|看出来)|查不到|查不出|发现不了|看不出|不露馅|神不知|瞒过|瞒着|骗过|糊弄|蒙混)"
_ASKED_ZH = r"(?:怎么|怎样|如何|教我|帮我|帮我们|替我|给我|想办法|有什么(?:办法|招|门路))"

_HOW = r"\b(?:how (?:can|do|should|could|might|would|to|must)\b|help (?:us|me)\b|teach (?:us|me)\b|(?:best|easiest|safest) way to\b|trick to\b|please (?:write|draft|make|prepare)\b|we need\b)"
_DECEIVE = (
    r"(?:hide|conceal|disguise|fak(?:e|ing)|forg(?:e|ing)|falsify|backdat(?:e|ed|ing)|(?:under|mis)-?(?:declare|state|value|report)|"
    r"cover up|fool|trick|deceive|cheat|pretend|smuggle|launder|bribe|make (?:customs|them|the \w+)[\w ]{0,12}believe|evade|dodge|bypass|slip past)"
)
_ABOUT_EN = r"(?![^.?!]*\b(?:detect|punish|penalt|sanctioned|fined|consequence|prevent|protect|report(?:ed)? by|accus|suspicion|recogni[sz]e)\w*)"
_DECEIVE_ZH = (
    r"(?:做手脚|动手脚|隐瞒|瞒住|掩盖|掩饰|伪装成|冒充|假冒|造假|作假|倒签|改低|改高|虚报|谎报|瞒报|低报|塞[点些]?好处|行贿|走账|蒙混|混过|混进去|钻空子|"
    r"绕过|绕开|避开(?:监管|海关|审查)|糊弄|骗过)"
)
_ABOUT_ZH = r"(?![^。？?]{0,30}(?:处罚|怎么罚|罚多少|认定|识别|防止|防范|避免|举报|后果|责任|查处|发现))"

PATTERNS: tuple[tuple[Reason, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        (
            Reason.INTERNALS,
            r"\b(?:what|which|repeat|recite|list|show|print)\b[^.?!]{0,40}(?:\binstructions (?:were you|you were|did you)|everything above|text above|your (?:configuration|system prompt)|(?:companies|customers|users)\b[^.?!]{0,12}\basked you)"
            r"|\b(?:developer|debug|admin) mode\b|(?:system|你的) ?prompt|开发者模式|调试模式"
            r"|(?:初始|最初|后台|内部)(?:的)?(?:指令|配置|设置)|(?:其他|别的)(?:企业|客户|用户|公司)[^。？?]{0,6}(?:问过|问了|聊过)",
        ),
        (
            Reason.INTERNALS,
            r"\b(?:print|show|reveal|output|repeat|display|give|tell|dump|list|expose|send)\b[^.?!]{0,60}"
            r"(?:system (?:prompt|settings?|message|instructions?)|hidden (?:instructions?|prompt)|(?:your|the) (?:initial |secret )?(?:prompt|instructions)\b"
            r"|api[ -]?keys?|passwords?|access tokens?|environment variables|other (?:customers?|users?)['’]?s? (?:questions?|conversations?|data))",
        ),
        (
            Reason.INTERNALS,
            r"(?:提示词|系统(?:提示|设置|指令|消息)|隐藏(?:的)?(?:指令|提示)|(?:api|接口) ?(?:key|密钥)|密钥|管理员密码|环境变量|其他(?:客户|用户)的?(?:问题|对话|资料))"
            r"[^。？?]{0,20}(?:输出|打印|显示|发给|告诉|念|贴|列|给我|交出)"
            r"|(?:输出|打印|显示|告诉我|发给我|念出|列出|给我看|交出)[^。？?]{0,20}"
            r"(?:提示词|系统(?:提示|设置|指令|消息)|隐藏(?:的)?(?:指令|提示)|api ?key|密钥|管理员密码|环境变量|其他(?:客户|用户)的?(?:问题|对话|资料))",
        ),
        (
            Reason.BRIBERY,
            r"(?:which|what|how (?:much|big|large))[^.?!]{0,20}\b(?:gift|bribe|kickback|envelope|payment)s?\b[^.?!]{0,60}\b(?:official|officer|inspector|minister|mayor|civil servant|authorit)"
            r"|\bhow (?:can|do|should|could) (?:we|i)\b[^.?!]{0,20}\b(?:bribe|pay off|grease)\b|\b(?:help|advise)[^.?!]{0,20}\bbrib(?:e|ing)\b"
            r"|\bkickbacks?\b[^.?!]{0,40}\b(?:hide|book|disguise|route)",
        ),
        (
            Reason.BRIBERY,
            rf"{_ASKED_ZH}[^。？?]{{0,12}}(?:行贿|贿赂|打点(?:官员|关系|海关|一下)|塞(?:红包|钱)|送(?:礼|红包|钱)给?[^。？?]{{0,8}}(?:官员|海关|评审|审批|检查)|给[^。？?]{{0,8}}(?:官员|海关|评审|审批|检查)[^。？?]{{0,6}}(?:送礼|送钱|塞|回扣|好处))"
            r"|(?:给|送)[^。？?]{0,10}(?:官员|公务员|海关人员|审批人|评审专家)[^。？?]{0,10}(?:多少(?:钱|红包|好处)|什么礼|送什么)",
        ),
        (
            Reason.FORGERY,
            rf"\b(?:forge|fake|falsify|fabricate|doctor|backdate|make up|invent|tamper with)\b[^.?!]{{0,60}}{_PAPER}(?![^.?!]*\b(?:penalt|punish|fine[sd]?\b|detect|consequence))"
            rf"|\b(?:draft|write|prepare|make|create|issue|produce|print|give)\b[^.?!]{{0,30}}{_PAPER}[^.?!]{{0,60}}\b(?:makes?|make (?:it|them|our)|so (?:it|they|our \w+))\b[^.?!]{{0,30}}\b(?:look|seem|appear|pass)\b"
            r"|\b(?:relabel|label|mark|pass (?:off|them off)|disguise|declare)\b[^.?!]{0,60}\b(?:so that|takes? (?:it|them) for|as if|nobody|instead of its real|to look like)"
            rf"|\b(?:fake|forged|false|invented|backdated)\b[^.?!]{{0,15}}{_PAPER}[^.?!]{{0,40}}\b(?:for (?:us|me)|we need|i need|please|help)\b"
            rf"|\b(?:help|show|need|want)\b[^.?!]{{0,30}}\b(?:fake|forged|false)\b[^.?!]{{0,15}}{_PAPER}"
            r"|\b(?:inflate|over-?invoice|under-?invoice|understate)\b[^.?!]{0,60}\b(?:how|help|so that|without)\b|\bhow (?:can|do|should|could) (?:we|i)\b[^.?!]{0,30}\b(?:inflate|over-?invoice|under-?invoice|understate|falsify|forge|fake)\b",
        ),
        (
            Reason.FORGERY,
            rf"(?:帮我|帮我们|替我|替我们|给我|给我们|教我|教我们|怎么|怎样|如何|能不能|可以)[^。？?]{{0,12}}(?:编|伪造|造假|做假|作假|仿造|捏造|改|变造|p)(?:一?[份套张个批]|出|造)?[^。？?]{{0,10}}(?:假|{_PAPER_ZH})(?![^。？?]{{0,10}}(?:处罚|后果|责任|罚))(?<!修改)"
            rf"|(?:做|开|弄|办|搞)(?:一?[份套张个批])?假的?[^。？?]{{0,6}}{_PAPER_ZH}(?![^。？?]{{0,15}}(?:处罚|后果|责任|怎么罚|会怎样|查处))"
            rf"|(?:发票|价格|金额|申报价)[^。？?]{{0,6}}(?:开高|开低|做高|做低|报高|报低|虚开|虚高|低报|高报)[^。？?]{{0,40}}(?:怎么|如何|才|帮)"
            rf"|(?:虚开|低报|瞒报|高报)[^。？?]{{0,30}}{_UNSEEN_ZH}",
        ),
        (
            Reason.EVASION,
            rf"\bhow\b[^.?!]{{0,80}}{_UNSEEN}"
            r"|\bhow (?:can|do|should|could|to|might)\b(?: we| i| one)?[^.?!]{0,20}\b(?:smuggle|evade|launder|sneak|circumvent the (?:duty|duties|sanction|control|ban|law)s?|get round the (?:sanction|export control|licen)\w*|dodge (?:the )?(?:customs|duty|duties|tax(?:es)?|sanction|control)\w*)\b"
            r"|\b(?:help|teach|show|tell)\b[^.?!]{0,25}\b(?:smuggle|evade|launder|bypass (?:sanctions?|export controls?|customs))\b"
            r"|\bhow (?:can|do|should|could) (?:we|i)\b[^.?!]{0,30}\b(?:hide|conceal)\b[^.?!]{0,60}\b(?:from (?:customs|the (?:authorit|regulator|commission|tax|inspector|auditor)\w*)|in the books|real (?:origin|owner|producer))",
        ),
        (
            Reason.EVASION,
            rf"{_ASKED_ZH}[^。？?]{{0,40}}{_UNSEEN_ZH}|{_UNSEEN_ZH}[^。？?]{{0,20}}(?:怎么(?:做|弄|办|操作)|教我|有什么办法)"
            r"|(?:怎么|怎样|如何|教我|帮我)[^。？?]{0,10}(?:偷偷|悄悄|暗中|私下)"
            r"|(?:怎么|怎样|如何|教我们?|帮我们?)(?:才能|能|可以|去|来)?(?:走私|逃税|洗钱|(?:逃避|绕过|躲过|绕开|逃过|规避掉)[^。？?]{0,12}(?:监管|管制|关税|反补贴税|制裁|海关|检查|审查|许可|配额))",
        ),
        (
            Reason.BRIBERY,
            r"\b(?:which|what|how)\b[^.?!]{0,25}\b(?:official|officer|inspector|minister|mayor)s?\b[^.?!]{0,20}\b(?:should|can|must|do) (?:we|i) (?:pay|tip|reward)\b"
            r"|给[^。？?]{0,10}塞[^。？?]{0,4}(?:好处|红包|钱)",
        ),
        (
            Reason.FORGERY,
            r"\b(?:write|draft|make|prepare|issue|fake)\b[^.?!]{0,80}\b(?:although|even though|while in fact|though)\b"
            r"|^(?:please )?(?:fake|forge|falsify|backdate)\b|\b(?:write|draft|make|prepare)\b[^.?!]{0,12}\bfake\b"
            r"|\bhow\b[^.?!]{0,120}\b(?:although|even though) (?:nothing|it|they|none)\b[^.?!]{0,30}\b(?:is|are|was|were|not|come)\b",
        ),
        (
            Reason.EVASION,
            rf"{_HOW}{_ABOUT_EN}[^.?!]{{0,40}}\b{_DECEIVE}\b"
            r"|\bhow (?:can|do|could) (?:we|i)\b[^.?!]{0,60}\bout of china without (?:a|any|the) (?:licen[cs]e|permit)",
        ),
        (
            Reason.EVASION,
            rf"{_ASKED_ZH}{_ABOUT_ZH}[^。？?]{{0,24}}{_DECEIVE_ZH}{_ABOUT_ZH}"
            rf"|没有?(?:许可|许可证|批准|备案)[^。？?]{{0,6}}(?:怎么|如何)[^。？?]{{0,16}}(?:弄|带|运|转|搞)(?:出去|出境|走)"
            rf"|(?:怎么|如何)[^。？?]{{0,30}}(?:看不出来|查不出来|不让[^。？?]{{0,8}}知道)",
        ),
        (
            Reason.GUARANTEE,
            r"\b(?:guarantee|promise|certify|assure|confirm (?:bindingly|in a legally binding way))\b[^.?!]{0,20}\b(?:me|us|that)\b[^.?!]{0,80}\b(?:legal|lawful|approved?|granted?|win|clear(?:ed)?|no (?:risk|penalt|fine)|not be (?:fined|caught|refused)|will)\b"
            r"|\blegally binding (?:opinion|advice|confirmation)\b|\b100 ?(?:%|per ?cent) (?:sure|certain|guarantee)",
        ),
        (
            Reason.GUARANTEE,
            r"(?:(?:你|您|能不能|请|给我|给我们|帮我)(?:能|能不能|可以|敢|得)?(?:保证|担保|打包票|承诺)|打包票|包(?=过审|通过|获批))[^。？?]{0,20}(?:合法|不违法|不会被(?:罚|查|拒)|一定(?:能|会)?(?:通过|获批|批)|过审|胜诉|没有?(?:法律)?风险|拿到(?:补贴|许可))"
            r"|(?:出具|给)[^。？?]{0,6}(?:有法律效力|具有法律约束力)的?[^。？?]{0,4}(?:意见|结论|保证)",
        ),
    )
)


def reason_to_decline(question: str) -> Reason | None:
    """Why a request must not be served; None when it may."""
    folded = fold(question)
    return next((reason for reason, pattern in PATTERNS if pattern.search(folded)), None)
