"""The words of a file's index, held against an index that is made anew from the rows."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing

from dateline.errors import BadRecord
from dateline.store.findable import findable
from dateline.store.sqlite import Sqlite
from dateline.store.sqlite_text import MEND, SqliteText, new_index

Named = Mapping[int, tuple[str, str]]  # number in the index -> (kind, id)
NOTHING = ("", "")
ANY_ORDER = frozenset({
    ("reports", "said_by"), ("reports", "via"), ("reports", "actor"), ("reports", "place"), ("claims", "place"),
    ("actors", "words"), ("actors", "actor"),
})  # several names, which stand in the index in the order in which the stages found them  # fmt: skip


def otherwise(database: Sqlite) -> list[str]:
    """Ids of the rows that the index finds by other words than they have, or that no report has any more.

    Raises BadRecord where the index cannot be read.
    """
    named: dict[int, tuple[str, str]] = {}
    try:
        with closing(new_index()) as fresh, database.snapshot():
            text = SqliteText(fresh)
            for its in findable(database):
                named.update((row["n"], (row["kind"], row["id"])) for row, _ in its)
                text.put([(row["n"], entry) for row, entry in its if entry is not None])
            differing = _words(fresh, named) ^ _words(database.connection, named)
    except sqlite3.DatabaseError as problem:
        raise BadRecord(f"the index of words cannot be read ({problem})", MEND) from problem
    return sorted({named.get(n, NOTHING)[1] or f"row {n}, which is none" for n, _ in differing})


def _words(connection: sqlite3.Connection, named: Named) -> set[tuple[int, int]]:
    """(number, hash of its words and, where that is sure, of their places) of every row of an index."""
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search, instance)")
    sums: dict[int, int] = {}
    try:
        for term, n, column, at in connection.execute("SELECT term, doc, col, offset FROM temp.vocabulary"):
            place = None if (named.get(n, NOTHING)[0], column) in ANY_ORDER else at
            sums[n] = (sums.get(n, 0) + hash((term, column, place))) & (2**61 - 1)
    finally:
        connection.execute("DROP TABLE temp.vocabulary")
    return set(sums.items())
