"""A person's own SQL: reads what it may, changes nothing, ends in time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import BadRequest
from dateline.records import Reading
from dateline.store.record import Record
from dateline.store.sql import ask


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, reading_of: Callable[..., Reading]) -> Path:
    path = tmp_path_factory.mktemp("sql") / "r.db"
    with Record(path, create=True) as record:
        record.add(reading_of("Turkey and Russia met in Moscow on 27 December 2016."), b"1", at="2026-01-01T00:00:00Z")
    return path


def test_rows_with_their_columns(path: Path) -> None:
    table = ask(path, "SELECT type, status FROM events WHERE tx_out IS NULL AND type = ?", ["CONSULT"])
    assert (table.columns, table.rows, table.more) == (("type", "status"), (("CONSULT", "actual"),), False)


def test_lists_open_with_json_each(path: Path) -> None:
    found = ask(path, "SELECT i.value ->> 'name' FROM events, json_each(initiators) AS i ORDER BY 1")
    assert [name for (name,) in found.rows] == ["Government of Russia", "Government of Turkey"]


@pytest.mark.parametrize(
    "statement, words",
    [
        pytest.param("DELETE FROM events", "may not do that", id="delete"),
        pytest.param("UPDATE reports SET text = ''", "may not do that", id="update"),
        pytest.param("DROP TABLE events", "may not do that", id="drop"),
        pytest.param("CREATE TABLE x (y)", "may not do that", id="create"),
        pytest.param("ATTACH '/tmp/other.db' AS other", "may not do that", id="attach another file"),
        pytest.param("PRAGMA journal_mode = DELETE", "may not do that", id="pragma that changes"),
        pytest.param("SELECT load_extension('x')", "may not do that", id="extension"),
        pytest.param("VACUUM INTO '/tmp/copy.db'", "may not do that", id="copy"),
        pytest.param("BEGIN", "may not do that", id="transaction"),
        pytest.param("SELECT 1; SELECT 2", "more than one statement", id="two statements"),
        pytest.param("SELECT colour FROM events", "no such column", id="no such column"),
        pytest.param("SELEKT", "does not understand", id="no SQL"),
        pytest.param("", "gives no rows", id="nothing"),
        pytest.param("SELECT '\0", "does not understand|NUL|null", id="NUL"),
        pytest.param(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n",
            "longer",
            id="for ever",
        ),
    ],
)
def test_what_is_refused(path: Path, statement: str, words: str) -> None:
    before = path.read_bytes()
    with pytest.raises(BadRequest, match=words):
        ask(path, statement, seconds=0.5)
    assert path.read_bytes() == before


def test_rows_have_a_limit(path: Path) -> None:
    table = ask(path, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n", rows=5)
    assert [x for (x,) in table.rows] == [1, 2, 3, 4, 5] and table.more
