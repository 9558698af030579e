"""Finding rows: the index beside the tables, filled as reports come, and questions to it.

Conditions come as data. The full text gives the numbers of the rows that words are in, the columns of the index what
else there is to know of them; SQL is put together here for what neither tells, and for tables as they once were.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, radians
from typing import TYPE_CHECKING, Any

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
    Numbered,
    Sources,
    Tag,
    Through,
    Words,
)
from dateline.store.database import Database
from dateline.store.entries import days, entries
from dateline.store.joined_conditions import clause as joined_clause
from dateline.store.marks import mark

if TYPE_CHECKING:
    from dateline.store.columns import Numbers
    from dateline.store.matched import Matched

KINDS = ("claims", "events", "reports", "actors")
KM_A_DEGREE = 111.2  # of latitude, everywhere
ALL = 2**63 - 1  # rows: no limit
FOUND = ("n", "kind", "id", "report", "first", "last", "known", "tx_in")
WHOLE_REPORTS = (Among, InStory)  # conditions that hold for all rows of a report, or for none


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found; the row itself stands in its kind's table."""

    n: int  # its number in the index; of an actor, who has several, 0
    kind: str
    id: str
    report: str
    first: str | None
    last: str | None


class Search:
    """Questions to the index of one open database."""

    def __init__(self, db: Database, *, past: bool = False):
        """past: the tables are what they were at another time, and what the index keeps beside its rows is not."""
        self._db = db
        self.past = past
        self._last: tuple[Any, Matched] | None = None  # of the last question: (state and question, answer)

    def add(self, reading: Reading, tx: int | None, *, new: bool = False) -> None:
        """Make a report findable. Inside the caller's transaction. new: nothing can have been joined with it."""
        from dateline.store import columns

        last: int = self._db.ask("last_found").fetchone()["n"]
        numbered = list(enumerate(entries(reading), last + 1))
        published = days(reading.report.published)
        known = published[1] or published[0] or ""
        rows = [(n, one.kind, one.id, one.report, one.first, one.last, known, tx) for n, one in numbered]
        self._db.insert("found", FOUND, rows)
        self._db.index.put(numbered)
        self._db.insert(
            "found_at", ("n", "lat", "lon"), [(n, lat, lon) for n, one in numbered for lat, lon in one.points]
        )
        columns.fill(self._db, last, last + len(rows))
        if not new:
            mark(self._db, [reading.report.id])

    def fill(self) -> None:
        """Makes the columns of a record that was written before there were any. Inside the caller's transaction."""
        from dateline.store import columns

        columns.fill(self._db, 0, self._db.ask("last_found").fetchone()["n"])

    def forget(self, report: str, tx: int) -> None:
        """A report's entries are no longer in force. Inside the caller's transaction."""
        from dateline.store import columns

        columns.out_of_force(self._db, [row["n"] for row in self._db.ask("numbers_in_force", report=report)])
        self._db.ask("forget", report=report, tx=tx)

    def count(self, kind: str, conditions: Iterable[Condition]) -> int:
        """How many rows of a kind fit. An actor counts once, in however many reports it is."""
        asked = tuple(conditions)
        with self._db.explained():
            if not self.past:
                return self._matched(asked).count(kind)
            if kind == "actors":
                return len(self._every_actor(asked))
            where, values = self._where(kind, asked)
            return int(self._db.run(f"SELECT count(*) AS n {where}", values).fetchone()["n"])

    def hits(self, kind: str, conditions: Iterable[Condition], *, limit: int, offset: int = 0) -> Iterator[Hit]:
        """The rows of a kind that fit, by day (the undated last) and id. limit: -1 for all."""
        asked = tuple(conditions)
        with self._db.explained():
            if self.past:
                yield from self._hits(kind, asked, limit, offset)
                return
            for row in self._matched(asked).hits(kind, limit, offset):
                yield Hit(row.n, kind, row.id, row.report, row.first, row.last)

    def spread(
        self, kind: str, conditions: Iterable[Condition], most: int, sample: int
    ) -> tuple[list[tuple[str | None, str | None]], list[Hit]]:
        """First and last day of the first rows that fit by day, at most so many; and some of them, evenly spread."""
        asked = tuple(conditions)
        if self.past or kind == "actors":
            every = list(self.hits(kind, asked, limit=most))
            return [(hit.first, hit.last) for hit in every], every[:: max(1, -(-len(every) // sample))]
        with self._db.explained():
            spread, some = self._matched(asked).spread(kind, most, sample)
            return spread, [Hit(row.n, kind, row.id, row.report, row.first, row.last) for row in some]

    def _matched(self, asked: tuple[Condition, ...]) -> "Matched":
        """The rows that fit. Kept until something else is asked, or something happens."""
        from dateline.store.columns import kept
        from dateline.store.matched import matched

        columns, state = kept(self._db)
        key = (state, asked)
        if self._last is None or self._last[0] != key:
            self._last = (key, matched(self._db, columns, asked, self._numbers))
        return self._last[1]

    def _numbers(self, conditions: Sequence[Condition], among: "Numbers | None") -> "Numbers":
        """The rows for which conditions hold: several words, or one condition that no column tells of.

        among: only of these something need be told.
        """
        from dateline.store.columns import parsed

        words = [one for one in conditions if isinstance(one, Words | Tag)]
        if words:
            wanted = [one for one in words if not one.negated]
            asked, values = self._db.index.numbers(wanted or words, [one for one in words if one.negated and wanted])
        elif isinstance(conditions[0], Near):
            inside, values = _near(conditions[0], "c")
            asked = f"SELECT DISTINCT n FROM found_at WHERE {inside}"
        elif isinstance(conditions[0], WHOLE_REPORTS):
            clause, values = _any_clause(conditions[0], KINDS[0], "c", self.past)
            asked = f"SELECT n FROM found WHERE {clause}"
        else:
            clauses = [(kind, *_any_clause(conditions[0], kind, f"{kind}_c", self.past)) for kind in KINDS]
            values = {name: value for _, _, its in clauses for name, value in its.items()}
            rows = "FROM found WHERE tx_out IS NULL AND kind"
            if among is not None:
                values["among"] = json.dumps(among.tolist())
                rows = "FROM found WHERE n IN (SELECT CAST(value AS BIGINT) FROM json_each(:among)) AND kind || ''"
            asked = " UNION ALL ".join(f"SELECT n {rows} = '{kind}' AND ({clause})" for kind, clause, _ in clauses)
        return parsed(self._db.listed(asked, values))

    # -- as it was at another time: every row that could fit is looked at

    def _hits(self, kind: str, asked: tuple[Condition, ...], limit: int, offset: int) -> Iterator[Hit]:
        if kind == "actors":
            yield from self._every_actor(asked)[offset : None if limit < 0 else offset + limit]
            return
        where, values = self._where(kind, asked)
        found = f"SELECT found.n, found.kind, found.id, found.report, found.first, found.last {where}"
        order = "(found.first IS NULL), found.first, found.id"
        window = {"limit": limit if limit >= 0 else ALL, "offset": offset}
        for row in self._db.run(f"{found} ORDER BY {order} LIMIT :limit OFFSET :offset", values | window):
            yield Hit(row["n"], row["kind"], row["id"], row["report"], row["first"], row["last"])

    def _every_actor(self, conditions: tuple[Condition, ...]) -> list[Hit]:
        """Each actor once, with the span of its days, and the report that is the first to name it."""
        where, values = self._where("actors", conditions)
        order = "ORDER BY found.id, (found.first IS NULL), found.first, found.report"
        rows = self._db.run(f"SELECT found.id, found.report, found.first, found.last {where} {order}", values)
        found = []
        for row_id, group in groupby(rows, key=lambda row: str(row["id"])):
            its = list(group)
            last = max((row["last"] for row in its if row["last"]), default=None)
            found.append(Hit(0, "actors", row_id, its[0]["report"], its[0]["first"], last))
        return sorted(found, key=lambda hit: (hit.first is None, hit.first or "", hit.id))

    def _where(self, kind: str, conditions: Iterable[Condition]) -> tuple[str, dict[str, Any]]:
        """FROM and WHERE for the conditions, with their values."""
        words: list[Words | Tag] = []
        assert kind in KINDS
        tables = "found"
        clauses = [f"found.kind = '{kind}'", "found.tx_out IS NULL"]  # as indexes have it
        if any(isinstance(one, Near | Among | InStory) and not one.negated for one in conditions):
            clauses[0] = f"found.kind || '' = '{kind}'"  # by no index: what these name is looked up
        values: dict[str, Any] = {}
        for number, condition in enumerate(conditions):
            if isinstance(condition, Words | Tag):
                words.append(condition)
                continue
            clause, its = _any_clause(condition, kind, f"c{number}", self.past)
            clauses.append(f"NOT ({clause})" if condition.negated else clause)
            values |= its
        if words:
            wanted = [one for one in words if not one.negated]
            tables, asked, its = self._db.index.where(kind, wanted, [one for one in words if one.negated])
            clauses.append(asked)
            values |= its
        return f"FROM {tables} WHERE {' AND '.join(clauses)}", values


def _any_clause(condition: Condition, kind: str, name: str, past: bool) -> tuple[str, dict[str, Any]]:
    """A condition on rows of a kind, its negation left out, its values under names that begin with `name`."""
    assert not isinstance(condition, Words | Tag)
    if isinstance(condition, InStory | Disputed | Sources | Through | Chosen):
        return joined_clause(condition, kind, name, past)
    return _clause(condition, name)


def _clause(condition: Day | Near | Among | KnownBy | Numbered, name: str) -> tuple[str, dict[str, Any]]:
    """A condition, its values under names that begin with `name`."""
    if isinstance(condition, Day):
        if condition.side == "before":  # as the index has it: the undated stand last
            return f"(found.first IS NULL) = (1 = 0) AND found.first < :{name}", {name: condition.day}
        return f"found.last IS NOT NULL AND found.last >= :{name}", {name: condition.day}
    if isinstance(condition, Near):
        inside, values = _near(condition, name)
        return f"found.n IN (SELECT n FROM found_at WHERE {inside})", values
    if isinstance(condition, KnownBy):
        return f"found.known <= :{name}", {name: condition.day}
    if isinstance(condition, Numbered):
        numbers = f"SELECT CAST(value AS BIGINT) FROM json_each(:{name})"
        return f"found.n IN ({numbers})", {name: json.dumps(sorted(condition.numbers))}
    return f"found.report IN (SELECT value FROM json_each(:{name}))", {name: json.dumps(sorted(condition.reports))}


def _near(condition: Near, name: str) -> tuple[str, dict[str, Any]]:
    """A condition on the points of `found_at`."""
    box = condition.km / KM_A_DEGREE
    values = {"south": condition.lat - box, "north": condition.lat + box, "lat": condition.lat,
              "lon": condition.lon, "km": condition.km}  # fmt: skip
    inside = f"lat BETWEEN :{name}_south AND :{name}_north"
    # Meridians are nearest to each other at the side of the box that is nearer to a pole.
    narrowest = cos(radians(min(90.0, abs(condition.lat) + box)))
    wide = box / narrowest if narrowest > 0.01 else 360.0
    if abs(condition.lon) + wide < 180:  # else it goes round the back
        inside += f" AND lon BETWEEN :{name}_west AND :{name}_east"
        values |= {"west": condition.lon - wide, "east": condition.lon + wide}
    inside += f" AND km_between(lat, lon, :{name}_lat, :{name}_lon) <= :{name}_km"
    return inside, {f"{name}_{key}": of for key, of in values.items()}
