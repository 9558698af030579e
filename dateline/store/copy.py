"""A whole record into another database: every row of every table, history and log with their numbers.

The target is empty before, and everything comes in one transaction: stopped at any point, it is as it was. Rows that
were found by their words have no words in them; what makes them findable is made again from the rows of their time.
"""

from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from dateline.errors import BadRecord, BadRequest
from dateline.store.address import address
from dateline.store.database import Database, Row
from dateline.store.entries import Entry
from dateline.store.findable import findable
from dateline.store.record import Record
from dateline.store.tallies import clear

AT_ONCE = 2_000  # rows that are written together


def copy(source: Path | str, target: Path | str) -> dict[str, int]:
    """Copies a record; how many rows each table has got. Raises BadRequest for a target that has rows."""
    one, other = address(source), address(target)
    if one == other or (isinstance(one, Path) and isinstance(other, Path) and one.resolve() == other.resolve()):
        raise BadRequest("a record cannot be copied to itself", "name another place with --to")
    with ExitStack() as opened:
        old = opened.enter_context(Record(one)).database
        new = opened.enter_context(Record(other, create=True)).database
        for part in (old.explained(), old.snapshot(), new.explained(), new.transaction()):
            opened.enter_context(part)
        return _copied(old, new)


def _copied(old: Database, new: Database) -> dict[str, int]:
    clear(new)  # an empty record has sums of nothing
    for table in new.tables():
        if new.run(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            raise BadRequest(f"{new.address} is not empty", "copy into a new place; two records are not mixed")
    counts = {table: _table(old, new, table) for table in old.tables()}
    for its in findable(old):
        new.index.put([(row["n"], _entry(row, entry)) for row, entry in its])
    new.renumber()
    for table, n in counts.items():
        there = new.run(f"SELECT count(*) AS n FROM {table}").fetchone()["n"]
        if there != n:
            raise BadRecord(f"{new.address} got {there} of {n} rows of {table}", "nothing was kept; please report this")
    return counts


def _table(old: Database, new: Database, table: str) -> int:
    columns = old.columns(table)
    rows = iter(old.stream(f"SELECT * FROM {table}"))
    n = 0
    while batch := [tuple(row[name] for name in columns) for row in islice(rows, AT_ONCE)]:
        new.insert(table, columns, batch)
        n += len(batch)
    return n


def _entry(row: Row, entry: Entry | None) -> Entry:
    if entry is None:
        what = f"the index names {row['id']}, which {row['report']} does not have"
        raise BadRecord(what, "run `dateline check` on the record; nothing was copied")
    return entry
