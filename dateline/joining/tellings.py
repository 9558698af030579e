"""Tellings: what joining keeps of a report's events to compare them, and of the report itself. Made once a report."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dateline import edtf
from dateline.joining.words import stems
from dateline.lexicon.joining import JoiningWeights
from dateline.lexicon.word_weights import WordWeights, folded
from dateline.records import Event, Party, Reading, Report, Where

Days = tuple[int | None, int | None]  # first and last day as ordinals; None: open or unknown on that side

FAMILIES = {
    "AGREE": "yield", "CONCEDE": "yield", "RETREAT": "yield", "CONSULT": "talks", "REJECT": "refuse",
    "ASSAULT": "force", "COERCE": "force", "DISPLACE": "moves", "SUPPORT": "help", "AID": "help", "COOPERATE": "help",
    "THREATEN": "threat", "REQUEST": "request", "ACCUSE": "accuse", "SANCTION": "refuse", "MOBILIZE": "force",
    "PROTEST": "protest",
}  # fmt: skip
LONGEST = 600  # code points around a trigger that are looked at for words
KEYWORDS = 40  # of a report
WORDS = 24  # of a telling
READ = 6000  # code points of a report that its keywords are taken from: the news comes first


@dataclass(frozen=True, slots=True)
class Who:
    """A side of an event. key: actor id, else folded name; sector "" and country "" where the code leaves them open.

    person: a single human being with a name; vague: "rebels", "civilians": a kind of people rather than an actor;
    inferred: not named by the sentence.
    """

    key: str
    name: str
    country: str
    sector: str
    person: bool
    vague: bool
    inferred: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event was: `wide` for a country or a province."""

    name: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    km: float
    wide: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as one report tells it, in comparable form. id: that of the event, or of the first of several.

    when: what the report says of its days, (None, None) when it says nothing; told: the days of the telling.
    words: stems of the sentence with their weights, the trigger's own left out.
    """

    id: str
    report: str
    events: tuple[str, ...]
    family: str
    type: str
    mode: str
    entry: str
    status: str
    initiators: tuple[Who, ...]
    recipients: tuple[Who, ...]
    spot: Spot | None
    when: Days
    told: Days
    trigger: tuple[str, ...]
    meaning: tuple[str, ...]
    words: Mapping[str, float]
    text: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What joining keeps of a report: its days, its keywords (a vector of length 1) and its tellings."""

    id: str
    outlet: str | None
    told: Days
    keywords: Mapping[str, float]
    tellings: tuple[Telling, ...]


def days(value: str | None) -> Days:
    """First and last day of an EDTF value as ordinals; (None, None) for nothing and for durations."""
    if not value:
        return None, None
    try:
        first, last = edtf.bounds(value)
    except ValueError:
        return None, None
    return _ordinal(first), _ordinal(last)


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def tellings(reading: Reading, weights: WordWeights, joining: JoiningWeights) -> tuple[Telling, ...]:
    """One telling for each event of a report, in reading order."""
    people = {m.actor for m in reading.mentions if m.kind == "person" and m.actor}
    told = days(reading.report.published)
    return tuple(_telling(reading.report, event, people, told, weights, joining) for event in reading.events)


def _telling(
    report: Report, event: Event, people: set[str], told: Days, weights: WordWeights, joining: JoiningWeights
) -> Telling:
    trigger = tuple(sorted(set(stems(event.text, weights))))
    meaning = tuple(sorted({m for stem in trigger for m in joining.meanings.get(stem, ())}))
    context = stems(sentence(report, event.start, event.end), weights)
    weighed = {word: weights.of(word) for word in context if word not in trigger}
    kept = sorted(weighed, key=lambda word: (-weighed[word], word))[:WORDS]
    entry = event.how.by.partition("/")[2].partition("/")[0]
    return Telling(
        event.id, report.id, (event.id,), FAMILIES.get(event.type, event.type), event.type, event.mode or "", entry,
        event.status, _sides(event.initiators, people), _sides(event.recipients, people), _spot(event.place),
        days(event.when), told, trigger, meaning, {word: weighed[word] for word in kept}, event.text,
    )  # fmt: skip


def sentence(report: Report, start: int, end: int) -> str:
    """The sentence around start..end, or what of it is near."""
    k = bisect_right(report.sentences, start) - 1
    first = report.sentences[k] if k >= 0 else 0
    last = report.sentences[k + 1] if k + 1 < len(report.sentences) else len(report.text)
    return report.text[max(first, start - LONGEST) : max(end, min(last, end + LONGEST))]


def _sides(parties: tuple[Party, ...], people: set[str]) -> tuple[Who, ...]:
    return tuple(_who(party, people) for party in parties if party.name or party.code)


def _who(party: Party, people: set[str]) -> Who:
    country, _, sector = (party.code or "").partition(":")
    name = " ".join((party.name or "").split())
    key = party.actor or folded(name)
    vague = party.actor is None or sector in ("CVL", "")
    return Who(key, name, country, sector, party.actor in people, vague, party.inferred)


def _spot(place: Where | None) -> Spot | None:
    if place is None or place.name is None:
        return None
    wide = (place.feature or "").startswith(("PCL", "ADM", "RGN", "CONT")) or (place.precision_m or 0) > 60_000
    km = (place.precision_m or 1000) / 1000
    return Spot(folded(place.name), place.country or "", place.admin1 or "", place.lat, place.lon, km, wide)


def keywords(report: Report, weights: WordWeights) -> dict[str, float]:
    """The stems that say most about a report, as a vector of length 1; the headline's count twice."""
    counts = Counter(stems(report.text[:READ], weights))
    counts.update(stems(report.headline or "", weights))
    weighed = {word: (1 + math.log(n)) * weights.of(word) for word, n in counts.items()}
    kept = sorted(weighed, key=lambda word: (-weighed[word], word))[:KEYWORDS]
    length = math.sqrt(sum(weighed[word] ** 2 for word in kept)) or 1.0
    return {word: round(weighed[word] / length, 4) for word in kept}


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1."""
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b[word] for word, weight in a.items() if word in b)
