"""What each row can be found by: its words, who is in it, where, when. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.edtf import bounds
from dateline.records import Claim, Event, Mention, Party, Place, Reading, Report

APART = "qzqzq"
COLUMNS = ("words", "said_by", "via", "actor", "place", "outlet", "tags")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the index. `first`, `last`: ISO days. `points`: (latitude, longitude)."""

    kind: str
    id: str
    report: str
    first: str | None
    last: str | None
    words: str = ""
    said_by: str = ""
    via: str = ""
    actor: str = ""
    place: str = ""
    outlet: str = ""
    tags: str = ""
    points: tuple[tuple[float, float], ...] = ()


def entries(reading: Reading) -> Iterator[Entry]:
    """All that one report gives to the index: itself, its claims, its events, its actors."""
    report = reading.report
    claims = {claim.id: claim for claim in reading.claims}
    yield _report(reading)
    places = sorted(reading.places, key=lambda p: p.start)
    starts = [place.start for place in places]
    for claim in reading.claims:
        inside = places[bisect_right(starts, claim.start - 1) : bisect_right(starts, claim.end - 1)]
        yield _claim(claim, report, inside)
    for event in reading.events:
        yield _event(event, report, claims)
    yield from _actors(reading.mentions, report)


def tag(field: str, value: str) -> str:
    """One word of the column `tags`: "typeassault"."""
    return field + "".join(c for c in value.casefold() if c.isalnum())


def _report(reading: Reading) -> Entry:
    report = reading.report
    first, last = days(report.published)
    return Entry(
        "reports", report.id, report.id, first, last,
        words=f"{report.headline or ''}\n{report.text}",
        said_by=_names(p for claim in reading.claims for p in claim.sources),
        via=_names(p for claim in reading.claims for p in claim.via),
        actor=_distinct(" ".join(filter(None, (m.name, m.code, m.actor))) for m in reading.mentions if m.actor),
        place=_places(reading.places),
        outlet=report.outlet or "",
        tags=tag("kind", "reports"),
        points=_points(reading.places),
    )  # fmt: skip


def _claim(claim: Claim, report: Report, places: Iterable[Place]) -> Entry:
    places = list(places)
    first, last = days(claim.said_on or report.published)
    return Entry(
        "claims", claim.id, report.id, first, last,
        words=claim.text,
        said_by=_names(claim.sources),
        via=_names(claim.via),
        actor=_names((*claim.sources, *claim.via, *filter(None, (claim.addressee,)))),
        place=_places(places),
        outlet=report.outlet or "",
        tags=f"{tag('kind', 'claims')} {tag('stance', claim.stance)} {tag('manner', claim.manner)}",
        points=_points(places),
    )  # fmt: skip


def _event(event: Event, report: Report, claims: Mapping[str, Claim]) -> Entry:
    carrier = claims.get(event.claim or "")
    first, last = days(event.when or report.published)
    place = event.place
    tags = [tag("kind", "events"), tag("type", event.type), tag("status", event.status)]
    return Entry(
        "events", event.id, report.id, first, last,
        words=sentence(report, event.start),
        said_by=_names(carrier.sources) if carrier else "",
        via=_names(carrier.via) if carrier else "",
        actor=_names((*event.initiators, *event.recipients)),
        place=" ".join(filter(None, (place.name, place.country, place.admin1))) if place else "",
        outlet=report.outlet or "",
        tags=" ".join([*tags, *([tag("mode", event.mode)] if event.mode else [])]),
        points=((place.lat, place.lon),) if place and place.lat is not None and place.lon is not None else (),
    )  # fmt: skip


def _actors(mentions: Iterable[Mention], report: Report) -> Iterator[Entry]:
    called: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.actor is not None:
            called.setdefault(mention.actor, []).append(mention)
    first, last = days(report.published)
    for row_id, its in called.items():
        words = _distinct(w for m in its for w in (m.name, m.text if m.form == "name" else None, m.role, m.code) if w)
        actor = _distinct(" ".join(filter(None, (m.name, m.code, m.actor))) for m in its)
        tags = tag("kind", "actors")
        yield Entry(
            "actors", row_id, report.id, first, last, words=words, actor=actor, outlet=report.outlet or "", tags=tags
        )


def sentence(report: Report, at: int) -> str:
    """The sentence around a place in the text."""
    first, last = sentence_at(report, at)
    return report.text[first:last]


def sentence_at(report: Report, at: int) -> tuple[int, int]:
    """Where the sentence around a place in the text begins and ends."""
    number = bisect_right(report.sentences, at)
    first = report.sentences[number - 1] if number else 0
    return first, report.sentences[number] if number < len(report.sentences) else len(report.text)


def _names(parties: Iterable[Party]) -> str:
    return _distinct(" ".join(filter(None, (p.name, p.code, p.actor, p.on_behalf_of))) for p in parties)


def _places(places: Iterable[Place]) -> str:
    return _distinct(" ".join(filter(None, (p.name, p.text, p.country, p.admin1))) for p in places)


def _points(places: Iterable[Place]) -> tuple[tuple[float, float], ...]:
    return tuple(dict.fromkeys((p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None))


def _distinct(words: Iterable[str]) -> str:
    """Each once, with a word between that nobody writes, so that no phrase runs from one into the next."""
    return f" {APART} ".join(dict.fromkeys(filter(None, words)))


def days(value: str | None) -> tuple[str | None, str | None]:
    """First and last day of a date as ISO days; None on an open side."""
    if value is None:
        return None, None
    first, last = bounds(value)
    return first.isoformat() if first else None, last.isoformat() if last else None
