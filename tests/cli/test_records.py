"""``conversations`` and ``enquiries`` on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from assistant.bootstrap import Catalogue
from assistant.catalogue.engine import now, writing
from assistant.catalogue.enquiries import Message
from assistant.catalogue.tables import enquiry_contacts
from assistant.domain import Access
from assistant.settings import Settings
from tests.catalogue.test_conversations import answer
from tests.cli.calling import Goglobal


@dataclass(frozen=True)
class Records:
    """A catalogue with two conversations, the first of which was passed on."""

    goglobal: Goglobal
    catalogue: Catalogue
    conversations: tuple[str, str]
    enquiry: str


@pytest.fixture
def records(settings: Settings) -> Iterator[Records]:
    catalogue = Catalogue(settings)
    first, second = (catalogue.conversations.begin(access=Access.PUBLIC) for _ in range(2))
    for conversation in (first, second):
        catalogue.conversations.add(answer(conversation))
    message = Message(first, "li@example.com", "李敏", "匈牙利?")
    queued = catalogue.enquiries.add(message, access=Access.PUBLIC, consent="I agree.", keep_days=90)
    yield Records(Goglobal(settings.data_dir), catalogue, (first, second), queued.enquiry.id)
    catalogue.close()


def test_conversations_are_exported_a_line_each_and_deleted(records: Records) -> None:
    first, second = records.conversations
    exported = [json.loads(line) for line in records.goglobal("conversations", "export").out.splitlines()]
    deleted = records.goglobal("conversations", "delete", first, "--json")

    assert [item["conversation"] for item in exported] == [first, second]
    assert exported[0]["turns"][0]["question"] == "Question 1?"
    assert deleted.json == {"deleted": [first]}
    assert records.catalogue.conversations.ids() == [second]
    gone = records.goglobal("conversations", "export", first)
    assert (gone.code, gone.out) == (1, "")
    assert first in gone.words


def test_nothing_is_deleted_when_one_of_several_is_unknown(records: Records) -> None:
    refused = records.goglobal("conversations", "delete", records.conversations[0], "no-such")

    assert refused.code == 1
    assert "no-such" in refused.words
    assert len(records.catalogue.conversations.ids()) == 2


def test_the_queue_is_listed_without_and_shown_with_what_is_personal(records: Records) -> None:
    listed = records.goglobal("enquiries", "list", "--json")
    shown = records.goglobal("enquiries", "show", records.enquiry)

    assert [item["id"] for item in listed.json["enquiries"]] == [records.enquiry]
    assert "li@example.com" not in listed.out
    assert {"contact: li@example.com", "name: 李敏", "message: 匈牙利?"} <= set(shown.out.splitlines())
    assert "1. Question 1?" in shown.out


def test_contact_data_is_forgotten_when_its_time_is_over(records: Records) -> None:
    assert records.goglobal("enquiries", "forget", "--json").json == {"forgotten": 0}
    with writing(records.catalogue.engine) as connection:
        connection.execute(enquiry_contacts.update().values(delete_after=now() - timedelta(days=1)))

    assert records.goglobal("enquiries", "forget", "--json").json == {"forgotten": 1}
    assert records.goglobal("enquiries", "show", records.enquiry, "--json").json["contact"] is None


def test_enquiries_are_deleted(records: Records) -> None:
    assert records.goglobal("enquiries", "delete", records.enquiry).out == f"deleted: {records.enquiry}\n"
    assert records.goglobal("enquiries", "list").out == "0 enquiries\n"
    assert records.goglobal("enquiries", "delete", records.enquiry).code == 1
