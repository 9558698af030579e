"""Reviews, days past and what joining found, on both databases that a record can be in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.ask import review
from dateline.ask.find import find
from dateline.ask.query import parse
from dateline.ask.review_gold import gold, machine, score
from dateline.errors import BadRequest, Conflict
from dateline.records import Reading
from dateline.store.packs import packed
from dateline.store.record import Record
from dateline.store.then import Then
from dateline.version import joining_rules
from tests.stores import STORES, new_place

READ, FIRST, SECOND, THIRD = (f"2026-01-0{day}T10:00:00Z" for day in (1, 2, 3, 4))
ONE = "Rebels shelled Idlib on 11 December 2016, the ministry said. At least 40 people were killed, officials said."
OTHER = "The army denied that rebels shelled Idlib on 11 December 2016. Up to 12 people were killed, a doctor said."
FIELDS = ("disputed:yes", "disputed:no", "sources>1", "sources:1", "-sources=2")


@pytest.fixture(params=STORES)
def record(
    request: pytest.FixtureRequest, tmp_path: Path, reading_of: Callable[..., Reading]
) -> Iterator[tuple[Record, Reading]]:
    first = reading_of(ONE, published="2016-12-12", outlet="Delta Wire")
    with Record(new_place(request.param, tmp_path), create=True) as made:
        made.add(first, b"1", at=READ)
        made.add(reading_of(OTHER, published="2016-12-14", outlet="The Ferry"), b"2", at=READ)
        while made.join(rules=joining_rules(), at=READ):
            pass
        yield made, first


def test_said_kept_and_taken_back(record: tuple[Record, Reading]) -> None:
    made, reading = record
    claim, event = reading.claims[0], reading.events[0]
    one = review.correct(made, claim.id, {"speaker": "Rebels"}, who="anna", at=FIRST, reason="see there")
    with pytest.raises(Conflict, match="anna"):
        review.reject(made, claim.id, who="ben", at=SECOND, reason="no")
    two = review.reject(made, event.id, who="ben", at=SECOND, reason="a drill")
    assert find(made, parse('said-by:rebels "rebels shelled"')).counts["claims"] == 1
    made.reread(replace(reading, version="newer"), at=THIRD)
    made.join(rules=joining_rules(), at=THIRD)
    assert made.row(claim.id).sources[0].name != claim.sources[0].name and not made.holds(event.id)
    assert [one.state for one in review.listed(made)] == ["in force", "in force"]
    assert {f.share for f in score(list(gold(made)), machine(made)).figures} == {0.0}
    assert list(made.history.wrong()) == []
    for number in (one.number, two.number):
        review.undo(made, number, who="anna", at=THIRD)
    now = made.reading(reading.report.id)
    assert (now.claims, now.events) == (reading.claims, reading.events)
    assert list(made.history.wrong()) == []


def test_queue_and_groups(record: tuple[Record, Reading]) -> None:
    made, _ = record
    for by in ("both", "doubt", "importance"):
        assert {item.kind for item in review.queue(made, by, limit=50)} >= {"claims", "events"}
    before = list(made.joined.rows("incidents"))
    done = review.merge(made, [one.id for one in before], who="anna", at=FIRST)
    [merged] = made.joined.rows("incidents")
    assert set(merged.events) == {event for one in before for event in one.events}
    review.undo(made, done.number, who="anna", at=SECOND)
    assert list(made.joined.rows("incidents")) == before


@pytest.mark.parametrize("query", FIELDS)
def test_what_joining_found(record: tuple[Record, Reading], query: str) -> None:
    made, _ = record
    assert find(made, parse(query), limit=100) == find(Then(made, "2030"), parse(query), limit=100)


def test_story(record: tuple[Record, Reading]) -> None:
    made, _ = record
    for story in made.joined.rows("stories"):
        assert find(made, parse(f"story:{story.id}")).counts["reports"] == len(story.reports)


def test_as_of(record: tuple[Record, Reading]) -> None:
    made, reading = record
    then = Then(made, "2016-12-13")
    assert [report.id for report in then.rows("reports")] == [reading.report.id]
    assert then.counts()["claims"] == len(reading.claims) and then.summary()["last"] == "2016-12-12"
    assert find(then, parse("shelled")).counts["reports"] == 1


def test_what_other_rules_kept_is_said(record: tuple[Record, Reading]) -> None:
    """Notes of joining have no history: those of an older form are an error with what to do, and pages go on."""
    made, _ = record
    database = made.database
    with database.transaction():
        database.run("UPDATE join_tellings SET content = :its", {"its": b"[]"})
        database.run("UPDATE join_digests SET content = :its", {"its": packed(["[1]"])})
    reports = [report.id for report in made.rows("reports")]
    for ask in (lambda: made.joined.digests(reports), lambda: made.joined.told(e.id for e in made.rows("events"))):
        with pytest.raises(BadRequest, match="joined by other rules"):
            ask()
    assert list(made.joined.rows("incidents")) and find(made, parse("idlib")).counts["events"]
