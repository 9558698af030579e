"""How agencies put things: force, movement, help and diplomacy, beside what only has their words."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dateline.records import Reading
from tests.reading.events.lines import QUIET, told

CASES = yaml.safe_load(Path(__file__).with_name("agency_cases.yaml").read_text(encoding="utf-8"))
ROWS = [pytest.param(row["text"], row["told"], id=row["trap"]) for rows in CASES.values() for row in rows]


@pytest.mark.parametrize("text, expected", ROWS)
def test_agency_copy(text: str, expected: list[str], reading_of: Callable[..., Reading]) -> None:
    assert told(reading_of(text + QUIET).events) == expected
