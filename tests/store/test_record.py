"""The record: what goes in comes out, nothing is half there, and trouble is told plainly."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import BadRecord, BadRequest
from dateline.ids import make_id
from dateline.records import KINDS, READ_KINDS, Reading
from dateline.store.codec import columns
from dateline.store.holdings import STORED
from dateline.store.record import Record
from tests.stores import Place, run

TEXT = "The ministry said on Friday that up to 400 people had left Aleppo. “Talks go on,” its spokesman told reporters."
AT = "2026-01-02T03:04:05Z"


@pytest.fixture
def reading(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of(TEXT, published="2016-12-17", outlet="The Example")


@pytest.fixture
def record(place: Place) -> Record:
    return Record(place(), create=True)


def test_what_goes_in_comes_out(record: Record, reading: Reading) -> None:
    assert record.add(reading, b"raw", at=AT)
    back = record.reading(reading.report.id)
    assert back == replace(reading, report=replace(reading.report, read_at=AT))
    assert list(record.originals()) == [(reading.report.id, reading.report.sha256, b"raw")]


def test_the_same_report_again_changes_nothing(record: Record, reading: Reading) -> None:
    record.add(reading, b"raw", at=AT)
    before = record.counts()
    assert not record.add(reading, b"raw", at="2027-01-01T00:00:00Z")
    assert record.counts() == before
    assert next(record.rows("reports")).read_at == AT


def test_a_reading_that_cannot_be_saved_leaves_nothing(record: Record, reading: Reading) -> None:
    twice = replace(reading, passages=reading.passages * 2)  # one id twice: refused by the table
    with pytest.raises(BadRecord):
        record.add(twice, b"raw", at=AT)
    assert set(record.counts().values()) == {0}
    assert not record.has(reading.report.id)


def test_tables_have_the_columns_of_the_records(record: Record) -> None:
    for kind in STORED:
        assert set(record._db.columns(kind)) == {*columns(KINDS[kind]), "tx_in", "tx_out"}, kind
        if isinstance(record.path, Path):
            assert run(record.path, f"SELECT strict FROM pragma_table_list WHERE name = '{kind}'") == [(1,)]


def test_every_statement_can_be_planned(record: Record) -> None:
    from dateline.store.statements import statements

    for name, statement in statements().items():
        values = dict.fromkeys(re.findall(r":(\w+)", statement))
        assert record._db.run("EXPLAIN " + statement, values).fetchall(), name


def test_find_report_by_any_of_its_names(record: Record, reading: Reading) -> None:
    record.add(reading, b"raw", at=AT)
    for name in (reading.report.id, reading.report.id[:9], "test.txt", "test"):
        assert record.find_report(name).id == reading.report.id
    with pytest.raises(BadRequest, match="no report"):
        record.find_report("nothing")


def test_a_name_that_fits_two_reports_is_refused_with_both(record: Record, reading_of: Callable[..., Reading]) -> None:
    for number in (1, 2):
        record.add(reading_of(f"Report number {number}.", source=f"report-{number}.txt"), b"raw", at=AT)
    with pytest.raises(BadRequest, match=r"report-1\.txt.*report-2\.txt"):
        record.find_report("report-")


def test_row_by_id(record: Record, reading: Reading) -> None:
    record.add(reading, b"raw", at=AT)
    for row in reading.rows():
        assert record.row(row.id) == row
    for bad in (make_id("claims", "x"), "clm", "", "x-1"):
        with pytest.raises(BadRequest):
            record.row(bad)


def test_rows_come_in_the_same_order_however_they_went_in(place: Place, reading_of: Callable[..., Reading]) -> None:
    readings = [reading_of(f"Report {n}. The army left town {n}.", source=f"{n}.txt") for n in range(4)]
    out = []
    for order in (readings, readings[::-1]):
        with Record(place(), create=True) as record:
            for reading in order:
                record.add(reading, b"", at=AT)
            out.append([list(record.rows(kind)) for kind in STORED])
    assert out[0] == out[1]


def test_set_aside_is_kept_once_and_settled_when_read(record: Record, reading: Reading) -> None:
    for _ in range(2):
        record.set_aside("test.txt", "it is empty", "write something", sha256=None, raw=b"", at=AT)
    assert [row["source"] for row in record.waiting()] == ["test.txt"]
    record.add(reading, b"raw", at=AT)
    assert record.waiting() == []


class TestTroubleWithFiles:
    @pytest.fixture
    def record(self, tmp_path: Path) -> Record:
        return Record(tmp_path / "r.db", create=True)

    def test_no_record(self, tmp_path: Path) -> None:
        with pytest.raises(BadRecord, match="there is no record"):
            Record(tmp_path / "none.db")
        assert not (tmp_path / "none.db").exists()

    def test_not_a_database(self, tmp_path: Path) -> None:
        (tmp_path / "x.db").write_text("just words " * 1000)
        with pytest.raises(BadRecord, match="no record, or a damaged one"):
            Record(tmp_path / "x.db", create=True)

    def test_another_database(self, tmp_path: Path) -> None:
        db = sqlite3.connect(tmp_path / "x.db")
        db.execute("CREATE TABLE mine (x)")
        db.commit()
        with pytest.raises(BadRecord, match="no Dateline record"):
            Record(tmp_path / "x.db", create=True)
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)

    def test_from_the_future(self, record: Record) -> None:
        sqlite3.connect(record.path).execute("PRAGMA user_version = 99")
        with pytest.raises(BadRecord, match="newer Dateline"):
            Record(record.path)

    def test_locked(self, record: Record, reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dateline.store.sqlite.LOCK_SECONDS", 0.1)
        other = sqlite3.connect(record.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BadRecord, match="another process"):
            Record(record.path).add(reading, b"raw", at=AT)

    def test_folder_in_its_place(self, tmp_path: Path) -> None:
        with pytest.raises(BadRecord, match="cannot be opened"):
            Record(tmp_path, create=True)

    def test_full_disk(self, record: Record, reading: Reading) -> None:
        pages = record._db.connection.execute("PRAGMA page_count").fetchone()[0]
        record._db.connection.execute(f"PRAGMA max_page_count = {pages}")  # as a full disk does
        with pytest.raises(BadRecord, match="disk is full"):
            record.add(replace(reading, passages=()), b"x" * 4_000_000 + bytes(range(256)) * 40_000, at=AT)
        assert set(record.counts().values()) == {0}


def test_reading_kinds_are_stored() -> None:
    assert set(READ_KINDS) < set(STORED)
