"""A whole record into another database: every row of every table, history and log with their numbers.

The target is empty before, and everything comes in one transaction: stopped at any point, it is as it was. Rows that
were found by their words have no words in them; what makes them findable is made again from the rows of their time.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from dateline.errors import BadRecord, BadRequest
from dateline.records import KINDS, READ_KINDS, Reading
from dateline.store.address import address
from dateline.store.codec import from_row
from dateline.store.database import Database, Row
from dateline.store.entries import Entry, entries
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
    for numbered in _findable(old):
        new.index.put(numbered)
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


def _findable(old: Database) -> Iterator[list[tuple[int, Entry]]]:
    """What the index holds of each report at each time, under the numbers that it has there."""
    found = old.stream("SELECT n, kind, id, report, tx_in, tx_out FROM found ORDER BY report, tx_in, n")
    for (report, _, tx_out), group in groupby(found, key=lambda row: (row["report"], row["tx_in"], row["tx_out"])):
        its = {(one.kind, one.id): one for one in entries(_reading(old, report, tx_out))}
        yield [(row["n"], _entry(its, row)) for row in group]


def _entry(its: Mapping[tuple[str, str], Entry], row: Row) -> Entry:
    entry = its.get((row["kind"], row["id"]))
    if entry is None:
        what = f"the index names {row['id']}, which {row['report']} does not have"
        raise BadRecord(what, "run `dateline check` on the record; nothing was copied")
    return entry


def _reading(old: Database, report: str, tx_out: int | None) -> Reading:
    """A report's rows as they last were before a transaction took them out of force; None: as they are."""
    until = "tx_out IS NULL" if tx_out is None else "tx_in < :tx AND (tx_out IS NULL OR tx_out >= :tx)"

    def rows(kind: str, column: str, order: str) -> Iterator[Any]:
        asked = f"SELECT * FROM {kind} WHERE {column} = :report AND {until} ORDER BY {order}"
        return (from_row(KINDS[kind], row) for row in old.run(asked, {"report": report, "tx": tx_out}))

    read = {kind: tuple(rows(kind, "report", 'start, "end", id')) for kind in READ_KINDS}
    return Reading(next(rows("reports", "id", "id")), "", **read)
