"""Front matter and flags: what holds, and what each mistake is told to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.dates import first_day, lapsed, last_day, not_yet_valid
from assistant.domain import Access, Kind, Metadata
from assistant.errors import InvalidMetadata
from ingest.loading import load
from ingest.metadata import Fetch, Flags, check_flags, check_front_matter, describe
from ingest.paths import find_files
from tests.conftest import CORPUS

COMPLETE: dict[str, object] = {
    "id": "es-ct-capex",
    "title": "Catalonia CAPEX incentive",
    "kind": "incentive",
    "jurisdiction": ["ES-CT", "ES"],
    "topics": ["incentives", "company-setup"],
    "publisher": "ACCIÓ",
    "published": "2025-10",
    "valid_from": date(2025, 1, 1),
    "valid_until": 2026,
    "language": "en",
    "source": "https://example.org/",
    "confidence": "high",
    "retrieved": date(2026, 11, 23),
    "access": "member",
}


def described(
    front_matter: dict[str, object] | None = None,
    *,
    text: str = "First line\n\nwords",
    source: str = "/folder/note.md",
    flags: Flags | None = None,
    properties: dict[str, str] | None = None,
) -> Metadata:
    return describe(
        source=source, text=text, front_matter=front_matter, properties=properties or {}, flags=flags or Flags()
    ).metadata


def test_complete_front_matter_becomes_metadata() -> None:
    assert check_front_matter(COMPLETE) == []
    found = describe(source="/x.md", text="x", front_matter=COMPLETE, properties={}, flags=Flags())
    assert found.stated_id == "es-ct-capex"
    assert found.metadata == Metadata(
        title="Catalonia CAPEX incentive",
        kind=Kind.INCENTIVE,
        language="en",
        jurisdictions=("ES-CT", "ES"),
        topics=("incentives", "company-setup"),
        publisher="ACCIÓ",
        published="2025-10",
        valid_from="2025-01-01",
        valid_until="2026",
        reference="https://example.org/",
        confidence="high",
        retrieved="2026-11-23",
        access=Access.MEMBER,
        inferred=(),
    )


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ({"publishd": "2026"}, ["'publishd'", "did you mean 'published'?"]),
        ({"jurisdictions": ["ES"]}, ["'jurisdictions'", "did you mean 'jurisdiction'?"]),
        ({"colour": "red"}, ["'colour'", "known keys: access, confidence, id"]),
        ({7: "x"}, ["unknown key 7"]),
        ({"id": "Has Blanks"}, ["id 'Has Blanks'", "lower-case"]),
        ({"id": "x" * 121}, ["at most 120"]),
        ({"id": "../etc"}, ["id '../etc'"]),
        ({"title": "  "}, ["title is empty"]),
        ({"title": None}, ["title is empty"]),
        ({"kind": "law"}, ["kind 'law'", "policy, incentive, event, other"]),
        ({"kind": None}, ["kind None"]),
        ({"access": "secret"}, ["access 'secret'", "public, member, staff"]),
        ({"access": None}, ["access None"]),
        ({"confidence": "sure"}, ["confidence 'sure'", "high, low, medium"]),
        ({"language": "de"}, ["language 'de'", "en, zh"]),
        ({"published": "last year"}, ["published", "'last year'", "YYYY-MM-DD"]),
        ({"published": "2026-13"}, ["published", "'2026-13'"]),
        ({"valid_from": "2026-02-30"}, ["valid_from"]),
        ({"valid_until": "2026/01/01"}, ["valid_until", "'2026/01/01'"]),
        ({"retrieved": "23.11.2026"}, ["retrieved", "'23.11.2026'"]),
        ({"published": 202604}, ["published", "'202604'"]),
        ({"published": True}, ["published", "'True'"]),
        ({"jurisdiction": "Spain"}, ["jurisdiction 'Spain'", "ES or ES-CT, or EU"]),
        ({"jurisdiction": ["ES", "XX"]}, ["jurisdiction 'XX'"]),
        ({"jurisdiction": "UK"}, ["jurisdiction 'UK'"]),
        ({"jurisdiction": True}, ["jurisdiction 'True'"]),
        ({"topics": "taxes"}, ["topic 'taxes'", "did you mean 'tax'?"]),
        ({"topics": ["tax", "weather"]}, ["topic 'weather'"]),
        ({"topics": [{"a": 1}]}, ["topic"]),
        (
            {"valid_from": "2026-06", "valid_until": "2026-05-31"},
            ["valid_until 2026-05-31 lies before valid_from 2026-06"],
        ),
    ],
)
def test_a_mistake_is_one_problem_that_says_what_to_do(head: dict[str, object], words: list[str]) -> None:
    (problem,) = check_front_matter(head)
    for word in words:
        assert word in problem


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"valid_from": "2026", "valid_until": "2026"},
        {"valid_from": "2026-06", "valid_until": "2026"},
        {"valid_from": "2026-06-30", "valid_until": "2026-06"},
        {"valid_until": "9999-12"},
        {"published": None},
        {"jurisdiction": None, "topics": None},
        {"topics": "tax"},
    ],
)
def test_what_holds_has_no_problem(head: dict[str, object]) -> None:
    assert check_front_matter(head) == []


def test_norway_is_a_country_though_yaml_reads_false() -> None:
    assert described({"jurisdiction": [False, "SE"]}).jurisdictions == ("NO", "SE")
    assert described({"jurisdiction": False}).jurisdictions == ("NO",)


def test_all_problems_are_told_at_once() -> None:
    head: dict[str, object] = {
        "publishd": 1,
        "kind": "law",
        "jurisdiction": ["Spain", "XX"],
        "topics": ["taxes"],
        "published": "soon",
        "valid_from": "2026",
        "valid_until": "2025",
    }
    with pytest.raises(InvalidMetadata) as caught:
        described(head, flags=Flags(jurisdictions=("Nowhere",)))
    assert len(caught.value.problems) == 8
    assert caught.value.source == "/folder/note.md"
    assert all(problem in str(caught.value) for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (Flags(jurisdictions=("Spain",)), "jurisdiction 'Spain'"),
        (Flags(topics=("taxes",)), "topic 'taxes'"),
        (Flags(published="soon"), "published"),
        (Flags(language="de"), "language 'de'"),
    ],
)
def test_flags_are_checked_like_front_matter(flags: Flags, words: str) -> None:
    (problem,) = check_flags(flags)
    assert words in problem


FLAGS = Flags(Kind.EVENT, ("FR",), ("tax",), Access.STAFF, "2024", "zh")


def test_flags_hold_for_what_a_document_does_not_state() -> None:
    found = described({}, flags=FLAGS)
    assert (found.kind, found.jurisdictions, found.topics) == (Kind.EVENT, ("FR",), ("tax",))
    assert (found.access, found.published, found.language) == (Access.STAFF, "2024", "zh")


def test_front_matter_goes_before_flags() -> None:
    found = described(COMPLETE, flags=FLAGS)
    assert (found.kind, found.jurisdictions, found.access) == (Kind.INCENTIVE, ("ES-CT", "ES"), Access.MEMBER)
    assert (found.published, found.language) == ("2025-10", "en")


def test_what_is_guessed_is_said_to_be_guessed() -> None:
    found = described(None, text="会议纪要\n\n补贴最高为20%。", source="/folder/2025-10-15-notes.txt")
    assert (found.title, found.language, found.published) == ("会议纪要", "zh", "2025-10-15")
    assert found.inferred == ("title", "language", "published")


def test_what_a_file_says_of_itself_is_not_a_guess() -> None:
    properties = {"title": "Report", "language": "zh-CN", "published": "2025-10-15T08:00:00", "publisher": "ICE"}
    found = described(None, properties=properties)
    assert (found.title, found.language, found.published, found.publisher) == ("Report", "zh", "2025-10-15", "ICE")
    assert found.inferred == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  A line  \nmore", "A line"),
        ("", "note"),
        ("word " * 60, ("word " * 16).strip() + "…"),
        ("字" * 200, "字" * 40 + "…"),
    ],
)
def test_a_title_is_the_first_line_if_it_is_short(text: str, title: str) -> None:
    assert described(None, text=text).title == title


@pytest.mark.parametrize("name", ["2025-13-45.txt", "2025-02-30.txt", "report.txt", "12025-01-011.txt"])
def test_a_number_in_a_name_that_is_no_day_is_no_date(name: str) -> None:
    assert described(None, source=f"/x/{name}").published in {None, "2025-01-01"}


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-04-01", date(2026, 4, 1), date(2026, 4, 1)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_partial_date_covers_its_days(partial: str, first: date, last: date) -> None:
    assert (first_day(partial), last_day(partial)) == (first, last)


@pytest.mark.parametrize(
    "wrong", ["", "26", "2026-00", "2026-13", "2026-02-30", "2026-1-1", "0000", " 2026", "2026-04-01T00:00"]
)
def test_what_is_no_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        first_day(wrong)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "on", "is_lapsed", "is_early"),
    [
        (None, None, date(2026, 6, 1), False, False),
        (None, "2026-05", date(2026, 5, 31), False, False),
        (None, "2026-05", date(2026, 6, 1), True, False),
        ("2026-06", None, date(2026, 5, 31), False, True),
        ("2026-06", None, date(2026, 6, 1), False, False),
        (None, "9999-12", date(2026, 6, 1), False, False),
    ],
)
def test_validity_is_told_by_the_day(
    valid_from: str | None, valid_until: str | None, on: date, is_lapsed: bool, is_early: bool
) -> None:
    metadata = Metadata("Title", valid_from=valid_from, valid_until=valid_until)
    assert (lapsed(metadata, on=on), not_yet_valid(metadata, on=on)) == (is_lapsed, is_early)


def test_author_and_day_of_an_office_file_are_taken_as_inferred() -> None:
    metadata = described(properties={"title": "Act", "author": "Ministry of Commerce", "created": "2026-03-01"})
    assert (metadata.publisher, metadata.published) == ("Ministry of Commerce", "2026-03-01")
    assert {"publisher", "published"} <= set(metadata.inferred)


def test_what_a_file_states_goes_before_what_is_inferred() -> None:
    stated = {"publisher": "ACCIÓ", "published": "2026-02-02", "author": "Li Na", "created": "2026-03-01"}
    metadata = described(properties=stated)
    assert (metadata.publisher, metadata.published) == ("ACCIÓ", "2026-02-02")
    assert not {"publisher", "published"} & set(metadata.inferred)


def test_the_order_is_front_matter_manifest_flags_properties_words() -> None:
    told = replace(FLAGS, manifest=(("kind", "policy"), ("title", "Said of it"), ("published", "2025-01")))
    found = described({"title": "Own"}, flags=told, properties={"title": "Property", "publisher": "ICE"})
    assert (found.title, found.kind, found.published, found.publisher) == ("Own", Kind.POLICY, "2025-01", "ICE")
    assert (found.jurisdictions, found.access) == (("FR",), Access.STAFF)
    assert told.state() != FLAGS.state()


def test_what_was_fetched_says_from_where_and_when_and_that_is_no_reason_to_read_it_again() -> None:
    fetched = replace(FLAGS, fetch=Fetch("https://a.example/act", "act.html", "2026-11-26"))
    found = described({}, flags=fetched)
    assert (found.reference, found.retrieved) == ("https://a.example/act", "2026-11-26")
    assert described({"source": "the gazette"}, flags=fetched).reference == "the gazette"
    assert fetched.state() == FLAGS.state()


ACT = """# Hungary: corporate tax relief for new plants

Hungary grants a tax allowance to new plants. The corporate tax of Hungary may fall by 80%.

Companies from China apply to the ministry in Hungary. The tax relief lasts ten years.
"""
ACT_ZH = """# 匈牙利：发展税收优惠

匈牙利对新建工厂给予税收减免，企业所得税最多可减80%。

中国企业向匈牙利主管部门申请，税收减免期为十年，增值税不在其内。
"""


@pytest.mark.parametrize("text", [ACT, ACT_ZH])
def test_places_and_topics_that_nobody_states_are_inferred_and_said_to_be(text: str) -> None:
    found = described(None, text=text.removeprefix("# "))
    assert found.jurisdictions == ("HU",)
    assert found.topics == ("tax",)
    assert {"jurisdictions", "topics"} <= set(found.inferred)
    stated = described({"jurisdiction": "RS", "topics": "ip"}, text=text)
    assert (stated.jurisdictions, stated.topics) == (("RS",), ("ip",))
    assert not {"jurisdictions", "topics"} & set(stated.inferred)


@pytest.mark.parametrize(
    "text",
    [
        "Minutes of a meeting\n\nSomebody mentioned Hungary, somebody else Serbia and Poland.",
        "GDPR and transfers to China\n\nData may leave the EU for China under a contract. China is no adequate country.",
        "会议纪要\n\n大家讨论了品牌和物流，也提到了墨西哥。",
        "",
    ],
)
def test_where_the_words_leave_it_open_nothing_is_inferred(text: str) -> None:
    assert described(None, text=text).jurisdictions == ()


def test_what_is_inferred_is_mostly_what_the_corpus_states() -> None:
    right = {"jurisdictions": 0, "topics": 0}
    said = dict(right)
    for path in find_files([CORPUS]):
        content = path.read_text(encoding="utf-8")
        stated = load(path, content.encode(), Flags())[0].metadata
        bare = load(Path("/x/document.md"), content.split("\n---\n", 1)[1].encode(), Flags())[0].metadata
        for field in right:
            inferred = set(getattr(bare, field))
            said[field] += len(inferred)
            right[field] += len(inferred & set(getattr(stated, field)))
    assert said["jurisdictions"] >= 40
    assert said["topics"] >= 30
    assert right["jurisdictions"] / said["jurisdictions"] >= 0.95
    assert right["topics"] / said["topics"] >= 0.88
