"""What all dossiers are made of: the rows of many reports in the order they were told, and what a field rests on."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from dateline import edtf
from dateline.records import Claim, Evidence, Party, Quantity, Reading, Report, State, Where

WINDOW = 100  # groups of a block that a row is compared with
SAME_PLACE_KM = 12.0  # two centres as near as that are one town
TOLD = ("actual", "claimed")
SERVANTS = ("GOV", "MIL", "SPY", "COP", "LEG")  # sectors of PLOVER that speak for their state


@dataclass(frozen=True, slots=True)
class Told:
    """A state with its report and the claim around it. `day`: when it was told, as far as anybody says.

    land: the country of its place, else the one that its report names most places of.
    """

    state: State
    report: Report
    claim: Claim | None
    figures: tuple[Quantity, ...]
    land: str | None

    @property
    def day(self) -> str | None:
        return self.claim.said_on if self.claim is not None and self.claim.said_on else self.report.published

    @property
    def ids(self) -> tuple[str, ...]:
        """The rows that it rests on: itself, and its figures."""
        return (self.state.id, *self.state.quantities)


def told(readings: Iterable[Reading], matter: str) -> list[Told]:
    """Every state of a matter, in the order of publication, then of the reports' ids and of the text."""
    found = []
    for reading in readings:
        claims = {claim.id: claim for claim in reading.claims}
        figures = {quantity.id: quantity for quantity in reading.quantities}
        lands = Counter(place.country for place in reading.places if place.country)
        most = min(lands, key=lambda land: (-lands[land], land), default=None)
        for s in reading.states:
            if s.matter == matter:
                land = s.place.country if s.place is not None and s.place.country else most
                counted = tuple(figures[i] for i in s.quantities if i in figures)
                found.append(Told(s, reading.report, claims.get(s.claim or ""), counted, land))
    return sorted(found, key=lambda t: (first_day(t.report.published), t.report.id, t.state.start, t.state.id))


def first_day(value: str | None) -> date:
    """The first day of a date, for sorting; what has none comes last."""
    return bounds(value)[0] or date.max


def last_day(value: str | None) -> date:
    return bounds(value)[1] or date.max


@lru_cache(maxsize=20_000)
def bounds(value: str | None) -> edtf.Bounds:
    if value is None:
        return None, None
    try:
        return edtf.bounds(value)
    except ValueError:  # a duration is no date
        return None, None


def apart(a: str | None, b: str | None) -> int | None:
    """Days between two dates, 0 when they overlap; None when one of them is not known."""
    (a1, a2), (b1, b2) = bounds(a), bounds(b)
    if a1 is None or b1 is None:
        return None
    a2, b2 = a2 or a1, b2 or b1
    return max(0, (b1 - a2).days, (a1 - b2).days)


def same_place(a: Where | None, b: Where | None) -> bool:
    """One place, as far as both are known; a country is not a town in it."""
    if a is None or b is None:
        return False
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    if None in (a.lat, a.lon, b.lat, b.lon):
        return a.name is not None and a.name == b.name
    if is_country(a) != is_country(b):
        return False
    return kilometres(a, b) <= SAME_PLACE_KM


def is_country(place: Where) -> bool:
    return (place.feature or "").startswith("PCL")


def kilometres(a: Where, b: Where) -> float:
    """Great-circle distance of two centres; both must have one. Source: haversine, Sinnott 1984."""
    lat1, lon1, lat2, lon2 = (radians(x or 0.0) for x in (a.lat, a.lon, b.lat, b.lon))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, h)))


def key_of(party: Party) -> str:
    """What makes two parties one: the actor, else the name in any case."""
    return party.actor or (party.name or party.code or "").lower()


def together(*groups: Iterable[Party]) -> tuple[Party, ...]:
    """All parties of the groups, nobody twice, in the order met. Without offsets: they are of many reports."""
    seen: dict[str, Party] = {}
    for group in groups:
        for party in group:
            if party.name or party.code:
                seen.setdefault(key_of(party), bare(party))
    return tuple(seen.values())


def bare(party: Party) -> Party:
    """A party without its words in one report."""
    return Party(party.name, party.code, party.actor, None, None, party.on_behalf_of)


def sources_of(one: Told) -> tuple[str, ...]:
    """Who vouches for it, each independent voice once: the claimants, all servants of one state together; for the
    report's own words its outlet, so that a copy counts once."""
    if one.state.sources:
        return tuple(dict.fromkeys(_voice(party) for party in one.state.sources))
    return (f"outlet {one.report.outlet or one.report.id}",)


def _voice(party: Party) -> str:
    """A general and a ministry of one country are one voice."""
    country, _, sector = (party.code or "").partition(":")
    return f"state {country}" if country and sector in SERVANTS else key_of(party)


@dataclass
class Resting:
    """Collects which rows each field rests on; a field without rows is left empty."""

    fields: dict[str, list[str]] = field(default_factory=dict)

    def on(self, name: str, ids: Iterable[str]) -> None:
        rows = self.fields.setdefault(name, [])
        rows += [i for i in ids if i not in rows]

    def evidence(self, **filled: object) -> tuple[Evidence, ...]:
        """The evidence of the fields that are filled. Raises ValueError for one that rests on nothing."""
        found = []
        for name, value in filled.items():
            if value in (None, (), ""):
                continue
            if not self.fields.get(name):
                raise ValueError(f"{name} is {value!r} and rests on nothing")
            found.append(Evidence(name, tuple(self.fields[name])))
        return tuple(found)


def grouped(
    rows: Iterable[Told], block: Callable[[Told], Hashable], same: Callable[[Told, Sequence[Told]], bool]
) -> list[list[Told]]:
    """The rows that tell the same, in the order of their first telling.

    Only rows of one block are compared, and only with the last WINDOW groups of it: rows come in the order of
    publication, so that what tells the same stands near, and the work stays linear.
    """
    blocks: dict[Hashable, list[list[Told]]] = {}
    order: list[list[Told]] = []
    for one in rows:
        near = blocks.setdefault(block(one), [])
        group = next((g for g in reversed(near[-WINDOW:]) if same(one, g)), None)
        if group is None:
            group = []
            near.append(group)
            order.append(group)
        group.append(one)
    return order


def undated(rows: Sequence[Told]) -> bool:
    return any(one.report.published is None for one in rows)


def figure_of(one: Told) -> Quantity | None:
    return one.figures[0] if one.figures else None


def in_parts(rows: Iterable[Told], *statuses: str) -> Iterator[Told]:
    """The rows that are told with one of the statuses."""
    return (one for one in rows if one.state.status in statuses)
