"""The API does what its own description says, whatever it is asked: requests made from the OpenAPI document."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import negative_data_rejection, positive_data_acceptance

from dateline.web.app import make_app

HOST = {"host": "127.0.0.1"}
TRIES = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="session")
def operations(record_path: Path) -> dict[str, Any]:
    """Everything that the description says can be asked, by its path."""
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", make_app(record_path), headers=HOST)
    return {found.ok().path: found.ok() for found in described.get_all_operations()}


def test_every_answer_is_as_described(operations: dict[str, Any]) -> None:
    for operation in operations.values():

        @TRIES
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(headers=HOST, excluded_checks=[positive_data_acceptance])  # queries have a grammar

        ask()


def test_what_is_no_request_is_refused_as_described(operations: dict[str, Any]) -> None:
    wrong = schemathesis.GenerationMode.NEGATIVE
    for path in ("/api/v1/claims", "/api/v1/changes"):

        @TRIES
        @given(case=operations[path].as_strategy(generation_mode=wrong))
        def ask(case: Any) -> None:
            answer = case.call(headers=HOST)
            assert answer.status_code < 500
            case.validate_response(answer, excluded_checks=[negative_data_rejection])

        ask()
