"""Backups: a second copy of a record, made while others write, and looked through before it gets its name.

Of a file the database's own backup is taken: one moment of it, page by page, with writers going on. A record on a
server is copied row by row into a file (`copy`), which takes as long as that does; the server's own backups are its
owner's.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import BadRecord, BadRequest
from dateline.store.address import Server, address
from dateline.store.copy import copy
from dateline.store.record import Record
from dateline.store.sqlite import told

BESIDE = ("-wal", "-shm", "-journal")
WRITING = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup or a restored record holds: reports, entries of the log, the hash that ends its chain."""

    place: str
    reports: int
    entries: int
    head: str | None
    how: str  # "backup of the file", "copy of all rows"


def backup(source: Path | str, target: Path | str) -> Saved:
    """Makes a backup at a new path. Raises BadRequest when something is there, BadRecord when it cannot be done."""
    place = _file(target, "a backup is a file")
    if place.exists():
        raise BadRequest(f"there is something at {place}", "name a new file; a backup is not written over")
    if not place.parent.is_dir():
        raise BadRecord(f"there is no folder {place.parent}", "make it, or see that its disk is there")
    return _saved(source, place)


def restore(saved: Path | str, target: Path | str, *, force: bool = False) -> Saved:
    """Puts a backup in the place of a record. force: where a record is; it is gone then.

    The backup is looked through before anything is touched, and what is put there before it gets its name. Raises
    BadRequest when something is there, BadRecord when the backup is damaged or the record is being written.
    """
    where = address(target)
    kept = _file(saved, "a backup is a file")
    try:
        verified(kept)
    except BadRecord as problem:
        raise BadRecord(problem.what, "nothing was touched; restore another backup") from problem
    if isinstance(where, Server):
        if force:
            raise BadRequest("a record on a server is not written over", "restore into an empty database or schema")
        copy(saved, where)
        return verified(where, "copy of all rows")
    if where.exists() and not force:
        raise BadRequest(f"there is a record at {where}", "name a new file, or add --force to lose what is there")
    return _saved(saved, where)


def verified(place: Path | Server, how: str = "backup of the file", told_as: Path | str | None = None) -> Saved:
    """What a record holds, once it is found whole: its database, its log, the rows that the log vouches for, the bytes.

    told_as: what it is a copy of. Raises BadRecord, naming what is wrong.
    """
    with Record(place) as record:
        wrong = [*record.damage(), *record.history.wrong(), *record.other_bytes()]
        if wrong:
            more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            what = f"{told_as or place} is damaged: {wrong[0]}{more}"
            raise BadRecord(what, "`dateline log --verify` and `dateline check --deep` list it; use another copy")
        last = record.database.ask("last_entry").fetchone()
        reports = record.counts()["reports"]
    return Saved(str(place), reports, last["id"] if last else 0, last["digest"] if last else None, how)


def _file(place: Path | str, what: str) -> Path:
    where = address(place)
    if isinstance(where, Server):
        raise BadRequest(f"{what}, and {where} is a database", "`dateline copy` goes from and to databases")
    return where


def _saved(source: Path | str, place: Path) -> Saved:
    """Copies a record beside its place, looks through the copy, and gives it its name."""
    where = address(source)
    with _beside(place) as working:
        if isinstance(where, Server):
            copy(where, working)
            how = "copy of all rows"
        else:
            Record(where).close()  # says what is wrong with it
            _pages(where, working)
            how = "backup of the file"
        made = verified(working, how, source)
        _alone(working)
        _settle(place)
        os.replace(working, place)
        _kept(place.parent)
    return Saved(str(place), made.reports, made.entries, made.head, how)


def _pages(source: Path, working: Path) -> None:
    """The file as it is at one moment, however much others write meanwhile."""
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(working)) as new:
            old.backup(new)
    except sqlite3.Error as problem:
        if problem.sqlite_errorname in WRITING:  # what is read is only read
            raise
        raise BadRecord(*told(str(problem), source)) from problem


def _alone(path: Path) -> None:
    """All of a record in its one file, and on the disk."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
    _kept(path)


def _kept(path: Path) -> None:
    """Waits until the disk has a file, or a folder's list of files."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _settle(place: Path) -> None:
    """A record that is to be replaced: its journal must not be taken for the new one's. Raises BadRecord if in use."""
    if not place.exists():
        return
    try:
        with closing(sqlite3.connect(place, timeout=1, isolation_level=None)) as db:
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("BEGIN EXCLUSIVE")
            db.execute("ROLLBACK")
    except sqlite3.DatabaseError as problem:
        if "locked" in str(problem) or "busy" in str(problem):
            raise BadRecord(*told(str(problem), place)) from problem
        busy = 0  # no database at all: nothing can be in its journal
    if busy:
        raise BadRecord(*told("database is locked", place))
    for ending in BESIDE:
        place.with_name(place.name + ending).unlink(missing_ok=True)


def _refused(place: Path, why: str) -> BadRecord:
    do = "nothing was put there; free space, or name another folder that is there and yours to write"
    return BadRecord(f"{place} cannot be written ({why})", do)


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A path beside the final one, with nothing at it before and after."""
    working = place.with_name(place.name + ".part")
    every = [working, *(working.with_name(working.name + ending) for ending in BESIDE)]
    try:
        for path in every:
            path.unlink(missing_ok=True)
        yield working
    except OSError as problem:
        raise _refused(place, problem.strerror or str(problem)) from problem
    except sqlite3.Error as problem:
        raise _refused(place, str(problem)) from problem
    except BadRecord as problem:
        if isinstance(problem.__cause__, sqlite3.Error) and str(working) in problem.what:  # in words for a record
            raise _refused(place, str(problem.__cause__)) from problem
        raise
    finally:
        for path in every:
            path.unlink(missing_ok=True)
