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
