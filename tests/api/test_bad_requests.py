"""Bad and odd input: a clear problem or an honest answer, and never a status of 500."""

from __future__ import annotations

import httpx
import pytest

JSON = {"Content-Type": "application/json"}
POSTS = pytest.mark.parametrize("path", ["/v1/chat", "/v1/search"])

REFUSED: dict[str, tuple[bytes, int, str]] = {
    "malformed JSON": (b'{"question": ', 422, "JSON"),
    "no body": (b"", 422, "body"),
    "not UTF-8": (b'{"question": "\xff\xfe"}', 400, "body"),
    "a list": (b"[]", 422, "body"),
    "a string": (b'"tax"', 422, "body"),
    "null": (b"null", 422, "body"),
    "no question": (b"{}", 422, "question"),
    "a number as question": (b'{"question": 7}', 422, "question"),
    "null as question": (b'{"question": null}', 422, "question"),
    "a list as question": (b'{"question": ["tax"]}', 422, "question"),
    "an unknown field": (b'{"question": "tax", "qestion": "tax"}', 422, "qestion"),
    "half an emoji as a field": (b'{"question": "tax", "\\ud83d": 1}', 422, "unicode"),
    "an empty question": (b'{"question": ""}', 422, "empty"),
    "blanks": (b'{"question": " \\n\\t\\u3000 "}', 422, "empty"),
    "NULs": (b'{"question": "\\u0000\\u0000"}', 422, "empty"),
    "a lone surrogate": (b'{"question": "\\ud800"}', 422, "empty"),
    "100,000 characters": (b'{"question": "' + b"x" * 100_000 + b'"}', 422, "100,000 characters"),
    "100,000 Chinese characters": (('{"question": "' + "税" * 100_000 + '"}').encode(), 422, "100,000 characters"),
    "deep nesting": (b'{"question": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400, "body"),
    "a huge number": (b'{"question": "tax", "k": 1' + b"0" * 5000 + b"}", 400, "body"),
}


@POSTS
@pytest.mark.parametrize("case", REFUSED)
def test_a_request_that_cannot_be_is_explained(stranger: httpx.Client, path: str, case: str) -> None:
    content, status, words = REFUSED[case]
    response = stranger.post(path, content=content, headers=JSON)

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert list(problem) == ["type", "title", "status", "detail"]
    assert problem["status"] == status
    assert words in problem["detail"]


@POSTS
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_of_another_type_is_refused(stranger: httpx.Client, path: str, content_type: str) -> None:
    response = stranger.post(path, content=b'{"question": "tax"}', headers={"Content-Type": content_type})

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("field", "value"), [("language", "fr"), ("as_of", "2026-13-01"), ("as_of", "soon"), ("conversation", 7)]
)
def test_a_field_with_a_wrong_value_is_named(stranger: httpx.Client, field: str, value: object) -> None:
    response = stranger.post("/v1/chat", json={"question": "tax", field: value})

    assert response.status_code == 422
    assert response.json()["detail"].startswith(f"{field}: ")


ODD = [
    "😀",
    "😀🚗👨‍👩‍👧‍👦",
    "？？？",
    "!!!",
    "0",
    "的",
    "a",
    "'; DROP TABLE documents; --",
    '" OR 1=1 --',
    'title:tax AND (body:"battery" OR *) NOT -x^2~3 [a TO z} ++ \\',
    'field:"unclosed',
    "((((",
    "tax AND",
    "/regex.*/ ?wild* fuzzy~2 +must -mustnot ^boost",
    "%_%' ESCAPE '\\",
    "{{7*7}} ${jndi:ldap://x} <script>alert(1)</script>",
    "../../../../etc/passwd",
    "\u202etax\u202c battery \u200b\ufeff",
    "ﷺ" * 50,
    "battery " * 900,
    "电池" * 3900,
    "Z̷̡̢̛̲̟͈a̵l̶g̴o̵ tax",
    "١٢٣ ٪ tax",
    "9" * 4000,
    "1,000,000,000,000,000,000,000,000 EUR or 十亿亿亿亿 euros",
    "31.02.2026 tax 2026-99-99",
]


@POSTS
@pytest.mark.parametrize("question", ODD)
def test_an_odd_question_is_answered_like_any_other(stranger: httpx.Client, path: str, question: str) -> None:
    response = stranger.post(path, json={"question": question})

    assert response.status_code == 200, response.text


@POSTS
def test_half_an_emoji_and_a_nul_are_left_out_of_the_question(stranger: httpx.Client, path: str) -> None:
    response = stranger.post(path, content=b'{"question": "battery \\ud83dpass\\u0000port"}', headers=JSON)

    assert response.status_code == 200
    assert response.json()["question"] == "battery passport"


@pytest.mark.parametrize("path", ["/v1/measures", "/v1/measures/deadlines", "/v1/documents/expiring"])
@pytest.mark.parametrize(
    "as_of", ["1.5", "20261124", "1764000000", "2026-11-24T00:00:00", "２０２６-11-24", "2026-02-30"]
)
def test_only_a_day_in_iso_form_is_a_day(stranger: httpx.Client, path: str, as_of: str) -> None:
    response = stranger.get(path, params={"as_of": as_of})

    assert response.status_code == 422
    assert "as_of" in response.json()["detail"]


@pytest.mark.parametrize("as_of", ["0001-01-01", "9999-12-31"])
def test_any_day_can_be_asked_for(stranger: httpx.Client, as_of: str) -> None:
    body = {"question": "What is the maximum subsidy of the Catalonia CAPEX incentive?", "as_of": as_of}

    assert stranger.post("/v1/chat", json=body).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/chat", 405),
        ("PATCH", "/v1/documents/es-ct-capex-incentive", 405),
        ("GET", "/v1/nothing", 404),
        ("GET", "/nothing", 404),
        ("POST", "/", 405),
    ],
)
def test_a_wrong_address_or_method_is_a_problem_too(
    stranger: httpx.Client, method: str, path: str, status: int
) -> None:
    response = stranger.request(method, path)

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert ("allow" in response.headers) == (status == 405)
