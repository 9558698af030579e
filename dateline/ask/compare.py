"""Events that others coded beside ours: what both have, what only they have, what only we have, what came nearest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateline.ask.stories import rows
from dateline.ask.view import View
from dateline.distance import km
from dateline.edtf import bounds
from dateline.errors import BadRequest
from dateline.lexicon.phrases import fold
from dateline.records import Imported, Incident, Party

NEAR_KM = 50.0
SLACK = timedelta(days=1)  # a day is told by its dateline there, by its words here
LONGEST = 31  # days of an event that is looked for day by day
ENOUGH = 5  # points that make two rows one event


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two rows fit: points, what is the same, and what is not."""

    points: int
    same: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One event that both have."""

    theirs: Imported
    ours: Incident
    fit: Fit


@dataclass(frozen=True, slots=True)
class Alone:
    """An event that one side has, with the nearest of the other side, if anything is near."""

    row: Any
    nearest: str | None
    fit: Fit | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison gives. `outside`: ours on days that their file does not reach; `unfit`: rows without a day."""

    first: str | None
    last: str | None
    both: tuple[Pair, ...]
    theirs: tuple[Alone, ...]
    ours: tuple[Alone, ...]
    outside: int
    unfit: dict[str, int]


def compare(view: View, theirs: Iterable[Imported]) -> Comparison:
    """Their events and the record's incidents, each matched at most once, by day, codes of actors, type and place.

    Raises BadRequest when not one of their events has a day.
    """
    given = sorted(theirs, key=lambda one: one.id)
    dated = [(one, span) for one in given if (span := _span(one.when))]
    if not dated:
        raise BadRequest("none of these events has a day", "compare a file of events; mentions alone have none")
    first, last = min(span[0] for _, span in dated), max(span[1] for _, span in dated)
    every = rows(view, "incidents")
    known = [(one, span) for one in every if (span := _span(one.when))]
    within = [(one, span) for one, span in known if span[1] >= first - SLACK and span[0] <= last + SLACK]
    fits = _fits(dated, within)
    pairs = _matched(fits)
    taken_theirs, taken_ours = {p.theirs.id for p in pairs}, {p.ours.id for p in pairs}
    nearest_ours, nearest_theirs = _nearest(fits)
    return Comparison(
        first.isoformat(), last.isoformat(), tuple(pairs),
        tuple(_alone(one, nearest_ours) for one, _ in dated if one.id not in taken_theirs),
        tuple(_alone(one, nearest_theirs) for one, _ in within if one.id not in taken_ours),
        len(known) - len(within),
        {"theirs without a day": len(given) - len(dated), "ours without a day": len(every) - len(known)},
    )  # fmt: skip


def _span(when: str | None) -> tuple[date, date] | None:
    """First and last day, when both are known and they are no more than a month apart."""
    if when is None:
        return None
    first, last = bounds(when)
    return (first, last) if first and last and (last - first).days < LONGEST else None


Fits = list[tuple[Fit, Imported, Incident]]


def _fits(
    theirs: Sequence[tuple[Imported, tuple[date, date]]], ours: Sequence[tuple[Incident, tuple[date, date]]]
) -> Fits:
    """All pairs that share a day and the type or somebody's country: looked up, not all with all."""
    by_key: defaultdict[tuple[date, str], list[tuple[Incident, tuple[date, date]]]] = defaultdict(list)
    for one, span in ours:
        for key in _keys(one, span):
            by_key[key].append((one, span))
    found: Fits = []
    for event, days in theirs:
        near = {its.id: (its, other) for key in _keys(event, days) for its, other in by_key.get(key, ())}
        for _, (its, other) in sorted(near.items()):
            same_day = days[0] <= other[1] and other[0] <= days[1]
            found.append((_fit(event, its, same_day=same_day), event, its))
    return found


def _keys(one: Imported | Incident, span: tuple[date, date]) -> Iterator[tuple[date, str]]:
    """What a pair must share to be looked at: a day, and the type or somebody's country."""
    lands = {_parts(party.code)[0] for party in (*one.initiators, *one.recipients)}
    names = sorted({one.type or "", *lands} - {""})
    day = span[0] - (SLACK if isinstance(one, Incident) else timedelta(0))
    last = span[1] + (SLACK if isinstance(one, Incident) else timedelta(0))
    while day <= last:
        yield from ((day, name) for name in names)
        day += timedelta(days=1)


def _fit(theirs: Imported, ours: Incident, *, same_day: bool) -> Fit:
    """A day apart 1 (2 the very day), type 2, each side's country 2 (and 1 for its role), place 2."""
    same: list[str] = ["day"] if same_day else []
    other: list[str] = [] if same_day else ["day"]
    points = 2 if same_day else 1
    for name, got in (
        ("type", 2 if theirs.type == ours.type else 0),
        ("initiator", _sides(theirs.initiators, ours.initiators)),
        ("recipient", _sides(theirs.recipients, ours.recipients)),
        ("place", _place(theirs, ours)),
    ):
        if got is None:
            continue  # one of the two does not say
        (same if got else other).append(name)
        points += got
    return Fit(points, tuple(same), tuple(other))


def _sides(theirs: Sequence[Party], ours: Sequence[Party]) -> int | None:
    """3: the same code; 2: the same country; None: one of them names nobody with a code."""
    codes, others = ([_parts(p.code) for p in side if p.code] for side in (theirs, ours))
    if not codes or not others:
        return None
    return max(
        (3 if role and role == role2 else 2) if land and land == land2 else 0
        for land, role in codes for land2, role2 in others
    )  # fmt: skip


def _parts(code: str | None) -> tuple[str, str]:
    land, _, role = (code or "").partition(":")
    return land, role


def _place(theirs: Imported, ours: Incident) -> int | None:
    """2: within 50 km, or the same name; 1: the same country, when one of them says no more."""
    here = ours.place
    if here is None or (theirs.lat is None and not theirs.place and not theirs.country):
        return None
    if theirs.place and here.name and (fold(here.name) in fold(theirs.place) or fold(theirs.place) in fold(here.name)):
        return 2
    if (
        theirs.place
        and theirs.lat is not None
        and theirs.lon is not None
        and here.lat is not None
        and here.lon is not None
    ):
        return 2 if km(theirs.lat, theirs.lon, here.lat, here.lon) <= NEAR_KM else 0
    return 1 if theirs.country and theirs.country == here.country else 0


def _matched(fits: Fits) -> list[Pair]:
    """The best pairs first; each row once. Of equals the smaller ids."""
    pairs: list[Pair] = []
    theirs: set[str] = set()
    ours: set[str] = set()
    for fit, one, its in sorted(fits, key=lambda f: (-f[0].points, len(f[0].other), f[1].id, f[2].id)):
        if fit.points >= ENOUGH and "type" in fit.same and one.id not in theirs and its.id not in ours:
            pairs.append(Pair(one, its, fit))
            theirs.add(one.id)
            ours.add(its.id)
    return sorted(pairs, key=lambda pair: (pair.theirs.when or "", pair.theirs.id))


Nearest = dict[str, tuple[Fit, str]]


def _nearest(fits: Fits) -> tuple[Nearest, Nearest]:
    """For each of theirs the best of ours, and the other way round."""
    of_theirs: Nearest = {}
    of_ours: Nearest = {}
    for fit, one, its in fits:
        for best, key, value in ((of_theirs, one.id, its.id), (of_ours, its.id, one.id)):
            if key not in best or fit.points > best[key][0].points:
                best[key] = (fit, value)
    return of_theirs, of_ours


def _alone(row: Any, nearest: Nearest) -> Alone:
    fit, other = nearest.get(row.id, (None, None))
    return Alone(row, other, fit)
