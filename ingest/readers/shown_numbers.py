"""Values of a workbook's cells as the sheet shows them: ``0.15`` under ``0%`` is ``15%``."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_DIGITS = re.compile(r"[#0?][#0?,.]*(?:E\+0+)?")


def shown(value: object, number_format: str) -> str:
    """The text of a cell. Dates are written as YYYY-MM-DD, whatever order the sheet gives their parts.

    Args:
        value: what the cell holds: text, number, truth value, date, time, or nothing.
        number_format: Excel's format code, such as ``#,##0.00`` or ``"€"0.0,,"m"``.
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime():
            return _moment(value, number_format)
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case int() | float():
            return _number(value, number_format)
    return str(value)


def _moment(value: datetime, number_format: str) -> str:
    code = _BRACKETED.sub("", _LITERAL.sub("", number_format)).lower()
    if "y" in code and "d" not in code and "h" not in code:
        return f"{value:%Y-%m}" if "m" in code else f"{value:%Y}"
    if value.time() != time() and "h" in code:
        return f"{value:%Y-%m-%d %H:%M}"
    return value.date().isoformat()


def _number(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    code = sections[0]
    negative_section = value < 0 and len(sections) > 1 and bool(_DIGITS.search(sections[1]))
    if negative_section:
        code, value = sections[1], -value
    elif value == 0 and len(sections) > 2 and not _DIGITS.search(sections[2]):
        return _literal(sections[2]).strip()
    code = _BRACKETED.sub("", _CURRENCY.sub(lambda match: f'"{match[1]}"' if match[1] else "", code))
    bare = _LITERAL.sub(lambda match: "\0" * len(match[0]), code)
    digits = _DIGITS.search(bare)
    if digits is None or "General" in code:
        return _plain(value)
    before, after = code[: digits.start()], code[digits.end() :]
    percent = "%" in bare
    scaled = Decimal(repr(value)) * (100 if percent else 1)
    pattern = digits[0].rstrip(",")
    scaled /= 1000 ** (len(digits[0]) - len(pattern))
    return f"{_literal(before)}{_formatted(scaled, pattern)}{_literal(after)}".strip()


def _formatted(value: Decimal, pattern: str) -> str:
    if "E+" in pattern:
        mantissa = pattern.split("E+")[0].partition(".")[2]
        return f"{value:.{len(mantissa)}E}"
    whole, _, fraction = pattern.replace("?", "#").partition(".")
    rounded = round(value, len(fraction)) if abs(value) < 10**15 else value
    text = f"{rounded:{',' if ',' in whole else ''}.{len(fraction)}f}"
    before, _, after = text.partition(".")
    after = after[: fraction.count("0")] + after[fraction.count("0") :].rstrip("0")
    sign = "-" if before.startswith("-") else ""
    before = before.removeprefix("-").zfill(whole.count("0"))
    return f"{sign}{before}.{after}" if after else f"{sign}{before}"


def _literal(code: str) -> str:
    """Words that a format puts around the number; fill and padding marks show nothing."""
    return _LITERAL.sub(lambda match: match[1] or match[2] or "", code)


def _plain(value: float) -> str:
    """A number in the general format: at most eleven digits, no trailing zeros."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.11g}"
