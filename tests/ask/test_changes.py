"""What changed between two points is told with what differs; points that mean nothing are refused in plain words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.ask.changes import diff
from dateline.errors import BadRequest
from dateline.records import How, Reading
from dateline.store.record import Record

FIRST, SECOND = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"


@pytest.fixture
def record(tmp_path: Path, reading_of: Callable[..., Reading]) -> Record:
    made = Record(tmp_path / "r.db", create=True)
    reading = reading_of("Rebels shelled Idlib on Monday. The army shelled Aleppo.", published="2016-12-13")
    made.add(reading, b"x", at=FIRST)
    one, other = reading.events
    newer = (replace(one, status="planned"), replace(other, how=How("events/other rule", other.how.version, 0.25)))
    made.reread(replace(reading, events=newer), at=SECOND)
    return made


def test_what_differs_is_told(record: Record) -> None:
    told = {change.what for change in diff(record, FIRST, SECOND) if change.fate == "changed"}
    assert any(what.startswith("status: ") and what.endswith(" -> planned") for what in told)
    assert any("found by: " in what and what.endswith("0.25") for what in told), "of the same words by another rule"


@pytest.mark.parametrize(
    "first, last, said",
    [("yesterday", "2016-12-13", "'yesterday' is no day, no instant and no version"),
     ("2016-12-13", "never", "'never' is no day"),
     ("2016-12-14", "2016-12-13", "2016-12-14 is after 2016-12-13"), (SECOND, FIRST, "is after"),
     ("2016-12-13", SECOND, "not of one kind")],
)  # fmt: skip
def test_points_that_mean_nothing(record: Record, first: str, last: str, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        list(diff(record, first, last))
