"""Casualties: the dead and the injured of one side in one place and time, claimant beside claimant."""

from collections.abc import Iterable, Sequence

from dateline.ids import make_id
from dateline.joining.dossiers.gather import Resting
from dateline.joining.dossiers.series import Series, counts, series
from dateline.records import Casualties, Reading

ROLES = ("dead", "injured")


def casualties(readings: Iterable[Reading]) -> tuple[Casualties, ...]:
    """One row for each series of figures of people killed or hurt."""
    readings = list(readings)
    dated = {reading.report.id for reading in readings if reading.report.published is not None}
    harmed = [count for count in counts(readings) if count.row.role in ROLES]
    known = {count.row.id: count.report.id in dated for count in harmed}
    return tuple(_row(one, known) for one in series(harmed))


def _row(one: Series, dated: dict[str, bool]) -> Casualties:
    rest = Resting()
    ids: Sequence[str] = [i for said in one.figures for i in said.ids]
    for name in ("role", "side", "place", "when", "low", "high", "figures"):
        rest.on(name, ids)
    filled = {
        "role": one.role,
        "side": None if one.about is None or one.about.lower() == "them" else " ".join(one.about.split()),
        "place": one.place,
        "when": one.when,
        "low": one.low,
        "high": one.high,
        "figures": one.figures,
    }
    return Casualties(
        id=make_id("casualties", *sorted(ids)),
        undated=not all(dated[i] for i in ids),
        evidence=rest.evidence(**filled),
        **filled,  # type: ignore[arg-type]
    )
