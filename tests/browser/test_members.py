"""A member of the partner's site: its server admits them, and what they cite opens in the reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from playwright.sync_api import Browser

from assistant.catalogue.site_keys import new_secret
from tests.api import library
from tests.api.serving import Serving
from tests.browser.conftest import Visit
from tests.browser.partner import partner_site


@pytest.fixture(scope="module")
def admitted(server: Serving) -> Iterator[str]:
    """Address of a site that admits everybody as a member."""
    secret = new_secret()
    made: dict[str, str] = {}

    def admit() -> dict[str, Any]:
        with server.client(token=secret) as client:
            given: httpx.Response = client.post("/v1/visitors", json={"site_key": made["key"], "level": "member"})
        return dict(given.json())

    with partner_site(admit) as address:
        made["key"] = server.advisory.catalogue.site_keys.create("members", [address], secret=secret)[1]
        yield address


def test_a_member_finds_and_opens_what_the_public_does_not(browser: Browser, server: Serving, admitted: str) -> None:
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(60_000)
    window = Visit(context.new_page())
    window.page.goto(f"{admitted}/?{urlencode({'server': server.url, 'visitor-url': '/member'})}")
    turn = window.ask(library.MEMBER_QUESTION)
    link = turn.locator(".cite").first
    plain = link.get_attribute("href")
    with context.expect_page() as opened:
        link.click()
    reader = opened.value
    reader.locator("mark").first.wait_for()

    assert "EUR 412" in turn.inner_text()
    assert "EUR 412" in reader.locator("mark").first.inner_text()
    assert "reader=" not in reader.url, "whoever is given the address gets no token with it"
    window.page.wait_for_timeout(50)
    assert link.get_attribute("href") == plain
    reader.reload()
    reader.locator("mark").first.wait_for()

    other = browser.new_context()
    page = other.new_page()
    page.goto(reader.url)
    page.get_by_role("heading", name="There is no such document").wait_for()
    other.close()
    context.close()
