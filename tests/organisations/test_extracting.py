"""Organisations and people are read out of tables, introductions, offers and transcripts, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Document
from assistant.organisation import Organisation
from assistant.organisations import extract
from ingest.assembling import make_document
from ingest.loading import load
from ingest.metadata import Flags
from tests.conftest import CORPUS


def read(name: str, content: str) -> Document:
    """A document as it is made of a file of this name."""
    described, text, blocks = load(Path(name), content.encode(), Flags())
    return make_document(document_id="d", source=name, metadata=described.metadata, text=text, blocks=blocks)


def found(name: str, content: str) -> list[Organisation]:
    """The organisations of a file."""
    return list(extract(read(name, content)))


PEOPLE: list[tuple[str, list[tuple[str, str, str]]]] = [
    (
        "Gianmarco Giorda, General Manager of ANFIA, pointed out that Italy pays grants.",
        [("ANFIA", "Gianmarco Giorda", "General Manager")],
    ),
    (
        "Chi Ruixin, Senior Manager of Equity Capital Markets, Investment Banking Division at Orient Securities, spoke.",
        [("Orient Securities", "Chi Ruixin", "Senior Manager of Equity Capital Markets, Investment Banking Division")],
    ),
    (
        "Zhang Kaide, Director of Global Overseas Procurement of GWM, emphasized quality.",
        [("GWM", "Zhang Kaide", "Director of Global Overseas Procurement")],
    ),
    (
        "Leaders including Zhang Yongwei (Chairman of China EV100 and Executive President of GREEM) attended.",
        [("China EV100", "Zhang Yongwei", "Chairman"), ("GREEM", "Zhang Yongwei", "Executive President")],
    ),
    ("Wang Yifei, Chairman and CEO of JDO, stated the plan.", [("JDO", "Wang Yifei", "Chairman and CEO")]),
    (
        "Huang He, Deputy Director of the Shenzhen New Energy Automotive Association",
        [("Shenzhen New Energy Automotive Association", "Huang He", "Deputy Director")],
    ),
    (
        "张永伟（中国电动汽车百人会理事长、GREEM执行主席）出席活动。",
        [("中国电动汽车百人会", "张永伟", "理事长"), ("GREEM", "张永伟", "执行主席")],
    ),
    (
        "宝安区新能源汽车产业办公室主任 Liu Xinhua 出席了活动。",
        [("宝安区新能源汽车产业办公室", "Liu Xinhua", "主任")],
    ),
    (
        "中国汽车工业协会副秘书长陈士华表示，协会将协助企业对接海外渠道。",
        [("中国汽车工业协会", "陈士华", "副秘书长")],
    ),
    (
        "东方证券投行股权资本市场高级经理Chi Ruixin认为，港股是“桥头堡”。",
        [("东方证券", "Chi Ruixin", "投行股权资本市场高级经理")],
    ),
]


@pytest.mark.parametrize(("words", "expected"), PEOPLE)
def test_who_is_introduced_with_a_post_is_known_with_it(words: str, expected: list[tuple[str, str, str]]) -> None:
    people = [(one.name, person.name, person.post) for one in found("a.txt", words) for person in one.people]
    assert people == expected


OFFERS: list[tuple[str, list[tuple[str, int]]]] = [
    ("北京安途认证有限公司可为出口企业提供ECE认证测试服务。", [("北京安途认证有限公司", 1)]),
    ("Harbour Bridge Logistics offers bonded warehouses in Zaragoza.", [("Harbour Bridge Logistics", 1)]),
    ("The Danube Law Firm can help with permits. It was founded in 1990.", [("Danube Law Firm", 2)]),
    (
        "Li Yuanyuan, Assistant Head of SF Express, demonstrated its network. It can provide logistics. Prices differ.",
        [("SF Express", 2)],
    ),
    ("The report names Orient Securities. The weather was fine.", []),
    ("A plant offers jobs. The Commission provides aid.", []),
]


@pytest.mark.parametrize(("words", "expected"), OFFERS)
def test_what_somebody_offers_is_kept_and_nothing_else(words: str, expected: list[tuple[str, int]]) -> None:
    assert [(one.name, len(one.services)) for one in found("a.txt", words)] == expected


TABLE = """# Panel

| 需求 | 机构 | 发言人 | 能提供什么 |
| --- | --- | --- | --- |
| 物流 | 顺丰国际（SF Express） | 李远，香港区负责人 | 海外仓 |
| 上市 | 东方证券 | Chi Ruixin，合伙人 | 港股融资 |

- 先看物流：运输方式和海外仓（顺丰国际）。

| Place | Speaker | Instrument |
| --- | --- | --- |
| Italy | Gianmarco Giorda, General Manager of ANFIA | Development Contracts |
| Spain | same | Auto Plus |

| Company | Duty |
| --- | --- |
| BYD | 17.0% |
"""


def test_rows_tell_organisation_person_need_and_offer() -> None:
    express, securities, anfia = found("a.md", TABLE)

    assert express.names == ("顺丰国际", "SF Express")
    assert [(person.name, person.post) for person in express.people] == [("李远", "负责人 · 香港区")]
    assert [(service.need, service.words) for service in express.services] == [
        ("物流", "海外仓"),
        ("先看物流", "先看物流：运输方式和海外仓（顺丰国际）。"),
    ]
    assert [service.words for service in securities.services] == ["港股融资"]
    assert [service.words for service in anfia.services] == ["Development Contracts", "Auto Plus"]


def test_speakers_of_a_transcript_tell_for_whom_they_speak() -> None:
    english = """WEBVTT

00:00:01.000 --> 00:00:05.000
<v Moderator>Welcome. What can you do for carmakers?

00:00:06.000 --> 00:00:12.000
<v Wang Lei (Harbour Bridge Logistics)>Our bonded warehouse in Zaragoza holds 3,200 vehicles.

00:00:13.000 --> 00:00:20.000
<v Anna Kovacs>I'm Anna Kovacs, Partner at Danube Legal Consulting. We advise battery makers on Hungarian permits.
"""
    chinese = """主持人：各位下午好，请介绍一下你们能做什么。
李敏：我是宁波海桥物流的总经理李敏。我们在萨拉戈萨有保税海外仓。
王强：大家好，我来自明德律师事务所。我们为车企提供欧盟数据合规的法律服务。
主持人：谢谢两位。
李敏：我们还可以帮客户做清关。
"""
    said = {one.name: one for one in found("a.vtt", english)}
    assert {name: [person.name for person in one.people] for name, one in said.items()} == {
        "Harbour Bridge Logistics": ["Wang Lei"],
        "Danube Legal Consulting": ["Anna Kovacs"],
    }
    said = {one.name: one for one in found("a.txt", chinese)}
    assert {name: [person.name for person in one.people] for name, one in said.items()} == {
        "宁波海桥物流": ["李敏"],
        "明德律师事务所": ["王强"],
    }
    assert "我们还可以帮客户做清关。" in [service.words for service in said["宁波海桥物流"].services]


EXPECTED = {
    "event-g100-platform": ["China EV100/Zhang Yongwei", "GREEM/Zhang Yongwei", "G100/"],
    "event-shenzhen-2025-industry-panel": [
        "GWM/Zhang Kaide",
        "GAC International/Liu Haoyuan",
        "Desay SV/Lin Guangqiu",
        "HSAE/Yang Hong",
        "MeiG Smart Technology/Li Peng",
        "Sunwoda/Liang Rui",
        "Haylion Technologies/Xia Peter",
        "JDO/Wang Yifei",
        "Huawei Cloud/Shen Xianbo",
        "Yaxon Zhilian/Tian Jianjun",
    ],
    "event-shenzhen-2025-overseas-institutions-panel": [
        "ANFIA/Gianmarco Giorda",
        "ACCIÓ China/Madrona Marcet",
        "Mohammed VI Tangier Tech City project/Wang Wenjie",
    ],
    "event-shenzhen-2025-overview-zh": [
        "中国电动汽车百人会/张永伟",
        "GREEM/张永伟",
        "深圳市新能源汽车行业协会/Huang He",
        "宝安区新能源汽车产业办公室/Liu Xinhua",
        "ANFIA/Gianmarco Giorda",
        "ACCIÓ 中国/Madrona Marcet",
        "穆罕默德六世丹吉尔科技城项目/Wang Wenjie",
        "顺丰香港区/Li Yuanyuan",
        "上海Sunway律师事务所/Hong Xiaoli",
        "东方证券/Chi Ruixin",
    ],
    "event-shenzhen-2025-service-panel-zh": [
        "SF Express/Li Yuanyuan",
        "Casstime/Jiang Yongxing",
        "SEVENS Marketing/Charles Lin",
        "上海Sunway律师事务所/Hong Xiaoli",
        "东方证券/Chi Ruixin",
        "G100/",
    ],
    "event-shenzhen-2025-service-panel": [
        "SF Express/Li Yuanyuan",
        "Casstime/Jiang Yongxing",
        "SEVENS Marketing/Charles Lin",
        "Shanghai Sunway Law Firm/Hong Xiaoli",
        "Orient Securities/Chi Ruixin",
    ],
    "event-shenzhen-europe-africa-2025-overview": [
        "China EV100/Zhang Yongwei",
        "GREEM/Zhang Yongwei",
        "Shenzhen New Energy Automotive Association/Huang He",
        "Bao'an District New Energy Vehicle Industry Office/Liu Xinhua",
    ],
}
"""Counted by hand: who has a person or an offer in each document on an event, as ``organisation/person``."""
FALSE = {"event-shenzhen-2025-overview-zh": 1}
"""Others that are taken for such."""


@pytest.mark.parametrize("document", sorted(EXPECTED))
def test_the_organisations_of_an_event_are_all_found(document: str) -> None:
    path = CORPUS / "events" / f"{document}.md"
    made = read(path.name, path.read_text(encoding="utf-8"))
    organisations = extract(made)
    pairs = {
        f"{name}/{person}"
        for one in organisations
        for name in one.names
        for person in ([each.name for each in one.people] or [""])
    }

    assert set(EXPECTED[document]) <= pairs
    assert len(organisations) <= len(EXPECTED[document]) + FALSE.get(document, 0)
    for one in organisations:
        for span in [*(person.span for person in one.people), *(service.span for service in one.services)]:
            assert 0 <= span.start < span.end <= len(made.text)
        for service in one.services:
            words = made.text[service.span.start : service.span.end]
            assert all(part in words for part in service.words.split(" · "))
