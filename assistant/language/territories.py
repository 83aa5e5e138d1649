"""Codes and names of countries, regions and currencies: ISO by way of pycountry, names by way of Babel's CLDR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pycountry
from babel import Locale
from babel.numbers import get_territory_currencies

ENDINGS = (" Sheng", " Shi", " Zizhiqu", " Province", " State")
"""What ISO 3166-2 adds to a region's name."""


def is_country_code(code: str) -> bool:
    """Whether a code is one of ISO 3166-1 alpha-2."""
    return len(code) == 2 and code.isupper() and pycountry.countries.get(alpha_2=code) is not None


def is_region_code(code: str) -> bool:
    """Whether a code is one of ISO 3166-2."""
    return pycountry.subdivisions.get(code=code) is not None


def is_currency_code(code: str) -> bool:
    """Whether a code is one of ISO 4217."""
    return pycountry.currencies.get(alpha_3=code) is not None


@lru_cache(maxsize=1)
def region_names() -> dict[str, str]:
    """Names of all regions by their ISO 3166-2 codes, in a language of their country, as the standard has them."""
    return {region.code: region.name for region in pycountry.subdivisions}


class Region(NamedTuple):
    """A part of a country, as ISO 3166-2 has it."""

    code: str
    name: str
    kind: str
    """What the country calls such parts: State, Province, Canton and so on."""


@lru_cache(maxsize=1)
def _regions_by_country() -> dict[str, list[Region]]:
    """All regions in one pass over some five thousand."""
    found: dict[str, list[Region]] = defaultdict(list)
    for region in pycountry.subdivisions:
        found[region.country_code].append(Region(region.code, region.name, region.type))
    return found


def regions_of(country: str) -> Sequence[Region]:
    """The parts of a country, of all levels."""
    return _regions_by_country().get(country, ())


@lru_cache(maxsize=1)
def provinces() -> dict[tuple[str, str], str]:
    """The region that a province lies in, by the country's code and the province's name: ``("IT", "Bari")`` lies in IT-75."""
    return {
        (region.country_code, region.name): region.parent_code
        for region in pycountry.subdivisions
        if region.parent_code is not None
    }


def short_name(name: str) -> str:
    """A region's name without its sort: ``Anhui Sheng`` is Anhui."""
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), name)


@lru_cache(maxsize=4)
def territory_names(language: str) -> dict[str, str]:
    """Names of countries and groupings by their codes, in ``zh`` or ``en``."""
    return {code: str(name) for code, name in Locale(language).territories.items()}


@lru_cache(maxsize=512)
def currency_of(place: str) -> str | None:
    """The currency that is paid with in a country or region by its ISO code; None where it is not known."""
    try:
        codes = get_territory_currencies(place[:2])
    except ValueError:
        return None
    return codes[-1] if codes else None
