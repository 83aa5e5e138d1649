"""Words that tell what a figure is of: an investment, a budget, aid, a price, a turnover, and what limits it."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.measures.extraction.matching_words import Vocabulary, Words, small_letters

SUBJECTS: dict[str, Words] = {
    name: Words(pattern)
    for name, pattern in {
        "investment": r"\binvest(?:ments?|ing|ed|s)?\b|eligible\s+(?:costs?|expenses|expenditure|budget)|\bcapex\b"
        r"|(?<!\bper )(?<!\bper undertaking and )(?<!\beach )(?<!\bper company and )\bprojects?\b(?!\s+finance)|\bspen(?:d|ding|t)\b|minimum,|minimum\s+programme|\b(?:on|for)\s+programmes?\s+(?:of|worth|with|from|above|over)\b"
        r"|programme\s+size|投资额?|(?<!单个)(?<!每个)(?<!单一)(?<!一个)项目|支出|投入|\bputs?\s+(?:in|up)\b|\bputting\s+(?:in|up)\b|\bfixed\s+assets\b",
        "budget": r"\bbudgets?\b|\boutlays?\b|\bendow\w*|\benvelopes?\b|\ballocat\w*|total\s+(?:funding|funds|support)|\bpot\b"
        r"|\bfunds?\b(?!\s+(?:(?:also|will|can|would|then)\s+)?(?:pays?|gives?|lends?|covers?|refunds?|reimburses?|adds?|grants?|supports?|meets?|provides?|finances?|contributes?|guarantees?)\b)"
        r"|\bpackages?\b|\bmoney\s+(?:in|for)\s+the\b|^\W*money\W*$|\bring-?fenced\b|\bpot\s+(?:is|has|holds)\b|\bset\s+aside\b|\bearmarked\b|programme\s+of|\bfacility\s+of"
        r"|\b(?:it|programme|scheme|fund|line|facility|call|round)\s+(?:has|disposes\s+of|is\s+(?:endowed|funded)\s+with)\b|\bcalls?\b|预算|总额|总规模|资金规模|资金$|资金总量"
        r"|安排资金|用完为止|安排(?:专项)?资金|资金池|\b(?:size|volume)\s+of\s+the\s+(?:line|programme|program|scheme|fund|facility|call)\b|总额度|安排(?!\w{0,6}(?:人|岗))",
        "aid": r"\bgrants?\b|\bsubsid(?:y|ies)\b|(?<!excess )\bpremiums?\b|\baid\b|\bbonus(?:es)?\b|\bsupport\b|\bcash\b|\bvouchers?\b|\bloans?\b"
        r"|\b(?:gets?|receives?|granted|earns?|collects?|awarded)\b|\b(?:supported|funded|aided|backed|promoted|assisted|rewarded)\s+(?:with|by|at)\b"
        r"|\ba\s+(?:further|bonus)\b|补[贴助]|资助|奖励|奖金|贷款|\b(?:is|are|be)\s+(?:given|paid)\b|奖补|贴息|担保|再[加补奖]|另[加补奖]|额外",
        "price": r"\bincomes?\b(?!\s+tax)|\blimit\s+(?:rises|goes|increases|is\s+raised)|\bprices?\b|\bpriced\b"
        r"|\b(?:cars?|vehicles?|vans?|trucks?|models?)\s+(?:that\s+|which\s+)?(?:costs?|costing|worth|valued)\b|\b(?:cars?|vehicles?|vans?|trucks?|models?)\s+(?:up\s+to|below|under|between|from|above|over)\s*$|价格|售价|车价|(?<!营业)(?<!财政)收入(?!税)",
        "turnover": r"market\s+(?:value|capitali[sz]ation)|市值|\bturnover\b|\brevenues?\b|\bcontributions?\s+(?:to|from)\b|contract\s+value|present\s+value|营业额|营业收入|营收",
        "capital": r"(?:registered|share|paid[- ](?:in|up))\s+capital|注册资本|实缴资本",
        "fine": r"\bexcess\s+(?:emissions?\s+)?premium|\bmiss(?:es|ing)\b|\bfines?\b|\bfined\b|\bpenalt(?:y|ies)\b|\bsanctions?\b|\boverdue\b|\bdelays?\b|\barrears\b"
        r"|\bpaid\s+late\b|\blate\s+payments?\b|\bdefault\s+interest\b|\bviolations?\b|\b(?:recovered|returned|repaid|paid\s+back)\s+with\b"
        r"|\b(?:upfront|arrangement|commitment|processing|management|guarantee)\s+fees?\b|\bcommission\s+(?:is|of|fee)\b|逾期|违约金|滞纳金|加收|追缴|罚款|处罚|罚金"
        r"|\b(?:default|late|penalty)\s+interest\b|\brecovered\s+with\b|\bclaw(?:ed)?[- ]?back\b|罚息|追回",
        "own": r"own\s+contribution|own\s+funds|\bequity\b|discount(?!\s+(?:of\s+[\d.]+\s?%\s+)?on\s+(?:the\s+)?(?:rent|land|lease))|\bown\s+resources"
        r"|\bbank\s+guarantees?\b|\bdeposits?\b|\bown\s+(?:money|means|capital|pocket|share)\b|\btheir\s+own\b|\bperformance\s+bonds?\b|自有资金|自筹|保证金|保函",
        "trade": r"\bmarkets?\b|\bworld\b|\bmarket\s+share|\bshare\s+of\s+(?:the\s+)?(?:market|sales)"
        r"|\b(?:gdp|export(?:s|ed)?|sales|output)\b(?!\s+(?:licen|control|credit|insurance|premium))|\bgrew\b|\bgrowth\b|\bforecast\w*|\bestimated\b|\bexpected\b"
        r"|\baims?\b|\battract\w*|\bdraw\b|\bgoals?\b|\bdiscussed\b|\bconsidered\b|\bin\s+total\b|\baltogether\b|\bdemand\s+for\b|\bmade\s+up\b"
        r"|\baccounted\s+for\b|\b(?:cars|vans|trucks|vehicles|buses)\s+sold\b|\bgearing\b|\bindebted\w*|\binflation\b|\bexchange\s+rate|市场份额|增长|下降|同比|份额|市占率"
        r"|(?<!员工)(?<!雇员)(?<!人员)(?<!用工)占比|销售额|产值|出口额|增速|吸引|目标|合计|总计|总规模",
        "staff": r"\b(?:stable\s+)?jobs\b|\bemployees\b|\bworkers\b|员工|就业",
    }.items()
}
_ALL_SUBJECTS = Vocabulary(SUBJECTS)
CAP = re.compile(
    r"\bcap(?:s|ped)?\b|ceiling|\bmost\s+(?:per|for|a|an|each)\b|^\W*most\W*$|\bmax(?:imum|\.)?\b|upper\s+limit|\blimits?\b|\bnon-originating\b|\bat\s+most\b|\bhighest\b|\blargest\b|上限|封顶|最高|最大|限额",
    re.IGNORECASE,
)
FLOOR = re.compile(
    r"\bmin(?:imum|\.)?\b|\bfloor\b|lower\s+limit|\bleast\b|\bsmallest\b|\blowest\b|\bentry\s+(?:level|ticket|threshold)\b|最低(?!档|一档|级|分)|下限|最少|最小|起点|起步|起投",
    re.IGNORECASE,
)
THRESHOLD = re.compile(r"\bthresholds?\b|\bminimum\b|门槛|最低(?!档|一档|级|分)", re.IGNORECASE)
DECISION = re.compile(
    r"\b(?:decision|approval|notif(?:y|ication)|licen[cs]e|authori[sz]ation)\s+(?:is|are|of|by|from)\b|\b(?:is|are|be)\s+(?:decided|approved|authori[sz]ed|cleared|examined|reviewed|screened)\s+(?:on\s+)?by\b|\b(?:have|has|must|need)\s+(?:to\s+)?(?:be\s+)?(?:notif\w+|declared|reported|approved)\b|\bneeds?\s+(?:an?\s+)?(?:approval|notification|decision)|核准|备案|审批|由[^，。；]{2,24}办理",
    re.IGNORECASE,
)
PRICE_LIMIT = re.compile(
    r"\bprice\s+(?:limit|cap|ceiling)|\b(?:cars?|vehicles?|vans?|trucks?|models?)\s+(?:that\s+|which\s+)?(?:costs?|costing|worth|valued(?:\s+at)?)\b[^.;,\d]{0,20}$|价格上限|限价",
    re.IGNORECASE,
)
GOAL = re.compile(
    r"\b(?:goals?|aim(?:s|ing|ed)?|ambition|plan(?:s|ned)?\s+to|wants?\s+to|hopes?\s+to|would\s+like|plans?\s+(?:speaks?|wants?|foresees?|aims?))\b|\bwants?\s+$|目标|计划到|力争|有望",
    re.IGNORECASE,
)
PERSONS = re.compile(
    r"\s*(?:万|亿)?\s*(?:or\s+more\s+)?(?:stable\s+)?(?:employees|staff|persons|people|users|data\s+subjects|individuals)\b|\s*名?人(?!民)",
    re.IGNORECASE,
)
OF_SIZE = re.compile(
    r"\b(?:compan(?:y|ies)|undertakings?|groups?|firms?|enterprises?|makers?|manufacturers?|importers?|employers?)\s+(?:with|that\s+have|having|of)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""Before the size of the companies that a rule is for."""
WORTH = re.compile(
    r"\s+(?:of|in|worth\s+of)\s+(?:\w+[- ]?){0,3}?(?:grants?|loans?|aid|subsidies|incentives?|support|funding|credits?|guarantees?)\b|\s+(?:for|over)\s+(?:the\s+)?(?:years\s+)?20\d\d|\s+(?:facility|fund|pool|envelope|budget|programme|scheme)\b",
    re.IGNORECASE,
)
"""Behind a sum that a whole programme has: ``EUR 1.5 billion of loans``, ``BRL 19 billion for 2024-2028``."""
ASKED = re.compile(
    r"\bat\s+least\b|\b(?:no|not)\s+less\s+than\b|\bminimum\b|\b(?:not|no)\s+more\s+than\b|\bat\s+most\b|\blimit\b[^.;,\d]{0,40}\bis\b|\b(?:maximum|ceiling)\b|不得?低于|不得?少于|不得?超过|至少|不高于",
    re.IGNORECASE,
)
CHARGED = re.compile(
    r"\b(?:pays?|paying|charged|levied|subject\s+to|taxed\s+at|faces?)\b[^.;,\d]{0,20}$|(?:缴纳|征收|课征)[^，。；\d]{0,8}$",
    re.IGNORECASE,
)
"""Before a tax that is asked for, not one that is lowered."""
TAXED = re.compile(r"taxed\b|(?:缴纳|征收|课征)[^，。；\d]*(?<!关)税", re.IGNORECASE)
DECIDED = re.compile(
    r"[^.;]{0,50}\b(?:notify|notifies|declare)\b|[^.;,]{0,40}\b(?:(?:is|are|must\s+be|shall\s+be|has\s+to\s+be|have\s+to\s+be|need\s+to\s+be)\s+(?:decided|approved|authori[sz]ed|cleared|notified|declared|screened|reviewed|examined|scrutini[sz]ed)|needs?\s+(?:an?\s+)?(?:approval|notification|decision))\b|[^。；]{0,16}(?:须|应当?|需)[^，。；]{0,6}(?:申报|通报|报批|报告|公布|备案|核准|审批)|[^，。；]{0,6}的[^。；]{0,24}(?:申报|通报|报批|审批|核准|备案|公布)",
    re.IGNORECASE,
)
"""Behind a sum from which on somebody must be told or asked."""
NOTICE = re.compile(
    r"\b(?:notify|declare|disclose)\b[^.;\d]{0,40}$|\b(?:notification|approval|authori[sz]ation|licen[cs]e|decision)\s+(?:is|are)\s+(?:needed|required|due|necessary|compulsory|mandatory)[^.;,\d]{0,30}$|(?:申报|通报|审批|核准|备案|公布)[^，。；\d]{0,10}$",
    re.IGNORECASE,
)
"""Before a sum from which on somebody must be told or asked."""
SHARE = re.compile(
    r"\b(?:market\s+)?share\s+(?:is\s+|of\s+)?(?:above|over|more|exceed)|\bof\s+(?:the\s+|its\s+)?(?:shares|share\s+capital|capital|stock|equity)\b|\b(?:capacity|voting\s+rights|control\s+of|holdings?\s+of)\b|市场份额(?:超过|达到)|表决权|控股",
    re.IGNORECASE,
)
"""Beside a percentage from which on a rule applies."""
VALUE = re.compile(
    r"\b(?:value|investments?|transactions?|deals?|contracts?|wages?|salar(?:y|ies)|net\s+worth|assets|balance\s+sheet)\b[^.;,]{0,20}(?:above|over|more\s+than|exceed\w*|at\s+least|from)\s*$|(?:金额|投资额|合同额|交易额)[^，。；]{0,8}$",
    re.IGNORECASE,
)
"""Before a sum from which on a rule applies."""
GENERAL_RATE = re.compile(
    r"\b(?:standard|normal(?:ly)?|general(?:ly)?(?!\s+quoted)|usual(?:ly)?|ordinar(?:y|ily)|effective|statutory|combined|headline|otherwise|as\s+a\s+rule|regular)\b[^.;,%]{0,40}$|[(（]\s*(?:outside|elsewhere|without)\b[^.;,%]{0,30}$"
    r"|(?:(?:一般|普通|标准|正常|通常)(?:[^，。；%]{0,3}税率|情况下)?|(?:法定|实际|综合|名义)[^，。；%]{0,3}税率)[^，。；%\d]{0,6}$|(?:未|不)(?:加入|享受|入驻|符合)[^，。；%]{0,12}适用[^，。；%]{0,4}$",
    re.IGNORECASE,
)
"""Before the rate of a tax that all pay."""
GENERAL_LIST = re.compile(
    r"^(?!.*(?:免|减|优惠|返还|exempt|reduc|cut|only|instead))(?:.*(?:一般|普通|标准|法定)(?:税率)?[为是]?\d|.*\b(?:standard|normal|general|usual|ordinary)\b[^.;]{0,60}\d).*(?:税各?|\b(?:tax|vat|gst)\b[^.;,\d]{0,24}|[A-Z]\w+\s)$",
    re.IGNORECASE,
)
"""Before a further rate of a list of the taxes that all pay."""
FOR_ALL = re.compile(
    r"\s*(?:[,，(（]\s*)?(?:as\s+(?:a\s+rule|for\s+(?:any|every|all)\b)|for\s+(?:everybody|everyone|all\s+\w+)\s*(?:[.;,]|$)|normally|electric\s+or\s+not|对谁都|不分|不论)",
    re.IGNORECASE,
)
"""Behind the rate of a tax that all pay."""
OF_INVESTMENT = re.compile(
    r"\s*(?:of|in)\s+(?:the\s+)?(?:eligible|investment|capital|total)\b|\s*(?:eligible\s+|total\s+)?(?:investment|project\s+(?:costs?|budget|size|value))\b|\s*(?:以[内下])?的?(?:投资|项目)",
    re.IGNORECASE,
)
OF_INVESTMENT_BEFORE = re.compile(
    r"(?:\binvest\w*|\beligible\s+(?:costs?|expenses|expenditure)|\bprojects?|\bbudgets?|\bspend\w*)\b[^.;,]{0,24}$|(?:投资额?|总投资|项目(?:规模|总额|金额))[^，。；]{0,8}$",
    re.IGNORECASE,
)
"""Directly before a sum that is one of a project."""
LET_IN_BEFORE = re.compile(
    r"\b(?:(?:may|can)\s+(?:each\s+)?(?:import|bring\s+in)|admit(?:s|ted)?|let(?:s)?\s+in|allow(?:s|ed)?\s+in|import\s+licen[cs]es?\s+for|work\s+permits?\s+for|(?:may|can)\s+(?:employ|hire|engage|import))\b[^.;,\d]{0,30}$|(?:准许|允许|可)(?:进口|引进|雇用|聘用)[^，。；\d]{0,8}$",
    re.IGNORECASE,
)
"""Before a number of goods or people that are let in."""
LET_IN = re.compile(
    r"\b(?:may|can)\s+(?:be\s+)?(?:import\w*|enter\w*|brought\s+in|come\s+in)|\b(?:comes?|enters?)\s+in\b|\b(?:is|are|will\s+be)\s+(?:given|granted|issued|available)\b|\bimported\s+(?:duty|tariff|tax)[- ]free|\b(?:at\s+a\s+)?(?:reduced|preferential|in-quota)\s+(?:duty|tariff|rate)|(?:免税|低税|优惠税率)进口|准予进口",
    re.IGNORECASE,
)
"""Behind a number of goods that are let in."""
INSTALMENT = re.compile(
    r"\b(?:instal?ments?|(?<!repayable )advances?|split|paid\s+out|pre-?payments?|disburs\w+|tranches?|held\s+back|withheld|retained)\b|预付|预拨|分期|首期",
    re.IGNORECASE,
)
"""In a clause on how aid is paid out."""
HOLDING = re.compile(
    r"\b(?:hold(?:s|ing)?|own(?:s|ing)?|stakes?\s+of|shareholding\s+of)\s*(?:at\s+least\s+|over\s+)?$|(?:持股|持有|股权)[^，。；、）)按\d]{0,8}$",
    re.IGNORECASE,
)
"""Before the share of a company that somebody has."""
GIVES = re.compile(
    r"\b(?:gives?|adds?|offers?|awards?|hands?\s+out|contributes?|brings?|(?<!fund )(?<!programme )(?<!scheme )(?<!line )(?<!\bit )(?:gets?|receives?)|grants?|covers?|covered|paid\s+out)\b[^.;,%\d€$£]{0,40}$|(?:可得|可获|获得|领取|发放|给付)[^，。；\d]{0,10}$",
    re.IGNORECASE,
)
"""Before what is given, where no noun says by what means."""
OF_STAFF = re.compile(
    r"\s*(?:of\s+(?:the\s+|its\s+|their\s+|all\s+|a\s+company's\s+)*)?(?:[a-z]+\s+){0,2}(?:staff|workforce|workers|employees|posts|personnel)\b|\s*(?:以上|以下)?(?:的)?[^，。；\d]{0,4}(?:员工|雇员)",
    re.IGNORECASE,
)
"""Behind a share of those who work somewhere."""
STAFF_LABEL = re.compile(
    r"^\W*(?:share\s+of\s+)?(?:\w+\s+){1,2}(?:staff|workforce|workers|employees)\W*$|(?:员工|雇员|用工)(?:占比|比例)",
    re.IGNORECASE,
)
"""Labels such a share: ``Omani staff``."""
BY_DATE = re.compile(
    r"\s*(?:(?:of|in)\s+[^.;,\d]{1,36})?\s*by\s+(?:the\s+end\s+of\s+)?(?:\d|January|February|March|April|May|June|July|August|September|October|November|December)",
    re.IGNORECASE,
)
"""Behind a share that must be reached by a day."""
REQUIRES = re.compile(
    r"\b(?:requires?|needs?|asks?\s+for|demands?)\b[^.;,]{0,20}$|(?:须|需|要求)[^，。；]{0,12}$", re.IGNORECASE
)
"""Before a sum that must be spent."""
SPARED = re.compile(
    r"^[^.;]{0,80}\b(?:exempt(?:ed)?|not\s+(?:covered|affected|subject)|outside\s+the\s+scope|do(?:es)?\s+not\s+apply)\b|^[^。；]{0,20}(?:不适用|除外|豁免|无需)",
    re.IGNORECASE,
)
"""Behind a highest number up to which a rule does not apply."""
EXCLUDED = re.compile(
    r"^[^.;,]{0,40}\b(?:(?:is|are)\s+(?:not\s+(?:eligible|admitted|supported|funded|considered)|excluded|ineligible|rejected|left\s+out)|(?:is|are)\s+not\s+(?:accepted|taken|possible|looked\s+at)|(?:do|does)\s+not\s+(?:qualify|count)|(?:get|receive)\s+nothing)\b|^[^。；]{0,16}不予(?:支持|受理|补助|补贴|资助)",
    re.IGNORECASE,
)
"""Behind a highest sum of what gets nothing."""
IF = re.compile(r"\b(?:if|where|when|unless|provided)\b|(?:若|如果|如)", re.IGNORECASE)
WHICHEVER = re.compile(
    r"whichever\s+is\s+(?:the\s+)?(?:\*\*)?(?P<which>higher|greater|lower|less)|以较(?P<zh>高|低)者为准|取(?P<zh2>高|低)",
    re.IGNORECASE,
)
COUNTED = {
    "vehicle": re.compile(
        r"\s*(?:\w+\s+)?(?:vehicles?|cars?|units?|trucks?|buses|辆|台)|\s*(?:(?!(?:for|of|in|per|with|to|from|by|at|on)\b)[a-z-]+\s+){1,4}(?:vehicles|cars|trucks|buses)\b",
        re.IGNORECASE,
    ),
    "person": re.compile(
        r"\s*(?:or\s+more\s+)?(?:employees|staff|users|individuals|persons?|people|人(?!民)|名)|\s*(?:(?!(?:for|of|in|per|with|to|from|by|at|on)\b)[a-z-]+\s+){0,2}(?:managers|technicians|workers|experts|specialists|engineers|foreigners|non-citizens|expatriates|citizens|nationals)\b",
        re.IGNORECASE,
    ),
    "permit": re.compile(
        r"\s*(?:[a-z-]+\s+){0,2}(?:permits|licen[cs]es|visas|places)\b|\s*(?:张|个)(?:许可|名额|签证)", re.IGNORECASE
    ),
    "gram": re.compile(r"\s*(?:g|grams?)\b(?!\w)|\s*克", re.IGNORECASE),
    "tonne": re.compile(r"\s*(?:tonnes?|tons?|吨)", re.IGNORECASE),
}


CLAUSE = re.compile(r"[,;，；。]")
GETS = frozenset({"get", "gets", "receive", "receives", "earn", "earns", "collect", "collects"})
"""Behind a figure these speak of the next one: ``who invests EUR 1 million gets ...``."""


@lru_cache(maxsize=2048)
def _subjects_named(label: str) -> frozenset[str]:
    return frozenset(name for name, _ in _ALL_SUBJECTS.matches(small_letters(label)))


def names_subject(name: str, text: str) -> bool:
    """Whether a text names a subject."""
    return SUBJECTS[name].found_in(small_letters(text))


@lru_cache(maxsize=512)
def subject_of(left: str, right: str, label: str) -> str | None:
    """What a figure is a figure of, by the word that stands nearest."""
    left, next_to = small_letters(left), small_letters(CLAUSE.split(right, maxsplit=1)[0])
    # The last word of a subject on the left is its nearest, on the right the first.
    away = {name: len(left) - match.end() for name, match in _ALL_SUBJECTS.matches(left)}
    behind: dict[str, int] = {}
    for name, match in _ALL_SUBJECTS.matches(next_to):
        # "EUR 3,000 for cars above" speaks of the price behind it.
        if match.group().strip() not in GETS and not (name == "price" and match.end() == len(next_to)):
            behind.setdefault(name, match.start() + 8)
    labelled = dict.fromkeys(_subjects_named(label), 60)
    distances = [(min(found), name) for name in SUBJECTS if (found := _held(name, away, behind, labelled))]
    return min(distances, key=lambda one: one[0])[1] if distances else None


def _held(name: str, *distances: dict[str, int]) -> list[int]:
    return [those[name] for those in distances if name in those]
