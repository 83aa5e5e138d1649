"""The profile of the company that asks, as it comes in: limits, and what each field means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.domain import Profile

Words = Annotated[str, Field(max_length=80)]


class ProfileIn(BaseModel):
    """A short profile of the company that asks. It shapes what is looked at first; no answer states it as a fact."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    sector: Words | None = Field(None, description="Such as `battery cells` or `整车`.")
    size: Words | None = Field(None, description="Such as `SME` or `大型企业`.")
    home: Words | None = Field(None, description="Where it is at home.")
    markets: list[Words] = Field(
        default_factory=list,
        max_length=10,
        description="Countries or regions that it looks at, by name in either language.",
    )
    stage: Words | None = Field(None, description="Such as `exporting` or `建厂选址`.")

    @field_validator("*", mode="before")
    @classmethod
    def _storable(cls, value: object) -> object:
        return [storable(item) for item in value] if isinstance(value, list) else storable(value)

    def value(self) -> Profile:
        """The domain's value; names that are blank are left out."""
        return Profile(
            sector=self.sector or None,
            size=self.size or None,
            home=self.home or None,
            markets=tuple(dict.fromkeys(market for market in self.markets if market)),
            stage=self.stage or None,
        )


def storable(value: object) -> object:
    """Text without what no database and no answer can hold: JSON can escape half an emoji and a NUL."""
    return value.encode("utf-8", "ignore").decode().replace("\0", "") if isinstance(value, str) else value


def profile_of(pairs: Sequence[str]) -> ProfileIn | None:
    """The profile that words such as ``markets=Hungary,Poland`` make; None without any.

    Raises:
        ValueError: says which of them does not hold, and why.
    """
    values: dict[str, object] = {}
    for pair in pairs:
        key, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or key not in ProfileIn.model_fields:
            raise ValueError(f"{pair!r} is not KEY=VALUE with one of {', '.join(ProfileIn.model_fields)}")
        values[key] = [name.strip() for name in re.split(r"[,，、]", value)] if key == "markets" else value
    try:
        return ProfileIn.model_validate(values) if values else None
    except ValidationError as error:
        raise ValueError("; ".join(f"{item['loc'][0]}: {item['msg']}" for item in error.errors())) from error
