"""Dossiers for a page: where very many reports tell of a matter, what those that were published last tell of it.

A page answers as soon on a large record as on a small one: it rests on at most MOST reports for each kind of dossier,
and names the day before which it does not look; as of that day the page shows what came before.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.ask.dossiers import HARMS, MATTERS, About, cited, mostly_about, places_in, resting_on
from dateline.ask.kept import kept
from dateline.ask.view import View, last_day
from dateline.joining.dossiers import DOSSIERS
from dateline.lexicon.phrases import fold
from dateline.store.conditions import Among, Condition, Day, KnownBy, Words
from dateline.store.record import Record
from dateline.store.search import Hit

MOST = 400  # reports that one kind of dossier rests on
MANY = 5_000  # reports that tell of a matter; where more do, those of it are looked for among those published last
STEP = 500  # reports that are looked at together
LOOKED_AT = 4_000  # reports in which those that tell of a matter are looked for
UNDATED = 100  # reports that nobody dates, which always count as known
DATED = Day("before", "9999-12-31")
WITHOUT_A_DAY = Day("before", "9999-12-31", negated=True)
Tells = Callable[[list[str]], set[str]]  # which of some reports tell of a matter


@dataclass(frozen=True, slots=True)
class Recent:
    """The rows of a dossier and the reports that they rest on. before: ISO, the last day of the reports that were not
    looked at; None where they all were."""

    rows: tuple[Any, ...]
    reports: tuple[str, ...]
    before: str | None


def recent(view: View, place: str | None = None) -> Mapping[str, Recent]:
    """The dossiers, kind by kind. place: only reports that name it are looked at, where any does."""
    return kept(view, ("recent dossiers", place), lambda: {kind: _recent(view, kind, place) for kind in DOSSIERS})


def around(view: View, place: str | None, found: Mapping[str, Recent]) -> About:
    """What tells which of these rows are about a place."""
    if place is None:
        return About(None, {}, frozenset())
    rows = [row for one in found.values() for row in one.rows]
    report_of = view.record.reports_of(i for row in rows for i in cited(row))
    placeless = {report_of[i] for row in rows if not places_in(row) for i in cited(row) if i in report_of}
    mostly = mostly_about(view.record.places_of(placeless))
    wanted = fold(place)
    about = frozenset(report for report, names in mostly.items() if any(wanted in name for name in names))
    return About(place, report_of, about)


def how_many(view: View) -> tuple[int, int]:
    """The reports in sight, and those of them that nobody dates."""
    known = _known(view)
    count = view.record.search.count
    return count("reports", known), count("reports", (*known, WITHOUT_A_DAY))


def _known(view: View) -> tuple[Condition, ...]:
    return () if view.as_of is None else (KnownBy(last_day(view.as_of).isoformat()),)


def _recent(view: View, kind: str, place: str | None) -> Recent:
    record = view.record
    asked = known = _known(view)
    if place is not None and record.search.count("reports", (*known, named := Words("place", place))):
        asked = (*known, named)
    tells: Tells = set
    if kind == "casualties":
        tells = _counting(record)
    else:
        stating = record.some_stating(MATTERS[kind], MANY + 1)
        if len(stating) > MANY:
            tells = _stating(record, MATTERS[kind])
        else:
            asked = (*asked, Among(frozenset(stating)))
    ids, before = _last_that_tell(record, asked, tells)
    return Recent(resting_on(record, kind, ids, _last_of(record, known) if kind == "ceasefires" else ()), ids, before)


def _last_of(record: Record, known: tuple[Condition, ...]) -> list[str]:
    """One of the reports of the last day."""
    n = record.search.count("reports", (*known, DATED))
    return [hit.report for hit in _hits(record, (*known, DATED), n - 1, n)] if n else []


def _counting(record: Record) -> Tells:
    return lambda reports: record.having("quantities", reports, "role", HARMS)


def _stating(record: Record, matters: Iterable[str]) -> Tells:
    return lambda reports: record.having("states", reports, "matter", matters)


def _last_that_tell(record: Record, asked: tuple[Condition, ...], tells: Tells) -> tuple[tuple[str, ...], str | None]:
    """The last MOST of the reports that fit and tell, in whole days, with those that nobody dates; and the last day
    that was left out."""
    found: list[Hit] = []  # the latest first
    hits: list[Hit] = []
    left = record.search.count("reports", (*asked, DATED))
    until = max(0, left - LOOKED_AT)
    while left > until and len(found) <= MOST:
        hits = _hits(record, (*asked, DATED), max(until, left - STEP), left)
        left -= len(hits)
        telling = tells([hit.report for hit in hits])
        found += (hit for hit in reversed(hits) if hit.report in telling)
    undated = sorted(tells([hit.report for hit in _hits(record, (*asked, WITHOUT_A_DAY), 0, UNDATED)]))
    if len(found) <= MOST and not left:
        return (*(hit.report for hit in found), *undated), None
    day = (found[MOST] if len(found) > MOST else hits[0]).last or ""
    since = (*asked, DATED, KnownBy(day, negated=True))
    near = [hit.report for hit in _hits(record, since, 0, LOOKED_AT)]
    whole = sorted(tells(near))[: 2 * MOST]  # a few more, where some are dated by a month or a year
    if whole:
        return (*whole, *undated), day
    return (*(hit.report for hit in found[:MOST]), *undated), _day_before(day)  # of one day: no page shows the rest


def _hits(record: Record, asked: tuple[Condition, ...], first: int, last: int) -> list[Hit]:
    """The reports that fit from one place on to another, by day."""
    return list(record.search.hits("reports", asked, limit=last - first, offset=first))


def _day_before(day: str) -> str:
    return date.fromordinal(max(1, date.fromisoformat(day).toordinal() - 1)).isoformat()
