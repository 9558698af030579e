"""What joining keeps, packed by report: each row is found alone and with its report, in the order of ids."""

from pathlib import Path

import pytest

from dateline.records import Reading
from dateline.store.packs import Pack
from dateline.store.record import Record


@pytest.fixture
def record(tmp_path: Path, reading_of: object) -> Record:
    made = Record(tmp_path / "r.db", create=True)
    reading: Reading = reading_of("Rebels shelled Idlib on Monday. The army shelled Aleppo.")  # type: ignore[operator]
    made.add(reading, b"x", at="2026-01-01T10:00:00Z")
    return made


def test_rows_are_found_alone_and_by_report(record: Record) -> None:
    events = [event.id for event in record.rows("events")]
    assert len(events) == 2
    report = next(record.rows("reports")).id
    lines = {event: f'["{event}",{n}]' for n, event in enumerate(events)}
    Pack(record.database, "join_tellings").put(report, lines)
    read = Pack(record.database, "join_tellings")
    assert [read.line(event) for event in events] == [lines[event] for event in events]
    assert list(read.of(report).items()) == sorted(lines.items())
    assert read.line("evt-2222222222222") is None and list(read.lines(["evt-2222222222222"])) == []
    read.drop(report)
    assert Pack(record.database, "join_tellings").of(report) == {}
