"""All settings in one place: environment ``GOGLOBAL_*``, an ``.env`` file, or flags."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

PREFIX = "GOGLOBAL_"
POSTGRESQL = ("postgresql://", "postgres://")


CHAT_TASKS = frozenset({"answer", "rewrite", "translate", "quotes", "follow_ups", "measures"})
"""What a chat model can do; whatever it does not do is done without one."""


def tasks_of(value: str) -> frozenset[str]:
    """The tasks of a list with commas."""
    return frozenset(part.strip() for part in value.split(",") if part.strip())


class Settings(BaseSettings):
    """What can be set. Read it with :func:`read_settings`, which explains mistakes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(Path(".data"), description="Folder that holds all state: catalogue, indexes, caches.")
    catalogue_url: SecretStr = Field(
        SecretStr(""),
        description="A PostgreSQL database for the catalogue, such as `postgresql://user:password@host/goglobal`; SQLite "
        "in the data folder when empty.",
    )
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
    chat_model: str = Field(
        "",
        description="A chat model that writes the answers, by LangChain's name: `openai:gpt-4.1-mini`, `anthropic:…`, "
        "`ollama:…`; none when empty.",
    )
    chat_base_url: str = Field("", description="Address of the model's server, such as `http://127.0.0.1:8001/v1`.")
    chat_api_key: SecretStr = Field(SecretStr(""), description="Key for it; else the provider's own variable.")
    chat_tasks: str = Field(
        "answer,rewrite",
        description="What the chat model does, with commas: answer, rewrite, translate, quotes, follow_ups, measures.",
    )
    chat_temperature: float | None = Field(
        0.0, ge=0, le=2, description="Temperature; empty for models that take none but their own."
    )
    chat_timeout: float = Field(60.0, gt=0, description="Seconds within which the chat model must have answered.")
    chat_silence: float = Field(20.0, gt=0, description="Seconds to wait for its first, and for its next words.")
    chat_retries: int = Field(2, ge=0, le=10, description="How often it is asked again after an error.")
    chat_backoff: float = Field(0.5, gt=0, description="Seconds before the first of these; each waits twice as long.")
    chat_pause: float = Field(
        30.0, gt=0, description="Seconds for which a chat model that keeps failing is left alone."
    )
    chat_concurrency: int = Field(8, ge=1, description="Requests to the chat model at the same time.")
    chat_answer_tokens: int = Field(1200, ge=50, description="Most tokens of a written answer.")
    chat_evidence_tokens: int = Field(6000, ge=200, description="Most tokens of the passages that it writes from.")
    chat_repairs: int = Field(2, ge=0, le=10, description="Sentences of an answer that it is asked to mend.")
    chat_judge: str = Field(
        "",
        description="Who is asked where the wording leaves open whether a sentence is supported: a chat model, or nli:FOLDER.",
    )
    chat_tokens_per_day: int = Field(0, ge=0, description="Most tokens of a day (UTC); 0 sets no limit.")
    chat_tokens_per_conversation: int = Field(0, ge=0, description="Most tokens of a conversation; 0 sets no limit.")
    chat_cost_per_day: float = Field(0.0, ge=0, description="Most that a day may cost; 0 sets no limit.")
    chat_cost_per_conversation: float = Field(0.0, ge=0, description="Most that a conversation may cost; 0: no limit.")
    chat_price_in: float = Field(0.0, ge=0, description="Price of a million tokens that are sent, in any currency.")
    chat_price_out: float = Field(0.0, ge=0, description="Price of a million tokens that come back.")
    chat_tracing: Literal["off", "langsmith", "opentelemetry"] = Field(
        "off", description="Where LangChain's callbacks report requests to."
    )
    glossary: Path | None = Field(
        None, description="File with terms and names of your own in both languages, beside those of the product."
    )
    fetch_networks: str = Field(
        "",
        description="Private networks that documents may be fetched from, with commas, such as `10.20.0.0/16`; otherwise "
        "only public addresses are.",
    )
    fetch_proxy: str = Field("", description="HTTP proxy that documents are fetched through, `http://proxy:3128`.")
    fetch_contact: str = Field("", description="Address that sites can write to, told in the User-Agent.")
    fetch_timeout: float = Field(120.0, gt=0, description="Seconds that fetching one document may take.")
    fetch_largest: int = Field(100, ge=1, le=400, description="Megabytes of the largest document that is fetched.")
    fetch_pause: float = Field(1.0, ge=0, le=60, description="Seconds between two requests to one host.")
    fetch_wait: float = Field(
        60.0, ge=0, description="Most seconds to wait when a site says that it is busy (Retry-After)."
    )
    ingest_workers: int = Field(
        0, ge=0, le=64, description="Processes that read files at the same time; 0 takes one a processor, at most 8."
    )
    ingest_seconds: float = Field(300.0, gt=0, description="Longest time that reading one file may take.")
    ingest_memory_mb: int = Field(
        768, ge=256, description="Most memory of a process that reads files, on Linux; 200 MB of it are the program's."
    )
    handover: bool = Field(True, description="Whether answers offer to pass the conversation on to a person.")
    enquiry_days: int = Field(
        90, ge=1, le=3650, description="Days after which the contact data of a passed-on conversation is deleted."
    )
    keep_originals: bool = Field(
        True,
        description="Whether PDF files are kept in the data folder, so that the source reader can show their pages.",
    )
    visitor_minutes: int = Field(
        15,
        ge=1,
        le=1440,
        description="Minutes that a visitor token of an embedded widget is good for; it renews itself.",
    )
    upload_limit: int = Field(
        500, ge=1, le=100_000, description="Most MB of one upload over HTTP, all its files together."
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

    @field_validator("chat_temperature", mode="before")
    @classmethod
    def _empty_is_no_temperature(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("chat_tasks")
    @classmethod
    def _tasks_are_known(cls, value: str) -> str:
        if unknown := sorted(tasks_of(value) - CHAT_TASKS):
            known = ", ".join(sorted(CHAT_TASKS))
            raise PydanticCustomError(
                "tasks", "some of {known}; unknown: {unknown}", {"known": known, "unknown": ", ".join(unknown)}
            )
        return value

    @field_validator("fetch_networks")
    @classmethod
    def _networks_are_known(cls, value: str) -> str:
        for part in value.split(","):
            try:
                ip_network(part.strip() or "::/128")
            except ValueError as error:
                raise PydanticCustomError("networks", "networks such as 10.20.0.0/16, with commas") from error
        return value

    @field_validator("fetch_proxy")
    @classmethod
    def _proxy_is_an_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise PydanticCustomError("proxy", "an address such as http://proxy.example:3128")
        return value

    @field_validator("fetch_contact")
    @classmethod
    def _contact_fits_a_header(cls, value: str) -> str:
        if not (value.isascii() and value.isprintable()):
            raise PydanticCustomError("contact", "an address in plain ASCII letters")
        return value

    @field_validator("catalogue_url")
    @classmethod
    def _catalogue_is_postgresql(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value().strip() and not value.get_secret_value().startswith(POSTGRESQL):
            raise PydanticCustomError("catalogue", "an address that begins with postgresql://, or nothing")
        return SecretStr(value.get_secret_value().strip())

    @property
    def database(self) -> str:
        """SQLAlchemy address of the catalogue. It may hold a password: not for logs."""
        given = self.catalogue_url.get_secret_value()
        if not given:
            return f"sqlite:///{self.data_dir / 'catalogue.sqlite'}"
        return f"postgresql+psycopg://{given.split('://', 1)[1]}"


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
            secret = Settings.model_fields[name].annotation is SecretStr
            value = "not right" if secret else repr(problem["input"])
            problems.append(f"{shown} is {value}; expected {expected}")
        raise SettingsError(problems) from error
