"""Both databases that a record can be in, for tests that must hold on each.

The PostgreSQL server is the one that DATELINE_TEST_POSTGRES names; `.ci/run` starts one. Without it those tests are
skipped, and say so; where CI is set they fail instead.
"""

import atexit
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from dateline.store.address import Server, address
from dateline.store.record import Record

VARIABLE = "DATELINE_TEST_POSTGRES"
STORES = ("sqlite", "postgres")
_numbers = count(1)

MADE = "made"  # the schema that an empty record has in a database of its own
_on_the_server: list[str] = []  # what takes them away, in SQL

Place = Callable[[], Path | Server]  # gives a new empty place at each call


def new_place(store: str, folder: Path, *, bare: bool = False) -> Path | Server:
    """Where a record can be made. bare: there is nothing yet; else a server has the tables of an empty record."""
    if store == "sqlite":
        return folder / f"r{next(_numbers)}.db"
    return new_schema() if bare else new_database()


def new_schema() -> Server:
    """An empty schema of its own on the server for tests; the tests are skipped when there is none."""
    server, name = _server(), f"test_{os.getpid()}_{next(_numbers)}"
    run(server, f"CREATE SCHEMA {name}")
    _on_the_server.append(f"DROP SCHEMA {name} CASCADE")
    return _at(server.database, name)


def new_database() -> Server:
    """An empty record on the server for tests: a copy of one, as all the steps to today's tables take long."""
    return _at(_copied(_empty_record()), MADE)


@cache
def _empty_record() -> str:
    """A database with an empty record, to be copied."""
    name = _copied("template1", until_the_end=True)
    run(_at(name, MADE), f"CREATE SCHEMA {MADE}")
    Record(_at(name, MADE), create=True).close()
    return name


def _copied(database: str, until_the_end: bool = False) -> str:
    name, server = f"test_{os.getpid()}_{next(_numbers)}", _server()
    run(server, f"CREATE DATABASE {name} TEMPLATE {database}")
    gone = f"DROP DATABASE {name} WITH (FORCE)"
    if until_the_end:
        atexit.register(_taken_away, gone)
    else:
        _on_the_server.append(gone)
    return name


def _server() -> Server:
    url = os.environ.get(VARIABLE)
    if not url:
        why = f"no PostgreSQL server: {VARIABLE} is not set (.ci/run starts one and sets it)"
        if os.environ.get("CI"):
            pytest.fail(f"{why}; CI does not allow to skip the tests of PostgreSQL")
        pytest.skip(why)
    server = address(url)
    assert isinstance(server, Server)
    os.environ["PGPASSWORD"] = server.password or ""  # for commands, which are given the address as it is printed
    return server


def _at(database: str, schema: str) -> Server:
    made = address(f"{os.environ[VARIABLE].rpartition('/')[0]}/{database}?options=-csearch_path={schema}")
    assert isinstance(made, Server)
    return made


def clear_server() -> None:
    """Takes away all that was made on the server until now."""
    while _on_the_server:
        _taken_away(_on_the_server.pop())


def _taken_away(statement: str) -> None:
    with suppress(Exception):  # a server that was stopped meanwhile has nothing left
        run(_server(), "SET lock_timeout = '2s'", statement)


atexit.register(clear_server)


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
