"""Which instrument a measure is, whose it is, and what is none, by the words and the structure around it."""

from __future__ import annotations

import pytest

from assistant.domain import Document, Kind
from assistant.measures.extraction import extract
from tests.measures.reading import document_of, heading, items, lines_of, table


def places_of(document: Document) -> list[str]:
    """Whose measures are read of a document, each with its instrument."""
    return [f"{measure.jurisdiction} {measure.instrument.value}" for measure in extract(document)]


CONTINUED = [
    (("Research costs may be deducted from the taxable profit. The share is 150% for small firms.",), ["tax_credit rate=150"]),
    (("The region lends against machines. At most 60% of their price is covered.",), ["loan rate=..60"]),
    (("1) Customs duty. Presses come in at a flat 3%.",), ["duty rate=3"]),
    (("Equipment credit. Zone A gets 20%, zone B 10%.",), ["tax_credit rate=20", "tax_credit rate=10"]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), CONTINUED)
def test_a_sentence_that_names_nothing_goes_on_with_its_paragraph(texts: tuple[str, ...], expected: list[str]) -> None:
    assert sorted(lines_of(document_of(*texts))) == sorted(expected)


def test_an_item_may_announce_the_table_below_it() -> None:
    document = document_of(
        heading("Tools"),
        *items("Training vouchers: EUR 2,000 per trainee", "Machinery credit against income tax:"),
        *table("Area | Rate", "Coast | 12%", "Hills | 18%", group=2),
    )
    assert lines_of(document)[1:] == ["tax_credit rate=12", "tax_credit rate=18"]


def test_a_question_tells_what_its_answer_is_on() -> None:
    document = document_of("问：可以贷款吗？", "答：单户最高500万元，年息3%。", language="zh", places=("CN",))
    assert {measure.instrument.value for measure in extract(document)} == {"loan"}


GRANTED_ELSEWHERE = [
    ("The fund pays EUR 4,000 per van, and Croatia gives EUR 9,000 per van.", ("SI",), ["SI grant", "HR grant"]),
    ("Denmark's neighbouring scheme pays grants of up to 30%.", ("SE",), ["DK grant"]),
    ("It was compared with a Spanish scheme that pays grants of 25%.", ("FI",), ["ES grant"]),
    ("In Portugal the grant is 15%.", ("ES",), ["PT grant"]),
    ("Chinese makers pay an additional duty of 20%.", ("EU",), ["EU duty"]),
    ("Cars from China pay an additional duty of 20%.", ("EU",), ["EU duty"]),
    ("Queensland gives grants of AUD 3,000 per car.", ("AU",), ["AU-QLD grant"]),
    ("Georgia gives grants of USD 3,000 per job.", ("US",), ["US-GA grant"]),
    ("Morocco: up to 30% of the investment as a grant.", ("EG",), ["MA grant"]),
    ("隔壁的波兰也补贴购车，每辆最高4万兹罗提。", ("CZ",), ["CZ grant"]),
    ("德国同期的购车补贴为每辆3000欧元。", ("AT",), ["DE grant"]),
    ("中国产电动车适用10%的关税。", ("VN",), ["VN duty"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places", "expected"), GRANTED_ELSEWHERE)
def test_who_grants_is_told_from_what_is_spoken_of(text: str, places: tuple[str, ...], expected: list[str]) -> None:
    language = "zh" if "，" in text or "。" in text else "en"
    assert places_of(document_of(text, language=language, places=places)) == expected


def test_a_federal_measure_in_a_text_on_a_region_is_the_countrys() -> None:
    document = document_of("The federal credit against tax is 30%.", "The provincial one is 10%.", places=("CA-ON",))
    assert places_of(document)[0] == "CA tax_credit"


def test_a_line_without_a_full_stop_tells_whose_the_paragraphs_below_it_are() -> None:
    document = document_of(
        heading("两国购车补贴", level=1),
        "罗马尼亚：旧车换新",
        "每辆补贴2万列伊。",
        "波兰：先补车后补桩",
        "每辆补贴4万兹罗提。",
        language="zh",
        places=("RO", "PL"),
    )
    assert places_of(document) == ["RO grant", "PL grant"]


NAMED = [
    ("Savers may take half of the outlay off their taxable income.", ["tax_credit rate=50"]),
    ("Assemblers earn a credit worth 12% of new machinery.", ["tax_credit rate=12"]),
    ("The project gets a repayable advance of up to 40% of its costs.", ["loan rate=..40"]),
    ("The fund will guarantee 60% of the principal.", ["guarantee rate=60"]),
    ("Electric vans are excluded from VAT.", ["tax_exemption"]),
    ("Export duties fall away for makers of cells.", ["customs_relief"]),
    ("At least 30% of the workforce, a share of local staff, is asked of investors.", ["obligation rate=30.."]),
    ("购置设备的支出可按50%抵扣应税收入。", ["tax_credit rate=50"]),
    ("外籍员工占比不超过15%。", ["obligation rate=..15"]),
    ("信用担保机构按贷款的80%承保。", ["guarantee rate=80"]),
    ("保费补60%。", ["grant rate=60"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_instruments_are_known_by_more_than_their_names(text: str, expected: list[str]) -> None:
    language = "zh" if "。" in text else "en"
    assert lines_of(document_of(text, language=language)) == expected


def test_speech_stays_speech() -> None:
    (measure,) = extract(document_of("We pay grants of 20%.", kind=Kind.EVENT))
    assert not measure.official


NO_MEASURES = [
    ("Atlantia's corporate income tax rate is 12%, so an allowance is worth little.", Kind.INCENTIVE),
    ("The standard rate of corporate income tax is 19%, sales tax stands at 8%.", Kind.INCENTIVE),
    ("Companies of the country pay an income tax of 24% as a rule.", Kind.INCENTIVE),
    ("Illustration: for a line of EUR 8 million the bank lends EUR 5 million.", Kind.INCENTIVE),
    ("Rent paid late bears 2% a month.", Kind.INCENTIVE),
    ("Our subsidiary received a grant of EUR 3 million.", Kind.INCENTIVE),
    ("Last year 12% of the vans sold were electric.", Kind.INCENTIVE),
    ("The plan speaks of 100% by 2035.", Kind.INCENTIVE),
    ("企业所得税一般为20%，增值税13%，股息预提税7%。", Kind.INCENTIVE),
    ("举例：贷款5亿元，年利率3%，首年利息1500万元。", Kind.INCENTIVE),
    ("逾期还款的，加收30%。", Kind.INCENTIVE),
    ("协会提出将补贴提高到每台八百元，会议未予采纳。", Kind.POLICY),
    ("We hold 40% of the demand for cells; inflation stood at 9%.", Kind.EVENT),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), NO_MEASURES)
def test_what_grants_and_demands_nothing_is_left_out(text: str, kind: Kind) -> None:
    assert lines_of(document_of(text, kind=kind, language="zh" if "。" in text else "en")) == []


def test_only_the_sentence_behind_the_word_example_is_one() -> None:
    document = document_of(
        "Example. A plant of EUR 9 million gets EUR 3 million. The grant for vans is EUR 2,000 per van."
    )
    assert lines_of(document) == ["grant amount=2000 per=vehicle currency=EUR"]


def test_an_example_without_a_sum_tells_a_value() -> None:
    assert lines_of(document_of("Example: in the hills the grant is 35%.")) == ["grant rate=35"]


SAID_OTHERWISE = [
    ("The Mobility Fund pays EUR 6,000 for a van.", Kind.INCENTIVE, ["grant amount=6000 per=vehicle currency=EUR"]),
    ("Lyon adds EUR 1,500 of its own.", Kind.INCENTIVE, ["grant amount=1500 currency=EUR"]),
    ("The State admits up to 900 skilled workers a year.", Kind.POLICY, ["quota amount=..900 per=person"]),
    ("Dealers may import no more than 8,000 cars.", Kind.POLICY, ["quota amount=..8000 per=vehicle"]),
    ("The share capital shall not be below EUR 250,000.", Kind.POLICY, ["threshold amount=250000.. currency=EUR"]),
    ("Vans do not pay the green tax.", Kind.INCENTIVE, ["tax_exemption"]),
    ("Green tax: due at registration; vans do not pay it.", Kind.INCENTIVE, ["tax_exemption"]),
    ("A footprint limit comes into play on 1 July 2029.", Kind.POLICY, ["obligation starts=2029-07-01"]),
    ("An importer who misses the target pays EUR 90 per car.", Kind.POLICY, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "expected"), SAID_OTHERWISE)
def test_what_no_noun_names_is_known_by_its_verb(text: str, kind: Kind, expected: list[str]) -> None:
    assert lines_of(document_of(text, kind=kind, title="Rules for vehicles")) == expected


def test_what_is_to_be_handed_in_is_a_deadline_in_a_text_on_duties_too() -> None:
    document = document_of(
        "The customs duty on vans is 12%.",
        "Assemblers lodge a list of parts by 31 July 2027.",
        kind=Kind.POLICY,
        title="Customs duties on vans",
    )
    assert lines_of(document) == ["duty rate=12", "deadline closes=2027-07-31"]


def test_a_quota_that_is_said_again_is_one() -> None:
    document = document_of(
        "Canada lets in up to 7,000 cars a year.",
        *table("Item | Value", "Quota at the start | 7,000 vehicles a year"),
        kind=Kind.POLICY,
        places=("CA",),
    )
    assert places_of(document) == ["CA quota"]


def test_a_condition_in_a_label_is_no_rate() -> None:
    document = document_of(
        "Rebates on excise duty by local content:", *items("from 25%: rebate of 40%", "from 35%: rebate of 60%")
    )
    assert lines_of(document) == ["tax_exemption rate=40", "tax_exemption rate=60"]


def test_what_a_row_is_on_is_lifted_by_a_cell_that_says_so() -> None:
    document = document_of(
        *table("Charge | Kits | Whole cars", "Import duty | exempt to 30 June 2028 | 25%"),
        kind=Kind.POLICY,
        title="Cars",
    )
    assert sorted(lines_of(document)) == ["customs_relief ends=2028-06-30", "duty rate=25"]


def test_a_calendar_of_changes_lays_down_duties() -> None:
    document = document_of(
        *table(
            "Date | What changes", "1 July 2027 | emergency call in new types", "1 July 2029 | heat test for every car"
        ),
        kind=Kind.POLICY,
        title="Certificates",
    )
    assert lines_of(document) == ["obligation starts=2027-07-01", "obligation starts=2029-07-01"]


def test_a_standard_by_years_is_what_may_not_be_passed() -> None:
    document = document_of(
        *table("Year | Passenger cars", "2028 | 95 g", "2029 | 80 g"), kind=Kind.POLICY, title="Standard"
    )
    assert [line.split(" per=")[0] for line in lines_of(document)] == [
        "obligation amount=..95",
        "obligation amount=..80",
    ]


MORE_WORDS = [
    ("The decree lets in 12,000 hybrid cars a year.", Kind.POLICY, ["quota amount=12000 per=vehicle"]),
    ("No more than 9,000 work permits are issued.", Kind.POLICY, ["quota amount=..9000 per=permit"]),
    ("At most 12% of the staff may come from abroad; in key projects 20%.", Kind.POLICY, ["obligation rate=..12", "obligation rate=20.."]),
    ("Recyclers reach 70% of average weight by 31 December 2028.", Kind.POLICY, ["obligation rate=70.. starts=2028-12-31"]),
    ("The development fund finances up to 60% of the project cost.", Kind.INCENTIVE, ["loan rate=..60"]),
    ("Reinvested profit is exempt from the 16% profit tax.", Kind.INCENTIVE, ["tax_exemption"]),
    ("Buses may be imported free of import duty and excise.", Kind.POLICY, ["customs_relief", "tax_exemption"]),
    ("每年8000辆电动车的免税进口配额。", Kind.POLICY, ["quota amount=8000 per=vehicle"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "expected"), MORE_WORDS)
def test_more_ways_to_let_in_ask_for_and_spare(text: str, kind: Kind, expected: list[str]) -> None:
    language = "zh" if "。" in text else "en"
    assert sorted(lines_of(document_of(text, kind=kind, language=language, title="Notice"))) == sorted(expected)


def test_a_programme_has_the_shortest_name_that_the_document_gives_it() -> None:
    document = document_of(
        heading("Spain: battery plant scheme", level=1),
        "The grant is 20%.",
        *items("Growth loan: up to 60% of the costs", "Of this, half: a grant of 10%"),
        title="Spain: scheme for battery plants and their suppliers, with a note on loans",
    )
    assert [measure.programme for measure in extract(document)] == [
        "battery plant scheme",
        "Growth loan",
        "battery plant scheme",
    ]
