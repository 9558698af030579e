"""The words of a file's index, held against an index that is made anew from the rows."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from dateline.records import Reading
from dateline.store.entries import Entry, entries
from dateline.store.sqlite import Sqlite
from dateline.store.sqlite_text import SqliteText
from dateline.store.statements import migrations, separate

Key = tuple[str, str, str]  # kind, id, report


def otherwise(database: Sqlite, readings: Iterable[Reading]) -> list[str]:
    """Ids of the rows in force of these readings that the index finds by other words than they have."""
    fresh = sqlite3.connect(":memory:")
    try:
        fresh.execute(next(s for step in migrations() for s in separate(step) if "CREATE VIRTUAL TABLE search" in s))
        rows = database.run("SELECT n, kind, id, report FROM found WHERE tx_out IS NULL").fetchall()
        number: dict[Key, int] = {(row["kind"], row["id"], row["report"]): row["n"] for row in rows}
        text = SqliteText(fresh)
        for reading in readings:
            text.put(_numbered(number, reading))
        wanted, there = _words(fresh), _words(database.connection, set(number.values()))
    finally:
        fresh.close()
    named = {n: key[1] for key, n in number.items()}
    return sorted({named.get(n, str(n)) for n, _ in wanted ^ there})


def _numbered(number: Mapping[Key, int], reading: Reading) -> Iterator[tuple[int, Entry]]:
    for one in entries(reading):
        n = number.get((one.kind, one.id, one.report))
        if n is not None:  # that one is missing is another check's to tell
            yield n, one


def _words(connection: sqlite3.Connection, among: set[int] | None = None) -> set[tuple[int, int]]:
    """(number, hash of its words) of every row of an index. Names stand in it in the order in which they were read."""
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search, instance)")
    sums: dict[int, int] = {}
    try:
        for term, n, column in connection.execute("SELECT term, doc, col FROM temp.vocabulary"):
            if among is None or n in among:
                sums[n] = (sums.get(n, 0) + hash((term, column))) & (2**61 - 1)
    finally:
        connection.execute("DROP TABLE temp.vocabulary")
    return set(sums.items())
