"""A record in one SQLite file: the only module of the store that knows this database."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from dateline import distance
from dateline.errors import BadRecord
from dateline.store.database import NONE, Clash
from dateline.store.sqlite_text import FIRST_INDEX, SqliteText
from dateline.store.statements import separate, statements, tables

APPLICATION = 0x44_4C_4E_45  # "DLNE" in the file's header: `file x.db` and we can tell it from other SQLite files
KIBIBYTES = 32_768  # of pages at hand: joining looks up and writes all over the file
LOCK_SECONDS = 30.0  # how long we wait for another process to finish writing: one that joins takes some seconds a turn
OTHERWISE = {"refuse": "INSERT", "keep": "INSERT OR IGNORE", "replace": "INSERT OR REPLACE"}


@cache
def _insert(table: str, columns: tuple[str, ...], clash: Clash) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"{OTHERWISE[clash]} INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _uri(path: Path, create: bool) -> str:
    """A record in a folder that nobody may write to is opened as what it is: a file that does not change."""
    fixed = not create and path.exists() and not os.access(path.parent, os.W_OK)
    return path.absolute().as_uri() + ("?immutable=1" if fixed else "")


class Sqlite:
    """An open file. A `Database`."""

    def __init__(self, path: Path, *, create: bool):
        """Raises BadRecord when there is no such file, and it is not to be made."""
        self.address = path
        self._writing = False
        if not create and (not path.exists() or (path.is_file() and not path.stat().st_size)):
            raise BadRecord(f"there is no record at {path}", f"make one with `dateline --record {path} read SOURCE`")
        with self.explained():
            self.connection = sqlite3.connect(_uri(path, create), timeout=LOCK_SECONDS, isolation_level=None, uri=True)
            try:
                self.connection.row_factory = sqlite3.Row
                self.connection.execute("PRAGMA foreign_keys = ON")
                self.connection.execute("PRAGMA synchronous = NORMAL")
                self.connection.execute(f"PRAGMA cache_size = {-KIBIBYTES}")
            except BaseException:
                self.connection.close()
                raise
        self.connection.create_function("km_between", 4, distance.km, deterministic=True)
        self.index = SqliteText(self.connection)

    def close(self) -> None:
        self.connection.close()

    # -- statements

    def ask(self, name: str, /, **values: Any) -> sqlite3.Cursor:
        return self.connection.execute(statements()[name], values)

    def run(self, sql: str, values: Mapping[str, Any] = NONE) -> sqlite3.Cursor:
        return self.connection.execute(sql, values)

    def stream(self, sql: str, values: Mapping[str, Any] = NONE) -> Iterator[Any]:
        return iter(self.connection.execute(sql, values))

    def listed(self, sql: str, values: Mapping[str, Any] = NONE) -> str | None:
        found: str | None = self.connection.execute(f"SELECT group_concat(n) FROM ({sql})", values).fetchone()[0]
        return found

    def many(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        self.connection.executemany(statements()[name], rows)

    def insert(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], clash: Clash = "refuse"
    ) -> None:
        self.connection.executemany(_insert(table, tuple(columns), clash), rows)

    def insert_all(self, parts: Iterable[tuple[str, Sequence[str], Sequence[Sequence[Any]]]]) -> None:
        for table, columns, rows in parts:
            self.insert(table, columns, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self.connection.in_transaction:  # within another one, whose fate it shares
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:  # also when it could not be committed: the next one must not take itself for a part of it
            if self.connection.in_transaction:  # a full disk has rolled it back already
                self.connection.execute("ROLLBACK")
            raise
        finally:
            self._writing = False

    def writing(self) -> bool:
        return self.connection.in_transaction

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    def renumber(self) -> None:
        pass

    @contextmanager
    def explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as problem:
            raise BadRecord(*told(str(problem), self.address)) from problem
        except UnicodeDecodeError as problem:  # what SQLite says of a damaged schema, in bytes of that schema
            raise BadRecord(*told("malformed database schema", self.address)) from problem

    # -- schema

    def version(self) -> int:
        version: int = self.connection.execute("PRAGMA user_version").fetchone()[0]
        application: int = self.connection.execute("PRAGMA application_id").fetchone()[0]
        there: int = self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != APPLICATION and (there or version):
            raise BadRecord(f"{self.address} is a database, but no Dateline record", "name another file with --record")
        return version

    def prepare(self) -> None:
        self.connection.execute("PRAGMA journal_mode = WAL")

    def upgrade(self, number: int, script: str) -> None:
        for statement in separate(script):
            self.connection.execute(statement)
        self.connection.execute(f"PRAGMA application_id = {APPLICATION}")
        self.connection.execute(f"PRAGMA user_version = {number}")

    def along(self, index: str) -> str:
        return f"INDEXED BY {index}"

    def go_back(self, tx: int | None) -> None:
        """Views of the same names stand before the tables."""
        for table in self.tables() if tx is not None else ():
            if "tx_out" not in (names := self.columns(table)):
                continue
            kept = [f'"{name}"' for name in names if name != "tx_out"]
            out = f"CASE WHEN tx_out <= {tx} THEN tx_out END AS tx_out"
            then = f"SELECT {', '.join(kept)}, {out} FROM main.{table} WHERE tx_in <= {tx}"
            self.connection.execute(f"CREATE TEMP VIEW {table} AS {then}")
        self.connection.execute("PRAGMA query_only = ON")

    def tables(self) -> Sequence[str]:
        return tables()

    def columns(self, table: str) -> Sequence[str]:
        return [row["name"] for row in self.connection.execute(f"PRAGMA main.table_info({table})")]

    # -- the file

    def forget(self) -> None:
        self.connection.execute("PRAGMA secure_delete = ON")

    def tidy(self) -> None:
        """Freed pages are overwritten, and the journal is emptied."""
        self.connection.execute("VACUUM")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def damage(self) -> list[str]:
        sound = [row[0] for row in self.connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        lost = [
            f"{row[0]} row {row[1]} points at a missing {row[2]}"
            for row in self.connection.execute("PRAGMA foreign_key_check")
        ]
        return sound + lost + (self.index.damage() if self.version() >= FIRST_INDEX else [])


def told(text: str, path: Path) -> tuple[str, str]:
    """SQLite's errors in our words."""
    if "locked" in text or "busy" in text:
        return f"{path} is being written by another process", "wait for it to finish, or use another --record"
    if "disk I/O error" in text:
        return (
            f"the disk refused to write or read {path} ({text})",
            "look for a full disk, a quota or a limit on file size; what was saved is whole, so run it again then",
        )
    if "full" in text:
        return f"the disk is full; {path} holds every report up to the last whole one", "free space and run again"
    if "not a database" in text:
        return f"{path} is no record, or a damaged one ({text})", "name another file with --record"
    if "malformed" in text or "vtable" in text:
        do = "`dateline check` says what is damaged; put a backup in its place, or name another file with --record"
        return f"{path} is no record, or a damaged one ({text})", do
    if "unable to open" in text or "readonly" in text:
        return f"{path} cannot be opened or written ({text})", "check that the folder exists and is yours to write"
    return f"{path}: {text}", "run `dateline check`, and keep a copy of the file"
