"""A search that uses what the index keeps gives what one gives that looks at every row."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from weakref import WeakKeyDictionary

import pytest

from bench.synthetic import readings as synthetic
from dateline.ask.find import conditions_of
from dateline.ask.query import parse
from dateline.ask.stories import course, stories, story
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.run import join_new
from dateline.store import columns, matched, then
from dateline.store.record import Record
from dateline.store.search import KINDS, Search
from tests.stores import Place

AT = "2026-01-01T00:00:00Z"
QUERIES = (
    "", "bridge", "-bridge", "type:ASSAULT", "-type:ASSAULT harbour", '"the night guard"', "disputed:yes",
    "disputed:no", "sources>1", "sources>2", "sources:1", "-sources>1", "sources>20", "sources>=2 disputed:yes",
    "before:2014-01-07", "after:2014-01-07", "-after:2014-01-07", "bridge sources>1",
    "type:ASSAULT disputed:no before:2014-01-08", "asof:2014-01-01", "asof:2014-01-07", "bridge asof:2014-01-06",
    "asof:2014-02-01 bridge", "-bridge asof:2014-01-07", "stance:denies asof:2014-01-07 harbour", "actor:SYR",
    "actor:RUS asof:2014-01-07", "near:35,38,300km", "-near:35,38,300km", "near:-17,179.9,2000km",
)  # fmt: skip


@pytest.fixture(scope="module")
def record(place: Place) -> Iterator[Record]:
    """Joined twice, with reports that were read again and rows that changed."""
    every = list(synthetic(45))
    with Record(place(), create=True) as made, pytest.MonkeyPatch.context() as patched:
        patched.setattr(columns, "ROWS", 64)  # several whole chunks, and some rows after them
        for reading in every[:30]:
            made.add(reading, reading.report.text.encode(), at=AT)
        join_new(made, clock=lambda: AT)
        for reading in every[30:]:
            made.add(reading, reading.report.text.encode(), at=AT)
        join_new(made, clock=lambda: AT)
        for reading in every[5:40:20]:
            fewer = replace(reading, claims=reading.claims[1:], version="newer")
            made.reread(fewer, at="2026-01-02T00:00:00Z")
        yield made


@pytest.fixture(scope="module", params=["joined anew", "not joined anew"])
def searched(request: pytest.FixtureRequest, record: Record) -> Record:
    if request.param == "joined anew":
        join_new(record, clock=lambda: "2026-01-03T00:00:00Z")
    return record


def asked(record: Record, one: Search, query: str) -> list[object]:
    conditions = tuple(conditions_of(record, parse(query)))
    return [
        (kind, one.count(kind, conditions), [*one.hits(kind, conditions, limit=7, offset=skip)])
        for kind in KINDS for skip in (0, 5)
    ]  # fmt: skip


@pytest.mark.parametrize("few", [False, True], ids=["many", "few"])
@pytest.mark.parametrize("query", QUERIES)
def test_found_as_by_looking_at_every_row(
    searched: Record, query: str, few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not few:
        monkeypatch.setattr(matched, "FEW", 2)
    quick, slow = Search(searched.database), Search(searched.database, past=True)
    assert asked(searched, quick, query) == asked(searched, slow, query)


def test_columns_are_what_rows_are(searched: Record) -> None:
    database = searched.database
    assert not list(columns.otherwise(database))
    with suppress(ZeroDivisionError), database.transaction():
        database.run("UPDATE found SET disputed = 1 - disputed WHERE n = 70")
        assert list(columns.otherwise(database)) == ["rows 64 to 127: marks"]
        raise ZeroDivisionError  # nothing of it stays


def test_something_is_disputed_and_told_by_several(searched: Record) -> None:
    for query in ("disputed:yes", "sources>2"):
        assert searched.search.count("events", tuple(conditions_of(searched, parse(query))))


def test_a_story_as_of_a_day_needs_no_joining_of_all(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many reports were known, what hangs together with the story is joined: the same comes out."""
    join_new(record, clock=lambda: "2026-01-03T00:00:00Z")
    day = View(record, "2014-01-07")
    known = {one.id: course(day, one.id) for one in stories(day)}
    today = stories(View(record))
    then_of = {one.id: story(day, one.id) for one in today}
    assert any(then_of.values())
    monkeypatch.setattr(then, "MOST_LIVE", 3)
    monkeypatch.setattr(then, "AT_ONCE", 3)
    monkeypatch.setattr(then, "_LIVE", WeakKeyDictionary())
    with pytest.raises(BadRequest, match="would have to be joined anew"):
        stories(day)
    for row_id, one in then_of.items():
        assert story(day, row_id) == one
        if one is not None:
            near = course(day, row_id)
            assert (near.story, near.disputes, near.reports) == (
                known[one.id].story, known[one.id].disputes, known[one.id].reports
            )  # fmt: skip
