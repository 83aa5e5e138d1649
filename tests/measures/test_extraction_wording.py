"""More ways in which rates, sums, limits and dates are said, in both languages; written before the rules that read them."""

from __future__ import annotations

import pytest

from assistant.domain import Kind
from tests.measures.reading import document_of, lines_of

INCENTIVES = [
    (("The State meets 35% of the cost of machinery, subject to a maximum of EUR 2 million.",), ["grant rate=35 cap=2000000 currency=EUR"]),
    (("Projects can be supported with up to EUR 1.5 million.",), ["grant amount=..1500000 currency=EUR"]),
    (("Support amounts to 45 per cent of eligible expenditure and is limited to EUR 800,000 per applicant.",), ["grant rate=45 cap=800000 currency=EUR"]),
    (("A subsidy worth a quarter of the purchase price is paid, up to a ceiling of EUR 6,000.",), ["grant rate=25 cap=6000 currency=EUR"]),
    (("Companies receive EUR 10,000 for each job they create.",), ["grant amount=10000 per=job currency=EUR"]),
    (("For every tonne of cells produced the plant earns USD 300.",), ["grant amount=300 per=tonne currency=USD"]),
    (("The intensity is 30 percent; it rises to 40 percent in the east.",), ["grant rate=30", "grant rate=40"]),
    (("Medium-sized companies get 10 points more, small ones 20 points more.",), ["grant rate=10", "grant rate=20"]),
    (("Grants between EUR 50,000 and EUR 2 million are awarded.",), ["grant amount=50000..2000000 currency=EUR"]),
    (("The call has a budget of EUR 25 million and pays grants of 60%.",), ["grant rate=60 budget=25000000 currency=EUR"]),
    (("Applications for the 25% grant may be handed in between 1 March and 30 June 2027.",), ["grant rate=25 opens=2027-03-01 closes=2027-06-30"]),
    (("The grant of 25% can be requested until 30 June 2027.",), ["grant rate=25 closes=2027-06-30"]),
    (("The deadline for the 25% grant is 30 June 2027.",), ["grant rate=25 closes=2027-06-30"]),
    (("Loans cover up to 80% of the investment; the interest rate is fixed at 2%.",), ["loan rate=..80", "loan rate=2"]),
    (("The guarantee covers 70% of the loan, with a maximum of EUR 1 million.",), ["guarantee rate=70 cap=1000000 currency=EUR"]),
    (("New plants are exempted from property tax for ten years.",), ["tax_exemption"]),
    (("Profits are taxed at a reduced rate of 9% until 31 December 2030.",), ["tax_exemption rate=9 ends=2030-12-31"]),
    (("The corporate income tax rate is cut by half.",), ["tax_exemption rate=50"]),
    (("Half of the corporate income tax is waived for five years.",), ["tax_exemption rate=50"]),
    (("Corporate income tax is reduced by 60% for the first five years.",), ["tax_exemption rate=60"]),
    (("Machinery may be imported duty-free until 31 December 2028.",), ["customs_relief ends=2028-12-31"]),
    (("A credit of 15% against corporate tax is granted for battery lines, capped at EUR 3 million a year.",), ["tax_credit rate=15 cap=3000000 currency=EUR"]),
    (("Investors may set off 40% of their investment against tax.",), ["tax_credit rate=40"]),
    (("Companies can claim back 25% of their R&D spending through the tax system.",), ["tax_credit rate=25"]),
    (("R&D costs are deductible at 200%.",), ["tax_credit rate=200"]),
    (("The scheme runs from 1 January 2026 to 31 December 2029 and gives grants of 20%.",), ["grant rate=20 starts=2026-01-01 ends=2029-12-31"]),
    (("The scheme gives grants of 20%.", "It stays open through 31 December 2029.",), ["grant rate=20 ends=2029-12-31"]),
    (("The scheme gives grants of 20%.", "Eligible projects cost EUR 2 million or more.",), ["grant rate=20 minimum_investment=2000000 currency=EUR"]),
    (("The scheme gives grants of 20%.", "Investments have to total at least EUR 2 million.",), ["grant rate=20 minimum_investment=2000000 currency=EUR"]),
    (("The scheme gives grants of 20%.", "Nobody receives more than EUR 3 million.",), ["grant rate=20 cap=3000000 currency=EUR"]),
    (("The scheme gives grants of 20%.", "Smaller projects than EUR 1 million are not accepted.",), ["grant rate=20 minimum_investment=1000000 currency=EUR"]),
    (("The scheme gives grants of 20%.", "Projects start at EUR 500,000.",), ["grant rate=20 minimum_investment=500000 currency=EUR"]),
    (("The scheme gives grants of 20%.", "The minister has EUR 90 million for it.",), ["grant rate=20 budget=90000000 currency=EUR"]),
    (("The scheme gives grants of 20%.", "A total of EUR 90 million is available.",), ["grant rate=20 budget=90000000 currency=EUR"]),
    (("The scheme gives grants of 20%.", "Applications are due by noon on 5 May 2027.",), ["grant rate=20 closes=2027-05-05"]),
    (("The scheme gives grants of 20%.", "The submission window closes at 5 p.m. on 5 May 2027.",), ["grant rate=20 closes=2027-05-05"]),
    (("The scheme gives grants of 20%.", "Registration is possible from 5 May 2027.",), ["grant rate=20 opens=2027-05-05"]),
    (("The scheme gives grants of 20%.", "The scheme was prolonged to the end of 2028.",), ["grant rate=20 ends=2028"]),
    (("The scheme gives grants of 20%.", "Last year 46 firms got EUR 12 million in total.",), ["grant rate=20"]),
    (("The scheme gives grants of 20%.", "Firms have to bring in 25% of their own money.",), ["grant rate=20"]),
    (("The scheme gives grants of 20%.", "An advance of 40% is paid on signature.",), ["grant rate=20"]),
    (("The scheme gives grants of 20%.", "GDP grew by 3.2% in 2025.",), ["grant rate=20"]),
    (("Aid of up to 35% is possible in assisted areas and up to 15% elsewhere.",), ["grant rate=..15", "grant rate=..35"]),
    (("The premium is EUR 4,000 for electric cars and EUR 2,500 for plug-in hybrids.",), ["grant amount=2500 currency=EUR", "grant amount=4000 currency=EUR"]),
    (("Buyers of an electric van receive EUR 5,000, buyers of a truck EUR 20,000.",), ["grant amount=20000 currency=EUR", "grant amount=5000 currency=EUR"]),
    (("The tax credit equals 40% of eligible investment, with at most EUR 350 million per group.",), ["tax_credit rate=40 cap=350000000 currency=EUR"]),
    (("A ten-year income tax holiday is granted to projects above USD 50 million.",), ["tax_exemption minimum_investment=50000000 currency=USD"]),
    (("Investors pay 5% corporate tax for 15 years instead of 20%.",), ["tax_exemption rate=5"]),
    (("Depreciation of 50% in the first year is allowed for electric trucks bought before 1 January 2028.",), ["tax_credit rate=50 ends=2028-01-01"]),
    (("Only investments of EUR 200,000 to EUR 100 million qualify for the 40% credit.",), ["tax_credit rate=40 minimum_investment=200000 maximum_investment=100000000 currency=EUR"]),
    (("Land is offered at half of its price.",), []),
    (("The aid is paid in three instalments of 30%, 30% and 40%.",), []),
    (("Plants must be kept for five years.",), []),
    (("The incentive covers 20% of the investment.", "It was launched in October 2025 and has no closing date.",), ["grant rate=20 starts=2025-10"]),
    (("The incentive covers 20% of the investment.", "The 2025 call was open from 12 May to 30 June 2025.",), ["grant rate=20 opens=2025-05-12 closes=2025-06-30"]),
    (("The incentive covers 20% of the investment.", "A new call is expected in 2027.",), ["grant rate=20"]),
    (("The incentive covers 20% of the investment.", "Project period: 1 January 2026 to 31 December 2028",), ["grant rate=20 starts=2026-01-01 ends=2028-12-31"]),
    (("The premium for private buyers (EUR 3,000) was stopped on 17 December 2023.",), ["grant amount=3000 currency=EUR ends=2023-12-17"]),
    (("A bonus of EUR 1,000 was added in 2026.",), ["grant amount=1000 currency=EUR starts=2026 ends=2026"]),
    (("Scheme closed: the budget of EUR 600 million was used up in June 2026. It paid up to EUR 11,000 per car.",), ["grant amount=..11000 per=vehicle budget=600000000 currency=EUR"]),
    (("The aid can be combined with others up to 60%.", "The grant is 30%.",), ["grant rate=..60", "grant rate=30"]),
    (("Reimbursement of 15% of export credit premiums, up to CNY 1 million.",), ["grant rate=15 cap=1000000 currency=CNY"]),
    (("Salary tax of foreign experts: flat 15% until 2029.",), ["tax_exemption rate=15 ends=2029"]),
    (("Machinery is written off at 40% in the first year.",), ["tax_credit rate=40"]),
    (("Excess VAT is refunded within 30 days.",), []),
]  # fmt: skip

LAWS = [
    (("Cars with less than 60% local value pay a levy of 12%.",), ["duty rate=12"]),
    (("An additional duty of 21.3% has been levied since 30 October 2024.",), ["duty rate=21.3 starts=2024-10-30"]),
    (("The duty drops from 20% to 10% on 1 January 2027.",), ["duty rate=10 starts=2027-01-01"]),
    (("Imports of electric cars are subject to a tariff of 35 per cent as of 1 July 2026.",), ["duty rate=35 starts=2026-07-01"]),
    (("The tariff climbs to 35% in July 2026.",), ["duty rate=35 starts=2026-07"]),
    (("Within the quota of 49,000 cars a rate of 6.1% applies.",), ["duty rate=6.1", "quota amount=49000 per=vehicle"]),
    (("At least 45% of the value must originate in the region.",), ["obligation rate=45.."]),
    (("No more than 35% of the parts may come from third countries.",), ["obligation rate=..35"]),
    (("New types must comply from 1 July 2026, all new vehicles from 1 July 2028.",), ["obligation starts=2026-07-01", "obligation starts=2028-07-01"]),
    (("Manufacturers have until 1 July 2027 to register.",), ["deadline closes=2027-07-01"]),
    (("Importers must report their stocks by 31 March 2027.",), ["deadline closes=2027-03-31"]),
    (("The first report falls due on 31 May 2027.",), ["deadline closes=2027-05-31"]),
    (("The ban takes effect on 1 January 2027.",), ["obligation starts=2027-01-01"]),
    (("From model year 2030 onwards the hardware is banned.",), ["obligation starts=2030"]),
    (("Transactions worth more than EUR 10 million need approval.",), ["threshold amount=10000000.. currency=EUR"]),
    (("Deals under EUR 1 million are exempt.",), ["threshold amount=..1000000 currency=EUR"]),
    (("By 2030 half of all sales must be electric.",), ["obligation rate=50.. starts=2030"]),
    (("The act will be in force from 12 July 2026 until 31 December 2030.",), ["obligation starts=2026-07-12 ends=2030-12-31"]),
    (("The regulation becomes applicable on 2 August 2027.",), ["obligation starts=2027-08-02"]),
    (("The fine is up to 4% of worldwide turnover.",), []),
    (("Violations are punished with up to EUR 15 million.",), []),
    (("Chinese makers held 12% of the market in 2025.",), []),
    (("Each vehicle needs a passport as of 18 February 2027.",), ["obligation starts=2027-02-18"]),
    (("The Regulation entered into force on 1 August 2024 and will apply from 2 August 2027.",), ["obligation starts=2027-08-02"]),
    (("Article 12 applies from 18 August 2026.",), ["obligation starts=2026-08-18"]),
    (("The transition period ends on 31 December 2027.",), ["obligation ends=2027-12-31"]),
    (("Producers have to register with the national authority before placing batteries on the market.",), []),
    (("Producers have to register with the national authority by 18 August 2026.",), ["deadline closes=2026-08-18"]),
    (("From 2035 only zero-emission cars may be registered.",), ["obligation starts=2035"]),
    (("From 1 January 2030 to 31 December 2034 the target is 55%.",), ["obligation rate=55.. starts=2030-01-01 ends=2034-12-31"]),
    (("Fleet emissions must fall by 55% by 2030 and by 100% by 2035.",), ["obligation rate=100.. starts=2035", "obligation rate=55.. starts=2030"]),
    (("Emissions of new cars have to be 15% below the level of 2021 as of 2025.",), ["obligation rate=15.. starts=2025"]),
    (("Recycled plastic must make up 25% of a new car from 2036.",), ["obligation rate=25.. starts=2036"]),
    (("The minimum share of recycled cobalt is 16%.",), ["obligation rate=16.."]),
    (("The minimum share of recycled cobalt is 16% from 18 August 2031.",), ["obligation rate=16.. starts=2031-08-18"]),
    (("A regional value content of 75% is required.",), ["obligation rate=75.."]),
    (("Cars need 40% local content to count as domestic.",), ["obligation rate=40.."]),
    (("Non-originating materials may make up no more than 60% of the ex-works price.",), ["obligation rate=..60"]),
    (("Acquisitions of 25% or more of the shares must be notified.",), ["threshold rate=25.."]),
    (("Foreign subsidies of more than EUR 50 million in three years have to be notified.",), ["threshold amount=50000000.. currency=EUR"]),
    (("The threshold is EUR 500 million of turnover in the EU.",), ["threshold amount=500000000.. currency=EUR"]),
    (("Since 1 July 2025 a 25 percent tariff applies to all passenger cars.",), ["duty rate=25 starts=2025-07-01"]),
    (("On 3 April 2025 a tariff of 25% on cars took effect.",), ["duty rate=25 starts=2025-04-03"]),
    (("An extra tariff of 100% on Chinese electric cars has been in force since 27 September 2024.",), ["duty rate=100 starts=2024-09-27"]),
    (("The duty is 10% plus an anti-subsidy duty of 17%.",), ["duty rate=10", "duty rate=17"]),
    (("For BYD the countervailing duty is 17%, for Geely 18.8% and for SAIC 35.3%.",), ["duty rate=17", "duty rate=18.8", "duty rate=35.3"]),
    (("The special consumption tax on electric cars is 3% until 28 February 2027 and 11% from 1 March 2027.",), ["tax_exemption rate=11 starts=2027-03-01", "tax_exemption rate=3 ends=2027-02-28"]),
    (("The quota grows from 49,000 to 70,000 vehicles within five years.",), ["quota amount=70000 per=vehicle"]),
    (("Exports of graphite anodes have required a licence since 1 December 2023.",), ["obligation starts=2023-12-01"]),
    (("Carbon footprint declarations are mandatory for electric vehicle batteries as of February 2027.",), ["obligation starts=2027-02"]),
    (("Vehicles first registered after 7 July 2026 must carry a driver drowsiness system.",), ["obligation starts=2026-07-07"]),
    (("Small companies with fewer than 50 employees are exempt.",), ["threshold amount=..50 per=person"]),
    (("The obligation covers companies with 250 or more staff.",), ["threshold amount=250.. per=person"]),
]  # fmt: skip

SPEECHES = [
    (("We offer a cash grant of up to 30 percent, and the region adds another 10 percent.",), ["grant rate=..30", "grant rate=10"]),
    (("If you invest more than 10 million euros, you pay only half of the tax for five years.",), ["tax_exemption rate=50 minimum_investment=10000000 currency=EUR"]),
    (("Our bank lends you up to 70 percent at two percent interest.",), ["loan rate=..70", "loan rate=2"]),
    (("Between now and 31 December 2027 you pay no import duty on machines.",), ["customs_relief ends=2027-12-31"]),
    (("We refund 20 percent of your investment, but never more than 500,000 euros.",), ["grant rate=20 cap=500000 currency=EUR"]),
    (("The factory will make 100,000 cars a year and create 2,000 jobs.",), []),
    (("You need to invest at least five million euros to qualify for the 25 percent grant.",), ["grant rate=25 minimum_investment=5000000 currency=EUR"]),
]  # fmt: skip

CHINESE_INCENTIVES = [
    (("对新建项目按固定资产投资的10%给予补助，单个项目不超过2000万元。",), ["grant rate=10 cap=20000000 currency=CNY"]),
    (("按设备投资额的8%予以资助，最高资助500万元。",), ["grant rate=8 cap=5000000 currency=CNY"]),
    (("每销售一辆新能源汽车奖励500元，全年最高1000万元。",), ["grant amount=500 per=vehicle cap=10000000 currency=CNY"]),
    (("对首次出口的企业一次性奖励20万元。",), ["grant amount=200000 currency=CNY"]),
    (("贷款贴息比例为50%，每年最高100万元，期限不超过3年。",), ["loan rate=50 cap=1000000 currency=CNY"]),
    (("企业所得税前五年全免，后五年减半。",), ["tax_exemption", "tax_exemption rate=50"]),
    (("企业所得税减按15%征收，执行至2030年12月31日。",), ["tax_exemption rate=15 ends=2030-12-31"]),
    (("研发费用按200%加计扣除。",), ["tax_credit rate=200"]),
    (("进口设备免关税和增值税。",), ["customs_relief", "tax_exemption"]),
    (("补助比例为20%。", "申报截止日期为2026年9月30日。",), ["grant rate=20 closes=2026-09-30"]),
    (("补助比例为20%。", "自2026年5月1日起受理申请，6月30日截止。",), ["grant rate=20 opens=2026-05-01 closes=2026-06-30"]),
    (("补助比例为20%。", "总投资须达到5000万元。",), ["grant rate=20 minimum_investment=50000000 currency=CNY"]),
    (("补助比例为20%。", "投资总额低于1000万元的项目不予支持。",), ["grant rate=20 minimum_investment=10000000 currency=CNY"]),
    (("补助比例为20%。", "本政策有效期至2027年12月31日。",), ["grant rate=20 ends=2027-12-31"]),
    (("补助比例为20%。", "专项资金总规模3亿元。",), ["grant rate=20 budget=300000000 currency=CNY"]),
    (("企业年度补贴总额不超过500万元，其中单个项目补贴比例为30%。",), ["grant rate=30 cap=5000000 currency=CNY"]),
    (("购买新能源乘用车，按车价的12%给予补贴，最高2万元；燃油车按8%给予补贴，最高1.5万元。",), ["grant rate=12 cap=20000 currency=CNY", "grant rate=8 cap=15000 currency=CNY"]),
    (("申报期为2026年3月15日至4月30日，补助比例最高40%。",), ["grant rate=..40 opens=2026-03-15 closes=2026-04-30"]),
    (("首批资金10亿元，对电池项目给予最高15%的投资补贴。",), ["grant rate=..15 budget=1000000000 currency=CNY"]),
    (("企业可申请最高2亿元的低息贷款，利率为2.5%。",), ["loan rate=2.5 cap=200000000 currency=CNY"]),
    (("年销售额5亿元以上的企业，奖励100万元。",), ["grant amount=1000000 currency=CNY"]),
    (("新设企业自获利年度起免征企业所得税4年，其后9年减半征收。",), ["tax_exemption", "tax_exemption rate=50"]),
    (("自2025年7月起执行新标准，2028年底结束。补贴为每辆车2万元。",), ["grant amount=20000 per=vehicle currency=CNY starts=2025-07 ends=2028"]),
    (("大企业最高30%，中型企业最高40%，小企业最高50%。",), ["grant rate=..30", "grant rate=..40", "grant rate=..50"]),
    (("现金补贴不超过合格成本的50%，且不超过1000万欧元。",), ["grant rate=..50 cap=10000000 currency=EUR"]),
    (("2026年10月31日为申请的最后期限。补助20%。",), ["grant rate=20 closes=2026-10-31"]),
]  # fmt: skip

CHINESE_LAWS = [
    (("自2026年1月1日起，纯电动车进口关税上调至35%。",), ["duty rate=35 starts=2026-01-01"]),
    (("对原产于中国的电动汽车加征35.3%的反补贴税，自2024年10月30日起为期五年。",), ["duty rate=35.3 starts=2024-10-30"]),
    (("自2027年2月18日起，容量2千瓦时以上的电池须附带护照。",), ["obligation starts=2027-02-18"]),
    (("整车本地化率应达到40%以上，2027年起提高到60%。",), ["obligation rate=40..", "obligation rate=60.. starts=2027"]),
    (("境外投资额超过3亿美元的，须报发改委核准。",), ["threshold amount=300000000.. currency=USD"]),
    (("企业应于2026年12月31日前完成备案。",), ["deadline closes=2026-12-31"]),
    (("本办法自2026年3月1日起施行。",), ["obligation starts=2026-03-01"]),
    (("处理100万人以上个人信息的，应当申报安全评估。",), ["threshold amount=1000000.. per=person"]),
    (("2026年7月起，混合动力车进口税率由28%提高到35%。",), ["duty rate=35 starts=2026-07"]),
    (("该法规于2024年8月1日生效，2026年8月2日起全面适用。",), ["obligation starts=2026-08-02"]),
    (("到2030年，新车二氧化碳排放须比2021年降低55%。",), ["obligation rate=55.. starts=2030"]),
    (("回收塑料含量不得低于25%。",), ["obligation rate=25.."]),
    (("年营业额超过5亿欧元且员工超过5000人的企业适用本法。",), ["threshold amount=5000.. per=person", "threshold amount=500000000.. currency=EUR"]),
    (("企业须在2026年6月30日前提交首份报告。",), ["deadline closes=2026-06-30"]),
    (("自2025年12月1日起，出口纯电动乘用车须办理出口许可证。",), ["obligation starts=2025-12-01"]),
    (("过渡期至2027年12月31日结束。",), ["obligation ends=2027-12-31"]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), INCENTIVES)
def test_english_incentives_are_read(texts: tuple[str, ...], expected: list[str]) -> None:
    assert sorted(lines_of(document_of(*texts))) == expected


@pytest.mark.parametrize(("texts", "expected"), LAWS)
def test_english_laws_are_read(texts: tuple[str, ...], expected: list[str]) -> None:
    assert sorted(lines_of(document_of(*texts, kind=Kind.POLICY, title="Rules for vehicles"))) == expected


@pytest.mark.parametrize(("texts", "expected"), SPEECHES)
def test_english_speeches_are_read(texts: tuple[str, ...], expected: list[str]) -> None:
    assert sorted(lines_of(document_of(*texts, kind=Kind.EVENT, title="Forum"))) == expected


@pytest.mark.parametrize(("texts", "expected"), CHINESE_INCENTIVES)
def test_chinese_incentives_are_read(texts: tuple[str, ...], expected: list[str]) -> None:
    document = document_of(*texts, language="zh", places=("CN",), title="项目")
    assert sorted(lines_of(document)) == expected


@pytest.mark.parametrize(("texts", "expected"), CHINESE_LAWS)
def test_chinese_laws_are_read(texts: tuple[str, ...], expected: list[str]) -> None:
    document = document_of(*texts, kind=Kind.POLICY, language="zh", places=("CN",), title="项目")
    assert sorted(lines_of(document)) == expected
