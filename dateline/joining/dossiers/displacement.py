"""Displacement: each claimant's figure of people who got out, are to get out or are still there, and the operation."""

from collections.abc import Iterable

from dateline.ids import make_id
from dateline.joining.dossiers.gather import (
    TOLD,
    Resting,
    Told,
    figure_of,
    grouped,
    key_of,
    same_place,
    together,
    told,
    undated,
)
from dateline.joining.dossiers.series import called
from dateline.records import Displacement, Reading

OPERATION = ("began", "continues", "suspended", "resumed", "ended")


def displacement(readings: Iterable[Reading]) -> tuple[Displacement, ...]:
    """One row for each figure of each claimant, and one for each state of the operation; copies are one row."""
    rows = (one for one in told(readings, "displacement") if _is_told(one))
    return tuple(_row(group) for group in grouped(rows, _block, lambda one, group: _same(one, group[0])))


def _is_told(one: Told) -> bool:
    """Denied rows are none, and an operation that is only planned has no state yet."""
    return one.state.status != "denied" and (one.state.state not in OPERATION or one.state.status in TOLD)


def _block(one: Told) -> tuple[object, ...]:
    figure = figure_of(one)
    of = None if figure is None else (figure.low, figure.high, figure.bound, called(figure.about))
    return one.state.state, one.state.when, tuple(key_of(p) for p in one.state.sources), of


def _same(a: Told, b: Told) -> bool:
    """The same figure of the same claimant, or the same state of the operation on the same day."""
    if figure_of(a) is None:
        return a.state.when is not None and same_place(a.state.place, b.state.place)
    return bool(a.state.sources) or a.report.id == b.report.id


def _row(group: list[Told]) -> Displacement:
    first, rest = group[0], Resting()
    state, figure = first.state, figure_of(first)
    for one in group:
        for name in (
            "state",
            "who",
            "low",
            "high",
            "bound",
            "from",
            "to",
            "corridor",
            "when",
            "cumulative",
            "said_by",
            "told",
        ):
            rest.on(name, one.ids)
    place = next((one.state.place for one in group if one.state.place), None)
    filled = {
        "state": state.state,
        "who": _who(figure.about if figure is not None else None),
        "low": None if figure is None else figure.low,
        "high": None if figure is None else figure.high,
        "bound": None if figure is None else figure.bound,
        "from": place,
        "to": next((one.state.to for one in group if one.state.to), None),
        "corridor": state.by,
        "when": state.when,
        "cumulative": _cumulative(first),
        "said_by": together(*(one.state.sources for one in group)),
        "told": first.day,
    }
    evidence = rest.evidence(**filled)
    filled["from_"] = filled.pop("from")
    return Displacement(
        id=make_id("displacement", *sorted(one.state.id for one in group)),
        undated=undated(group),
        evidence=evidence,
        **filled,  # type: ignore[arg-type]
    )


def _who(about: str | None) -> str | None:
    """Who is counted; "them" names nobody."""
    return None if about is None or about.lower() in ("them", "others") else " ".join(about.split())


def _cumulative(one: Told) -> bool | None:
    """One of all until then, one of a stretch of days, or nobody says."""
    if figure_of(one) is None or one.state.state not in ("evacuated", "fled"):
        return None
    if "cumulative" in one.state.traits:
        return True
    return False if one.state.when is not None else None
