"""Conversations: what was answered can be read again, with its quotes, whatever became of the documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import (
    Access,
    Answer,
    AnswerBlock,
    AnswerBlockKind,
    Citation,
    Kind,
    Notice,
    NoticeKind,
    Outcome,
    Profile,
)
from assistant.errors import UnknownConversation
from tests.fakes import make, put

TEXT = "🚗 The aid covers 20% of eligible costs. 上限为50万欧元。"


def citation(number: int, quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(
        number=number,
        document_id="grant",
        version=1,
        title="A grant",
        kind=Kind.OTHER,
        jurisdictions=(),
        section="Amounts",
        page=3,
        speaker="Li",
        time="00:01:00",
        start=start,
        end=start + len(quote),
        quote=quote,
        language="en",
        published=None,
        valid_until=None,
        page_label="A-3",
    )


def answer(conversation: str, turn: int = 1, *, citations: tuple[Citation, ...] = ()) -> Answer:
    return Answer(
        conversation=conversation,
        turn=turn,
        question=f"Question {turn}?",
        standalone_question=f"Question {turn} for itself?",
        language="en",
        outcome=Outcome.ANSWERED,
        blocks=(
            AnswerBlock(AnswerBlockKind.SENTENCE, "20% of costs", (), (1,)),
            AnswerBlock(AnswerBlockKind.ROW, "a | b", ("a", "b"), (1, 2)),
            AnswerBlock(AnswerBlockKind.NOTE, "注意"),
        ),
        citations=citations,
        follow_ups=("And then?",),
        notices=(Notice(NoticeKind.LAPSED, "Lapsed."),),
        model="quoting",
        took_ms=12.5,
    )


@pytest.fixture
def with_grant(catalogue: Catalogue) -> Catalogue:
    put(catalogue.documents, make("grant", TEXT, title="A grant"))
    return catalogue


def test_an_answer_comes_back_as_it_was_given(with_grant: Catalogue) -> None:
    conversations = with_grant.conversations
    name = conversations.begin(access=Access.PUBLIC)
    given = answer(name, citations=(citation(1, "20%"), citation(2, "上限为50万欧元。")))
    conversations.add(given)
    (turn,) = conversations.get(name, access=Access.PUBLIC).turns
    assert turn.answer == given
    assert (turn.number, turn.question) == (1, "Question 1?")


@pytest.mark.parametrize("fate", ["replaced", "removed"])
def test_quotes_stay_whatever_becomes_of_the_document(with_grant: Catalogue, fate: str) -> None:
    conversations = with_grant.conversations
    name = conversations.begin(access=Access.PUBLIC)
    given = answer(name, citations=(citation(1, "20%"),))
    conversations.add(given)
    if fate == "replaced":
        put(with_grant.documents, make("grant", "Other words altogether.", title="Another title"))
    else:
        with_grant.documents.remove("grant")
    pending, _ = with_grant.changelog.pending(after=0, upto=with_grant.changelog.head(), limit=10)
    with_grant.changelog.serve(pending)
    with_grant.changelog.forget_other_versions(pending)
    (turn,) = conversations.get(name, access=Access.PUBLIC).turns
    (cited,) = turn.answer.citations
    assert (cited.replaced_by, cited.removed) == ((2, False) if fate == "replaced" else (None, True))
    assert cited.present_url == ("/documents/grant@2" if fate == "replaced" else None)
    assert replace(turn.answer, citations=(replace(cited, replaced_by=None, removed=False),)) == given
    assert with_grant.documents.get("grant", version=cited.version).document.text[cited.start : cited.end] == "20%"


def test_turns_come_in_order(with_grant: Catalogue) -> None:
    conversations = with_grant.conversations
    name = conversations.begin(access=Access.PUBLIC)
    for number in range(1, 9):
        conversations.add(answer(name, number))
    assert [turn.number for turn in conversations.get(name, access=Access.PUBLIC).turns] == list(range(1, 9))
    recent = conversations.recent(name, access=Access.PUBLIC, limit=2)
    assert [turn.answer.standalone_question for turn in recent] == ["Question 7 for itself?", "Question 8 for itself?"]


def test_two_questions_asked_at_once_are_two_turns(with_grant: Catalogue) -> None:
    conversations = with_grant.conversations
    name = conversations.begin(access=Access.PUBLIC)
    assert conversations.add(answer(name, 1)).turn == 1
    assert conversations.add(answer(name, 1, citations=(citation(1, "20%"),))).turn == 2
    assert [turn.number for turn in conversations.get(name, access=Access.PUBLIC).turns] == [1, 2]


def test_an_answer_to_a_conversation_that_was_deleted_meanwhile_is_refused(with_grant: Catalogue) -> None:
    conversations = with_grant.conversations
    name = conversations.begin(access=Access.PUBLIC)
    conversations.add(answer(name))
    conversations.delete(name, access=Access.PUBLIC)
    with pytest.raises(UnknownConversation):
        conversations.add(answer(name, 2))
    with pytest.raises(UnknownConversation):
        conversations.delete(name, access=Access.PUBLIC)


@pytest.mark.parametrize("held", list(Access))
@pytest.mark.parametrize("caller", list(Access))
def test_a_conversation_is_read_by_callers_of_its_level_and_above_and_continued_by_its_own(
    catalogue: Catalogue, held: Access, caller: Access
) -> None:
    name = catalogue.conversations.begin(access=held)
    if held is caller:
        catalogue.conversations.check(name, access=caller)
    else:
        with pytest.raises(UnknownConversation):
            catalogue.conversations.check(name, access=caller)
    if held in caller.readable():
        assert catalogue.conversations.get(name, access=caller).turns == ()
    else:
        with pytest.raises(UnknownConversation):
            catalogue.conversations.get(name, access=caller)


@pytest.mark.parametrize("name", ["", "nowhere", "' OR 1=1 --"])
def test_unknown_conversations_are_unknown(catalogue: Catalogue, name: str) -> None:
    catalogue.conversations.begin(access=Access.PUBLIC)
    with pytest.raises(UnknownConversation):
        catalogue.conversations.get(name, access=Access.STAFF)


def test_only_the_recent_turns_are_read_and_secret_words_stay_out(with_grant: Catalogue) -> None:
    conversations = with_grant.conversations
    name = conversations.begin(access=Access.PUBLIC)
    for number in range(1, 6):
        conversations.add(answer(name, number, citations=(citation(1, "20%"),)))
    assert [turn.number for turn in conversations.recent(name, access=Access.PUBLIC, limit=2)] == [4, 5]
    assert (
        conversations.recent(name, access=Access.PUBLIC, limit=9) == conversations.get(name, access=Access.PUBLIC).turns
    )
    put(with_grant.documents, make("grant", "Something else.", access=Access.STAFF))
    assert all(not turn.answer.citations for turn in conversations.recent(name, access=Access.PUBLIC, limit=9))


def test_a_profile_is_kept_until_another_is_given(catalogue: Catalogue) -> None:
    conversations = catalogue.conversations
    profile = Profile(sector="整车", markets=("匈牙利", "Poland"), stage="建厂选址")
    name = conversations.begin(access=Access.PUBLIC, profile=profile)
    assert conversations.profile(name) == profile
    conversations.keep_profile(name, Profile(size="SME"))
    assert conversations.profile(name) == Profile(size="SME")
    assert conversations.profile(conversations.begin(access=Access.PUBLIC)) is None


def test_it_is_kept_that_an_answer_asked_back(with_grant: Catalogue) -> None:
    conversations = with_grant.conversations
    name = conversations.begin(access=Access.PUBLIC)
    conversations.add(replace(answer(name), asked_back=True))
    (turn,) = conversations.recent(name, access=Access.PUBLIC, limit=1)
    assert turn.answer.asked_back


def test_names_of_conversations_are_long_and_never_the_same(catalogue: Catalogue) -> None:
    names = {catalogue.conversations.begin(access=Access.PUBLIC) for _ in range(50)}
    assert len(names) == 50
    assert min(map(len, names)) >= 20


def test_words_that_became_secret_leave_the_conversation(with_grant: Catalogue) -> None:
    conversations = with_grant.conversations
    name = conversations.begin(access=Access.PUBLIC)
    conversations.add(answer(name, 1, citations=(citation(1, "20%"),)))
    put(with_grant.documents, make("grant", "Something else.", access=Access.STAFF))
    (turn,) = conversations.get(name, access=Access.PUBLIC).turns
    assert turn.answer.citations == ()
    assert all(not block.citations for block in turn.answer.blocks)
    (told,) = conversations.get(name, access=Access.STAFF).turns
    assert len(told.answer.citations) == 1
