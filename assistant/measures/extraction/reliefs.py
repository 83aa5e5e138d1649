"""Exemptions that are granted without a figure: ``exempt from import duty``, ``免企业所得税``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.measure import Instrument
from assistant.measures.extraction.instruments import RELIEF

GRANTED = re.compile(
    r"\bexempt(?:ed|ions?)?\b|\brelieved\s+(?:of|from)\b|\bfree(?:d|dom)?\s+(?:of|from)\b|\brelief\b|\bwaive[drs]?\b|\bno\s+(?=(?:(?:corporate|income|import|customs|value[- ]added|property|withholding|registration|road|luxury|excise|stamp|dividend|purchase|profits?)\s+){0,3}(?:tax|vat|dut))|\b(?:not|never)\s+(?:pay|charged|levied|due)\b"
    r"|\b(?:is|are)\s+(?:suspended|lifted|remitted|dropped)\b|\b(?:excluded|released)\s+from\b|\bfalls?\s+away\b|\bnot\s+(?:an?\s+)?taxable\b|\bout(?:side)?\s+(?:of\s+)?(?:the\s+)?scope\s+of\b|\btax(?:es)?\s+free\b|\b(?:duty|tax)[- ]free\b(?!\s+quota)|\bzero[- ]rated\b|\bescapes?\b|\bspared\b|\b(?:do(?:es)?|need|will)\s+not\s+(?:have\s+to\s+)?pay\b|\bpays?\s+no\b|\bno\b(?=[^.;,\d]{0,40}\b(?:is|are)\s+(?:paid|due|charged|levied)\b)|\btax\s+holidays?\b|\bwithout\s+(?=(?:any\s+|paying\s+)?(?:\w+\s+){0,2}?(?:tax|dut|vat))|不(?=[交缴征](?:纳|付|收)?[^，。；\d]{0,8}税)|无[需须](?=[交缴](?:纳|付)?[^，。；\d]{0,8}税)|(?<!避)(?<!难)(?<!以)(?<!抵)免(?:征|除|缴|收|交|税)?|减半征收|减征|豁免|零关税",
    re.IGNORECASE,
)
TAX = re.compile(
    r"\b(?:vat|value[- ]added|(?:corporate|company|income|profits?|property|stamp|excise|luxury|licence|license|business|patent|registration|sales|purchase|road|personal|transfer|acquisition|payroll|withholding|dividend|land|vehicle|consumption|circulation|local)\s+(?:and\s+\w+\s+|or\s+\w+\s+)?(?:income\s+)?(?:tax(?:es)?|duty))\b"
    r"|\btaxable\s+(?:benefit|income)|\bexcises?\b|\b(?:green|ownership|road|circulation)\s+permits?\b|\b(?:registration|grid|road|parking|licen[cs]e|entry)\s+(?:fees?|tolls?|charges?)\b|\btolls?\b|\bbusiness\s+rates\b|\b(?:fringe\s+benefits?|weight|motor|carbon|circulation|capital\s+gains|municipal|trade|green|ecological|emissions?|congestion)\s+tax(?:es)?\b|\b(?:from|of)\s+(?:all|any|this|the)\s+tax(?:es)?\b|\btax(?:es)?\s+(?:holidays?|exemptions?|free)|\b(?:no|without|without\s+any)\s+tax(?:es)?\b|(?<!关)税(?!务|率|目|号|则)",
    re.IGNORECASE,
)
DUTY = re.compile(
    r"\b(?:customs|import|export|extra|additional|countervailing|anti-dumping)(?:\s+and\s+\w+)?\s+(?:dut(?:y|ies)|tariffs?|relief|tax(?:es)?)\b|\bcustoms\b|\bduty[- ]free\b|\b(?:free\s+of|no|without)\s+(?:all\s+|any\s+)?dut(?:y|ies)\b|(?<!stamp )\bdut(?:y|ies)\s+(?:is|are)\s+(?:suspended|lifted|waived)|关税",
    re.IGNORECASE,
)
CHARGE = re.compile(r"tax|vat|dut|fee|toll|charge|value[- ]added|customs|business\s+rates|税", re.IGNORECASE)
"""What no relief goes without."""
_PARTS_OF_CHARGES = ("tax", "vat", "dut", "fee", "toll", "charge", "value", "customs", "business", "税")
PRONOUN = re.compile(r"\s*(?:from|of)?\s*(?:it|them|this|these)\b", re.IGNORECASE)
"""Behind the word that grants: the tax is named by what goes before."""
UNNAMED = re.compile(r"exempt|免|\b(?:pay|from|of)\s+(?:it|them|this|these)\b", re.IGNORECASE)
"""What no relief of a tax goes without that only the words before it name."""
NOT_GRANTED = re.compile(
    r"\b(?:no|not|without|whether|duration|length|unless|lose|loses|effects?\s+of|instead\s+of|state\s+of)\b[^.;,]{0,30}$|不(?:再|予|得|能)?$|是否",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relief:
    """A relief with the taxes or duties that it is of, in small letters."""

    instrument: Instrument
    of: frozenset[str]
    start: int
    end: int
    """Where the word stands that grants it; offsets are those of the text."""


def _speaks_of_charge(text: str) -> bool:
    small = text.lower()
    return any(part in small for part in _PARTS_OF_CHARGES) and CHARGE.search(text) is not None


def may_relieve(text: str) -> bool:
    """Whether a sentence grants a relief, be it of a tax that only the words before it name: ``they do not pay it``."""
    if reliefs_of(text):
        return True
    granted = GRANTED.search(text) if UNNAMED.search(text) else None
    if granted is None:
        return False
    return granted.group().casefold().startswith(("exempt", "免")) or PRONOUN.match(text, granted.end()) is not None


def reliefs_of(text: str, outer: Instrument | None = None) -> tuple[Relief, ...]:
    """Which reliefs a clause grants: of taxes, of customs duties, or both.

    ``outer`` is the instrument that the words above it name: below a heading on taxes ``five years exemption`` is one of tax.
    """
    return _reliefs(text, outer if outer in RELIEF | {Instrument.DUTY} else None)


@lru_cache(maxsize=256)
def _reliefs(text: str, outer: Instrument | None) -> tuple[Relief, ...]:
    # A sentence of one clause is looked at as a sentence and as a clause.
    found: dict[Instrument, Relief] = {}
    if outer is None and not _speaks_of_charge(text):
        return ()
    for match in GRANTED.finditer(text):
        if NOT_GRANTED.search(text[max(0, match.start() - 50) : match.start()]):
            continue
        # What is exempt stands behind the word, or directly before it.
        about = text[max(0, match.start() - 80) : match.start()].rsplit(",", 1)[-1] + text[match.start() :]
        for instrument, pattern in ((Instrument.TAX_EXEMPTION, TAX), (Instrument.CUSTOMS_RELIEF, DUTY)):
            of = {word.group().casefold() for word in pattern.finditer(about)}
            if of:
                before = found.get(instrument, Relief(instrument, frozenset(), match.start(), match.end()))
                found[instrument] = replace(before, of=before.of | of)
        if not found and outer is not None and PRONOUN.match(text, match.end()):
            # "Electric vans are exempt from it": the words above name the tax.
            spared = outer if outer in RELIEF else Instrument.CUSTOMS_RELIEF
            found[spared] = Relief(spared, frozenset(), match.start(), match.end())
        if (
            not found
            and outer in RELIEF
            and outer is not None
            and match.group().casefold().startswith(("exempt", "免"))
        ):
            found[outer] = Relief(outer, frozenset(), match.start(), match.end())
    return tuple(found.values())
