"""What joining remembers from one time to the next is never what others have changed since."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from bench.synthetic import made
from dateline.plain import plain
from dateline.store import scaffold
from dateline.store.record import Record

AT = "2014-03-01T00:00:00Z"
KINDS = ("incidents", "stories", "links", "disputes")


def add(record: Record, numbers: Iterable[int]) -> None:
    for number in numbers:
        reading = made(number)
        record.add(reading, reading.report.text.encode(), at=AT)


def joined(record: Record) -> str:
    rows = {kind: [plain(row) for row in record.joined.rows(kind)] for kind in KINDS}
    return json.dumps([rows, sorted(record.joined.dates())], sort_keys=True)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> str:
    with Record(tmp_path_factory.mktemp("once") / "a.db", create=True) as record:
        add(record, range(40))
        record.join(rules="same", at=AT)
        return joined(record)


def test_two_processes_by_turns(tmp_path: Path, at_once: str) -> None:
    with Record(tmp_path / "a.db", create=True) as one, Record(tmp_path / "a.db") as other:
        for first, record in ((0, one), (10, one), (20, other), (30, one)):
            add(record, range(first, first + 10))
            record.join(rules="same", at=AT)
        assert joined(one) == joined(other) == at_once


def test_a_joining_that_failed_is_not_remembered(tmp_path: Path, at_once: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record(tmp_path / "a.db", create=True) as record:
        add(record, range(25))
        record.join(rules="same", at=AT)
        add(record, range(25, 40))
        with monkeypatch.context() as patched, pytest.raises(RuntimeError):
            patched.setattr(type(record.joined), "_write", failing)
            record.join(rules="same", at=AT)
        record.join(rules="same", at=AT)
        assert joined(record) == at_once


def failing(*_: object) -> None:
    raise RuntimeError("no room")


def test_what_is_forgotten_is_fetched_again(tmp_path: Path, at_once: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is remembered."""
    monkeypatch.setattr(scaffold, "MOST", dict.fromkeys(scaffold.MOST, 5))
    monkeypatch.setattr(scaffold, "MOST_GROUPS", 5)
    for name in ("MOST_BLOCKS", "MOST_NODES"):
        monkeypatch.setattr(f"dateline.store.graphs.{name}", 5)
    monkeypatch.setattr("dateline.store.packs.MOST_REPORTS", 5)
    with Record(tmp_path / "a.db", create=True) as record:
        for first in range(0, 40, 10):
            add(record, range(first, first + 10))
            record.join(rules="same", at=AT)
        assert joined(record) == at_once


def test_a_statement_that_a_report_no_longer_makes_is_not_remembered(tmp_path: Path) -> None:
    with Record(tmp_path / "a.db", create=True) as record:
        add(record, range(3))
        record.join(rules="same", at=AT)
        content = scaffold.Content(record.database)
        report, one = next((one.id, said[0]) for one in record.rows("reports") if (said := content.statements(one.id)))
        assert content.statement(one.id) == one
        content.keep_statements(report, ())
        assert content.statements(report) == ()
        with pytest.raises(KeyError):
            content.statement(one.id)
