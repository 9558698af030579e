"""Dossiers for a page: where very many reports tell of a matter, what those that were published last tell of it.

A page answers as soon on a large record as on a small one: it rests on at most MOST reports for each kind of dossier,
and names the day before which it does not look; as of that day the page shows what came before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from dateline.ask.dossiers import HARMS, MATTERS, About, cited, mostly_about, places_in, resting_on
from dateline.ask.kept import kept
from dateline.ask.published_last import DATED, WITHOUT_A_DAY, Tells, hits, known, published_last
from dateline.ask.view import View
from dateline.joining.dossiers import DOSSIERS
from dateline.lexicon.phrases import fold
from dateline.store.conditions import Among, Words
from dateline.store.record import Record

MOST = 400  # reports that one kind of dossier rests on
MANY = 5_000  # reports that tell of a matter; where more do, those of it are looked for among those published last


@dataclass(frozen=True, slots=True)
class Recent:
    """The rows of a dossier and the reports that they rest on. before: ISO, the last day of the reports that were not
    looked at; None where they all were."""

    rows: tuple[Any, ...]
    reports: tuple[str, ...]
    before: str | None


def recent(view: View, kinds: Iterable[str] = DOSSIERS, place: str | None = None) -> Mapping[str, Recent]:
    """Dossiers, kind by kind. place: only reports that name it are looked at, where any does."""
    return {kind: kept(view, ("recent", kind, place), partial(_recent, view, kind, place)) for kind in kinds}


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


def last_left_out(found: Mapping[str, Recent]) -> str | None:
    """The last day before which some of these dossiers do not look."""
    return max((one.before for one in found.values() if one.before), default=None)


def how_many(view: View) -> tuple[int, int]:
    """The reports in sight, and those of them that nobody dates."""
    seen = known(view)
    count = view.record.search.count
    return count("reports", seen), count("reports", (*seen, WITHOUT_A_DAY))


def _recent(view: View, kind: str, place: str | None) -> Recent:
    record = view.record
    asked = seen = known(view)
    if place is not None and record.search.count("reports", (*seen, named := Words("place", place))):
        asked = (*seen, named)
    tells: Tells = set
    if kind == "casualties":
        tells = _counting(record)
    else:
        stating = record.some_stating(MATTERS[kind], MANY + 1)
        if len(stating) > MANY:
            tells = _stating(record, MATTERS[kind])
        else:
            asked = (*asked, Among(frozenset(stating)))
    ids, before = published_last(record, (asked,), MOST, tells)
    last = (hit.report for hit in hits(record, (*seen, DATED), -1)) if kind == "ceasefires" else ()
    return Recent(resting_on(record, kind, ids, last), ids, before)


def _counting(record: Record) -> Tells:
    return lambda reports: record.having("quantities", reports, "role", HARMS)


def _stating(record: Record, matters: Iterable[str]) -> Tells:
    return lambda reports: record.having("states", reports, "matter", matters)
