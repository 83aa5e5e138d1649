"""Tables, lists, headings and neighbouring sentences tell what a figure belongs to."""

from __future__ import annotations

from assistant.domain import Kind
from assistant.measures.extraction import extract
from tests.measures.reading import document_of, heading, items, line_of, lines_of, table


def test_each_cell_of_a_table_of_rates_is_a_measure() -> None:
    document = document_of(
        heading("Tax credit"), *table("Area | Large company | Small company", "South | 40% | 60%", "North | 15% | 35%")
    )
    assert lines_of(document) == [f"tax_credit rate={rate}" for rate in (40, 60, 15, 35)]
    assert [measure.applies_to for measure in extract(document)][:2] == [
        "South · Large company",
        "South · Small company",
    ]


def test_facts_of_the_whole_programme_go_to_each_of_its_measures() -> None:
    document = document_of(
        *table(
            "Item | Value",
            "Project size | EUR 5 million to EUR 20 million",
            "Grant, small company | up to 55% of eligible cost",
            "Grant, large company | up to 35%",
            "Budget | EUR 300 million",
            "First window | 5 February to 8 April 2025, extended to 27 May 2025",
        )
    )
    facts = (
        "minimum_investment=5000000 maximum_investment=20000000 budget=300000000 currency=EUR "
        "opens=2025-02-05 closes=2025-05-27"
    )
    assert lines_of(document) == [f"grant rate=..55 {facts}", f"grant rate=..35 {facts}"]


def test_a_column_tells_what_its_rows_are() -> None:
    document = document_of(
        heading("Cash grant"), *table("Place | Minimum investment", "cities | EUR 10 million", "towns | EUR 3 million")
    )
    assert lines_of(document) == [
        "grant minimum_investment=10000000 currency=EUR",
        "grant minimum_investment=3000000 currency=EUR",
    ]


def test_years_that_head_rows_are_those_of_their_measures() -> None:
    document = document_of(
        "Each maker must reach a share of electric cars in new sales.",
        *table("Year | Cars", "2026 | 33%", "2027 | 38%"),
    )
    assert lines_of(document) == [
        "obligation rate=33.. starts=2026 ends=2026",
        "obligation rate=38.. starts=2027 ends=2027",
    ]


def test_dates_that_head_columns_are_those_of_their_measures() -> None:
    document = document_of(
        heading("Import duty"),
        *table("Goods | January 2024 | July 2026", "Electric cars | 10% | 35%"),
        kind=Kind.POLICY,
    )
    assert lines_of(document) == ["duty rate=10 starts=2024-01", "duty rate=35 starts=2026-07"]


def test_a_column_that_only_adds_up_is_left_out() -> None:
    document = document_of(*table("Producer | Countervailing duty | With the 10% duty", "BYD | 17.0% | 27.0%"))
    assert lines_of(document) == ["duty rate=17"]


def test_dated_duties_of_a_law_are_obligations() -> None:
    document = document_of(
        *table("Date | Duty", "11 September 2026 | report incidents", "11 December 2027 | all requirements"),
        kind=Kind.POLICY,
    )
    assert lines_of(document) == ["obligation starts=2026-09-11", "obligation starts=2027-12-11"]


def test_steps_on_the_way_to_a_law_are_none_of_its_dates() -> None:
    rows = table("Step | Date", "Political agreement | 11 December 2025", "Application | 17 January 2028")
    assert lines_of(document_of(*rows, kind=Kind.POLICY, title="Regulation on screening")) == [
        "obligation starts=2028-01-17"
    ]


def test_periods_that_head_rows_limit_what_a_law_allows() -> None:
    rows = table("Period | Vehicles | Battery packs", "to 31 December 2026 | 60% | 70%", "from 2027 | 45% | 35%")
    document = document_of(
        heading("Limits on materials from outside"), *rows, kind=Kind.POLICY, title="Rules of origin"
    )
    assert lines_of(document) == [
        "obligation rate=..60 ends=2026-12-31",
        "obligation rate=..70 ends=2026-12-31",
        "obligation rate=..45 starts=2027",
        "obligation rate=..35 starts=2027",
    ]


def test_a_chinese_table_of_periods_is_read() -> None:
    rows = table("时间 | 退税率", "2024年12月1日前 | 13%", "2024年12月1日至2026年3月31日 | 9%", "2027年1月1日起 | 0%")
    document = document_of(*rows, kind=Kind.POLICY, language="zh", title="出口退税调整", places=("CN",))
    assert lines_of(document) == [
        "tax_exemption rate=13 ends=2024-12-01",
        "tax_exemption rate=9 starts=2024-12-01 ends=2026-03-31",
        "tax_exemption rate=0 starts=2027-01-01",
    ]


def test_the_first_cell_of_a_row_may_set_the_threshold() -> None:
    rows = table("情形 | 路径", "当年累计100万人以上个人信息 | 安全评估", "10万人以上不满100万人 | 标准合同或认证")
    document = document_of(*rows, kind=Kind.POLICY, language="zh", title="数据出境规定", places=("CN",))
    assert lines_of(document) == [
        "threshold amount=1000000.. per=person",
        "threshold amount=100000..1000000 per=person",
    ]


def test_a_date_that_was_moved_does_not_hold() -> None:
    rows = table("Requirement | Date", "Due diligence | 18 August 2027 (moved from 18 August 2025)")
    assert lines_of(document_of(*rows, kind=Kind.POLICY, title="Regulation on batteries")) == [
        "obligation starts=2027-08-18"
    ]


def test_items_stand_under_the_words_that_announce_them() -> None:
    document = document_of(
        heading("What is paid"),
        "The grant is a share of the cost:",
        *items("large companies: 15%", "small companies: 35%"),
    )
    assert lines_of(document) == ["grant rate=15", "grant rate=35"]


def test_worked_examples_are_left_out() -> None:
    document = document_of(
        heading("Grant"),
        "Grants of up to 20%.",
        heading("Worked example"),
        *table("Investment | 20% | Grant", "EUR 1 million | 200,000 | 200,000"),
    )
    assert lines_of(document) == ["grant rate=..20"]


def test_what_is_said_again_is_one_measure_with_more_spans() -> None:
    document = document_of(
        heading("Grant"),
        "Grants of up to 20%, at most EUR 500,000.",
        heading("What it means for companies"),
        "With grants of 20% a small plant is worth a look.",
    )
    (measure,) = extract(document)
    assert len(measure.spans) == 2


def test_a_heading_that_names_a_programme_keeps_its_facts_to_itself() -> None:
    document = document_of(
        heading("VIP cash subsidy (EKD)"),
        "The subsidy is up to 20%.",
        heading("Tax allowance (DTA)"),
        "The tax allowance is up to 80%. The allowance ends on 31 December 2027.",
    )
    assert lines_of(document) == ["grant rate=..20", "tax_exemption rate=..80 ends=2027-12-31"]


def test_each_place_of_a_document_on_several_has_its_own_measures() -> None:
    document = document_of(
        "Grants reach 20% in Catalonia and need a new plant.",
        "In Morocco companies are exempt from corporate income tax.",
        places=("ES-CT", "MA"),
        kind=Kind.EVENT,
    )
    assert [(measure.jurisdiction, measure.official) for measure in extract(document)] == [
        ("ES-CT", False),
        ("MA", False),
    ]


def test_places_and_programmes_of_a_text_without_metadata_are_found_in_its_words() -> None:
    text = "Catalonia has many makers. The CAPEX incentive offers up to 20% (maximum €500,000) in subsidies."
    (measure,) = extract(document_of(text, places=(), kind=Kind.OTHER, title="Report"))
    assert (measure.jurisdiction, measure.programme_zh) == ("ES-CT", "加泰罗尼亚资本支出补贴")


def test_each_item_of_a_letter_keeps_its_own_window() -> None:
    read = lines_of(
        document_of(
            *items(
                "The north pays grants of 20% of the cost. Applications close on 30 June 2027.",
                "The south pays grants of 30% of the cost.",
            )
        )
    )
    assert read == ["grant rate=20 closes=2027-06-30", "grant rate=30"]


def test_columns_that_are_places_say_whose_their_cells_are() -> None:
    document = document_of(
        *table("Item | Uruguay | Peru", "Customs duty on electric cars | 3% | 6%"),
        kind=Kind.POLICY,
        title="What two markets ask",
        places=("UY", "PE"),
    )
    assert [(measure.jurisdiction, line_of(measure)) for measure in extract(document)] == [
        ("UY", "duty rate=3"),
        ("PE", "duty rate=6"),
    ]


def test_general_taxes_of_a_country_are_no_measures() -> None:
    assert lines_of(document_of("Corporate income tax in Sweden is 20.6 per cent.")) == []
    assert lines_of(document_of("企业所得税一般为25%。", language="zh")) == []


def test_what_was_offered_last_year_takes_no_window_of_this_year() -> None:
    read = lines_of(
        document_of(
            "The scheme pays grants of 25% of the cost.",
            "Applications close on 30 June 2027. Last year's call offered grants of 20%.",
        )
    )
    assert read == ["grant rate=25 closes=2027-06-30", "grant rate=20"]


def test_how_long_something_holds_is_not_for_whom_it_is() -> None:
    (long,) = extract(document_of("The allowance cuts the income tax by up to 70% for a number of years."))
    (small,) = extract(document_of("The allowance cuts the income tax by up to 70% for small companies."))
    assert (long.applies_to, small.applies_to) == ("", "small companies")
