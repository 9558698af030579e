"""SQL of a person's own against a PostgreSQL record: in a transaction that only reads, with limits of time and rows.

What the role may do bounds all else: give people whom you do not trust one that may only read (docs/teams.md).
"""

import re
import struct
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from pg8000.core import CoreConnection
from pg8000.exceptions import DatabaseError, InterfaceError
from sqlalchemy.exc import SQLAlchemyError

from dateline.errors import BadRecord, BadRequest
from dateline.store.address import Server
from dateline.store.postgres import connect
from dateline.store.postgres_characters import NUL, back
from dateline.store.postgres_errors import told

# Functions that reach beyond the rows, whatever the transaction: files of the server, other connections, settings.
REFUSED = re.compile(
    r"\b(pg_read_\w+|pg_ls_\w+|pg_stat_file|lo_\w+|pg_(terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile"
    r"|pg_switch_wal|pg_promote|pg_notify|pg_(try_)?advisory_\w+|set_config|dblink\w*|query_to_\w+|database_to_\w+)\b",
    re.IGNORECASE,
)


def ask(
    server: Server, statement: str, values: Sequence[Any], rows: int, seconds: float
) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...], bool]:
    """(columns, rows, whether there are more) of one SELECT. Raises BadRequest, or BadRecord when nobody answers."""
    asked = statement.strip().removesuffix(";")
    if refused := REFUSED.search(asked):
        raise BadRequest(
            f"the statement may not do that ({refused[0]})", "write a SELECT; `dateline sql` changes nothing"
        )
    if not asked or NUL in asked:
        raise BadRequest("the statement gives no rows", "write a SELECT; `dateline sql` changes nothing")
    try:
        with connect(server) as connection:
            line: CoreConnection = connection.connection.driver_connection
            line.execute_simple(f"BEGIN READ ONLY; SET LOCAL statement_timeout = {int(seconds * 1000)}")
            try:
                # A cursor is made of a SELECT and of nothing else, and the server takes one statement at a time here.
                line.execute_unnamed(f"DECLARE asked NO SCROLL CURSOR FOR {asked}", vals=tuple(values))
                found = line.execute_simple(f"FETCH {rows + 1} FROM asked")
            finally:
                with suppress(DatabaseError, InterfaceError, OSError, struct.error):
                    line.execute_simple("ROLLBACK")
    except DatabaseError as problem:
        raise BadRequest(*_told(problem, seconds)) from None
    except (SQLAlchemyError, InterfaceError, OSError, struct.error) as problem:
        raise BadRecord(*told(problem, server)) from None
    columns = tuple(column["name"] for column in found.columns)
    given = tuple(tuple(map(back, row)) for row in found.rows[:rows])
    return columns, given, len(found.rows) > rows


def _told(problem: DatabaseError, seconds: float) -> tuple[str, str]:
    what = problem.args[0] if problem.args and isinstance(problem.args[0], dict) else {}
    state, text = what.get("C", ""), str(what.get("M", problem))[:300]
    if state == "57014":
        return f"the statement took longer than {seconds:g} s", "ask for less, add a condition, or raise --seconds"
    if "multiple commands" in text:
        return "there is more than one statement", "write them one at a time"
    if state in ("25006", "42501"):
        return f"the statement may not do that ({text})", "write a SELECT; `dateline sql` changes nothing"
    if state in ("42601", "0A000"):
        return f"PostgreSQL does not understand it, or it is no SELECT: {text}", "`dateline sql` reads rows and no more"
    hint = '`dateline sql "SELECT table_name FROM information_schema.tables"` lists the tables'
    return f"PostgreSQL does not understand it: {text}", hint
