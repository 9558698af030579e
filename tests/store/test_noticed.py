"""What a slip of the hand in the store could change without another test noticing: found by changing the code
(`make mutants`)."""

import hashlib
from collections.abc import Callable, Iterator

import pytest

from dateline.errors import BadRecord
from dateline.records import Reading
from dateline.store.backup import backup
from dateline.store.conditions import Near, Words
from dateline.store.entries import days
from dateline.store.record import Record
from dateline.store.then import as_of
from dateline.version import joining_rules
from tests.stores import Place, run, without_triggers

AT, LATER = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"
TEXTS = {
    "2016-12-14": "Rebels shelled Idlib on 11 December 2016, killing 40 people, the ministry said.",
    "2016-12-16": "Ilka Dorn met a Russian envoy in Suva on Thursday.",
}


@pytest.fixture
def readings(reading_of: Callable[..., Reading]) -> list[Reading]:
    sha256 = hashlib.sha256(b"raw").hexdigest()
    return [reading_of(text, published=day, source=f"{day}.txt", sha256=sha256) for day, text in TEXTS.items()]


@pytest.fixture
def record(place: Place, readings: list[Reading]) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        for reading in readings:
            made.add(reading, b"raw", at=AT)
        yield made


def test_nothing_of_a_deleted_report_stays_in_any_table(record: Record, readings: list[Reading]) -> None:
    gone, kept = (reading.report for reading in readings)
    while record.join(rules=joining_rules(), at=AT):
        pass
    record.delete(gone.id, reason="asked", who=None, at=LATER)
    assert [report for report, _, _ in record.originals()] == [kept.id]
    for table in record.database.tables():
        named = [column for column in record.database.columns(table) if column in ("report", "story", "id", "row")]
        for column in named if table not in ("tombstones", "transactions") else ():
            found = record.database.run(f"SELECT {column} AS its FROM {table}").fetchall()
            assert gone.id not in {str(row["its"]) for row in found}, (table, column)
    assert record.deleted(gone.id) and record.deleted(kept.id) is None


def test_joining_goes_on_until_all_is_joined(record: Record) -> None:
    assert [record.join(rules="1", at=AT, n=1) for _ in range(3)] == [1, 1, 0]
    assert record.join(rules="2", at=LATER) == 2  # other rules join all of it anew
    assert [entry.what for entry in record.history.log()].count("join") == 3


def test_what_later_reports_told_is_empty_not_unknown(record: Record, readings: list[Reading]) -> None:
    then = as_of(record, "2016-12-15")
    later = readings[1].report.id
    for kind in ("claims", "events", "mentions", "places", "passages"):
        assert list(then.rows(kind, later)) == [] and then.rows_of(kind, [later]) == []
        assert list(then.rows(kind, readings[0].report.id)) == list(record.rows(kind, readings[0].report.id))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (None, None, None),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2016-12-05/..", "2016-12-05", None),
        ("../2016-12-05", None, "2016-12-05"),
    ],
)
def test_days_of_a_date(value: str | None, first: str | None, last: str | None) -> None:
    assert days(value) == (first, last)


def test_near_a_point_across_the_date_line(record: Record, reading_of: Callable[..., Reading]) -> None:
    """Suva lies at 178.4° east, Honolulu at 157.9° west."""
    text = "A Russian minister met Pat Nolan in Honolulu on Friday."
    record.add(reading_of(text, published="2016-12-18", source="c.txt"), b"raw", at=AT)

    def events(lat: float, lon: float, km: float) -> int:
        return record.search.count("events", (Near(lat, lon, km),))

    assert events(-18.1, 178.4, 100) == 1 and events(-18.1, -179.9, 400) == 1
    assert events(0.0, -170.0, 3_000) == 2 and events(10.0, -150.0, 2_000) == 1
    assert events(35.9, 36.6, 100) == 1 and events(0.0, 0.0, 100) == 0
    every = record.search.count("events", ())
    assert record.search.count("events", (Near(0.0, -170.0, 3_000, negated=True),)) == every - 2
    assert record.search.count("events", (Words(None, "envoy"), Near(-18.1, 178.4, 100))) == 1


def test_all_that_is_wrong_with_a_backup_is_counted(record: Record, place: Place, tmp_path_factory: object) -> None:
    folder = tmp_path_factory.mktemp("backups")  # type: ignore[attr-defined]
    without_triggers(record.path, "UPDATE passages SET text = 'x'")
    with pytest.raises(BadRecord) as told:
        backup(record.path, folder / "b.db")
    assert "and 1 more" in told.value.what and run(record.path, "SELECT count(*) FROM reports")[0][0] == 2
