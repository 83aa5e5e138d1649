"""What goes wrong with questions, conversations, and what is passed on to people."""

from __future__ import annotations

from assistant.errors.base import AdvisoryError
from assistant.errors.storing import CatalogueError


class QuestionError(AdvisoryError):
    """The question is empty or longer than an adviser can read."""

    exit_code = 2


class MeasureCallError(AdvisoryError):
    """What was asked of measures cannot be: a figure that is none, dates upside down, a programme that nobody knows."""

    exit_code = 2

    def __init__(self, *, en: str, zh: str) -> None:
        self.said = {"en": en, "zh": zh}
        super().__init__(f"{en} {zh}")


class UnknownConversation(CatalogueError):
    """No conversation has this id."""

    def __init__(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        super().__init__(f"There is no conversation {conversation_id!r}. Leave the id out to begin a new one.")


class ConversationBusy(CatalogueError):
    """Another question of the conversation is still being answered."""

    def __init__(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        super().__init__(
            "Other questions of this conversation are still being answered, and this one was not taken. Send it again when "
            "they are. 此对话的其他问题仍在回答，这个问题未被受理，请稍后再发。"
        )


class UnknownTurn(CatalogueError):
    """The conversation has no turn of this number."""

    def __init__(self, conversation_id: str, number: int) -> None:
        self.conversation_id = conversation_id
        self.number = number
        super().__init__(f"Conversation {conversation_id!r} has no turn {number}. Its answers say their numbers.")


class RequestReused(CatalogueError):
    """A request id came again with another question, or with other files."""

    def __init__(self, request: str, *, sent: str = "question") -> None:
        self.request = request
        super().__init__(f"The request {request!r} has come before with another {sent}. Make a new id for each {sent}.")


class UnknownSiteKey(CatalogueError):
    """No site key of this id, or none that is not revoked."""

    def __init__(self, key_id: str) -> None:
        self.key_id = key_id
        super().__init__(f"There is no site key {key_id!r}. `goglobal keys list` shows all.")


class InvalidOrigin(AdvisoryError):
    """What was given is not the origin of a site."""

    exit_code = 2

    def __init__(self, origin: str) -> None:
        self.origin = origin
        super().__init__(
            f"{origin!r} is not an origin. Write scheme and host alone, such as https://www.partner.example."
        )


class UnknownEnquiry(CatalogueError):
    """No enquiry has this id."""

    def __init__(self, enquiry_id: str) -> None:
        self.enquiry_id = enquiry_id
        super().__init__(f"There is no enquiry {enquiry_id!r}. `goglobal enquiries list` shows all.")


class TooManyEnquiries(CatalogueError):
    """A conversation has been passed on as often as it may be."""

    def __init__(self, conversation_id: str, most: int) -> None:
        self.conversation_id = conversation_id
        self.most = most
        super().__init__(
            f"This conversation has been passed on {most} times already; the staff have it. Begin a new conversation for "
            f"another matter. 此对话已转交{most}次，工作人员已收到；如有其他问题，请新开对话。"
        )


class HandoverOff(CatalogueError):
    """This installation has nobody to pass enquiries on to."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody takes enquiries here (GOGLOBAL_HANDOVER is off), and nothing has been kept. "
            "此处未开通人工服务，未保存任何内容。"
        )
