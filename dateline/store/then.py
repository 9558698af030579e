"""A record as it was known on a day: what was published later is not there, and taught nothing.

It reads as any record does, so that every question can be put to it. Joined rows are those of the reports in sight,
joined with each other only; they are made when they are first asked for.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from datetime import date
from functools import cached_property
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

from dateline import edtf
from dateline.errors import BadRecord, BadRequest
from dateline.joining.content import COPIES, INCIDENTS, STORIES, Dated
from dateline.joining.tellings import Digest, Telling
from dateline.joining.together import Live
from dateline.records import READ_KINDS, Dispute, Incident, Link, Mention, Where
from dateline.store.conditions import Condition, KnownBy
from dateline.store.joined import Joined
from dateline.store.record import Record
from dateline.store.search import Hit, Search

MOST_LIVE = 20_000  # reports; to join them in memory takes minutes, and more of them more memory than a machine has
AT_ONCE = 2_000  # reports; of more, what one story, incident or dispute needs is joined by itself, which takes seconds
FEW = 1_000  # reports that are looked up rather than taken out of a list of all that were known
MOST_NEAR = 4  # such parts that one answer keeps
_LIVE: "WeakKeyDictionary[Record, tuple[tuple[date, int], Live]]" = WeakKeyDictionary()  # the last one of each record


def last_day(as_of: str) -> date:
    """The last day that an EDTF date can mean. Raises BadRequest for what is no date or has no end."""
    do = "write a day, a month or a year: 2016-12-14"
    try:
        last = edtf.bounds(as_of)[1]
    except ValueError as problem:
        raise BadRequest(f"--as-of {as_of[:60]!r}: {str(problem)[:200]}", do) from problem
    if last is None:
        raise BadRequest(f"--as-of {as_of[:60]!r} has no last day", do)
    return last


def known_by(published: str | None, until: date | None) -> bool:
    """Was a report with this date surely published by a day? One that nobody dates counts as known."""
    if until is None or published is None:
        return True
    first, last = edtf.bounds(published)
    decides = last or first  # an interval without an end is known from its beginning
    return decides is not None and decides <= until


class Then(Record):
    """A record as of a day. It is not written."""

    def __init__(self, record: Record, as_of: str):
        """as_of: EDTF, its last day counts. Raises BadRequest."""
        until = last_day(as_of)
        self.until: date = min(until, record.until) if isinstance(record, Then) else until
        self.whole: Record = record.whole if isinstance(record, Then) else record
        self.path = record.path
        self.read_by = record.read_by
        self._db = record._db
        self.history = record.history
        self.reviews = record.reviews
        self.search = SearchThen(record.search, self.until)
        self.joined = JoinedThen(self)

    @cached_property
    def in_sight(self) -> frozenset[str]:
        """The reports that were known."""
        if self.search.past:
            every = self._ask("days_of_reports").fetchall()
            return frozenset(row["id"] for row in every if known_by(row["published"], self.until))
        dated = self._ask("reports_known_by", day=self.until.isoformat())
        return frozenset(row["report"] for row in dated) | {row["id"] for row in self._ask("undated_reports")}

    def known(self, reports: Iterable[str]) -> Set[str]:
        """Those of some reports that were known; of few each is looked up, so that nobody has to list all that were."""
        wanted = frozenset(reports)
        if "in_sight" in vars(self) or len(wanted) > FEW:
            return wanted & self.in_sight
        return {report for report, day in self.published(wanted).items() if known_by(day, self.until)}

    @property
    def too_many(self) -> bool:
        """Are there more reports in sight than are joined anew in memory for a question about a few of them?"""
        return len(self.in_sight) > AT_ONCE

    @property
    def live(self) -> Live:
        """What the reports in sight say together."""
        state = (self.until, int(self._ask("last_entry").fetchone()["id"]))
        known = _LIVE.get(self.whole)
        if known is None or known[0] != state:
            if len(self.in_sight) > MOST_LIVE:
                raise BadRequest(
                    f"what {len(self.in_sight):,} reports said together by {self.until} would have to be joined anew",
                    f"ask for one story, incident or dispute, as of a day by which at most {MOST_LIVE:,} were known, or"
                    " leave out what needs joining",
                )
            known = _LIVE[self.whole] = (state, self._joined_anew(self.in_sight))
        return known[1]

    def live_near(self, reports: Collection[str]) -> Live:
        """What some reports said together with those that hang together with them today: those of their stories, and
        those that tell of their incidents. Ties to any other report are not looked for."""
        whole = self.whole.joined
        stories = whole.some("stories", set(whole.stories_of(reports).values()))
        incidents = whole.some("incidents", set(whole.told_in(reports).values()))
        near = set(whole.reports_of(event for one in incidents for event in one.events).values())
        near.update(reports, (report for story in stories for report in story.reports))
        return self._joined_anew(near & self.in_sight)

    def _joined_anew(self, reports: Iterable[str]) -> Live:
        made = Live(self.reviews.decided())
        made.add(self.reading(report) for report in sorted(reports))
        return made

    def rows(self, kind: str, report: str | None = None) -> Iterator[Any]:
        if report is not None and report not in self.in_sight:
            return iter(())
        found = super().rows(kind, report)
        return (row for row in found if (row.id if kind == "reports" else row.report) in self.in_sight)

    def rows_of(self, kind: str, reports: Iterable[str], having: tuple[str, Iterable[str]] | None = None) -> list[Any]:
        return super().rows_of(kind, self.known(reports), having)

    def rows_with(self, kind: str, ids: Iterable[str]) -> list[Any]:
        found = [(row.id if kind == "reports" else row.report, row) for row in super().rows_with(kind, ids)]
        known = self.known(report for report, _ in found)
        return [row for report, row in found if report in known]

    def mentioned(self) -> Iterator[tuple[str, str, int, bool]]:
        return (one for one in super().mentioned() if one[0] in self.in_sight)

    def places_named(self) -> Iterator[Mapping[str, Any]]:
        return (row for row in super().places_named() if row["report"] in self.in_sight)

    def places_of_events(self) -> Iterator[tuple[str, str]]:
        return (one for one in super().places_of_events() if one[0] in self.in_sight)

    def row(self, row_id: str) -> Any:
        row = super().row(row_id)
        if not self.known((getattr(row, "report", row.id),)):
            raise BadRequest(f"{row_id} was not known on {self.until}", "ask as of a later day, or without --as-of")
        return row

    def holds(self, row_id: str) -> bool:
        try:
            self.row(row_id)
        except BadRequest:
            return False
        return True

    def has(self, report: str) -> bool:
        return bool(self.known((report,)))

    def person_names(self) -> list[tuple[str, str]]:
        found = self._ask("person_names_in")
        return sorted({(row["actor"], row["name"]) for row in found if row["report"] in self.in_sight})

    def mentions_of(self, actors: Iterable[str]) -> list[Mention]:
        return [mention for mention in super().mentions_of(actors) if mention.report in self.in_sight]

    def _named(self, name: str) -> list[str]:
        return [report for report in super()._named(name) if report in self.in_sight]

    def version_beside(self, source: str, report_id: str) -> str | None:
        found = super().version_beside(source, report_id)
        return found if found in self.in_sight else None

    def _originals(self) -> Iterator[Mapping[str, Any]]:
        return (row for row in super()._originals() if row["report"] in self.in_sight)

    def counts(self) -> dict[str, int]:
        seen = self.in_sight
        found = {"reports": len(seen)}
        for kind in READ_KINDS:
            by_report = self._db.run(f"SELECT report, count(*) AS n FROM {kind} WHERE tx_out IS NULL GROUP BY report")
            found[kind] = sum(row["n"] for row in by_report if row["report"] in seen)
        return found

    def days_published(self) -> Counter[str | None]:
        return Counter(row["published"] for row in self._ask("days_of_reports") if row["id"] in self.in_sight)

    def stating(self, matters: Iterable[str]) -> list[str]:
        return sorted(self.known(super().stating(matters)))

    def counting(self, roles: Iterable[str]) -> list[str]:
        return sorted(self.known(super().counting(roles)))

    def reports_of(self, ids: Iterable[str]) -> dict[str, str]:
        found = super().reports_of(ids)
        known = self.known(found.values())
        return {row: report for row, report in found.items() if report in known}

    def summary(self) -> dict[str, Any]:
        reports = list(self.rows("reports"))
        days = [report.published for report in reports if report.published is not None]
        outlets: dict[str | None, int] = {}
        for report in reports:
            outlets[report.outlet] = outlets.get(report.outlet, 0) + 1
        ranked = sorted(outlets, key=lambda name: (-outlets[name], name is not None, name or ""))
        return super().summary() | {
            "first": min(days, default=None), "last": max(days, default=None),
            "outlets": {name: outlets[name] for name in ranked},
        }  # fmt: skip

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise BadRecord(f"{self.path} as of {self.until} cannot be written", "open the record without --as-of")

    add = reread = delete = set_aside = join = review = undo_review = mend_search = _refuse


class SearchThen(Search):
    """The index, asked for what was known by a day."""

    def __init__(self, search: Search, until: date):
        super().__init__(search._db, past=search.past)
        self._known = KnownBy(until.isoformat())

    def count(self, kind: str, conditions: Iterable[Condition]) -> int:
        return super().count(kind, (*conditions, self._known))

    def hits(self, kind: str, conditions: Iterable[Condition], *, limit: int, offset: int = 0) -> Iterator[Hit]:
        return super().hits(kind, (*conditions, self._known), limit=limit, offset=offset)


def is_placed(place: Where) -> bool:
    """Does a table have where it lies, and how exactly?"""
    return place.lat is not None and place.lon is not None and place.precision_m is not None


class JoinedThen(Joined):
    """What the reports in sight say together, in memory."""

    def __init__(self, then: Then):
        self._then = then
        self._linked: tuple[Live, list[Link]] | None = None
        self._near: list[Live] = []  # where there are too many reports to join them all: what was joined of them

    @property
    def _live(self) -> Live:
        return self._then.live

    def _around(self, reports: Iterable[str]) -> Live:
        """What holds what reports said together: all that is in sight, or what is near them."""
        if not self._then.too_many:
            return self._live
        wanted = self._then.in_sight.intersection(reports)
        for made in self._near:
            if wanted <= made.content.readings.keys():
                return made
        self._near.insert(0, self._then.live_near(wanted))
        del self._near[MOST_NEAR:]
        return self._near[0]

    def _tell(self, kind: str, ids: Collection[str]) -> Iterable[str]:
        """The reports on which joined rows of a kind rest today."""
        if kind == "links":
            return ()
        rows = self._then.whole.joined.some(kind, ids)
        if kind == "stories":
            return {report for row in rows for report in row.reports}
        of = [row_id for row in rows for row_id in (row.rows if kind == "disputes" else row.events)]
        return self._then.whole.reports_of(of).values()

    def rows(self, kind: str, row_id: str | None = None) -> Iterator[Any]:
        if row_id is not None and self._then.too_many and kind != "links":
            return iter(self.some(kind, (row_id,)))
        every: dict[str, Any] = (
            {link.id: link for link in self._links()} if kind == "links" else getattr(self._live, kind)
        )
        return (every[key] for key in sorted(every) if row_id in (None, key))

    def some(self, kind: str, ids: Iterable[str]) -> list[Any]:
        wanted = set(ids)
        if not self._then.too_many or kind == "links":
            return [row for row in self.rows(kind) if row.id in wanted]
        found = {row_id: row for made in self._near for row_id, row in getattr(made, kind).items() if row_id in wanted}
        if missing := wanted - found.keys():
            found |= getattr(self._around(self._tell(kind, missing)), kind)
        return [found[row_id] for row_id in sorted(wanted & found.keys())]

    def stories_ranked(self) -> list[tuple[str, str]]:
        every = sorted(self.rows("stories"), key=lambda story: (-len(story.reports), story.first or "9", story.id))
        return [(story.id, story.title) for story in every]

    def relations(self) -> dict[str, int]:
        every = [dispute.relation for dispute in self.rows("disputes")]
        return {relation: every.count(relation) for relation in sorted(set(every))}

    def dispute_ids(self, relation: str | None, first: int, n: int) -> list[str]:
        every = [dispute.id for dispute in self.rows("disputes") if relation in (None, dispute.relation)]
        return every[first : first + n]

    def dispute_words(self) -> Iterator[tuple[str, str, str]]:
        return ((one.id, one.relation, f"{one.question} {one.reason}") for one in self.rows("disputes"))

    def disputes_in(self, reports: Iterable[str]) -> list[Dispute]:
        reports = list(reports)
        own = {row.id for report in reports for row in self._then.reading(report).rows()}
        every = self._around(reports).disputes
        return [every[key] for key in sorted(every) if own.intersection(every[key].rows)]

    def told_in(self, reports: Iterable[str]) -> dict[str, str]:
        live = self._around(reports := list(reports))
        told = (telling.id for report in reports for telling in live.content.told.get(report, ()))
        return self._among(live, INCIDENTS, told)

    def tellings_in(self, reports: Iterable[str]) -> dict[str, tuple[str, str]]:
        told = self.told_in(reports)
        return {event: (told[event], report) for event, report in self.reports_of(told).items()}

    def incident_days(self, kind: str | None, placed: bool) -> list[tuple[str | None, int, int]]:
        return [
            (one.when, one.independent_sources, 1)
            for one in self._of_type(kind) if not placed or (one.place is not None and is_placed(one.place))
        ]  # fmt: skip

    def best_told(
        self, kind: str | None, whens: Collection[str | None], least: int, placed: bool
    ) -> list[tuple[str, int, int]]:
        every = [one for one in self._of_type(kind) if one.independent_sources >= least and one.when in whens]
        every = [one for one in every if not placed or (one.place is not None and is_placed(one.place))]
        return [(one.id, one.independent_sources, len(one.events)) for one in every]

    def said_first(self, kind: str | None, whens: Collection[str | None]) -> list[tuple[str, str | None]]:
        return [(one.id, one.first_said) for one in self._of_type(kind) if one.when in whens]

    def reports_of(self, events: Iterable[str]) -> dict[str, str]:
        return {telling: self._then.row(telling).report for telling in events}

    def _of_type(self, kind: str | None) -> Iterator[Incident]:
        return (one for one in self.rows("incidents") if kind in (None, one.type))

    def _links(self) -> list[Link]:
        live = self._live
        if self._linked is None or self._linked[0] is not live:
            self._linked = (live, list(live.together().links))
        return self._linked[1]

    def links_with(self, ids: Iterable[str]) -> list[Link]:
        wanted = set(ids)
        return [link for link in self._links() if link.a in wanted or link.b in wanted]

    def dates(self) -> dict[str, Dated]:
        return dict(self._live.content.days)

    def dates_of(self, reports: Iterable[str]) -> dict[str, Dated]:
        known = self._around(reports := list(reports)).content.days
        return {report: known[report] for report in reports if report in known}

    def date(self, report: str) -> Dated | None:
        return self._around((report,)).content.days.get(report)

    def incidents_in(self, report: str) -> dict[str, str]:
        return self.told_in((report,))

    def stories_of(self, reports: Iterable[str]) -> dict[str, str]:
        return self._among(self._around(reports := list(reports)), STORIES, reports)

    def copies_of(self, reports: Iterable[str]) -> dict[str, str]:
        return self._among(self._around(reports := list(reports)), COPIES, reports)

    def _among(self, live: Live, graph: str, nodes: Iterable[str]) -> dict[str, str]:
        groups = live.content.groups[graph]
        return {node: groups[node] for node in sorted(nodes) if node in groups}

    def digests(self, reports: Iterable[str]) -> dict[str, Digest]:
        known = self._live.content.digests
        return {report: known[report] for report in sorted(reports) if report in known}

    def told(self, events: Iterable[str]) -> list[Telling]:
        known = self._live.content.by_event
        return [known[event] for event in sorted(events) if event in known]

    def edges(self, graph: str, node: str) -> dict[str, float]:
        return dict(self._live.content.shelves[graph].edges(node))

    def unjoined(self, n: int) -> list[str]:
        return []

    def outdated(self, rules: str) -> bool:
        return False


def as_of(record: Record, day: str | None) -> Record:
    """The record as of a day; the record itself for None. Raises BadRequest for what is no day."""
    if day is None:
        return record
    veil = record.veil  # names stay withheld, whatever day it is
    return Then(record, day) if veil is None else veil.over(Then(veil.record, day))
