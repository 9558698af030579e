"""Incidents: one row for all tellings of one event. What tellings say is chosen from, never averaged."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dateline.ids import make_id
from dateline.joining.sources import independent
from dateline.joining.tellings import Digest, Telling, Who, days
from dateline.records import Incident, Party, Status, Where

STATUSES: tuple[Status, ...] = ("actual", "claimed", "planned", "denied", "hypothetical")
WHOLE = 200  # tellings that are grouped all at once; where more hang together, only strong ties make an incident
TIED = 2.0  # score of a strong tie
SAMPLE = 64  # tellings of such an incident, those with the smallest ids, that tell what happened and who says so
SIDES = 12  # actors that a side of an incident holds at most


def incident_id(members: Iterable[str]) -> str:
    """From the smallest event, so that another telling seldom changes it."""
    return make_id("incidents", min(members))


def incident(told: Sequence[Telling], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> Incident:
    """The row for tellings of one event; the same for any order of them."""
    told = sorted(told, key=lambda telling: telling.id)
    chosen = _most(telling.type for telling in told) or told[0].type
    said = sorted((days(t.said), t.said) for t in told if t.said and None not in days(t.said))
    return Incident(
        id=incident_id(t.id for t in told),
        type=chosen,
        mode=_most(t.mode for t in told if t.type == chosen and t.mode),
        initiators=side(who for t in told if t.type == chosen for who in t.initiators),
        recipients=side(who for t in told if t.type == chosen for who in t.recipients),
        place=place(told),
        when=when(told),
        status=min((t.status for t in told), key=STATUSES.index),
        events=tuple(event for t in told for event in t.events),
        reports=len({t.report for t in told}),
        independent_sources=independent(told, digests, copies),
        first_said=said[0][1] if said else None,
        last_said=max(said, key=lambda item: (item[0][1], item[1]))[1] if said else None,
    )


def _most(values: Iterable[str]) -> str | None:
    count = Counter(values)
    return min(count, key=lambda value: (-count[value], value)) if count else None


def side(named: Iterable[Who]) -> tuple[Party, ...]:
    """Whom the tellings name, the most told first. Who is only guessed, or only a kind of people of which an actor is
    named, is left out beside those who are named."""
    count: Counter[str] = Counter()
    best: dict[str, Who] = {}
    for who in named:
        count[who.key] += 1
        known = best.get(who.key)
        if known is None or (who.inferred, who.name) < (known.inferred, known.name):
            best[who.key] = who
    ranked = sorted(best.values(), key=lambda who: (who.inferred, who.vague, -count[who.key], who.key))
    sure = [who for who in ranked if not who.inferred] or ranked
    kept: list[Who] = []
    for who in sure:
        same_kind = any((w.country, w.sector) == (who.country, who.sector) for w in kept)
        if not (who.vague and same_kind):
            kept.append(who)
    return tuple(_party(who) for who in kept[:SIDES])


def _party(who: Who) -> Party:
    code = f"{who.country}:{who.sector}" if who.country or who.sector else None
    actor = who.key if who.key.startswith("act-") else None
    return Party(who.name or None, code, actor, None, None, inferred=who.inferred)


def place(told: Sequence[Telling]) -> Where | None:
    """The place most tellings name; of equals the smallest."""
    count = Counter(t.spot.name for t in told if t.spot is not None)
    found = [t for t in told if t.spot is not None and t.place is not None]
    best = min(found, key=lambda t: (t.spot.wide, -count[t.spot.name], t.spot.km, t.id), default=None)  # type: ignore[union-attr]
    return None if best is None else best.place


def when(told: Sequence[Telling]) -> str | None:
    """The narrowest days that a telling names; of equally narrow ones those that most tellings name."""
    count = Counter(t.days for t in told if t.days is not None)
    return min(count, key=lambda value: (_width(value), -count[value], value), default=None)


def _width(value: str) -> int:
    first, last = days(value)
    return last - first if first is not None and last is not None else 1_000_000
