"""What a chat model claims to have read, as it comes: records in JSON, each with the words that it rests on.

A claim is nothing but text of a stranger: :mod:`assistant.measures.extraction.proving` decides what of it holds.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.measure import Instrument

FENCED = re.compile(r"```(?:json)?\s*(?P<inside>.*?)```", re.DOTALL)
LONGEST_QUOTE = 1_000
MOST_CLAIMS = 80
"""Records of one part of a document; a model that finds more has lost its way."""


class Claim(BaseModel):
    """One measure as a model states it; rates in percent, sums in units of the currency, dates in ISO form."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    quote: str = Field(
        min_length=4, max_length=LONGEST_QUOTE, description="exact words of the text that hold every value"
    )
    instrument: Instrument
    jurisdiction: str | None = Field(default=None, description="ISO 3166 code of who grants or demands it")
    applies_to: str | None = Field(default=None, description="to whom or what it applies, in words of the quote")
    rate_low: Decimal | None = None
    rate_high: Decimal | None = Field(default=None, description="alone for 'up to'; both the same for a plain rate")
    amount_low: Decimal | None = None
    amount_high: Decimal | None = None
    currency: str | None = Field(default=None, description="ISO 4217 code of all sums")
    per: str | None = Field(default=None, description="vehicle, kWh, year, tonne, ...")
    cap: Decimal | None = None
    floor: Decimal | None = None
    minimum_investment: Decimal | None = None
    maximum_investment: Decimal | None = None
    budget: Decimal | None = None
    starts: str | None = None
    ends: str | None = None
    opens: str | None = Field(default=None, description="first day to apply")
    closes: str | None = Field(default=None, description="last day to apply")


def schema() -> dict[str, Any]:
    """The JSON schema of a reply, for the prompt."""
    return {"type": "array", "maxItems": MOST_CLAIMS, "items": Claim.model_json_schema()}


def claims_in(reply: str) -> list[Claim]:
    """The records of a reply, those left out that are none; nothing when the reply is no JSON."""
    fenced = FENCED.search(reply)
    text = fenced["inside"] if fenced else reply
    start, end = text.find("["), text.rfind("]")
    try:
        found = json.loads(text[start : end + 1], parse_float=Decimal) if 0 <= start < end else []
    except (ValueError, RecursionError):
        return []
    claims = []
    for entry in found[:MOST_CLAIMS] if isinstance(found, list) else []:
        try:
            claims.append(Claim.model_validate(entry))
        except ValidationError:
            continue
    return claims
