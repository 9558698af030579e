"""Statements that stay prepared on a server: each is parsed once, few stay, and changed tables are no trouble."""

from typing import Any

import pytest

from dateline.store import postgres_prepared
from dateline.store.record import connect
from tests.stores import new_schema


@pytest.fixture
def db() -> Any:
    made: Any = connect(new_schema(), True)
    with made.explained():
        yield made
    made.close()


def driver(db: Any) -> Any:
    return db.connection.connection.driver_connection


def test_a_statement_is_parsed_once(db: Any) -> None:
    before = len(driver(db)._known)
    for number in range(20):
        assert db.run("SELECT CAST(:n AS BIGINT) + 1 AS more", {"n": number}).fetchone() == {"more": number + 1}
    assert len(driver(db)._known) == before + 1
    parsed = db.run("SELECT count(*) AS n FROM pg_prepared_statements WHERE statement LIKE '%+ 1 AS more%'").fetchone()
    assert parsed == {"n": 1}


def test_few_stay(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_prepared, "KEPT", 5)
    for number in [*range(12), 0]:
        assert db.run(f"SELECT :n + {number} AS more", {"n": 1}).fetchone() == {"more": 1 + number}
    assert len(driver(db)._known) <= 6
    assert db.run("SELECT count(*) AS n FROM pg_prepared_statements").fetchone()["n"] <= 6


def test_an_error_leaves_the_next_statement_alone(db: Any) -> None:
    for _ in range(2):
        with pytest.raises(Exception, match="no_such"), db.explained():
            db.run("SELECT no_such FROM pg_class WHERE relname = :name", {"name": "x"})
        with pytest.raises(Exception, match="division"), db.explained():
            db.run("SELECT 1 / :n AS n", {"n": 0})
    assert db.run("SELECT 4 / :n AS n", {"n": 2}).fetchone() == {"n": 2}


def test_rows_of_several_tables_in_one_statement(db: Any) -> None:
    db.run("CREATE TABLE one (a BIGINT, b TEXT)")
    db.run("CREATE TABLE other (c BYTEA)")
    db.insert_all([("one", ("a", "b"), [(1, "x"), (2, None)]), ("other", ("c",), [(b"\0",)]), ("one", ("a",), [])])
    assert [tuple(row.values()) for row in db.run("SELECT a, b FROM one ORDER BY a")] == [(1, "x"), (2, None)]
    assert [bytes(row["c"]) for row in db.run("SELECT c FROM other")] == [b"\0"]
    db.insert_all([])
