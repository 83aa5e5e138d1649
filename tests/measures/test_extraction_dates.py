"""Which days are those of a measure, how far they reach, and which are none. A new case is one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import BlockKind, Kind
from assistant.measures.extraction import extract
from ingest.pieces import Piece
from tests.measures.reading import document_of, heading, items, lines_of, table

ENGLISH_AID = [
    (("Grants of 25% are paid.", "Date: 3 May 2026."), ["grant rate=25"]),
    (("Grants of 25% are paid.", "All terms are as of 3 May 2026."), ["grant rate=25"]),
    (("Grants of 25% are paid.", "The draft is out for consultation until 9 June 2026."), ["grant rate=25"]),
    (("Grants of 25% are paid.", "Comments can be sent until 9 June 2026."), ["grant rate=25"]),
    (("Grants of 25% are paid.", "The line has opened for requests, and it opened on 4 May 2026."), ["grant rate=25 opens=2026-05-04"]),
    (("Grants of 25% are paid.", "The second round runs from 5 May to 8 July 2026."), ["grant rate=25 opens=2026-05-05 closes=2026-07-08"]),
    (("Grants of 25% are paid.", "The agency takes expressions of interest from 5 May to 8 July 2026."), ["grant rate=25 opens=2026-05-05 closes=2026-07-08"]),
    (("Grants of 25% are paid until 31.12.2028.",), ["grant rate=25 ends=2028-12-31"]),
    (("Grants of 25% are paid until 12/31/2028.",), ["grant rate=25 ends=2028-12-31"]),
    (("A premium of EUR 40 per kWh for cells and EUR 12 per kWh for modules, to the end of 2031.",), ["grant amount=40 per=kWh currency=EUR ends=2031", "grant amount=12 per=kWh currency=EUR ends=2031"]),
    (("The tax credit of up to USD 5,000 ended for trucks bought after 30 June 2026.",), ["tax_credit amount=..5000 currency=USD ends=2026-06-30"]),
    (("Before 2026 the tax credit was 12%.",), ["tax_credit rate=12 ends=2026"]),
    (("The grant is 25%.", "The decree was renewed for 2027 and 2028."), ["grant rate=25 starts=2027 ends=2028"]),
    (("The grant is 25%.", "The scheme covers financial years 2027-28 to 2031-32."), ["grant rate=25 starts=2027 ends=2031"]),
    (("The grant is 25%.", "Bids were invited from 3 to 28 May 2026."), ["grant rate=25 opens=2026-05-03 closes=2026-05-28"]),
    (("The grant is 25%.", "The scheme rests on Decree 49/2025 and Notice 9 of 2024."), ["grant rate=25"]),
    (("The grant of 25% started on 4 May 2026.", "The programme ends on 31 May 2029.", "The plants must buy at least 40% of their parts at home."), ["grant rate=25 starts=2026-05-04", "obligation rate=40.."]),
    (("Small firms get a grant of 25% until 31 May 2028.", "The programme began on 4 May 2026."), ["grant rate=25 starts=2026-05-04 ends=2028-05-31"]),
]  # fmt: skip

ENGLISH_LAW = [
    (("The duty was lowered from 12% to 7% on 1 May 2026.",), ["duty rate=7 starts=2026-05-01"]),
    (("The duty went up from 7.5% to 20% on 1 May 2026.",), ["duty rate=20 starts=2026-05-01"]),
    (("A duty of 15% was added on 4 May 2026.",), ["duty rate=15 starts=2026-05-04"]),
    (("From 2029 on the duty is 20% for cars, 15% for vans and 5% for buses.",), ["duty rate=20 starts=2029", "duty rate=15 starts=2029", "duty rate=5 starts=2029"]),
    (("Makers must take back 40% of all batteries, beginning in 2031.",), ["obligation rate=40.. starts=2031"]),
    (("Starting with model year 2030, 60% of all vans must be electric.",), ["obligation rate=60.. starts=2030"]),
    (("Registered importers hand in a yearly declaration, for the first time by 31 May 2028.",), ["deadline closes=2028-05-31"]),
    (("By 31 May 2026 the ministry had received 40 requests.",), []),
    (("Points that were opened after 4 May 2026 must take cards.",), ["obligation starts=2026-05-04"]),
    (("The labels were agreed in March and the ministry postponed the labelling rule from May 2026 to May 2027.",), ["obligation starts=2027-05"]),
    (("On 4 May 2027 the certificate becomes mandatory.",), ["obligation starts=2027-05-04"]),
    (("The ban takes effect for software from model year 2028 and for hardware from model year 2031.",), ["obligation starts=2028", "obligation starts=2031"]),
    (("Reporting begins with the financial year 2028, the first report is due in April 2029.",), ["deadline closes=2029-04", "obligation starts=2028"]),
    (("No new diesel vans may be registered after 31 May 2034.",), ["obligation ends=2034-05-31"]),
    (("Engineers lost their exemption from income tax on 4 May 2025.",), ["tax_exemption ends=2025-05-04"]),
    (("The register closes on 31 May 2028.", "The duty is 10%."), ["deadline closes=2028-05-31", "duty rate=10"]),
    (("The new rates apply from 1 May 2026 to 30 April 2027.", "Batteries pay a customs duty of 8%."), ["obligation starts=2026-05-01 ends=2027-04-30", "duty rate=8 starts=2026-05-01 ends=2027-04-30"]),
]  # fmt: skip

CHINESE = [
    (("对企业按20%给予补助，有效期至２０２８年４月１１日。",), ["grant rate=20 ends=2028-04-11"]),
    (("对企业按20%给予补助。", "本提示出具于2026年5月10日。"), ["grant rate=20"]),
    (("对企业按20%给予补助。", "意见反馈截止2026年6月9日。"), ["grant rate=20"]),
    (("对企业按20%给予补助。", "2026年第二批为9月4日至10月6日。"), ["grant rate=20 opens=2026-09-04 closes=2026-10-06"]),
    (("轿车每台补助400元，货车每台补助600元，2026年5月1日起执行，2028年底结束。",), ["grant amount=400 per=vehicle currency=CNY starts=2026-05-01 ends=2028", "grant amount=600 per=vehicle currency=CNY starts=2026-05-01 ends=2028"]),
    (("对企业按20%给予补助。", "办法自2026年5月1日起施行，至2028年4月30日止。"), ["grant rate=20 starts=2026-05-01 ends=2028-04-30"]),
    (("2027年5月1日起，此类零件不再享受10%的关税税率。",), ["duty rate=10 ends=2027-05-01"]),
    (("该规定2026年3月4日发布，新车型自2027年5月1日起须加装记录仪。",), ["obligation starts=2027-05-01"]),
    (("2027年5月1日起新车型应通过认证，已上市车型的宽限期到2029年4月30日。",), ["obligation starts=2027-05-01"]),
    (("2026年5月1日前已登记的车辆不受影响。",), []),
    (("零部件在2031年1月1日前免征关税。",), ["customs_relief ends=2031-01-01"]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), ENGLISH_AID)
def test_days_of_english_aid_are_read(texts: tuple[str, ...], expected: list[str]) -> None:
    assert lines_of(document_of(*texts)) == expected


@pytest.mark.parametrize(("texts", "expected"), ENGLISH_LAW)
def test_days_of_english_law_are_read(texts: tuple[str, ...], expected: list[str]) -> None:
    assert lines_of(document_of(*texts, kind=Kind.POLICY, title="Rules for vehicles")) == expected


@pytest.mark.parametrize(("texts", "expected"), CHINESE)
def test_days_of_chinese_texts_are_read(texts: tuple[str, ...], expected: list[str]) -> None:
    assert lines_of(document_of(*texts, language="zh", title="投资政策", kind=Kind.POLICY)) == expected


def test_a_timetable_gives_the_window_and_no_other_step() -> None:
    call = items(
        "Call opens: 4 May 2027",
        "Information day (online): 14 May 2027",
        "Call closes: 30 June 2027, 17:00 (first announced: 12 June 2027)",
        "Decisions: 1 October 2027",
        "Last day of any project: 30 June 2029",
    )
    assert lines_of(document_of("The grant is 30%.", *call)) == ["grant rate=30 opens=2027-05-04 closes=2027-06-30"]


def test_a_row_that_is_named_a_window_is_one() -> None:
    rows = table("Item | Value", "Share of the grant | 30%", "Application window | 4 May to 30 June 2027")
    assert lines_of(document_of(*rows)) == ["grant rate=30 opens=2027-05-04 closes=2027-06-30"]


def test_rows_of_a_calendar_of_law_are_duties() -> None:
    rows = table(
        "Date | What changes",
        "4 May 2027 | emergency call in new types",
        "model year 2029 | heat test of the battery",
        "4 June 2027 | vote in the committee",
    )
    document = document_of(*rows, kind=Kind.POLICY, title="Rules for vehicles")
    assert lines_of(document) == ["obligation starts=2027-05-04", "obligation starts=2029"]


def test_the_year_of_a_budget_is_that_of_a_programme_that_is_named_by_it() -> None:
    texts = ("The grant is 25%.", "The budget is EUR 40 million for 2027.")
    year = "starts=2027 ends=2027"
    assert lines_of(document_of(*texts, title="Grants 2027")) == [f"grant rate=25 budget=40000000 currency=EUR {year}"]
    assert lines_of(document_of(*texts, title="Grants")) == ["grant rate=25 budget=40000000 currency=EUR"]


TABLES = [
    (("Call | Opens | Closes | Budget", "First call | 3 May 2026 | 30 June 2026 | EUR 20 million"), Kind.INCENTIVE, ["grant budget=20000000 currency=EUR opens=2026-05-03 closes=2026-06-30"]),
    (("Item | Value", "Grant rate | 30%", "Start of the scheme | 1 May 2026", "Expiry | 31 May 2029"), Kind.INCENTIVE, ["grant rate=30 starts=2026-05-01 ends=2029-05-31"]),
    (("Item | Value", "Grant rate | 30%", "Start of works | 1 May 2026"), Kind.INCENTIVE, ["grant rate=30"]),
    (("Duty | New types | All vehicles", "Data recorder | 4 May 2026 | 4 May 2028"), Kind.POLICY, ["obligation starts=2026-05-04", "obligation starts=2028-05-04"]),
    (("What | By when", "Registration of importers | 30 April 2027"), Kind.POLICY, ["deadline closes=2027-04-30"]),
    (("项目 | 内容", "补助比例 | 30%", "实施期限 | 至2028年底"), Kind.INCENTIVE, ["grant rate=30 ends=2028"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "kind", "expected"), TABLES)
def test_days_of_rows_and_columns_are_read(rows: tuple[str, ...], kind: Kind, expected: list[str]) -> None:
    language = "en" if rows[0].isascii() else "zh"
    assert lines_of(document_of(*table(*rows), kind=kind, language=language, title="Rules of the support")) == expected


def test_the_last_payment_of_a_loan_closes_nothing() -> None:
    rows = table("Item | Term", "Share financed by the loan | Up to 80%", "Disbursement | Not later than 31 May 2029")
    assert lines_of(document_of(*rows)) == ["loan rate=..80"]


def test_the_new_rates_of_a_chinese_notice_have_its_days() -> None:
    rows = table("货品 | 进口关税", "乘用车 | 10%", "货车 | 12%")
    document = document_of(
        "新税率自2026年5月1日起执行，至2027年4月30日止。", *rows, kind=Kind.POLICY, language="zh", title="进口税率公告"
    )
    days = "starts=2026-05-01 ends=2027-04-30"
    assert [line for line in lines_of(document) if line.startswith("duty")] == [
        f"duty rate=10 {days}",
        f"duty rate=12 {days}",
    ]


def test_lines_in_bold_part_a_text_as_headings_do() -> None:
    lines: list[Piece | str] = [
        "From the county",
        *items("A grant of 20% of the building", "Open until 31 May 2028"),
        "From the state",
        *items("A grant of 30% of the training", group=2),
    ]
    assert lines_of(document_of(*lines)) == ["grant rate=20 ends=2028-05-31", "grant rate=30"]


def test_a_law_that_only_the_conclusions_tell_is_read() -> None:
    lines = (
        heading("What it means for makers"),
        "The certificate has been compulsory since 4 May 2026. Sales began on 4 June 2026.",
    )
    document = document_of(*lines, kind=Kind.POLICY, title="Rules for vehicles")
    assert lines_of(document) == ["obligation starts=2026-05-04"]


def test_the_days_of_a_whole_text_reach_all_its_sections() -> None:
    sections = (
        heading("出口扶持办法", level=1),
        heading("适用范围"),
        "办法自2026年5月1日起施行。",
        heading("海外仓"),
        "按投资额的15%给予补助。",
        heading("展会"),
        "展位费补助60%。",
    )
    days = "starts=2026-05-01"
    assert lines_of(document_of(*sections, language="zh", title="出口扶持办法")) == [
        f"grant rate=15 {days}",
        f"grant rate=60 {days}",
    ]


def test_a_window_stays_with_the_aid_of_its_section() -> None:
    sections = (
        heading("Support for plants", level=1),
        heading("Tax holiday"), "No corporate income tax is due for five years.",
        heading("Output support"), "Makers share what the fund has. Applications are taken from 4 May to 30 June 2027.",
    )  # fmt: skip
    assert lines_of(document_of(*sections)) == ["tax_exemption"]


def test_a_heading_is_read_without_its_number() -> None:
    sections = (
        heading("2. Rates"),
        "A grant of 30% is paid.",
        heading("5. Dates"),
        "Applications are taken from 4 May to 30 June 2027.",
    )
    assert lines_of(document_of(*sections)) == ["grant rate=30 opens=2027-05-04 closes=2027-06-30"]


YEARS = [
    ("自明年5月1日起，电池组须使用本地模组。", ["obligation starts=2027-05-01"]),
    ("新规于2027年3月1日公布。新车型自5月1日起须加装记录仪。", ["obligation starts=2027-05-01"]),
    ("新协议自2027年5月1日起执行，企业须在次年4月30日前提交报告。", ["deadline closes=2028-04-30", "obligation starts=2027-05-01"]),
    ("去年1月至9月出口增长三成。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_days_without_a_year_have_it_from_before(text: str, expected: list[str]) -> None:
    document = document_of(text, kind=Kind.POLICY, language="zh", title="汽车规定")
    dated = replace(document, metadata=replace(document.metadata, published="2026-03-04"))
    assert lines_of(dated) == expected


def test_an_english_day_without_a_year_has_that_of_the_day_before() -> None:
    text = "The grant is 30%. The call was published on 4 May 2027. Applications can be filed until 30 June."
    assert lines_of(document_of(text)) == ["grant rate=30 closes=2027-06-30"]
    goal = "The grant is 30%. The goal is a plant by 2032. Applications can be filed until 30 June."
    assert lines_of(document_of(goal)) == ["grant rate=30"]


def test_one_short_line_is_no_heading() -> None:
    lines: tuple[Piece | str, ...] = (
        heading("Terms"),
        "To whom it may concern",
        "A grant of 30% is paid.",
        Piece(BlockKind.PARAGRAPH, "It ends on 31 May 2028."),
    )
    assert lines_of(document_of(*lines)) == ["grant rate=30 ends=2028-05-31"]


def test_a_time_of_one_section_is_none_of_the_aids_of_others() -> None:
    document = document_of(
        heading("Aids of the region", 1),
        heading("Battery grant"),
        "A grant of 20% is paid.",
        heading("Early refund of value added tax"),
        "Large projects | law in effect through 31 December 2029",
    )
    assert lines_of(document)[0] == "grant rate=20"


def test_the_answer_to_one_question_tells_no_time_of_the_others_unless_it_is_asked_for() -> None:
    grant = ("Q1. What do vans get?", "A grant of EUR 3,000 per van.")
    other = document_of(*grant, "Q2. And rental companies?", "No grants since 1 March 2025.")
    asked = document_of(*grant, "Q2. How long will the money be there?", "The grant is there until 31 December 2027.")
    assert lines_of(other)[0] == "grant amount=3000 per=vehicle currency=EUR"
    assert lines_of(asked)[0] == "grant amount=3000 per=vehicle currency=EUR ends=2027-12-31"


def test_a_day_until_which_the_old_law_held_closes_no_present_aid() -> None:
    document = document_of(
        "每个岗位补助4000欧元。", "2021年以前适用旧法，补助上限为90万欧元，已停止受理。", language="zh"
    )
    assert lines_of(document)[0] == "grant amount=4000 per=job currency=EUR"


@pytest.mark.parametrize("told", ["until 31 June 2027", "from 4 May 2027 to 31 June"])
def test_of_a_day_that_no_month_has_the_month_is_read(told: str) -> None:
    (measure,) = extract(document_of(f"Grants of 25% are paid {told}."))
    assert measure.ends == "2027-06"
