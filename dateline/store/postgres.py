"""A record in a PostgreSQL database: the only module of the store that knows this one. SQLAlchemy Core over pg8000."""

import json
import re
import socket
import ssl
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

from dateline.errors import BadRecord, BadRequest
from dateline.store.address import Server
from dateline.store.database import NONE, Clash
from dateline.store.password import password_of
from dateline.store.postgres_characters import back, held
from dateline.store.postgres_errors import told
from dateline.store.postgres_schema import step
from dateline.store.postgres_text import PostgresText
from dateline.store.statements import statements, tables

try:
    import pg8000  # noqa: F401
    import sqlalchemy
    from sqlalchemy.exc import SQLAlchemyError
except ImportError as missing:
    raise BadRecord(
        "a record behind postgresql:// needs two more packages", "pip install dateline[postgres]"
    ) from missing

LOCK_SECONDS = 60.0  # how long we wait for another writer; one that joins reports takes some seconds for its turn
CONNECT_SECONDS = 10.0
AT_ONCE = 2_000  # rows of a stream that are fetched together
RECORD = 0x44_4C_4E_45  # "DLNE": the first half of the name of our lock
MARK = "dateline_record"  # the table that tells a record, and its version
HERE = "current_schema()::regnamespace"
_NAME = re.compile(r"(?<!:):(\w+)")
_TYPES = {str: "TEXT", int: "BIGINT", float: "DOUBLE PRECISION", bytes: "BYTEA", bool: "BOOLEAN"}
OPTIONS = ("application_name", "connect_timeout", "options", "sslmode", "sslrootcert")


class Rows:
    """What a statement gave, fetched already. An `Answer`."""

    def __init__(self, rows: list[dict[str, Any]]):
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self._rows

    def fetchone(self) -> dict[str, Any] | None:
        return next(self._rows, None)

    def fetchall(self) -> list[dict[str, Any]]:
        return list(self._rows)


@lru_cache(maxsize=2_000)
def _typed(sql: str, types: tuple[tuple[str, str | None], ...]) -> sqlalchemy.TextClause:
    """A statement whose parameters say of what type they are; None stands in it as NULL, which is of any type."""
    known = dict(types)

    def put(found: re.Match[str]) -> str:
        of = known[found[1]]
        return "NULL" if of is None else f"CAST(:{found[1]} AS {of})"

    return sqlalchemy.text(_NAME.sub(put, sql))


def connect(server: Server, seconds: float = CONNECT_SECONDS) -> sqlalchemy.Connection:
    """A connection of its own to a database, each statement its own transaction unless it says BEGIN."""
    options = server.options
    if unknown := sorted(options.keys() - set(OPTIONS)):
        raise BadRequest(f"{unknown[0]!r} is no option of an address", f"the options are {', '.join(OPTIONS)}")
    startup = dict(re.findall(r"-c\s*(\w+)=(\S+)", options.get("options", "")))

    def opened() -> Any:
        from dateline.store.postgres_prepared import PLANNED, PreparedConnection

        wait = float(options.get("connect_timeout", seconds))
        try:
            line = socket.create_connection((server.host, server.port), wait)
        except OSError as problem:
            raise BadRecord(
                f"nobody answers at {server.host}, port {server.port} ({problem.strerror or problem})",
                "is the server running, and reachable from here?",
            ) from None
        try:
            made = PreparedConnection(
                server.user, host=server.host, port=server.port, database=server.database, sock=line,
                password=password_of(server) or "", ssl_context=_secured(options), startup_params=PLANNED | startup,
                application_name=options.get("application_name", "dateline"),
            )  # fmt: skip
        except BaseException:
            line.close()
            raise
        line.settimeout(None)  # an answer may take its time
        return made

    engine = sqlalchemy.create_engine(
        "postgresql+pg8000://", creator=opened, poolclass=sqlalchemy.NullPool, isolation_level="AUTOCOMMIT",
        hide_parameters=True,
    )  # fmt: skip
    return engine.connect()


def _secured(options: Mapping[str, str]) -> ssl.SSLContext | bool | None:
    """sslmode as libpq has it: disable, prefer (pg8000's own way), require, verify-ca, verify-full."""
    mode = options.get("sslmode", "prefer")
    if mode == "disable":
        return False
    if mode == "prefer":
        return None
    if mode not in ("require", "verify-ca", "verify-full"):
        raise BadRequest(f"sslmode={mode} is none", "write disable, prefer, require, verify-ca or verify-full")
    context = ssl.create_default_context(cafile=options.get("sslrootcert"))
    context.check_hostname = mode == "verify-full"
    if mode == "require":
        context.verify_mode = ssl.CERT_NONE
    return context


class Postgres:
    """An open database. A `Database`."""

    def __init__(self, server: Server, *, create: bool):
        """Raises BadRecord when it cannot be reached, or is no record and is not to be made one."""
        self.address = server
        with self.explained():
            self.connection = connect(server)
        self.index = PostgresText(self.run)
        self._keys: dict[str, list[str]] = {}
        self._writing = False
        self._cursors = 0
        try:
            with self.explained():
                if not create and not self.version():
                    raise BadRecord(
                        f"there is no record in {server}", f"make one with `dateline --record {server} read SOURCE`"
                    )
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        with suppress(SQLAlchemyError, OSError, struct.error):
            self.connection.close()

    # -- statements

    def ask(self, name: str, /, **values: Any) -> Rows:
        return self.run(statements()[name], values)

    def run(self, sql: str, values: Mapping[str, Any] = NONE) -> Rows:
        return self._run(sql, {name: held(values[name]) for name in _NAME.findall(sql)})

    def _run(self, sql: str, named: Mapping[str, Any]) -> Rows:
        """With exactly the values that the statement names, as PostgreSQL can hold them."""
        types = tuple((name, None if value is None else _TYPES[type(value)]) for name, value in named.items())
        given = {name: value for name, value in named.items() if value is not None}
        result = self.connection.execute(_typed(sql, types), given)
        if not result.returns_rows:
            return Rows([])
        names = tuple(result.keys())
        return Rows([dict(zip(names, map(back, row), strict=True)) for row in result.fetchall()])

    def stream(self, sql: str, values: Mapping[str, Any] = NONE) -> Iterator[dict[str, Any]]:
        """By a cursor, which the server fills at once: what is written meanwhile is not seen."""
        self._cursors += 1
        cursor = f"stream_{self._cursors}"
        self.run(f"DECLARE {cursor} NO SCROLL CURSOR WITH HOLD FOR {sql}", values)
        try:
            while rows := self.run(f"FETCH {AT_ONCE} FROM {cursor}").fetchall():
                yield from rows
                if len(rows) < AT_ONCE:
                    break
        finally:
            with suppress(SQLAlchemyError, OSError, struct.error):
                self.run(f"CLOSE {cursor}")

    def listed(self, sql: str, values: Mapping[str, Any] = NONE) -> str | None:
        row = self.run(f"SELECT string_agg(CAST(n AS TEXT), ',') AS its FROM ({sql}) AS asked", values).fetchone()
        return None if row is None else row["its"]

    def many(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        for values in rows:
            self.ask(name, **values)

    def insert(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], clash: Clash = "refuse"
    ) -> None:
        """All rows in one statement, as JSON of which the server makes rows of the table."""
        keyed: dict[Any, Mapping[str, Any]] = {}
        keys = self._keys_of(table) if clash == "replace" else []
        for number, row in enumerate(rows):
            its = dict(zip(columns, map(_as_json, row), strict=True))
            keyed[tuple(its[key] for key in keys) if keys else number] = its  # of two with one key the last remains
        if not keyed:
            return
        names = ", ".join(f'"{name}"' for name in columns)
        otherwise = {"refuse": "", "keep": "ON CONFLICT DO NOTHING", "replace": _instead(keys, columns)}[clash]
        given = {"rows": json.dumps(list(keyed.values()), ensure_ascii=False)}
        self._run(f"{_into(table, names, 'rows')} {otherwise}", given)

    def insert_all(self, parts: Iterable[tuple[str, Sequence[str], Sequence[Sequence[Any]]]]) -> None:
        """In one turn: a statement with all of them."""
        given: dict[str, str] = {}
        steps = []
        for table, columns, rows in parts:
            if not rows:
                continue
            number = f"rows_{len(given)}"
            its = [dict(zip(columns, map(_as_json, row), strict=True)) for row in rows]
            given[number] = json.dumps(its, ensure_ascii=False)
            steps.append(_into(table, ", ".join(f'"{name}"' for name in columns), number))
        if steps:
            others = ", ".join(f"step_{n} AS ({step})" for n, step in enumerate(steps[1:]))
            self._run(f"WITH {others} {steps[0]}" if others else steps[0], given)

    def _keys_of(self, table: str) -> list[str]:
        if table not in self._keys:
            asked = f"""
                SELECT attname AS name FROM pg_index
                JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                JOIN pg_class ON pg_class.oid = indrelid
                WHERE indisprimary AND relname = :name AND relnamespace = {HERE}
            """
            self._keys[table] = [row["name"] for row in self.run(asked, {"name": table})]
        return self._keys[table]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._writing:  # within another one, whose fate it shares
            yield
            return
        lock = f"SELECT pg_advisory_xact_lock({RECORD}, {HERE}::oid::int)"
        self.connection.exec_driver_sql(f"BEGIN; SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        self._writing = True
        try:
            self.connection.exec_driver_sql(lock)
            yield
        except BaseException:
            with suppress(SQLAlchemyError, OSError, struct.error):  # a server that is gone has rolled it back
                self.connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            self._writing = False
        self.connection.exec_driver_sql("COMMIT")

    def writing(self) -> bool:
        return self._writing

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        self.connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            with suppress(SQLAlchemyError, OSError, struct.error):
                self.connection.exec_driver_sql("ROLLBACK")

    def renumber(self) -> None:
        asked = f"""
            SELECT relname AS name, attname AS number FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relnamespace = {HERE} AND attidentity <> ''
        """
        for row in self.run(asked).fetchall():
            name, number = row["name"], row["number"]
            last = f"SELECT coalesce(max({number}), 0) + 1 FROM {name}"
            self.run(f"SELECT setval(pg_get_serial_sequence('{name}', '{number}'), ({last}), false)")

    @contextmanager
    def explained(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError, struct.error) as problem:
            raise BadRecord(*told(problem, self.address)) from None

    # -- schema

    def version(self) -> int:
        schema = self.run("SELECT current_schema() AS its").fetchone()
        if schema is None or schema["its"] is None:
            raise BadRecord(f"{self.address} has no such schema", "make it, or name another in options=-csearch_path=…")
        inside = f"FROM pg_class WHERE relnamespace = {HERE}"
        found = self.run(
            f"SELECT count(*) AS there, count(*) FILTER (WHERE relname = :mark) AS ours {inside}"
            " AND relkind IN ('r', 'p', 'v', 'm', 'f')",
            {"mark": MARK},
        ).fetchone()
        assert found is not None
        if not found["ours"]:
            if found["there"]:
                do = "name an empty database, or a schema of its own with ?options=-csearch_path=…"
                raise BadRecord(f"{self.address} is a database, but no Dateline record", do)
            return 0
        version = self.run(f"SELECT version FROM {MARK}").fetchone()
        return version["version"] if version else 0

    def prepare(self) -> None:
        pass

    def upgrade(self, number: int, script: str) -> None:
        if number == 1:
            self.run(f"CREATE TABLE {MARK} (version BIGINT NOT NULL)")
            self.run(f"INSERT INTO {MARK} (version) VALUES (0)")
        self.connection.exec_driver_sql(";\n".join(one.removesuffix(";") for one in step(number, script)))
        self._forget_statements()
        self.run(f"UPDATE {MARK} SET version = :number", {"number": number})

    def _forget_statements(self) -> None:
        driver: Any = self.connection.connection.driver_connection
        driver.forget_statements()

    def along(self, index: str) -> str:
        return ""  # it counts what its tables hold, and plans by it

    def go_back(self, tx: int | None) -> None:
        """Views of the same names, of this connection only, stand before the tables."""
        schema = self.run(f"SELECT {HERE}::text AS its").fetchall()[0]["its"]  # quoted where it must be
        for table in self.tables() if tx is not None else ():
            if "tx_out" not in (names := self.columns(table)):
                continue
            kept = [f'"{name}"' for name in names if name != "tx_out"]
            out = f"CASE WHEN tx_out <= {tx} THEN tx_out END AS tx_out"
            then = f"SELECT {', '.join(kept)}, {out} FROM {schema}.{table} WHERE tx_in <= {tx}"
            self.run(f"CREATE TEMPORARY VIEW {table} AS {then}")
        self.run("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")

    def tables(self) -> Sequence[str]:
        return tables()

    def columns(self, table: str) -> Sequence[str]:
        asked = (
            "SELECT attname AS name FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
            f" WHERE relname = :table AND relnamespace = {HERE} AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        )
        return [row["name"] for row in self.run(asked, {"table": table})]

    # -- the data on disk

    def forget(self) -> None:
        pass

    def tidy(self) -> None:
        """Every table and its samples for planning are written anew and the old files let go. The server's journal of
        changes keeps what it has until it goes round, as do its backups and copies."""
        for table in (*self.tables(), "search"):
            if not self.run(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                self._without_samples(table)
            self.run(f"VACUUM (FULL, ANALYZE) {table}")
        self.run("VACUUM (FULL) pg_catalog.pg_statistic")  # skipped by the server where it is not ours
        with suppress(SQLAlchemyError):  # who may not order it waits for the next one
            self.run("CHECKPOINT")

    def _without_samples(self, table: str) -> None:
        """Lets go what the planner knows of the values of an empty table, which looking at it again leaves as it is."""
        asked = f"""
            SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attcollation <> 0 AS text
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relname = :table AND relnamespace = {HERE} AND attnum > 0 AND NOT attisdropped
            AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = attrelid AND attnum = ANY (conkey))
        """
        rows = self.run(asked, {"table": table})
        its = (f'ALTER "{row["name"]}" TYPE {row["type"]}' + (' COLLATE "C"' if row["text"] else "") for row in rows)
        if changes := ", ".join(its):
            self.run(f"ALTER TABLE {table} {changes}")

    def damage(self) -> list[str]:
        asked = f"""
            SELECT 'index ' || indexrelid::regclass || ' is not valid' AS it FROM pg_index
            JOIN pg_class ON pg_class.oid = indrelid WHERE relnamespace = {HERE} AND NOT indisvalid
            UNION ALL
            SELECT 'condition ' || conname || ' of ' || conrelid::regclass || ' was never checked' FROM pg_constraint
            WHERE connamespace = {HERE} AND NOT convalidated
        """
        return [row["it"] for row in self.run(asked)]


def _into(table: str, names: str, rows: str) -> str:
    made = f"json_populate_recordset(NULL::{table}, CAST(:{rows} AS json))"
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM {made}"


def _instead(keys: Sequence[str], columns: Sequence[str]) -> str:
    taken = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in keys)
    of = ", ".join(f'"{key}"' for key in keys)
    return f"ON CONFLICT ({of}) DO UPDATE SET {taken}" if taken else f"ON CONFLICT ({of}) DO NOTHING"


def _as_json(value: Any) -> Any:
    return "\\x" + value.hex() if isinstance(value, bytes) else held(value)
