"""What each report of a story added to those before it: what it told first, what it told again, what it changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.ask.stories import Course, Step
from dateline.ask.view import View
from dateline.records import Link, LinkRelation, Report
from dateline.store.record import Record

CHANGES: tuple[LinkRelation, ...] = ("updates", "develops", "contradicts", "denies", "differs_in_scope", "corroborates")
MOST_CHANGES = 12  # of a report; its page has all


@dataclass(frozen=True, slots=True)
class Change:
    """How a saying of this report relates to one of an earlier report, and why."""

    relation: str
    reason: str
    row: str
    earlier_report: str
    earlier_row: str


@dataclass(frozen=True, slots=True)
class Added:
    """first: the incidents that this report told before all others, the latest first, those without a day last; again:
    how many more it tells of."""

    report: Report
    first: tuple[Step, ...]
    again: int
    changes: tuple[Change, ...]


def added(view: View, course: Course, reports: Iterable[Report]) -> tuple[Added, ...]:
    """For these reports of a story, in the order in which they came. As of a day without what changed: how the sayings
    of a few reports relate is not worked out anew."""
    shown = list(reports)
    place = {report.id: n for n, report in enumerate(course.reports)}
    first: dict[str, list[Step]] = {}
    again: dict[str, int] = {}
    for step in course.steps:
        telling = sorted({one.report for one in step.tellings}, key=place.__getitem__)
        first.setdefault(telling[0], []).append(step)
        for report in telling[1:]:
            again[report] = again.get(report, 0) + 1
    changed = {} if view.as_of else _changed(view.record, shown, place)
    for own in first.values():
        own.reverse()
        own.sort(key=lambda step: step.when is None)
    return tuple(
        Added(one, tuple(first.get(one.id, ())), again.get(one.id, 0), tuple(changed.get(one.id, ())[:MOST_CHANGES]))
        for one in shown
    )


def _changed(record: Record, shown: Iterable[Report], place: Mapping[str, int]) -> dict[str, list[Change]]:
    """Report -> what it says otherwise than an earlier one of the story."""
    ids = {report.id for report in shown}
    of: dict[str, str] = {}
    for kind in ("claims", "events", "quantities"):
        of |= record.ids_of(kind, ids)
    links = [one for one in record.joined.links_with(of) if one.relation in CHANGES]
    known = {**of, **record.reports_of({row for one in links for row in (one.a, one.b)} - of.keys())}
    found: dict[str, dict[tuple[str, str], Change]] = {}
    for one in sorted(links, key=_weight):
        ends = sorted((known[row], row) for row in (one.a, one.b) if known.get(row) in place)
        ends.sort(key=lambda end: place[end[0]])
        if len(ends) == 2 and ends[0][0] != ends[1][0]:
            (earlier, earlier_row), (report, row) = ends
            told = found.setdefault(report, {})  # what two links say in the same words is told once
            told.setdefault((one.relation, one.reason), Change(one.relation, one.reason, row, earlier, earlier_row))
    return {report: list(told.values()) for report, told in found.items()}


def _weight(link: Link) -> tuple[int, str]:
    return CHANGES.index(link.relation), link.id
