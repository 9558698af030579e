"""What changed between two points of a record: days of the world, instants of reading, or versions of the rules."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.plain import plain
from dateline.store.record import Record
from dateline.store.then import last_day

Fate = Literal["appeared", "changed", "vanished"]
_RULES = re.compile(r"\d+\.\d+[\w.]*\+[0-9a-f]+")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\S*")


@dataclass(frozen=True, slots=True)
class Changed:
    """One row that is otherwise than before, and why."""

    kind: str
    id: str
    fate: Fate
    text: str
    what: str  # of a changed row: the fields that differ, with both values
    why: str


def diff(record: Record, first: str, last: str) -> Iterator[Changed]:
    """What appeared, changed and vanished after `first`, up to `last`, by kind and id.

    Days ask what became known with the reports published in between; instants (2026-01-31T12:00Z) and versions of the
    rules (0.1.0+1a2b3c4d) ask what reading did. Raises BadRequest for a point that is none, two of different kinds, or
    a first one that is after the last.
    """
    read = [_entry(record, point) for point in (first, last)]
    if read.count(None) == 1:
        what = f"{first!r} and {last!r} are not of one kind"
        raise BadRequest(what, "give two days, or two instants or rule versions")
    days = [_last_day(point) for point, entry in zip((first, last), read, strict=True) if entry is None]
    begin, end = days or read
    if begin > end:  # type: ignore[operator]  # two days or two numbers
        raise BadRequest(f"{first} is after {last}", "turn them round: --from is the earlier one")
    if read[0] is None or read[1] is None:
        yield from _by_day(record, first, last)
        return
    for change in record.history.changes(read[0], read[1]):
        row = change.new if change.new is not None else change.old
        fate: Fate = "appeared" if change.old is None else "vanished" if change.new is None else "changed"
        what = _differences(change.old, change.new) if fate == "changed" else ""
        entry = change.entry
        by = f" by rules {entry.rules}" if entry.rules else f" by {entry.who}" if entry.who else ""
        why = f"{entry.what} {entry.subject or ''} at {entry.at}{by}"
        yield Changed(change.kind, row.id, fate, _gist(row), what, why)


def counts(changes: Iterator[Changed]) -> dict[str, Counter[str]]:
    """How many of each kind appeared, changed and vanished."""
    found: dict[str, Counter[str]] = {}
    for change in changes:
        found.setdefault(change.kind, Counter())[change.fate] += 1
    return found


def _entry(record: Record, point: str) -> int | None:
    """The log's entry that a point means; None for a day."""
    if _RULES.fullmatch(point):
        entry = record.history.of_rules(point)
        if entry is None:
            raise BadRequest(f"no rules {point!r} ever read this record", "`dateline log` shows the versions that did")
        return entry
    return record.history.until(point) if _TIME.fullmatch(point) else None


def _last_day(point: str) -> date:
    try:
        return last_day(point)
    except BadRequest:
        what = f"{point[:60]!r} is no day, no instant and no version of the rules"
        do = "write 2016-12-14, 2026-01-31T12:00Z, or a version that `dateline log` shows"
        raise BadRequest(what, do) from None


def _by_day(record: Record, first: str, last: str) -> Iterator[Changed]:
    before = {report.id for report in View(record, first).reports()}
    for reading in View(record, last).readings():
        report = reading.report
        if report.id not in before:
            why = f"{report.outlet or report.source} published it on {report.published}"
            for row in (report, *reading.rows()):
                yield Changed(kind_of(row.id) or "", row.id, "appeared", _gist(row), "", why)


def _gist(row: Any) -> str:
    words = " ".join((getattr(row, "headline", None) or row.text).split())
    return words if len(words) <= 100 else words[:97] + "..."


def _differences(old: Any, new: Any) -> str:
    """The fields of two versions of a row that differ; where none does, what else made it another version."""
    found = [
        f"{f.name.rstrip('_')}: {_said(getattr(old, f.name))} -> {_said(getattr(new, f.name))}"
        for f in fields(old)
        if f.name != "how" and getattr(old, f.name) != getattr(new, f.name)
    ]
    if not found and hasattr(old, "how"):
        found = [
            f"{name}: {_said(getattr(old.how, its))} -> {_said(getattr(new.how, its))}"
            for name, its in (("found by", "by"), ("confidence", "confidence"))
            if getattr(old.how, its) != getattr(new.how, its)
        ]
    return "; ".join(found)


def _said(value: Any) -> str:
    return (
        "nothing"
        if value is None
        else value
        if isinstance(value, str)
        else json.dumps(plain(value), ensure_ascii=False)
    )
