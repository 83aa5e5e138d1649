"""Codes and names of countries, regions and currencies: ISO by way of pycountry, names by way of Babel's CLDR."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

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


def regions_of(country: str, *, kinds: Collection[str]) -> dict[str, str]:
    """Codes of a country's regions by their names, as far as they are of some kinds of ISO 3166-2, such as ``State``."""
    return {
        region.name: region.code
        for region in pycountry.subdivisions
        if region.country_code == country and region.type in kinds
    }


def currencies_of(country: str) -> list[str]:
    """The currencies that a country pays with, the newest last; none where it is not known."""
    try:
        return get_territory_currencies(country)
    except ValueError:
        return []


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
