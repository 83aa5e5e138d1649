"""What a document that states no title is called."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from ingest.loading import load
from ingest.metadata import Flags
from ingest.readers.stated import stated_author, stated_title
from ingest.titles import name_of


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("ev_import_duties-2026-10-01.xlsx", "ev import duties"),
        ("2026-03-01_EV_subsidy-guide_v2.1_final(1).xlsx", "EV subsidy guide"),
        ("泰国EV3.5政策解读_v2_20260412(1).docx", "泰国EV3.5政策解读"),
        ("充电桩_认证要求_最终版.csv", "充电桩 认证要求"),
        ("补贴指南（2026年3月）.csv", "补贴指南"),
        ("EU tariffs 2026.csv", "EU tariffs 2026"),
        ("UN-38.3-tests.txt", "UN 38.3 tests"),
        ("https://a.example/files/Law%20No.%205.csv", "Law No. 5"),
        ("Law No. 5", "Law No. 5"),
        ("GMT20260512-083000_Recording.transcript.vtt", ""),
        ("Book1.xlsx", ""),
        ("工作簿1.xlsx", ""),
        ("新建文本文档 (2).txt", ""),
        ("data.csv", ""),
        ("scan0001.pdf", ""),
        ("IMG_2034.pdf", ""),
        ("3f2a9c1e4b5d6f708192a3b4.txt", ""),
        ("123.csv", ""),
    ],
)
def test_a_name_without_its_date_version_and_signs_says_what_a_file_is_or_nothing(name: str, called: str) -> None:
    assert name_of(name) == called


def title_of(name: str, content: str | bytes) -> str:
    raw = content.encode() if isinstance(content, str) else content
    return load(Path(name), raw, Flags())[0].metadata.title


TABLE = "国家,金额,截止日期\n德国,3000欧元,2026-12-31\n意大利,11000欧元,2026-06-30\n"
SPEECH = (
    "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Maria Rossi>We pay a third.\n\n00:06.000 --> 00:09.000\n<v 王伟>多久？\n"
)


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("data.csv", TABLE, "国家 · 金额 · 截止日期"),
        ("ev-grants.csv", TABLE, "ev grants"),
        ("data.csv", "Grants for buyers of electric cars\n\n" + TABLE, "Grants for buyers of electric cars"),
        ("Recording1.vtt", SPEECH, "Maria Rossi · 王伟"),
        ("invitalia talk.vtt", SPEECH, "invitalia talk"),
        (
            "notes.txt",
            "Customs clearance in Rotterdam\n\nA test summary is needed.\n",
            "Customs clearance in Rotterdam",
        ),
        ("rotterdam.txt", "A test summary is needed for each container.\nKeep it.\n", "rotterdam"),
        ("新建文本文档.txt", "墨西哥近岸制造注意事项。\n企业应提前申请。\n", "墨西哥近岸制造注意事项"),
        ("x.md", "# Poland\n\nThe relief lasts 15 years.\n", "Poland"),
    ],
)
def test_a_document_is_called_by_what_it_shows_or_else_by_its_file(name: str, content: str, title: str) -> None:
    assert title_of(name, content) == title


def workbook(*sheets: tuple[str, list[list[str]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


ROWS = [["Country", "Duty"], ["Turkey", "40%"]]


@pytest.mark.parametrize(
    ("name", "sheets", "title"),
    [
        ("duties on cars.xlsx", [("Sheet1", ROWS)], "duties on cars"),
        ("Book1.xlsx", [("Sheet1", ROWS)], "Country · Duty"),
        ("Book1.xlsx", [("Duties", ROWS)], "Duties"),
        ("Book1.xlsx", [("关税", ROWS), ("补贴", ROWS), ("Sheet3", ROWS)], "关税 · 补贴"),
        ("Book1.xlsx", [("Sheet1", [["Duties on electric cars"], [], *ROWS])], "Duties on electric cars"),
        ("Book1.xlsx", [("A", [["Duties on electric cars"], [], *ROWS]), ("B", ROWS)], "A · B"),
    ],
)
def test_a_workbook_is_never_called_by_the_sheet_that_a_program_named(
    name: str, sheets: list[tuple[str, list[list[str]]]], title: str
) -> None:
    assert title_of(name, workbook(*sheets)) == title


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Untitled",
        "PowerPoint 演示文稿",
        "Microsoft Word - act.doc",
        "act.docx",
        "Slide 1",
        "文档1",
        "2026/03",
        "scan0001",
        "act_v2_final",
    ],
)
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    assert stated_title(title) == ""


@pytest.mark.parametrize(
    "author",
    ["", "Administrator", "Windows 用户", "Windows User", "python-docx", "USER-20200101AB", "Apache POI", "lenovo"],
)
def test_an_author_who_is_a_program_or_an_account_is_nobody(author: str) -> None:
    assert stated_author(author) == ""


def test_titles_and_authors_of_people_stay() -> None:
    assert stated_title("Slides on duties of 2026") == "Slides on duties of 2026"
    assert stated_title("Word of the minister") == "Word of the minister"
    assert (stated_author("Li Na"), stated_author("商务部")) == ("Li Na", "商务部")
