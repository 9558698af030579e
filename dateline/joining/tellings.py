"""Tellings: what joining keeps of a report's events to compare them, and of the report itself. Made once a report."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline import edtf
from dateline.joining.words import WORD, every_stem, stem_counts, stem_of, stems
from dateline.lexicon.joining import JoiningWeights
from dateline.lexicon.word_weights import WordWeights, folded
from dateline.records import Claim, Event, Party, Quantity, Reading, Report, Status, Where

Days = tuple[int | None, int | None]  # first and last day as ordinals; None: open or unknown on that side

FAMILIES = {
    "AGREE": "yield", "CONCEDE": "yield", "RETREAT": "yield", "CONSULT": "talks", "REJECT": "refuse",
    "ASSAULT": "force", "COERCE": "force", "DISPLACE": "moves", "SUPPORT": "help", "AID": "help", "COOPERATE": "help",
    "THREATEN": "threat", "REQUEST": "request", "ACCUSE": "accuse", "SANCTION": "refuse", "MOBILIZE": "force",
    "PROTEST": "protest",
}  # fmt: skip
SAID = frozenset({"accuse", "request", "threat"})  # families in which what is said makes the act
EMPTY = frozenset(
    "the a an of had been ha have wa were is are be to in on at not it its out and will with".split()
)  # stems of a trigger that say nothing
LONGEST = 600  # code points around a trigger that are looked at for words
KEYWORDS = 40  # of a report
WORDS = 24  # of a telling
MODIFIERS = 3  # words between an article and its noun, that noun among them
FORE = 5  # words before a trigger that tell whether it is a noun with an article
ARTICLES = frozenset({"the", "that", "this", "those", "these"})
LINKS = frozenset("that which was were had been they he she it both sides have is has".split())
BEFORE, AFTER = 5, 9  # words around a trigger that stand next to it
OFTEN = 4  # times that a report has a word which says what it is about, and not which event
TELLING = 2.5  # weight from which on a word next to a trigger says what was done to what
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
    """Where an event was: `wide` for a country or a province; `inferred`: not named by the sentence."""

    name: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    km: float
    wide: bool
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as one report tells it, in comparable form. id: that of the event, or of the first of several.

    place, days: as the event has them. when: what the report says of its days, (None, None) when it says nothing.
    told: the days of the telling.
    amount: how many people, buses ... its sides are, where a number is told with them.
    sources: keys of whoever says so, empty for the report's own voice; said: the day they said it, else of the report.
    words: stems of the sentence with their weights, the trigger's own left out.
    near: stems of what stands next to the trigger, what it is done to among them; names of sides and places left out.
    known: told as something heard of before: "the truce signed in Minsk", "last week's strike on the market".
    arms: what an attack was made with.
    """

    id: str
    report: str
    events: tuple[str, ...]
    family: str
    type: str
    mode: str
    entry: str
    status: Status
    initiators: tuple[Who, ...]
    recipients: tuple[Who, ...]
    place: Where | None
    spot: Spot | None
    amount: float | None
    days: str | None
    when: Days
    told: Days
    trigger: tuple[str, ...]
    meaning: tuple[str, ...]
    words: Mapping[str, float]
    text: str
    sources: tuple[str, ...]
    said: str | None
    near: tuple[str, ...] = ()
    known: bool = False
    arms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """What joining keeps of a report beside its tellings. keywords: a vector of length 1; actors, places: those named
    most, by id and name; marks: hashes of its sentences and of some of its runs of words, to find copies by;
    said: hashes of all its sentences, numbers masked;
    agency: whom its dateline credits; dated: somebody said when it is from, or its own text did, to the day."""

    id: str
    outlet: str | None
    agency: str | None
    headline: str | None
    published: str | None
    told: Days
    dated: bool
    keywords: Mapping[str, float]
    actors: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    marks: tuple[int, ...]
    said: tuple[int, ...]


@lru_cache(maxsize=20_000)
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
    claims = {claim.id: claim for claim in reading.claims}
    counted = [q for q in reading.quantities if not q.change and q.unit != "percent"]
    common = stem_counts(reading.report.text[:READ], weights)
    about = frozenset(stem for stem, n in common.items() if n >= OFTEN)
    return tuple(
        _telling(reading.report, event, claims, people, _amount(event, counted), told, about, weights, joining)
        for event in reading.events
    )


def _amount(event: Event, counted: Sequence[Quantity]) -> float | None:
    """The number that stands in the words of a side: "killed at least 82 civilians"."""
    for party in (*event.recipients, *event.initiators):
        if party.start is None or party.end is None:
            continue
        for q in counted:
            if q.start < party.end and party.start < q.end:
                return q.low if q.low is not None else q.high
    return None


def _telling(
    report: Report, event: Event, claims: Mapping[str, Claim], people: set[str], amount: float | None, told: Days,
    about: Collection[str], weights: WordWeights, joining: JoiningWeights,
) -> Telling:  # fmt: skip
    claim = claims.get(event.claim or "")
    trigger = _trigger(event, weights)
    entry = event.how.by.partition("/")[2].partition("/")[0]
    near = _near(report, event, {*trigger, *about}, weights)
    meaning = _meaning(trigger, (f"{event.type}/{event.mode}", entry), joining)
    context = stems(sentence(report, event.start, event.end), weights)
    apart = {*trigger, *(_named(report, event, weights) if FAMILIES.get(event.type) in SAID else ())}
    weighed = {word: weights.of(word) for word in context if word not in apart}
    kept = sorted(weighed, key=lambda word: (-weighed[word], word))[:WORDS]
    return Telling(
        event.id, report.id, (event.id,), FAMILIES.get(event.type, event.type), event.type, event.mode or "", entry,
        event.status, _sides(event.initiators, people), _sides(event.recipients, people), event.place,
        spot_of(event.place), amount, event.when, days(event.when), told, trigger, meaning,
        {word: weighed[word] for word in kept}, event.text,
        _speakers(claim, people), (claim and claim.said_on) or report.published,
        near, _known(report, event, weights, joining), _arms(report, event, weights, joining),
    )  # fmt: skip


def _trigger(event: Event, weights: WordWeights) -> tuple[str, ...]:
    """The stems of an event's words, without the place where it was if more are left."""
    found = set(every_stem(event.text, weights)) - EMPTY
    named = set(every_stem((event.place and event.place.name) or "", weights))
    return tuple(sorted(found - named or found))


def _meaning(trigger: Sequence[str], acts: Sequence[str], joining: JoiningWeights) -> tuple[str, ...]:
    """What the act comes to, by its words and by the kind that it was coded as."""
    told = [m for stem in trigger for m in joining.meanings.get(stem, ())]
    return tuple(sorted({*told, *(m for act in acts for m in joining.acts.get(act, ()))}))


def _arms(report: Report, event: Event, weights: WordWeights, joining: JoiningWeights) -> tuple[str, ...]:
    """What an attack was made with, as its words and the few around them tell."""
    if FAMILIES.get(event.type) != "force":
        return ()
    begin, end = sentence_span(report, event.start, event.end)
    before = list(WORD.finditer(report.text, begin, event.start))[-BEFORE:]
    after = list(WORD.finditer(report.text, event.start, end))[: AFTER + BEFORE]
    told = (stem_of(match[0], weights) for match in (*before, *after))
    return tuple(sorted({kind for stem in told for kind in joining.arms.get(stem, ())}))


def _known(report: Report, event: Event, weights: WordWeights, joining: JoiningWeights) -> bool:
    """Whether the act only tells which deal is meant, is itself a noun with an article or a possessor, or befell people
    in an attack that has one."""
    begin, end = sentence_span(report, event.start, event.end)
    before = [match[0].lower() for match in WORD.finditer(report.text, begin, event.start)][-FORE:]
    if event.status not in ("actual", "claimed"):
        return False
    if event.type == "ASSAULT":
        told = [match[0].lower() for match in WORD.finditer(report.text, event.start, end)][:AFTER]
        own = [match[0].lower() for match in WORD.finditer(event.text)]
        blow = (*before, *own) if stem_of(own[-1] if own else "", weights) in joining.blows else told
        if _the_blow(blow, weights, joining):
            return True
    if not before:
        return False
    if _definite(before[-1]):
        return True
    while before and before[-1] in LINKS:
        before.pop()
    return bool(before) and stem_of(before[-1], weights) in joining.deals


def _definite(word: str) -> bool:
    return word in ARTICLES or word.endswith(("\u2019s", "'s", "s\u2019"))


def _the_blow(words: Sequence[str], weights: WordWeights, joining: JoiningWeights) -> bool:
    """ "The rocket attack", "Tuesday's car bomb blast"."""
    return any(
        _definite(word) and any(stem_of(one, weights) in joining.blows for one in words[k + 1 : k + 1 + MODIFIERS])
        for k, word in enumerate(words)
    )


def _near(report: Report, event: Event, untelling: Collection[str], weights: WordWeights) -> tuple[str, ...]:
    """The stems that say most among the few words around an event's own, without those of its sides and its place.

    untelling: stems of the event itself, and of what the whole report is about.
    """
    begin, end = sentence_span(report, event.start, event.end)
    before = list(WORD.finditer(report.text, begin, event.start))[-BEFORE:]
    after = list(WORD.finditer(report.text, event.end, end))[:AFTER]
    sides = [(q.start, q.end) for q in (*event.initiators, *event.recipients) if q.start is not None and q.end]
    named = set(every_stem(event.place.name or "", weights)) if event.place is not None else set()
    found = []
    for match in (*before, *after):
        stem = stem_of(match[0], weights)
        named_side = any(a <= match.start() < b for a, b in sides) and match[0][0].isupper()
        if not (named_side or stem in untelling or stem in named or stem.isdigit() or weights.of(stem) < TELLING):
            found.append(stem)
    return tuple(dict.fromkeys(found))


def _named(report: Report, event: Event, weights: WordWeights) -> Iterator[str]:
    """Stems of the words that name the sides: who accuses whom is compared by itself."""
    for party in (*event.initiators, *event.recipients):
        yield from every_stem(party.name or "", weights)
        if party.start is not None and party.end is not None:
            yield from every_stem(report.text[party.start : party.end], weights)


def without_article(name: str) -> str:
    return name.removeprefix("the ")


def _speakers(claim: Claim | None, people: set[str]) -> tuple[str, ...]:
    return speakers(claim.sources if claim is not None else (), people)


def speakers(parties: Sequence[Party], people: Collection[str] = ()) -> tuple[str, ...]:
    """Who says so, by actor or by the words; a spokesman's principal with him. people: ids of actors that are persons,
    whose names are not asked for beside their ids."""
    found = []
    for party in parties:
        named = without_article(folded(party.name or ""))
        body = named if party.actor and party.actor not in people else None  # an outlet is found by its name
        found += [key for key in (party.actor or named, body, party.on_behalf_of) if key]
    return tuple(dict.fromkeys(found))


def sentence(report: Report, start: int, end: int) -> str:
    """The sentence around start..end, or what of it is near."""
    first, last = sentence_span(report, start, end)
    return report.text[first:last]


def sentence_span(report: Report, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around start..end begins and ends, or what of it is near."""
    k = bisect_right(report.sentences, start) - 1
    first = report.sentences[k] if k >= 0 else 0
    last = report.sentences[k + 1] if k + 1 < len(report.sentences) else len(report.text)
    line = report.text.find("\n", end)  # what stands after the last sentence of a paragraph is not part of it
    last = min(last, line if line >= 0 else last, end + LONGEST)
    return max(first, start - LONGEST), max(end, last)


def _sides(parties: tuple[Party, ...], people: set[str]) -> tuple[Who, ...]:
    return tuple(_who(party, people) for party in parties if party.name or party.code)


def _who(party: Party, people: set[str]) -> Who:
    country, _, sector = (party.code or "").partition(":")
    name = " ".join((party.name or "").split())
    key = party.actor or folded(name)
    vague = party.actor is None or sector in ("CVL", "")
    return Who(key, name, country, sector, party.actor in people, vague, party.inferred)


def spot_of(place: Where | None) -> Spot | None:
    if place is None or place.name is None:
        return None
    wide = (place.feature or "").startswith(("PCL", "ADM", "RGN", "CONT")) or (place.precision_m or 0) > 60_000
    km = (place.precision_m or 1000) / 1000
    return Spot(
        folded(place.name), place.country or "", place.admin1 or "", place.lat, place.lon, km, wide, place.inferred
    )


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1."""
    if len(b) < len(a):
        a, b = b, a
    return sum([weight * b[word] for word, weight in a.items() if word in b])
