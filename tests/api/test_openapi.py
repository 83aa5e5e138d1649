"""The OpenAPI document: enough for a stranger, and true."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.api.serving import Serving

ERRORS = {
    "POST /v1/chat": {"400", "401", "404", "409", "422"},
    "POST /v1/search": {"400", "401", "422"},
    "GET /v1/doctor": {"401", "403"},
    "GET /v1/documents": {"401", "422"},
    "GET /v1/documents/{document_id}": {"401", "404", "410", "422"},
    "GET /v1/documents/{document_id}/versions": {"401", "404", "422"},
    "GET /v1/documents/{document_id}/diff": {"401", "404", "410", "422"},
    "PUT /v1/documents/{document_id}/superseded-by": {"400", "401", "403", "404", "409", "422"},
    "POST /v1/documents/{document_id}/purge": {"401", "403", "404", "422"},
    "POST /v1/documents": {"400", "401", "403", "409", "413", "415", "422", "507"},
    "DELETE /v1/documents/{document_id}": {"401", "403", "404", "422"},
    "GET /v1/jobs": {"401", "403", "422"},
    "GET /v1/jobs/{job_id}": {"401", "403", "404", "422"},
    "POST /v1/jobs/{job_id}/cancel": {"401", "403", "404", "409", "422"},
    "GET /v1/quarantine": {"401", "403", "422"},
    "GET /v1/quarantine/{failure_id}": {"401", "403", "404", "422"},
    "POST /v1/quarantine/{failure_id}/retry": {"401", "403", "404", "422"},
    "DELETE /v1/quarantine/{failure_id}": {"401", "403", "404", "422"},
    "GET /v1/documents/{document_id}/pages/{page}.png": {"401", "404", "410", "422", "503"},
    "GET /v1/documents/expiring": {"401", "422"},
    "GET /v1/measures": {"401", "422"},
    "GET /v1/measures/compare": {"401", "422"},
    "POST /v1/measures/estimate": {"400", "401", "404", "422"},
    "GET /v1/measures/deadlines": {"401", "422"},
    "GET /v1/measures/{measure_id}": {"401", "404", "422"},
    "PATCH /v1/measures/{measure_id}": {"400", "401", "403", "404", "422"},
    "GET /v1/conversations/{conversation_id}": {"401", "404", "422"},
    "DELETE /v1/conversations/{conversation_id}": {"401", "404", "422"},
    "GET /v1/organisations": {"401", "422"},
    "GET /v1/enquiries/terms": {"422"},
    "POST /v1/enquiries": {"400", "401", "403", "404", "409", "422"},
    "GET /v1/enquiries": {"401", "403", "422"},
    "GET /v1/enquiries/{enquiry_id}": {"401", "403", "404", "422"},
    "DELETE /v1/enquiries/{enquiry_id}": {"401", "404", "422"},
    "POST /v1/feedback": {"400", "401", "404", "422"},
    "GET /v1/feedback": {"401", "403", "422"},
    "GET /v1/overview": {"401", "422"},
    "POST /v1/visitors": {"400", "401", "403", "422"},
    "GET /healthz": set(),
    "GET /readyz": {"503"},
}
"""The statuses of errors that each operation documents."""
SUCCESSES = {"200", "201", "202", "204"}
PATH_ONLY = {
    "GET /v1/conversations/{conversation_id}",
    "DELETE /v1/conversations/{conversation_id}",
    "DELETE /v1/enquiries/{enquiry_id}",
    "GET /v1/enquiries/{enquiry_id}",
    "GET /v1/documents/{document_id}/versions",
    "POST /v1/documents/{document_id}/purge",
    "DELETE /v1/documents/{document_id}",
    "GET /v1/jobs/{job_id}",
    "POST /v1/jobs/{job_id}/cancel",
    "GET /v1/quarantine/{failure_id}",
    "POST /v1/quarantine/{failure_id}/retry",
    "DELETE /v1/quarantine/{failure_id}",
}
"""Operations that take nothing that could be of a wrong shape: any text may be an id."""
FOR_STAFF = {
    "GET /v1/doctor",
    "PUT /v1/documents/{document_id}/superseded-by",
    "POST /v1/documents/{document_id}/purge",
    "GET /v1/feedback",
    "GET /v1/enquiries",
    "GET /v1/enquiries/{enquiry_id}",
    "POST /v1/documents",
    "DELETE /v1/documents/{document_id}",
    *(f"{method} {path}" for method, path in map(str.split, ERRORS) if path.startswith(("/v1/jobs", "/v1/quarantine"))),
}
"""Operations that want a token."""


@pytest.fixture(scope="session")
def described(server: Serving) -> schemathesis.BaseSchema:
    """What the running server says of itself."""
    return schemathesis.openapi.from_url(f"{server.url}/openapi.json")


CASES = [(operation, GenerationMode.POSITIVE) for operation in ERRORS]
CASES += [
    (operation, GenerationMode.NEGATIVE)
    for operation, statuses in ERRORS.items()
    if "422" in statuses and operation not in PATH_ONLY
]


@pytest.mark.parametrize(("operation", "mode"), CASES)
@settings(max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_server_does_what_its_document_says(
    described: schemathesis.BaseSchema, operation: str, mode: GenerationMode, data: st.DataObject
) -> None:
    method, path = operation.split()
    case = data.draw(described[path][method].as_strategy(generation_mode=mode))
    # No schema can say that a question must hold words and a span must lie within its document.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_operation_is_described(stranger: httpx.Client) -> None:
    document = stranger.get("/openapi.json").json()

    for name, operation in operations(document):
        assert operation["summary"], name
        assert operation["description"], name
        assert operation["tags"], name
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (name, parameter["name"])


def test_every_operation_documents_its_errors_as_problem_details(stranger: httpx.Client) -> None:
    document = stranger.get("/openapi.json").json()

    assert {name: set(operation["responses"]) - SUCCESSES for name, operation in operations(document)} == ERRORS
    for name, operation in operations(document):
        for status, response in operation["responses"].items():
            assert response["description"], (name, status)
            if status.startswith("4"):
                assert list(response["content"]) == ["application/problem+json"], (name, status)


def test_the_chat_shows_an_example_and_both_kinds_of_answer(stranger: httpx.Client) -> None:
    document = stranger.get("/openapi.json").json()

    assert document["components"]["schemas"]["ChatIn"]["examples"]
    kinds = document["paths"]["/v1/chat"]["post"]["responses"]["200"]["content"]
    assert set(kinds) == {"application/json", "text/event-stream"}


def test_a_token_is_optional(stranger: httpx.Client) -> None:
    document = stranger.get("/openapi.json").json()

    for name, operation in operations(document):
        if "401" in operation["responses"] and name not in FOR_STAFF:
            assert {} in operation["security"], name
