"""The widget on pages of other origins: site keys, visitors' tokens, and pages that have neither."""

from __future__ import annotations

from datetime import timedelta

import httpx
import jwt
import pytest
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from api.origins import Origins
from api.visitor_tokens import ALGORITHM, AUDIENCE
from assistant.catalogue.engine import now, writing
from assistant.catalogue.site_keys import SiteKey, origin_of
from assistant.catalogue.tables import signing_secrets
from assistant.errors import InvalidOrigin
from tests.api.serving import Serving

PARTNER = "https://www.partner.example"
OTHER = "https://other.example"
QUESTION = {"question": "What is the maximum subsidy of the Catalonia CAPEX incentive?"}


@pytest.fixture
def site(server: Serving) -> tuple[SiteKey, str]:
    return server.advisory.catalogue.site_keys.create("partner", [PARTNER])


def token_of(client: httpx.Client, key: str, origin: str = PARTNER) -> str:
    given = client.post("/v1/visitors", json={"site_key": key}, headers={"Origin": origin})
    assert given.status_code == 200, given.text
    return str(given.json()["token"])


def ask(client: httpx.Client, *, origin: str, token: str | None = None) -> httpx.Response:
    headers = {"Origin": origin} | ({"Authorization": f"Bearer {token}"} if token else {})
    return client.post("/v1/chat", json=QUESTION, headers=headers)


def test_a_visitor_of_an_allowed_page_is_answered_and_the_page_may_read_it(
    stranger: httpx.Client, site: tuple[SiteKey, str]
) -> None:
    answer = ask(stranger, origin=PARTNER, token=token_of(stranger, site[1]))

    assert answer.json()["outcome"] == "answered"
    assert answer.headers["access-control-allow-origin"] == PARTNER
    assert "Origin" in answer.headers["vary"]
    assert "set-cookie" not in answer.headers


def test_a_page_of_another_origin_is_turned_away_whatever_it_shows(
    stranger: httpx.Client, site: tuple[SiteKey, str]
) -> None:
    for response in (
        ask(stranger, origin=OTHER),
        ask(stranger, origin=OTHER, token=token_of(stranger, site[1])),
        ask(stranger, origin="null"),
        stranger.post("/v1/visitors", json={"site_key": site[1]}, headers={"Origin": OTHER}),
        stranger.options("/v1/chat", headers={"Origin": OTHER, "Access-Control-Request-Method": "POST"}),
    ):
        assert response.status_code == 403
        assert "access-control-allow-origin" not in response.headers


def test_an_allowed_page_without_a_token_or_with_one_of_another_page_is_refused(
    server: Serving, stranger: httpx.Client, site: tuple[SiteKey, str]
) -> None:
    server.advisory.catalogue.site_keys.create("other", [OTHER])
    token = token_of(stranger, site[1])

    assert ask(stranger, origin=PARTNER).status_code == 401
    assert ask(stranger, origin=OTHER, token=token).status_code == 401
    assert stranger.get("/v1/documents", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_browser_is_told_beforehand_what_an_allowed_page_may_send(
    stranger: httpx.Client, site: tuple[SiteKey, str]
) -> None:
    asked = {"Origin": PARTNER, "Access-Control-Request-Method": "POST"}
    told = stranger.options("/v1/chat", headers=asked)

    assert told.status_code == 204
    assert told.headers["access-control-allow-origin"] == PARTNER
    assert "Authorization" in told.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in told.headers


def test_a_revoked_key_gives_no_token_and_those_given_are_refused_at_once(
    server: Serving, stranger: httpx.Client, site: tuple[SiteKey, str]
) -> None:
    keys = server.advisory.catalogue.site_keys
    keys.create("the same pages, another key", [PARTNER])
    token = token_of(stranger, site[1])
    keys.revoke(site[0].id)

    assert ask(stranger, origin=PARTNER, token=token).status_code == 401
    again = stranger.post("/v1/visitors", json={"site_key": site[1]}, headers={"Origin": PARTNER})
    assert again.status_code == 403


def test_a_token_that_has_run_out_or_was_signed_by_somebody_else_is_refused(
    server: Serving, stranger: httpx.Client, site: tuple[SiteKey, str]
) -> None:
    token = token_of(stranger, site[1])
    head = jwt.get_unverified_header(token)
    secret = server.advisory.catalogue.signing_secrets.get(head["kid"])
    assert secret is not None
    good = {"aud": AUDIENCE, "site": site[0].id, "origin": PARTNER, "exp": now() + timedelta(minutes=1)}

    def signed(claims: dict[str, object], key: str = secret.secret) -> str:
        return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": head["kid"]})

    assert ask(stranger, origin=PARTNER, token=signed(good)).status_code == 200
    unsigned = jwt.encode(good, "", algorithm="none", headers={"kid": head["kid"]})
    for forged in (
        signed(good | {"exp": now() - timedelta(seconds=5)}),
        signed({name: claim for name, claim in good.items() if name != "exp"}),
        signed(good | {"aud": "another"}),
        signed(good, "x" * 64),
        unsigned,
    ):
        assert ask(stranger, origin=PARTNER, token=forged).status_code == 401


def test_a_new_secret_signs_every_day_and_tokens_of_the_day_before_hold_until_they_run_out(
    server: Serving, stranger: httpx.Client, site: tuple[SiteKey, str]
) -> None:
    token = token_of(stranger, site[1])
    engine = server.advisory.catalogue.engine
    with writing(engine) as connection:
        connection.execute(update(signing_secrets).values(created_at=now() - timedelta(days=1, minutes=1)))
    renewed = token_of(stranger, site[1])

    assert jwt.get_unverified_header(renewed)["kid"] != jwt.get_unverified_header(token)["kid"]
    assert ask(stranger, origin=PARTNER, token=token).status_code == 200


def test_the_key_itself_is_not_kept(server: Serving, site: tuple[SiteKey, str]) -> None:
    path = server.advisory.settings.data_dir
    kept = b"".join(file.read_bytes() for file in path.glob("catalogue.sqlite*"))

    assert site[0].id.encode() in kept
    assert site[1].encode() not in kept


def test_any_page_may_load_the_widget(stranger: httpx.Client) -> None:
    for path in ("/widget.js", "/assets/chat-element.js"):
        response = stranger.get(path, headers={"Origin": OTHER})
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://www.partner.example", "https://www.partner.example"),
        ("HTTPS://WWW.Partner.Example:443/", "https://www.partner.example"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://出海.example", "https://xn--79qz38d.example"),
    ],
)
def test_origins_are_kept_as_browsers_write_them(text: str, origin: str) -> None:
    assert origin_of(text) == origin


@pytest.mark.parametrize(
    "text",
    ["", "*", "partner.example", "ftp://partner.example", "https://", "https://a.example/path", "https://u@a.example"],
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(InvalidOrigin, match="is not an origin"):
        origin_of(text)


def test_an_error_of_the_server_can_be_read_by_the_page_that_asked() -> None:
    async def failing(_request: Request) -> Response:
        raise RuntimeError("a mistake")

    app = Starlette(routes=[Route("/v1/chat", failing)])
    app.add_middleware(Origins, allows=lambda origin: origin == PARTNER)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/v1/chat", headers={"Origin": PARTNER})

    assert answer.status_code == 500
    assert answer.headers["access-control-allow-origin"] == PARTNER
    assert answer.json()["title"] == "Internal Server Error"
    assert "mistake" not in answer.text
