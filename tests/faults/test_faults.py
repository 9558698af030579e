"""Struck at random moments by kill -9 and by failing disks, nothing is lost and a second try ends the same.

`make crash KILLS=1000` does it for long; here each operation is struck a few times.
"""

import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import BadRecord
from dateline.store.database import Database
from dateline.store.sqlite import Sqlite
from faults.__main__ import table
from faults.harness import Harness, Told
from faults.operations import OPERATIONS
from faults.strikes import FAULTS, FINE, REFUSED, Kind, filtered, in_child

pytestmark = [
    pytest.mark.skipif(
        sys.platform != "linux" or platform.machine() != "x86_64", reason="system calls are filtered on Linux, x86-64"
    ),
    pytest.mark.xdist_group("faults"),
]
KILLS = 4  # of each operation


@pytest.fixture(scope="module")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harness]:
    yield Harness(tmp_path_factory.mktemp("faults"), seed=7)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_killed_at_random_moments(harness: Harness, operation: str) -> None:
    told = harness.strike(operation, "kill", KILLS)
    assert told.wrong == []
    assert told.recovered == told.struck == KILLS


@pytest.mark.parametrize("operation", OPERATIONS)
def test_disks_and_memory_that_fail(harness: Harness, operation: str) -> None:
    struck = 0
    for fault in FAULTS:
        told = harness.strike(operation, fault, 1)
        assert told.wrong == [], fault
        struck += told.in_time
    assert struck, "no fault came while it was at work"


def test_others_at_the_record_notice_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A second process that reads, and the pages with a visitor, while a review is struck."""
    harness = Harness(tmp_path_factory.mktemp("company"), seed=3, company=True)
    told = harness.strike("review", "kill", 2)
    assert told.wrong == []
    assert told.recovered == 2 and told.looks and told.pages


def test_a_filtered_write_fails(tmp_path: Path) -> None:
    def work() -> None:
        filtered((1, 18), 28)
        with pytest.raises(OSError, match="No space left"):
            (tmp_path / "x").write_text("x")

    assert in_child(work, tmp_path / "said") == FINE


def test_a_transaction_that_cannot_be_committed_is_undone(tmp_path: Path) -> None:
    """Else the next one would take itself for a part of it, and never be committed."""

    def work() -> None:
        db: Database = Sqlite(tmp_path / "x.db", create=True)
        db.run("CREATE TABLE a (b INTEGER PRIMARY KEY, c REFERENCES a (b) DEFERRABLE INITIALLY DEFERRED)")
        with pytest.raises(BadRecord, match="FOREIGN KEY"), db.explained(), db.transaction():
            db.run("INSERT INTO a VALUES (1, 2)")
        with db.transaction():
            db.run("INSERT INTO a VALUES (3, 3)")
        db.close()
        again = Sqlite(tmp_path / "x.db", create=False)
        assert [row[0] for row in again.run("SELECT b FROM a")] == [3]
        raise BadRecord("got here", "fine")

    assert in_child(work, tmp_path / "said") == REFUSED, (tmp_path / "said").read_text()


def test_what_was_struck_as_a_table() -> None:
    kinds: tuple[Kind, ...] = ("kill", *FAULTS)
    every = {("read", kind): Told(struck=n + 1, in_time=n, recovered=n + 1) for n, kind in enumerate(kinds)}
    assert table(every).splitlines() == [
        "| operation | kill | io error | disk full | short write | fsync | memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| read | 1 of 1 (0) | 2 of 2 (1) | 3 of 3 (2) | 4 of 4 (3) | 5 of 5 (4) | 6 of 6 (5) |",
    ]
