"""The past: a log that shows tampering, readings beside readings, and a record as it was at an instant."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.errors import BadRecord, BadRequest
from dateline.records import Reading
from dateline.store.record import Record
from tests.stores import Place, run, without_triggers

FIRST, SECOND, THIRD = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z", "2026-01-03T10:00:00Z"
TEXT = "Rebels shelled Idlib on 11 December 2016, the ministry said. Turkey and Russia met in Moscow."


@pytest.fixture
def reading(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of(TEXT, published="2016-12-14")


@pytest.fixture
def record(place: Place, reading: Reading, reading_of: Callable[..., Reading]) -> Record:
    made = Record(place(), create=True)
    made.add(reading, b"1", at=FIRST)
    made.add(reading_of("Turkey and Russia met in Moscow.", id="rep-second"), b"2", at=SECOND)
    return made


def newer(reading: Reading) -> Reading:
    """The same report as other rules would read it: one event otherwise, one claim gone, the rest as it was."""
    first, *others = reading.events
    events = (replace(first, mode="unheard-of"), *others)
    stamped = {kind: tuple(replace(row, how=replace(row.how, version="newer")) for row in getattr(reading, kind))
               for kind in ("passages", "times", "places", "mentions", "quantities")}  # fmt: skip
    return replace(reading, version="newer", events=events, claims=(), **stamped)


def test_a_new_reading_stands_beside_the_old_one(record: Record, reading: Reading) -> None:
    counts = record.reread(newer(reading), at=THIRD)
    assert counts["changed"] == 1 and counts["vanished"] == len(reading.claims) > 0 and counts["appeared"] == 0
    now = record.reading(reading.report.id)
    assert now.events[0].mode == "unheard-of" and now.claims == ()
    with Record(record.path, read_by=SECOND) as then:
        back = then.reading(reading.report.id)
        assert (back.events, back.claims) == (reading.events, reading.claims)
        assert then.search.count("claims", ()) == len(list(then.rows("claims"))) > 0
    assert record.search.count("claims", ()) == len(list(record.rows("claims")))


def test_the_same_reading_again_changes_nothing(record: Record, reading: Reading) -> None:
    counts = record.reread(replace(reading, version="newer"), at=THIRD)
    assert counts == {"appeared": 0, "changed": 0, "vanished": 0, "stayed": 1 + len(reading.rows())}
    assert list(record.history.outdated("newer")) == ["rep-second"]  # the other one was not read again


@pytest.mark.parametrize(
    "instant, reports",
    [("2025", 0), ("2026-01-01", 1), ("2026-01-01T09:59:59Z", 0), (FIRST, 1), ("2026-01-02", 2), ("2026", 2)],
)
def test_as_read_by(record: Record, instant: str, reports: int) -> None:
    with Record(record.path, read_by=instant) as then:
        assert len(list(then.rows("reports"))) == then.counts()["reports"] == reports
        assert then.search.count("reports", ()) == reports


@pytest.mark.parametrize("instant", ["yesterday", "", "2026-1-1", "2026-01-01T25", "9" * 300])
def test_what_is_no_instant(record: Record, instant: str) -> None:
    if instant != "2026-01-01T25":  # well formed; nothing was read by an hour that never comes
        with pytest.raises(BadRequest, match="no instant"):
            Record(record.path, read_by=instant)


def test_the_past_cannot_be_written(record: Record, reading: Reading) -> None:
    with Record(record.path, read_by=SECOND) as then, pytest.raises(BadRecord):
        then.reread(newer(reading), at=THIRD)


def test_changes_between_two_entries(record: Record, reading: Reading) -> None:
    before = record.history.until(SECOND)
    record.reread(newer(reading), at=THIRD)
    changes = list(record.history.changes(before, record.history.until(THIRD)))
    assert {(c.kind, c.old is None, c.new is None) for c in changes} == {
        ("events", False, False),
        ("claims", False, True),
    }
    assert {c.entry.what for c in changes} == {"reread"} and {c.entry.rules for c in changes} == {"newer"}
    assert len(list(record.history.changes(0, before))) == sum(record.counts().values()) + len(reading.claims)


def test_the_log_is_sound_and_says_who_did_what(record: Record, reading: Reading) -> None:
    record.reread(newer(reading), at=THIRD)
    assert [(e.what, e.subject) for e in record.history.log()] == [
        ("read", reading.report.id), ("read", "rep-second"), ("reread", reading.report.id),
    ]  # fmt: skip
    assert list(record.history.wrong()) == []


@pytest.mark.parametrize(
    "statement, words",
    [
        pytest.param("UPDATE claims SET text = 'Nothing was said.'", "brought of rep-", id="a row changed"),
        pytest.param("DELETE FROM events", "brought of rep-", id="a row deleted"),
        pytest.param(
            "UPDATE transactions SET at = '2020-01-01T00:00:00Z' WHERE id = 1", "entry 1", id="an entry changed"
        ),
        pytest.param("DELETE FROM transactions WHERE id = 1", "entries 1 to 1 are missing", id="an entry deleted"),
    ],
)
def test_tampering_is_found(record: Record, statement: str, words: str) -> None:
    without_triggers(record.path, statement)
    assert words in " ".join(record.history.wrong())


def test_entries_are_only_added(record: Record) -> None:
    for statement in ("UPDATE transactions SET what = 'x'", "DELETE FROM transactions"):
        with pytest.raises(Exception, match="only added to"):  # each database has a class of its own for it
            run(record.path, statement)
