"""Answers that are chosen and counted by the database are those that a walk through the whole record gives."""

from collections.abc import Iterator

import pytest

from bench.synthetic import readings as synthetic
from dateline.ask import actors, dossiers, everybody, places, stories, together
from dateline.ask.best_told import best_told, count, undated
from dateline.ask.kept import kept
from dateline.ask.stories import Asked
from dateline.ask.timeline import days_told
from dateline.ask.view import View
from dateline.joining.dossiers import DOSSIERS
from dateline.joining.tellings import days
from dateline.records import READ_KINDS, Incident
from dateline.run import join_new
from dateline.store.record import Record
from dateline.store.sqlite import Sqlite
from dateline.store.then import as_of, is_placed
from dateline.web.pages import SCREENS
from dateline.web.params import Params
from tests.stores import Place

AT = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def record(place: Place) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        for reading in synthetic(90):
            made.add(reading, reading.report.text.encode(), at=AT)
        join_new(made, clock=lambda: AT)
        yield made


@pytest.fixture(scope="module", params=[None, "2014-01-08"], ids=["now", "as of a day"])
def view(record: Record, request: pytest.FixtureRequest) -> View:
    return View(record, request.param)


@pytest.mark.parametrize("placed", [False, True])
@pytest.mark.parametrize("kind", [None, "assault", "NOTHING"])
@pytest.mark.parametrize("most", [1, 7, 1000])
def test_the_best_told(view: View, placed: bool, kind: str | None, most: int) -> None:
    def fits(when: str | None) -> bool:
        return when is None or when >= "2014-01-07"

    every = [one for one in stories.incidents(view, Asked(kind)) if fits(one.when)]
    assert count(view, Asked(kind), fits) == len(every)
    every = [one for one in every if not placed or (one.place is not None and is_placed(one.place))]
    found = best_told(view, Asked(kind), fits, most, placed)
    assert found.count == len(every)
    assert list(found.shown) == sorted(every, key=_rank)[:most]


def _rank(one: Incident) -> tuple[int, int, str]:
    return -one.independent_sources, -len(one.events), one.id


def test_incidents_without_a_day(view: View) -> None:
    every = [one for one in stories.incidents(view, Asked()) if not any(days(one.when))]
    assert every and undated(view, Asked(), 5) == every[:5] and undated(view, Asked(), 10_000) == every


def test_days_on_which_reports_were_published(view: View) -> None:
    dates = {} if view.as_of else view.record.joined.dates()
    published = [dates[one.id].published if one.id in dates else one.published for one in view.reports()]
    assert sum(days_told(view, None).values()) == sum(days(day)[1] is not None for day in published)


def test_a_page_of_stories_is_a_part_of_the_list(view: View) -> None:
    every = stories.stories(view)
    assert stories.how_many_stories(view) == len(every) > 2
    assert stories.some_stories(view, 1, 3) == every[1:3]
    assert stories.find_story(view, every[0].id) == every[0] == stories.story(view, every[0].id)


def test_what_reports_tell_is_what_their_readings_hold(record: Record) -> None:
    ids = [report.id for report in record.rows("reports")]
    assert record.joined.dates_of(ids), "a report is dated by others"
    whole = {report: together.completed_reading(record, report) for report in ids}
    assert together.reports_told(record, ids) == [whole[report].report for report in ids]
    incidents = record.joined.told_in(ids)
    wanted = {event: report for event, report in record.joined.reports_of(incidents).items() if event[-1] < "m"}
    for told in together.tellings_of(record, wanted, incidents):
        own = whole[told.report.id]
        assert told.report == own.report and set(told.claims) <= set(own.claims)
        assert told.events == tuple(event for event in own.events if event.id in wanted)
        assert {event.claim for event in told.events if event.claim} <= {claim.id for claim in told.claims}


def test_a_part_of_a_course_is_that_of_the_whole(view: View) -> None:
    story = stories.stories(view)[0].id
    whole, part = stories.course(view, story), stories.course(view, story, stories.Part(1, 3))
    assert part.steps[1:3] == whole.steps[1:3] and len(part.steps) == len(whole.steps) > 3
    assert part.reports == whole.reports and part.disputes == whole.disputes
    few = stories.course(view, story, stories.Part(0, 3, 1, 4))
    assert few.reports[:4] == whole.reports[:4] and [one.id for one in few.reports] == [one.id for one in whole.reports]
    for one, other in zip(few.steps[:3], whole.steps[:3], strict=True):
        assert one.tellings[:1] == other.tellings[:1] and one.disputes == other.disputes
        assert [t.event for t in one.tellings] == [t.event for t in other.tellings]
    for one, other in zip(part.steps, whole.steps, strict=True):
        assert {(t.event, t.report) for t in one.tellings} == {(t.event, t.report) for t in other.tellings}


def test_disputes_of_a_story(view: View) -> None:
    seen = as_of(view.record, view.as_of)
    inside = stories.stories(view)[0].reports
    own = {row.id for report in inside for row in seen.reading(report).rows()}
    assert seen.joined.disputes_in(inside) == [one for one in stories.disputes(view) if own.intersection(one.rows)]
    relations = [one.relation for one in stories.disputes(view)]
    assert seen.joined.relations() == {relation: relations.count(relation) for relation in sorted(set(relations))}


def test_dossiers_rest_on_some_reports_only(view: View) -> None:
    readings = list(view.readings())
    assert dossiers.every(view) == {kind: make(readings) for kind, make in DOSSIERS.items()}


def test_an_actor_by_the_index_is_the_actor_by_a_walk(view: View) -> None:
    every = everybody.joined(view)
    for listed in actors.actors(view, everybody.Asked())[:5]:
        found = actors.dossier(view, everybody.everybody(view), listed.actor)
        rows = [
            claim.id for reading in view.readings() for claim in reading.claims
            if any(every.id_of(claim.report, one.actor or "") == listed.actor.id for one in claim.sources)
        ]  # fmt: skip
        assert sorted(claim.id for _, claim in found.said) == sorted(rows)
        assert sum(n for _, n in found.called) <= listed.mentions


def test_a_place_is_counted_as_it_is_named(view: View) -> None:
    named = [row for reading in view.readings() for row in reading.places]
    assert sum(one.mentions for one in places.places(view)) == len(named)
    listed = places.places(view)[0]
    found = places.dossier(view, listed)
    assert (
        len(found.evidence) == listed.mentions and len({report.id for report, _, _ in found.evidence}) == listed.reports
    )


def test_kept_until_something_happens(place: Place) -> None:
    with Record(place(), create=True) as record:
        first, second = synthetic(2)
        record.add(first, b"", at=AT)
        made: list[int] = []

        def make() -> int:
            made.append(len(made))
            return made[-1]

        assert [kept(View(record), "x", make), kept(View(record), "x", make), kept(View(record), "y", make)] == [
            0,
            0,
            1,
        ]
        assert kept(View(record, "2014"), "x", make) == 2
        record.add(second, b"", at=AT)
        assert kept(View(record), "x", make) == 3


@pytest.mark.parametrize("path", ["/stories/{story}", "/actors/{actor}", "/places/{place}", "/timeline", "/map"])
def test_no_page_walks_through_the_rows_of_reports(record: Record, path: str) -> None:
    if not isinstance(db := record.database, Sqlite):
        pytest.skip("plans are those of SQLite")
    inside = {
        "story": stories.stories(View(record))[0].id,
        "actor": everybody.joined(View(record)).actors[0].id,
        "place": places.places(View(record))[-1].place.id,
    }
    screen = next(one for one in SCREENS if one.path == path)
    screen.data(record, Params(path, inside))  # what is kept is made
    asked: list[str] = []
    db.connection.set_trace_callback(asked.append)
    screen.data(record, Params(path, inside))
    db.connection.set_trace_callback(None)
    plain = [one for one in asked if not one.startswith("--")]  # else what the full text asks of itself
    plans = [row["detail"] for one in plain for row in db.run(f"EXPLAIN QUERY PLAN {one}")]
    walked = {f"SCAN {kind}" for kind in ("reports", *READ_KINDS)}
    assert plans and not [plan for plan in plans if plan in walked]
