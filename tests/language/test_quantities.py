"""Amounts, rates, dates and numbers: what is the same reads the same, in either language."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.language.quantities import QuantityKind, chinese_number, quantities

Key = tuple[str, str, str | None]


def money(value: int | str, unit: str = "EUR") -> Key:
    return ("money", str(value), unit)


def percent(value: int | str) -> Key:
    return ("percent", str(value), None)


def number(value: int | str) -> Key:
    return ("number", str(value), None)


def day(value: str) -> Key:
    return ("date", value, None)


def keys(text: str) -> list[Key]:
    return [quantity.key for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("€500,000", money(500_000)),
        ("€ 500,000.00", money(500_000)),
        ("EUR 0.5 million", money(500_000)),
        ("EUR500k", money(500_000)),
        ("500 000 euros", money(500_000)),
        ("500,000 EUR", money(500_000)),
        ("0.5m euro", money(500_000)),
        ("50万欧元", money(500_000)),
        ("50 万欧元", money(500_000)),
        ("五十万欧元", money(500_000)),
        ("€1.000.000", money(1_000_000)),
        ("€20 million", money(20_000_000)),
        ("2000万欧元", money(20_000_000)),
        ("2,000万欧元", money(20_000_000)),
        ("两千万欧元", money(20_000_000)),
        ("€1.5bn", money(1_500_000_000)),
        ("15亿欧元", money(1_500_000_000)),
        ("1.5 billion euros", money(1_500_000_000)),
        ("€2 trillion", money(2 * 10**12)),
        ("2万亿欧元", money(2 * 10**12)),
        ("1,000万元", money(10_000_000, "CNY")),
        ("人民币1000万元", money(10_000_000, "CNY")),
        ("1000万元人民币", money(10_000_000, "CNY")),
        ("RMB 10 million", money(10_000_000, "CNY")),
        ("¥10,000,000", money(10_000_000, "CNY")),
        ("10 million yuan", money(10_000_000, "CNY")),
        ("一千二百万元", money(12_000_000, "CNY")),
        ("$7,500", money(7_500, "USD")),
        ("US$ 7,500", money(7_500, "USD")),
        ("7,500 US dollars", money(7_500, "USD")),
        ("7500美元", money(7_500, "USD")),
        ("五千万美元", money(50_000_000, "USD")),
        ("HK$3 million", money(3_000_000, "HKD")),
        ("300万港元", money(3_000_000, "HKD")),
        ("£30,000", money(30_000, "GBP")),
        ("MAD 50 million", money(50_000_000, "MAD")),
        ("5000万迪拉姆", money(50_000_000, "MAD")),
        ("THB 100,000", money(100_000, "THB")),
        ("10万泰铢", money(100_000, "THB")),
        ("Eur 12", money(12)),
        ("€1,5 million", money(1_500_000)),
        ("€12,25 bn", money(12_250_000_000)),
        ("€1,500 million", money(1_500_000_000)),
        ("500.000 euros", money(500_000)),
        ("€1.000", money(1_000)),
        ("TRY 20", money(20, "TRY")),
        ("20 MAD", money(20, "MAD")),
    ],
)
def test_an_amount_is_the_same_in_every_notation(text: str, key: Key) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("20%", percent(20)),
        ("20 %", percent(20)),
        ("20％", percent(20)),
        ("２０％", percent(20)),
        ("20 per cent", percent(20)),
        ("20 percent", percent(20)),
        ("百分之二十", percent(20)),
        ("百分之20", percent(20)),
        ("二成", percent(20)),
        ("三成", percent(30)),
        ("35.3%", percent("35.3")),
        ("35.30%", percent("35.3")),
        ("35,3 %", percent("35.3")),
        ("百分之三十五点三", percent("35.3")),
        ("1,000%", percent(1000)),
        ("5个百分点", percent(5)),
        ("5 percentage points", percent(5)),
        ("百分之百", percent(100)),
    ],
)
def test_a_rate_is_the_same_in_every_notation(text: str, key: Key) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1 April 2026", day("2026-04-01")),
        ("1st April 2026", day("2026-04-01")),
        ("April 1, 2026", day("2026-04-01")),
        ("Apr. 1, 2026", day("2026-04-01")),
        ("2026-04-01", day("2026-04-01")),
        ("2026/4/1", day("2026-04-01")),
        ("2026.04.01", day("2026-04-01")),
        ("2026年4月1日", day("2026-04-01")),
        ("2026年04月01日", day("2026-04-01")),
        ("2026 年 4 月 1 日", day("2026-04-01")),
        ("二〇二六年四月一日", day("2026-04-01")),
        ("二〇二五年十二月三十一日", day("2025-12-31")),
        ("2025年12月31号", day("2025-12-31")),
        ("April 2026", day("2026-04")),
        ("2026-04", day("2026-04")),
        ("2026年4月", day("2026-04")),
        ("二〇二六年四月", day("2026-04")),
        ("2026", day("2026")),
        ("2026年", day("2026")),
        ("1999", day("1999")),
    ],
)
def test_a_date_is_the_same_in_every_notation(text: str, key: Key) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12", number(12)),
        ("1,234", number(1234)),
        ("0.50", number("0.5")),
        ("十二", number(12)),
        ("3亿", number(300_000_000)),
        ("两百", number(200)),
        ("2100", number(2100)),
        ("2026万", number(20_260_000)),
        ("2.026", number("2.026")),
        ("1.000", number(1)),
        ("300.000 vehicles", number(300_000)),
        ("create 2000 jobs", number(2000)),
        ("2000 new jobs", number(2000)),
        ("新增2000人", number(2000)),
        ("2000辆", number(2000)),
        ("Industry 4.0 programme", number(4)),
        ("Try 20 suppliers", number(20)),
        ("nomad 12", number(12)),
    ],
)
def test_other_numbers_are_plain(text: str, key: Key) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("15%-20%", [percent(15), percent(20)]),
        ("15–20%", [percent(15), percent(20)]),
        ("15% to 20%", [percent(15), percent(20)]),
        ("between 15 and 20%", [percent(15), percent(20)]),
        ("15至20%", [percent(15), percent(20)]),
        ("百分之十五至二十", [percent(15), percent(20)]),
        ("€5-10 million", [money(5_000_000), money(10_000_000)]),
        ("€5 million to €10 million", [money(5_000_000), money(10_000_000)]),
        ("5 to 10 million euros", [money(5_000_000), money(10_000_000)]),
        ("500万至1000万欧元", [money(5_000_000), money(10_000_000)]),
        ("500万—1,000万欧元", [money(5_000_000), money(10_000_000)]),
        ("15至20亿元", [money(1_500_000_000, "CNY"), money(2_000_000_000, "CNY")]),
        ("€500,000 to 2 million", [money(500_000), money(2_000_000)]),
        ("2025-2027", [day("2025"), day("2027")]),
        ("2025年至2027年", [day("2025"), day("2027")]),
        ("2026年4月1日至6月", [day("2026-04-01"), number(6)]),
    ],
)
def test_both_ends_of_a_range_get_what_stands_once(text: str, both: list[Key]) -> None:
    assert keys(text) == both


@pytest.mark.parametrize(
    ("text", "all_keys"),
    [
        ("€5 million to 10 firms", [money(5_000_000), number(10)]),
        ("20% of the first EUR 2.5 million by 2027", [percent(20), money(2_500_000), day("2027")]),
        ("最高补贴20%，上限50万欧元，截至2026年12月31日", [percent(20), money(500_000), day("2026-12-31")]),
        ("第二十三条规定百分之五", [number(23), percent(5)]),
        ("2026年13月", [day("2026"), number(13)]),
        ("the Ministry 2026 plan", [day("2026")]),
        ("Article 12 2026", [number(12), day("2026")]),
        ("in 2026 workers pay 5%", [day("2026"), percent(5)]),
        ("2026个人所得税", [day("2026")]),
        ("公司一成立就", []),
        ("三成员工", [percent(30)]),
        ("no quantity here", []),
        ("没有数", []),
        ("%", []),
        ("", []),
    ],
)
def test_texts_hold_quantities_in_order(text: str, all_keys: list[Key]) -> None:
    assert keys(text) == all_keys


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("up to €500,000 (20%)", ["€500,000", "20%"]),
        ("上限50万欧元，截至2026年4月1日", ["50万欧元", "2026年4月1日"]),
    ],
)
def test_a_quantity_knows_where_it_stands(text: str, spans: list[str]) -> None:
    assert [text[quantity.start : quantity.end] for quantity in quantities(text)] == spans


@given(st.integers(min_value=2, max_value=10**13))
def test_an_amount_of_any_size_reads_the_same_in_all_notations(value: int) -> None:
    millions = f"{Decimal(value) / 10**6:f}"
    in_wan = f"{Decimal(value) / 10**4:f}"
    texts = [
        f"EUR {value}",
        f"€{value:,}",
        f"{value:,} euros",
        f"{value} EUR",
        f"€{millions} million",
        f"EUR {millions}m",
        f"{in_wan}万欧元",
        f"{value}欧元",
    ]
    assert {text: keys(text) for text in texts} == {text: [money(value)] for text in texts}


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_reads_the_same_in_all_notations(value: date) -> None:
    iso = value.isoformat()
    year, month, in_month = value.year, value.month, value.day
    name = value.strftime("%B")
    texts = [
        iso,
        f"{year}年{month}月{in_month}日",
        f"{in_month} {name} {year}",
        f"{name} {in_month}, {year}",
        f"{name[:3]} {in_month}, {year}",
        f"{year}/{month}/{in_month}",
    ]
    assert {text: keys(text) for text in texts} == {text: [day(iso)] for text in texts}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三千五百万", 35_000_000),
        ("一亿二千万", 120_000_000),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("两千", 2000),
        ("一万亿", 10**12),
        ("三点五", Decimal("3.5")),
        ("零点五", Decimal("0.5")),
        ("12.5", Decimal("12.5")),
        ("二三", None),
        ("万", None),
        ("二点", 2),
        ("abc", None),
    ],
)
def test_chinese_numerals_have_their_value(text: str, value: Decimal | int | None) -> None:
    assert chinese_number(text) == value


NUMERIC = st.text(
    st.sampled_from("0123456789.,% €$年月日号百分之点一二十百千万亿成至到-–元欧 mkEURtoandbetween/"), max_size=60
)


@given(st.one_of(st.text(), NUMERIC))
@example("٣٬٥")
@example("1.1.1.1,1")
@example("百分之点")
@example("二〇二六年十三月")
def test_any_text_has_quantities_apart_and_in_order(text: str) -> None:
    position = 0
    for quantity in quantities(text):
        assert position <= quantity.start < quantity.end <= len(text)
        assert quantity.kind in QuantityKind
        assert quantity.key == quantity.key
        position = quantity.end


@pytest.mark.parametrize("text", ["30 February 2027", "2027-02-30", "2027年2月30日", "30.02.2027"])
def test_of_a_day_that_no_month_has_only_the_month_is_known(text: str) -> None:
    assert [quantity.value for quantity in quantities(text)] == ["2027-02"]
