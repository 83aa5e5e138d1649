"""What sums and shares are, and of what: notation, currency, limits of aid, least investments, what they count for."""

from __future__ import annotations

import pytest

from tests.measures.reading import document_of, heading, items, lines_of, table

GRANT = "The scheme gives grants of 20%."

NOTATION = [
    ("IN", "Buyers get a subsidy of Rs 15,000 per car.", ["grant amount=15000 per=vehicle currency=INR"]),
    ("IN", "Plants receive a grant of 18%, at most Rs 40 crore.", ["grant rate=18 cap=400000000 currency=INR"]),
    ("ZM", "A bus earns its owner a subsidy of 2.5 million kwacha.", ["grant amount=2500000 currency=ZMW"]),
    ("CA", "A grant of 30% is paid, not more than $3 million.", ["grant rate=30 cap=3000000 currency=CAD"]),
    ("US", "A grant of 30% is paid, not more than $3 million.", ["grant rate=30 cap=3000000 currency=USD"]),
    ("CA", "A grant of 30% is paid, not more than US$3 million.", ["grant rate=30 cap=3000000 currency=USD"]),
    ("NO", "Depots get a grant of 5 million kroner.", ["grant amount=5000000 currency=NOK"]),
    ("SE", "A grant covers thirty-five per cent of the costs.", ["grant rate=35"]),
    ("SE", "Kits pay a customs duty of zero per cent.", ["duty rate=0"]),
    ("SE", "Studies: half of the consultant's bill, though never more than SEK 500,000", ["grant rate=50 cap=500000 currency=SEK"]),
    ("SE", "Land is let at half of its price.", []),
]  # fmt: skip
CHINESE_NOTATION = [
    ("CL", "对电动公交车给予补贴，每辆不超过2亿比索。", ["grant amount=..200000000 per=vehicle currency=CLP"]),
    ("MX", "对电动公交车给予补贴，每辆不超过200万比索。", ["grant amount=..2000000 per=vehicle currency=MXN"]),
    ("CN", "按实际投资额的两成五给予补助，最高1亿5000万元。", ["grant rate=25 cap=150000000 currency=CNY"]),
    ("CN", "担保费按千分之五给予补助。", ["grant rate=0.5"]),
    ("CN", "企业认证费用补一半，封顶30万元。", ["grant rate=50 cap=300000 currency=CNY"]),
    ("CN", "每名外派工程师补助2万元。", ["grant amount=20000 per=person currency=CNY"]),
    ("CN", "每个网点补助10万元。", ["grant amount=100000 currency=CNY"]),
]
LIMITS = [
    ("A single applicant cannot receive more than EUR 3 million.", "cap=3000000 currency=EUR"),
    ("No project is given more than EUR 3 million.", "cap=3000000 currency=EUR"),
    ("It is paid with EUR 3 million as the highest sum.", "cap=3000000 currency=EUR"),
    ("Smallest investment: EUR 400,000.", "minimum_investment=400000 currency=EUR"),
    ("Companies that put up EUR 400,000 are admitted.", "minimum_investment=400000 currency=EUR"),
    ("The programme has EUR 40 million.", "budget=40000000 currency=EUR"),
    ("Funding of EUR 40 million was paid out.", ""),
    ("For a plant of at least EUR 90 million the region also builds the road.", ""),
    ("Support is recovered with interest of 6% where the conditions were not met.", ""),
]
CHINESE_LIMITS = [
    ("同一企业每年合计不超过300万元。", "cap=3000000 currency=CNY"),
    ("同一项目奖补总额不超过300万元。", "cap=3000000 currency=CNY"),
    ("项目实际投资额在2000万元（含）以上。", "minimum_investment=20000000 currency=CNY"),
    ("申请的起步投资为2000万元。", "minimum_investment=20000000 currency=CNY"),
    ("专项资金每年安排5000万元。", "budget=50000000 currency=CNY"),
    ("去年已累计拨付补助资金5000万元。", ""),
]


@pytest.mark.parametrize(("place", "text", "expected"), NOTATION)
def test_sums_and_shares_are_read_in_any_notation(place: str, text: str, expected: list[str]) -> None:
    assert lines_of(document_of(text, places=(place,))) == expected


@pytest.mark.parametrize(("place", "text", "expected"), CHINESE_NOTATION)
def test_chinese_sums_and_shares_are_read_in_any_notation(place: str, text: str, expected: list[str]) -> None:
    assert lines_of(document_of(text, places=(place,), language="zh", title="扶持办法")) == expected


@pytest.mark.parametrize(("text", "expected"), LIMITS)
def test_what_is_said_beside_a_rate_limits_it(text: str, expected: str) -> None:
    assert lines_of(document_of(GRANT, text)) == [f"grant rate=20 {expected}".strip()]


@pytest.mark.parametrize(("text", "expected"), CHINESE_LIMITS)
def test_what_is_said_beside_a_chinese_rate_limits_it(text: str, expected: str) -> None:
    document = document_of("对新建项目按投资额的20%给予补助。", text, places=("CN",), language="zh", title="扶持办法")
    assert lines_of(document) == [f"grant rate=20 {expected}".strip()]


def test_the_head_of_a_column_gives_currency_and_multiple() -> None:
    rows = table("Region | Rate (%) | Largest grant (EUR million)", "North | 30 | 1.5", "South | 20 | 2")
    assert lines_of(document_of(*rows)) == [
        "grant rate=30 cap=1500000 currency=EUR",
        "grant rate=20 cap=2000000 currency=EUR",
    ]


def test_the_unit_above_a_chinese_table_gives_currency_and_multiple() -> None:
    rows = table("类型 | 补助标准（万元/辆）", "客车 | 3", "货车 | 2.5")
    assert lines_of(document_of(heading("购车补助"), *rows, places=("CN",), language="zh", title="扶持办法")) == [
        "grant amount=30000 per=vehicle currency=CNY",
        "grant amount=25000 per=vehicle currency=CNY",
    ]


def test_the_most_per_company_that_a_column_gives_is_a_cap() -> None:
    rows = table("Place | Share of the costs | Most per company", "Coast | 15% | EUR 4 million")
    assert lines_of(document_of(*rows)) == ["grant rate=15 cap=4000000 currency=EUR"]


def test_a_limit_is_that_of_the_whole_and_its_exception_is_none() -> None:
    facts = items("Grant: 25% of the costs", "Smallest project: EUR 6 million (EUR 3 million in poor districts)")
    assert lines_of(document_of(*facts)) == ["grant rate=25 minimum_investment=6000000 currency=EUR"]


def test_the_size_of_projects_in_the_first_cell_limits_the_row() -> None:
    rows = table("Investment | Grant", "EUR 1 million to 4 million | 10%", "above EUR 4 million | 15%")
    assert lines_of(document_of(*rows)) == [
        "grant rate=10 minimum_investment=1000000 maximum_investment=4000000 currency=EUR",
        "grant rate=15 minimum_investment=4000000 currency=EUR",
    ]


def test_loans_between_two_sums_are_no_budget() -> None:
    text = "Loans of EUR 200,000 to EUR 6 million are available at 2% interest."
    assert lines_of(document_of(text)) == ["loan rate=2 cap=6000000 floor=200000 currency=EUR"]


@pytest.mark.parametrize(
    "text",
    [
        "Plants in the region met 40% of the demand for cells.",
        "Chinese brands made up 8.2% of the market.",
        "100% foreign ownership is possible.",
        "The agency is aiming for 30% by 2030.",
        "中国品牌的市场份额升到9.4%。",
    ],
)
def test_shares_that_only_tell_how_things_are_grant_nothing(text: str) -> None:
    assert lines_of(document_of("The scheme gives grants of 20%.", text)) == ["grant rate=20"]


def test_a_premium_for_a_car_counts_for_each_vehicle() -> None:
    assert lines_of(document_of("The bonus comes to EUR 3,000 for a car.")) == [
        "grant amount=3000 per=vehicle currency=EUR"
    ]
