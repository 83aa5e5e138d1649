"""What is read from sentences as they are generally written, in both languages. A new case is one line."""

from __future__ import annotations

import pytest

from assistant.domain import Kind
from tests.measures.reading import document_of, lines_of

ENGLISH_AID = [
    ("The subsidy is up to 20%, at most EUR 500,000, for new plants.", ["grant rate=..20 cap=500000 currency=EUR"]),
    ("Grants of up to 40% or EUR 250,000.", ["grant rate=..40 cap=250000 currency=EUR"]),
    ("A grant of 10% to 25% of eligible costs.", ["grant rate=10..25"]),
    ("The grant is 30% for investments of at least EUR 20 million.", ["grant rate=30 minimum_investment=20000000 currency=EUR"]),
    ("Aid of 15% for projects of EUR 5 million to 20 million.", ["grant rate=15 minimum_investment=5000000 maximum_investment=20000000 currency=EUR"]),
    ("The premium is EUR 3,000 per vehicle.", ["grant amount=3000 per=vehicle currency=EUR"]),
    ("Grants of up to USD 6,000 per MWh of capacity.", ["grant amount=..6000 per=MWh currency=USD"]),
    ("The bonus rises by EUR 500 per child.", ["grant amount=500 per=child currency=EUR"]),
    ("Plug-in hybrids get EUR 1,500.", ["grant amount=1500 currency=EUR"]),
    ("Grants of up to 55% for small, 45% for medium and 35% for large companies.", ["grant rate=..55", "grant rate=..45", "grant rate=..35"]),
    ("A grant of 25% alone and 50% in cooperation, with a cap of EUR 250,000.", ["grant rate=25 cap=250000 currency=EUR", "grant rate=50 cap=250000 currency=EUR"]),
    ("The grant is 20%; minimum project budget EUR 1 million, maximum aid EUR 10 million.", ["grant rate=20 cap=10000000 minimum_investment=1000000 currency=EUR"]),
    ("Grants of up to EUR 3 million for research projects.", ["grant amount=..3000000 currency=EUR"]),
    ("Grants of 30% for a budget of EUR 100,000 to 3 million.", ["grant rate=30 minimum_investment=100000 maximum_investment=3000000 currency=EUR"]),
    ("Up to 85% financing of development projects.", ["loan rate=..85"]),
    ("A tax credit of 20% for investments made between 1 January 2026 and 31 December 2028.", ["tax_credit rate=20 starts=2026-01-01 ends=2028-12-31"]),
    ("A company may deduct 150% of the cost.", ["tax_credit rate=150"]),
    ("The allowance reduces corporate income tax by up to 80%.", ["tax_exemption rate=..80"]),
    ("Companies are exempt from VAT.", ["tax_exemption"]),
    ("Companies are exempt from customs duties, corporate income tax and VAT.", ["tax_exemption", "customs_relief"]),
    ("No corporate income tax is due for five years.", ["tax_exemption"]),
    ("Excise tax of 2% instead of 8% applies.", ["tax_exemption rate=2"]),
    ("Importers pay 0% import duty (normally 50%).", ["customs_relief rate=0"]),
    ("Equipment is freed from the 40% import duty.", ["duty rate=40", "customs_relief"]),
    ("The aid is EUR 2 billion of grants for 2025-2027.", ["grant budget=2000000000 currency=EUR starts=2025 ends=2027"]),
    ("The grant of 20% has been open since July 2025.", ["grant rate=20 starts=2025-07"]),
    ("For example, a plant of EUR 3 million would get 20%, that is EUR 600,000.", []),
    ("20% of 2.5 million = 500,000", []),
    ("Whether the grant of 30% is still paid was not confirmed.", []),
    ("The market share of 12% grew to 15%.", []),
]  # fmt: skip

ENGLISH_LAW = [
    ("The customs duty is 10%.", ["duty rate=10"]),
    ("An additional duty of 25% on cars since 2025.", ["duty rate=25 starts=2025"]),
    ("40% or USD 7,000 per car, whichever is higher, is charged as duty.", ["duty rate=40 per=vehicle floor=7000 currency=USD"]),
    ("The duty falls from 27% to 20% on 1 March 2027.", ["duty rate=20 starts=2027-03-01"]),
    ("The duty is lowered to 15% from 85%.", ["duty rate=15"]),
    ("Batteries must contain at least 16% recycled cobalt from 18 August 2031.", ["obligation rate=16.. starts=2031-08-18"]),
    ("A vehicle may contain at most 45% non-originating materials.", ["obligation rate=..45"]),
    ("A regional value content of 75% is required.", ["obligation rate=75.."]),
    ("The regulation entered into force on 13 December 2024 and applies from 14 December 2027.", ["obligation starts=2027-12-14"]),
    ("Makers must report by 30 September 2027.", ["deadline closes=2027-09-30"]),
    ("The registration deadline moved from 31 December 2027 to 31 January 2028.", ["deadline closes=2028-01-31"]),
    ("A quota of 49,000 vehicles a year is let in.", ["quota amount=49000 per=vehicle"]),
    ("A duty-free quota of USD 463 million ended on 31 January 2026.", ["quota amount=463000000 currency=USD ends=2026-01-31"]),
    ("Companies with a turnover of at least EUR 500 million must notify.", ["threshold amount=500000000.. currency=EUR"]),
    ("Groups with more than 1,000 employees are covered.", ["threshold amount=1000.. per=person"]),
    ("A market share above 30% loses the safe harbour.", ["threshold rate=30.."]),
    ("The rule covers deals with a value above EUR 100 million.", ["threshold amount=100000000.. currency=EUR"]),
    ("For 2030: minus 55% for cars, minus 50% for vans.", ["obligation rate=55.. starts=2030 ends=2030", "obligation rate=50.. starts=2030 ends=2030"]),
    ("A breach is fined with up to EUR 20 million or 4% of turnover.", []),
    ("The goal is a share of 30% by 2030.", []),
]  # fmt: skip

CHINESE = [
    ("按设备投资额的20%给予补助，最高不超过1000万元。", ["grant rate=20 cap=10000000 currency=CNY"]),
    ("补贴最高20%、上限50万欧元。", ["grant rate=..20 cap=500000 currency=EUR"]),
    ("对购车消费者给予每辆最高2万元补贴。", ["grant amount=..20000 per=vehicle currency=CNY"]),
    ("对投资额不低于1亿欧元的工厂，提供最高30%的投资补贴，上限为5000万欧元。", ["grant rate=..30 cap=50000000 minimum_investment=100000000 currency=EUR"]),
    ("专项资金总额10亿元，单个项目补助上限500万元。", ["grant amount=..5000000 budget=1000000000 currency=CNY"]),
    ("提供最高85%的融资。", ["loan rate=..85"]),
    ("减按15%的税率征收企业所得税。", ["tax_exemption rate=15"]),
    ("设备进口免征关税和增值税。", ["tax_exemption", "customs_relief"]),
    ("2024年1月1日至2025年12月31日免征车辆购置税，每辆免税额不超过3万元。", ["tax_exemption per=vehicle cap=30000 currency=CNY starts=2024-01-01 ends=2025-12-31"]),
    ("自2024年12月1日起，出口退税率由13%下调至9%。", ["tax_exemption rate=9 starts=2024-12-01"]),
    ("2026年4月1日至12月31日，出口退税率为6%。", ["tax_exemption rate=6 starts=2026-04-01 ends=2026-12-31"]),
    ("自2024年8月1日起加征100%关税。", ["duty rate=100 starts=2024-08-01"]),
    ("进口关税由2.5%提高至27.5%。", ["duty rate=27.5"]),
    ("配额内关税为6.1%，每年配额4.9万辆。", ["duty rate=6.1", "quota amount=49000 per=vehicle"]),
    ("钴的再生料含量自2031年8月18日起不得低于16%。", ["obligation rate=16.. starts=2031-08-18"]),
    ("国产化率须达到40%以上，2027年起提高到60%。", ["obligation rate=40..", "obligation rate=60.. starts=2027"]),
    ("本办法自2026年5月1日起施行，有效期至2029年4月30日。", ["obligation starts=2026-05-01 ends=2029-04-30"]),
    ("企业应当于2027年2月18日前完成备案。", ["deadline closes=2027-02-18"]),
    ("申报截止日期为2026年6月30日。", ["deadline closes=2026-06-30"]),
    ("向境外提供10万人以上、不满100万人个人信息的，应当订立标准合同。", ["threshold amount=100000..1000000 per=person"]),
    ("投资额3亿美元以上的项目由主管部门核准。", ["threshold amount=300000000.. currency=USD"]),
    ("违反规定的，处罚款最高500万元。", []),
    ("市场份额增长了30%。", []),
    ("例如，假设投资3000万元，可获得600万元补贴。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENGLISH_AID)
def test_sentences_on_aid_are_read(text: str, expected: list[str]) -> None:
    assert lines_of(document_of(text)) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH_LAW)
def test_sentences_of_laws_are_read(text: str, expected: list[str]) -> None:
    assert lines_of(document_of(text, kind=Kind.POLICY, title="Regulation on cars", places=("EU",))) == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese_sentences_are_read(text: str, expected: list[str]) -> None:
    document = document_of(text, kind=Kind.POLICY, language="zh", title="通知", places=("CN",))
    assert lines_of(document) == expected
