"""All settings in one place: environment ``GOGLOBAL_*``, an ``.env`` file, or flags."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

PREFIX = "GOGLOBAL_"


class Settings(BaseSettings):
    """What can be set. Read it with :func:`read_settings`, which explains mistakes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(Path(".data"), description="Folder that holds all state: catalogue, indexes, caches.")
    host: str = Field("127.0.0.1", description="Address that `goglobal serve` listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port that `goglobal serve` listens on; 0 takes a free one.")
    embedder: str = Field(
        "use-multilingual",
        min_length=1,
        description="`use-multilingual` or `wordllama` (both embedded, offline), or a LangChain name such as "
        "`openai:text-embedding-3-small`.",
    )
    embedding_batch: int = Field(256, ge=1, le=5000, description="Passages that are embedded at a time.")
    chroma_url: str | None = Field(
        None, description="Address of a Chroma server, such as `http://chroma:8000`; embedded Chroma when not set."
    )
    reranker: str = Field(
        "",
        description="A cross-encoder that reads the best passages again: `sentence-transformers:MODEL_OR_FOLDER`, or the "
        "address of an endpoint such as `http://127.0.0.1:8080/v1/rerank`; none when empty.",
    )
    reranker_model: str = Field("", description="Model that the reranking endpoint is asked for.")
    reranker_api_key: SecretStr = Field(SecretStr(""), description="Key for the reranking endpoint.")
    reranker_timeout: float = Field(3.0, gt=0, description="Seconds to wait for the reranking endpoint.")
    reranker_depth: int = Field(20, ge=2, le=100, description="Best passages that are read again.")
    glossary: Path | None = Field(
        None, description="File with terms and names of your own in both languages, beside those of the product."
    )
    handover: bool = Field(True, description="Whether answers offer to pass the conversation on to a person.")
    enquiry_days: int = Field(
        90, ge=1, le=3650, description="Days after which the contact data of a passed-on conversation is deleted."
    )
    visitor_minutes: int = Field(
        15,
        ge=1,
        le=1440,
        description="Minutes that a visitor token of an embedded widget is good for; it renews itself.",
    )
    top_k: int = Field(8, ge=1, le=100, description="Passages that an answer is sought in.")
    question_limit: int = Field(8000, ge=100, description="Longest question in characters.")
    lock_timeout: float = Field(30.0, gt=0, description="Seconds to wait for a process that holds the indexes.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="Least level that is logged."
    )

    @field_validator("data_dir", mode="before")
    @classmethod
    def _folder_has_a_name(cls, value: object) -> object:
        # An empty path would be the working folder, and strew files into it.
        if not str(value).strip():
            raise PydanticCustomError("folder", "the path of a folder")
        return value

    @field_validator("glossary", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value if value is None or str(value).strip() else None

    @property
    def catalogue_url(self) -> str:
        """SQLAlchemy address of the catalogue."""
        return f"sqlite:///{self.data_dir / 'catalogue.sqlite'}"


def read_settings(**flags: Any) -> Settings:
    """Settings from flags (those that are not None), then the environment, then ``.env``, then defaults.

    Raises:
        SettingsError: names each wrong variable, its value and what was expected.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        problems = []
        for problem in error.errors():
            name = str(problem["loc"][0])
            shown = f"--{name.replace('_', '-')}" if name in given else f"{PREFIX}{name.upper()}"
            expected = problem["msg"].removeprefix("Input should be ")
            problems.append(f"{shown} is {problem['input']!r}; expected {expected}")
        raise SettingsError(problems) from error
