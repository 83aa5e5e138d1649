"""Health, the pages for people, their files, and the page of the API, which asks no other server."""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.serving import Serving

PAGES = ["/", "/documents/es-ct-capex-incentive", "/documents/es-ct-capex-incentive@1", "/docs"]


def test_healthz_says_that_the_process_lives(stranger: httpx.Client) -> None:
    assert stranger.get("/healthz").json() == {"status": "ok"}


def test_readyz_says_how_far_answers_have_come(server: Serving, stranger: httpx.Client) -> None:
    server.advisory.follower.catch_up()  # other tests may have put and removed documents
    readiness = stranger.get("/readyz").json()

    assert readiness["status"] == "ready"
    assert readiness["applied"] == readiness["changes"] >= 67
    assert readiness["passages"] > 67


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_only_its_own_scripts(stranger: httpx.Client, path: str) -> None:
    response = stranger.get(path)

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    policy = dict(part.split(maxsplit=1) for part in response.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["base-uri"] == policy["object-src"] == "'none'"
    assert policy["frame-ancestors"].split()[0] == ("'none'" if path == "/docs" else "'self'")
    assert "script-src" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)", response.text)
    assert not re.search(r"\son\w+=", response.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_all_of_it_is_there(stranger: httpx.Client, path: str) -> None:
    addresses = re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]+)"', stranger.get(path).text)

    assert addresses
    for address in addresses:
        assert address.startswith("/")
        assert stranger.get(address).status_code == 200


def test_pages_but_not_the_api_page_ask_for_trusted_types(stranger: httpx.Client) -> None:
    asking = ["require-trusted-types-for" in stranger.get(path).headers["content-security-policy"] for path in PAGES]

    assert asking == [True, True, True, False]


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/assets/page.js", "text/javascript; charset=utf-8"),
        ("/assets/i18n/zh.js", "text/javascript; charset=utf-8"),
        ("/assets/page.css", "text/css; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/assets/index.html", "text/html; charset=utf-8"),
        ("/assets/swagger/swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
        ("/assets/swagger/swagger-ui.css", "text/css; charset=utf-8"),
    ],
)
def test_files_have_their_types_and_the_headers_of_pages(stranger: httpx.Client, path: str, content_type: str) -> None:
    response = stranger.get(path)

    assert response.status_code == 200
    assert response.headers["content-type"] == content_type
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in response.headers["content-security-policy"]


def test_a_file_that_has_not_changed_is_not_sent_again(stranger: httpx.Client) -> None:
    tag = stranger.get("/assets/page.js").headers["etag"]
    again = stranger.get("/assets/page.js", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/..%2fapp.py",
        "/assets/..%5capp.py",
        "/assets/i18n/../../app.py",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/assets/....//app.py",
        "/assets/page.js%00.css",
        "/assets/swagger/../../app.py",
        "/assets/swagger/%2e%2e/main.py",
        "/assets/",
        "/assets/i18n",
    ],
)
def test_nothing_outside_the_assets_can_be_had(server: Serving, path: str) -> None:
    # Clients tidy such paths before they send them, so this one speaks for itself.
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=120) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert b" 404 " in answer.split(b"\r\n", 1)[0]
    assert b"import" not in answer
    assert b"root:" not in answer
