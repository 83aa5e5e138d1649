"""Each kind of error is caught for what it is, and true statements pass, in both languages."""

from __future__ import annotations

import pytest

from assistant.answering.checking.checker import Checker, states_nothing
from assistant.answering.checking.values import Fault, Source
from assistant.language.crossing import Crossing
from assistant.language.dictionary import Dictionary

GRANT = Source(
    "Madrona Marcet of ACCIÓ said that the financial subsidy is up to 20%, at most EUR 500,000, for new factories and expansions.",
    context="Catalonia: CAPEX incentive",
    passage="PERTE VEC matters more for large plants.",
    places=frozenset({"ES-CT"}),
)
DUTY = Source(
    "自2024年10月30日起，对自中国进口的纯电动汽车征收为期五年的反补贴税，比亚迪17.0%，上汽35.3%。",
    places=frozenset({"EU"}),
)
WINDOW = Source("Applications are open from 1 March to 30 April 2026; a decision is taken within six months.")
TABLE = Source("Spain | 500,000 | 20", header="Place | Cap (EUR) | Rate (%)", places=frozenset({"ES"}))
NOT = Source("Vehicles approved under Regulation (EU) 2019/2144 are not covered.")


@pytest.fixture(scope="module")
def checker(dictionary: Dictionary) -> Checker:
    return Checker(Crossing(dictionary))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The subsidy for new factories is up to 20%, at most EUR 0.5 million.", GRANT),
        ("加泰罗尼亚对新建工厂给予最高20%的财政补贴，上限50万欧元。", GRANT),
        ("The EU levies countervailing duties of 17% on BYD and 35.3% on SAIC since 30 October 2024.", DUTY),
        ("欧盟自2024年10月起征收反补贴税，期限5年。", DUTY),
        ("申请期为2026年3月1日至4月30日，六个月内作出决定。", WINDOW),
        ("Spain: cap EUR 500,000, rate 20%.", TABLE),
        ("Vehicles approved under Regulation (EU) 2019/2144 are not covered.", NOT),
        ("Regulation (EU) 2019/2144项下批准的车辆不在适用范围内。", NOT),
        ("20% of EUR 2 million = EUR 400,000 in subsidy.", Source(f"{GRANT.words} For EUR 2 million.", GRANT.context)),
    ],
)
def test_true_statement_passes(checker: Checker, claim: str, source: Source) -> None:
    assert checker.check(claim, [source]).faults == ()


@pytest.mark.parametrize(
    ("claim", "source", "fault"),
    [
        ("The subsidy for new factories is up to 25%, at most EUR 500,000.", GRANT, Fault.FIGURE),
        ("新建工厂补贴最高20%，上限50亿欧元。", GRANT, Fault.FIGURE),
        ("新建工厂补贴最高20%，上限50万美元。", GRANT, Fault.UNIT),
        ("Spain: cap USD 500,000, rate 20%.", TABLE, Fault.UNIT),
        ("The subsidy for new factories is at least 20%.", GRANT, Fault.BOUND),
        ("The subsidy for new factories in Hungary is up to 20%.", GRANT, Fault.PLACE),
        ("匈牙利对新建工厂给予最高20%的财政补贴。", GRANT, Fault.PLACE),
        ("Nuclis gives new factories a subsidy of up to 20%.", GRANT, Fault.NAME),
        ("The subsidy for new factories and expansions is not up to 20%.", GRANT, Fault.NEGATION),
        ("欧盟自2025年10月30日起征收反补贴税。", DUTY, Fault.DATE),
        ("欧盟的反补贴税为期五个月。", DUTY, Fault.UNIT),
        ("Applications are open from 1 March to 30 May 2026.", WINDOW, Fault.DATE),
        ("A decision is taken within six years.", WINDOW, Fault.UNIT),
        ("Vehicles approved under Regulation (EU) 2018/2144 are not covered.", NOT, Fault.FIGURE),
        ("Vehicles approved under Regulation (EU) 2019/2144 are covered.", NOT, Fault.NEGATION),
        ("20% of EUR 2 million = EUR 450,000 in subsidy.", Source(f"{GRANT.words} For EUR 2 million.", GRANT.context), Fault.FIGURE),
        ("Wages of workers in the battery line rose quickly.", GRANT, Fault.WORDING),
    ],
)  # fmt: skip
def test_wrong_statement_is_caught_for_what_is_wrong(
    checker: Checker, claim: str, source: Source, fault: Fault
) -> None:
    assert fault in {found.fault for found in checker.check(claim, [source]).faults}


def test_statement_without_sources_is_not_shown(checker: Checker) -> None:
    assert [found.fault for found in checker.check("It pays 20%.", []).faults] == [Fault.CITATION]


GRACE = Source("Grace for 2026 | importers that applied before 31 March 2026 could go on importing")
FIRST = Source("First declaration | by 30 September 2027 for imports of 2026")


@pytest.mark.parametrize(
    "claim",
    [
        "Grace for 2027 | importers that applied before 31 March 2026 could go on importing",
        "Grace for 2026 | importers that applied before 30 September 2027 could go on importing",
    ],
)
def test_date_of_another_line_does_not_stand_for_the_sentence_own(checker: Checker, claim: str) -> None:
    assert checker.check(claim, [GRACE, FIRST]).faults[0].fault is Fault.DATE


def test_date_that_another_line_adds_is_stated(checker: Checker) -> None:
    claim = "Importers that applied before 31 March 2026 could go on importing; the first declaration is due by 30 September 2027."
    assert checker.check(claim, [GRACE, FIRST]).holds
    assert checker.check("Grace: importers that applied could go on importing.", [GRACE, FIRST]).holds


def test_as_few_sources_as_will_do_are_used(checker: Checker) -> None:
    verdict = checker.check("新建工厂补贴最高20%，上限50万欧元。", [NOT, WINDOW, GRANT, TABLE])
    assert verdict.used == (2,)


@pytest.mark.parametrize("text", ["The following applies:", "主要规定如下：", "1.", "Here is a short summary", "——"])
def test_lead_states_nothing(text: str) -> None:
    assert states_nothing(text)


@pytest.mark.parametrize("text", ["It pays 20%:", "The grant is open.", "补贴最高20%："])
def test_what_says_something_is_no_lead(text: str) -> None:
    assert not states_nothing(text)
