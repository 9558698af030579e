"""Ties between actors: who did what to whom, by incidents that happened, and two days of a record beside each other."""

from collections.abc import Callable, Iterator

import pytest

from dateline.ask.added import added
from dateline.ask.compare_days import compare_days
from dateline.ask.network import KINDS, network
from dateline.ask.stories import Asked, course, stories
from dateline.ask.view import View
from dateline.records import Reading
from dateline.run import join_new
from dateline.store.record import Record
from tests.stores import Place

AT = "2026-01-01T00:00:00Z"
TEXTS = {
    "2016-12-09": "The Turkish army shelled the Syrian rebels in Aleppo on Friday. The Syrian army holds 93 percent of "
    "Aleppo, Syria, the army said.",
    "2016-12-10": "The Turkish army shelled the Syrian rebels in Aleppo on Friday. Russia denied that the Russian army "
    "had bombed the Syrian rebels.",
    "2016-12-13": "The Turkish foreign minister met the Russian foreign minister in Moscow on Tuesday. The Syrian army "
    "holds 98 percent of Aleppo, Syria, the army said.",
}


@pytest.fixture(scope="module")
def record(place: Place, reading_of: Callable[..., Reading]) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        for day, text in TEXTS.items():
            reading = reading_of(text, published=day, source=f"{day}.txt", outlet=f"Post of {day}")
            made.add(reading, text.encode(), at=AT)
        join_new(made, clock=lambda: AT)
        yield made


def test_every_type_of_event_makes_at_most_one_tie() -> None:
    types = [one for own in KINDS.values() for one in own]
    assert len(types) == len(set(types))


def test_who_attacked_and_met_whom(record: Record) -> None:
    found = network(View(record), Asked(), None, None, 500, 12)
    ties = {(tie.kind, len(tie.deeds)) for tie in found.ties}
    assert ("attacked", 1) in ties, "two reports of one incident are one"
    assert "met" in {kind for kind, _ in ties}
    names = {name for name, _ in found.actors}
    assert all({tie.a, tie.b} <= names for tie in found.ties)
    assert all(deed.status in ("actual", "claimed") for tie in found.ties for deed in tie.deeds)


def test_the_busiest_actors_only(record: Record) -> None:
    every = network(View(record), Asked(), None, None, 500, 12)
    two = network(View(record), Asked(), None, None, 500, 2)
    assert len(two.actors) == 2 and two.others == len(every.actors) + every.others - 2


def test_as_of_a_day_and_in_days(record: Record) -> None:
    assert "met" not in {tie.kind for tie in network(View(record, "2016-12-10"), Asked(), None, None, 500, 12).ties}
    assert not network(View(record), Asked(), "2001", "2002", 500, 12).ties


def test_two_days(record: Record) -> None:
    found = compare_days(record, "2016-12-10", "2016-12-13", None)
    [change] = [one for one in found.changes if one.after and "98" in one.after.words]
    assert change.changed == "newer" and change.before is not None and "93" in change.before.words
    back = compare_days(record, "2016-12-13", "2016-12-10", None)
    assert {one.changed for one in back.changes} == {"no longer told so"}
    assert compare_days(record, "2016-12-13", "2016-12-13", None).changes == ()
    assert compare_days(record, "2016-12-10", "2016-12-13", "Oslo").changes == ()


def test_what_each_report_added(record: Record) -> None:
    view = View(record)
    for story in stories(view):
        its = course(view, story.id)
        each = added(view, its, its.reports)
        assert sum(len(one.first) for one in each) == len(its.steps)
        assert all(change.earlier_report != one.report.id for one in each for change in one.changes)
        told = [one.report.id for one in each]
        assert all(told.index(c.earlier_report) < told.index(one.report.id) for one in each for c in one.changes)
