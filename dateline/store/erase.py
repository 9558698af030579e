"""Deletion on request: a report goes with every version of its rows, its bytes, and all that was made from it.

What is left is a tombstone and the log's entry. Joined rows may quote it, so all of them go, those of the past too;
they are made anew from what is left. What the database does with the places that become free: `Database.tidy`.
"""

from dateline.records import READ_KINDS
from dateline.store.database import Database
from dateline.store.joined import WITH_HISTORY
from dateline.store.scaffold import INTERNAL
from dateline.store.tallies import TABLES


def erase(db: Database, report: str, source: str, sha256: str) -> None:
    """Inside the caller's transaction: every row of the report, and every row that may quote it. Call `tidy` after."""
    forget_made(db)
    for kind in READ_KINDS:
        db.run(f"DELETE FROM {kind} WHERE report = :report", {"report": report})
    db.ask("erase_reviews", report=report)
    db.ask("erase_redactions", report=report)
    db.run("DELETE FROM reports WHERE id = :report", {"report": report})
    db.run("DELETE FROM originals WHERE report = :report", {"report": report})
    db.ask("erase_set_aside", source=source, sha256=sha256)


def forget_made(db: Database) -> None:
    """Inside the caller's transaction: all that is made from what was read, of the past too; it can be made anew."""
    db.forget()
    for table in (*INTERNAL, *WITH_HISTORY, *TABLES):
        db.run(f"DELETE FROM {table}")
    db.index.clear()
    for table in ("found_at", "found", "found_columns"):
        db.run(f"DELETE FROM {table}")
