"""What a caller restricts a search to, as it comes in."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain import Kind
from assistant.protocols import Filters

Name = Annotated[str, Field(max_length=40)]


class FiltersIn(BaseModel):
    """Only documents that pass all of these are searched; what is left empty restricts nothing."""

    model_config = ConfigDict(extra="forbid")

    jurisdictions: list[Name] = Field(
        default_factory=list,
        max_length=50,
        description="ISO 3166 codes, or `EU`: documents filed under one of them, or under a region or the country of one.",
    )
    topics: list[Name] = Field(default_factory=list, max_length=50, description="Such as `tariffs-trade`.")
    kinds: list[Kind] = Field(default_factory=list, max_length=10)

    def value(self) -> Filters:
        """The value that retrieval takes."""
        return Filters(tuple(code.upper() for code in self.jurisdictions), tuple(self.topics), tuple(self.kinds))
