"""Where things stand in a plot: values or days on a line, in per cent of its length. Pages and pictures draw them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dateline.ask.brief import Point
from dateline.ask.disagreements import Disagreement, Side
from dateline.joining.tellings import days
from dateline.web.wording import amount, day_words

EDGE = 6.0  # per cent kept free at both ends, for open ranges to point into
DAYS = "days"  # the unit of a plot along time


class Valued(Protocol):
    """A number as somebody gives it."""

    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A value or a range on a line, with who gives it, of which day. x1 = x2 is a dot; an open end reaches the edge.

    superseded: the number of the later statement that brings it up to date.
    """

    number: int  # of the statement in its table, from 1
    who: str
    value: str
    day: str
    x1: float
    x2: float
    open_below: bool
    open_above: bool
    superseded: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """All values of one unit, with the ends of its scale in words."""

    unit: str
    marks: tuple[Mark, ...]
    least: str
    most: str
    x_least: float
    x_most: float


def lines(found: Disagreement) -> tuple[Line, ...]:
    """A line for each unit that at least two statements count in; where there is none, one along the days that the
    statements speak of."""
    counted = [(n, side) for n, side in enumerate(found.sides, 1) if side.counts]
    units = dict.fromkeys(side.unit or "" for _, side in counted)
    made = []
    for unit in units:
        own = [(n, side) for n, side in counted if (side.unit or "") == unit]
        if len(own) > 1:
            made.append(_values(unit, found, own))
    if not made and (along := _along_days(found)):
        made.append(along)
    return tuple(made)


def _values(unit: str, found: Disagreement, own: Sequence[tuple[int, Side]]) -> Line:
    x, least, most = scale([side for _, side in own])
    marks = tuple(
        Mark(n, who(side), amount(side), _of_when(side), *ends(side, x), found.superseded(n)) for n, side in own
    )
    return Line(unit, marks, _number(least), _number(most), x(least), x(most))


def scale(values: Iterable[Valued]) -> tuple[Callable[[float], float], float, float]:
    """From a value to its place, and the ends of the scale."""
    known = [value for one in values for value in (one.low, one.high) if value is not None]
    least, most = min(known, default=0.0), max(known, default=0.0)

    def x(value: float) -> float:
        share = 0.5 if most == least else (value - least) / (most - least)
        return round(EDGE + share * (100 - 2 * EDGE), 2)

    return x, least, most


def ends(one: Valued, x: Callable[[float], float]) -> tuple[float, float, bool, bool]:
    """Where a value begins and ends, and whether it is open there."""
    x1, x2 = 0.5 if one.low is None else x(one.low), 99.5 if one.high is None else x(one.high)
    return x1, x2, one.low is None, one.high is None


def _along_days(found: Disagreement) -> Line | None:
    """When each statement's matter was, if at least two of them are dated and not all alike."""
    when = {n: days(_when(side)) for n, side in enumerate(found.sides, 1)}
    dated = {n: (first, last) for n, (first, last) in when.items() if first or last}
    known = [day for pair in dated.values() for day in pair if day]
    if len(dated) < 2 or min(known) == max(known):
        return None
    least, most = min(known), max(known)

    def x(day: int) -> float:
        return round(EDGE + (day - least) / (most - least) * (100 - 2 * EDGE), 2)

    marks = []
    for n, (first, last) in dated.items():
        side = found.sides[n - 1]
        x1, x2 = 0.5 if first is None else x(first), 99.5 if last is None else x(last)
        marks.append(Mark(n, who(side), "", _of_when(side), x1, x2, first is None, last is None, found.superseded(n)))
    words = [day_words(date.fromordinal(day).isoformat()) for day in (least, most)]
    return Line(DAYS, tuple(marks), words[0], words[1], x(least), x(most))


def points(unit: str, given: Sequence[Point]) -> Line | None:
    """The figures of a dossier, each claimant's beside the others'."""
    if len(given) < 2:
        return None
    x, least, most = scale(given)
    marks = tuple(
        Mark(n, point.label, _range(point), day_words(point.day), *ends(point, x)) for n, point in enumerate(given, 1)
    )
    return Line(unit, marks, _number(least), _number(most), x(least), x(most))


def _range(one: Valued) -> str:
    if one.low is None or one.high is None:
        return f"at least {_number(one.low)}" if one.low is not None else f"up to {_number(one.high or 0)}"
    return _number(one.low) if one.low == one.high else f"{_number(one.low)} to {_number(one.high)}"


def who(side: Side) -> str:
    """Who says so first, or who published it in its own voice."""
    said = [step.name for step in side.chain if step.part == "said"]
    return " + ".join(said) or side.outlet or side.headline


def _when(side: Side) -> str | None:
    return side.when or side.said_on or side.published


def _of_when(side: Side) -> str:
    prefix = "" if side.when else "said " if side.said_on else "published "
    return f"{prefix}{day_words(_when(side))}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")
