"""A record as it was known on a day: the readings of the reports that had been published by then."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dateline.records import READ_KINDS, Reading, Report
from dateline.store.record import Record
from dateline.store.then import known_by, last_day

__all__ = ["View", "last_day"]


@dataclass(frozen=True, slots=True)
class View:
    """A record seen as of a day. `as_of`: EDTF, its last day counts; None sees everything.

    Of a report that names several days the last one decides: it was surely published by then. One that nobody dates is
    always seen; `undated` names those, so that an answer can say that it rests on them.
    """

    record: Record
    as_of: str | None = None

    def __post_init__(self) -> None:
        if self.as_of is not None:
            last_day(self.as_of)

    def reports(self) -> Iterator[Report]:
        """The reports in sight, by id."""
        until = None if self.as_of is None else last_day(self.as_of)
        return (report for report in self.record.rows("reports") if known_by(report.published, until))

    def readings(self) -> Iterator[Reading]:
        """All rows of each report in sight, by the id of the report. Reads every kind once, one report at a time."""
        rows = {kind: groupby(self.record.rows(kind), key=_report_of) for kind in READ_KINDS}
        coming = {kind: next(groups, None) for kind, groups in rows.items()}
        for report in self.reports():
            found: dict[str, tuple[Any, ...]] = {}
            for kind, groups in rows.items():
                while (group := coming[kind]) is not None and group[0] < report.id:
                    coming[kind] = next(groups, None)
                at_hand = group is not None and group[0] == report.id
                found[kind] = tuple(group[1]) if group is not None and at_hand else ()
            version = found["passages"][0].how.version if found["passages"] else None
            yield Reading(report, version or "", **found)

    def undated(self) -> tuple[str, ...]:
        """Ids of the reports in sight that name no day at all, sorted."""
        return tuple(report.id for report in self.reports() if report.published is None)


def _report_of(row: Any) -> str:
    report: str = row.report
    return report
