"""What sums and shares are, and of what: notation, currency, limits of aid, least investments, what they count for."""

from __future__ import annotations

import pytest

from assistant.domain import Kind
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
    ("CN", "企业认证费用按千分之五给予补助。", ["grant rate=0.5"]),
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


def test_limits_in_columns_of_groups_go_to_the_rates_of_their_columns() -> None:
    rows = table(
        "Item | Small | Large",
        "Rate | 45% | 25%",
        "Cap | EUR 1 million | EUR 5 million",
        "Minimum | EUR 100,000 | EUR 2 million",
    )
    assert lines_of(document_of(*rows)) == [
        "grant rate=45 cap=1000000 minimum_investment=100000 currency=EUR",
        "grant rate=25 cap=5000000 minimum_investment=2000000 currency=EUR",
    ]


def test_the_cell_that_names_the_instrument_tells_it_for_its_row() -> None:
    rows = table(
        "Line | Form | Share | Most", "Alpha | grant | 30% | EUR 5 million", "Gamma | guarantee | 80% | EUR 3 million"
    )
    assert lines_of(document_of(*rows)) == [
        "grant rate=30 cap=5000000 currency=EUR",
        "guarantee rate=80 cap=3000000 currency=EUR",
    ]


def test_a_least_amount_in_a_column_of_its_own_is_the_floor_of_a_duty() -> None:
    rows = table("Drive | Extra duty | At least", "Electric | 40% | USD 7,000")
    document = document_of(*rows, kind=Kind.POLICY, title="Extra duty on cars")
    assert lines_of(document) == ["duty rate=40 floor=7000 currency=USD"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The subsidy may not exceed EUR 100,000 a year.", "cap=100000 currency=EUR"),
        ("The most one company can get is EUR 8 million.", "cap=8000000 currency=EUR"),
        ("Minimum: EUR 500,000.", "minimum_investment=500000 currency=EUR"),
        (
            "A minimum of 20 jobs and EUR 2 million of investment are required.",
            "minimum_investment=2000000 currency=EUR",
        ),
    ],
)
def test_a_limit_that_stands_in_a_sentence_of_its_own_is_found(text: str, expected: str) -> None:
    assert lines_of(document_of(GRANT, text)) == [f"grant rate=20 {expected}"]


def test_the_fee_of_a_guarantee_is_no_share_that_it_covers() -> None:
    text = "The fund guarantees up to 80% of a loan, to a maximum of EUR 2 million per company; the fee is 1% a year."
    assert lines_of(document_of(text)) == ["guarantee rate=..80 cap=2000000 currency=EUR"]


def test_a_sum_per_job_is_limited_by_what_is_paid_in_all() -> None:
    text = "Companies that invest at least EUR 3 million get EUR 5,000 a job, EUR 600,000 in all at most."
    assert lines_of(document_of(text)) == [
        "grant amount=5000 per=job cap=600000 minimum_investment=3000000 currency=EUR"
    ]


def test_the_budget_behind_a_limit_is_no_limit() -> None:
    text = "补贴标准：每度电0.2元，单个项目每年不超过500万元，总预算3亿元。"
    assert lines_of(document_of(text, places=("CN",), language="zh", title="储能补贴")) == [
        "grant amount=0.2 per=kWh cap=5000000 budget=300000000 currency=CNY"
    ]


def test_the_rate_of_a_row_is_that_of_each_least_investment() -> None:
    rows = table(
        "Zone | Least investment | Least investment, new sectors | Ceiling of aid",
        "A | EUR 30 million | EUR 15 million | 20%",
    )
    assert lines_of(document_of(*rows)) == [
        "grant rate=..20 minimum_investment=30000000 currency=EUR",
        "grant rate=..20 minimum_investment=15000000 currency=EUR",
    ]


def test_points_in_a_column_of_percentages_are_percentages() -> None:
    rows = table("Region | Small | Large", "North | 45% | 25%", "Extra for coal districts | +10 | +10")
    assert lines_of(document_of(*rows)) == ["grant rate=45", "grant rate=25", "grant rate=10", "grant rate=10"]


def test_what_another_column_asks_for_is_not_what_this_one_grants() -> None:
    rows = table("车型 | 每辆支持（万元） | 企业必须完成的最低产量", "客车 | 8 | 6年内1500辆")
    read = lines_of(document_of(*rows, places=("CN",), language="zh", title="扶持计划"))
    assert "grant amount=80000 per=vehicle currency=CNY" in read


def test_the_kind_of_vehicle_that_heads_a_row_is_what_its_premium_counts_for() -> None:
    rows = table("Vehicle | Highest subsidy", "Small car | EUR 5,300", "Large bus | EUR 70,000")
    assert lines_of(document_of(heading("Premiums"), *rows)) == [
        "grant amount=..5300 per=vehicle currency=EUR",
        "grant amount=..70000 per=vehicle currency=EUR",
    ]


def test_a_heading_of_limits_tells_what_the_items_below_it_are() -> None:
    texts = (heading("最低投资"), *items("制造业：8000万克朗"))
    document = document_of(
        heading("投资补贴", 1), "投资补贴为30%。", *texts, places=("CZ",), language="zh", title="投资补贴"
    )
    assert lines_of(document) == ["grant rate=30", "grant minimum_investment=80000000 currency=CZK"]


def test_sums_before_the_colon_of_an_item_tell_for_whom_it_is() -> None:
    steps = items("EUR 30,000 to EUR 40,000: a smaller premium", "EUR 40,000 and above: nothing")
    assert lines_of(document_of("The premium is EUR 4,000.", heading("Steps of the price"), *steps)) == [
        "grant amount=4000 currency=EUR"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The second notice has EUR 180 million.", "budget=180000000 currency=EUR"),
        ("EUR 180 million in all is set aside.", "budget=180000000 currency=EUR"),
        ("Projects qualify with EUR 500,000 and 50 jobs.", "minimum_investment=500000 currency=EUR"),
        ("The eligible cost has to reach EUR 10 million, or EUR 3 million in the case of recycling.", "minimum_investment=10000000 currency=EUR"),
    ],
)  # fmt: skip
def test_budgets_and_least_investments_are_found_in_more_wording(text: str, expected: str) -> None:
    assert lines_of(document_of(GRANT, text)) == [f"grant rate=20 {expected}"]


def test_sums_that_are_counted_up_have_their_currency_from_the_first() -> None:
    text = "Families get a bonus of EUR 1 thousand with one child, 2 thousand with two."
    assert lines_of(document_of(text)) == ["grant amount=1000 currency=EUR", "grant amount=2000 currency=EUR"]


def test_interest_by_the_year_behind_the_money_of_a_line_is_its_rate() -> None:
    assert lines_of(document_of("Soft loans: EUR 250 million facility, interest 3.5% a year.")) == [
        "loan rate=3.5 per=year budget=250000000 currency=EUR"
    ]


def test_the_price_of_the_cars_that_a_premium_is_for_is_no_sum_of_it() -> None:
    text = "The premium is EUR 6,000 for cars with a price up to EUR 40,000 and EUR 3,000 for cars between EUR 40,000 and EUR 60,000."
    assert lines_of(document_of(text)) == ["grant amount=6000 currency=EUR", "grant amount=3000 currency=EUR"]


def test_sums_that_are_counted_up_are_all_of_one_thing() -> None:
    text = "对年出口额首次超过1亿元、5亿元的企业，分别奖励50万元、100万元。"
    assert lines_of(document_of(text, places=("CN",), language="zh", title="奖励办法")) == [
        "grant amount=500000 currency=CNY",
        "grant amount=1000000 currency=CNY",
    ]


def test_all_limits_behind_a_count_of_rates_are_those_of_each() -> None:
    text = "补助比例最高50%，其中小企业60%，补助额不超过400万元，项目总投资不少于1000万元。"
    limits = "cap=4000000 minimum_investment=10000000 currency=CNY"
    assert lines_of(document_of(text, places=("CN",), language="zh", title="补助办法")) == [
        f"grant rate=..50 {limits}",
        f"grant rate=..60 {limits}",
    ]


def test_how_far_an_exemption_reaches_is_its_most() -> None:
    assert lines_of(document_of("The tax exemption reaches 40% of the cost.")) == ["tax_exemption rate=..40"]


def test_what_is_added_on_top_limits_nothing_else() -> None:
    texts = items("Premium: EUR 5,000", "Lille adds up to EUR 600")
    assert lines_of(document_of(*texts)) == ["grant amount=5000 currency=EUR", "grant amount=..600 currency=EUR"]


def test_a_least_and_a_most_for_each_project_limit_the_rates_beside_them() -> None:
    facts = items("Grants of up to 30% of eligible costs", "Grant between EUR 1 million and EUR 9 million per project")
    assert lines_of(document_of(*facts)) == ["grant rate=..30 cap=9000000 floor=1000000 currency=EUR"]


def test_an_exception_in_brackets_from_a_limit_is_no_sum_of_aid() -> None:
    text = "政府提供投资额30%的现金补贴，最低投资500万欧元（中小企业100万欧元）。"
    assert lines_of(document_of(text, places=("PL",), language="zh", title="补贴")) == [
        "grant rate=30 minimum_investment=5000000 currency=EUR"
    ]


def test_the_least_investment_of_each_column_is_that_of_its_measures() -> None:
    document = document_of(
        heading("Free zones: income tax exemption"),
        *table(
            "Item | Inside | Outside",
            "Least new investment in fixed assets | USD 200,000 | USD 90,000",
            "Years 1 to 6 | 0% | 0%",
        ),
    )
    assert lines_of(document) == [
        f"tax_exemption rate=0 minimum_investment={least} currency=USD" for least in (200000, 90000)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grant: ≤ 35% of the cost.", "grant rate=..35"),
        ("Grants of 20% for projects of > EUR 3 million.", "grant rate=20 minimum_investment=3000000 currency=EUR"),
    ],
)
def test_signs_of_comparison_bound_what_follows(text: str, expected: str) -> None:
    assert lines_of(document_of(text)) == [expected]


def test_a_limit_in_another_currency_is_not_told_with_the_wrong_one() -> None:
    document = document_of(
        "Grants cover 30% of the cost, at most EUR 2 million.", "Projects start at RON 9 million of investment."
    )
    assert lines_of(document)[0] == "grant rate=30 cap=2000000 currency=EUR"
