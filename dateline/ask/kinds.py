"""The rows of every kind that a record can hand out, stored or joined."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask.dossiers import row_of_dossier
from dateline.ask.everybody import joined
from dateline.ask.stories import links
from dateline.ask.together import COMPLETED, JOINED, completed, completed_row, joined_row
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.joining.dossiers import DOSSIERS
from dateline.store.holdings import STORED
from dateline.store.imports import Imports
from dateline.store.record import Record
from dateline.store.then import Then, known_by

EXPORTED = ("reports", "passages", "actors", "mentions", "times", "places", "quantities", "claims", "events", "states",
            "incidents", "links", "disputes", "stories", "ceasefires", "control", "displacement", "talks",
            "casualties", "imported")  # fmt: skip


def rows_of(record: Record, kind: str) -> Iterator[Any]:
    """The rows in force of a kind, in an order that does not depend on the order of reading."""
    if kind in COMPLETED:
        return completed(record, kind)
    if kind == "links":
        return iter(links(View(record)))
    if kind in JOINED:
        return record.joined.rows(kind)
    if kind in STORED:
        return record.rows(kind)
    if kind == "actors":
        return iter(joined(View(record)).actors)
    if kind in DOSSIERS:
        return iter(DOSSIERS[kind](View(record).readings()))
    if kind == "imported":
        until = record.until if isinstance(record, Then) else None
        return (one for one in Imports(record).events() if known_by(one.published, until))
    raise BadRequest(f"there are no rows of kind {kind!r}", f"choose from {', '.join(EXPORTED)}")


@dataclass(frozen=True, slots=True)
class Everything:
    """A record as a source of rows of any kind."""

    record: Record

    def rows(self, kind: str) -> Iterator[Any]:
        return rows_of(self.record, kind)


def row_of(record: Record, row_id: str) -> Any:
    """The row with this id, stored or joined. Raises BadRequest when there is none."""
    if kind_of(row_id) in DOSSIERS:
        return row_of_dossier(record, row_id)
    kind = kind_of(row_id)
    if kind == "links" and (found := next((one for one in joined(View(record)).links if one.id == row_id), None)):
        return found
    if kind in JOINED:
        return joined_row(record, kind, row_id)
    if kind != "actors":
        return completed_row(record, record.row(row_id))
    rows = list(rows_of(record, "actors"))
    found = next((actor for actor in rows if actor.id == row_id), None)
    found = found or next((actor for actor in rows if row_id in actor.members), None)
    if found is None:
        raise BadRequest(f"there is no {row_id} in {record.path}", "`dateline export actors` lists them")
    return found
