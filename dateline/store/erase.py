"""Deletion on request: a report goes with every version of its rows, its bytes, and all that was made from it.

What is left is a tombstone and the log's entry. Joined rows may quote it, so all of them go, those of the past too;
they are made anew from what is left. Freed pages are overwritten, and the journal is emptied.
"""

import sqlite3
from collections.abc import Iterable

from dateline.records import READ_KINDS
from dateline.store.joined import INTERNAL, WITH_HISTORY
from dateline.store.statements import statements


def erase(db: sqlite3.Connection, report: str, source: str, sha256: str) -> None:
    """Inside the caller's transaction: every row of the report, and every row that may quote it. Call `tidy` after."""
    db.execute("PRAGMA secure_delete = ON")
    for table in (*INTERNAL, *WITH_HISTORY):
        db.execute(f"DELETE FROM {table}")
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    db.execute("DELETE FROM found_at")
    db.execute("DELETE FROM found")
    for kind in READ_KINDS:
        db.execute(f"DELETE FROM {kind} WHERE report = ?", (report,))
    db.execute("DELETE FROM reports WHERE id = ?", (report,))
    db.execute("DELETE FROM originals WHERE report = ?", (report,))
    db.execute(statements()["erase_set_aside"], {"source": source, "sha256": sha256})


def tidy(db: sqlite3.Connection) -> None:
    """Outside of any transaction: nothing of what was deleted stays in free pages or the journal."""
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def tombstones(db: sqlite3.Connection) -> Iterable[sqlite3.Row]:
    """(report, at, reason) of everything that was deleted."""
    return db.execute(statements()["tombstones"]).fetchall()
