"""Fetching from sites: what is allowed, what is refused, and that nothing a server does can hold or fill the program."""

from __future__ import annotations

import gzip
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from assistant.errors import FetchFailed
from ingest.sources.addresses import canonical, is_allowed, networks_of
from ingest.sources.fetching import MAX_REDIRECTS, Fetcher, FetchLimits, Validators
from ingest.sources.naming import charset_of, file_name_of, name_for
from tests.ingest.site import LOOPBACK, Page, Site, make_certificate, make_fetcher, redirect, serving

FORBIDDEN = (
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::8.8.8.8",
    "64:ff9b:1::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1",
    "2002:7f00:1::", "100::1",
)  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    fetcher = make_fetcher()
    yield fetcher
    fetcher.close()


def refused(fetcher: Fetcher, address: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        fetcher.fetch(address)
    return caught.value


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_address_that_is_not_public_is_asked(address: str) -> None:
    assert not is_allowed(address, ())


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "100.63.255.255", "2606:4700:4700::1111", "2a00:1450::1"])
def test_public_addresses_may_be_asked(address: str) -> None:
    assert is_allowed(address, ())


def test_an_intranet_is_allowed_by_name_and_nothing_beside_it() -> None:
    allowed = networks_of("10.20.0.0/16, fd00:20::/32")
    assert is_allowed("10.20.3.4", allowed)
    assert is_allowed("fd00:20::1", allowed)
    assert not is_allowed("10.21.0.1", allowed)
    assert not is_allowed("::ffff:10.20.3.4", allowed)


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("HTTP://Example.COM:80/A?b=1#part", "http://example.com/A?b=1"),
        ("https://example.com:443", "https://example.com/"),
        ("https://例子.中国/政策.html", "https://xn--fsqu00a.xn--fiqs8s/%E6%94%BF%E7%AD%96.html"),
    ],
)
def test_an_address_has_one_form(address: str, form: str) -> None:
    assert str(canonical(address)) == form


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://example.com/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://user:secret@example.com/", "holds a name or password"),
        ("http:///path", "no host"),
        ("http://example.com/" + "a" * 3000, "longer than"),
        ("http://exa mple.com/\x00", "not a web address"),
    ],
)
def test_what_is_no_web_address_is_refused(fetcher: Fetcher, address: str, words: str) -> None:
    error = refused(fetcher, address)
    assert words in str(error)
    assert "secret" not in str(error)
    assert error.advice


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "127.1"])
def test_loopback_is_refused_however_it_is_written(site: Site, host: str) -> None:
    fetcher = Fetcher(FetchLimits(1000, 5, 0, 0))
    error = refused(fetcher, f"http://{host}:{site.url.rsplit(':')[-1]}/secret")
    assert site.asked("/secret") == []
    assert "no public address" in error.reason or "no host" in error.reason or "takes no" in error.reason


def test_a_public_name_that_leads_to_a_private_address_is_refused(site: Site) -> None:
    fetcher = Fetcher(FetchLimits(1000, 5, 0, 0), resolve=lambda host, port: ["8.8.8.8", "10.0.0.7"])
    error = refused(fetcher, "http://public.example/inner")
    assert "public.example leads to 10.0.0.7" in error.reason
    assert "GOGLOBAL_FETCH_NETWORKS" in error.advice


def test_the_address_that_was_judged_is_the_one_that_is_asked(site: Site) -> None:
    port = int(site.url.rsplit(":")[-1])
    with serving("127.0.0.2", port) as other:
        other.pages["/who"] = Page(b"the judged one")
        site.pages["/who"] = Page(b"the other one")
        answers = iter([["127.0.0.2"], ["127.0.0.1"]])
        fetcher = make_fetcher(lambda host, port: next(answers))
        assert fetcher.fetch(f"http://rebinding.example:{port}/who").content == b"the judged one"
        assert next(answers) == ["127.0.0.1"]  # nobody looked a second time
        assert site.asked("/who") == []
        assert other.asked("/who")[0]["Host"] == f"rebinding.example:{port}"


def test_a_redirect_to_loopback_is_refused_before_it_is_asked(site: Site) -> None:
    port = site.url.rsplit(":")[-1]
    site.pages["/out"] = redirect(f"http://inner.example:{port}/inner")

    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "outer.example" else ["::1"]

    error = refused(make_fetcher(resolve), f"http://outer.example:{port}/out")
    assert "inner.example leads to ::1" in error.reason
    assert site.asked("/inner") == []


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.com/x", "http://a:b@example.com/"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, fetcher: Fetcher, location: str) -> None:
    site.pages["/away"] = redirect(location)
    assert refused(fetcher, f"{site.url}/away").advice


def test_redirects_are_followed_to_the_last_address_and_counted(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": redirect("c?x=1#part", 301), "/c?x=1": Page(b"here")}
    fetched = fetcher.fetch(f"{site.url}/a")
    assert (fetched.address, fetched.content) == (f"{site.url}/c?x=1", b"here")
    site.pages["/round"] = redirect("/round")
    assert f"more than {MAX_REDIRECTS} times" in refused(fetcher, f"{site.url}/round").reason
    assert len(site.asked("/round")) == MAX_REDIRECTS + 1


def test_what_is_packed_is_unpacked_and_a_bomb_is_not(site: Site, fetcher: Fetcher) -> None:
    site.pages["/packed"] = Page(gzip.compress(b"words " * 100, mtime=0), headers={"Content-Encoding": "gzip"})
    assert fetcher.fetch(f"{site.url}/packed").content == b"words " * 100
    assert site.asked("/packed")[0]["Accept-Encoding"] == "gzip"
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()
    site.pages["/bomb"] = Page(bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    error = refused(fetcher, f"{site.url}/bomb")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger than 1 MB" in error.reason
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("headers", "body", "words"),
    [
        ({"Content-Encoding": "br"}, b"\x8b\x00\x80abc\x03", "packed as 'br'"),
        ({"Content-Encoding": "gzip"}, b"not packed at all", "damaged"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"words" * 99, mtime=0)[:-12], "damaged"),
        ({"Content-Length": "999999999"}, b"x", "larger than 1 MB"),
        ({"Content-Length": "50"}, b"x", "cannot be fetched"),
    ],
)
def test_a_body_that_is_not_what_was_announced_is_refused(
    site: Site, fetcher: Fetcher, headers: dict[str, str], body: bytes, words: str
) -> None:
    def act(request: BaseHTTPRequestHandler) -> None:
        Page(body, headers=headers)(request)
        request.close_connection = True

    site.pages["/odd"] = act
    assert words in refused(fetcher, f"{site.url}/odd").reason


def test_files_packed_one_by_one_are_one_and_padding_is_none(site: Site, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0) + bytes(64)
    site.pages["/parts"] = Page(packed, headers={"Content-Encoding": "gzip", "ETag": '"\xb2"', "Retry-After": "\xb2"})
    fetched = fetcher.fetch(f"{site.url}/parts")
    assert fetched.content == b"one two"
    assert fetched.validators.etag is None  # it could not be sent back


def test_an_endless_body_is_cut_off(site: Site, fetcher: Fetcher) -> None:
    def act(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(bytes(1 << 16))

    site.pages["/endless"] = act
    assert "larger than 1 MB" in refused(fetcher, f"{site.url}/endless").reason


@pytest.mark.parametrize("in_headers", [True, False])
def test_a_slow_drip_is_cut_off(site: Site, in_headers: bool) -> None:
    def act(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"X-Long: " if in_headers else b"\r\n"))
        while True:
            request.wfile.write(b"x")
            time.sleep(0.05)

    site.pages["/drip"] = act
    assert "sends less than" in refused(make_fetcher(grace=0.3, slowest=1000.0), f"{site.url}/drip").reason
    assert "not finished after 1 seconds" in refused(make_fetcher(seconds=0.6, slowest=0.0), f"{site.url}/drip").reason


def test_a_busy_site_is_waited_for_as_long_as_it_asks_within_limits(site: Site, fetcher: Fetcher) -> None:
    answers = iter([Page(status=429, headers={"Retry-After": "0"}), Page(status=503, headers={"Retry-After": "0"})])
    site.pages["/busy"] = lambda request: next(answers, Page(b"done"))(request)
    assert fetcher.fetch(f"{site.url}/busy").content == b"done"
    site.pages["/closed"] = Page(status=503, headers={"Retry-After": "7200"})
    error = refused(fetcher, f"{site.url}/closed")
    assert (error.status, len(site.asked("/closed"))) == (503, 1)
    assert "asks for 7200 seconds" in error.reason
    site.pages["/always"] = Page(status=429, headers={"Retry-After": "0"})
    assert refused(fetcher, f"{site.url}/always").status == 429
    assert len(site.asked("/always")) == 3


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "any more"), (410, "any more"), (403, "does not give"), (500, "error"), (418, "no document")],
)
def test_each_refusal_of_a_site_has_its_advice(site: Site, fetcher: Fetcher, status: int, words: str) -> None:
    site.pages["/status"] = Page(b"sorry", status)
    error = refused(fetcher, f"{site.url}/status")
    assert error.status == status
    assert words in error.reason
    assert error.advice


def test_a_site_is_asked_only_for_what_changed(site: Site, fetcher: Fetcher) -> None:
    site.pages["/kept"] = Page(b"words", headers={"ETag": '"1"', "Last-Modified": "Mon, 02 Nov 2026 08:00:00 GMT"})
    first = fetcher.fetch(f"{site.url}/kept")
    assert first.validators == Validators('"1"', "Mon, 02 Nov 2026 08:00:00 GMT")
    again = fetcher.fetch(f"{site.url}/kept", known=lambda address: first.validators)
    assert (again.changed, again.content) == (False, b"")
    site.pages["/kept"] = Page(b"other words", headers={"ETag": '"2"'})
    assert fetcher.fetch(f"{site.url}/kept", known=lambda address: first.validators).content == b"other words"


def test_a_certificate_is_proved_against_the_name_and_not_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = make_certificate(tmp_path, "secure.example")
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(pem)
    with serving(secured=secured) as site:
        port = site.url.rsplit(":")[-1]
        site.pages |= {"/act": redirect("/moved"), "/moved": Page(b"words")}

        def resolve(host: str, port: int) -> list[str]:
            return ["127.0.0.1"]

        unknown = refused(make_fetcher(resolve), f"https://secure.example:{port}/act")
        assert "its certificate does not hold (self" in unknown.reason
        assert "SSL_CERT_FILE" in unknown.advice
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        fetcher = make_fetcher(resolve)
        assert fetcher.fetch(f"https://secure.example:{port}/act").content == b"words"
        assert "does not hold (Hostname mismatch" in refused(fetcher, f"https://other.example:{port}/act").reason


def test_no_cookie_is_kept_and_the_program_says_who_it_is(site: Site) -> None:
    fetcher = Fetcher(FetchLimits(1000, 5, 0, 0), allowed=LOOPBACK, contact="office@example.org")
    site.pages |= {
        "/in": Page(status=302, headers={"Set-Cookie": "session=1; Path=/", "Location": "/on"}),
        "/on": Page(b"words"),
    }
    fetcher.fetch(f"{site.url}/in")
    fetcher.fetch(f"{site.url}/on")
    for headers in site.asked("/on"):
        assert "Cookie" not in headers
        assert headers["User-Agent"].startswith("goglobal/")
        assert "office@example.org" in headers["User-Agent"]


def test_a_proxy_of_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.pages["/direct"] = Page(b"words")
    assert make_fetcher().fetch(f"{site.url}/direct").content == b"words"


def test_a_proxy_that_was_set_gets_the_request_but_not_one_for_inner_addresses(site: Site) -> None:
    site.pages["http://public.example/page"] = Page(b"through the proxy")
    hosts = {"public.example": ["8.8.8.8"], "inner.example": ["10.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
    fetcher = Fetcher(
        FetchLimits(1000, 5, 0, 0), proxy=site.url, resolve=lambda host, port: hosts.get(host) or look_nowhere(host)
    )
    assert fetcher.fetch("http://public.example/page").content == b"through the proxy"
    assert "inner.example leads to 10.0.0.1" in refused(fetcher, "http://inner.example/page").reason
    assert refused(fetcher, "http://known-to-the-proxy.example/").status == 404


def look_nowhere(host: str) -> list[str]:
    raise OSError(f"no such host: {host}")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="act.csv"', "act.csv"),
        ("attachment; filename*=UTF-8''%E6%94%BF%E7%AD%96.pdf", "政策.pdf"),
        ("attachment; filename=%E6%94%BF%E7%AD%96.pdf", "政策.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="..\\\\x.md"', "x.md"),
        ('attachment; filename=".."', None),
        ("inline", None),
        ("", None),
        ('attachment; filename="' + "政策.md".encode().decode("latin-1") + '"', "政策.md"),
    ],
)
def test_the_name_that_a_site_gives_a_file(header: str, name: str | None) -> None:
    assert file_name_of(header) == name


@pytest.mark.parametrize(
    ("address", "file_name", "media_type", "name"),
    [
        ("https://a.example/get?id=3", "table.csv", "application/octet-stream", "table.csv"),
        ("https://a.example/act.md", None, "text/html", "act.html"),
        ("https://a.example/notes.md", None, "text/plain", "notes.md"),
        ("https://a.example/", None, "text/html", "a.example.html"),
        ("https://a.example/report.pdf?dl=1", None, "", "report.pdf"),
        ("https://a.example/%E6%94%BF%E7%AD%96", None, "text/csv", "政策.csv"),
    ],
)
def test_a_fetched_file_has_a_name_that_tells_its_kind(
    address: str, file_name: str | None, media_type: str, name: str
) -> None:
    assert name_for(address, file_name=file_name, media_type=media_type) == name


def test_charsets_are_read_from_the_header() -> None:
    assert charset_of("text/html; charset=GB2312") == "gb2312"
    assert charset_of("text/html") is None
