"""Why any row of a record says what it says, whatever its kind: read, joined, a dossier's, an actor."""

from dataclasses import replace
from typing import Any

from dateline.ask.dossiers import why_dossier
from dateline.ask.kinds import row_of
from dateline.ask.reviewed import why_reviewed
from dateline.ask.together import completed_reading
from dateline.ask.why import Why, why, why_actor
from dateline.ask.why_joined import why_dated, why_joined
from dateline.records import Actor, Dispute, Incident, Link, Report, Story
from dateline.store.record import Record


def why_any(record: Record, row_id: str) -> Why:
    """The reasons for the row with this id. Raises BadRequest when there is none."""
    row = row_of(record, row_id)
    answer = _why(record, row)
    lines = (*answer.lines, *why_reviewed(record, row))
    if (veil := record.veil) is not None:
        lines = tuple((label, veil.words(words)) for label, words in lines)
    return replace(answer, lines=lines)


def _why(record: Record, row: Any) -> Why:
    if hasattr(row, "evidence"):
        return why_dossier(row)
    if isinstance(row, Actor):
        return why_actor(row, record.rows("mentions"))
    if isinstance(row, Incident | Story | Link | Dispute):
        return why_joined(record, row)
    answer = why(completed_reading(record, getattr(row, "report", row.id)), row)
    return replace(answer, lines=(*answer.lines, *why_dated(record, row))) if isinstance(row, Report) else answer
