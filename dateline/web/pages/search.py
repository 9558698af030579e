"""Search, the first screen: one box, what fits by kind, what it can be narrowed by, when it lies."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from dateline.ask import stories
from dateline.ask.find import conditions_of
from dateline.ask.kinds import row_of
from dateline.ask.naming import name_of
from dateline.ask.query import FIELDS, Query
from dateline.ask.results import Results, all_rows, results
from dateline.ask.show import party_text
from dateline.ask.timeline import days_told
from dateline.ask.together import completed_row
from dateline.ask.view import View as Seen
from dateline.plain import plain
from dateline.records import KINDS, Story
from dateline.store.record import Record
from dateline.store.search import KINDS as FOUND
from dateline.web.day_meant import as_query, day_meant
from dateline.web.params import DAYS, Params
from dateline.web.screens import Key, Screen, Table

SIZES = (10, 20, 50)
MOST_STORIES = 3
SAID = ("claims", "events")  # kinds whose table says by whom and where it is told
COUNTED = {
    "claims": "sayings: one report's words for what one speaker said, however many repeat it",
    "events": "tellings: one report's words for something done, planned or denied",
    "reports": "texts as they were read; copies of one text count each",
    "actors": "people, bodies and peoples, however they are spelt",
}


ONLY = {"stance": "claims", "manner": "claims", "type": "events", "status": "events"}  # what only one kind has


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of rows: how many fit, and where they are. Choices that only another kind has do not count here."""

    kind: str
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class Meant:
    """A day, ISO, what else is asked, and the search for it."""

    day: str
    words: str
    link: str


@dataclass(frozen=True, slots=True)
class View:
    """The page: the results, and what the template needs to know of the record."""

    results: Results
    tabs: tuple[Tab, ...]
    reports: int  # in the whole record
    size: int
    day: Meant | None  # that somebody wrote out in words
    stories: tuple[Story, ...]  # where nothing is asked: those with most reports, to begin with

    def as_json(self) -> dict[str, Any]:
        return {**plain(self.results), "counts": self.results.counts}


def data(record: Record, params: Params) -> View:
    """A page of results. Raises BadQuery, BadParameter, BadRequest."""
    kind = params.choice("kind", FOUND, "claims")
    size = int(params.choice("size", map(str, SIZES), "20"))
    found = results(record, params.query, kind, page=params.number("page", 1, 1, 1_000_000), size=size)
    begin = () if params.pairs else tuple(stories.some_stories(Seen(record), 0, MOST_STORIES))
    tabs, reports = tuple(_tabs(record, params, found)), record.search.count("reports", ())
    return View(found, tabs, reports, size, _meant(record, params), begin)


def _meant(record: Record, params: Params) -> Meant | None:
    """What to ask where a day stands among the words that are looked for; reports seldom write the day they are of."""
    asked = params.one("q") or ""
    if not any(character.isdigit() for character in asked):
        return None
    meant = day_meant(asked, days_told(Seen(record), None))
    if meant is None:
        return None
    own = (*as_query(meant).terms, *params.terms)
    words = " ".join(str(one) for one in own if one.field not in DAYS)
    link = params.link(q=words or None, f=tuple(str(one) for one in own if one.field in DAYS))
    return Meant(meant.day, words, link)


def _tabs(record: Record, params: Params, found: Results) -> Iterator[Tab]:
    for kind in FOUND:
        foreign = tuple(one for one in params.terms if ONLY.get(one.field or "", kind) != kind)
        count = found.counts[kind]
        if foreign:
            rest = Query(tuple(one for one in params.query.terms if one not in foreign))
            count = record.search.count(kind, tuple(conditions_of(record, rest)))
        kept = tuple(str(one) for one in params.terms if one not in foreign)
        yield Tab(kind, count, params.link(f=kept, after=None, before=None, kind=None if kind == FOUND[0] else kind))


def table(record: Record, params: Params) -> Table:
    """The selected rows (id=), or all that fit: the same columns as exports."""
    return rows_of_kind(record, params, params.choice("kind", FOUND, "claims"))


def rows_of_kind(record: Record, params: Params, kind: str) -> Table:
    names = tuple(field.name for field in fields(KINDS[kind]))
    told = Told(record) if kind in SAID else None
    ids = params.all("id")
    conditions = tuple(conditions_of(record, params.query))
    assert conditions is not None  # a query that cannot be asked is told before the file begins

    def rows() -> Iterator[tuple[Any, ...]]:
        chosen = (row_of(record, one) for one in ids) if ids else all_rows(record, params.query, kind)
        for row in chosen:
            yield (*(getattr(row, name) for name in names), *(told.of(row) if told else ()))

    return Table((*(name.rstrip("_") for name in names), *(told.names if told else ())), rows())


class Told:
    """What of a saying or an event stands in other rows, in words, for a table: who, in which report."""

    names = ("according_to", "passed_on_by", "outlet", "published", "headline")

    def __init__(self, record: Record):
        self._record = record
        self._reports: dict[str, tuple[str | None, str | None, str]] = {}

    def of(self, row: Any) -> tuple[str | None, ...]:
        if row.report not in self._reports:
            its = completed_row(self._record, self._record.row(row.report))
            self._reports[row.report] = its.outlet, its.published, name_of(its)
        said = ("; ".join(map(party_text, getattr(row, name, ()))) or None for name in ("sources", "via"))
        return *said, *self._reports[row.report]


SCREEN = Screen(
    name="search",
    title="Search",
    path="/",
    twin="/search",
    template="search.html",
    data=data,
    table=table,
    go="s",
    scripts=("list.js",),
    keys=(
        Key("j k", "next and previous row"),
        Key("Enter", "open the row in its report"),
        Key("o", "show the evidence of the row here"),
        Key("x", "select the row"),
        Key("e", "export: selected rows, or all that fit"),
        Key("s", "save this search under a name, with a feed"),
    ),
    facts={"counted": COUNTED, "fields": FIELDS, "kinds": FOUND},
)
