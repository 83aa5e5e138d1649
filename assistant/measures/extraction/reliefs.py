"""Exemptions that are granted without a figure: ``exempt from import duty``, ``免企业所得税``."""

from __future__ import annotations

import re

from assistant.measure import Instrument

GRANTED = re.compile(
    r"\bexempt(?:ed|ions?)?\b|\bfree(?:d|dom)?\s+(?:of|from)\b|\brelief\b|\bwaive[drs]?\b|\bno\s+(?=(?:\w+\s+){0,3}(?:tax|vat|dut))|\b(?:not|never)\s+(?:pay|charged|levied|due)\b"
    r"|\btax(?:es)?\s+free\b|\b(?:duty|tax)[- ]free\b|\bzero[- ]rated\b|\btax\s+holidays?\b|(?<!避)(?<!难)(?<!以)免(?:征|除|缴|收|交|税)?|豁免|零关税",
    re.IGNORECASE,
)
TAX = re.compile(
    r"\b(?:vat|value[- ]added|(?:corporate|company|income|profits?|property|stamp|excise|luxury|licence|license|business|patent|registration|sales|purchase|road|personal)\s+(?:and\s+\w+\s+|or\s+\w+\s+)?(?:income\s+)?(?:tax(?:es)?|duty))\b"
    r"|\btax(?:es)?\s+(?:holidays?|exemptions?|free)|(?<!关)税(?!务|率|目|号|则)",
    re.IGNORECASE,
)
DUTY = re.compile(
    r"\b(?:customs|import|extra|additional|countervailing|anti-dumping)(?:\s+and\s+\w+)?\s+(?:dut(?:y|ies)|tariffs?|relief|tax(?:es)?)\b|\bcustoms\b|\bduty[- ]free\b|关税",
    re.IGNORECASE,
)
NOT_GRANTED = re.compile(
    r"\b(?:no|not|without|whether|duration|length|unless|lose|loses|effects?\s+of|instead\s+of|state\s+of)\b[^.;,]{0,30}$|不(?:再|予|得|能)?$|是否",
    re.IGNORECASE,
)


def reliefs_of(text: str) -> tuple[Instrument, ...]:
    """Which reliefs a clause grants: of taxes, of customs duties, or both."""
    found: list[Instrument] = []
    for match in GRANTED.finditer(text):
        if NOT_GRANTED.search(text[max(0, match.start() - 50) : match.start()]):
            continue
        # What is exempt stands behind the word, or directly before it.
        about = text[max(0, match.start() - 40) : match.start()].rsplit(",", 1)[-1] + text[match.start() :]
        if TAX.search(about):
            found.append(Instrument.TAX_EXEMPTION)
        if DUTY.search(about):
            found.append(Instrument.CUSTOMS_RELIEF)
    return tuple(dict.fromkeys(found))
