"""Full text in SQLite: FTS5."""

import sqlite3
from collections.abc import Iterable, Sequence

from dateline.store.conditions import Tag, Words
from dateline.store.entries import COLUMNS, Entry, tag

_PUT = f"INSERT INTO search (rowid, {', '.join(COLUMNS)}) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"


class SqliteText:
    """The index of an open file: the table `search`. It keeps words and no texts."""

    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection

    def put(self, numbered: Iterable[tuple[int, Entry]]) -> None:
        rows = ((n, *(getattr(entry, column) for column in COLUMNS)) for n, entry in numbered)
        self._connection.executemany(_PUT, rows)

    def clear(self) -> None:
        self._connection.execute("INSERT INTO search (search) VALUES ('delete-all')")

    def where(
        self, kind: str, wanted: Sequence[Words | Tag], unwanted: Sequence[Words | Tag]
    ) -> tuple[str, str, dict[str, str]]:
        # CROSS: words are looked up first; the planner would go through all rows of the kind and ask each for them
        tables = "search CROSS JOIN found ON found.n = search.rowid"
        return tables, "search MATCH :asked", {"asked": _asked([*wanted, Tag("kind", kind)], unwanted)}

    def numbers(self, wanted: Sequence[Words | Tag], unwanted: Sequence[Words | Tag]) -> tuple[str, dict[str, str]]:
        return "SELECT search.rowid AS n FROM search WHERE search MATCH :asked", {"asked": _asked(wanted, unwanted)}


def _asked(wanted: Sequence[Words | Tag], unwanted: Sequence[Words | Tag]) -> str:
    match = " AND ".join(map(_match, wanted))
    return f"({match})" + "".join(f" NOT ({_match(one)})" for one in unwanted)


def _match(condition: Words | Tag) -> str:
    """A condition in the language of the index. Everything from outside stands in quotation marks."""
    if isinstance(condition, Tag):
        return f'tags : "{tag(condition.name, condition.value)}"'
    phrases = condition.phrases()
    if not phrases:
        return f'tags : "{tag("nothing", "")}"'  # marks without a letter are in no index
    wanted = " OR ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    return f"{{{' '.join(condition.columns())}}} : ({wanted})"
