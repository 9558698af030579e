"""Finding rows: the index beside the tables, filled as reports come, and questions to it.

Conditions come as data (`Ask`); the SQL for them is put together here and nowhere else.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dateline import distance
from dateline.records import Reading
from dateline.store.entries import COLUMNS, Entry, entries, tag
from dateline.store.statements import statements

KINDS = ("claims", "events", "reports", "actors")
KM_A_DEGREE = 111.2  # of latitude, everywhere
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """Words one after another in a column of the index; column None: wherever people's words are looked for."""

    column: str | None
    text: str
    negated: bool = False
    also: tuple[str, ...] = ()  # other words that mean the same: ids of one actor


@dataclass(frozen=True, slots=True)
class Tag:
    """A property with a fixed set of values: kind, type, status, stance, mode, manner."""

    name: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """Before a day, or on it or later. `day`: ISO."""

    side: Literal["before", "after"]
    day: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Within a distance of a point."""

    lat: float
    lon: float
    km: float
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Among:
    """One of these reports."""

    reports: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class KnownBy:
    """In a report that had surely been published by a day, or that nobody dates. `day`: ISO."""

    day: str
    negated: bool = False


Condition = Words | Tag | Day | Near | Among | KnownBy
LOOKED_IN = ("words", "said_by", "via", "actor", "place")


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

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        db.create_function("km_between", 4, distance.km, deterministic=True)

    def add(self, reading: Reading, tx: int | None) -> None:
        """Make a report findable. Inside the caller's transaction."""
        for entry in entries(reading):
            self._add(entry, tx)

    def forget(self, report: str, tx: int) -> None:
        """A report's entries are no longer in force. Inside the caller's transaction."""
        self._db.execute(statements()["forget"], {"report": report, "tx": tx})

    def _add(self, entry: Entry, tx: int | None) -> None:
        row = (entry.kind, entry.id, entry.report, entry.first, entry.last, tx)
        n = self._db.execute("INSERT INTO found (kind, id, report, first, last, tx_in) VALUES (?, ?, ?, ?, ?, ?)", row)
        values = [getattr(entry, column) for column in COLUMNS]
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        self._db.execute(f"INSERT INTO search (rowid, {', '.join(COLUMNS)}) VALUES ({marks})", (n.lastrowid, *values))
        at = [(n.lastrowid, lat, lon) for lat, lon in entry.points]
        self._db.executemany("INSERT INTO found_at (n, lat, lon) VALUES (?, ?, ?)", at)

    def count(self, kind: str, conditions: Iterable[Condition]) -> int:
        """How many rows of a kind fit. An actor counts once, in however many reports it is."""
        where, values = _where(kind, conditions)
        what = "count(DISTINCT found.id)" if kind == "actors" else "count(*)"
        number: int = self._db.execute(f"SELECT {what} {where}", values).fetchone()[0]
        return number

    def hits(self, kind: str, conditions: Iterable[Condition], *, limit: int, offset: int = 0) -> Iterator[Hit]:
        """The rows of a kind that fit, by day (the undated last) and id."""
        where, values = _where(kind, conditions)
        which = "found.kind, found.id, found.report, found.first, found.last"
        if kind == "actors":
            which = (
                "found.kind, found.id, min(found.report) AS report, min(found.first) AS first, max(found.last) AS last"
            )
            where += " GROUP BY found.id"
        order = "ORDER BY first IS NULL, first, found.id LIMIT ? OFFSET ?"
        for row in self._db.execute(f"SELECT {which} {where} {order}", (*values, limit, offset)):
            yield Hit(row["kind"], row["id"], row["report"], row["first"], row["last"])


def _where(kind: str, conditions: Iterable[Condition]) -> tuple[str, list[str | float]]:
    """FROM and WHERE for the conditions, with their values."""
    wanted: list[str] = []
    unwanted: list[str] = []
    clauses = ["found.kind = ?", "found.tx_out IS NULL"]
    values: list[str | float] = [kind]
    for condition in conditions:
        if isinstance(condition, Words | Tag):
            (unwanted if condition.negated else wanted).append(_match(condition))
            continue
        clause, its = _clause(condition)
        clauses.append(f"NOT ({clause})" if condition.negated else clause)
        values += its
    tables = "found"
    if wanted or unwanted:
        tables = "search JOIN found ON found.n = search.rowid"
        match = " AND ".join([*wanted, f'tags : "{tag("kind", kind)}"'])
        clauses.append("search MATCH ?")
        values.append(f"({match})" + "".join(f" NOT ({words})" for words in unwanted))
    return f"FROM {tables} WHERE {' AND '.join(clauses)}", values


def _match(condition: Words | Tag) -> str:
    """A condition in the language of SQLite's full-text index. Everything from outside stands in quotation marks."""
    if isinstance(condition, Tag):
        return f'tags : "{tag(condition.name, condition.value)}"'
    phrases = [" ".join(tokens) for text in (condition.text, *condition.also) if (tokens := _TOKEN.findall(text))]
    if not phrases:
        return f'tags : "{tag("nothing", "")}"'  # marks without a letter are in no index
    columns = " ".join(LOOKED_IN if condition.column is None else (condition.column,))
    wanted = " OR ".join(f'"{phrase}"' for phrase in phrases)
    return f"{{{columns}}} : ({wanted})"


def _clause(condition: Day | Near | Among | KnownBy) -> tuple[str, list[str | float]]:
    if isinstance(condition, Day):
        if condition.side == "before":
            return "found.first IS NOT NULL AND found.first < ?", [condition.day]
        return "found.last IS NOT NULL AND found.last >= ?", [condition.day]
    if isinstance(condition, Near):
        box = condition.km / KM_A_DEGREE
        inside = "SELECT n FROM found_at WHERE lat BETWEEN ? AND ? AND km_between(lat, lon, ?, ?) <= ?"
        values = [condition.lat - box, condition.lat + box, condition.lat, condition.lon, condition.km]
        return f"found.n IN ({inside})", list(values)
    if isinstance(condition, KnownBy):
        known = "SELECT id FROM found WHERE kind = 'reports' AND tx_out IS NULL AND coalesce(last, first, '') <= ?"
        return f"found.report IN ({known})", [condition.day]
    marks = ", ".join("?" * len(condition.reports))
    return f"found.report IN ({marks})", sorted(condition.reports)
