"""A record copied into another database has every row that it had, finds what it found, and its past is the same."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.ask.find import find
from dateline.ask.query import parse
from dateline.errors import BadRecord, BadRequest
from dateline.records import Reading
from dateline.review.decision import Review
from dateline.store.copy import copy
from dateline.store.postgres import Postgres
from dateline.store.record import Record
from tests.stores import STORES, new_place, run

DAYS = [f"2026-01-0{n}T10:00:00Z" for n in range(1, 8)]
TEXTS = (
    "Rebels shelled Idlib on 11 December 2016, the ministry said. Turkey and Russia met in Moscow.",
    "Rebels shelled Idlib on 11 December 2016, killing 4 people, a medic told the radio.",
    "Turkey and Russia met in Moscow\0 on Tuesday. “The café is open,” a commander said.",
    "A family left Homs, its neighbours said.",
)
ASKED = ("idlib", '"met in Moscow"', "cafe", "type:ASSAULT", "said-by:ministry", "near:36,36.6,80km", "-idlib")


@pytest.fixture(scope="module")
def readings(reading_of: Callable[..., Reading]) -> list[Reading]:
    return [reading_of(text, published="2016-12-14", source=f"{n}.txt") for n, text in enumerate(TEXTS)]


def filled(where: Path | str, readings: list[Reading]) -> Record:
    """A record with a past: newer rules, a review, a deletion, something set aside, joined rows of two times."""
    record = Record(where, create=True)
    first, second, third, last = readings
    for number, reading in enumerate((first, second, last)):
        assert record.add(reading, bytes(range(256)) * (number + 1), at=DAYS[0])
    record.set_aside("x.bin", "it is no text", "leave it", sha256="a" * 64, raw=b"\0\1", at=DAYS[1])
    record.join(rules="one", at=DAYS[1])
    newer = replace(
        first, version="newer", events=(replace(first.events[0], mode="once"), *first.events[1:]), claims=()
    )
    record.reread(newer, at=DAYS[2])
    record.delete(last.report.id, reason="they asked", who="desk", at=DAYS[3])
    record.reread(replace(second, version="newer", events=second.events[:0]), at=DAYS[4])
    record.add(third, b"3", at=DAYS[5])
    record.join(rules="two", at=DAYS[5])
    claim = next(iter(record.rows("claims")))
    accepted = Review("accept", "claims", claim.id, "Ada", DAYS[6], reason="heard it", report=claim.report)
    record.review(accepted, joining="two")
    return record


@pytest.fixture(scope="module", params=STORES)
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, readings: list[Reading]) -> Record:
    return filled(new_place(request.param, tmp_path_factory.mktemp("copy")), readings)


def every_row(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, sorted; columns by name, for later steps of a schema add some behind."""
    found = {}
    for table in record._db.tables():
        names = sorted(record._db.columns(table))
        rows = (tuple(row[name] for name in names) for row in record._db.run(f"SELECT * FROM {table}"))
        found[table] = sorted(rows, key=repr)
    return found


@pytest.mark.parametrize("to", STORES)
def test_nothing_is_lost(source: Record, to: str, tmp_path: Path, readings: list[Reading]) -> None:
    target = new_place(to, tmp_path, bare=True)
    counts = copy(source.path, target)
    with Record(target) as made:
        assert every_row(made) == every_row(source)
        assert counts == {table: len(rows) for table, rows in every_row(source).items()}
        assert list(made.history.wrong()) == [] and made.damage() == []
        assert made.deleted(readings[-1].report.id) == source.deleted(readings[-1].report.id) is not None
        for query in ASKED:
            assert find(made, parse(query)) == find(source, parse(query)), query
        assert made.search.count("claims", ()) == source.search.count("claims", ()) > 0
        made.reread(replace(readings[0], version="newest"), at=DAYS[6])  # and it goes on from there
        assert list(made.history.wrong()) == []
    for day in DAYS[:-1]:
        with Record(target, read_by=day) as then, Record(source.path, read_by=day) as as_it_was:
            for query in ASKED:
                assert find(then, parse(query)) == find(as_it_was, parse(query)), (day, query)


def test_a_target_with_rows_is_refused(source: Record, tmp_path: Path, readings: list[Reading]) -> None:
    with Record(tmp_path / "full.db", create=True) as full:
        full.add(readings[0], b"", at=DAYS[0])
        before = every_row(full)
        with pytest.raises(BadRequest, match="is not empty"):
            copy(source.path, full.path)
        assert every_row(full) == before
    with pytest.raises(BadRequest, match="to itself"):
        copy(source.path, source.path)
    with pytest.raises(BadRecord, match="there is no record"):
        copy(tmp_path / "none.db", tmp_path / "new.db")


@pytest.mark.parametrize("to", STORES)
def test_what_breaks_off_leaves_nothing(
    source: Record, to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = new_place(to, tmp_path, bare=True)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as then, pytest.raises(KeyboardInterrupt):
        then.setattr("dateline.store.copy.findable", broken)
        copy(source.path, target)
    with Record(target) as made:
        assert {table for table, rows in every_row(made).items() if rows} == {"tallied"}, "an empty record has that"
    assert sum(copy(source.path, target).values()) > 0


def test_numbers_go_on_after_a_copy(source: Record) -> None:
    target = new_place("postgres", Path(), bare=True)
    copy(source.path, target)
    with Record(target) as made:
        assert isinstance(made._db, Postgres)
        made.set_aside("y.bin", "it is no text", "leave it", sha256=None, raw=None, at=DAYS[6])
    assert run(target, "SELECT count(DISTINCT id), count(*) FROM set_aside") == [(2, 2)]
