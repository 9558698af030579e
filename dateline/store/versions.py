"""Versions of rows: what differs between two readings of a report, and putting one in force instead of the other."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dateline.ids import kind_of
from dateline.records import KINDS, Reading, Report
from dateline.store import log
from dateline.store.codec import columns, to_row
from dateline.store.database import Database
from dateline.store.history import same

Rows = Sequence[tuple[str, Any]]  # (kind, row)


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows that come into force, and ids of those that go out of it; a row that changes is in both."""

    new: tuple[Any, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)

    @property
    def rows(self) -> Rows:
        return sorted(((_kind(row.id), row) for row in self.new), key=lambda pair: pair[0])


def difference(old: Reading, report: Report, reading: Reading) -> Difference:
    """What a reading changes in an older one of the same report. report: its report's row as it is to be."""
    before = {row.id: row for row in (old.report, *old.rows())}
    after = {row.id: row for row in (report, *reading.rows())}
    new = tuple(row for row_id, row in after.items() if row_id not in before or not same(before[row_id], row))
    gone = tuple(row_id for row_id, row in before.items() if row_id not in after or not same(row, after[row_id]))
    return Difference(new, gone)


def content(rows: Rows, more: Iterable[bytes] = ()) -> str:
    """The hash by which an entry of the log vouches for the rows that it brings, and for others by their hashes."""
    values = ((kind, dict(zip(columns(KINDS[kind]), to_row(row), strict=True))) for kind, row in rows)
    return log.content_of([*(log.row_hash(kind, its) for kind, its in values), *more])


def bring(db: Database, rows: Iterable[tuple[str, Any]], tx: int) -> None:
    """Rows come into force; those of a kind one after another."""
    db.insert_all(
        (kind, (*columns(KINDS[kind]), "tx_in"), [(*to_row(row), tx) for _, row in its])
        for kind, its in groupby(rows, key=lambda pair: pair[0])
    )


def end(db: Database, ids: Iterable[str], tx: int) -> None:
    """Rows go out of force."""
    for kind, its in groupby(sorted(ids, key=_kind), key=_kind):
        ended = f"UPDATE {kind} SET tx_out = :tx WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids))"
        db.run(ended, {"tx": tx, "ids": json.dumps(sorted(its))})


def _kind(row_id: str) -> str:
    kind = kind_of(row_id)
    assert kind is not None  # rows bear ids of their kind
    return kind
