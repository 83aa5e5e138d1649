"""Web pages: what a visitor reads, with its structure, and nothing else."""

import pytest

from assistant.domain import BlockKind
from assistant.errors import UnreadableDocument
from ingest.pieces import Piece
from ingest.readers.html import read_html

WORDS = "A factory of any size can get a grant of up to forty per cent of its cost when it is built in the region."


def page(body: str, head: str = "") -> bytes:
    return f'<!DOCTYPE html><html lang="en"><head><title>Grants</title>{head}</head><body>{body}</body></html>'.encode()


def pieces(body: str) -> tuple[Piece, ...]:
    return read_html(page(body), name="page.html").pieces


def words(body: str) -> str:
    return " ".join(piece.text or " ".join(piece.cells) for piece in pieces(body))


def test_structure_of_an_article_is_kept() -> None:
    body = f"""<article><h1>Grants</h1><p>{WORDS} It is <b>not</b> a <a href="/loan">loan</a>.</p>
    <h2>Who may ask</h2>
    <ul><li>Companies with a seat in the country<ul><li>Also young ones, of a year</li></ul></li><li>Universities</li></ul>
    <ol><li>Ask for the form at the office</li><li>Send it back to the office</li></ol>
    <table><tr><th>Region</th><th>Rate</th></tr><tr><td>North<br>East</td><td>40 %</td></tr><tr><td>South</td><td></td></tr></table>
    </article>"""
    assert pieces(body) == (
        Piece(BlockKind.HEADING, "Grants", level=1),
        Piece(BlockKind.PARAGRAPH, f"{WORDS} It is not a loan."),
        Piece(BlockKind.HEADING, "Who may ask", level=2),
        Piece(BlockKind.ITEM, "Companies with a seat in the country", group=1),
        Piece(BlockKind.ITEM, "Also young ones, of a year", group=1),
        Piece(BlockKind.ITEM, "Universities", group=1),
        Piece(BlockKind.ITEM, "Ask for the form at the office", group=2),
        Piece(BlockKind.ITEM, "Send it back to the office", group=2),
        Piece(BlockKind.HEADER_ROW, group=3, cells=("Region", "Rate")),
        Piece(BlockKind.ROW, group=3, cells=("North East", "40 %")),
        Piece(BlockKind.ROW, group=3, cells=("South", "")),
    )


def test_bare_chinese_page_keeps_its_structure() -> None:
    text = "<html lang=zh><body><h1>境外投资</h1><p>企业须先\n  备案。</p><h2>要求</h2><p>再汇出资金，并按年报告。</p><ul><li>一次</li></ul>"
    assert read_html(text.encode(), name="page.html").pieces == (
        Piece(BlockKind.HEADING, "境外投资", level=1),
        Piece(BlockKind.PARAGRAPH, "企业须先备案。"),
        Piece(BlockKind.HEADING, "要求", level=2),
        Piece(BlockKind.PARAGRAPH, "再汇出资金，并按年报告。"),
        Piece(BlockKind.ITEM, "一次", group=1),
    )


@pytest.mark.parametrize(
    "unseen",
    [
        '<p style="display:none">SECRET</p>',
        '<p style="color: red; DISPLAY : none !important">SECRET</p>',
        "<div hidden><p>SECRET</p></div>",
        '<p hidden="until-found">SECRET</p>',
        '<p aria-hidden="true">SECRET</p>',
        '<p style="visibility: hidden">SECRET</p>',
        '<p style="opacity:0">SECRET</p>',
        '<p>Seen <span style="font-size:0">SECRET</span></p>',
        '<p>Seen <span style="font-size: 0px;">SECRET</span></p>',
        '<p>Seen <span style="color:#fff;background:#FFFFFF">SECRET</span></p>',
        '<div style="background-color: white"><p style="color: rgb(255, 255, 255)">SECRET</p></div>',
        '<p style="color:white">SECRET</p>',
        '<p style="position:absolute; left:-9999px">SECRET</p>',
        "<script>var words = 'SECRET'</script>",
        "<style>p::after { content: 'SECRET' }</style>",
        "<noscript><p>SECRET</p></noscript>",
        "<template><p>SECRET</p></template>",
        "<nav><p>SECRET</p></nav>",
        "<footer><p>SECRET</p></footer>",
        "<!-- SECRET -->",
    ],
)
def test_what_is_not_seen_is_not_read(unseen: str) -> None:
    read = words(f"<main><h1>Grants</h1><p>{WORDS}</p>{unseen} <p>{WORDS} And more of it.</p></main>")
    assert "SECRET" not in read
    assert "And more of it" in read


@pytest.mark.parametrize(
    "seen",
    [
        '<div style="background:#003366"><p style="color:white">VISIBLE words on blue</p></div>',
        '<table><tr bgcolor="#003366"><td style="color:#fff">VISIBLE words</td><td>on blue</td></tr></table>',
        '<p style="font-size:0.9em">VISIBLE words</p>',
        '<p style="opacity:0.8">VISIBLE words</p>',
        '<p aria-hidden="false">VISIBLE words</p>',
        '<p>Before <span style="display:none">x</span>VISIBLE words behind</p>',
    ],
)
def test_what_is_seen_is_read(seen: str) -> None:
    assert "VISIBLE words" in words(f"<main><h1>Grants</h1><p>{WORDS}</p>{seen}<p>{WORDS} And more.</p></main>")


SHEETS = [
    (".x { display: none }", '<p class="a x">SECRET</p>'),
    ("#x{visibility:hidden}", '<p id="x">SECRET</p>'),
    ("span.x, .y { font-size: 0 }", '<p>Seen <span class="y">SECRET</span></p>'),
    ("/* a */ .off > p { position: absolute; left: -9999px; }", '<div class="off"><p>SECRET</p></div>'),
    ("@media screen { .x { opacity: 0 } }", '<p class="x">SECRET</p>'),
    (".x { display: none } .y .x { display: block }", '<p class="x">SECRET</p>'),
    (".tiny { font-size: 1px }", '<p class="tiny">SECRET</p>'),
    (".sr { clip: rect(0, 0, 0, 0) }", '<p class="sr">SECRET</p>'),
]


@pytest.mark.parametrize(("sheet", "unseen"), SHEETS)
def test_what_the_pages_own_sheets_hide_is_not_read(sheet: str, unseen: str) -> None:
    read = read_html(
        page(f"<article><p>{WORDS}</p>{unseen}<p>{WORDS}</p></article>", f"<style>{sheet}</style>"), name="p"
    )
    said = " ".join(piece.text for piece in read.pieces)

    assert "SECRET" not in said
    assert WORDS in said


SHOWN = [
    ("@media print { .x { display: none } }", '<p class="x">VISIBLE</p>'),
    ("@media (max-width: 600px) { .x { display: none } }", '<p class="x">VISIBLE</p>'),
    (".x { display: none } .x.open { display: block }", '<p class="x open">VISIBLE</p>'),
    (".x { display: none }", '<p class="x" style="display: block">VISIBLE</p>'),
    (".x { display: none }", '<a href="#more">more</a><div class="x" id="more"><p>VISIBLE</p></div>'),
    (".x:hover { display: none }", '<p class="x">VISIBLE</p>'),
    (".x { display: none", '<p class="y">VISIBLE</p>'),
    ("body { visibility: hidden }", "<p>VISIBLE</p>"),
]


@pytest.mark.parametrize(("sheet", "seen"), SHOWN)
def test_what_a_visitor_can_see_is_read_whatever_the_sheets_say_of_the_rest(sheet: str, seen: str) -> None:
    read = read_html(
        page(f"<article><p>{WORDS}</p>{seen}<p>{WORDS}</p></article>", f"<style>{sheet}</style>"), name="p"
    )

    assert "VISIBLE" in " ".join(piece.text for piece in read.pieces)


def test_properties_are_taken_from_the_metadata_of_the_page() -> None:
    head = '<meta property="og:site_name" content="Ministry of Economy"><meta name="date" content="2026-03-04">'
    reading = read_html(page(f"<main><h1>Grants for all</h1><p>{WORDS}</p></main>", head), name="page.html")
    assert reading.properties == {
        "title": "Grants for all",
        "publisher": "Ministry of Economy",
        "published": "2026-03-04",
        "language": "en",
    }


def test_properties_are_taken_from_linked_data() -> None:
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "Grants of the day", "datePublished": "2026-02-03",
    "publisher": {"@type": "Organization", "name": "The Post"}}</script>"""
    properties = read_html(page(f"<main><p>{WORDS}</p></main>", head), name="page.html").properties
    assert (properties["published"], properties["publisher"]) == ("2026-02-03", "The Post")


def test_date_of_a_page_that_states_none_is_not_guessed() -> None:
    body = f"<main><h1>Grants</h1><p>{WORDS} The scheme began on 3 May 2019.</p></main><footer>© 2024</footer>"
    assert "published" not in read_html(page(body), name="page.html").properties


@pytest.mark.parametrize("encoding", ["gb2312", "GBK", "utf-8", "big5"])
def test_stated_encoding_is_believed(encoding: str) -> None:
    text = f'<html><head><meta charset="{encoding}"></head><body><main><h1>投资</h1><p>境外投资要求。</p></main></body></html>'
    codec = "big5hkscs" if encoding == "big5" else encoding
    content = text.encode(codec, errors="ignore")
    assert read_html(content, name="page.html").pieces[0].text.endswith("投资".encode(codec, "ignore").decode(codec))


@pytest.mark.parametrize("stated", ["utf-8", "utf-16", "hex", "undefined", "no-such-thing"])
def test_wrongly_stated_encoding_is_seen_through(stated: str) -> None:
    text = f'<html><head><meta charset="{stated}"></head><body><main><p>中国企业境外投资须先备案。</p></main></body></html>'
    assert read_html(text.encode("gb18030"), name="page.html").pieces[0].text == "中国企业境外投资须先备案。"


@pytest.mark.parametrize(
    "content",
    [
        b"<html></html>",
        b"<html><body><div id='app'></div><script>start()</script></body></html>",
        b"<html><body><nav><a href='/'>Home</a></nav><footer>Imprint</footer></body></html>",
        b"<html><body style='x'><p hidden>words</p></body></html>",
        b"<!-- only a remark -->",
    ],
)
def test_page_without_content_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="without readable content"):
        read_html(content, name="page.html")


def test_deep_nesting_is_survived() -> None:
    content = b"<html><body>" + b"<div>" * 20_000 + WORDS.encode() + b"</div>" * 20_000
    with pytest.raises(UnreadableDocument):
        read_html(content, name="page.html")


def test_cells_over_several_rows_stand_in_each_and_those_over_columns_once() -> None:
    table = (
        "<table><tr><th>Region</th><th colspan=2>Grant and posts</th></tr><tr><td rowspan=2>Aragon</td><td>25 %</td>"
        "<td>200</td></tr><tr><td>35 %</td><td>80</td></tr></table>"
    )
    page = f"<html><body><article><h1>Aid</h1><p>{'Words of the page. ' * 12}</p>{table}</article></body></html>"
    cells = [piece.cells for piece in read_html(page.encode(), name="a.html").pieces if piece.cells]
    assert cells == [("Region", "Grant and posts", ""), ("Aragon", "25 %", "200"), ("Aragon", "35 %", "80")]


def test_the_caption_of_a_table_stands_above_it() -> None:
    page = (
        "<html><body><main><h1>Grants</h1><p>The agency pays a share of the costs of battery plants in the regions.</p>"
        "<table><caption>Rates by <b>region</b></caption><tr><th>Region</th><th>Rate</th></tr>"
        "<tr><td>North</td><td>20%</td></tr></table></main></body></html>"
    )
    pieces = read_html(page.encode(), name="a.html").pieces
    assert [(piece.kind, piece.text, piece.cells) for piece in pieces][-3:] == [
        (BlockKind.PARAGRAPH, "Rates by region", ()),
        (BlockKind.HEADER_ROW, "", ("Region", "Rate")),
        (BlockKind.ROW, "", ("North", "20%")),
    ]
