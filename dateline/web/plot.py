"""Where things stand in a plot: values on a line, in per cent of its length. Pages draw them as SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.ask.disagreements import Side

EDGE = 6.0  # per cent kept free at both ends, for open ranges to point into


@dataclass(frozen=True, slots=True)
class Mark:
    """A value or a range on a line. x1 = x2 is a dot; an open end reaches the edge."""

    side: Side
    number: int  # of the statement in its table, from 1
    x1: float
    x2: float
    open_below: bool
    open_above: bool


@dataclass(frozen=True, slots=True)
class Line:
    """All values of one unit, with the ends of its scale in words."""

    unit: str
    marks: tuple[Mark, ...]
    least: str
    most: str
    x_least: float
    x_most: float


def lines(sides: Sequence[Side]) -> tuple[Line, ...]:
    """A line for each unit that at least two statements count in."""
    units = dict.fromkeys(side.unit or "" for side in sides if side.counts)
    counted = [(n, side) for n, side in enumerate(sides, 1) if side.counts]
    return tuple(
        _line(unit, own) for unit in units
        if len(own := [(n, side) for n, side in counted if (side.unit or "") == unit]) > 1
    )  # fmt: skip


def _line(unit: str, counted: Iterable[tuple[int, Side]]) -> Line:
    counted = list(counted)
    values = [value for _, side in counted for value in (side.low, side.high) if value is not None]
    least, most = min(values, default=0.0), max(values, default=0.0)

    def x(value: float) -> float:
        share = 0.5 if most == least else (value - least) / (most - least)
        return round(EDGE + share * (100 - 2 * EDGE), 2)

    marks = tuple(
        Mark(
            side, n, 0.5 if side.low is None else x(side.low), 99.5 if side.high is None else x(side.high),
            side.low is None, side.high is None,
        )
        for n, side in counted
    )  # fmt: skip
    return Line(unit, marks, _number(least), _number(most), x(least), x(most))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
