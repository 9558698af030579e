"""What the reader of one report shows: its text with everything marked, who said what, and why one row says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dateline.ask import review
from dateline.ask.graphic import graphic
from dateline.ask.marks import Piece, Span, parts, pieces
from dateline.ask.reached import in_future
from dateline.ask.results import AGAINST, Step, chain, published_by
from dateline.ask.show import event_text, join, party_text, value_text
from dateline.ask.together import completed_reading
from dateline.ask.why import why
from dateline.errors import BadRequest
from dateline.plain import plain
from dateline.records import Claim, Event, Mention, Party, Place, Quantity, Reading, Report, TimeExpression
from dateline.store.record import Record

LAYERS = ("events", "claims", "quantities", "times", "places", "mentions")  # in the order of the keys 1 to 6
MOST = 30_000  # characters of text on a page
DOUBTFUL = 0.6  # a row that is right less often than this on gold
PLAIN = ("headline", "body", "caption")  # shown without a word on what they are


@dataclass(frozen=True, slots=True)
class Block:
    """A passage, or the stretch of it that is on this page. note: what it is, and whether nothing was taken from it."""

    start: int  # in the text, in characters
    part: str
    note: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A claim in short."""

    id: str
    depth: int  # how many claims it is said in
    chain: tuple[Step, ...]
    text: str
    stance: str
    manner: str
    cue: str | None
    said_on: str | None
    confidence: float | None
    doubt: bool
    against: tuple[str, ...]  # reasons of links to claims that say otherwise
    tells_of: tuple[str, ...]  # what is hard to read in it: "deaths"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of another layer, for the tables below the text."""

    id: str
    text: str
    says: str
    more: str


@dataclass(frozen=True, slots=True)
class Box:
    """One of the nested boxes of an evidence card, outermost first: who, in which part, with which words."""

    part: str
    who: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why one row says what it says."""

    id: str
    kind: str
    text: str
    start: int
    end: int
    boxes: tuple[Box, ...]
    lines: tuple[tuple[str, str], ...]
    confidence: float | None
    seen: int  # the version of the row, for who reviews it
    fields: tuple[str, ...]  # what can be corrected in it
    tells_of: tuple[str, ...]  # what is hard to read in it


@dataclass(frozen=True, slots=True)
class Judged:
    """One review: its number, what somebody said of which row, and whether it still stands."""

    number: int
    verdict: str
    row: str
    words: str | None
    who: str | None
    at: str
    reason: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the reader."""

    report: Report
    flags: tuple[str, ...]
    part: int
    parts: int
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    entries: dict[str, tuple[Entry, ...]]
    counts: dict[str, int]  # rows by layer, in the whole report
    evidence: Evidence | None
    judged: tuple[Judged, ...]  # what people said of rows of this report
    other: str | None  # another text that was read under the same name
    tells_of: tuple[str, ...]  # what is hard to read in the whole report

    def as_json(self) -> dict[str, Any]:
        """The page without the pieces of its text, which are for the eye."""
        shown = {key: value for key, value in plain(self.report).items() if key != "sentences"}
        return {
            "report": shown, "flags": list(self.flags), "part": self.part, "parts": self.parts,
            "claims": plain(self.cards), **{kind: plain(rows) for kind, rows in self.entries.items()},
            "counts": self.counts, "evidence": plain(self.evidence), "reviews": plain(self.judged),
            "other_version": self.other, "tells_of": list(self.tells_of),
        }  # fmt: skip


def page(record: Record, report: str, *, part: int | None = None, row: str | None = None) -> Page:
    """One page of a report, by its id. Without `part`, the page on which `row` begins, or the first.

    Raises BadRequest for a report or row that is not there, or a part that it does not have.
    """
    reading = completed_reading(record, report)
    text, ends = reading.report.text, sorted({*reading.report.sentences, *(p.end for p in reading.passages)})
    stretches = parts(text, ends, MOST)
    chosen = next((one for one in reading.rows() if one.id == row), None)
    if row is not None and chosen is None:
        raise BadRequest(f"there is no {row[:60]} in this report", "it may have been read anew since; look in the list")
    if part is None:
        at = chosen.start if chosen else 0
        part = next((n for n, (_, last) in enumerate(stretches, 1) if at < last), 1)
    if not 1 <= part <= len(stretches):
        raise BadRequest(f"this report has no part {part}", f"it has {len(stretches)}")
    start, end = stretches[part - 1]
    look = _Look(record, reading, start, end)
    ahead = in_future(reading)
    return Page(
        reading.report, (*reading.report.flags, *((ahead,) if ahead else ())), part, len(stretches),
        tuple(look.blocks()), tuple(look.cards()), look.entries(),
        {layer: len(getattr(reading, layer)) for layer in LAYERS},
        evidence(reading, chosen, review.version(record, chosen.id)) if chosen is not None else None,
        tuple(judged(record, report)), record.version_beside(reading.report.source, report),
        graphic((*reading.events, *reading.quantities)),
    )  # fmt: skip


class _Look:
    """The rows of a reading that lie in one stretch of its text."""

    def __init__(self, record: Record, reading: Reading, start: int, end: int):
        self.record, self.reading, self.start, self.end = record, reading, start, end

    def _rows(self, layer: str) -> Iterator[Any]:
        return (row for row in getattr(self.reading, layer) if row.start < self.end and row.end > self.start)

    @cached_property
    def spans(self) -> list[Span]:
        return [
            Span(row.start, row.end, layer, row.id, label_of(row), is_doubtful(row))
            for layer in LAYERS
            for row in self._rows(layer)
        ]

    def blocks(self) -> Iterator[Block]:
        text = self.reading.report.text
        for passage in self._rows("passages"):
            start, end = max(passage.start, self.start), min(passage.end, self.end)
            note = None if passage.part in PLAIN else passage.part
            note = "furniture of the page: not extracted" if note == "furniture" else note
            yield Block(start, passage.part, note, tuple(pieces(text, self.spans, start, end)))

    def cards(self) -> Iterator[Card]:
        """The claims that begin here, those said in others behind them."""
        known = {claim.id: claim for claim in self.reading.claims}
        shown = [claim for claim in self._rows("claims") if claim.start >= self.start]
        reasons: dict[str, list[str]] = {}
        for link in self.record.joined.links_with([claim.id for claim in shown]):
            if link.relation in AGAINST:
                for end in (link.a, link.b):
                    reasons.setdefault(end, []).append(link.reason)
        for c in sorted(shown, key=lambda c: (c.start, -c.end, c.id)):
            cue = " ".join(c.cue.text.split()) if c.cue else None
            yield Card(
                c.id, len(around(c, known)), chain(c, self.reading.report)[:-1], " ".join(c.text.split()), c.stance,
                c.manner, cue, c.said_on, c.how.confidence, is_doubtful(c), tuple(reasons.get(c.id, ())),
                tells_of(self.reading, c),
            )  # fmt: skip

    def entries(self) -> dict[str, tuple[Entry, ...]]:
        layers = [layer for layer in LAYERS if layer != "claims"]
        return {layer: tuple(_entry(row) for row in self._rows(layer)) for layer in layers}


def tells_of(reading: Reading, row: Any) -> tuple[str, ...]:
    """What is hard to read in the words of a row."""
    rows: tuple[Event | Quantity, ...] = (*reading.events, *reading.quantities)
    return graphic(one for one in rows if one.start < row.end and one.end > row.start)


def around(claim: Claim, known: dict[str, Claim]) -> list[Claim]:
    """The claims that a claim is said in, innermost first."""
    found: list[Claim] = []
    parent = known.get(claim.parent or "")
    while parent is not None and parent not in found and parent.id != claim.id:
        found.append(parent)
        parent = known.get(parent.parent or "")
    return found


def is_doubtful(row: Any) -> bool:
    """Worth a look: a rule that is often wrong, or a part that could not be told."""
    unresolved = isinstance(row, Mention) and row.actor is None and row.form != "name"
    unplaced = isinstance(row, Place) and row.lat is None
    unsaid = isinstance(row, Claim) and not row.sources
    sure = row.how.confidence
    return unresolved or unplaced or unsaid or (sure is not None and sure < DOUBTFUL)


def label_of(row: Any) -> str:
    """What a mark is, in a few words."""
    match row:
        case Claim():
            return f"{'quote' if row.quoted else 'claim'}, {join(row.sources) or 'nobody named'}"
        case Event():
            return f"event {row.type}, {row.status}"
        case Quantity():
            return f"number, {value_text(row)} {row.unit or ''}".rstrip()
        case TimeExpression():
            return f"time, {row.value or 'not told'}"
        case Place():
            return f"place, {row.name or 'not known'}"
        case Mention():
            return f"actor, {row.name or 'not resolved'}"
    raise TypeError(f"{type(row).__name__} has no layer")


def in_words(row: Any) -> str:
    """What was read there: "claim, Sergei Lavrov, denies", "ASSAULT: …, actual, 2016-12-09"."""
    if isinstance(row, Claim):
        return f"{label_of(row)}, {row.stance}"
    one = _entry(row)
    return _some(one.says, one.more)


def _entry(row: Any) -> Entry:
    words = " ".join(row.text.split())
    match row:
        case Event():
            place = row.place.name if row.place else None
            return Entry(row.id, words, event_text(row), _some(row.status, row.when, place))
        case Quantity():
            by = f"according to {join(row.attributed_to)}" if row.attributed_to else None
            return Entry(row.id, words, f"{value_text(row)} {row.unit or ''}".rstrip(), _some(row.about, row.when, by))
        case TimeExpression():
            return Entry(row.id, words, row.value or "not told", _some(row.time_kind, row.basis, row.clash))
        case Place():
            near = f"within {row.precision_m / 1000:,.0f} km" if row.precision_m else None
            return Entry(row.id, words, _some(row.name or "not known", row.country), _some(row.feature, near))
    return Entry(row.id, words, row.name or "not resolved", _some(row.code, row.kind, row.form, row.role))


def _some(*words: str | None) -> str:
    return ", ".join(" ".join(word.split()) for word in words if word)


# -- the evidence of one row


def judged(record: Record, report: str) -> Iterator[Judged]:
    """What people said of the rows of a report, the latest first."""
    for one in reversed(review.listed(record, report=report)):
        its = one.review
        yield Judged(its.id, its.verdict, its.row, its.text, its.who, its.at, its.reason, one.state)


def evidence(reading: Reading, row: Any, seen: int) -> Evidence:
    """Why a row of a reading says what it says, and the chain of who told it as boxes in boxes."""
    answer = why(reading, row)
    words = " ".join(row.text.split())
    boxes = tuple(_boxes(reading, row))
    return Evidence(row.id, answer.kind, words, row.start, row.end, boxes, answer.lines, row.how.confidence, seen,
                    review.fields_of(row.id), tells_of(reading, row))  # fmt: skip


def _boxes(reading: Reading, row: Any) -> Iterator[Box]:
    """From the outlet inwards to the one who said it first."""
    known = {claim.id: claim for claim in reading.claims}
    if isinstance(row, Claim):
        inner: Claim | None = row
    else:
        inner = known.get(getattr(row, "claim", None) or "")
    outlet = published_by(reading.report)
    yield Box("published by", outlet.name, reading.report.published)
    if inner is None:
        return
    for claim in (*reversed(around(inner, known)), inner):
        yield from (_box(reading, "passed on by", party) for party in reversed(claim.via))
        cue = f" ({' '.join(claim.cue.text.split())})" if claim.cue else ""
        yield from _said(reading, claim.sources, f"{claim.stance}{cue}")


def _said(reading: Reading, sources: Iterable[Party], part: str) -> Iterator[Box]:
    sources = list(sources)
    if len(sources) == 1:
        yield _box(reading, part, sources[0])
    else:
        yield Box(part, " and ".join(map(party_text, sources)) or "nobody named", None)


def _box(reading: Reading, part: str, party: Party) -> Box:
    words = None
    if party.start is not None and party.end is not None:
        words = " ".join(reading.report.text[party.start : party.end].split())
    return Box(part, party_text(party), words)
