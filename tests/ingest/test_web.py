"""Pages and sitemaps into the catalogue, from a site on loopback."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Access, Kind
from ingest.metadata import Flags
from ingest.pipeline import Pipeline
from ingest.report import IngestReport
from ingest.sources.finding import Sources
from ingest.sources.sitemaps import read_sitemap
from ingest.sources.web import Known, Selection
from tests.ingest.site import Page, Site, html, make_fetcher, redirect, serving

WORDS = "The Quillfort grant covers 20% of the eligible costs of a new plant, and it may not exceed EUR 500,000 in all."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def take(
    catalogue: Catalogue, *names: str, flags: Flags | None = None, selection: Selection | None = None
) -> IngestReport:
    known = Known(catalogue.documents, catalogue.fetches)
    sources = Sources(list(names), fetcher=make_fetcher(), known=known, selection=selection)
    return Pipeline(catalogue.documents).take(sources, flags=flags)


def sitemap(*pages: str, index: bool = False) -> bytes:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    listed = "".join(f"<{inner}><loc>{page}</loc></{inner}>" for page in pages)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?><{outer} xmlns="{namespace}">{listed}</{outer}>'.encode()


def test_a_page_becomes_a_document_of_its_last_address(catalogue: Catalogue, site: Site) -> None:
    site.pages |= {
        "/old": redirect("/grants/quillfort?lang=en#top"),
        "/grants/quillfort?lang=en": html("Quillfort", WORDS),
    }
    report = take(catalogue, f"{site.url}/old", flags=Flags(kind=Kind.INCENTIVE))
    (document_id,) = report.added
    document = catalogue.documents.get(document_id).document
    address = f"{site.url}/grants/quillfort?lang=en"
    assert (document.source, document.metadata.reference, document.metadata.title) == (address, address, "Quillfort")
    assert document.metadata.retrieved == datetime.now(UTC).date().isoformat()
    assert WORDS in document.text
    assert document_id.startswith("quillfort-")


def test_what_a_site_calls_unchanged_is_not_sent_again(catalogue: Catalogue, site: Site) -> None:
    site.pages["/act"] = html("Act", WORDS, ETag='"1"')
    (document_id,) = take(catalogue, f"{site.url}/act").added
    assert take(catalogue, f"{site.url}/act").unchanged == [document_id]
    assert site.asked("/act")[1]["If-None-Match"] == '"1"'
    # Other flags need the whole page, though the site has nothing new.
    assert take(catalogue, f"{site.url}/act", flags=Flags(access=Access.STAFF)).updated == [document_id]
    site.pages["/act"] = html("Act", WORDS.replace("20%", "35%"), ETag='"2"')
    assert take(catalogue, f"{site.url}/act", flags=Flags(access=Access.STAFF)).updated == [document_id]
    assert "35%" in catalogue.documents.get(document_id).document.text
    catalogue.documents.remove(document_id)
    assert take(catalogue, f"{site.url}/act").added == [document_id]


def test_a_page_without_validators_is_unchanged_when_its_words_are(catalogue: Catalogue, site: Site) -> None:
    for nonce in ("a", "b"):
        site.pages["/act"] = html("Act", f"{WORDS}<!-- {nonce} -->")
        report = take(catalogue, f"{site.url}/act")
    assert (len(report.unchanged), report.updated) == (1, [])


def test_a_page_that_is_gone_is_reported_and_its_document_stays(catalogue: Catalogue, site: Site) -> None:
    site.pages["/act"] = html("Act", WORDS)
    (document_id,) = take(catalogue, f"{site.url}/act").added
    del site.pages["/act"]
    (failure,) = take(catalogue, f"{site.url}/act").failed
    assert failure.source == f"{site.url}/act"
    assert "HTTP 404" in failure.words
    assert f"goglobal documents remove {document_id}" in failure.words
    assert WORDS in catalogue.documents.get(document_id).document.text


def test_an_address_that_answers_leaves_the_quarantine_though_it_is_no_document(
    catalogue: Catalogue, site: Site
) -> None:
    def ingest() -> IngestReport:
        sources = Sources([f"{site.url}/old", f"{site.url}/sitemap.xml"], fetcher=make_fetcher())
        return Pipeline(catalogue.documents, catalogue.quarantine).take(sources)

    assert len(ingest().failed) == 2
    assert {found.failed.source for found in catalogue.quarantine.all()} == {
        f"{site.url}/old",
        f"{site.url}/sitemap.xml",
    }
    site.pages |= {
        "/old": redirect("/act"),
        "/act": html("Act", WORDS),
        "/sitemap.xml": Page(sitemap(f"{site.url}/nothing"), headers={"Content-Type": "application/xml"}),
    }
    (failure,) = ingest().failed
    assert failure.source == f"{site.url}/nothing"
    assert [found.failed.source for found in catalogue.quarantine.all()] == [f"{site.url}/nothing"]


def test_the_charset_of_the_header_goes_before_that_of_the_page(catalogue: Catalogue, site: Site) -> None:
    body = "<!doctype html><html><head><meta charset='big5'><title>通知</title></head><body><p>最高补贴为百分之二十，企业须在三月底以前提出申请并附上材料。</p>"
    site.pages["/tongzhi"] = Page(body.encode("gb18030"), headers={"Content-Type": "text/html; charset=GB2312"})
    (document_id,) = take(catalogue, f"{site.url}/tongzhi").added
    document = catalogue.documents.get(document_id).document
    assert (document.metadata.title, document.metadata.language) == ("通知", "zh")
    assert "最高补贴为百分之二十" in document.text


def test_the_kind_of_a_text_is_told_by_its_name_or_the_server(catalogue: Catalogue, site: Site) -> None:
    table = b"country,rate\nSpain,20%\nItaly,35%\n"
    named = {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="2026-03-01 rates.csv"',
    }
    site.pages |= {
        "/get?id=1": Page(table, headers=named),
        "/get?id=2": Page(table + b"France,5%\n", headers={"Content-Type": "text/csv; charset=utf-8"}),
    }
    report = take(catalogue, f"{site.url}/get?id=1", f"{site.url}/get?id=2")
    assert len(report.added) == 2
    for document_id in report.added:
        assert "Spain | 20%" in catalogue.documents.get(document_id).document.text
    assert catalogue.documents.get(report.added[0]).document.metadata.published == "2026-03-01"


def test_what_is_no_document_is_reported_by_its_address(catalogue: Catalogue, site: Site) -> None:
    site.pages |= {
        "/data": Page(b'{"rate": 20}', headers={"Content-Type": "application/json"}),
        "/logo": Page(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), headers={"Content-Type": "image/png"}),
        "/fake.pdf": Page(b"This is not what its name says.", headers={"Content-Type": "application/pdf"}),
        "/empty": Page(b""),
    }
    report = take(catalogue, *(f"{site.url}{path}" for path in site.pages))
    reasons = {failure.source.removeprefix(site.url): failure.reason for failure in report.failed}
    assert reasons.keys() == site.pages.keys()
    assert "application/json, which is no document" in reasons["/data"]
    assert "image/png" in reasons["/logo"]
    assert "named .pdf but is no such file" in reasons["/fake.pdf"]
    assert "empty" in reasons["/empty"]


def test_an_archive_of_the_web_is_taken_in_by_its_documents(catalogue: Catalogue, site: Site) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("acts/quillfort.md", f"# Quillfort\n\n{WORDS}\n")
        archive.writestr("acts/empty.md", "")
    site.pages["/pack.zip"] = Page(packed.getvalue())
    report = take(catalogue, f"{site.url}/pack.zip")
    (document_id,) = report.added
    document = catalogue.documents.get(document_id).document
    assert document.source == f"{site.url}/pack.zip/acts/quillfort.md"
    assert document.metadata.reference == f"{site.url}/pack.zip"
    (failure,) = report.failed
    assert failure.source == f"{site.url}/pack.zip/acts/empty.md"


def test_a_sitemap_index_is_followed_within_its_site_and_its_limits(catalogue: Catalogue, site: Site) -> None:
    pages = [f"{site.url}/en/{number}" for number in range(4)]
    for number in range(4):
        site.pages[f"/en/{number}"] = html(f"Act {number}", f"{WORDS} It is act number {number}.")
    site.pages |= {
        "/robots.txt": Page(b"User-agent: goglobal\nDisallow: /en/3\n\nUser-agent: *\nDisallow: /\n"),
        "/sitemap.xml": Page(
            sitemap(f"{site.url}/a.xml.gz", f"{site.url}/b.xml", f"{site.url}/sitemap.xml", index=True)
        ),
        "/a.xml.gz": Page(gzip.compress(sitemap(*pages, "https://elsewhere.example/act", f"{site.url}/zh/1"), mtime=0)),
        "/b.xml": Page(sitemap(pages[0], f"{site.url}/en/gone")),
    }
    report = take(catalogue, f"{site.url}/sitemap.xml", selection=Selection(include=("/en/",), exclude=("/en/1",)))
    titles = {summary.metadata.title for summary in catalogue.documents.summaries()}
    assert titles == {"Act 0", "Act 2"}
    assert [failure.source for failure in report.failed] == [f"{site.url}/en/gone"]
    assert report.skipped == ["https://elsewhere.example/act (another site)", f"{pages[3]} (the site's robots.txt)"]
    assert len(site.asked("/en/0")) == 1
    assert site.asked("/zh/1") == []

    (failure,) = take(
        catalogue, f"{site.url}/sitemap.xml", selection=Selection(include=("/en/0", "/en/2"), most=1)
    ).failed
    assert "lists 2 pages, of which 1 were taken" in failure.reason


def test_when_the_rules_of_a_site_cannot_be_had_none_of_its_pages_is_asked(catalogue: Catalogue, site: Site) -> None:
    site.pages |= {
        "/sitemap.xml": Page(sitemap(f"{site.url}/act", f"{site.url}/other")),
        "/robots.txt": Page(status=500),
        "/act": html("A", WORDS),
    }
    (failure,) = take(catalogue, f"{site.url}/sitemap.xml").failed
    assert failure.source == f"{site.url}/sitemap.xml"
    assert failure.reason.startswith(f"{site.url}/robots.txt: ")
    assert len(site.asked("/robots.txt")) == 1
    assert site.asked("/act") == []


BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;">]><urlset><url><loc>&c;</loc></url></urlset>'


@pytest.mark.parametrize(
    "content", [BOMB, b"<urlset><url><loc>https://a.example/</loc>", gzip.compress(b"<urlset>", mtime=0)[:-9]]
)
def test_a_damaged_or_hostile_sitemap_is_reported(catalogue: Catalogue, site: Site, content: bytes) -> None:
    site.pages["/sitemap.xml"] = Page(content)
    (failure,) = take(catalogue, f"{site.url}/sitemap.xml").failed
    assert failure.source == f"{site.url}/sitemap.xml"
    assert "damaged" in failure.reason


def test_a_list_of_addresses_is_a_sitemap_and_a_page_is_none() -> None:
    listed = read_sitemap(b"https://a.example/1\nhttps://a.example/2\n", address="x")
    assert listed is not None
    assert listed.pages == ("https://a.example/1", "https://a.example/2")
    assert read_sitemap(b"https://a.example/1 is where the act stands", address="x") is None
    assert read_sitemap(b"<html><body>words</body></html>", address="x") is None


@pytest.mark.parametrize("changed", [False, True])
def test_a_page_that_moved_for_good_keeps_its_document(catalogue: Catalogue, site: Site, changed: bool) -> None:
    site.pages["/old"] = html("Act", WORDS)
    (document_id,) = take(catalogue, f"{site.url}/old").added
    site.pages |= {
        "/old": redirect("/on-the-way", 301),
        "/on-the-way": redirect("/new/act", 308),
        "/new/act": html("Act", WORDS.replace("20%", "35%") if changed else WORDS),
    }
    report = take(catalogue, f"{site.url}/old")
    assert (report.moved, report.added, report.duplicates, report.failed) == ([document_id], [], [], [])
    stored = catalogue.documents.get(document_id).document
    assert (stored.source, stored.version) == (f"{site.url}/new/act", 2)
    assert ("35%" in stored.text) is changed
    assert take(catalogue, f"{site.url}/new/act").unchanged == [document_id]


def test_a_page_that_only_leads_on_for_now_keeps_its_place(catalogue: Catalogue, site: Site) -> None:
    site.pages["/old"] = html("Act", WORDS)
    (document_id,) = take(catalogue, f"{site.url}/old").added
    site.pages |= {
        "/old": redirect("/on-the-way", 301),
        "/on-the-way": redirect("/sorry", 302),
        "/sorry": html(
            "Sorry", "We are mending our pages today, come again tomorrow, please, and thank you for waiting."
        ),
    }
    report = take(catalogue, f"{site.url}/old")
    assert (report.moved, len(report.added)) == ([], 1)
    assert catalogue.documents.get(document_id).document.source == f"{site.url}/old"


def test_the_same_page_at_a_new_address_is_the_document_of_the_dead_one(catalogue: Catalogue, site: Site) -> None:
    site.pages["/old"] = html("Act", WORDS)
    (document_id,) = take(catalogue, f"{site.url}/old").added
    site.pages["/new"] = site.pages["/old"]
    assert [copy.document_id for copy in take(catalogue, f"{site.url}/new").duplicates] == [document_id]
    site.pages["/old"] = Page(b"busy", 500)
    assert [copy.document_id for copy in take(catalogue, f"{site.url}/new").duplicates] == [document_id]
    assert catalogue.documents.get(document_id).document.source == f"{site.url}/old"

    site.pages["/old"] = Page(b"gone", 410)
    report = take(catalogue, f"{site.url}/new")
    assert (report.moved, report.duplicates, report.failed) == ([document_id], [], [])
    assert catalogue.documents.get(document_id).document.source == f"{site.url}/new"
    assert take(catalogue, f"{site.url}/new").unchanged == [document_id]
