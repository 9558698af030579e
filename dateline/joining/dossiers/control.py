"""Control: who holds, took or lost a place, by whose word, and where independent sources agree."""

from collections.abc import Iterable

from dateline.ids import make_id
from dateline.joining.dossiers.gather import (
    TOLD,
    Resting,
    Told,
    apart,
    bare,
    figure_of,
    grouped,
    in_parts,
    key_of,
    same_place,
    sources_of,
    together,
    told,
    undated,
)
from dateline.records import Control, Reading

NEAR_DAYS = 3  # two tellings as near as that are of one moment
ENOUGH = 2  # independent sources that agree


def control(readings: Iterable[Reading]) -> tuple[Control, ...]:
    """One row for each holding as told by one or more sources; tellings of the same moment are one row."""
    rows = in_parts(told(readings, "control"), *TOLD)
    return tuple(_row(group) for group in grouped(rows, _block, lambda one, group: _same(one, group[0])))


def _block(one: Told) -> tuple[object, ...]:
    return one.state.state, _holders(one), _share(one), one.state.about is None


def as_of(one: Told) -> str | None:
    """The day that it is told of, else the day on which it was told."""
    return one.state.when or one.day


def _same(a: Told, b: Told) -> bool:
    if not same_place(a.state.place, b.state.place):
        return False
    between = apart(as_of(a), as_of(b))
    return between is not None and between <= NEAR_DAYS


def _holders(one: Told) -> tuple[str, str]:
    holder, loser = one.state.parties[:1], one.state.others[:1]
    return (key_of(holder[0]) if holder else "", key_of(loser[0]) if loser else "")


def _share(one: Told) -> tuple[float | None, float | None]:
    figure = figure_of(one)
    return (None, None) if figure is None else (figure.low, figure.high)


def _row(group: list[Told]) -> Control:
    first, rest = group[0], Resting()
    state, figure = first.state, figure_of(first)
    everything = [i for one in group for i in one.ids]
    speakers = together(*(one.state.sources for one in group))
    for name in ("state", "place", "part", "holder", "loser", "as_of", "said_by", "share_low", "share_high", "unit",
                 "bound"):  # fmt: skip
        rest.on(name, everything)
    sources = {source for one in group for source in sources_of(one)}
    filled = {
        "state": state.state,
        "place": state.place,
        "part": None if state.about is None else " ".join(state.about.text.split()),
        "share_low": None if figure is None else figure.low,
        "share_high": None if figure is None else figure.high,
        "unit": None if figure is None else figure.unit,
        "bound": None if figure is None else figure.bound,
        "holder": bare(state.parties[0]) if state.parties else None,
        "loser": bare(state.others[0]) if state.others else None,
        "as_of": as_of(first),
        "said_by": speakers,
    }
    return Control(
        id=make_id("control", *sorted(one.state.id for one in group)),
        sources=len(sources),
        agreed=len(sources) >= ENOUGH,
        undated=undated(group),
        evidence=rest.evidence(**filled),
        **filled,  # type: ignore[arg-type]
    )
