"""By what means words speak of working: which instrument they name, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.measure import Instrument


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument where words name it; offsets are those of the text."""

    instrument: Instrument
    start: int
    end: int


_TAX = (
    r"(?:(?:corporate|company|income|profits?|value[- ]added|property|wealth|excise|stamp|local|sales|luxury|purchase|"
    r"consumption|business|real[- ]estate|land|ownership|registration|road|vehicle|dividend|capital gains|payroll|vat)\s*)"
    r"(?:income\s+|profits?\s+)?(?:tax(?:es|ation)?|dut(?:y|ies))"
)
_DUTY = (
    r"(?:(?:customs|import|additional|anti-?dumping|countervailing|anti-?subsidy|safeguard|base|mfn|export|punitive|"
    r"provisional|definitive|supplementary)\s+)*(?:customs\s+)?(?:dut(?:y|ies)|tariffs?|lev(?:y|ies)|surcharges?)"
)
_FREE = r"(?:exempt(?:ion|ions|ed)?|free|relief|waive[drs]?|waiver|suspen(?:sion|ded)|remission|reduc(?:ed|tion|tions))"

PATTERNS: tuple[tuple[Instrument, str], ...] = (
    (
        Instrument.CUSTOMS_RELIEF,
        rf"{_FREE}(?:\s+(?:from|of|in|the|all|any|on|customs|import|and|both))*\s+(?:customs|import)\s+(?:dut(?:y|ies)|tariffs?|tax(?:es)?)"
        rf"|(?:customs|import)(?:\s+(?:and|or)\s+\w+)?\s+(?:dut(?:y|ies)|tariffs?)(?:\s+\w+)?\s+{_FREE}"
        r"|duty[- ]free|zero[- ]dut(?:y|ies)|zero[- ](?:rated\s+)?(?:import\s+)?tariffs?|tariff[- ]free|customs\s+(?:relief|exemptions?|warehous\w+|privileges?)"
        r"|dut(?:y|ies)\s+(?:exemptions?|relief|suspension|drawback|reductions?|credits?|rebates?)"
        r"|(?:免|减|豁免|免征|免除|免缴|减免|减征)(?:征|缴|收)?(?:其|全部|进口|设备|环节)*关税|关税(?:减免|豁免|优惠|免征|全免|为零)|零关税|免税进口|保税",
    ),
    (
        Instrument.TAX_CREDIT,
        r"tax\s+credits?|credits?\s+against\s+(?:\w+\s+)?tax|tax\s+(?:allowances?|deductions?)|super[- ]deductions?|investment\s+(?:tax\s+)?(?:allowances?|deductions?)"
        r"|development\s+tax|deduct(?:ed|ible|ion)?\s+from\s+(?:\w+\s+)?(?:tax|profit|income)|accelerated\s+depreciation"
        r"|税收?抵[免扣]|抵[免扣](?:所得)?税|加计扣除|加速折旧|税前扣除|抵免",
    ),
    (
        Instrument.TAX_EXEMPTION,
        rf"{_FREE}(?:\s+(?:from|of|in|the|all|any|on|for|both|and|or|rates?|corporate|income|profits?|value[- ]added))*\s+(?:vat|tax(?:es)?|{_TAX})"
        rf"|(?:vat|tax|{_TAX})\s+(?:rates?\s+)?(?:\w+\s+)?(?:exemptions?|holidays?|relief|reductions?|breaks?|incentives?|concessions?)"
        r"|tax[- ]free|tax\s+holidays?|zero[- ]rated|(?:vat|export\s+tax|tax)\s+(?:refunds?|rebates?)"
        r"|(?:免|免征|免除|免缴|减免|减征|减按|减半征收)(?:\w{0,8})(?:税|增值税|所得税)|税(?:收)?(?:减免|优惠|豁免|免征)|免税|退税|出口退税",
    ),
    (
        Instrument.QUOTA,
        r"quotas?|配额|限量",
    ),
    (
        Instrument.DUTY,
        rf"{_DUTY}|import\s+tax(?:es)?|(?:ad\s+valorem)|关税|反补贴税|反倾销税|附加税|附加关税|加征|保障措施税|进口税",
    ),
    (
        Instrument.GUARANTEE,
        r"(?:loan\s+|state\s+|public\s+|credit\s+|bank\s+|performance\s+)?guarantees?(?!\w)|suret(?:y|ies)|担保|保函",
    ),
    (
        Instrument.LOAN,
        r"loans?|credit\s+lines?|lending|repayable|soft\s+credits?|financing\s+(?:of|for)|贷款|低息|贴息|信贷|融资支持",
    ),
    (
        Instrument.GRANT,
        r"grants?(?!ed\b|ing\b)|subsid(?:y|ies|ised|ized)|(?:aid|support)\s+(?:intensit(?:y|ies)|rates?|ceilings?)|(?:regional|state|investment|purchase|training|cash|r&d)\s+aid"
        r"|non[- ]repayable|premiums?|bonus(?:es)?|cash\s+(?:incentives?|payments?|rebates?)|vouchers?|co[- ]financ\w+|purchase\s+(?:incentives?|subsid\w+)|aid"
        r"|(?:capex|investment)\s+(?:incentives?|premiums?|support)"
        r"|补[贴助]|资助|奖[励补]|拨款|赠款|无偿|援助强度|资金支持|奖金",
    ),
    (
        Instrument.THRESHOLD,
        r"thresholds?|门槛|阈值|起征点|申报标准",
    ),
    (
        Instrument.OBLIGATION,
        r"must|shall|(?:is|are|be)\s+(?:required|obliged)|mandatory|obligations?|obliged|requirements?|(?:has|have)\s+to|local\s+content|prohibit\w*|ban(?:s|ned)?|may\s+not|targets?"
        r"|必须|应当|应该|须|强制|义务|不得|禁止|要求|应(?=[在于按向将予提办取符])",
    ),
    (
        Instrument.DEADLINE,
        r"deadlines?|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest|截止|期限|最迟|不迟于",
    ),
)
WORD = re.compile(
    "|".join(rf"(?P<i{place}>(?<![A-Za-z])(?:{pattern})(?![A-Za-z]))" for place, (_, pattern) in enumerate(PATTERNS)),
    re.IGNORECASE,
)


def named_in(text: str) -> Iterator[Named]:
    """Instruments that a text names, in order; where two begin at one place, the more special one."""
    for match in WORD.finditer(text):
        place = int(str(match.lastgroup)[1:])
        yield Named(PATTERNS[place][0], match.start(), match.end())
