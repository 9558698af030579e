"""What the index holds of each row, told from the rows themselves: to copy it, to look through it, to make it anew."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from dateline.records import KINDS, READ_KINDS, Reading
from dateline.store.codec import from_row
from dateline.store.database import Database, Row
from dateline.store.entries import Entry, entries

Findable = tuple[Row, Entry | None]  # a row of `found`, and what it is found by; None: its report has no such row


def findable(db: Database) -> Iterator[list[Findable]]:
    """What the index holds of each report at each time, by report."""
    found = db.stream("SELECT n, kind, id, report, tx_in, tx_out FROM found ORDER BY report, tx_in, n")
    for (report, _, tx_out), group in groupby(found, key=lambda row: (row["report"], row["tx_in"], row["tx_out"])):
        its = {(one.kind, one.id): one for one in entries(_reading(db, report, tx_out))}
        yield [(row, its.get((row["kind"], row["id"]))) for row in group]


def make_anew(db: Database) -> int:
    """Empties the index of words and fills it from the rows; how many it holds. Inside the caller's transaction."""
    db.index.clear()
    n = 0
    for its in findable(db):
        numbered = [(row["n"], entry) for row, entry in its if entry is not None]
        db.index.put(numbered)
        n += len(numbered)
    return n


def _reading(db: Database, report: str, tx_out: int | None) -> Reading:
    """A report's rows as they last were before a transaction took them out of force; None: as they are."""
    until = "tx_out IS NULL" if tx_out is None else "tx_in < :tx AND (tx_out IS NULL OR tx_out >= :tx)"

    def rows(kind: str, column: str, order: str) -> Iterator[Any]:
        asked = f"SELECT * FROM {kind} WHERE {column} = :report AND {until} ORDER BY {order}"
        return (from_row(KINDS[kind], row) for row in db.run(asked, {"report": report, "tx": tx_out}))

    read = {kind: tuple(rows(kind, "report", 'start, "end", id')) for kind in READ_KINDS}
    return Reading(next(rows("reports", "id", "id")), "", **read)
