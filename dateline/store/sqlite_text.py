"""Full text in SQLite: FTS5."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from dateline.store.conditions import Tag, Words
from dateline.store.entries import COLUMNS, Entry, tag
from dateline.store.statements import migrations, separate

MEND = "`dateline check --mend-search` makes it anew from the rows, which have all that it tells"
FIRST_INDEX = 4  # the version of a record that brought the index
PARTS = ("search_data", "search_idx", "search_docsize", "search_config")
NOT_NOW = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY)
_PUT = f"INSERT INTO search (rowid, {', '.join(COLUMNS)}) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"


def new_index() -> sqlite3.Connection:
    """An empty index of the same kind, in memory."""
    made = sqlite3.connect(":memory:")
    made.execute(next(s for step in migrations() for s in separate(step) if "CREATE VIRTUAL TABLE search" in s))
    return made


class SqliteText:
    """The index of an open file: the table `search`. It keeps words and no texts."""

    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection

    def put(self, numbered: Iterable[tuple[int, Entry]]) -> None:
        rows = ((n, *(getattr(entry, column) for column in COLUMNS)) for n, entry in numbered)
        self._connection.executemany(_PUT, rows)

    def clear(self) -> None:
        try:
            self._connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
        except sqlite3.DatabaseError:  # so damaged that it cannot be opened
            self._begin_again()

    def _begin_again(self) -> None:
        """Puts what an empty index consists of where this one's was."""
        with closing(new_index()) as empty:
            for table in PARTS:
                self._connection.execute(f"DELETE FROM {table}")
                for row in empty.execute(f"SELECT * FROM {table}"):
                    self._connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)

    def damage(self) -> list[str]:
        """What its own check finds wrong; where nothing can be written, as that check asks to, what reading finds."""
        for look in (self._check_itself, self._read_through):
            try:
                look()
            except sqlite3.DatabaseError as problem:
                if problem.sqlite_errorcode & 0xFF in NOT_NOW:
                    continue
                return [f"the index of words is damaged ({problem}): {MEND}"]
            break
        return []

    def _check_itself(self) -> None:
        self._connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")

    def _read_through(self) -> None:
        self._connection.execute("CREATE VIRTUAL TABLE temp.read_through USING fts5vocab(main, search, instance)")
        try:
            self._connection.execute("SELECT count(offset) FROM temp.read_through").fetchone()
        finally:
            self._connection.execute("DROP TABLE temp.read_through")

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
