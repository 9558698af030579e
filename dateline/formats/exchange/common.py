"""What the exchange formats share: where rows come from, what a writer answers, and one event with all its tellings."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, Protocol

from dateline.edtf import bounds
from dateline.records import Claim, Event, Party, Quantity, Report

MACHINE = "machine-coded by Dateline, not checked by a person"


class Rows(Protocol):
    """Where rows come from: a record, a record as of a day, what a query found."""

    def rows(self, kind: str) -> Iterator[Any]: ...


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows a file holds, and how many it left out for which reason."""

    rows: int
    skipped: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Format:
    """One exchange format: how its files end, and which kinds of row it carries with what writes them."""

    suffix: str
    kinds: Mapping[str, Callable[[Rows, BinaryIO], Written]]


@dataclass(frozen=True, slots=True)
class Told:
    """One event with all its tellings: those that joining put into one incident, or a telling by itself."""

    id: str
    tellings: tuple[tuple[Event, Report], ...]  # by day of publication, then by id

    @property
    def event(self) -> Event:
        """The telling that says most: both sides, then day and place; of equals the first."""
        return max(self.tellings, key=lambda t: _said(t[0]))[0]

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that tell it, each once."""
        return tuple({report.id: report for _, report in self.tellings}.values())

    @property
    def report(self) -> Report:
        """The report of `event`."""
        best = self.event
        return next(report for event, report in self.tellings if event is best)


def _said(event: Event) -> tuple[int, int]:
    sides = (event.initiators, event.recipients)
    return sum(any(p.name for p in side) for side in sides), (event.when is not None) + (event.place is not None)


def told(source: Rows) -> Iterator[Told]:
    """Every event of the record once, by id."""
    reports = {report.id: report for report in source.rows("reports")}
    groups: defaultdict[str, list[tuple[Event, Report]]] = defaultdict(list)
    for event in source.rows("events"):
        groups[event.incident or event.id].append((event, reports[event.report]))
    for key in sorted(groups):
        yield Told(key, tuple(sorted(groups[key], key=lambda t: (t[1].published or "9", t[0].id))))


def days(value: str | None) -> tuple[date, date] | None:
    """First and last day of a date, when both are known."""
    if value is None:
        return None
    first, last = bounds(value)
    return (first, last) if first and last else None


def day(value: str | None) -> date | None:
    """The day, when the date is one."""
    found = days(value)
    return found[0] if found and found[0] == found[1] else None


def named(parties: tuple[Party, ...]) -> Party | None:
    """The first of the parties that has a name."""
    return next((party for party in parties if party.name), None)


def country(code: str | None) -> str:
    """The country (or PLOVER's slot for bodies of none) of an actor's code; "" if unknown."""
    return (code or "").partition(":")[0]


def sector(code: str | None) -> str:
    return (code or "").partition(":")[2]


def according_to(claim: Claim | None) -> str:
    """The chain of a claim in words: "Ibrahim Kalin, via Example Wire"; "" when the report tells it itself."""
    if claim is None:
        return ""
    said = " and ".join(p.name for p in claim.sources if p.name) or "somebody not named"
    via = "".join(f", via {p.name}" for p in claim.via if p.name)
    return said + via


def carried(one: Told, claims: Mapping[str, Claim]) -> list[Claim]:
    """The claims that the tellings of an event stand in."""
    return [claims[event.claim] for event, _ in one.tellings if event.claim is not None and event.claim in claims]


def dead_of(source: Rows) -> Mapping[str, list[Quantity]]:
    """The numbers of dead in each report."""
    dead: defaultdict[str, list[Quantity]] = defaultdict(list)
    for quantity in source.rows("quantities"):
        if quantity.role == "dead":
            dead[quantity.report].append(quantity)
    return dead


def deaths(one: Told, dead: Mapping[str, list[Quantity]]) -> tuple[int | None, int | None] | None:
    """Lowest and highest number of dead that the sentences of the event's tellings give; None: no number is told."""
    near: list[Quantity] = []
    for event, report in one.tellings:
        starts = report.sentences
        here = sum(s <= event.start for s in starts)
        near += [q for q in dead.get(report.id, ()) if sum(s <= q.start for s in starts) == here]
    lows = [int(q.low) for q in near if q.low is not None]
    highs = [int(q.high) for q in near if q.high is not None]
    return (min(lows, default=None), max(highs, default=None)) if near else None


class Skips:
    """Counts rows that a format cannot hold, by reason."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()

    def __call__(self, reason: str) -> None:
        self.count[reason] += 1

    def written(self, rows: int) -> Written:
        return Written(rows, dict(sorted(self.count.items())))
