"""Backups and what is put back: of one moment, whole, looked through, and never over a record that nobody gave up."""

import hashlib
import os
import random
import sqlite3
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.ask.check import check
from dateline.errors import BadRecord, BadRequest
from dateline.records import Reading
from dateline.store.backup import Saved, backup, restore
from dateline.store.record import Record
from tests.stores import Place, new_schema

AT = "2026-01-01T10:00:00Z"
SHA256 = hashlib.sha256(b"x").hexdigest()  # of the bytes of each report
DERIVED = ("search", "found", "join_", "incidents", "stories", "links", "disputes")  # `check --deep` makes them anew


def readings(reading_of: Callable[..., Reading], n: int) -> list[Reading]:
    told = "The truce holds, minister {} said."
    return [reading_of(told.format(i), source=f"{i}.txt", sha256=SHA256) for i in range(n)]


@pytest.fixture
def record(place: Place, reading_of: Callable[..., Reading]) -> Record:
    made = Record(place(), create=True)
    for reading in readings(reading_of, 3):
        made.add(reading, b"x", at=AT)
    return made


def all_rows(record: Record) -> dict[str, list[tuple[object, ...]]]:
    db = record.database
    return {t: sorted(tuple(map(str, row)) for row in _values(db, t)) for t in db.tables()}


def _values(db: object, table: str) -> list[tuple[object, ...]]:
    rows = db.run(f"SELECT * FROM {table}").fetchall()  # type: ignore[attr-defined]
    return [tuple(row[name] for name in row.keys()) for row in rows]  # noqa: SIM118


def test_a_backup_is_the_record(record: Record, tmp_path: Path) -> None:
    target = tmp_path / "b.db"
    done = backup(record.path, target)
    assert (done.reports, done.entries) == (3, 3) and [p.name for p in tmp_path.iterdir()] == ["b.db"]
    with Record(target) as saved:
        assert all_rows(saved) == all_rows(record)
        assert saved.search.count("claims", ()) == record.search.count("claims", ()) > 0
    with pytest.raises(BadRequest, match="not written over"):
        backup(record.path, target)
    back = restore(target, tmp_path / "back.db")
    assert back.head == done.head
    with Record(tmp_path / "back.db") as again:
        assert all_rows(again) == all_rows(record)


def test_back_into_a_server(tmp_path: Path, reading_of: Callable[..., Reading]) -> None:
    with Record(tmp_path / "r.db", create=True) as record:
        record.add(readings(reading_of, 1)[0], b"x", at=AT)
    server = new_schema()
    assert restore(tmp_path / "r.db", server).reports == 1
    with pytest.raises(BadRequest, match="not written over"):
        restore(tmp_path / "r.db", server, force=True)
    with pytest.raises(BadRequest, match="not empty"):
        restore(tmp_path / "r.db", server)


def test_while_others_write(tmp_path: Path, reading_of: Callable[..., Reading]) -> None:
    rows = readings(reading_of, 40)
    path = tmp_path / "r.db"
    with Record(path, create=True) as first:
        first.add(rows[0], b"x", at=AT)
    done = threading.Event()

    def write() -> None:
        try:
            with Record(path) as writer:
                for reading in rows[1:]:
                    writer.add(reading, b"x", at=AT)
        finally:
            done.set()

    thread = threading.Thread(target=write)
    thread.start()
    saved: list[Saved] = []
    while not done.is_set() or not saved:
        saved.append(backup(path, tmp_path / f"b{len(saved)}.db"))
    thread.join()
    assert all(one.entries == one.reports for one in saved)  # each of one moment
    assert backup(path, tmp_path / "last.db").reports == 40


def test_never_over_a_record_unless_told(tmp_path: Path, reading_of: Callable[..., Reading]) -> None:
    rows = readings(reading_of, 2)
    path, saved = tmp_path / "r.db", tmp_path / "b.db"
    with Record(path, create=True) as record:
        record.add(rows[0], b"x", at=AT)
    backup(path, saved)
    with Record(path) as record:
        record.add(rows[1], b"x", at=AT)
    with pytest.raises(BadRequest, match="add --force"):
        restore(saved, path)
    busy = sqlite3.connect(path, isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    with pytest.raises(BadRecord, match="being written"):
        restore(saved, path, force=True)
    busy.close()
    with Record(path) as record:
        assert record.counts()["reports"] == 2
    assert restore(saved, path, force=True).reports == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.db", "r.db"]


@pytest.mark.parametrize("damage", ["cut", "rows", "no database"])
def test_a_damaged_backup_is_not_put_back(tmp_path: Path, reading_of: Callable[..., Reading], damage: str) -> None:
    path, saved = tmp_path / "r.db", tmp_path / "b.db"
    with Record(path, create=True) as record:
        record.add(readings(reading_of, 1)[0], b"x", at=AT)
    backup(path, saved)
    if damage == "cut":
        os.truncate(saved, saved.stat().st_size * 2 // 3)
    elif damage == "rows":
        db = sqlite3.connect(saved)
        db.execute("UPDATE claims SET text = 'Nothing.'")
        db.commit()
        db.close()
    else:
        saved.write_bytes(b"nothing of the sort" * 1000)
    before = path.read_bytes()
    with pytest.raises(BadRecord):
        restore(saved, path, force=True)
    with pytest.raises(BadRecord):
        restore(saved, tmp_path / "new.db")
    assert path.read_bytes() == before and not (tmp_path / "new.db").exists()


def test_a_place_that_cannot_be_written(tmp_path: Path, reading_of: Callable[..., Reading]) -> None:
    with Record(tmp_path / "r.db", create=True):
        pass
    with pytest.raises(BadRecord):
        backup(tmp_path / "r.db", tmp_path / "no folder" / "b.db")
    with pytest.raises(BadRecord, match="there is no record"):
        backup(tmp_path / "none.db", tmp_path / "b.db")
    assert [p.name for p in tmp_path.iterdir()] == ["r.db"]


@pytest.mark.parametrize("kept", [b"not packed", zlib.compress(b"else"), zlib.compress(b"x" * 999)[:-4]])
def test_bytes_that_are_not_those_that_were_read(record: Record, tmp_path: Path, kept: bytes) -> None:
    """They are what all else was made from: a backup without them is none, and whoever asks for them is told."""
    report = next(record.rows("reports")).id
    record.database.run("UPDATE originals SET raw = :raw WHERE report = :report", {"raw": kept, "report": report})
    with pytest.raises(BadRecord, match=f"{report}: the raw bytes are not those"):
        backup(record.path, tmp_path / "b.db")
    assert list(tmp_path.iterdir()) == []
    assert [line for line in check(record) if "raw bytes" in line] != []
    if kept != zlib.compress(b"else"):
        with pytest.raises(BadRecord, match=f"{report} are damaged.*restore a backup"):
            list(record.originals())


@pytest.mark.parametrize("broken", ["[", "[1]", "7", ""], ids=["cut off", "a number in it", "no list", "nothing"])
def test_a_row_that_cannot_be_read_is_told(record: Record, broken: str) -> None:
    record.database.run("UPDATE claims SET sources = :its", {"its": broken})
    for ask in (lambda: list(record.rows("claims")), lambda: record.row(next(iter(_ids(record, "claims"))))):
        with pytest.raises(BadRecord, match=r"Claim.*cannot be read.*log --verify.*restore a backup"):
            ask()


def _ids(record: Record, kind: str) -> list[str]:
    return [row["id"] for row in record.database.run(f"SELECT id FROM {kind} ORDER BY id")]


def test_a_bit_that_fell_over(tmp_path: Path, reading_of: Callable[..., Reading]) -> None:
    """Whatever place of a file it strikes: what is put back is what was saved, or it is refused by an error of ours."""
    saved, path = tmp_path / "b.db", tmp_path / "r.db"
    with Record(path, create=True) as record:
        for reading in readings(reading_of, 3):
            record.add(reading, b"x", at=AT)
        before = all_rows(record)
    backup(path, saved)
    data, chance = saved.read_bytes(), random.Random(3)
    filled = [at for at, byte in enumerate(data) if byte]
    refused = 0
    for _ in range(40):
        struck = bytearray(data)
        struck[chance.choice(filled)] ^= 1 << chance.randrange(8)
        saved.write_bytes(struck)
        try:
            restore(saved, path, force=True)
        except BadRecord:
            refused += 1
            continue
        with Record(path) as record:
            now = all_rows(record)
            assert list(record.rows("claims"))
        other = [table for table in before if now[table] != before[table] and not table.startswith(DERIVED)]
        assert other == []
    assert refused >= 5
