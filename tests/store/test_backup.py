"""Backups and what is put back: of one moment, whole, looked through, and never over a record that nobody gave up."""

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import BadRecord, BadRequest
from dateline.records import Reading
from dateline.store.backup import Saved, backup, restore
from dateline.store.record import Record
from tests.stores import Place, new_schema

AT = "2026-01-01T10:00:00Z"


def readings(reading_of: Callable[..., Reading], n: int) -> list[Reading]:
    return [reading_of(f"The truce holds, minister {i} said.", source=f"{i}.txt") for i in range(n)]


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
        with Record(path) as writer:
            for reading in rows[1:]:
                writer.add(reading, b"x", at=AT)
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
