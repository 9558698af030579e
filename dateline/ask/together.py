"""What many reports say together, as a record hands it out: joined rows, and read rows with what joining adds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.joining.content import Dated
from dateline.joining.together import joined
from dateline.reading.redating import redate
from dateline.records import Claim, Event, Reading, Report
from dateline.store.record import Record
from dateline.store.then import as_of, known_by, last_day

JOINED = ("incidents", "links", "disputes", "stories")  # kinds that only joining makes
COMPLETED = ("reports", "times", "quantities", "claims", "events", "states")  # read rows that joining adds to


def completed(record: Record, kind: str) -> Iterator[Any]:
    """The read rows of a kind of COMPLETED, with incident, story and the days that other reports gave theirs."""
    dates = record.joined.dates()
    if kind == "reports":
        yield from (_report(record, report, dates.get(report.id)) for report in record.rows("reports"))
        return
    for report, rows in groupby(record.rows(kind), key=lambda row: row.report):
        if report in dates:
            rows = iter(getattr(_redated(record, dates[report]), kind))
        yield from _in_incidents(record, report, rows) if kind == "events" else rows


def completed_row(record: Record, row: Any) -> Any:
    """One read row with what joining adds to it."""
    if isinstance(row, Report):
        return _report(record, row, record.joined.date(row.id))
    report = getattr(row, "report", None)
    dated = None if report is None else record.joined.date(report)
    if dated is not None:
        row = next((other for other in _redated(record, dated).rows() if other.id == row.id), row)
    return next(_in_incidents(record, row.report, iter((row,)))) if isinstance(row, Event) else row


def joined_row(record: Record, kind: str, row_id: str) -> Any:
    """The incident, link, dispute or story with this id. Raises BadRequest when there is none."""
    found = next(record.joined.rows(kind, row_id), None)
    if found is None:
        raise BadRequest(f"there is no {row_id} in {record.path}", f"`dateline export {kind}` lists them")
    return found


def completed_reading(record: Record, report: str) -> Reading:
    """A reading as joining completed it."""
    story = record.joined.stories_of((report,)).get(report)
    return joined(record.reading(report), record.joined.date(report), story, record.joined.incidents_in(report))


@dataclass(frozen=True, slots=True)
class Told:
    """Of one report only what it tells of, completed."""

    report: Report
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]


def tellings_of(record: Record, report_of: Mapping[str, str], incidents: Mapping[str, str]) -> Iterator[Told]:
    """Some events of reports with their claims, by reports: the same rows as whole readings have. report_of: event ->
    report; incidents: event -> incident."""
    ids = sorted(set(report_of.values()))
    dates = record.joined.dates_of(ids)
    stories = record.joined.stories_of(ids)
    events = record.rows_with("events", (event for event, report in report_of.items() if report not in dates))
    claims = record.rows_with("claims", {event.claim for event in events if event.claim})
    rows: dict[str, dict[str, list[Any]]] = {"claims": {}, "events": {}}
    for kind, its in (("claims", claims), ("events", events)):
        for row in its:
            rows[kind].setdefault(row.report, []).append(row)
    for report in record.rows_of("reports", ids):
        its_claims, its_events = (tuple(rows[kind].get(report.id, ())) for kind in ("claims", "events"))
        if report.id in dates:
            dated = _redated(record, dates[report.id])
            report, its_claims = dated.report, dated.claims
            its_events = tuple(event for event in dated.events if event.id in report_of)
        told = tuple(replace(event, incident=incidents[event.id]) for event in its_events)
        yield Told(replace(report, story=stories.get(report.id)), its_claims, told)


def reports_told(record: Record, reports: Iterable[str]) -> list[Report]:
    """The same of reports alone."""
    ids = sorted(reports)
    dates, stories = record.joined.dates_of(ids), record.joined.stories_of(ids)
    return [_told(one, stories.get(one.id), dates.get(one.id)) for one in record.rows_of("reports", ids)]


def surroundings(record: Record, reports: Iterable[str]) -> dict[str, Reading]:
    """What is needed to show single rows of reports: the text, its passages, who said what in it. Of a report whose day
    joining found out the whole reading, as each of its rows may have another day."""
    ids = sorted(reports)
    dates = record.joined.dates_of(ids)
    rows: dict[str, dict[str, list[Any]]] = {kind: {} for kind in ("passages", "claims")}
    for kind, of in rows.items():
        for row in record.rows_of(kind, (report for report in ids if report not in dates)):
            of.setdefault(row.report, []).append(row)
    found = {report: completed_reading(record, report) for report in dates}
    for report in record.rows_of("reports", (report for report in ids if report not in dates)):
        passages, claims = (tuple(rows[kind].get(report.id, ())) for kind in ("passages", "claims"))
        found[report.id] = Reading(report, "", passages=passages, claims=claims)
    return found


@dataclass(frozen=True, slots=True)
class Seen:
    """A report in sight. Where joining found out its day, rows with the days that follow from it."""

    report: Report
    redated: Mapping[str, Any]  # rows by id

    def row(self, row: Any) -> Any:
        return self.redated.get(row.id, row)


def in_sight(view: View, reports: Iterable[str]) -> dict[str, Seen]:
    """Those of some reports that are in sight, by id. As of a day they are dated as they were read."""
    ids = sorted(reports)
    until = None if view.as_of is None else last_day(view.as_of)
    every = [one for one in view.record.rows_of("reports", ids) if known_by(one.published, until)]
    dates = view.record.joined.dates_of(ids) if view.as_of is None else {}
    found: dict[str, Seen] = {}
    for report in every:
        if report.id in dates:
            reading = _redated(view.record, dates[report.id])
            found[report.id] = Seen(reading.report, {row.id: row for row in reading.rows()})
        else:
            found[report.id] = Seen(report, {})
    return found


def readings_in_sight(view: View, reports: Iterable[str]) -> Iterator[Reading]:
    """The readings of those of some reports that are in sight, by id; with the days that joining found out, as long as
    it is not as of a day."""
    ids = sorted(in_sight(view, reports))
    dates = view.record.joined.dates_of(ids) if view.as_of is None else {}
    for report in ids:
        yield _redated(view.record, dates[report]) if report in dates else view.record.reading(report)


def readings(view: View) -> Iterator[Reading]:
    """The readings in sight, completed. As of a day they are joined with each other only: what later reports taught was
    not known then."""
    seen = as_of(view.record, view.as_of)
    for report in view.reports():
        yield completed_reading(seen, report.id)


def _report(record: Record, report: Report, dated: Dated | None) -> Report:
    return _told(report, record.joined.stories_of((report.id,)).get(report.id), dated)


def _told(report: Report, story: str | None, dated: Dated | None) -> Report:
    if dated is None:
        return replace(report, story=story)
    return replace(
        report, story=story, published=dated.published, published_basis="inferred", published_evidence=dated.evidence
    )


def _redated(record: Record, dated: Dated) -> Reading:
    return redate(record.reading(dated.report), dated.published, "inferred", dated.evidence)


def _in_incidents(record: Record, report: str, events: Iterator[Event]) -> Iterator[Event]:
    incidents = record.joined.incidents_in(report)
    yield from (replace(event, incident=incidents.get(event.id)) for event in events)
