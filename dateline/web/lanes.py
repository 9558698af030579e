"""Where incidents stand in the lanes of a timeline: bars in as few rows as keep them apart, ticks below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.ask.timeline import Item, Lane

WIDTH, ROW = 1000.0, 22  # of the picture: its length, and the height of a row
LEAST = 9.0  # the shortest bar: one day must be big enough to be hit
MOST_ROWS = 14  # of a lane; what finds no place in them is counted and listed


@dataclass(frozen=True, slots=True)
class Mark:
    """An incident in the picture. open_first, open_last: the bar goes on beyond what is known."""

    item: Item
    x: float
    width: float
    y: int
    open_first: bool
    open_last: bool

    @property
    def half(self) -> int:
        """Half its height: the more independent sources, the thicker."""
        return min(4 + self.item.sources, 9)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lane. beyond: incidents for which it has no room."""

    lane: Lane
    marks: tuple[Mark, ...]
    height: int
    beyond: int


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


def span(first: date, last: date) -> int:
    return max(1, (last - first).days + 1)


def x_of(day: str, first: date, last: date) -> float:
    return round(WIDTH * (date.fromisoformat(day) - first).days / span(first, last), 1)


def lane_of(lane: Lane, first: date, last: date) -> Drawn:
    """The marks of a lane in as many rows as keep them apart, up to the most."""
    ends: list[float] = []
    marks: list[Mark] = []
    for item in sorted(lane.items, key=lambda item: (item.first or "", item.incident)):
        begins = max(first, date.fromisoformat(item.first)) if item.first else first
        stops = min(last, date.fromisoformat(item.last)) if item.last else last
        x = min(WIDTH * (begins - first).days / span(first, last), WIDTH - LEAST)
        width = max(LEAST, WIDTH * ((stops - begins).days + 1) / span(first, last) - 1)
        row = next((n for n, end in enumerate(ends) if end <= x), len(ends))
        if row == MOST_ROWS:
            continue
        ends[row : row + 1] = [x + width + 2]
        cut = item.first is None or date.fromisoformat(item.first) < first
        marks.append(Mark(item, round(x, 1), round(width, 1), row * ROW + ROW // 2, cut, item.last is None))
    return Drawn(lane, tuple(marks), max(1, len(ends)) * ROW, len(lane.items) - len(marks))


def ticks(first: date, last: date) -> Iterator[Tick]:
    """Days, weeks, months or years, at most about a dozen."""
    length = span(first, last)
    steps: Sequence[tuple[int, str]] = ((1, "%-d %b"), (7, "%-d %b"), (31, "%b %Y"), (92, "%b %Y"), (366, "%Y"))
    step, form = next(((n, form) for n, form in steps if length / n <= 14), (366 * max(1, length // 4000), "%Y"))
    day = first
    while day <= last:
        yield Tick(round(WIDTH * (day - first).days / length, 1), day.strftime(form))
        day += timedelta(days=step)
