"""The map: the list of what happened where comes first, the picture beside it draws it as exactly as it is known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from dateline.ask.compare_days import Compared, compare_days, says_so
from dateline.ask.mapping import Drawn, Happened, Spot, mapping
from dateline.ask.stories import Asked
from dateline.ask.timeline import days_told
from dateline.ask.view import View as Seen
from dateline.joining.tellings import days
from dateline.store.record import Record
from dateline.web.pages.sliding import Slider, slider
from dateline.web.pages.story_asked import no_such_story
from dateline.web.params import BadParameter, Params
from dateline.web.screens import Key, Screen, Table

MOST = 500  # incidents that are drawn, those that most sources tell; the CSV has all


FEED = 150  # of them in the list beside the map
BOX = re.compile(
    r"(-?\d{1,3}(?:\.\d{1,6})?),(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(-?\d{1,2}(?:\.\d{1,6})?)"
)


@dataclass(frozen=True, slots=True)
class View:
    """feed: incidents by day with where they happened; slider: the days on which reports were published."""

    drawn: Drawn
    feed: tuple[tuple[Spot, Happened], ...]
    slider: Slider

    def as_json(self) -> dict[str, Any]:
        return self.drawn.as_json()


def _drawn(record: Record, params: Params, most: int) -> Drawn:
    asked = Asked(params.one("type"), params.one("actor"), params.one("place"), params.one("story"))
    stretch = params.day("after"), params.day("before")
    events = params.choice("layers", ("all", "held"), "all") == "all"
    box = _box(params)
    with no_such_story(params):
        drawn = mapping(Seen(record, params.day("asof")), asked, *stretch, most, events=events)
    if who := params.one("says"):
        drawn = replace(
            drawn, held=tuple(one for one in drawn.held if says_so(one.claimed_by, who)),
            flows=tuple(one for one in drawn.flows if says_so(one.claimed_by, who)),
        )  # fmt: skip
    if box is None:
        return drawn
    return replace(
        drawn, here=tuple(one for one in drawn.here if _inside(one.spot, box)),
        held=tuple(one for one in drawn.held if _inside(one.spot, box)),
        flows=tuple(
            one for one in drawn.flows if any(_inside(end, box) for end in (one.start, one.end) if end)
        ),
    )  # fmt: skip


def _box(params: Params) -> tuple[float, ...] | None:
    """West, south, east, north. Raises BadParameter."""
    asked = params.one("box")
    if asked is None:
        return None
    found = BOX.fullmatch(asked)
    if found is None:
        raise BadParameter(f"box={asked[:60]} is no part of the map", "write west,south,east,north in degrees")
    return tuple(float(part) for part in found.groups())


def _inside(spot: Spot, box: tuple[float, ...]) -> bool:
    west, south, east, north = box
    across = west <= spot.lon <= east if west <= east else not east < spot.lon < west
    return across and south <= spot.lat <= north


def data(record: Record, params: Params) -> View:
    """Raises BadParameter, NotThere."""
    drawn = _drawn(record, params, MOST)
    told = [(one.spot, event) for one in drawn.here for event in one.incidents]
    told.sort(key=lambda pair: (days(pair[1].when)[0] or 10**7, pair[1].incident))
    with no_such_story(params):
        ever = tuple(sorted(days_told(Seen(record), params.one("story"))))
    return View(drawn, tuple(told), slider(ever, drawn.as_of))


def table(record: Record, params: Params) -> Table:
    drawn = _drawn(record, params, 1_000_000)
    names = ("layer", "place", "country", "lat", "lon", "precision_m", "when", "type", "title", "status", "sources",
             "claimed_by", "to_place", "row", "report")  # fmt: skip

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in drawn.here:
            at = one.spot
            for event in one.incidents:
                yield ("events", at.name, at.country, at.lat, at.lon, at.precision_m, event.when, event.type,
                       event.title, event.status, event.sources, (), None, event.incident, event.report)  # fmt: skip
        for held in drawn.held:
            at = held.spot
            status = "agreed" if held.agreed else "claimed"
            yield ("control", at.name, at.country, at.lat, at.lon, at.precision_m, held.as_of, None, held.words, status,
                   None, held.claimed_by, None, held.row, held.report)  # fmt: skip
        for flow in drawn.flows:
            begin, to = flow.start, flow.end
            where = (begin.name, begin.country, begin.lat, begin.lon, begin.precision_m) if begin else (None,) * 5
            yield ("flows", *where, flow.when, None, flow.words, None, None, flow.claimed_by, to and to.name, flow.row,
                   flow.report)  # fmt: skip

    return Table(names, rows())


@dataclass(frozen=True, slots=True)
class Beside:
    """Two days: what is told on each, and what changed. days: those on which reports were published."""

    found: Compared
    place: str | None
    days: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return self.found.as_json()


def _compared(record: Record, params: Params) -> Beside:
    """Unasked the last day on which reports were published stands beside the one before it."""
    ever = tuple(sorted(days_told(Seen(record), None)))
    a = params.day("a") or (ever[-2:] or ("2000-01-01",))[0]
    b = params.day("b") or (ever or ("2000-01-01",))[-1]
    says = params.one("says_a"), params.one("says_b")
    return Beside(compare_days(record, a, b, params.one("place"), says), params.one("place"), ever)


def _changes(record: Record, params: Params) -> Table:
    names = (
        "layer",
        "place",
        "changed",
        "day_a",
        "before",
        "before_says",
        "day_b",
        "after",
        "after_says",
        "row",
        "report",
    )
    found = _compared(record, params).found

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in found.changes:
            ends = [(told.words, told.says) if told else (None, ()) for told in (one.before, one.after)]
            rests = one.after or one.before
            yield (one.layer, one.place, one.changed, found.a, *ends[0], found.b, *ends[1],
                   rests and rests.row, rests and rests.report)  # fmt: skip

    return Table(names, rows())


COMPARE = Screen(
    name="map-days",
    title="Two days or claimants compared",
    path="/map/days",
    template="map-days.html",
    data=_compared,
    table=_changes,
    go="v",
    listed=False,
    scripts=("list.js", "map.js"),
    keys=(Key("j k", "next and previous change"), Key("Enter", "open it in its report"), Key("+ -", "nearer, farther")),
)
SCREEN = Screen(
    name="map",
    title="Map",
    path="/map",
    template="map.html",
    data=data,
    table=table,
    go="w",
    scripts=("list.js", "asof.js", "map.js"),
    keys=(
        Key("j k", "next and previous incident of the list, shown on the map"),
        Key("Enter", "open its report"),
        Key("+ -", "nearer and farther"),
        Key("← ↑ → ↓", "move the map, when it has the focus"),
        Key("v", "list only what is in view"),
        Key("p", "play: what was known day after day"),
    ),
    facts={"feed": FEED},
)
