"""What is struck: each operation with what it begins with, and what has to stand there when it was let finish."""

import shutil
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from dateline import run
from dateline.ask import review
from dateline.ask.check import check, together
from dateline.ask.kinds import EXPORTED, Everything
from dateline.formats.files import export
from dateline.intake.raw import Raw, raw
from dateline.run import join_new, read_all, reread_all
from dateline.store.copy import copy
from dateline.store.record import Record
from dateline.store.statements import migrations, separate, tables

AT = "2021-03-09T10:00:00Z"
OLD = 8  # the schema that the migration begins with
TOWNS = ("Sefton", "Kassala", "Port Vale", "Ardmore", "Lindal", "Tarn")
STORY = (
    "{town} – At least {n} people were killed in {town} on Friday when shells hit it, Minister Ilka Dorn said.\n\n"
    "“We will not leave {town},” she told Radio Vale. The rebels denied that they had fired. "
    "Talks about a truce are to begin on Monday, according to the United Nations.\n"
)


@dataclass(frozen=True)
class Operation:
    """`begin` lays a folder out; `act` is struck in it, and done again after; `leaves`: the records in it."""

    name: str
    begin: Callable[[Path], None]
    act: Callable[[Path], None]
    leaves: tuple[str, ...] = ("r.db",)


def reports() -> list[Raw]:
    """A few reports, two of them copies but for a number."""
    told = [STORY.format(town=TOWNS[n % 5], n=11 + n) for n in range(6)]
    return [raw(f"{n}.txt", "text", text.encode()) for n, text in enumerate(told)]


def clock() -> str:
    return AT


def read(folder: Path) -> None:
    with Record(folder / "r.db", create=True) as record:
        for outcome in read_all(record, reports(), published="2021-03-06", clock=clock):
            assert outcome.fate in ("read", "unchanged")


def read_without_joining(folder: Path) -> None:
    with Record(folder / "r.db", create=True) as record:
        outcomes = read_all(record, reports(), published="2021-03-06", clock=clock)
        assert isinstance(outcomes, Generator)
        for _ in range(len(reports())):
            next(outcomes)
        outcomes.close()  # before it joins them


def join(folder: Path) -> None:
    with Record(folder / "r.db") as record:
        join_new(record, clock=clock)


def review_all(folder: Path) -> None:
    """Three decisions, each once however often it is begun."""
    with Record(folder / "r.db") as record:
        done = {(one.review.row, one.review.verdict) for one in review.listed(record)}
        claims = sorted(row.id for row in record.rows("claims"))
        if (claims[0], "accept") not in done:
            review.accept(record, claims[0], who="ilka", at=AT)
        if (claims[1], "accept") not in done:
            review.accept(record, claims[1], who="ilka", at=AT)
        events = sorted(row.id for row in record.rows("events"))
        if not any(verdict == "reject" for _, verdict in done):
            review.reject(record, events[0], who="ilka", at=AT, reason="told as a threat")


def export_all(folder: Path) -> None:
    with Record(folder / "r.db") as record:
        for kind in EXPORTED:
            export(Everything(record), kind, folder / "out" / f"{kind}.jsonl", "jsonl")


def copy_it(folder: Path) -> None:
    """A copy that broke off leaves nothing in the way of the next."""
    target = folder / "copy.db"
    if target.exists() and target.stat().st_size:
        with Record(target) as record:
            if any(record.rows("reports")):
                return
    copy(folder / "r.db", target)


def delete(folder: Path) -> None:
    with Record(folder / "r.db") as record:
        there = [report for report in record.rows("reports") if report.source == "0.txt"]
        if there:
            record.delete(there[0].id, reason="asked", who="ilka", at=AT)
        join_new(record, clock=clock)


def read_by_older_rules(folder: Path) -> None:
    with patch.object(run, "rules", lambda: "0.0.1"):
        read(folder)


def reread(folder: Path) -> None:
    with Record(folder / "r.db") as record:
        for one in reread_all(record, clock=clock):
            assert one.problem is None


def migrate(folder: Path) -> None:
    with Record(folder / "r.db"):
        pass


def made_old(folder: Path) -> None:
    """A record as an older version left it: that schema, with what it could hold of today's rows."""
    read(folder)
    new = folder / "r.db"
    old = folder / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        for number, script in enumerate(migrations()[:OLD], 1):
            for statement in separate(script):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
        with closing(sqlite3.connect(new)) as today:
            db.execute(f"PRAGMA application_id = {today.execute('PRAGMA application_id').fetchone()[0]}")
        db.execute("ATTACH ? AS today", (str(new),))
        for table in tables():
            then, now = (_columns(db, schema, table) for schema in ("main", "today"))
            both = ", ".join(f'"{name}"' for name, kind in then.items() if now.get(name) == kind)
            if both and not table.startswith("search"):
                db.execute(f"INSERT OR IGNORE INTO main.{table} ({both}) SELECT {both} FROM today.{table}")
        db.execute("DETACH today")
    for path in folder.glob("r.db*"):
        path.unlink()
    old.rename(new)


def _columns(db: sqlite3.Connection, schema: str, table: str) -> dict[str, str]:
    """The names of its columns, and what they hold."""
    return {row[1]: row[2] for row in db.execute(f"PRAGMA {schema}.table_info({table})")}


def nothing(folder: Path) -> None:
    folder.mkdir(exist_ok=True)


OPERATIONS: dict[str, Operation] = {
    one.name: one
    for one in (
        Operation("read", nothing, read),
        Operation("join", read_without_joining, join),
        Operation("review", read, review_all),
        Operation("reread", read_by_older_rules, reread),
        Operation("delete", read, delete),
        Operation("export", read, export_all),
        Operation("copy", read, copy_it, ("r.db", "copy.db")),
        Operation("migrate", made_old, migrate),
    )
}


def _begun(path: Path) -> bool:
    """Whether there is more than the empty file that a record begins as."""
    return path.exists() and path.stat().st_size > 0


def problems(folder: Path, operation: Operation) -> list[str]:
    """What is wrong with the records in a folder."""
    found: list[str] = []
    for name in operation.leaves:
        if _begun(folder / name):
            with closing(sqlite3.connect(folder / name)) as db:
                found += [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if _begun(folder / name):  # the database may have taken the very beginning back by now
            with Record(folder / name) as record:
                found += [*check(record), *together(record), *record.history.wrong()]
    return found


def content(folder: Path, operation: Operation) -> dict[str, bytes]:
    """Everything that the records in a folder hold, and every file in it that somebody exported."""
    held = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("out/*"))}
    for name in operation.leaves:
        if (folder / name).exists():
            with Record(folder / name) as record:
                for kind in EXPORTED:
                    target = folder / "held" / f"{name}-{kind}"
                    export(Everything(record), kind, target, "jsonl")
                    held[target.name] = target.read_bytes()
    shutil.rmtree(folder / "held", ignore_errors=True)
    return held


def sources(folder: Path) -> list[str]:
    """The inputs whose reports are in the record."""
    if not _begun(folder / "r.db"):
        return []
    try:
        with Record(folder / "r.db") as record:
            return sorted(report.source for report in record.rows("reports"))
    except Exception:
        return []
