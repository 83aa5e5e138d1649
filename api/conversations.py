"""``/v1/conversations``: what was asked and answered, to be read again and deleted."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path

from api.access import TOKEN_OPTIONAL, AccessDep
from api.parts import AdvisoryDep
from api.problems import documented
from assistant.records import ConversationOut

router = APIRouter(
    prefix="/v1/conversations",
    tags=["conversations"],
    responses=documented(
        {
            HTTPStatus.UNAUTHORIZED: "The token is not known.",
            HTTPStatus.NOT_FOUND: "No such conversation for this caller.",
            HTTPStatus.UNPROCESSABLE_ENTITY: "The id cannot be read.",
        }
    ),
)

ConversationId = Annotated[str, Path(description="Id, as each of its answers has it; nobody can guess it.")]


@router.get("/{conversation_id}", openapi_extra=TOKEN_OPTIONAL, summary="A conversation with its answers")
def show_conversation(conversation_id: ConversationId, advisory: AdvisoryDep, access: AccessDep) -> ConversationOut:
    """All turns with their citations as they were given.

    Each citation opens the same words again after days; when its document has been replaced or removed since, it says so.
    """
    return ConversationOut.of(advisory.catalogue.conversations.get(conversation_id, access=access))


@router.delete(
    "/{conversation_id}",
    status_code=HTTPStatus.NO_CONTENT,
    openapi_extra=TOKEN_OPTIONAL,
    summary="Delete a conversation",
)
def delete_conversation(conversation_id: ConversationId, advisory: AdvisoryDep, access: AccessDep) -> None:
    """Delete a conversation with all its turns; it can be neither read nor gone on with any more."""
    advisory.catalogue.conversations.delete(conversation_id, access=access)
