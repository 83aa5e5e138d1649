"""By what means words speak of working: which instrument they name, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.measure import Instrument
from assistant.measures.extraction.matching_words import Vocabulary, Words, small_letters

AID = frozenset({Instrument.GRANT, Instrument.LOAN, Instrument.GUARANTEE, Instrument.TAX_CREDIT})
RELIEF = frozenset({Instrument.TAX_EXEMPTION, Instrument.CUSTOMS_RELIEF})
WEAK = frozenset({Instrument.OBLIGATION, Instrument.DEADLINE, Instrument.THRESHOLD})
"""Named in passing in sentences on other instruments: ``a company must invest``."""


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument where words name it; offsets are those of the text."""

    instrument: Instrument
    start: int
    end: int


_KINDS_OF_TAX = (
    "corporate|company|income|salary|wage|personal|municipal|trade|environmental|pollution|profits?|value[- ]added|property|wealth|excise|stamp|local|sales|luxury|purchase|consumption|"
    "fringe\\s+benefits?|weight|vehicle|motor|tonnage|acquisition|carbon|circulation|withholding|business|patent|real[- ]estate|land|ownership|registration|road|licen[cs]e|dividend|capital\\s+gains|payroll|green|ecological|emissions?|congestion"
)
_TAX = rf"(?:(?:{_KINDS_OF_TAX})(?:\s+(?:and|or)\s+\w+)?\s+(?:income\s+|profits?\s+)?(?:tax(?:es|ation)?|stamp\s+dut(?:y|ies))|stamp\s+dut(?:y|ies)|vat)"
_CUSTOMS = (
    r"(?:(?:customs|import|additional|extra|anti-?dumping|countervailing|anti-?subsidy|safeguard|base|normal|mfn|punitive|"
    r"provisional|definitive|supplementary)\s+)+(?:dut(?:y|ies)|tariffs?|lev(?:y|ies)|surcharges?|tax(?:es)?)"
)
_FREE = r"(?:exempt(?:ions?|ed)?|free(?:d|dom)?|relief|waive[drs]?|suspen(?:sion|ded)|remission|reduc(?:ed|tions?))"
_LINK = r"(?:\s+(?:from|of|in|on|for|the|all|any|both|a|and|or))*"

PATTERNS: tuple[tuple[Instrument, tuple[str, ...]], ...] = (
    (
        Instrument.QUOTA,
        (
            r"(?:(?:duty[- ]free|tariff[- ]rate|import)\s+)?(?:quotas?|contingents?)|(?:(?:免税|免关税|零关税|关税|低关税)(?:进口)?)?配额|限量|限额进口|进口(?:额度|指标)|外籍(?:员工|雇员|人员|劳工)?(?:名额|限额|指标)|工作许可名额",
        ),
    ),
    (
        Instrument.CUSTOMS_RELIEF,
        (
            rf"{_FREE}{_LINK}\s+(?:[\d.]+\s?%\s+)?(?:{_CUSTOMS}|dut(?:y|ies)\b)",
            rf"{_CUSTOMS}\s+(?:rate\s+)?(?:cuts?|waivers?|exemptions?|relief|suspensions?|reductions?|holidays?)",
            r"(?:(?<![\d.,])0\s?%|zero|no)\s+(?:import|customs)\s+(?:dut(?:y|ies)|tariffs?)",
            rf"(?:do|does|need|needs|will|shall|must)\s+not\s+(?:have\s+to\s+)?pay\s+(?:the\s+|any\s+)?(?:{_CUSTOMS}|dut(?:y|ies))",
            rf"(?:{_CUSTOMS}|dut(?:y|ies))\s+(?:is|are)\s+(?:not\s+(?:charged|levied|due)|waived|lifted|suspended)",
            rf"(?:without|no|not\s+subject\s+to|not\s+liable\s+to|excluded\s+from|released\s+from)\s+(?:paying\s+)?(?:any\s+|the\s+)?(?:{_CUSTOMS}|dut(?:y|ies))",
            rf"(?:{_CUSTOMS}|dut(?:y|ies))\s+(?:falls?\s+away|(?:is|are)\s+(?:abolished|dropped|scrapped|removed|remitted|refunded|halved)|(?:drops?|falls?|goes|go|comes?\s+down)\s+to\s+(?:zero|nil|nothing|0))",
            r"duty[- ]free|zero[- ]dut(?:y|ies)|tariff[- ]free|customs\s+(?:relief|exemptions?|warehous\w+|privileges?)",
            r"dut(?:y|ies)\s+(?:exemptions?|relief|suspension|drawback|reductions?|credits?|rebates?)",
            r"(?:免|减|豁免|免征|免除|免缴|免交|免于缴纳|减免|减征|不征|不缴|不交)(?:征|缴|收|纳)?(?:其|全部|进口|出口|设备|环节|各项)*(?:关税|进口税|出口税)",
            r"(?:关税|进口税)(?:减免|豁免|优惠|免征|全免|为零|减半|返还)|零关税|免税进口|保税",
        ),
    ),
    (
        Instrument.TAX_CREDIT,
        (
            rf"(?:{_TAX}|tax)\s+(?:credits?|deductions?)|credits?\s+(?:of\s+[^.;,]{{1,20}}\s+)?against\s+(?:\w+\s+){{0,3}}tax|set\s+off\s+[^.;,]{{1,60}}\s+against\s+(?:\w+\s+){{0,3}}tax|claim(?:ed)?\s+back\s+[^.;,]{{1,60}}\btax|off\s+(?:the|their|its|your)\s+tax(?:\s+bill)?|tax\s+deductions?|super[- ]deductions?|(?:investment|reinvestment|capital)\s+(?:tax\s+)?allowances?|investment\s+deductions?",
            r"deduct(?:s|ed|ible|ions?)?|(?:accelerated|declining[- ]balance|special|extra|immediate|bonus|free)\s+(?:\w+\s+)?depreciation|depreciation\s+(?:allowances?|of\b|at\b|rates?)|^depreciation$|writ(?:e|ten|ing)[- ]off|tax\s+offsets?|(?:production|investment|vehicle|charger|manufacturing|hydrogen|battery)\s+credits?|(?:first[- ]year|capital|annual|writing[- ]down)\s+allowances?|(?:full|immediate)\s+expensing",
            r"off\s+(?:the|their|its|your)\s+(?:taxable\s+)?(?:profits?|income|tax(?:es)?)|against\s+(?:the\s+|their\s+|its\s+|your\s+)?taxable\s+(?:profits?|income)|depreciat(?:ed|ion)|expensed|"
            r"(?<!soft )(?<!concessional )(?<!preferential )(?<!bank )(?<!export )(?<!supplier )(?<!consumer )(?<!trade )(?<!buyer's )(?<!zev )(?<!carbon )(?<!emission )(?<!emissions )(?<!compliance )(?<!green )(?<!state )(?<!with )(?<!from )(?<!sell )(?<!buy )credits?(?!\s+(?:lines?|facilit\w+|institutions?|insur\w+|ratings?|agenc\w+|guarantees?|cards?|approval|scores?|unions?|worthiness|periods?|for\s+export))",
            r"税收?抵[免扣减]|抵[免扣减](?:企业)?(?:所得)?税|加计扣除|加速折旧|税前(?:扣除|列支)|抵免|抵[扣减](?:应税|应纳税|所得|税)|抵扣(?=[^，。；]{0,8}(?:应税|应纳税|所得|收入|利润))|(?:应税|应纳税)所得[^，。；]{0,6}(?:扣除|抵扣|抵减)|投资税(?:收)?补贴|折旧",
        ),
    ),
    (
        Instrument.TAX_EXEMPTION,
        (
            rf"{_FREE}{_LINK}\s+(?:[\d.]+\s?%\s+)?(?:{_TAX}|tax(?:es)?|(?:\w+\s+)?(?:fees?|tolls?))",
            rf"(?:{_TAX}|tax)\s+(?:rates?\s+)?(?:exemptions?|holidays?|relief|reductions?|breaks?|concessions?|refunds?|rebates?|allowances?|free)",
            rf"(?:(?<![\d.,])0\s?%|no|without|zero)\s+{_TAX}|reduc\w+\s+(?:the\s+)?{_TAX}|unpaid\s+{_TAX}",
            rf"pays?\s+(?:only\s+|just\s+)?(?:[\d.]+\s?(?:%|per\s?cent)|half|a\s+(?:third|quarter))\s+of\s+(?:the\s+|its\s+|their\s+)?(?:\w+\s+){{0,3}}?tax|{_TAX}|excises?|(?:circulation|road)\s+permits?|tax[- ]free|zero[- ]rated|^tax(?:es)?\b|tax\s+(?:incentives?|rates?|benefits?)",
            rf"(?:not\s+subject\s+to|not\s+liable\s+to|excluded\s+from|released\s+from|out\s+of\s+(?:the\s+)?scope\s+of)\s+(?:any\s+|the\s+)?(?:{_TAX}|tax(?:es)?)|taxed\s+at|tax(?:es)?\s+(?:falls?\s+away|(?:is|are)\s+(?:halved|waived|lifted|abolished|remitted|refunded))|(?:not\s+an?|no)\s+taxable\s+benefit|goods\s+and\s+services\s+tax|gst|special\s+tax\s+rate|qualifying\s+(?:income|profits?)|exemptions?(?=\s+(?:reach(?:es)?|amounts|comes|is\s+worth|of\s+(?:up\s+to\s+)?\d|covers|can\s+reach))",
            r"(?:免|免征|免除|免缴|免交|减免|减征|减按|减半征收)(?:[^，。；、]{0,8})税|(?<!关)(?<!抵)(?<!口)税[^，。；、：:]{0,10}(?:减(?!值|排|少|速)|免(?!责)|返还)|税(?:收)?(?:减免|优惠|豁免|免征)|免税|退税|(?:企业所得|增值|消费|购置|印花|房产|所得|社会贡献|车船|机动车|碳|营业|财产|土地|契|公司|利润|资本利得|股息|预扣|销售|奢侈品|登记|注册|道路|物业|工薪|特许|企业)税|(?:特别|优惠)税率|所得[”]?按(?=[\d.]+%)",
        ),
    ),
    (
        Instrument.DUTY,
        (
            _CUSTOMS,
            r"dut(?:y|ies)(?!\s+(?:of\s+care|to\s|of\s+(?:the\s+)?(?:importers?|exporters?|makers?|manufacturers?|producers?|operators?|compan|undertakings?|employers?|dealers?|distributors?|suppliers?|provid|member)))|tariffs?|lev(?:y|ies)|(?:import|customs|declaration|processing|registration|inspection|recycling|scrappage|disposal|statistical|luxury)\s+(?:\w+\s+)?fees?|报废费|手续费|surcharges?|surtax(?:es)?|ad\s+valorem|charge\s+per",
            r"(?:export|excess|road|congestion|circulation)\s+(?:dut(?:y|ies)|charges?|tax(?:es)?)",
            r"关税|反补贴税|反倾销税|附加税|加征|保障措施税|进口税|出口税|调节税|惩罚性税",
        ),
    ),
    (
        Instrument.GUARANTEE,
        (
            r"(?:loan|state|public|credit|export)\s+guarantees?|suret(?:y|ies)|guarantee\s+(?:bank|fund|line)|guarantees?(?=\s+(?:covers?|of|up|for)\b)|^guarantees?$|(?:will|can|may|shall)\s+guarantee|guarantees?\s+(?=up\s+to|\d|half|at\s+most)|guarantee\s+funds?|担保(?!费)|承保|赔付比例|赔偿比例|风险分担|风险补偿",
        ),
    ),
    (
        Instrument.LOAN,
        (
            r"loans?|credit\s+lines?|lines?\s+of\s+credit|lend(?:s|ing|er|ers)?|lent|borrow(?:s|ed|ers?|ing)?|soft\s+credits?|(?:concessional|preferential|bank|state)\s+credits?|financing|financ(?:es|ed)(?=\s+(?:up\s+to\s+|at\s+most\s+|between\s+|no\s+more\s+than\s+)?[\d])|(?:buyer's|buyers'|supplier's|suppliers'|export)\s+credits?|share\s+financed|interest\s+rates?|repayable\s+(?:contributions?|advances?|aid|assistance|grants?)|(?:euribor|libor|sofr|reference\s+rate)\b",
            r"贷款|低息|贴息|信贷|融资(?!渠道|成本|担保)|授信|年利率|可偿还|软贷",
        ),
    ),
    (
        Instrument.GRANT,
        (
            r"grants?|(?<!foreign )(?<!anti-)subsid(?:y|ies|i[sz]e[sd]?)|pays?\s+(?:up\s+to\s+|at\s+most\s+)?[\d.]+\s?(?:%|per\s?cent)\s+(?:of|towards)\s+(?:the\s+|their\s+|its\s+)?(?=eligible|capital|invest|cost|capex|project|expen|price|wage|salar)|(?:and\s+(?=funds|refunds|reimburses|covers|co-?finances)|(?:we|fund|land|state|region|city|province|county|municipality|programme|scheme|facility|call|government|agency|ministry|board|it)\s+)(?:will\s+|can\s+|also\s+)?(?:pays?|gives?|adds?|grants?|reimburses?|refunds?|contributes?|covers?|funds?|co-?finances?|meets?|bears?|takes?\s+over)(?=\s+(?:as\s+much\s+as\s+|about\s+|another\s+)?(?:up\s+to|at\s+most|between|for|towards|half|a\s+(?:third|quarter|fifth)|one\s+(?:third|quarter)|two\s+thirds|\d|[a-z]{3}\s\d|[€$£]))|reimbursements?|(?:is|are|be)\s+(?:refunded|reimbursed|funded|co-?financed|subsidi[sz]ed)|(?:regional|state|investment|purchase|training|cash|r&d|job-creation)\s+aid|aid",
            r"non[- ]repayable|(?<!excess )(?<!emissions )premiums?|bonus(?:es)?|cash|vouchers?|co[- ]financ\w+|(?:capex|investment|purchase)\s+(?:incentives?|support|rebates?)|(?<!own )(?<!social )(?<!security )(?<!national )contributions?(?=\s+(?:to|for|per|towards)\s+(?:each|every|the\s+cost|wages|new|training))|discounts?(?=\s+(?:of\s+[\d.]+\s?%\s+)?on\s+(?:the\s+)?(?:rents?|land|leases?))|incentive\s+package|(?:sales|production|output|performance|financial|direct|monetary)(?:[- ](?:linked|based))?\s+incentives?",
            r"(?<!反)(?<!外国)补[贴助]|(?:最高|至多|最多|可|再|加|另|政府|财政|省里|市里|国家|给予|费用|保费|每[台辆家人户度个位])补(?=[一二三四五六七八九十百千万两半\d])|[政财]府?替[^，。；]{0,6}付|补偿金|补差|(?:给予|予以)(?=[^，。；]{0,8}支持)|资助|奖[励补]|拨款|赠款|无偿|(?<!法律)(?<!技术)(?<!对外)援助(?!中心|协定)|资金支持|奖金|资助款|现金(?!流|价|收入|支付|交易|等)|津贴",
        ),
    ),
    (Instrument.THRESHOLD, (r"thresholds?|price\s+limit|门槛|阈值|起征点|价格上限",)),
    (
        Instrument.OBLIGATION,
        (
            r"must|shall|(?:is|are|be)\s+(?:required|obliged)|mandatory|compulsory|obligatory|mandates?|obligations?|obliged|requirements?|(?:has|have|had)\s+to|needs?\s+(?:an?|to)\b|minus(?=\s+\d)|asks?\s+for|(?:required|demanded|requires|demands)(?=\s+(?:at\s+least\s+|a\s+share\s+of\s+|about\s+|only\s+)?\d)|may\s+only|prohibit\w*|forbid\w*|bans?|banned|may\s+not",
            r"(?:local|regional|domestic|originating|african|north\s+american)\s+(?:\w+\s+)?content|(?:local|domestic|regional|national)\s+value\s+(?:add\w+|content)|(?:locali[sz]ation|integration)\s+(?:rates?|levels?|ratios?)|tkdn|non-originating|recycled\s+\w+|recycling\s+(?:rates?|efficiency)|recovery\s+(?:rates?|of)|(?:emissions?|co2|recovery|recycling|sales|fleet|content|locali[sz]ation|production)\s+(?:reduction\s+)?targets?|collection\s+(?:rates?|targets?|of|and)|shares?\s+of\s+(?:new\s+|all\s+)*(?:sales|purchases|registrations)|rules?\s+of\s+origin|origin\s+rules?|targets?\s+for|shares?\s+to\s+be\s+\w+|commitments?\b|(?:must|shall)\s+(?:hold|contain)|(?:the|a|an|their|its)\s+(?:\w+\s+)?targets?\s+(?:is|are|of|stands|rises|was|falls)\b",
            r"(?:need|needs)\s+(?:a|an)\s+(?:licen[cs]e|permit)|licen[cs]e\s+(?:duty|obligation|requirement)|dut(?:y|ies)\s+to\s+\w+|minimum\s+output",
            r"(?:share\s+of\s+(?:\w+\s+){0,2}(?:staff|employees|workers|workforce|nationals|citizens))|(?:minimum|lowest)\s+(?:\w+\s+)?wages?",
            r"(?:外籍|非[\u4e00-\u9fff]{1,3}籍|本地|当地|本国|中方|本土|籍)(?:员工|雇员|用工|人员)[^，。；\d]{0,4}(?:占比|比例|占)|(?:员工|雇员|用工)(?:占比|比例)|不[能可](?:超过|高于|低于|少于)|本地(?:成分|含量|采购)|本地化率|国产化率|区域价值成分|原产成分|许可证管理|施行|再生料|原产地规则|回收率|收集率|必须|应当|应该|须|强制|义务|不得|禁止|应(?=[在于按向将予提办取符])",
        ),
    ),
    (
        Instrument.DEADLINE,
        (r"deadlines?|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest|due\s+(?:by|on)|截止|最迟|不迟于",),
    ),
)
NAMES = Vocabulary({instrument: Words(f"(?:{'|'.join(patterns)})(?![A-Za-z])") for instrument, patterns in PATTERNS})


def named_in(text: str) -> Iterator[Named]:
    """Instruments that a text names, in order; where two begin at one place, the more special one."""
    small = small_letters(text)
    end = 0
    for start, those in NAMES.candidates(small):
        if start < end:
            continue
        for instrument, words in those:
            if (match := words.at(small, start)) is not None:
                end = match.end()
                yield Named(instrument, start, end)
                break
