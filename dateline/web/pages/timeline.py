"""The timeline: incidents by when they happened, in lanes, above the days on which reports told of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dateline.ask.stories import Asked
from dateline.ask.timeline import WAYS, Item, Lane, Timeline, days_told, timeline
from dateline.ask.view import View as Seen
from dateline.joining.tellings import days as days_of
from dateline.store.record import Record
from dateline.web.pages.story_asked import no_such_story
from dateline.web.params import Params
from dateline.web.screens import Key, Screen, Table

MOST = 250  # incidents in the picture, those that most sources tell; the CSV has all
AROUND = 10  # days shown before the first report and after the last, where no stretch of time is asked for
WIDTH, ROW, HALF = 1000.0, 22, 7  # of the picture: its length, the height of a row, half the height of a mark
LEAST = 9.0  # the shortest bar: one day must be big enough to be hit


@dataclass(frozen=True, slots=True)
class Mark:
    """An incident in the picture. open_first, open_last: the bar goes on beyond what is known."""

    item: Item
    x: float
    width: float
    y: int
    open_first: bool
    open_last: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    lane: Lane
    marks: tuple[Mark, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class View:
    """The timeline and its picture. days: those on which reports were published, for the way through them."""

    found: Timeline
    drawn: tuple[Drawn, ...]
    ticks: tuple[Tick, ...]
    told: tuple[tuple[float, str, int], ...]
    first: str
    last: str
    days: tuple[str, ...]
    now: int  # the place of as_of among the days; the number of days when all is seen

    @property
    def earlier(self) -> str | None:
        return self.days[self.now - 1] if self.now and self.days else None

    @property
    def later(self) -> str | None:
        return self.days[self.now + 1] if self.now + 1 < len(self.days) else None

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
    span = max(1, (last - first).days + 1)

    def x(day: str) -> float:
        return round(WIDTH * (date.fromisoformat(day) - first).days / span, 1)

    now = next((n for n, day in enumerate(days) if found.as_of and day >= found.as_of[:10]), len(days))
    return View(
        found, tuple(_drawn(lane, first, last, span) for lane in found.lanes), tuple(_ticks(first, last, span)),
        tuple((x(day), day, n) for day, n in found.told if first.isoformat() <= day <= last.isoformat()),
        first.isoformat(), last.isoformat(), days, now,
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


def _drawn(lane: Lane, first: date, last: date, span: int) -> Drawn:
    """The marks of a lane in as many rows as keep them apart."""
    ends: list[float] = []
    marks = []
    for item in sorted(lane.items, key=lambda item: (item.first or "", item.incident)):
        begins = max(first, date.fromisoformat(item.first)) if item.first else first
        stops = min(last, date.fromisoformat(item.last)) if item.last else last
        x = WIDTH * (begins - first).days / span
        width = max(LEAST, WIDTH * ((stops - begins).days + 1) / span - 1)
        x = min(x, WIDTH - LEAST)
        row = next((n for n, end in enumerate(ends) if end <= x), len(ends))
        ends[row : row + 1] = [x + width + 2]
        cut = item.first is None or date.fromisoformat(item.first) < first
        marks.append(Mark(item, round(x, 1), round(width, 1), row * ROW + ROW // 2, cut, item.last is None))
    return Drawn(lane, tuple(marks), max(1, len(ends)) * ROW)


def _ticks(first: date, last: date, span: int) -> Iterator[Tick]:
    """Days, weeks, months or years, at most about a dozen."""
    steps: Sequence[tuple[int, str]] = ((1, "%-d %b"), (7, "%-d %b"), (31, "%b %Y"), (92, "%b %Y"), (366, "%Y"))
    step, form = next(((n, form) for n, form in steps if span / n <= 14), (366 * max(1, span // 4000), "%Y"))
    day = first
    while day <= last:
        yield Tick(round(WIDTH * (day - first).days / span, 1), day.strftime(form))
        day += timedelta(days=step)


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


SCREEN = Screen(
    name="timeline",
    title="Timeline",
    path="/timeline",
    template="timeline.html",
    data=data,
    table=table,
    go="l",
    scripts=("timeline.js",),
    keys=(
        Key("[ ]", "previous and next incident"),
        Key("Home End", "first and last incident"),
        Key("+ -", "half and double the time shown"),
        Key("← →", "earlier and later time"),
        Key("a", "look from the day of the incident: what was known then"),
    ),
    facts={"ways": WAYS},
)
