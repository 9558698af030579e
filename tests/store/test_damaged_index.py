"""The index of words, by which rows are found: what is damaged in it is told, and it is made anew from the rows."""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.ask.check import check
from dateline.ask.check_deep import words
from dateline.ask.find import find
from dateline.ask.query import parse
from dateline.errors import BadRecord
from dateline.records import Reading
from dateline.store import sqlite
from dateline.store.backup import backup, restore
from dateline.store.record import Record
from dateline.store.sqlite_words import otherwise
from dateline.store.then import as_of
from tests.stores import Place, run

AT, LATER = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"
TEXT = "Rebels shelled Sefton on Monday, Minister Ilka Dorn said. Aid reached the harbour of Sefton, Radio Vale said."
ASKED = ("sefton", '"the harbour"', 'said-by:"Ilka Dorn"', "type:ASSAULT", "harbour -rebels")
BROKEN = "UPDATE search_data SET block = x'000000007f7f7f7f' WHERE id = 10"  # of what parts the index consists
MEND = "check --mend-search"


@pytest.fixture
def record(place: Place, reading_of: Callable[..., Reading]) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        made.add(reading_of(TEXT, published="2021-03-02", source="one.txt"), b"", at=AT)
        newer = reading_of(TEXT, published="2021-03-02", source="one.txt")
        made.reread(replace(newer, version="2", claims=newer.claims[:-1]), at=LATER)  # rows of the past stay findable
        yield made


@pytest.fixture
def path(tmp_path: Path, reading_of: Callable[..., Reading]) -> Path:
    with Record(tmp_path / "r.db", create=True) as made:
        sha256 = hashlib.sha256(b"raw").hexdigest()
        made.add(reading_of(TEXT, published="2021-03-02", source="one.txt", sha256=sha256), b"raw", at=AT)
    return tmp_path / "r.db"


def answers(record: Record) -> list[object]:
    return [find(record, parse(asked)) for asked in ASKED]


def changed(path: Path, old: bytes, new: bytes) -> None:
    """Bytes of the index replaced, at the first place where they stand."""
    with sqlite3.connect(path) as db:
        for row, block in db.execute("SELECT id, block FROM search_data").fetchall():
            if old in block:
                db.execute("UPDATE search_data SET block = ? WHERE id = ?", (block.replace(old, new, 1), row))
                return
    raise AssertionError(f"{old!r} stands nowhere")


def test_a_sound_index_is_found_sound_and_made_anew_the_same(record: Record) -> None:
    before, n = answers(record), record.database.run("SELECT count(*) AS n FROM found").fetchone()["n"]
    assert record.damage() == [] and list(words(record)) == []
    assert record.mend_search() == n and answers(record) == before
    assert record.damage() == [] and list(words(record)) == []
    with Record(record.path, read_by=AT) as then:
        assert find(then, parse("said-by:Vale")).counts["claims"] == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"arbour", b"arbout", id="a word is another"),
        pytest.param(b"arbour", b"arbo\xffr", id="a word is none"),
    ],
)
def test_a_changed_byte_is_noticed_and_mended(path: Path, old: bytes, new: bytes) -> None:
    with Record(path) as record:
        before = answers(record)
    changed(path, old, new)
    with Record(path) as record:
        assert answers(record) != before
        assert list(check(record)) or list(words(record))
        assert MEND in next(words(record))
        record.mend_search()
        assert answers(record) == before and record.damage() == [] and list(words(record)) == []


def test_any_changed_byte_does_no_harm_after_mending(path: Path) -> None:
    """A byte that does not count may go unnoticed; whatever it was, the answers are right again."""
    with Record(path) as record:
        before = answers(record)
    with sqlite3.connect(path) as db:
        blocks = db.execute("SELECT id, block FROM search_data ORDER BY id").fetchall()
    for row, block in blocks:
        for at in range(0, len(block), 1 + len(block) // 8):
            worse = block[:at] + bytes([block[at] ^ 0x55]) + block[at + 1 :]
            run(path, f"UPDATE search_data SET block = x'{worse.hex()}' WHERE id = {row}")
            with Record(path) as record:
                record.damage()
                list(words(record))
                record.mend_search()
                assert answers(record) == before and record.damage() == [] and list(words(record)) == []


def test_an_index_in_pieces(path: Path) -> None:
    run(path, BROKEN)
    with Record(path) as record:
        [damage] = record.damage()
        assert "index of words is damaged" in damage and MEND in damage
        with pytest.raises(BadRecord, match=r"damaged.*dateline check"):
            find(record, parse("sefton"))
        record.mend_search()
        assert record.damage() == [] and find(record, parse("sefton")).counts["reports"] == 1


def test_what_no_row_is_and_what_no_row_was(record: Record) -> None:
    if not isinstance(record.path, Path):
        return  # a server's words are not read
    run(record.path, "INSERT INTO search (rowid, words) VALUES (9999, 'nobody')")
    assert otherwise(record.database) == ["row 9999, which is none"]  # type: ignore[arg-type]
    old = run(record.path, "SELECT n, id FROM found WHERE tx_out IS NOT NULL AND kind = 'claims' ORDER BY n DESC")
    run(record.path, f"INSERT INTO search (rowid, words) VALUES ({old[0][0]}, 'twice')")
    assert otherwise(record.database) == [old[0][1], "row 9999, which is none"]  # type: ignore[arg-type]


def test_where_nothing_can_be_written_the_index_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def looked() -> list[str]:
        with Record(path) as record:
            return record.damage()

    with Record(path) as busy:
        monkeypatch.setattr(sqlite, "LOCK_SECONDS", 0.1)
        busy.database.run("BEGIN IMMEDIATE")
        assert looked() == []
        busy.database.run("ROLLBACK")
    with Record(path, read_by=LATER) as then:
        assert then.damage() == []  # not even read: that takes a table of its own
        with pytest.raises(BadRecord, match="cannot be written"):
            as_of(then, "2021-03-02").mend_search()
    run(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    monkeypatch.setattr(os, "access", lambda *_: False)  # a folder that nobody may write to
    assert looked() == []
    with pytest.raises(BadRecord, match="cannot be opened or written"), Record(path) as fixed:
        fixed.mend_search()
    monkeypatch.undo()
    run(path, BROKEN, "PRAGMA wal_checkpoint(TRUNCATE)")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "index of words is damaged" in looked()[0]


def test_a_backup_with_a_damaged_index_says_how_it_is_mended(path: Path, tmp_path: Path) -> None:
    backup(path, tmp_path / "b.db")
    run(path, BROKEN)
    with pytest.raises(BadRecord, match=rf"r\.db is damaged.*{MEND}"):
        backup(path, tmp_path / "c.db")
    run(tmp_path / "b.db", BROKEN)
    with pytest.raises(BadRecord, match=rf"b\.db is damaged.*{MEND}"):
        restore(tmp_path / "b.db", tmp_path / "new.db")
    with Record(tmp_path / "b.db") as kept:
        kept.mend_search()
    assert restore(tmp_path / "b.db", tmp_path / "new.db").reports == 1
