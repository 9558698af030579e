"""A record of an older version is opened: every row is there, the log holds, and a step that fails changes nothing.

For each schema there ever was a record is made with that schema and rows in all of its tables, as they were then.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from dateline.ask.check_deep import check_deep
from dateline.ask.people import delete_person, mark
from dateline.ask.review import accept, correct
from dateline.errors import BadRecord
from dateline.ids import make_id
from dateline.records import KINDS, READ_KINDS, Reading
from dateline.run import join_new
from dateline.store.copy import copy
from dateline.store.database import Database
from dateline.store.findable import findable
from dateline.store.packs import packed
from dateline.store.record import Record, connect
from dateline.store.scaffold import INTERNAL
from dateline.store.sqlite import Sqlite
from dateline.store.sqlite_text import FIRST_INDEX
from dateline.store.statements import migrations
from tests.command import PATIENCE
from tests.stores import new_place

AT = "2026-01-01T10:00:00Z"
STEPS = migrations()
JOINED, REVIEWS = 5, 9  # the schemas that brought joined rows and the reviews
# Of an older one: its log cannot hold entries of what came later.
REVIEWED = re.compile(r"\((accept|correct)|withheld name")
TEXTS = (
    "“The road is open,” Karim Haddad, a spokesman for the relief office, said on Friday. Rebels shelled Idlib on 11 "
    "December. At least 12 people were killed, the ministry said. The truce in Aleppo holds.",
    "Rebels shelled Idlib on 11 December, the ministry said. At least 14 people were killed. Yusup Tarek, "
    "a spokesman for the town, said so.",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, reading_of: Callable[..., Reading]) -> Record:
    """A record of today with rows in all tables that hold what was read and said."""
    import hashlib

    record = Record(tmp_path_factory.mktemp("whole") / "r.db", create=True)
    for n, text in enumerate(TEXTS):
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        known = {"sha256": sha256, "id": make_id("reports", sha256), "source": f"{n}.txt", "published": "2016-12-16"}
        record.add(reading_of(text, **known), text.encode(), at=AT)
    record.set_aside("scan.pdf", "no text", "scan it", sha256="1", raw=b"%PDF", at=AT)
    first = next(record.rows("reports")).id
    record.reread(replace(record.reading(first), claims=()), at=AT)
    accept(record, next(record.rows("claims")).id, who="desk", at=AT)
    correct(record, next(record.rows("events")).id, {"date": "2016-12-10"}, who="desk", at=AT)
    mark(record, "Yusup Tarek", reason="asked", who="desk", at=AT)
    record.database.tidy = lambda: None  # type: ignore[method-assign]
    join_new(record, clock=lambda: AT)
    return record


def made_with(schema: int, place: Any, whole: Record) -> Database:
    """A database as the version with this schema made it, with the rows that it could hold."""
    db = connect(place, True)
    db.prepare()
    for number, step in enumerate(STEPS[:schema], 1):
        with db.transaction():
            db.upgrade(number, step)
    old = whole.database
    with db.transaction():
        for table in [one for one in old.tables() if one not in INTERNAL]:
            names = [name for name in old.columns(table) if name in db.columns(table)]
            rows = old.run(f"SELECT * FROM {table}").fetchall() if names else []
            if names:
                db.insert(table, names, [tuple(row[name] for name in names) for row in rows])
        if schema >= FIRST_INDEX:
            db.index.put([(row["n"], entry) for its in findable(old) for row, entry in its if entry is not None])
        if schema >= JOINED:
            _as_joined(db, [report.id for report in whole.rows("reports")])
    db.renumber()
    return db


def _as_joined(db: Database, reports: list[str]) -> None:
    """Something in the tables that joining has for itself, in whatever form they were."""
    db.insert("join_keys", ("graph", "key", "node"), [(1, 1, reports[0])])
    db.insert("join_edges", ("graph", "a", "b", "score"), [(1, reports[0], reports[1], 0.5)])
    packs = "event" not in db.columns("join_tellings")
    content: Any = packed(["[]"]) if packs else "[]"
    db.insert("join_digests", ("report", "rules", "content"), [(report, "older", content) for report in reports])
    if not packs:
        db.insert("join_tellings", ("event", "report", "content"), [("evt-1", reports[0], content)])


def then(row: Any, known: list[str]) -> Any:
    """A row as an older schema can give it back: fields that it had no column for have their defaults."""
    return replace(row, **{f.name: f.default for f in fields(row) if f.name != "how" and f.name not in known})


@pytest.mark.parametrize(
    "schema, store",
    [
        *((schema, "sqlite") for schema in range(1, len(STEPS) + 1)),
        *((schema, "postgres") for schema in (1, 9, len(STEPS))),  # a server's steps are those of a file, translated
    ],
)
def test_every_released_schema_is_opened(tmp_path: Path, whole: Record, schema: int, store: str) -> None:
    where, copied = (new_place(store, tmp_path, bare=True) for _ in range(2))
    db = made_with(schema, where, whole)
    columns = {kind: list(db.columns(kind)) for kind in ("reports", *READ_KINDS) if db.columns(kind)}
    counted = {t: db.run(f"SELECT count(*) AS n FROM {t}").fetchone()["n"] for t in db.tables() if db.columns(t)}
    db.close()
    with Record(where) as record:
        assert record.database.version() == len(STEPS)
        for kind, its in columns.items():
            wanted = [then(row, its) for row in whole.rows(kind)]
            assert list(record.rows(kind)) == wanted, kind
        for table, n in counted.items():
            if table not in ("found", "found_at", "sides", *INTERNAL):  # which are made anew where they are missing
                assert record.database.run(f"SELECT count(*) AS n FROM {table}").fetchone()["n"] == n, table
        assert record.search.count("events", ()) == len(list(whole.rows("events"))) > 0
        wrong = [one for one in record.history.wrong() if schema >= REVIEWS or not REVIEWED.search(one)]
        assert wrong == []
        assert record.find_report("1.txt").text == TEXTS[1]
        join_new(record, clock=lambda: AT)
        assert [one for one in check_deep(record) if schema >= REVIEWS or not REVIEWED.search(one)] == []
    copy(where, copied)  # and what was brought up to date can go on
    with Record(copied) as record:
        assert len(list(record.rows("reports"))) == 2


@pytest.mark.parametrize("schema", range(1, len(STEPS)))
def test_a_step_that_fails_leaves_the_old_record(
    tmp_path: Path, whole: Record, schema: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    made_with(schema, path, whole).close()
    real = Sqlite.upgrade

    def fails(self: Sqlite, number: int, script: str) -> None:
        real(self, number, script)
        if number == schema + 1:
            raise OSError("no space left on device")

    monkeypatch.setattr(Sqlite, "upgrade", fails)
    with pytest.raises(OSError, match="no space"):
        Record(path)
    monkeypatch.undo()
    db = Sqlite(path, create=False)
    assert db.version() == schema and db.damage() == []
    assert db.run("SELECT count(*) AS n FROM reports").fetchone()["n"] == len(whole.database.run(
        "SELECT 1 FROM reports").fetchall())  # fmt: skip
    db.close()
    with Record(path) as record:
        assert len(list(record.rows("events"))) == len(list(whole.rows("events")))


KILLED = """
import os, sys
from dateline.store.sqlite import Sqlite
from dateline.store.sqlite_text import FIRST_INDEX
real = Sqlite.upgrade
def upgrade(self, number, script):
    real(self, number, script)
    if number == int(sys.argv[2]):
        os._exit(9)
Sqlite.upgrade = upgrade
from dateline.store.record import Record
Record(sys.argv[1])
"""
FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
from dateline.errors import BadRecord
from dateline.store.record import Record
try:
    Record(sys.argv[1])
except BadRecord as problem:
    print(problem)
"""


@pytest.mark.parametrize("step", [2, 6, len(STEPS)])
def test_killed_in_a_step(tmp_path: Path, whole: Record, step: int) -> None:
    path = tmp_path / "old.db"
    made_with(1, path, whole).close()
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(step)], capture_output=True, timeout=PATIENCE)
    assert done.returncode == 9, done.stderr
    db = Sqlite(path, create=False)
    assert db.version() == step - 1 and db.damage() == []
    db.close()
    with Record(path) as record:
        assert list(record.rows("passages")) == list(whole.rows("passages"))


def test_a_full_disk_in_a_step(tmp_path: Path, whole: Record) -> None:
    path = tmp_path / "old.db"
    made_with(3, path, whole).close()
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, timeout=PATIENCE)
    assert "disk" in done.stdout and done.returncode == 0, done.stderr
    with Record(path) as record:
        assert list(record.rows("passages")) == list(whole.rows("passages")) and record.damage() == []


def test_people_are_deleted_from_old_records_too(tmp_path: Path, whole: Record) -> None:
    path = tmp_path / "old.db"
    made_with(5, path, whole).close()
    with Record(path) as record:
        delete_person(record, "Karim Haddad", reason="asked", who="desk", at=AT)
    assert b"haddad" not in b"".join(one.read_bytes().lower() for one in tmp_path.glob("old.db*"))


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db", create=True) as record:
        record.database.run(f"PRAGMA user_version = {len(STEPS) + 1}")
    with pytest.raises(BadRecord, match="newer Dateline"):
        Record(tmp_path / "r.db")


def test_all_kinds_that_are_stored_are_tested(whole: Record) -> None:
    assert {"reports", *READ_KINDS} <= set(KINDS)
    filled = {t for t in whole.database.tables() if whole.database.run(f"SELECT 1 FROM {t} LIMIT 1").fetchone()}
    assert {"originals", "set_aside", "transactions", "reports", *READ_KINDS, "reviews", "incidents", "found"} <= filled
