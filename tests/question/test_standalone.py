"""Follow-ups become questions that stand for themselves; other questions stay as they are."""

from __future__ import annotations

import pytest

from assistant.question.earlier import Earlier
from assistant.question.standalone import Follows, Standalone, stand_alone

CATALONIA = "加泰罗尼亚建厂最多能补多少?"
CAPEX = "What is the maximum subsidy of the Catalonia CAPEX incentive?"
THAILAND = "How much did Thailand pay in 2024 for an electric car?"

REPLACED = {
    "a country": (CATALONIA, "那摩洛哥呢?", "摩洛哥建厂最多能补多少?"),
    "a country without a word before it": ("墨西哥整车关税多少？", "土耳其呢", "土耳其整车关税多少？"),
    "a country in English": (CAPEX, "And in Hungary?", "What is the maximum subsidy of the Hungary CAPEX incentive?"),
    "a country and its region by a country": (
        "意大利普利亚大企业的抵免比例是多少？",
        "那匈牙利呢？",
        "匈牙利大企业的抵免比例是多少？",
    ),
    "a country and its programme by a country": (
        "关于摩洛哥投资宪章的补贴：最多能到投资额的百分之几？",
        "那埃及呢？",
        "关于埃及的补贴：最多能到投资额的百分之几？",
    ),
    "a programme that does not say what it is for": (
        "How much money is in PERTE VEC IV in Spain?",
        "What about France?",
        "How much money is in investment incentives in France?",
    ),
    "a year": (THAILAND, "what about 2027?", "How much did Thailand pay in 2027 for an electric car?"),
    "a year in Chinese": ("泰国2024年补多少？", "2027年呢？", "泰国2027年补多少？"),
    "a company": ("What duty does the EU put on BYD?", "And for SAIC?", "What duty does the EU put on SAIC?"),
    "a company that owns": (
        "What duty does the EU put on BYD's cars?",
        "How about SAIC?",
        "What duty does the EU put on SAIC's cars?",
    ),
    "a size of company": ("大企业的抵免比例是多少？", "那换成小企业呢？", "小企业的抵免比例是多少？"),
    "a year, with more behind it": (
        THAILAND,
        "What about 2026, and for which cars?",
        "How much did Thailand pay in 2026 for an electric car, and for which cars?",
    ),
}


@pytest.mark.parametrize("case", REPLACED)
def test_a_name_takes_the_place_of_its_like(case: str) -> None:
    before, question, standalone = REPLACED[case]
    assert stand_alone(question, [Earlier(before)]).text == standalone


CARRIED = {
    "hardware": (CAPEX, "and the hardware?", "About maximum subsidy of the Catalonia CAPEX incentive: the hardware?"),
    "a comparison": (
        CAPEX,
        "compare it with Hungary",
        "About maximum subsidy of the Catalonia CAPEX incentive: compare it with Hungary",
    ),
    "trucks": ("埃塞俄比亚禁油车是怎么回事？", "那卡车也算吗？", "关于埃塞俄比亚禁油车：卡车也算吗？"),
    "another country and another question": (
        "埃及做电动车组装要多少本地化率？",
        "那埃塞俄比亚呢，全散件进去交多少关税？",
        "关于埃塞俄比亚做电动车组装本地化率：全散件进去交多少关税？",
    ),
}


@pytest.mark.parametrize("case", CARRIED)
def test_the_topic_is_carried_where_nothing_can_be_replaced(case: str) -> None:
    before, question, standalone = CARRIED[case]
    assert stand_alone(question, [Earlier(before)]).text == standalone


LISTED = ("Catalonia CAPEX", "PERTE VEC IV", "Auto+")


@pytest.mark.parametrize(
    ("question", "standalone"),
    [
        ("第二个的上限是多少?", "关于西班牙补贴：第二个（PERTE VEC IV）的上限是多少?"),
        ("第三项呢？", "关于西班牙补贴：第三项（Auto+）呢？"),
        ("What is the cap of the second one?", "About 西班牙补贴: What is the cap of the second one (PERTE VEC IV)?"),
        ("And the last?", "About 西班牙补贴: the last (Auto+)?"),
    ],
)
def test_an_ordinal_points_into_the_last_answer(question: str, standalone: str) -> None:
    assert stand_alone(question, [Earlier("西班牙有哪些补贴？", items=LISTED)]).text == standalone


def test_an_ordinal_beyond_the_list_names_nothing() -> None:
    assert "（" not in stand_alone("第九个的上限是多少?", [Earlier("西班牙有哪些补贴？", items=LISTED)]).text


@pytest.mark.parametrize(
    "question",
    [
        "How long does it take to get a visa in Hungary?",
        "Which fines does the GDPR know?",
        "比亚迪在土耳其那个厂签了多少投资？",
        "R155什么时候适用于新车型？",
        CATALONIA + " ",
        "泰国EV 3.5今年还能报吗？请说明补贴金额、条件和期限。" * 9,
    ],
)
def test_a_change_of_subject_leaves_the_question_as_it_is(question: str) -> None:
    standalone = stand_alone(question, [Earlier(CATALONIA)])
    assert standalone.follows is Follows.NO or question.startswith(("比亚迪", "How long"))
    if standalone.follows is Follows.NO:
        assert standalone.text == question


def test_the_first_question_stands_for_itself() -> None:
    assert stand_alone("那摩洛哥呢?", []).text == "那摩洛哥呢?"


def test_small_talk_in_between_is_passed_over() -> None:
    turns = [Earlier(CATALONIA), Earlier("谢谢！", small_talk=True)]
    assert stand_alone("那摩洛哥呢?", turns).text == "摩洛哥建厂最多能补多少?"


@pytest.mark.parametrize(
    ("before", "reply", "standalone"),
    [
        ("有什么补贴？", "建厂", "关于建厂：有什么补贴？"),
        ("有什么补贴？", "匈牙利", "关于匈牙利：有什么补贴？"),
        ("What incentives are there?", "For R&D.", "About For R&D: What incentives are there?"),
    ],
)
def test_a_reply_to_a_question_back_completes_the_open_question(before: str, reply: str, standalone: str) -> None:
    assert stand_alone(reply, [Earlier(before, asked_back=True)]).text == standalone


def test_topics_do_not_grow_with_the_conversation() -> None:
    turns = [Earlier(CAPEX)]
    for number in range(60):
        question = f"And what about the point number {number} that our lawyers in the capital have raised with them?"
        turns.append(Earlier(stand_alone(question, turns).text))
    assert turns[-1].question.startswith("About ")
    assert max(len(turn.question) for turn in turns) < 400
    assert "Catalonia CAPEX incentive" in turns[-1].question


def test_what_is_similar_elsewhere_is_asked_without_the_programmes_name() -> None:
    standalone = stand_alone("法国有同样的吗？", [Earlier(question="西班牙PERTE VEC第四期多少钱？")])

    assert standalone.follows is Follows.YES
    assert "PERTE" not in standalone.text


def test_who_was_first_points_at_no_item() -> None:
    earlier = Earlier(question="What is the minimum price of an undertaking?", items=("Volume limit", "Milestones"))

    assert "(" not in stand_alone("Which company was the first?", [earlier]).text


@pytest.mark.parametrize(
    ("before", "question", "standalone"),
    [
        (
            "南非对电动车厂有什么税收优惠？",
            "能跟AIS的现金补助叠加吗？",
            "关于南非对电动车厂税收优惠：能跟AIS的现金补助叠加吗？",
        ),
        (
            "What duty does the EU charge on Geely?",
            "What would Tesla pay?",
            "About duty the EU charge on Tesla: What would Tesla pay?",
        ),
        ("外国补贴条例不申报会罚多少？", "门槛是多少？", "关于外国补贴条例不申报会罚：门槛是多少？"),
        (
            "关于欧盟高速公路充电站要求：付款方式呢？",
            "重卡充电呢？",
            "关于欧盟高速公路充电站要求；付款方式：重卡充电呢？",
        ),
        (
            "Who grants the VIP cash subsidy in Hungary?",
            "How long does approval take?",
            "About grants the VIP cash subsidy in Hungary: How long does approval take?",
        ),
    ],
    ids=["what goes together", "another company", "a question is no noun", "no noun of the topic", "a bare question"],
)
def test_what_leaves_its_matter_out_follows(before: str, question: str, standalone: str) -> None:
    found = stand_alone(question, [Earlier(before, "zh")])

    assert (found.text, found.follows is Follows.NO) == (standalone, False)


@pytest.mark.parametrize("question", ["谁能做海外仓？", "Who can handle overseas warehouses?"])
def test_who_does_a_thing_that_is_named_stands_alone(question: str) -> None:
    assert stand_alone(question, [Earlier("深圳活动上长城说了什么？", "zh")]) == Standalone(question, Follows.NO)
