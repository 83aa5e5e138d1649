"""What a number counts or measures, in both languages, so that 6 months are not taken for 6 years."""

from __future__ import annotations

import re

FAMILIES: dict[str, dict[str, tuple[str, ...]]] = {
    "time": {
        "year": ("years", "year", "年"),
        "month": ("months", "month", "个月"),
        "week": ("weeks", "week", "周", "个星期", "星期"),
        "day": ("working days", "business days", "days", "day", "个工作日", "工作日", "天", "日"),
        "hour": ("hours", "hour", "个小时", "小时"),
        "minute": ("minutes", "minute", "分钟"),
    },
    "energy": {"kWh": ("kwh", "千瓦时"), "MWh": ("mwh", "兆瓦时"), "GWh": ("gwh", "吉瓦时"), "TWh": ("twh", "太瓦时")},
    "power": {"kW": ("kw", "千瓦"), "MW": ("mw", "兆瓦"), "GW": ("gw", "吉瓦")},
    "length": {"km": ("kilometres", "kilometers", "km", "公里", "千米"), "mile": ("miles", "英里"), "m": ("metres", "meters", "米")},
    "area": {
        "m2": ("square metres", "square meters", "sq m", "m²", "m2", "平方米", "平米"),
        "hectare": ("hectares", "hectare", "ha", "公顷"),
        "km2": ("square kilometres", "square kilometers", "km²", "km2", "平方公里"),
        "mu": ("mu", "亩"),
    },
    "mass": {"tonne": ("tonnes", "tonne", "tons", "ton", "吨"), "kg": ("kilograms", "kg", "公斤", "千克")},
    "share": {"permille": ("‰", "per mille")},
}  # fmt: skip
"""Measures that cannot stand for one another, by what they measure."""

_NAMES = {name: unit for units in FAMILIES.values() for unit, names in units.items() for name in names}
_FAMILY = {unit: family for family, units in FAMILIES.items() for unit in units}
_ANY = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
_UNIT = re.compile(rf"[\s\-]*(?:consecutive |calendar |full |more )?(?P<unit>{_ANY})(?![a-z])", re.IGNORECASE)
_PLACE_OR_ORDER = re.compile(r"日本|米兰|年(?:[级度]|轻)|天津|周边|日(?:元|内瓦)")
"""Begins with the characters of a unit and is none."""


def unit_after(text: str, place: int) -> str | None:
    """The measure that stands behind a number; None when there is none that is known."""
    match = _UNIT.match(text, place)
    if match is None or _PLACE_OR_ORDER.match(text, match.start("unit")):
        return None
    return _NAMES[match["unit"].casefold()]


def family_of(unit: str) -> str:
    """What a measure measures."""
    return _FAMILY[unit]
