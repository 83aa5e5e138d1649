"""What an amount or rate counts for: a vehicle, a year, a kilowatt-hour."""

from __future__ import annotations

import re
from functools import lru_cache

PER = {
    "vehicle": r"vehicles?|cars?|trucks?|bus(?:es)?|minibuses|coach(?:es)?|vans?|lorr(?:y|ies)|tractors?|tax(?:i|is)|unit\s+sold|辆(?:车)?|台(?:车)?|部车",
    "MWh": r"mwh|megawatt[- ]hours?|兆瓦时",
    "kWh": r"kwh|kilowatt[- ]hours?|千瓦时|度电",
    "kW": r"kw|kilowatts?|千瓦(?!时)",
    "year": r"year|annum|yearly|annually|年",
    "month": r"month|月",
    "tonne": r"tonnes?|tons?|吨",
    "kg": r"kg|kilograms?|公斤|千克",
    "job": r"(?:new\s+)?jobs?|posts?|workplaces?|个?(?:新增)?(?:就业)?岗位",
    "person": r"employees?|workers?|persons?|people|heads?|trainees?|apprentices?|engineers?|researchers?|graduates?|人次?|名(?:[\u4e00-\u9fff]{0,6}?(?:人|员工|工程师|学员|职工|工人|学徒|毕业生|技工))?|位(?:员工|专家)",
    "company": r"compan(?:y|ies)|enterprises?|firms?|undertakings?|beneficiar(?:y|ies)|applicants?|borrowers?|recipients?|participants?|investors?|entit(?:y|ies)|manufacturers?|makers?|assemblers?|operators?|[家个户]?企业|家单位|家(?!庭)|户(?!家庭)",
    "group": r"groups?|集团",
    "mile": r"miles?",
    "MW": r"mw|megawatts?|兆瓦(?!时)",
    "project": r"projects?|个?项目",
    "child": r"child(?:ren)?|(?:个|名)?(?:孩子?|子女|儿童)",
    "household": r"households?|family|户家庭",
    "gram": r"g(?:ram)?|克",
    "cell": r"cells?|块",
    "item": r"items?|pieces?|unit|件|个",
    "container": r"containers?|teu|feu|集装箱|箱",
    "day": r"day|天|日",
    "square metre": r"square\s+met(?:re|er)s?|sq\.?\s?m|m²|m2|平方米|平米",
    "hectare": r"hectares?|ha|acres?|公顷|亩",
    "hour": r"hours?|小时",
    "kilometre": r"kilomet(?:re|er)s?|km|公里",
}
_PER_NAMES = "|".join(f"(?P<n{place}>{names})" for place, names in enumerate(PER.values()))
_PER_LATER = "|".join(f"(?P<m{place}>{names})" for place, names in enumerate(PER.values()))
PER_AFTER = re.compile(
    rf"\s*(?:[)）]\s*)?(?:in\s+aid\s+|of\s+aid\s+)?(?:/\s*|\b(?:for\s+)?(?:an?|one)\s+(?:new\s+|used\s+|electric\s+|eligible\s+)*|\b(?:per|each|for\s+each|for\s+every)\s+(?:[a-z-]+\s+){{0,2}}?|每)(?:{_PER_NAMES})(?![a-z])",
    re.IGNORECASE,
)
PER_AFTER_ADVERB = re.compile(r"\s*(?:yearly|annually|a year|annual)\b", re.IGNORECASE)
EACH = re.compile(r"\s*(?:each|apiece)\b(?!\s+\w)|[/／]\s*(?:each|unit)\b", re.IGNORECASE)
PER_BEFORE = re.compile(
    rf"(?:\b(?:per|each|every)\s+|每(?:销售|生产|新增|出口|购买|建成|回收|安装|招用|引进)?一?)(?:{_PER_NAMES})[^\d,;，；]{{0,16}}$|(?P<bought>(?:购买|购置|置换|报废|换购|新购)[^，,。；;\d]{{0,12}}车[^，,。；;\d]{{0,8}}$)|(?:\bfor\s+(?:each|every)|(?:^|[.;,:]\s*)(?:each|every))\s+(?:[\w-]+\s+){{0,2}}?(?:{_PER_LATER})\b[^\d.;,:]{{0,60}},?\s*$",
    re.IGNORECASE,
)

PER_IN = re.compile(
    rf"(?:\bper\s+(?:\w+\s+)?|每一?|元\s*[/／]\s*|单(?=[台辆]))(?:{_PER_NAMES})(?![a-z])|(?P<car>单车|每车)",
    re.IGNORECASE,
)


UNIT = re.compile(r"\bunit", re.IGNORECASE)
VEHICLES = re.compile(r"\b(?:cars?|vehicles?|trucks?|lorr(?:y|ies)|buses|vans?)\b", re.IGNORECASE)


def per_of(text: str, start: int, end: int) -> str | None:
    """What the words beside a figure say that it counts for."""
    match = PER_AFTER.match(text, end) or PER_BEFORE.search(text[max(0, start - 80) : start])
    if match is None:
        if PER_AFTER_ADVERB.match(text, end):
            return "year"
        return None if EACH.match(text, end) is None else "vehicle" if VEHICLES.search(text) else "item"
    names = list(PER)
    groups = match.groupdict()
    if groups.get("bought"):
        return "vehicle"
    name = next(names[place] for place in range(len(names)) if groups[f"n{place}"] or groups.get(f"m{place}"))
    # "Per unit" counts what the sentence speaks of.
    return "vehicle" if name == "item" and UNIT.search(match.group()) and VEHICLES.search(text) else name


@lru_cache(maxsize=1024)
def per_in(text: str) -> str | None:
    """What a heading or label says that amounts count for: ``Subsidy per passenger car``."""
    match = PER_IN.search(text)
    if match is None:
        return None
    if match["car"]:
        return "vehicle"
    names = list(PER)
    return next(names[place] for place in range(len(names)) if match[f"n{place}"])
