"""What a search shows: finished rows of one kind, what they can be narrowed by, when they lie, and why there are none.

One query decides all of it. Facets and days are counted over the rows that fit; where these are very many, over some of
them that are spread evenly over the whole, and `Results.looked_at` says how many.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from dateline.ask.find import conditions_of, excerpt
from dateline.ask.graphic import FORCE, NUMBERS, graphic
from dateline.ask.kinds import row_of
from dateline.ask.naming import name_of
from dateline.ask.query import Query, Term
from dateline.ask.together import completed_row
from dateline.ask.view import View
from dateline.records import Actor, Claim, Event, Link, Party, Place, Quantity, Report
from dateline.store.conditions import Condition, Numbered
from dateline.store.entries import sentence, sentence_at
from dateline.store.record import Record
from dateline.store.search import KINDS, Hit

if TYPE_CHECKING:
    from dateline.ask.everybody import Everybody

COUNTED = 10_000  # rows that days are counted over
LOOKED_AT = 150  # rows that are looked into for facets
EXACT = 2_000  # rows up to which chains and agreement are counted over all of them
OFFERED = 8  # values of a facet
AGAINST = ("contradicts", "denies", "differs_in_scope")
SETS: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, Term], ...]], ...] = (  # facets with values of their own words
    ("Chain", ("claims",), (
        ("said directly", Term("through", "0")), ("through one", Term("through", "1")),
        ("through two or more", Term("through", "1", comparison=">")),
    )),
    ("Agreement", ("claims", "events"), (
        ("one source alone", Term("sources", "2", comparison="<")),
        ("several independent sources", Term("sources", "1", comparison=">")), ("disputed", Term("disputed", "yes")),
    )),
)  # fmt: skip
Part = Literal["said", "passed on", "published"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of "according to whom": who, and what they did with it. `inferred`: not named by the sentence."""

    part: Part
    name: str
    code: str | None
    actor: str | None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row that fits, ready to be printed."""

    kind: str
    id: str
    report: str
    source: str
    headline: str
    outlet: str | None
    published: str | None
    text: str
    marks: tuple[tuple[int, int], ...]  # of the words asked for, in `text`
    chain: tuple[Step, ...]  # who said it first
    day: str | None
    day_is: Literal["said", "happened", "published", "mentioned"]
    place: str | None
    precision_m: int | None
    labels: tuple[str, ...]  # stance and manner, type and status
    sources: int | None  # independent ones; None where nothing was joined
    against: tuple[str, ...]  # reasons of the links to rows that say otherwise
    tells_of: tuple[str, ...] = ()  # what is hard to read in it: "deaths"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet, and how many rows have it. `term`: what narrows to it."""

    term: Term
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Facet:
    """What rows can be narrowed by. `over`: how many rows were counted."""

    name: str
    values: tuple[Value, ...]
    over: int


@dataclass(frozen=True, slots=True)
class Without:
    """What there would be without one term of the query, and with that term alone."""

    term: Term
    n: int
    alone: int


@dataclass(frozen=True, slots=True)
class Bar:
    """Rows of one stretch of time. `first`, `last`: EDTF days, months or years."""

    label: str
    first: str
    after: str  # the day after the last
    n: int


@dataclass(frozen=True, slots=True)
class Results:
    """A page of a search."""

    query: str
    kind: str
    counts: dict[str, int]
    rows: tuple[Row, ...]
    page: int
    pages: int
    facets: tuple[Facet, ...]
    bars: tuple[Bar, ...]
    undated: int
    looked_at: int
    without: tuple[Without, ...]

    @property
    def count(self) -> int:
        return self.counts[self.kind]


def results(record: Record, query: Query, kind: str, *, page: int = 1, size: int = 20) -> Results:
    """One page of rows with all that is around them. Raises BadRequest for a place or report that nobody knows."""
    conditions = tuple(conditions_of(record, query))
    counts = {one: record.search.count(one, conditions) for one in KINDS}
    pages = max(1, -(-counts[kind] // size))
    page = min(page, pages)
    shown = list(record.search.hits(kind, conditions, limit=size, offset=(page - 1) * size))
    exact = counts[kind] <= EXACT
    days, some = record.search.spread(kind, conditions, COUNTED, EXACT if exact else LOOKED_AT)
    sets = _sets(record, kind, some, query)
    some = some[:: max(1, -(-len(some) // LOOKED_AT))]
    look = _Look(record, query)
    look.know(shown)
    undated = days.count((None, None))
    return Results(
        str(query), kind, counts, tuple(look.row(hit) for hit in shown), page, pages,
        (*sets, *_facets(look, kind, some, query)), tuple(bars(first for first, _ in days)), undated, len(some),
        () if counts[kind] else tuple(_without(record, query, kind)),
    )  # fmt: skip


def _without(record: Record, query: Query, kind: str) -> Iterator[Without]:
    """For a query that finds nothing: which of its terms took everything away, each looked at alone."""
    for term in query.terms:
        others = Query(tuple(one for one in query.terms if one != term))
        n, alone = (record.search.count(kind, tuple(conditions_of(record, q))) for q in (others, Query((term,))))
        yield Without(term, n, alone)


class _Look:
    """Rows of one answer; reports and places that several of them share are fetched once."""

    def __init__(self, record: Record, query: Query):
        self.record, self.query = record, query
        self.words = [term.value for term in query.terms if not term.negated and term.field in (None, "about")]
        self._reports: dict[str, Report] = {}
        self._places: dict[str, list[Place]] = {}
        self._actors: dict[str, Actor] = {}
        self._told: dict[str, dict[str, set[str]]] = {}  # report -> claim -> incidents told in it
        self._hard: dict[str, list[Event | Quantity]] = {}  # report -> its rows that may be hard to read

    def report(self, report_id: str) -> Report:
        if report_id not in self._reports:
            self._reports[report_id] = self.fetched(report_id)
        return self._reports[report_id]

    def fetched(self, row_id: str) -> Any:
        """A row as joining completed it; as of a day, as it was read: what later reports taught was not known."""
        row = self.record.row(row_id)
        return row if self.query.as_of else completed_row(self.record, row)

    def places(self, report: str) -> list[Place]:
        if report not in self._places:
            self._places[report] = list(self.record.rows("places", report))
        return self._places[report]

    @cached_property
    def _everybody(self) -> "Everybody":
        from dateline.ask.everybody import everybody

        return everybody(View(self.record, self.query.as_of))

    def know(self, hits: Iterable[Hit]) -> None:
        """Looks up whom they mean and what their reports tell of, all at once."""
        hits = list(hits)
        self._know_hard({hit.report for hit in hits if hit.kind != "actors"})
        if ids := {hit.id for hit in hits if hit.kind == "actors"} - self._actors.keys():
            self._actors.update(self._everybody.with_ids(ids))

    def _know_hard(self, reports: set[str]) -> None:
        self._hard |= {report: [] for report in reports}
        for kind, having in (("quantities", ("role", NUMBERS)), ("events", ("type", (FORCE,)))):
            for row in self.record.rows_of(kind, reports, having):
                self._hard[row.report].append(row)

    def tells_of(self, report: str, start: int, end: int) -> tuple[str, ...]:
        """What is hard to read between two places of a report."""
        if report not in self._hard:
            self._know_hard({report})
        return graphic(row for row in self._hard[report] if row.start < end and row.end > start)

    def actor(self, hit: Hit) -> Actor | None:
        self.know((hit,))
        return self._actors.get(hit.id)

    def row(self, hit: Hit) -> Row:
        report = self.report(hit.report)
        match hit.kind:
            case "claims":
                return self._claim(self.fetched(hit.id), report)
            case "events":
                return self._event(self.fetched(hit.id), report)
            case "reports":
                return self._report(report)
        return self._actor(hit, report)

    def _claim(self, claim: Claim, report: Report) -> Row:
        text, marks = excerpt(claim.text, self.words)
        place = next((p for p in self.places(report.id) if claim.start <= p.start < claim.end and p.name), None)
        links = self._links(claim.id)
        return Row(
            "claims", claim.id, *_where(report), text, marks, chain(claim, report), claim.said_on, "said",
            place.name if place else None, place.precision_m if place else None, (claim.stance, claim.manner),
            self._sources(claim, report), tuple(one.reason for one in links if one.relation in AGAINST),
            self.tells_of(report.id, claim.start, claim.end),
        )  # fmt: skip

    def _sources(self, claim: Claim, report: Report) -> int:
        """Of the events told in it, the independent sources of the one that most tell, as `sources>` counts them."""
        if report.id not in self._told:
            self._told[report.id] = {}
            incidents = self.record.joined.incidents_in(report.id)
            for event in self.record.rows("events", report.id):
                if event.claim and event.id in incidents:
                    self._told[report.id].setdefault(event.claim, set()).add(incidents[event.id])
        its = self._told[report.id].get(claim.id, ())
        found = self.record.joined.some("incidents", sorted(its)) if its else ()
        return max((one.independent_sources for one in found), default=1)

    def _event(self, event: Event, report: Report) -> Row:
        text, marks = excerpt(sentence(report, event.start), [*self.words, event.text])
        claims = {c.id: c for c in self.record.rows("claims", report.id)} if event.claim else {}
        carrier = claims.get(event.claim or "")
        told = chain(carrier, report) if carrier else (published_by(report),)
        incident = next(self.record.joined.rows("incidents", event.incident), None) if event.incident else None
        place, links = event.place, self._links(event.id)
        return Row(
            "events", event.id, *_where(report), text, marks, told, event.when, "happened",
            place.name if place else None, place.precision_m if place else None,
            (f"{event.type}/{event.mode}" if event.mode else event.type, event.status),
            incident.independent_sources if incident else None,
            tuple(one.reason for one in links if one.relation in AGAINST),
            self.tells_of(report.id, *sentence_at(report, event.start)),
        )  # fmt: skip

    def _report(self, report: Report) -> Row:
        text, marks = excerpt(report.text, self.words)
        return Row(
            "reports", report.id, *_where(report), text, marks, (published_by(report),), report.published, "published",
            None, None, (), None, (), self.tells_of(report.id, 0, len(report.text)),
        )  # fmt: skip

    def _actor(self, hit: Hit, report: Report) -> Row:
        actor = self.actor(hit)
        also = f"; also {', '.join(actor.aliases[:4])}" if actor and actor.aliases else ""
        text, marks = excerpt(f"{actor.name if actor else hit.id}{also}", self.words)
        labels = tuple(filter(None, (actor.kind, actor.code))) if actor else ()
        return Row(
            "actors", hit.id, *_where(report), text, marks, (), f"{hit.first or '..'}/{hit.last or '..'}"
            if hit.first or hit.last else None, "mentioned", None, None, labels, None, (),
        )  # fmt: skip

    def _links(self, row_id: str) -> list[Link]:
        """What the row has to do with others; as of a day nothing is said, as later reports may have taught it."""
        return [] if self.query.as_of else self.record.joined.links_with((row_id,))


def _where(report: Report) -> tuple[str, str, str, str | None, str | None]:
    return report.id, report.source, name_of(report), report.outlet, report.published


def chain(claim: Claim, report: Report) -> tuple[Step, ...]:
    """Who said it, who passed it on, who published it."""
    said = tuple(_step("said", party) for party in claim.sources)
    return (*said, *(_step("passed on", party) for party in claim.via), published_by(report))


def published_by(report: Report) -> Step:
    return Step("published", report.outlet or "outlet not stated", None, None)


def _step(part: Part, party: Party) -> Step:
    return Step(part, party.name or "somebody", party.code, party.actor, party.inferred)


# -- what the rows can be narrowed by


def _sets(record: Record, kind: str, hits: Sequence[Hit], query: Query) -> Iterator[Facet]:
    """How deep the chains of the rows are, and how far others agree: counted by the query that a choice asks."""
    among = (Numbered(frozenset(hit.n for hit in hits)),)
    asked = frozenset(query.terms)
    only = (Term("asof", query.as_of),) if query.as_of else ()
    for title, kinds, values in SETS:
        if kind not in kinds or not hits:
            continue
        found = []
        for label, term in values:
            conditions: tuple[Condition, ...] = (*conditions_of(record, Query((*only, term))), *among)
            found.append(Value(term, label, record.search.count(kind, conditions)))
        if sum(value.n > 0 for value in found) > 1 or any(value.term in asked for value in found):
            yield Facet(title, tuple(value for value in found if value.n or value.term in asked), len(hits))


Seen = dict[str, Counter[tuple[str, str]]]  # title -> (field of the query, value) -> rows


def _facets(look: _Look, kind: str, hits: Sequence[Hit], query: Query) -> Iterator[Facet]:
    seen: Seen = {}
    for hit in hits:
        for title, field, value in dict.fromkeys(_traits(look, kind, hit)):
            seen.setdefault(title, Counter())[(field, value)] += 1
    for title, counted in seen.items():
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:OFFERED]
        values = [Value(Term(field, value), value.replace("_", " "), n) for (field, value), n in ranked]
        asked = [one for one in query.terms if one.field in {f for f, _ in counted} and not one.negated]
        values += [Value(one, one.value, 0) for one in asked if one not in {v.term for v in values}]
        if len(counted) > 1 or any(value.term in query.terms for value in values):
            yield Facet(title, tuple(values), len(hits))


def _traits(look: _Look, kind: str, hit: Hit) -> Iterator[tuple[str, str, str]]:
    """(title of the facet, field of the query, value) of one row."""
    if kind == "actors":
        return
    report = look.report(hit.report)
    if kind == "claims":
        claim: Claim = look.record.row(hit.id)
        yield "Stance", "stance", claim.stance
        yield "Manner", "manner", claim.manner
        yield from (("Said by", "said-by", p.name) for p in claim.sources if p.name)
        yield from (("Passed on by", "via", p.name) for p in claim.via if p.name)
        inside = (p for p in look.places(report.id) if claim.start <= p.start < claim.end)
        yield from (("Place", "place", p.name) for p in inside if p.name)
    elif kind == "events":
        event: Event = look.record.row(hit.id)
        yield "Type", "type", event.type
        yield "Told as", "status", event.status
        yield from (("Who", "actor", p.name) for p in (*event.initiators, *event.recipients) if p.name)
        if event.place and event.place.name:
            yield "Place", "place", event.place.name
    else:
        yield from (("Place", "place", p.name) for p in look.places(report.id) if p.name)
    if report.outlet:
        yield "Outlet", "outlet", report.outlet


# -- when they lie


def bars(firsts: Iterable[str | None]) -> Iterator[Bar]:
    """How many rows begin in each stretch of time: days, or months or years where there are too many days."""
    days = sorted(day for day in firsts if day)
    if not days:
        return
    for width, most in ((10, 62), (7, 60), (4, 10_000)):
        stretches = list(islice(_stretches(days[0][:width], days[-1][:width]), most + 1))
        if len(stretches) <= most:
            break
    counted = Counter(day[:width] for day in days)
    for stretch, after in zip(stretches, [*stretches[1:], None], strict=True):
        yield Bar(stretch, stretch, after or _next(stretch), counted[stretch])


def _stretches(first: str, last: str) -> Iterator[str]:
    while first <= last:
        yield first
        first = _next(first)


def _next(stretch: str) -> str:
    """The day, month or year that follows."""
    from datetime import date, timedelta

    if len(stretch) == 4:
        return f"{int(stretch) + 1:04}"
    year, month = int(stretch[:4]), int(stretch[5:7])
    if len(stretch) == 7:
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return (date(year, month, int(stretch[8:])) + timedelta(days=1)).isoformat()


def all_rows(record: Record, query: Query, kind: str) -> Iterator[Any]:
    """Every row that fits, as exports have it, in the order of the search."""
    conditions = tuple(conditions_of(record, query))
    look = _Look(record, query)
    hits = record.search.hits(kind, conditions, limit=-1)
    if kind == "actors":
        hits = iter(every := list(hits))
        look.know(every)
    for hit in hits:
        yield look.actor(hit) or row_of(record, hit.id) if kind == "actors" else look.fetched(hit.id)


def newest(record: Record, query: Query, kind: str, most: int) -> list[tuple[str, Row]]:
    """The rows that fit of the reports that were read last, each with the instant of reading; the latest first.

    Of a question that very many rows fit, those of the first COUNTED by day are looked at.
    """
    look = _Look(record, query)
    hits = list(record.search.hits(kind, tuple(conditions_of(record, query)), limit=COUNTED))
    read_at = {report: record.row(report).read_at or "" for report in dict.fromkeys(hit.report for hit in hits)}
    latest = sorted(hits, key=lambda hit: (read_at[hit.report], hit.id), reverse=True)[:most]
    return [(read_at[hit.report], look.row(hit)) for hit in latest]
