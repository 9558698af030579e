"""SQL of a person's own against a record: read-only, with limits of time and rows."""

import re
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import BadRequest
from dateline.store.address import Server, address

STEPS = 10_000  # virtual machine steps between two looks at the clock
# The file is opened for reading only; what would reach other files or settings is refused on top.
REFUSED = {
    sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT,
    sqlite3.SQLITE_CREATE_TEMP_TABLE, sqlite3.SQLITE_CREATE_TEMP_VIEW, sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
}  # fmt: skip
FUNCTIONS_REFUSED = {"load_extension", "writefile", "readfile", "edit"}
LARGEST_CELL = 10_000_000  # bytes of one value: ten times what a report's text may have
HARMLESS = {"table_info", "table_list", "index_list", "index_info", "user_version"}  # pragmas that only tell


# Words in single quotes and remarks, which are passed over; a name in double quotes. Each may be cut off.
_QUOTED = re.compile(r"""'(?:[^']|'')*(?:'|\Z)|--[^\n]*|/\*.*?(?:\*/|\Z)|"(?P<name>(?:[^"]|"")*)(?:"|\Z)""", re.S)
_BEFORE = re.compile(r"\w+|[^\w\s]")
_BEFORE_VALUES = frozenset(
    "select distinct where and or not by on like in is when then else case between glob having , ( = < > | + -".split()
)


@dataclass(frozen=True, slots=True)
class Table:
    """What a statement gave. `more`: there were rows beyond the limit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool


def ask(
    path: Path | str, statement: str, values: Sequence[Any] = (), *, rows: int = 1_000, seconds: float = 10.0
) -> Table:
    """The rows of one SELECT. Raises BadRequest for what is wrong, would write or takes too long.

    values: for the marks in it: ? in a file, $1, $2 ... in a PostgreSQL database.
    """
    where = address(path)
    if isinstance(where, Server):
        from dateline.store import postgres_sql

        return Table(*postgres_sql.ask(where, statement, values, rows, seconds))
    return _ask_file(where, statement, values, rows, seconds)


def _ask_file(path: Path, statement: str, values: Sequence[Any], rows: int, seconds: float) -> Table:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=seconds)
    try:
        db.execute("PRAGMA query_only = ON")
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_CELL)
        _check_names(db, statement)
        db.set_authorizer(_only_reading)
        until = time.monotonic() + seconds
        db.set_progress_handler(lambda: time.monotonic() > until, STEPS)
        found = db.execute(statement, values)
        if found.description is None:
            raise BadRequest("the statement gives no rows", "write a SELECT; `dateline sql` changes nothing")
        columns = tuple(column[0] for column in found.description)
        first = found.fetchmany(rows + 1)
        return Table(columns, tuple(map(tuple, first[:rows])), len(first) > rows)
    except (sqlite3.Error, sqlite3.Warning, OverflowError, ValueError) as problem:
        raise BadRequest(*_told(str(problem), seconds)) from problem
    finally:
        db.close()


def _check_names(db: sqlite3.Connection, statement: str) -> None:
    """SQLite takes a name in double quotes that it does not know for words. Raises BadRequest for one where a value is
    asked for, and which neither the record has nor the statement gives."""
    asked, given = set[str](), set[str]()
    for found in _QUOTED.finditer(statement):
        if found["name"]:
            before = _BEFORE.findall(statement, max(0, found.start() - 60), found.start())
            values = bool(before) and before[-1].lower() in _BEFORE_VALUES
            (asked if values else given).add(found["name"].lower())
    if not asked:
        return
    columns = "SELECT its.name, c.name FROM sqlite_master AS its, pragma_table_info(its.name) AS c"
    known = {name.lower() for row in db.execute(columns) for name in row}
    for name in sorted(asked - known - given):
        do = f"look at its spelling; words stand in single quotes: '{name[:60]}'"
        raise BadRequest(f'"{name[:60]}" is no column', do)


def _only_reading(action: int, one: str | None, two: str | None, *_: object) -> int:
    if action == sqlite3.SQLITE_FUNCTION and (two or "").lower() in FUNCTIONS_REFUSED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if one in HARMLESS and two != "=" else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_DENY if action in REFUSED else sqlite3.SQLITE_OK


def _told(text: str, seconds: float) -> tuple[str, str]:
    if "interrupted" in text:
        return f"the statement took longer than {seconds:g} s", "ask for less, add a condition, or raise --seconds"
    if any(word in text for word in ("authoriz", "prohibited", "readonly")):
        return f"the statement may not do that ({text})", "write a SELECT; `dateline sql` changes nothing"
    if "too big" in text or "too large" in text:
        return f"a value is larger than {LARGEST_CELL // 1_000_000} MB", "ask for a part of it: substr(text, 1, 1000)"
    if "one statement" in text:
        return "there is more than one statement", "write them one at a time"
    hint = "`dateline sql \"SELECT name FROM sqlite_master WHERE type = 'table'\"` lists the tables"
    return f"SQLite does not understand it: {text[:300]}", hint
