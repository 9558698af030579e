"""How agencies put things: force, movement, help and diplomacy, beside what only has their words."""

from collections.abc import Callable

import pytest

from dateline.records import Reading
from tests.reading.events.lines import QUIET, told
from tests.tables import beside

CASES = beside(__file__, "agency_cases.yaml")
ROWS = [pytest.param(row["text"], row["told"], id=row["trap"]) for rows in CASES.values() for row in rows]


@pytest.mark.parametrize("text, expected", ROWS)
def test_agency_copy(text: str, expected: list[str], reading_of: Callable[..., Reading]) -> None:
    assert told(reading_of(text + QUIET).events) == expected
