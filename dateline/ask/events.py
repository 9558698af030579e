"""Who did what to whom, across the reports of a record: the events that answer a question, and according to whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask.show import chain, join
from dateline.lexicon.phrases import fold
from dateline.plain import plain
from dateline.records import Claim, Event, Party, Report, Status
from dateline.store.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """What an event must be to be shown; None asks nothing. Names match in part, in any case and without accents."""

    type: str | None = None  # "ASSAULT"
    actor: str | None = None  # on either side: part of a name, a code ("TUR:GOV", "TUR") or an actor's id
    status: Status | None = None
    place: str | None = None  # part of a name, a country's code or a place's id
    report: str | None = None  # id, or part of the source


@dataclass(frozen=True, slots=True)
class Told:
    """One event, the report that tells it, and the claims around it, innermost first: none when the report itself
    tells it."""

    report: Report
    event: Event
    claims: tuple[Claim, ...]

    @property
    def according_to(self) -> str:
        """ "the general ← Interfax", each claim's sources and relays; the report's outlet when nobody else is named."""
        said = [chain(claim) for claim in self.claims if claim.sources or claim.via]
        return " ← ".join(said) or self.report.outlet or self.report.source

    def as_json(self) -> dict[str, Any]:
        return {**plain(self.event), "according_to": self.according_to, "source": self.report.source}


def events(record: Record, asked: Asked) -> Iterator[Told]:
    """The events that fit, by report and place in it. Reads one report's rows at a time."""
    wanted = None if asked.type is None else asked.type.upper()
    reports = {r.id: r for r in record.rows("reports") if asked.report is None or _is_report(r, asked.report)}
    around: dict[str, Claim] = {}
    current: str | None = None
    for event in record.rows("events"):
        if event.report not in reports or not _fits(event, asked, wanted):
            continue
        if event.claim is not None and event.report != current:
            current = event.report
            around = {claim.id: claim for claim in record.reading(event.report).claims}
        yield Told(reports[event.report], event, tuple(_around(event.claim, around)))


def line(told: Told) -> tuple[str, str]:
    """What it comes to, and the rest: who did what to whom; when, where, how real, according to whom, the id."""
    e = told.event
    whom = f" → {join(e.recipients)}" if e.recipients else ""
    kind = f"{e.type}/{e.mode}" if e.mode else e.type
    words = " ".join(e.text.split())
    head = f"{join(e.initiators) or 'nobody named'} · {kind} “{words}”{whom}"
    place = e.place.name if e.place is not None else None
    facts = (e.when, place, e.status, f"according to {told.according_to}", told.report.source, e.id)
    return head, " · ".join(fact for fact in facts if fact)


def _around(claim_id: str | None, claims: dict[str, Claim]) -> Iterator[Claim]:
    seen: set[str] = set()
    while claim_id is not None and claim_id in claims and claim_id not in seen:
        seen.add(claim_id)
        yield claims[claim_id]
        claim_id = claims[claim_id].parent


def _fits(event: Event, asked: Asked, kind: str | None) -> bool:
    if kind is not None and event.type != kind:
        return False
    if asked.status is not None and event.status != asked.status:
        return False
    if asked.actor is not None and not any(_is(p, asked.actor) for p in (*event.initiators, *event.recipients)):
        return False
    return asked.place is None or _is_there(event, asked.place)


def _is(party: Party, wanted: str) -> bool:
    code = party.code or ""
    return fold(wanted) in fold(party.name or "") or wanted in (code, code.split(":")[0], party.actor)


def _is_there(event: Event, wanted: str) -> bool:
    place = event.place
    return place is not None and (fold(wanted) in fold(place.name or "") or wanted in (place.country, place.id))


def _is_report(report: Report, wanted: str) -> bool:
    return wanted == report.id or fold(wanted) in fold(report.source)
