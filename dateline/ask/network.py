"""Who met, supported, accused, pressed or attacked whom: ties between actors, each with the incidents that make it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from dateline.ask.best_told import best_told
from dateline.ask.stories import Asked
from dateline.ask.timeline import within
from dateline.ask.view import View
from dateline.joining.tellings import days
from dateline.plain import plain
from dateline.records import Incident, Party
from dateline.store.then import as_of

KINDS: Mapping[str, tuple[str, ...]] = {  # a tie by the types of its events
    "met": ("CONSULT", "AGREE"),
    "supported": ("SUPPORT", "COOPERATE", "AID", "YIELD"),
    "accused": ("ACCUSE", "REJECT", "PROTEST", "INVESTIGATE"),
    "pressed": ("REQUEST", "THREATEN", "SANCTION", "COERCE", "MOBILIZE"),
    "attacked": ("ASSAULT",),
}
KIND_OF = {event: kind for kind, events in KINDS.items() for event in events}
MUTUAL = ("met",)  # ties without a direction
HAPPENED = ("actual", "claimed")  # what is planned, possible or denied ties nobody


@dataclass(frozen=True, slots=True)
class Deed:
    """An incident that ties two actors, with a report to open."""

    incident: str
    type: str
    status: str
    when: str | None
    place: str | None
    sources: int
    event: str
    report: str


@dataclass(frozen=True, slots=True)
class Tie:
    """What one actor did to another, or both with each other: weighted by incidents, not by how often they are told."""

    a: str
    b: str
    kind: str
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The actors that most incidents tie, in that order, and the ties between them. others: actors left out;
    untold: incidents with two sides that did not happen so far as is told."""

    actors: tuple[tuple[str, int], ...]
    ties: tuple[Tie, ...]
    others: int
    untold: int
    as_of: str | None

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = plain(self)
        return found

    def between(self, a: str, b: str) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if (tie.a, tie.b) == (a, b))


def network(view: View, asked: Asked, after: str | None, before: str | None, most: int, actors: int) -> Network:
    """The ties of the incidents that fit, `most` of them, those told best; between so many actors.

    after, before: EDTF; incidents without a day tie where neither is asked for.
    """
    best = best_told(view, asked, lambda when: within(when, after, before), most)
    found: dict[tuple[str, str, str], list[Incident]] = {}
    untold = 0
    for one in best.shown:
        pairs = list(_pairs(one))
        untold += bool(pairs) and one.status not in HAPPENED
        for pair in pairs if one.status in HAPPENED else ():
            found.setdefault(pair, []).append(one)
    count = Counter(name for (a, b, _), own in found.items() for name in (a, b) for _ in own)
    named = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = dict(named[:actors])
    kept = {pair: own for pair, own in found.items() if pair[0] in shown and pair[1] in shown}
    reports = as_of(view.record, view.as_of).joined.reports_of({one.events[0] for own in kept.values() for one in own})
    ties = tuple(Tie(a, b, kind, tuple(_deeds(own, reports))) for (a, b, kind), own in sorted(kept.items()))
    return Network(tuple(named[:actors]), ties, len(named) - len(shown), untold, view.as_of)


def _pairs(one: Incident) -> Iterator[tuple[str, str, str]]:
    """(from, to, kind) of all that an incident ties. Those who meet stand on one side, or on two."""
    kind = KIND_OF.get(one.type)
    if kind is None:
        return
    by, to = (tuple(dict.fromkeys(filter(None, map(_name, side)))) for side in (one.initiators, one.recipients))
    if kind in MUTUAL:
        yield from ((a, b, kind) for a, b in combinations(sorted({*by, *to}), 2))
    else:
        yield from ((a, b, kind) for a in by for b in to if a != b)


def _name(party: Party) -> str | None:
    return party.name or party.code


def _deeds(own: Iterable[Incident], reports: Mapping[str, str]) -> Iterator[Deed]:
    for one in sorted(own, key=lambda one: (days(one.when)[0] or 10**7, one.id)):
        type_ = f"{one.type}/{one.mode}" if one.mode else one.type
        place = one.place.name if one.place else None
        yield Deed(one.id, type_, one.status, one.when, place, one.independent_sources, one.events[0],
                   reports[one.events[0]])  # fmt: skip
