"""What people said of a row, for `dateline why`: who, when, why, and what the machine had read."""

import json
from collections.abc import Iterator
from typing import Any

from dateline.ids import kind_of
from dateline.review.apply import found_again
from dateline.review.decision import Change, Review
from dateline.store.record import Record

Line = tuple[str, str]


def why_reviewed(record: Record, row: Any) -> Iterator[Line]:
    """The reviews of a row in force as labelled lines, the oldest first; nothing for a row that nobody judged."""
    for one in _about(record, row):
        because = f": {one.reason}" if one.reason else ""
        yield f"{one.verdict} by a person", f"{one.who}, {one.at}, review {one.id}{because}"
        for change in one.changes:
            if change.value != change.former:
                yield "the machine had read", f"{change.field.rstrip('_')} {_short(change)}"
    how = getattr(row, "how", None)
    if how is not None and how.by.startswith("review/learnt "):
        number = int(how.by.split()[1])
        one, _ = record.reviews.one(number)
        yield "learnt from a person", f"{one.who}, {one.at}, review {number}, who read “{one.text}” so in {one.report}"


def _about(record: Record, row: Any) -> list[Review]:
    """The reviews of a row: of its id, or of one whose place it took when the report was read again."""
    report = getattr(row, "report", None)
    if report is None:
        members = set(getattr(row, "events", ()) or getattr(row, "reports", ()) or getattr(row, "members", ()) or ())
        return [
            one for one in record.reviews.in_force()
            if one.row == row.id or (one.kind == kind_of(row.id) and not members.isdisjoint(one.members))
        ]  # fmt: skip
    own = record.reviews.in_force(report=report)
    if not own:
        return []
    machine = record.reviews.machine_reading(report)
    return [one for one in own if one.row == row.id or getattr(found_again(machine, one), "id", None) == row.id]


def _short(change: Change) -> str:
    """A value as a person reads it: names of actors, words; the whole in JSON where there are none."""
    value = json.loads(change.former)
    several = value if isinstance(value, list) else [value]
    names = [one.get("name") or one.get("text") or "nobody named" for one in several if isinstance(one, dict)]
    if names:
        return "; ".join(names)
    return "nothing" if value in (None, []) else str(value)
