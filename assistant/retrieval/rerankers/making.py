"""The dispatch from settings to a reranker."""

from __future__ import annotations

from assistant.errors import SettingsError
from assistant.protocols import Reranker
from assistant.settings import Settings

LOCAL = "sentence-transformers:"


def make_reranker(settings: Settings) -> Reranker | None:
    """The reranker of the settings; None when there is none.

    Raises:
        SettingsError: the setting is of no known form, or a package or folder is missing.
    """
    name = settings.reranker.strip()
    if not name:
        return None
    if name.startswith(LOCAL):
        from assistant.retrieval.rerankers.cross_encoder import CrossEncoderReranker

        return CrossEncoderReranker(name.removeprefix(LOCAL))
    if name.lower().startswith(("http://", "https://")):
        from assistant.retrieval.rerankers.endpoint import EndpointReranker

        return EndpointReranker(
            name,
            model=settings.reranker_model,
            api_key=settings.reranker_api_key.get_secret_value().strip(),
            timeout=settings.reranker_timeout,
        )
    raise SettingsError(
        [
            f"GOGLOBAL_RERANKER is {name!r}; expected sentence-transformers:MODEL_OR_FOLDER, "
            "or an address such as http://127.0.0.1:8080/v1/rerank"
        ]
    )
