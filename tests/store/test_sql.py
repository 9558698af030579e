"""A person's own SQL: reads what it may, changes nothing, ends in time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import BadRequest
from dateline.records import Reading
from dateline.store.record import Record
from dateline.store.sql import ask
from tests.stores import Place, run


@pytest.fixture(scope="module")
def path(place: Place, reading_of: Callable[..., Reading]) -> Path | str:
    path = place()
    with Record(path, create=True) as record:
        record.add(reading_of("Turkey and Russia met in Moscow on 27 December 2016."), b"1", at="2026-01-01T00:00:00Z")
    return path


NOT = "may not do that|no SELECT|does not understand"


def everything(path: Path | str) -> object:
    """All that could have been changed."""
    if isinstance(path, Path):
        return path.read_bytes()
    return run(path, "SELECT * FROM events"), run(path, "SELECT * FROM reports"), run(path, "SELECT * FROM pg_settings")


def test_rows_with_their_columns(path: Path | str) -> None:
    mark = "?" if isinstance(path, Path) else "$1"
    table = ask(path, f"SELECT type, status FROM events WHERE tx_out IS NULL AND type = {mark}", ["CONSULT"])
    assert (table.columns, table.rows, table.more) == (("type", "status"), (("CONSULT", "actual"),), False)


def test_lists_open_with_json_each(path: Path | str) -> None:
    value = "i.value" if isinstance(path, Path) else "i.value::json"
    found = ask(path, f"SELECT {value} ->> 'name' FROM events, json_each(initiators) AS i ORDER BY 1")
    assert [name for (name,) in found.rows] == ["Government of Russia", "Government of Turkey"]


@pytest.mark.parametrize(
    "statement, words",
    [
        pytest.param("DELETE FROM events", NOT, id="delete"),
        pytest.param("UPDATE reports SET text = ''", NOT, id="update"),
        pytest.param("DROP TABLE events", NOT, id="drop"),
        pytest.param("CREATE TABLE x (y)", NOT, id="create"),
        pytest.param("ATTACH '/tmp/other.db' AS other", NOT, id="attach another file"),
        pytest.param("PRAGMA journal_mode = DELETE", NOT, id="pragma that changes"),
        pytest.param("SELECT load_extension('x')", NOT, id="extension"),
        pytest.param("VACUUM INTO '/tmp/copy.db'", NOT, id="copy"),
        pytest.param("BEGIN", NOT, id="transaction"),
        pytest.param("SELECT 1; SELECT 2", "more than one statement", id="two statements"),
        pytest.param("SELECT colour FROM events", "no such column|does not exist", id="no such column"),
        pytest.param("SELEKT", "does not understand", id="no SQL"),
        pytest.param(
            'SELECT "colour" FROM events', "is no column|does not exist", id="no such column, in double quotes"
        ),
        pytest.param("", "gives no rows", id="nothing"),
        pytest.param("SELECT '\0", "does not understand|NUL|null|no rows", id="NUL"),
        pytest.param(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n",
            "longer",
            id="for ever",
        ),
    ],
)
def test_what_is_refused(path: Path | str, statement: str, words: str) -> None:
    before = everything(path)
    with pytest.raises(BadRequest, match=words):
        ask(path, statement, seconds=0.5 if words == "longer" else 60)
    assert everything(path) == before


def test_rows_have_a_limit(path: Path | str) -> None:
    table = ask(path, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n", rows=5)
    assert [x for (x,) in table.rows] == [1, 2, 3, 4, 5] and table.more


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param('SELECT "type" FROM "events" WHERE "status" = \'actual\'', id="names of the record"),
        pytest.param('SELECT count(*) AS "how many" FROM events ORDER BY "how many"', id="given with AS"),
        pytest.param('SELECT max(start) "last one" FROM events ORDER BY "last one"', id="given without AS"),
        pytest.param('SELECT \'"colour"\' AS words /* "colour" */ -- "colour"', id="words and remarks"),
    ],
)
def test_names_in_double_quotes(path: Path | str, statement: str) -> None:
    assert len(ask(path, statement).rows) == 1


@pytest.mark.parametrize("cut", ["'", '"', "/*", "'a" * 20_001, '"a' * 20_001, "(" + "-" * 20_001, " " * 20_001 + '"'])
def test_a_statement_that_is_cut_off_is_refused_at_once(path: Path | str, cut: str) -> None:
    with pytest.raises(BadRequest):
        ask(path, f"SELECT {cut}")


def test_a_value_may_not_take_all_memory(path: Path | str) -> None:
    if isinstance(path, Path):
        with pytest.raises(BadRequest, match="larger than 10 MB"):
            ask(path, "SELECT zeroblob(900000000)")
