"""Talks: rounds held, under way, planned, moved and cancelled, each as told by one or more reports."""

from collections.abc import Iterable, Sequence

from dateline.ids import make_id
from dateline.joining.dossiers.gather import Resting, Told, grouped, key_of, same_place, together, told, undated
from dateline.records import Reading, Talks

KEPT = ("actual", "claimed", "planned")
OPEN = ("cancelled", "planned")  # states that need not be told as done


def talks(readings: Iterable[Reading]) -> tuple[Talks, ...]:
    """One row a round and state: the plan of a meeting and the meeting held are two rows of its history."""
    rows = (one for one in told(readings, "talks") if one.state.status in KEPT or one.state.state in OPEN)
    return tuple(_row(group) for group in grouped(rows, lambda one: (one.state.state, one.state.when), _same))


def _same(one: Told, group: Sequence[Told]) -> bool:
    """Of one day, with no side that the others lack, or in the same venue."""
    a, b = one.state, group[0].state
    if a.when is None:
        return False
    if a.place is not None and b.place is not None and not same_place(a.place, b.place):
        return False
    sides = {key_of(p) for other in group for p in other.state.parties}
    if a.parties and sides:
        return all(key_of(p) in sides for p in a.parties)
    return same_place(a.place, b.place)


def _row(group: list[Told]) -> Talks:
    first, rest = group[0].state, Resting()
    for one in group:
        for name, value in (("venue", one.state.place), ("topics", one.state.about), ("format", one.state.by)):
            if value is not None:
                rest.on(name, one.ids)
        for name in ("state", "when", "moved_from", "parties", "mediators", "said_by"):
            rest.on(name, (*one.ids, *((one.state.event,) if one.state.event else ())))
    moved = first.state == "moved"
    about = next((one.state.about for one in group if one.state.about), None)
    filled = {
        "state": first.state,
        "when": None if moved else first.when,
        "moved_from": first.when if moved else None,
        "venue": next((one.state.place for one in group if one.state.place), None),
        "parties": together(*(one.state.parties for one in group)),
        "mediators": together(*(one.state.mediators for one in group)),
        "topics": None if about is None else " ".join(about.text.split()),
        "format": next((one.state.by for one in group if one.state.by), None),
        "said_by": together(*(one.state.sources for one in group)),
    }
    return Talks(
        id=make_id("talks", *sorted(one.state.id for one in group)),
        undated=undated(group),
        evidence=rest.evidence(**filled),
        **filled,  # type: ignore[arg-type]
    )
