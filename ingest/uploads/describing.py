"""The fields of an upload's form, as the API's document shows them."""

from __future__ import annotations

from typing import Any

from assistant.domain import Access, Kind
from ingest.metadata import CONFIDENCE, LANGUAGES, TOPICS

_DATE = "YYYY, YYYY-MM or YYYY-MM-DD."


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


FIELDS_OF_FORM: dict[str, Any] = {
    "files": {
        "type": "array",
        "items": {"type": "string", "format": "binary"},
        "minItems": 1,
        "maxItems": 200,
        "description": "The files, each with its name.",
    },
    "request": _text(
        "A random id that you make for each upload. Sent again with the same files, it is answered with the same job.",
        pattern="^[A-Za-z0-9_-]{16,64}$",
    ),
    "id": _text("Id of the document; of a single file only.", pattern="^[a-z0-9][a-z0-9._-]{0,119}$"),
    "title": _text("Title; of a single file only."),
    "kind": _text("Kind of document.", enum=[kind.value for kind in Kind]),
    "jurisdiction": {
        "type": "array",
        "items": {"type": "string"},
        "description": "ISO 3166 codes such as ES or ES-CT, or EU; the field comes once for each.",
    },
    "topics": {
        "type": "array",
        "items": {"type": "string", "enum": sorted(TOPICS)},
        "description": "Topics; the field comes once for each.",
    },
    "publisher": _text("Who published it."),
    "published": _text(_DATE),
    "valid_from": _text(_DATE),
    "valid_until": _text(_DATE),
    "language": _text("Language of the document.", enum=sorted(LANGUAGES)),
    "source": _text("Where the document says its facts come from."),
    "confidence": _text("How sure its facts are.", enum=sorted(CONFIDENCE)),
    "retrieved": _text(f"When it was fetched: {_DATE}"),
    "access": _text("Who may read it; public when not said.", enum=[level.value for level in Access]),
}
