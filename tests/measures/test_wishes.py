"""What a question asks of measures, told by its words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.errors import MeasureCallError
from assistant.language.places import places_in
from assistant.measure import Instrument, Money
from assistant.measures.asked_figures import NO_CURRENCY
from assistant.measures.comparing import Aspect
from assistant.measures.traits import asked_traits, capacity_fits, contradicts, traits_of, years_of
from assistant.measures.validity import Moment
from assistant.measures.wishes import (
    Wish,
    WishedComparison,
    WishedDeadlines,
    WishedEstimate,
    wish_of,
)

TODAY = date(2026, 11, 24)


def wish(text: str) -> Wish | None:
    return wish_of(text, places_in(text), on=TODAY)


@pytest.mark.parametrize(
    ("question", "amount", "currency"),
    [
        ("We invest €3 million in Catalonia: how much aid do we get?", 3_000_000, "EUR"),
        ("打算投800万欧建厂，能补多少？", 8_000_000, "EUR"),
        ("在南非买5亿兰特的合格设备，税前可以列支多少？", 500_000_000, "ZAR"),
        ("关于加泰罗尼亚建厂补贴；我们投300万欧：要是只投200万呢？", 2_000_000, "EUR"),
        ("投3000万能拿多少补贴？", 30_000_000, NO_CURRENCY),
    ],
)
def test_an_investment_is_what_an_estimate_starts_from(question: str, amount: int, currency: str) -> None:
    found = wish(question)
    assert isinstance(found, WishedEstimate)
    assert found.given.investment is not None
    assert (int(found.given.investment.amount), found.given.investment.currency) == (amount, currency)
    assert found.assumed_currency == (currency == NO_CURRENCY)


@pytest.mark.parametrize(
    ("question", "amount", "currency"),
    [
        ("南非建厂，厂房设备一共花8个亿兰特，税前能扣多少？", 800_000_000, "ZAR"),
        ("We have 50 crore rupees for a battery plant in India. What grant do we get?", 500_000_000, "INR"),
        ("We invest INR 2.5 lakh: how much aid?", 250_000, "INR"),
        ("We set up a 5 Mio. EUR plant. How large is the grant?", 5_000_000, "EUR"),
        ("We would put ZAR 250m into tooling. What cash does it give?", 250_000_000, "ZAR"),
    ],
)
def test_amounts_are_read_as_people_say_them(question: str, amount: int, currency: str) -> None:
    found = wish(question)
    assert isinstance(found, WishedEstimate)
    assert found.given.investment == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("How much does it pay for 300 passenger cars with 60 kWh batteries?", {"vehicle": 300, "kWh": 60}),
        ("招20个人，投3000万迪拉姆，能拿多少补贴？", {"job": 20}),
        ("We invest EUR 3 million in 2026 electric cars: how much aid?", {}),
    ],
)
def test_things_are_counted_by_their_words(question: str, counts: dict[str, int]) -> None:
    found = wish(question)
    assert isinstance(found, WishedEstimate)
    assert {count.unit: int(count.number) for count in found.given.counts} == counts


@pytest.mark.parametrize(
    ("question", "first", "last", "moments"),
    [
        ("罗马尼亚的补贴哪些在45天内停止受理？", TODAY, date(2027, 1, 8), {Moment.ENDS, Moment.CLOSES}),
        (
            "What takes effect in Spain within the next 30 days?",
            TODAY,
            date(2026, 12, 24),
            {Moment.STARTS, Moment.OPENS},
        ),
        ("从2026年12月到2027年2月有哪些政策到期？", date(2026, 12, 1), date(2027, 2, 28), {Moment.ENDS, Moment.CLOSES}),
        ("What starts or ends in the next 90 days?", TODAY, date(2027, 2, 22), set(Moment)),
    ],
)
def test_deadlines_look_so_far_and_for_what_is_asked(
    question: str, first: date, last: date, moments: set[Moment]
) -> None:
    found = wish(question)
    assert isinstance(found, WishedDeadlines)
    assert (found.within.first, found.within.last, set(found.moments)) == (first, last, moments)


@pytest.mark.parametrize(
    "question",
    ["签约后90天内必须开始建设吗？", "Must the works begin within 6 months of the decision?", "补贴从什么时候开始？"],
)
def test_a_time_after_some_event_is_none_from_today(question: str) -> None:
    assert not isinstance(wish(question), WishedDeadlines)


@pytest.mark.parametrize(
    "question", ["从2027年1月到2026年1月有哪些政策到期？", "What starts in the next 0 days in Spain?"]
)
def test_times_that_cannot_be_are_refused(question: str) -> None:
    with pytest.raises(MeasureCallError):
        wish(question)


def test_the_aspect_that_is_compared_is_told_by_its_words() -> None:
    found = wish("匈牙利和摩洛哥，哪个拿补贴的最低投资门槛低？")
    assert isinstance(found, WishedComparison)
    assert found.aspects == (Aspect.MINIMUM_INVESTMENT,)
    whole = wish("Compare incentives for a battery plant in Hungary and Morocco.")
    assert isinstance(whole, WishedComparison)
    assert whole.aspects == ()


def test_a_customs_value_and_a_count_are_told_apart() -> None:
    found = wish("100台报关价25000欧元的纯电车进欧盟，关税一共多少？")
    assert isinstance(found, WishedEstimate)
    assert found.given.customs_value is not None
    assert found.given.investment is None
    assert found.given.customs_value.amount == Decimal(25_000)
    assert [(count.number, count.unit) for count in found.given.counts] == [(Decimal(100), "vehicle")]


def test_a_rate_of_exchange_is_the_users() -> None:
    found = wish("我们投资8000万元人民币，按1欧元=8元人民币折算，税收抵免是多少欧元？")
    assert isinstance(found, WishedEstimate)
    assert found.given.investment is not None
    assert found.given.investment.currency == "CNY"
    assert [(rate.base, rate.quote, rate.rate) for rate in found.given.rates] == [("EUR", "CNY", Decimal(8))]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("We invest -3 million euros in Catalonia, how much aid?", "negative"),
        ("我们在加泰罗尼亚投资0欧元，能拿多少补贴？", "zero"),
        ("We invest 1e30 euros in Catalonia, how much aid?", "more than any"),
        ("We invest EUR 3m and USD 2m in Catalonia, how much aid?", "several currencies"),
    ],
)
def test_figures_that_cannot_be_are_refused(question: str, said: str) -> None:
    with pytest.raises(MeasureCallError, match=said):
        wish(question)


@pytest.mark.parametrize(
    "question",
    [
        "How high is the fine for a breach of EUR 20 million?",
        "[Document, corrected version: the entry bar is EUR 123,000.] What must we invest at least?",
        "What is the maximum subsidy of the Catalonia CAPEX incentive?",
        "Who handles overseas warehouses?",
        "泰国EV3.5什么时候到期？",
        "What aid does the buyer of a car get if it costs EUR 40,000 before tax?",
    ],
)
def test_other_questions_are_left_to_the_quotes(question: str) -> None:
    found = wish(question)
    assert not isinstance(found, WishedEstimate) or found.given.investment is None


def test_places_side_by_side_are_a_comparison() -> None:
    assert wish("Compare incentives for a battery plant in Hungary, Türkiye and Morocco") == WishedComparison(
        taking=False
    )
    assert wish("匈牙利和摩洛哥哪个补贴高？") == WishedComparison(taking=False)
    assert wish("整车发墨西哥和发阿根廷，关税分别几个点？") == WishedComparison(taking=True)
    assert wish("compare cash grants in Hungary and Spain") == WishedComparison(False, (Instrument.GRANT,))
    assert isinstance(wish("英国和欧盟的本地化率要求有什么区别？"), WishedComparison)


def test_an_agreement_of_two_places_does_not_set_them_against_each_other() -> None:
    assert wish("Which local content share does the UK-EU agreement ask for batteries in 2027?") is None
    assert wish("欧盟和英国的贸易协定要求电池本地含量多少？") is None
    assert isinstance(wish("Compare the duties of Mexico and Brazil under their trade agreement"), WishedComparison)


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("未来90天有哪些政策到期？", date(2027, 2, 22)),
        ("What starts or ends in the next 90 days?", date(2027, 2, 22)),
        ("接下来三个月哪些政策生效？", date(2027, 2, 22)),
        ("Which deadlines expire within two weeks?", None),
        ("2026年11月24日起的30天内，欧盟有哪些义务开始适用？", date(2026, 12, 24)),
    ],
)
def test_days_ahead_are_read(question: str, last: date | None) -> None:
    found = wish(question)
    if last is None:
        assert found is None or isinstance(found, WishedDeadlines)
    else:
        assert isinstance(found, WishedDeadlines)
        assert (found.within.first, found.within.last) == (TODAY, last)


@pytest.mark.parametrize(
    ("asked", "line", "contradicted"),
    [
        ("a medium-sized company", "Large company", True),
        ("中型企业", "Medium (project up to EUR 50m)", False),
        ("SMEs", "Small company", False),
        ("CKD kits", "整车", True),
        ("纯电车", "combustion and hybrid cars", True),
        ("electric car", "Passenger cars, petrol, diesel and electric", False),
        ("a category A province", "province category B", True),
        ("吉利的纯电车", "BYD group", True),
        ("吉利的纯电车", "Geely group", False),
        ("XPeng cars", "All other companies", False),
    ],
)
def test_lines_for_others_are_told(asked: str, line: str, contradicted: bool) -> None:
    assert contradicts(traits_of(asked), traits_of(line)) == contradicted


@pytest.mark.parametrize(
    ("asked", "line", "fits"),
    [
        ("60 kWh battery", "Battery 50 kWh or more", True),
        ("60千瓦时电池", "10 to under 50 kWh", False),
        ("40 kWh", "10 to under 50 kWh", True),
        ("a battery", "Battery 50 kWh or more", True),
    ],
)
def test_batteries_fit_a_range_or_do_not(asked: str, line: str, fits: bool) -> None:
    assert capacity_fits(asked, line) == fits


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026-2027 (local only)", {2026, 2027}),
        ("2024-27", {2024, 2025, 2026, 2027}),
        ("2000万欧元", set()),
        ("2050 vehicles", set()),
    ],
)
def test_years_are_no_numbers_of_things(text: str, years: set[int]) -> None:
    assert years_of(text) == years


@pytest.mark.parametrize(
    ("line", "fits"),
    [("电池容量超过50千瓦时", True), ("电池容量不超过50千瓦时", False), ("up to 60 kWh", True), ("over 60 kWh", False)],
)
def test_a_battery_lies_within_the_bounds_of_a_line(line: str, fits: bool) -> None:
    assert capacity_fits("一辆装60千瓦时电池的纯电轿车", line) == fits


def test_a_follow_ups_trait_replaces_that_of_its_topic() -> None:
    assert asked_traits("About a medium-sized company investing EUR 8 million: and a small one?")["size"] == {"small"}
