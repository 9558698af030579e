"""The map: the list of what happened where comes first, the picture beside it draws it as exactly as it is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask.mapping import Drawn, mapping
from dateline.ask.stories import Asked
from dateline.ask.view import View as Seen
from dateline.store.record import Record
from dateline.web.pages.story_asked import no_such_story
from dateline.web.params import Params
from dateline.web.screens import Key, Screen, Table

MOST = 500  # incidents that are drawn, those that most sources tell; the CSV has all


@dataclass(frozen=True, slots=True)
class View:
    drawn: Drawn

    def as_json(self) -> dict[str, Any]:
        return self.drawn.as_json()


def _drawn(record: Record, params: Params, most: int) -> Drawn:
    asked = Asked(params.one("type"), params.one("actor"), params.one("place"), params.one("story"))
    with no_such_story(params):
        return mapping(Seen(record, params.day("asof")), asked, params.day("after"), params.day("before"), most)


def data(record: Record, params: Params) -> View:
    """Raises BadParameter, NotThere."""
    return View(_drawn(record, params, MOST))


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
            at = flow.start
            yield ("flows", at.name, at.country, at.lat, at.lon, at.precision_m, flow.when, None, flow.words, None,
                   None, flow.claimed_by, flow.end.name, flow.row, flow.report)  # fmt: skip

    return Table(names, rows())


SCREEN = Screen(
    name="map",
    title="Map",
    path="/map",
    template="map.html",
    data=data,
    table=table,
    go="m",
    scripts=("list.js", "map.js"),
    keys=(
        Key("j k", "next and previous place of the list, shown on the map"),
        Key("Enter", "open its first report"),
        Key("+ -", "nearer and farther"),
        Key("← ↑ → ↓", "move the map, when it has the focus"),
    ),
)
