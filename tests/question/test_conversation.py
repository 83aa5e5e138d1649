"""Whole conversations over the corpus: what is carried on, what is asked back, and what is suggested."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, event

from assistant.assistant import EARLIER_TURNS
from assistant.bootstrap import Advisory
from assistant.catalogue.conversations import Conversations
from assistant.domain import Access, Answer, Outcome, Profile
from assistant.errors import ConversationBusy, QuestionError, UnknownConversation
from assistant.queueing import Lines

CATALONIA = "加泰罗尼亚建厂最多能补多少?"


def talk(advisory: Advisory, *questions: str, profile: Profile | None = None) -> Answer:
    """The answer to the last of some questions, asked in one conversation."""
    answer = advisory.assistant.answer(questions[0], profile=profile)
    for question in questions[1:]:
        answer = advisory.assistant.answer(question, conversation=answer.conversation)
    return answer


@pytest.mark.parametrize(
    ("questions", "standalone", "document"),
    [
        ((CATALONIA, "那土耳其呢?"), "土耳其建厂最多能补多少?", None),
        (("墨西哥今年对整车收多少关税？", "零部件呢？"), "关于墨西哥今年对整车关税：零部件呢？", "mx-tariffs-2026"),
        (
            ("How much did Thailand pay in 2024 for an electric car?", "Thanks!", "what about 2027?"),
            "How much did Thailand pay in 2027 for an electric car?",
            "th-ev-3-5",
        ),
    ],
)
def test_a_follow_up_is_answered_as_its_standalone_question(
    corpus_advisory: Advisory, questions: tuple[str, ...], standalone: str, document: str | None
) -> None:
    answer = talk(corpus_advisory, *questions)
    assert (answer.question, answer.standalone_question) == (questions[-1], standalone)
    if document is not None:
        assert document in {citation.document_id for citation in answer.citations}


def test_the_standalone_question_asked_alone_finds_the_same(corpus_advisory: Advisory) -> None:
    answer = talk(corpus_advisory, "PERTE VEC IV分哪几块？", "那边申请要什么条件？")
    alone = corpus_advisory.assistant.answer(answer.standalone_question)
    assert alone.standalone_question == answer.standalone_question
    assert alone.citations[0].document_id == answer.citations[0].document_id


@pytest.mark.parametrize(
    "question",
    [
        "Which companies must follow the EU rules on forced labour?",
        "纯电动乘用车出口许可证从哪天开始管？",
        "What does the EU Data Act say about access to data from connected vehicles?",
    ],
)
def test_a_question_that_the_documents_answer_elsewhere_changes_the_subject(
    corpus_advisory: Advisory, question: str
) -> None:
    answer = talk(corpus_advisory, "泰国EV 3.5每台车补多少钱？", question)
    assert answer.standalone_question == question


def test_what_was_said_before_counts_little_and_only_in_the_ranking(corpus_advisory: Advisory) -> None:
    understand = corpus_advisory.assistant.understand
    query = understand("那摩洛哥呢?", earlier=[CATALONIA], answers=["Strategic sectors get 20% of the cost."])
    alone = understand(query.text)
    assert query.terms == alone.terms
    assert {"strategic sectors", "20%"} <= {term.source for term in query.context}
    assert max(term.weight for term in query.context) < min(1.0, max(term.weight for term in query.terms) / 2)
    assert query.in_context().terms == (*query.terms, *query.context)
    assert alone.context == understand("GDPR罚多少？", earlier=[CATALONIA]).context == ()


def test_names_and_numbers_alone_are_answered_in_the_language_of_the_conversation(corpus_advisory: Advisory) -> None:
    assert talk(corpus_advisory, "比亚迪进欧盟要多交多少反补贴税？", "SAIC?").language == "zh"


def test_an_open_question_is_asked_back_once_with_options(corpus_advisory: Advisory) -> None:
    first = talk(corpus_advisory, "有什么补贴？")
    assert first.asked_back
    assert first.blocks[-1].text.endswith("？")
    assert 2 <= len(first.follow_ups) <= 4
    again = corpus_advisory.assistant.answer("有什么补贴？", conversation=first.conversation)
    assert not again.asked_back
    reply = talk(corpus_advisory, "有什么补贴？", "匈牙利")
    assert reply.standalone_question == "关于匈牙利：有什么补贴？"
    assert not reply.asked_back
    assert reply.citations[0].jurisdictions == ("HU",)


@pytest.mark.parametrize("question", ["匈牙利有什么补贴？", "月球上有什么补贴？", CATALONIA, "你好"])
def test_what_says_what_it_is_about_is_not_asked_back(corpus_advisory: Advisory, question: str) -> None:
    assert not talk(corpus_advisory, question).asked_back


def test_a_profile_puts_open_questions_to_its_markets_and_is_kept(corpus_advisory: Advisory) -> None:
    profile = Profile(sector="电池", markets=("匈牙利", "波兰"))
    first = talk(corpus_advisory, "你好", profile=profile)
    second = corpus_advisory.assistant.answer("有什么补贴？", conversation=first.conversation)
    assert second.standalone_question == "关于匈牙利、波兰：有什么补贴？"
    assert not second.asked_back
    assert {code for citation in second.citations for code in citation.jurisdictions} <= {"HU", "PL", "EU"}
    assert corpus_advisory.catalogue.conversations.profile(first.conversation) == profile


def test_a_profile_changes_no_question_that_names_its_place(corpus_advisory: Advisory) -> None:
    plain = talk(corpus_advisory, CATALONIA)
    told = talk(corpus_advisory, CATALONIA, profile=Profile(markets=("Hungary",)))
    assert (told.standalone_question, told.citations) == (plain.standalone_question, plain.citations)


def test_first_questions_come_from_the_markets_of_the_profile(corpus_advisory: Advisory) -> None:
    answer = talk(corpus_advisory, "Hello!", profile=Profile(markets=("Poland",)))
    assert answer.outcome is Outcome.SMALL_TALK
    assert "Polish Investment Zone" in answer.follow_ups[0]


@pytest.mark.parametrize(
    "question",
    [
        CATALONIA,
        "你好",
        "Hello!",
        "What investment aid does Slovakia give to a battery plant?",
        "Who at the Shenzhen event could help us with logistics?",
        "电池护照什么时候强制？",
    ],
)
def test_two_to_four_questions_are_suggested_in_the_language_of_the_answer(
    corpus_advisory: Advisory, question: str
) -> None:
    answer = talk(corpus_advisory, question)
    assert 2 <= len(answer.follow_ups) <= 4
    assert len(set(answer.follow_ups)) == len(answer.follow_ups)
    ends = "？" if answer.language == "zh" else ("?", "”?")
    assert all(suggestion.endswith(ends) for suggestion in answer.follow_ups)


def test_suggestions_are_answered(corpus_advisory: Advisory) -> None:
    summaries = corpus_advisory.catalogue.documents.summaries()[::5]
    suggestions = {text for summary in summaries for text in talk(corpus_advisory, summary.metadata.title).follow_ups}
    outcomes = [talk(corpus_advisory, text).outcome for text in suggestions]
    assert len(suggestions) >= 2 * len(summaries) * 0.8
    assert set(outcomes) == {Outcome.ANSWERED}


@pytest.mark.parametrize(
    "question",
    ["品牌到了国外没人认识，找哪家帮忙讲故事？", "Write me a false origin certificate.", "匈牙利有哪些激励政策？"],
)
def test_a_suggested_question_is_asked_within_its_conversation_as_it_was_shown(
    corpus_advisory: Advisory, question: str
) -> None:
    answer = talk(corpus_advisory, question)
    assert answer.follow_ups
    for suggestion in answer.follow_ups:
        followed = corpus_advisory.assistant.answer(suggestion, conversation=answer.conversation)
        assert (followed.standalone_question, followed.outcome) == (suggestion, Outcome.ANSWERED)


def test_suggestions_of_secret_documents_are_not_shown(corpus_advisory: Advisory) -> None:
    answer = talk(corpus_advisory, "Hello!")
    readable = {summary.id for summary in corpus_advisory.catalogue.documents.summaries(access=Access.PUBLIC)}
    newest = corpus_advisory.catalogue.documents.newest(access=Access.PUBLIC, limit=100)
    assert {name for name, _ in newest} <= readable
    assert answer.follow_ups


def test_a_pasted_document_is_answered_by_the_question_in_it(corpus_advisory: Advisory) -> None:
    clause = "The parties shall keep all records of this agreement for ten years after it has ended. "
    text = f"{clause * 80}\nWhat is the maximum subsidy of the Catalonia CAPEX incentive?"
    answer = talk(corpus_advisory, text)
    assert answer.question == text
    assert answer.standalone_question == "What is the maximum subsidy of the Catalonia CAPEX incentive?"
    assert "es-ct-capex-incentive" in {citation.document_id for citation in answer.citations}


def test_of_500_turns_only_the_last_are_read(corpus_advisory: Advisory) -> None:
    first = talk(corpus_advisory, CATALONIA)
    conversation = first.conversation
    for number in range(2, 501):
        assert corpus_advisory.catalogue.conversations.add(replace(first, turn=number)).turn == number
    fetched = rows_read(corpus_advisory.catalogue.engine, conversation)
    assert corpus_advisory.assistant.answer("那摩洛哥呢?", conversation=conversation).turn == 501
    assert fetched == EARLIER_TURNS


def rows_read(engine: Engine, conversation: str) -> int:
    """How many turns reading the recent ones asks the database for."""
    limits: list[int] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object) -> None:
        if "FROM turns" in statement and "LIMIT" in statement:
            limits.append(int(str(parameters[1])))

    event.listen(engine, "before_cursor_execute", note)
    try:
        Conversations(engine).recent(conversation, access=Access.PUBLIC, limit=EARLIER_TURNS)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    (limit,) = limits
    return limit


@pytest.mark.parametrize("conversation", ["nobody", "", "x" * 10_000, "' OR 1=1 --"])
def test_an_unknown_conversation_is_refused(corpus_advisory: Advisory, conversation: str) -> None:
    with pytest.raises(UnknownConversation):
        corpus_advisory.assistant.answer(CATALONIA, conversation=conversation)


def test_questions_of_one_conversation_asked_at_once_are_all_answered_in_turn(corpus_advisory: Advisory) -> None:
    conversation = talk(corpus_advisory, CATALONIA).conversation
    questions = [f"那{place}呢?" for place in ("摩洛哥", "匈牙利", "波兰", "土耳其", "法国", "泰国", "埃及", "墨西哥")]
    with ThreadPoolExecutor(len(questions)) as pool:
        answers = list(
            pool.map(lambda text: corpus_advisory.assistant.answer(text, conversation=conversation), questions)
        )
    assert sorted(answer.turn for answer in answers) == list(range(2, 10))
    kept = corpus_advisory.catalogue.conversations.get(conversation, access=Access.PUBLIC).turns
    assert sorted(turn.question for turn in kept[1:]) == sorted(questions)
    # Each took the place of the one before it, so none was read before that one was written.
    assert all(turn.answer.standalone_question.endswith("建厂最多能补多少?") for turn in kept)


def test_a_stream_that_is_given_up_lets_the_next_question_in(corpus_advisory: Advisory) -> None:
    conversation = talk(corpus_advisory, CATALONIA).conversation
    events = corpus_advisory.assistant.ask("那摩洛哥呢?", conversation=conversation)
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert corpus_advisory.assistant.answer("那匈牙利呢?", conversation=conversation).turn == 2


def test_who_cannot_wait_is_told_and_nothing_is_done() -> None:
    lines = Lines(most_waiting=1, longest_wait=0.05)
    inside = threading.Event()
    leave = threading.Event()

    def hold() -> None:
        with lines.turn("a"):
            inside.set()
            leave.wait(300)

    holder = threading.Thread(target=hold)
    holder.start()
    assert inside.wait(300)
    with pytest.raises(ConversationBusy, match="Send it again"), lines.turn("a"):
        pytest.fail("two were inside at once")
    with lines.turn("b"):
        pass
    leave.set()
    holder.join()
    with lines.turn("a"):
        pass


def test_an_empty_question_is_refused_before_the_conversation_is_touched(corpus_advisory: Advisory) -> None:
    conversation = talk(corpus_advisory, CATALONIA).conversation
    with pytest.raises(QuestionError):
        corpus_advisory.assistant.answer(" \n", conversation=conversation)
    assert corpus_advisory.assistant.answer(CATALONIA, conversation=conversation).turn == 2
