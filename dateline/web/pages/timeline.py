"""The timeline: incidents by when they happened, in lanes, above the days on which reports told of them."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dateline.ask.stories import Asked
from dateline.ask.timeline import WAYS, Timeline, days_told, timeline
from dateline.ask.view import View as Seen
from dateline.formats.exchange import icalendar
from dateline.joining.tellings import days as days_of
from dateline.store.record import Record
from dateline.store.then import as_of
from dateline.web import pictures
from dateline.web.lanes import Drawn, Tick, lane_of, ticks, x_of
from dateline.web.pages.sliding import Slider, slider
from dateline.web.pages.story_asked import no_such_story
from dateline.web.params import Params
from dateline.web.screens import Form, Key, Screen, Table
from dateline.web.wording import day_words

MOST = 110  # incidents in the picture, those that most sources tell; the CSV has all
WITHOUT_A_DAY = 50  # incidents below the picture that no report gives a day
AROUND = 10  # days shown before the first report and after the last, where no stretch of time is asked for


@dataclass(frozen=True, slots=True)
class View:
    """The timeline and its picture. slider: the way through the days on which reports were published."""

    found: Timeline
    drawn: tuple[Drawn, ...]
    ticks: tuple[Tick, ...]
    told: tuple[tuple[float, str, int], ...]
    first: str
    last: str
    slider: Slider

    def as_json(self) -> dict[str, Any]:
        return self.found.as_json()


def _asked(params: Params) -> Asked:
    return Asked(params.one("type"), params.one("actor"), params.one("place"), params.one("story"))


def _found(record: Record, params: Params, most: int, told: Mapping[str, int]) -> Timeline:
    by = next(way for way in WAYS if way == params.choice("by", WAYS, "actor"))
    asked, stretch = _asked(params), (params.day("after"), params.day("before"))
    with no_such_story(params):
        return timeline(Seen(record, params.day("asof")), asked, by, *stretch, most, told)


def data(record: Record, params: Params) -> View:
    """Raises BadParameter, NotThere."""
    with no_such_story(params):
        ever = days_told(Seen(record), params.one("story"))  # whatever day it is looked at from
        told = days_told(Seen(record, day), params.one("story")) if (day := params.day("asof")) else ever
    days = tuple(sorted(ever))
    if params.one("whole") is None:
        params = replace(params, pairs=(*params.pairs, *_around(days, params)))
    found = _found(record, params, MOST, told)
    first, last = _ends(found, params)
    start, end = first.isoformat(), last.isoformat()
    return View(
        found, tuple(lane_of(lane, first, last) for lane in found.lanes), tuple(ticks(first, last)),
        tuple((x_of(day, first, last), day, n) for day, n in found.told if start <= day <= end), start, end,
        slider(days, found.as_of),
    )  # fmt: skip


def _around(days: Sequence[str], params: Params) -> Iterator[tuple[str, str]]:
    """What is told of other years would press all else into a corner: unasked the line stays near the reports."""
    if days and params.day("after") is None:
        yield "after", (date.fromisoformat(days[0]) - timedelta(days=AROUND)).isoformat()
    if days and params.day("before") is None:
        yield "before", (date.fromisoformat(days[-1]) + timedelta(days=AROUND)).isoformat()


def _ends(found: Timeline, params: Params) -> tuple[date, date]:
    asked = [days_of(params.day(name)) for name in ("after", "before")]
    known = [day for day in (found.first, found.last, *(day for day, _ in found.told)) if day]
    first = date.fromordinal(asked[0][0]) if asked[0][0] else date.fromisoformat(min(known, default="2000-01-01"))
    last = date.fromordinal(asked[1][1]) if asked[1][1] else date.fromisoformat(max(known, default=first.isoformat()))
    return (first, last) if first <= last else (last, first)


def table(record: Record, params: Params) -> Table:
    found = _found(record, params, 1_000_000, {})
    names = ("when", "first", "last", "incident", "type", "title", "status", "place", "tellings", "independent_sources",
             "first_said", "lanes", "event", "report")  # fmt: skip

    def rows() -> Iterator[tuple[Any, ...]]:
        for item in (*found.items, *found.undated):
            lanes = tuple(lane.name for lane in found.lanes if item in lane.items)
            yield (item.when, item.first, item.last, item.incident, item.type, item.title, item.status, item.place,
                   item.tellings, item.sources, item.said_first, lanes, item.event, item.report)  # fmt: skip

    return Table(names, rows())


def _picture(record: Record, params: Params) -> bytes:
    view = data(record, params)
    known = f" As known on {day_words(view.found.as_of)}." if view.found.as_of else ""
    note = f"A bar is as long as the time in which it may have happened.{known}"
    title = f"Timeline, {day_words(view.first)} to {day_words(view.last)}"
    return pictures.picture(title, note, [pictures.lanes(view.drawn, view.ticks, view.told)])


@dataclass(frozen=True, slots=True)
class _Planned:
    """The tellings of planned meetings on the line, for a calendar."""

    kinds: Mapping[str, Sequence[Any]]

    def rows(self, kind: str) -> Iterator[Any]:
        return iter(self.kinds.get(kind, ()))


def _calendar(record: Record, params: Params) -> bytes:
    """The meetings that are planned on the line, a day or a span of days each."""
    found = _found(record, params, MOST, {})
    ids = {item.incident for item in found.items if item.type.startswith("CONSULT") and item.status == "planned"}
    joined = as_of(record, found.as_of).joined
    incidents = joined.some("incidents", ids)
    events = record.rows_with("events", {event for one in incidents for event in one.events})
    told = [replace(event, incident=one.id) for one in incidents for event in events if event.id in one.events]
    claims = record.rows_with("claims", {event.claim for event in events if event.claim})
    reports = record.rows_of("reports", {event.report for event in events})
    out = io.BytesIO()
    icalendar.events(_Planned({"incidents": incidents, "events": told, "claims": claims, "reports": reports}), out)
    return out.getvalue()


SCREEN = Screen(
    name="timeline",
    title="Timeline",
    path="/timeline",
    template="timeline.html",
    data=data,
    table=table,
    go="l",
    scripts=("asof.js", "timeline.js", "picture.js"),
    keys=(
        Key("[ ]", "previous and next incident"),
        Key("Home End", "first and last incident"),
        Key("+ -", "half and double the time shown"),
        Key("← →", "earlier and later time"),
        Key("a", "look from the day of the incident: what was known then"),
        Key("p", "play: what was known day after day; again to stop"),
    ),
    facts={"ways": WAYS, "undated": WITHOUT_A_DAY},
    forms=(
        Form("svg", "picture as SVG", "image/svg+xml", _picture),
        Form("ics", "planned meetings as a calendar", "text/calendar", _calendar),
    ),
)
