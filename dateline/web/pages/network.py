"""Who deals with whom: a drawing of ties, the same as a matrix, and the incidents behind each tie."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask.network import KINDS, MUTUAL, Network, Tie, network
from dateline.ask.stories import Asked
from dateline.ask.view import View as Seen
from dateline.store.record import Record
from dateline.web import pictures
from dateline.web.pages.story_asked import no_such_story
from dateline.web.params import Params
from dateline.web.screens import Form, Key, Screen, Table
from dateline.web.wording import day_words

MOST = 500  # incidents, those that most sources tell
ACTORS = 12
WIDTH, HEIGHT, RADIUS = 1200, 620, 225  # room for a long name on either side


@dataclass(frozen=True, slots=True)
class Node:
    name: str
    n: int
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie as a curve; `head`: the arrow at its end, none where both sides act."""

    tie: Tie
    path: str
    head: str | None
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class View:
    """chosen: the ties whose incidents are listed."""

    found: Network
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    chosen: tuple[Tie, ...]

    def as_json(self) -> dict[str, Any]:
        return self.found.as_json()


def _found(record: Record, params: Params) -> Network:
    asked = Asked(params.one("type"), params.one("actor"), params.one("place"), params.one("story"))
    stretch = params.day("after"), params.day("before")
    with no_such_story(params):
        return network(Seen(record, params.day("asof")), asked, *stretch, MOST, ACTORS)


def data(record: Record, params: Params) -> View:
    """Raises BadParameter, NotThere."""
    found = _found(record, params)
    kind = params.choice("tie", ("any", *KINDS), "any")
    a, b = params.one("from"), params.one("to")
    fits = (tie for tie in found.ties if a in (None, tie.a) and b in (None, tie.b) and kind in ("any", tie.kind))
    chosen = tuple(fits) if a or b else ()
    nodes = tuple(_nodes(found))
    return View(found, nodes, tuple(_edges(found, {node.name: node for node in nodes})), chosen)


def _nodes(found: Network) -> Iterator[Node]:
    """Around a circle, the busiest on top."""
    for k, (name, n) in enumerate(found.actors):
        turn = 2 * math.pi * k / len(found.actors) - math.pi / 2
        x, y = WIDTH / 2 + RADIUS * 1.25 * math.cos(turn), HEIGHT / 2 + RADIUS * math.sin(turn)
        anchor = "middle" if abs(math.cos(turn)) < 0.2 else "start" if math.cos(turn) > 0 else "end"
        yield Node(name, n, round(x, 1), round(y, 1), anchor)


def _edges(found: Network, at: dict[str, Node]) -> Iterator[Edge]:
    """Ties of one pair lie beside each other: the more there are already, the wider the bow."""
    bows: dict[tuple[str, str], int] = {}
    for tie in found.ties:
        a, b = at[tie.a], at[tie.b]
        bow = bows[tie.a, tie.b] = bows.get((tie.a, tie.b), 0) + 1
        dx, dy = b.x - a.x, b.y - a.y
        length = math.hypot(dx, dy) or 1.0
        side = 26 * bow - (13 if tie.kind in MUTUAL else 0)
        cx, cy = (a.x + b.x) / 2 - dy / length * side, (a.y + b.y) / 2 + dx / length * side
        x2, y2 = _before(b, cx, cy)
        x1, y1 = _before(a, cx, cy)
        head = None if tie.kind in MUTUAL else _head(x2, y2, cx, cy)
        width = round(1.2 + 1.6 * math.log2(len(tie.deeds)), 1)
        path = f"M{x1:.1f} {y1:.1f} Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}"
        yield Edge(tie, path, head, round((x1 + 2 * cx + x2) / 4, 1), round((y1 + 2 * cy + y2) / 4, 1), width)


def _before(node: Node, cx: float, cy: float) -> tuple[float, float]:
    """Where a curve stops, so that it does not run into the dot."""
    length = math.hypot(node.x - cx, node.y - cy) or 1.0
    return node.x - (node.x - cx) / length * 13, node.y - (node.y - cy) / length * 13


def _head(x: float, y: float, cx: float, cy: float) -> str:
    turn = math.atan2(y - cy, x - cx)
    left, right = ((x - 10 * math.cos(turn + bend), y - 10 * math.sin(turn + bend)) for bend in (0.42, -0.42))
    return f"M{left[0]:.1f} {left[1]:.1f} L{x:.1f} {y:.1f} L{right[0]:.1f} {right[1]:.1f} Z"


def table(record: Record, params: Params) -> Table:
    """A line for each incident of each tie."""
    found = _found(record, params)
    names = (
        "from",
        "to",
        "tie",
        "incident",
        "type",
        "status",
        "when",
        "place",
        "independent_sources",
        "event",
        "report",
    )

    def rows() -> Iterator[tuple[Any, ...]]:
        for tie in found.ties:
            for one in tie.deeds:
                yield (tie.a, tie.b, tie.kind, one.incident, one.type, one.status, one.when, one.place, one.sources,
                       one.event, one.report)  # fmt: skip

    return Table(names, rows())


def _drawn(record: Record, params: Params) -> bytes:
    view = data(record, params)
    known = f" As known on {day_words(view.found.as_of)}." if view.found.as_of else ""
    note = f"The number at a line counts distinct incidents, not how often they are told.{known}"
    return pictures.picture("Who deals with whom", note, [pictures.ties(view.nodes, view.edges, HEIGHT)], WIDTH)


SCREEN = Screen(
    name="network",
    title="Who deals with whom",
    path="/dossiers/actors",
    template="network.html",
    data=data,
    table=table,
    go="i",
    listed=False,
    scripts=("list.js", "picture.js"),
    keys=(Key("j k", "next and previous incident of the chosen tie"), Key("Enter", "open it in its report")),
    facts={"kinds": KINDS, "width": WIDTH, "height": HEIGHT},
    forms=(Form("svg", "picture as SVG", "image/svg+xml", _drawn),),
)
