"""Members of a site: their own server asks for their tokens; they find members' documents, and the public never does."""

from __future__ import annotations

import httpx
import pytest

from assistant.catalogue.site_keys import SiteKey, new_secret
from tests.api import library
from tests.api.serving import TOKEN, Serving

ORIGIN = "https://members.example"
QUESTION = {"question": library.MEMBER_QUESTION}
DOCUMENT = "/v1/documents/quillfeather-benchmark"


@pytest.fixture(scope="module")
def secret() -> str:
    return new_secret()


@pytest.fixture(scope="module")
def site(server: Serving, secret: str) -> tuple[SiteKey, str]:
    return server.advisory.catalogue.site_keys.create("members", [ORIGIN], secret=secret)


def admit(client: httpx.Client, key: str, secret: str, **body: str) -> httpx.Response:
    asked = {"site_key": key, "level": "member"} | body
    return client.post("/v1/visitors", json=asked, headers={"Authorization": f"Bearer {secret}"})


def ask(client: httpx.Client, token: str, origin: str = ORIGIN) -> httpx.Response:
    return client.post("/v1/chat", json=QUESTION, headers={"Authorization": f"Bearer {token}", "Origin": origin})


def test_a_member_finds_members_documents_and_a_visitor_of_the_same_page_does_not(
    stranger: httpx.Client, site: tuple[SiteKey, str], secret: str
) -> None:
    given = admit(stranger, site[1], secret).json()
    visitor = stranger.post("/v1/visitors", json={"site_key": site[1]}, headers={"Origin": ORIGIN}).json()
    found, not_found = ask(stranger, given["token"]).json(), ask(stranger, visitor["token"]).json()

    assert (given["level"], visitor["level"], visitor["reader_token"]) == ("member", "public", None)
    assert "412" in found["blocks"][0]["text"]
    assert "quillfeather-benchmark" not in {citation["document_id"] for citation in not_found["citations"]}
    assert "EUR 412" not in str(not_found)


def test_what_a_member_reads_is_no_staff_document(
    stranger: httpx.Client, site: tuple[SiteKey, str], secret: str
) -> None:
    token = admit(stranger, site[1], secret).json()["token"]
    headers = {"Authorization": f"Bearer {token}", "Origin": ORIGIN}
    assert stranger.get("/v1/documents/quillfeather-notes", headers=headers).status_code == 404
    assert stranger.get("/v1/enquiries", headers=headers).status_code == 403


def test_the_reader_is_opened_with_a_token_of_its_own_that_no_other_page_can_use(
    stranger: httpx.Client, site: tuple[SiteKey, str], secret: str
) -> None:
    reader = {"Authorization": f"Bearer {admit(stranger, site[1], secret).json()['reader_token']}"}
    assert stranger.get(DOCUMENT, headers=reader).status_code == 200
    assert stranger.get(DOCUMENT, headers=reader | {"Origin": ORIGIN}).status_code == 401
    assert stranger.get(DOCUMENT).status_code == 404


def test_only_the_sites_own_server_and_staff_may_ask(
    server: Serving, stranger: httpx.Client, site: tuple[SiteKey, str], secret: str
) -> None:
    plain = server.advisory.catalogue.site_keys.create("without members", ["https://plain.example"])[1]
    member = {"site_key": site[1], "level": "member"}
    from_a_page = stranger.post(
        "/v1/visitors", json=member, headers={"Authorization": f"Bearer {secret}", "Origin": ORIGIN}
    )

    assert admit(stranger, site[1], TOKEN).status_code == 200
    assert from_a_page.status_code == 403
    assert stranger.post("/v1/visitors", json=member).status_code == 401
    assert admit(stranger, site[1], new_secret()).status_code == 401
    assert admit(stranger, site[1], site[1]).status_code == 401
    assert admit(stranger, plain, secret).status_code == 401
    assert admit(stranger, site[1], secret, origin="https://other.example").status_code == 403


def test_a_members_token_is_good_for_its_page_alone_and_dies_with_the_key(
    server: Serving, stranger: httpx.Client
) -> None:
    keys, secret = server.advisory.catalogue.site_keys, new_secret()
    record, key = keys.create("two pages", [ORIGIN, "https://two.example"], secret=secret)
    assert admit(stranger, key, secret).status_code == 403, "which of the two pages is not said"
    given = admit(stranger, key, secret, origin="https://two.example").json()
    reader = {"Authorization": f"Bearer {given['reader_token']}"}

    assert ask(stranger, given["token"], origin=ORIGIN).status_code == 401
    assert ask(stranger, given["token"], origin="https://two.example").status_code == 200
    keys.revoke(record.id)
    assert ask(stranger, given["token"], origin="https://two.example").status_code in {401, 403}
    assert stranger.get(DOCUMENT, headers=reader).status_code == 401


def test_pages_may_be_framed_by_sites_with_a_key_and_by_no_others(server: Serving, stranger: httpx.Client) -> None:
    record, _ = server.advisory.catalogue.site_keys.create("framing", ["https://frames.example"])

    def framers(path: str) -> list[str]:
        policy = stranger.get(path).headers["content-security-policy"]
        return next(part for part in policy.split("; ") if part.startswith("frame-ancestors")).split()[1:]

    for path in ("/", "/embed", "/documents", "/documents/es-ct-capex-incentive"):
        assert framers(path)[0] == "'self'"
        assert "https://frames.example" in framers(path)
    assert framers("/docs") == ["'none'"]
    server.advisory.catalogue.site_keys.revoke(record.id)
    assert "https://frames.example" not in framers("/")
