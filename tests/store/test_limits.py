"""What is done in parts, remembered or kept in short comes to the same however large the parts are."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import dateline.store
from bench.synthetic import readings as synthetic
from dateline.ask import review
from dateline.ask.people import mark
from dateline.joining.content import STORIES
from dateline.records import Reading
from dateline.run import join_new
from dateline.store.conditions import Sources
from dateline.store.copy import copy
from dateline.store.entries import entries
from dateline.store.graphs import Shelf
from dateline.store.joined import WITH_HISTORY
from dateline.store.record import Record
from dateline.store.search import KINDS, Search
from dateline.store.veil import veiled

AT, LATER = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"
# Of a part that is done at once, and of what is remembered. (Of `then`, more reports than these are refused.)
BOUNDS = ("AT_ONCE", "FILLED_AT_ONCE", "KEPT", "MOST_AHEAD", "MOST_BLOCKS", "MOST_GROUPS", "MOST_NODES", "FEW",
          "LOOKED_UP")  # fmt: skip
KEY = {"incidents": "id", "stories": "id", "links": "id", "disputes": "id", "tellings": "event",
       "story_reports": "report", "copies": "report", "report_dates": "report"}  # fmt: skip


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """Every bound of the store is one."""
    changed = 0
    for found in pkgutil.iter_modules(dateline.store.__path__, "dateline.store."):
        module = importlib.import_module(found.name)
        for name in BOUNDS:
            if hasattr(module, name) and module.__name__ != "dateline.store.then":
                monkeypatch.setattr(module, name, 1)
                changed += 1
    scaffold = importlib.import_module("dateline.store.scaffold")
    monkeypatch.setattr(scaffold, "MOST", dict.fromkeys(scaffold.MOST, 1))
    return changed


def add(record: Record, readings: list[Reading]) -> None:
    for reading in readings:
        record.add(reading, reading.report.text.encode(), at=AT)


def lived(path: Path) -> Record:
    """A record that was read, joined, read again, reviewed, joined with more, and lost a report."""
    every = list(synthetic(14))
    record = Record(path, create=True)
    add(record, every[:9])
    join_new(record, clock=lambda: AT)
    add(record, every[9:])
    join_new(record, clock=lambda: AT)
    record.reread(replace(every[3], claims=every[3].claims[1:], version="newer"), at=LATER)
    review.reject(record, next(record.rows("events")).id, who="anna", at=LATER, reason="so")
    record.delete(every[5].report.id, reason="asked", who=None, at=LATER)
    join_new(record, clock=lambda: LATER)
    return record


def rows(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """Of all tables but the one that says which process joined last."""
    db = record.database
    return {
        table: sorted(tuple(map(str, row)) for row in db.run(f"SELECT * FROM {table}").fetchall())
        for table in db.tables() if table != "join_state"
    }  # fmt: skip


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with lived(tmp_path_factory.mktemp("limits") / "usual.db") as record:
        yield record


def test_small_parts_and_a_short_memory_make_the_same_record(usual: Record, small: int, tmp_path: Path) -> None:
    assert small >= 8
    with lived(tmp_path / "small.db") as record:
        made, whole = rows(record), rows(usual)
        assert {table for table in whole if made[table] != whole[table]} == set()
        copy(record.path, tmp_path / "copy.db")
    with Record(tmp_path / "copy.db") as record:
        assert rows(record) == whole


def test_names_are_withheld_with_a_short_memory(usual: Record, small: int, tmp_path: Path) -> None:
    copy(usual.path, tmp_path / "r.db")
    with Record(tmp_path / "r.db") as record:
        person = next(one for one in record.rows("mentions") if one.kind == "person" and " " in (one.name or ""))
        mark(record, person.name, reason="asked", who=None, at=LATER)
        shown = veiled(record)
        both = [report.id for report in record.rows("reports")] * 2
        texts = [shown.reading(report).report.text for report in both]
        assert texts[: len(texts) // 2] == texts[len(texts) // 2 :]
        assert any("[name withheld 1]" in text for text in texts) and not any(person.name in text for text in texts)


def test_no_row_is_in_force_twice(usual: Record) -> None:
    """What takes a row's place takes it out of force, whatever happened to the record."""
    for table in KEY:
        assert table in WITH_HISTORY
        twice = f"SELECT {KEY[table]} FROM {table} WHERE tx_out IS NULL GROUP BY {KEY[table]} HAVING count(*) > 1"
        assert usual.database.run(twice).fetchall() == [], table
        assert usual.database.run(f"SELECT 1 FROM {table} WHERE tx_out <= tx_in").fetchall() == [], table


def test_a_day_that_a_report_gets_from_others_is_the_one_that_all_of_them_tell(tmp_path: Path) -> None:
    """As they come, one after another: only the last day found is in force, the former ones are past."""
    undated, *others = sorted(synthetic(12), key=lambda one: one.report.published is not None)
    assert undated.report.published is None
    with Record(tmp_path / "r.db", create=True) as record, Record(tmp_path / "fresh.db", create=True) as fresh:
        for reading in (undated, *others):
            add(record, [reading])
            join_new(record, clock=lambda: AT)
        add(fresh, [*others, undated])
        join_new(fresh, clock=lambda: AT)
        assert record.joined.dates() == fresh.joined.dates() != {}
        kept = record.database.run("SELECT report, tx_in, tx_out FROM report_dates ORDER BY tx_in").fetchall()
        assert [row["tx_out"] is None for row in kept] == [False] * (len(kept) - 1) + [True] and len(kept) > 1
        for reading in others:
            record.delete(reading.report.id, reason="asked", who=None, at=LATER)
        assert record.joined.dates() == {}


def test_what_came_last_is_found_at_once(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db", create=True) as record:
        told: dict[str, set[str]] = {kind: set() for kind in KINDS}
        for reading in synthetic(4):
            add(record, [reading])
            for one in entries(reading):
                told[one.kind].add(one.id)
            assert {kind: record.search.count(kind, ()) for kind in KINDS} == {k: len(ids) for k, ids in told.items()}
        numbers = [row["n"] for row in record.database.run("SELECT n FROM found ORDER BY n")]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("below", [None, 1, 2, 3, 9, 10, 30])
def test_sources_however_many_are_asked_for(usual: Record, below: int | None) -> None:
    quick, slow = Search(usual.database), Search(usual.database, past=True)
    for least in (-1, 0, 1, 2, 3, 9, 10, 30):
        for negated in (False, True):
            asked = (Sources(least, below, negated),)
            for kind in KINDS:
                assert quick.count(kind, asked) == slow.count(kind, asked), (least, negated, kind)


def test_the_first_of_a_block_whatever_was_asked_before(usual: Record) -> None:
    def shelf() -> Shelf:
        return Shelf(usual.database, STORIES, lambda _: ())

    asked = shelf()
    keys = [f"word {n}" for n in range(3)]
    with pytest.raises(ZeroDivisionError), usual.database.transaction():
        asked.put({report.id: keys for report in usual.rows("reports")})
        for n in (2, 5, 1, 9):
            assert asked.first(keys, n) == shelf().first(keys, n)
            assert {len(found) for found in asked.first(keys, n).values()} == {n}
        raise ZeroDivisionError  # nothing of it stays
