"""Finding: a query over claims, events, reports and actors, with a count of each and the words that fit."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask.joined_terms import joined_condition
from dateline.ask.query import Query, Term
from dateline.ask.same_names import also_known
from dateline.ask.view import last_day
from dateline.edtf import bounds
from dateline.errors import BadRequest
from dateline.lexicon import gazetteer
from dateline.store.conditions import Among, Condition, Day, KnownBy, Near, Tag, Words
from dateline.store.entries import sentence
from dateline.store.record import Record
from dateline.store.search import KINDS
from dateline.store.then import as_of

AROUND = 70  # characters of a snippet on either side of the first word that fits
SOMEBODY = frozenset({"actor", "said-by", "via"})
COLUMN = {"actor": "actor", "said-by": "said_by", "via": "via", "about": "words", "place": "place", "outlet": "outlet"}


@dataclass(frozen=True, slots=True)
class Found:
    """A row that fits, with a stretch of its text and the places of the words in it."""

    kind: str
    id: str
    report: str
    source: str  # what its report is called
    first: str | None
    last: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...]  # in the snippet, half-open


@dataclass(frozen=True, slots=True)
class Answer:
    """How many rows of each kind fit, and the first of those asked for."""

    query: str
    counts: dict[str, int]
    found: tuple[Found, ...]


def find(record: Record, query: Query, kinds: Iterable[str] = KINDS, *, limit: int = 20, offset: int = 0) -> Answer:
    """The rows that fit, kind by kind, each by day. Raises BadRequest for a place or report that nobody knows."""
    conditions = tuple(conditions_of(record, query))
    counts = {kind: record.search.count(kind, conditions) for kind in KINDS}
    words = [term.value for term in query.terms if not term.negated and term.field in (None, "about")]
    found = tuple(f for kind in kinds if counts[kind] for f in _hits(record, kind, conditions, words, limit, offset))
    return Answer(str(query), counts, found)


def conditions_of(record: Record, query: Query) -> Iterator[Condition]:
    """What the index is asked for each term."""
    record = as_of(record, query.as_of)  # which names mean one person is what was known then
    for term in dict.fromkeys(query.terms):
        if term.field is None:
            yield Words(None, term.value, term.negated)
        elif term.field in COLUMN:
            also = also_known(record, term.value) if term.field in SOMEBODY else ()
            yield Words(COLUMN[term.field], term.value, term.negated, also)
        elif term.field in ("type", "status", "stance", "manner"):
            yield Tag(term.field, term.value, term.negated)
        elif term.field in ("before", "after"):
            yield _day(term)
        elif term.field == "asof":
            yield KnownBy(last_day(term.value).isoformat())
        elif term.field == "near":
            yield _near(term)
        elif term.field == "report":
            yield Among(frozenset({record.find_report(term.value).id}), term.negated)
        else:
            yield joined_condition(record, term)


def _day(term: Term) -> Day:
    first, last = bounds(term.value)
    day = first or last
    assert day is not None  # an interval has one end at least
    return Day("before" if term.field == "before" else "after", day.isoformat(), term.negated)


def _near(term: Term) -> Near:
    where, _, distance = term.value.rpartition(",")
    km = float(distance.strip().removesuffix("km"))
    point = re.fullmatch(r"\s*(-?[0-9.]+)\s*,\s*(-?[0-9.]+)\s*", where)
    if point:
        return Near(float(point[1]), float(point[2]), km, term.negated)
    lat, lon = _point(where.strip())
    return Near(lat, lon, km, term.negated)


def _point(name: str) -> tuple[float, float]:
    """Where the best known place of a name is. Raises BadRequest when there is none."""
    known = gazetteer.load().senses(name)
    best = max(known, key=lambda place: place.population or 0, default=None)
    if best is None or best.lat is None or best.lon is None:
        raise BadRequest(
            f"near: nobody knows a place called {name[:60]!r}", "write its latitude and longitude: near:36.2,37.16,50km"
        )
    return best.lat, best.lon


def _hits(
    record: Record, kind: str, conditions: tuple[Condition, ...], words: list[str], limit: int, offset: int
) -> Iterator[Found]:
    for hit in record.search.hits(kind, conditions, limit=limit, offset=offset):
        report = record.row(hit.report)
        text = _text(record, hit.kind, hit.id, report)
        snippet, marks = excerpt(text, words)
        yield Found(hit.kind, hit.id, hit.report, report.source, hit.first, hit.last, snippet, marks)


def _text(record: Record, kind: str, row_id: str, report: Any) -> str:
    if kind == "reports":
        return str(report.text)
    if kind == "actors":
        return next((m.name for m in record.rows("mentions", report.id) if m.actor == row_id and m.name), "")
    row = record.row(row_id)
    return sentence(report, row.start) if kind == "events" else str(row.text)


def excerpt(text: str, words: Iterable[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A stretch of the text around the first word that fits, white space made single, and where the words are in it."""
    text = " ".join(text.split())
    patterns = [r"\W+".join(map(re.escape, _folded(phrase).split())) for phrase in words]
    pattern = re.compile("|".join(rf"(?<!\w){p}(?!\w)" for p in patterns if p) or r"(?!)")
    first = pattern.search(_folded(text))
    middle = first.start() if first else 0
    start, end = max(0, middle - AROUND), min(len(text), max(middle + AROUND, 2 * AROUND))
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, end) if end < len(text) and " " in text[start:end] else end
    shown = text[start:end]
    marks = tuple(found.span() for found in pattern.finditer(_folded(shown)))
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return before + shown + after, tuple((a + len(before), b + len(before)) for a, b in marks)


def _folded(text: str) -> str:
    """In small letters and without accents, one character for each character: offsets stay."""
    if text.isascii():
        return text.lower()
    return "".join(_fold(c) for c in text)


def _fold(char: str) -> str:
    if char.isascii():
        return char.lower()
    bare = unicodedata.normalize("NFD", char)[0].casefold()
    return bare if len(bare) == 1 else char
