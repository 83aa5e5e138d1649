"""Enquiries: queued once, personal data apart and gone in time, nothing of it in messages of errors."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from assistant.bootstrap import Catalogue
from assistant.catalogue.engine import now, writing
from assistant.catalogue.enquiries import Message, Queued
from assistant.catalogue.tables import enquiry_contacts
from assistant.domain import Access
from assistant.enquiry import MOST_OF_ONE_CONVERSATION, EnquiryStatus
from assistant.errors import TooManyEnquiries, UnknownConversation, UnknownEnquiry
from assistant.settings import Settings
from tests.catalogue.test_conversations import answer


def queue(catalogue: Catalogue, conversation: str, *, access: Access = Access.PUBLIC, **written: str) -> Queued:
    """Queue a message of a conversation."""
    message = Message(conversation, **{"contact": "li@example.com", "name": "李敏", "message": "匈牙利?"} | written)
    return catalogue.enquiries.add(message, access=access, consent="I agree.", keep_days=90)


def contacts(catalogue: Catalogue) -> int:
    """How many rows hold personal data."""
    with catalogue.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(enquiry_contacts)).scalar_one())


@pytest.fixture
def conversation(catalogue: Catalogue) -> str:
    return catalogue.conversations.begin(access=Access.PUBLIC)


def test_an_enquiry_is_queued_with_the_turns_so_far(catalogue: Catalogue, conversation: str) -> None:
    for number in (1, 2):
        catalogue.conversations.add(answer(conversation, number))
    enquiry = queue(catalogue, conversation).enquiry
    catalogue.conversations.add(answer(conversation, 3))

    assert catalogue.enquiries.get(enquiry.id) == enquiry
    assert (enquiry.status, enquiry.turns, enquiry.consent) == (EnquiryStatus.QUEUED, 2, "I agree.")
    assert enquiry.contact is not None
    assert (enquiry.contact.name, enquiry.contact.contact, enquiry.contact.message) == (
        "李敏",
        "li@example.com",
        "匈牙利?",
    )
    assert enquiry.contact.delete_after - enquiry.created_at == timedelta(days=90)
    passed_on = catalogue.passed_on(enquiry, access=Access.STAFF)
    assert [turn.turn for turn in passed_on] == [1, 2]


def test_the_same_message_is_queued_once_and_another_again(catalogue: Catalogue, conversation: str) -> None:
    first, again, other = (queue(catalogue, conversation, message=words) for words in ("a", "a", "b"))

    assert (first.new, again.new, other.new) == (True, False, True)
    assert again.enquiry == first.enquiry
    assert [enquiry.id for enquiry in catalogue.enquiries.all()] == [first.enquiry.id, other.enquiry.id]


def test_the_same_message_sent_by_several_at_once_is_queued_once(settings: Settings) -> None:
    catalogues = [Catalogue(settings) for _ in range(4)]
    conversation = catalogues[0].conversations.begin(access=Access.PUBLIC)
    queued: list[Queued] = []

    def send(one: Catalogue) -> None:
        queued.append(queue(one, conversation))

    threads = [threading.Thread(target=send, args=(one,)) for one in catalogues]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(each.new for each in queued) == [False, False, False, True]
    assert len({each.enquiry.id for each in queued}) == catalogues[0].enquiries.count() == 1
    for one in catalogues:
        one.close()


def test_a_conversation_is_passed_on_so_many_times_and_no_more(catalogue: Catalogue, conversation: str) -> None:
    for number in range(MOST_OF_ONE_CONVERSATION):
        queue(catalogue, conversation, message=str(number))

    with pytest.raises(TooManyEnquiries, match="Begin a new conversation"):
        queue(catalogue, conversation, message="one more")
    assert queue(catalogue, conversation, message="0").new is False


@pytest.mark.parametrize("access", [Access.MEMBER, Access.STAFF])
def test_only_who_may_go_on_with_a_conversation_passes_it_on(
    catalogue: Catalogue, conversation: str, access: Access
) -> None:
    with pytest.raises(UnknownConversation):
        queue(catalogue, conversation, access=access)
    with pytest.raises(UnknownConversation):
        queue(catalogue, "nowhere")


def test_contact_data_goes_when_its_time_is_over_and_the_enquiry_stays(catalogue: Catalogue, conversation: str) -> None:
    enquiry = queue(catalogue, conversation).enquiry

    assert catalogue.enquiries.forget(at=enquiry.created_at + timedelta(days=89)) == 0
    assert catalogue.enquiries.forget(at=enquiry.created_at + timedelta(days=90)) == 1
    assert contacts(catalogue) == 0
    assert catalogue.enquiries.get(enquiry.id).contact is None
    assert queue(catalogue, conversation).new is True


def test_contact_data_whose_time_is_over_is_shown_to_nobody_and_deleted_with_the_next_enquiry(
    catalogue: Catalogue, conversation: str
) -> None:
    enquiry = queue(catalogue, conversation).enquiry
    with writing(catalogue.engine) as connection:
        connection.execute(enquiry_contacts.update().values(delete_after=now() - timedelta(seconds=1)))

    assert catalogue.enquiries.get(enquiry.id).contact is None
    assert contacts(catalogue) == 1
    queue(catalogue, conversation, message="another")
    assert contacts(catalogue) == 1


def test_a_deleted_enquiry_leaves_nothing_personal(catalogue: Catalogue, conversation: str) -> None:
    enquiry = queue(catalogue, conversation).enquiry
    catalogue.enquiries.delete(enquiry.id)

    assert (catalogue.enquiries.count(), contacts(catalogue)) == (0, 0)
    for do in (catalogue.enquiries.get, catalogue.enquiries.delete):
        with pytest.raises(UnknownEnquiry):
            do(enquiry.id)
    assert catalogue.conversations.get(conversation, access=Access.PUBLIC).turns == ()


def test_a_deleted_conversation_leaves_the_enquiry_without_it(catalogue: Catalogue, conversation: str) -> None:
    catalogue.conversations.add(answer(conversation))
    enquiry = queue(catalogue, conversation).enquiry
    catalogue.conversations.delete(conversation, access=Access.PUBLIC)

    kept = catalogue.enquiries.get(enquiry.id)
    assert (kept.conversation, kept.contact) == (None, enquiry.contact)
    assert catalogue.passed_on(kept, access=Access.STAFF) == ()


def test_what_users_wrote_is_not_told_by_an_error_of_the_database(catalogue: Catalogue) -> None:
    row = {
        "enquiry_pk": 7,
        "name": "李敏",
        "contact": "li@example.com",
        "message": "",
        "sent_hash": "",
        "delete_after": now(),
    }
    with pytest.raises(IntegrityError) as caught, writing(catalogue.engine) as connection:
        connection.execute(insert(enquiry_contacts).values(row))

    assert "li@example.com" not in str(caught.value)
