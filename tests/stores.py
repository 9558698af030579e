"""Both databases that a record can be in, for tests that must hold on each.

The PostgreSQL server is the one that DATELINE_TEST_POSTGRES names; `.ci/run` starts one. Without it those tests are
skipped, and say so; where CI is set they fail instead.
"""

import atexit
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from dateline.store.address import Server, address
from dateline.store.record import Record

VARIABLE = "DATELINE_TEST_POSTGRES"
STORES = ("sqlite", "postgres")
_numbers = count(1)

Place = Callable[[], Path | Server]  # gives a new empty place at each call


def new_place(store: str, folder: Path) -> Path | Server:
    if store == "sqlite":
        return folder / f"r{next(_numbers)}.db"
    return new_schema()


def new_schema() -> Server:
    """An empty schema of its own on the server for tests; the tests are skipped when there is none."""
    url = os.environ.get(VARIABLE)
    if not url:
        why = f"no PostgreSQL server: {VARIABLE} is not set (.ci/run starts one and sets it)"
        if os.environ.get("CI"):
            pytest.fail(f"{why}; CI does not allow to skip the tests of PostgreSQL")
        pytest.skip(why)
    name = f"test_{os.getpid()}_{next(_numbers)}"
    server = address(url)
    assert isinstance(server, Server)
    os.environ["PGPASSWORD"] = server.password or ""  # for commands, which are given the address as it is printed
    run(server, f"CREATE SCHEMA {name}")
    atexit.register(_drop, server, name)
    made = address(f"{url}?options=-csearch_path={name}")
    assert isinstance(made, Server)
    return made


def _drop(server: Server, name: str) -> None:
    with suppress(Exception):  # a server that was stopped meanwhile has nothing left
        run(server, "SET lock_timeout = '2s'", f"DROP SCHEMA {name} CASCADE")


def run(where: Path | Server, *statements: str) -> list[tuple[object, ...]]:
    """Statements past the record, as somebody with the right to do so; the rows of the last one."""
    if isinstance(where, Path):
        db = sqlite3.connect(where, isolation_level=None)
        rows = [list(db.execute(statement)) for statement in statements][-1]
        db.close()
        return rows
    from dateline.store.postgres import connect

    with connect(where) as connection:
        results = [connection.exec_driver_sql(statement) for statement in statements]
        return [tuple(row) for row in results[-1]] if results[-1].returns_rows else []


def without_triggers(where: Path | Server, *statements: str) -> None:
    """The same where the log's guards are taken away first."""
    if isinstance(where, Path):
        run(where, "DROP TRIGGER entries_stay", "DROP TRIGGER entries_are_kept", *statements)
    else:
        run(where, "SET session_replication_role = replica", *statements)


def without_index(record: Record) -> None:
    """Empties a record's index, as if it had been written before there was one."""
    with record.database.transaction():
        record.database.run("DELETE FROM found_at")
        record.database.index.clear()
        record.database.run("DELETE FROM found")
