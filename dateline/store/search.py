"""Finding rows: the index beside the tables, filled as reports come, and questions to it.

Conditions come as data; the SQL for them is put together here, and by the database's own full text.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.records import Reading
from dateline.store.conditions import (
    Among,
    Chosen,
    Condition,
    Day,
    Disputed,
    InStory,
    KnownBy,
    Near,
    Sources,
    Tag,
    Words,
)
from dateline.store.database import Database
from dateline.store.entries import entries
from dateline.store.joined_conditions import clause as joined_clause

KINDS = ("claims", "events", "reports", "actors")
KM_A_DEGREE = 111.2  # of latitude, everywhere
ALL = 2**63 - 1  # rows: no limit
FOUND = ("n", "kind", "id", "report", "first", "last", "tx_in")


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found; the row itself stands in its kind's table."""

    kind: str
    id: str
    report: str
    first: str | None
    last: str | None


class Search:
    """Questions to the index of one open database."""

    def __init__(self, db: Database):
        self._db = db

    def add(self, reading: Reading, tx: int | None) -> None:
        """Make a report findable. Inside the caller's transaction."""
        last: int = self._db.ask("last_found").fetchone()["n"]
        numbered = list(enumerate(entries(reading), last + 1))
        rows = [(n, one.kind, one.id, one.report, one.first, one.last, tx) for n, one in numbered]
        self._db.insert("found", FOUND, rows)
        self._db.index.put(numbered)
        self._db.insert(
            "found_at", ("n", "lat", "lon"), [(n, lat, lon) for n, one in numbered for lat, lon in one.points]
        )

    def forget(self, report: str, tx: int) -> None:
        """A report's entries are no longer in force. Inside the caller's transaction."""
        self._db.ask("forget", report=report, tx=tx)

    def count(self, kind: str, conditions: Iterable[Condition]) -> int:
        """How many rows of a kind fit. An actor counts once, in however many reports it is."""
        where, values = self._where(kind, conditions)
        what = "count(DISTINCT found.id)" if kind == "actors" else "count(*)"
        number: int = self._db.run(f"SELECT {what} AS n {where}", values).fetchone()["n"]
        return number

    def hits(self, kind: str, conditions: Iterable[Condition], *, limit: int, offset: int = 0) -> Iterator[Hit]:
        """The rows of a kind that fit, by day (the undated last) and id. limit: -1 for all."""
        where, values = self._where(kind, conditions)
        found = f"SELECT found.kind, found.id, found.report, found.first, found.last {where}"
        order = "found.first IS NULL, found.first, found.id"
        if kind == "actors":
            found = (
                "SELECT found.kind, found.id, min(found.report) AS report, min(found.first) AS first,"
                f" max(found.last) AS last {where} GROUP BY found.kind, found.id"
            )
            order = "min(found.first) IS NULL, min(found.first), found.id"
        window = {"limit": limit if limit >= 0 else ALL, "offset": offset}
        for row in self._db.run(f"{found} ORDER BY {order} LIMIT :limit OFFSET :offset", values | window):
            yield Hit(row["kind"], row["id"], row["report"], row["first"], row["last"])

    def _where(self, kind: str, conditions: Iterable[Condition]) -> tuple[str, dict[str, Any]]:
        """FROM and WHERE for the conditions, with their values."""
        wanted: list[Words | Tag] = []
        unwanted: list[Words | Tag] = []
        tables, clauses = "found", ["found.kind = :kind", "found.tx_out IS NULL"]
        values: dict[str, Any] = {"kind": kind}
        for number, condition in enumerate(conditions):
            if isinstance(condition, Words | Tag):
                (unwanted if condition.negated else wanted).append(condition)
                continue
            if isinstance(condition, InStory | Disputed | Sources | Chosen):
                clause, its = joined_clause(condition, kind, f"c{number}")
            else:
                clause, its = _clause(condition, f"c{number}")
            clauses.append(f"NOT ({clause})" if condition.negated else clause)
            values |= its
        if wanted or unwanted:
            tables, asked, its = self._db.index.where(kind, wanted, unwanted)
            clauses.append(asked)
            values |= its
        return f"FROM {tables} WHERE {' AND '.join(clauses)}", values


def _clause(condition: Day | Near | Among | KnownBy, name: str) -> tuple[str, dict[str, Any]]:
    """A condition, its values under names that begin with `name`."""
    if isinstance(condition, Day):
        if condition.side == "before":
            return f"found.first IS NOT NULL AND found.first < :{name}", {name: condition.day}
        return f"found.last IS NOT NULL AND found.last >= :{name}", {name: condition.day}
    if isinstance(condition, Near):
        box = condition.km / KM_A_DEGREE
        inside = (
            f"SELECT n FROM found_at WHERE lat BETWEEN :{name}_south AND :{name}_north"
            f" AND km_between(lat, lon, :{name}_lat, :{name}_lon) <= :{name}_km"
        )
        values = {"south": condition.lat - box, "north": condition.lat + box, "lat": condition.lat,
                  "lon": condition.lon, "km": condition.km}  # fmt: skip
        return f"found.n IN ({inside})", {f"{name}_{key}": value for key, value in values.items()}
    if isinstance(condition, KnownBy):
        known = (
            f"SELECT id FROM found WHERE kind = 'reports' AND tx_out IS NULL AND coalesce(last, first, '') <= :{name}"
        )
        return f"found.report IN ({known})", {name: condition.day}
    return f"found.report IN (SELECT value FROM json_each(:{name}))", {name: json.dumps(sorted(condition.reports))}
