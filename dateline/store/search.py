"""Finding rows: the index beside the tables, filled as reports come, and questions to it.

Conditions come as data; the SQL for them is put together here, and by the database's own full text.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians
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
    Through,
    Words,
)
from dateline.store.database import Database
from dateline.store.entries import days, entries
from dateline.store.joined_conditions import clause as joined_clause
from dateline.store.marks import mark

KINDS = ("claims", "events", "reports", "actors")
KM_A_DEGREE = 111.2  # of latitude, everywhere
ALL = 2**63 - 1  # rows: no limit
FOUND = ("n", "kind", "id", "report", "first", "last", "known", "tx_in")
FEW = 2_000  # rows that are looked at one by one rather than walked to
FEW_LATE = 20_000  # the same of rows that lie late, so that the walk is long
REMEMBERED = 200  # questions of which it is known whether many rows fit


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

    def __init__(self, db: Database, *, past: bool = False):
        """past: the tables are what they were at another time, and what the index keeps of joined rows is not."""
        self._db = db
        self.past = past
        self._many: dict[tuple[str, tuple[Condition, ...]], bool] = {}  # whether very many rows fit, as last counted
        self._actors: tuple[Any, list[Hit]] | None = None  # of the last question: (state and question, answer)
        self._span: tuple[Any, tuple[int, int]] | None = None

    def add(self, reading: Reading, tx: int | None, *, new: bool = False) -> None:
        """Make a report findable. Inside the caller's transaction. new: nothing can have been joined with it."""
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
        if not new:
            mark(self._db, [reading.report.id])

    def forget(self, report: str, tx: int) -> None:
        """A report's entries are no longer in force. Inside the caller's transaction."""
        self._db.ask("forget", report=report, tx=tx)

    def count(self, kind: str, conditions: Iterable[Condition]) -> int:
        """How many rows of a kind fit. An actor counts once, in however many reports it is."""
        asked = tuple(conditions)
        with self._db.explained():
            number = len(self._every_actor(asked)) if kind == "actors" else self._count(kind, asked)
        if len(self._many) > REMEMBERED:
            self._many.clear()
        self._many[kind, asked] = not self._few(number, asked)
        return number

    def _few(self, number: int, conditions: tuple[Condition, ...]) -> bool:
        late = any(isinstance(one, Day) and (one.side == "after") is not one.negated for one in conditions)
        words = any(isinstance(one, Words | Tag) for one in conditions)
        return number <= (FEW_LATE if late and words else FEW)

    def _count(self, kind: str, conditions: tuple[Condition, ...]) -> int:
        days_known = [one for one in conditions if isinstance(one, KnownBy) and not one.negated]
        words = [one for one in conditions if isinstance(one, Words | Tag)]
        if self.past or not words or len(words) + len(days_known) < len(conditions):
            where, values = self._where(kind, conditions)
            return int(self._db.run(f"SELECT count(*) AS n {where}", values).fetchone()["n"])
        if not days_known:
            return self._by_words(kind, words, "", {})
        # Reports are mostly read as they appear: before some number all were known by that day, after another only
        # those that nobody dates. Rows between the two are looked at one by one.
        first, last = self._known_between(min(one.day for one in days_known))
        where, values = self._where(kind, conditions, bound="BETWEEN :low AND :high")
        between: int = self._db.run(
            f"SELECT count(*) AS n {where}", values | {"low": first, "high": last}
        ).fetchone()["n"]  # fmt: skip
        numbers, its = self._numbers(kind, words, "> :last")
        undated = "SELECT n FROM found WHERE tx_out IS NULL AND known = '' AND n > :last"
        after: int = self._db.run(
            f"SELECT count(*) AS n FROM ({numbers}) AS its WHERE +its.n IN ({undated})", its | {"last": last}
        ).fetchone()["n"]  # fmt: skip
        return self._by_words(kind, words, "< :last", {"last": first}) + between + after

    def _known_between(self, day: str) -> tuple[int, int]:
        """The first number of a report that was not known by a day, and the last number of a dated one that was.

        The second is never less than the one before the first.
        """
        state = self._db.ask("last_entry").fetchone()
        key = (state and state["id"], day)
        if self._span is None or self._span[0] != key:
            along = "" if self.past else self._db.along("found_known")
            of_reports = f"FROM found {along} WHERE kind = 'reports' AND tx_out IS NULL AND known"
            first = self._db.run(f"SELECT min(n) AS n {of_reports} > :day", {"day": day}).fetchone()["n"] or ALL
            last = self._db.run(f"SELECT max(n) AS n {of_reports} <= :day AND known > ''", {"day": day}).fetchone()["n"]
            beside = self._db.ask("last_beside", n=last or 0).fetchone()["n"] or 0
            self._span = (key, (first, max(beside, first - 1)))
        return self._span[1]

    def _by_words(self, kind: str, words: Sequence[Words | Tag], bound: str, values: dict[str, Any]) -> int:
        """How many rows in force the words alone find; rows themselves are looked at only where some are not."""
        numbers, its = self._numbers(kind, words, bound)
        number: int = self._db.run(f"SELECT count(*) AS n FROM ({numbers}) AS its", its | values).fetchone()["n"]
        if number and self._db.ask("some_not_in_force").fetchone()["so"]:
            gone = "SELECT 1 FROM found WHERE found.n = its.n AND found.tx_out IS NOT NULL"
            asked = f"SELECT count(*) AS n FROM ({numbers}) AS its WHERE EXISTS ({gone})"
            number -= self._db.run(asked, its | values).fetchone()["n"]
        return number

    def _numbers(self, kind: str, words: Sequence[Words | Tag], bound: str = "") -> tuple[str, dict[str, str]]:
        wanted = [one for one in words if not one.negated]
        return self._db.index.numbers(kind, wanted, [one for one in words if one.negated], bound)

    def hits(self, kind: str, conditions: Iterable[Condition], *, limit: int, offset: int = 0) -> Iterator[Hit]:
        """The rows of a kind that fit, by day (the undated last) and id. limit: -1 for all."""
        with self._db.explained():
            yield from self._hits(kind, tuple(conditions), limit, offset)

    def _hits(self, kind: str, asked: tuple[Condition, ...], limit: int, offset: int) -> Iterator[Hit]:
        if kind == "actors":
            every = self._every_actor(asked)
            yield from every[offset : None if limit < 0 else offset + limit]
            return
        if (kind, asked) not in self._many and 0 <= limit <= FEW:
            self.count(kind, asked)
        # Of very many the first few are soonest found by walking by day; of few it is quicker to look at them all.
        along = None
        if self._many.get((kind, asked), False) and 0 <= limit <= FEW and not self.past:
            along = "found_disputed" if Disputed() in asked else "found_by_day"
        where, values = self._where(kind, asked, along=along)
        found = f"SELECT found.kind, found.id, found.report, found.first, found.last {where}"
        order = "(found.first IS NULL), found.first, found.id"
        window = {"limit": limit if limit >= 0 else ALL, "offset": offset}
        for row in self._db.run(f"{found} ORDER BY {order} LIMIT :limit OFFSET :offset", values | window):
            yield Hit(row["kind"], row["id"], row["report"], row["first"], row["last"])

    def _every_actor(self, conditions: tuple[Condition, ...]) -> list[Hit]:
        """Each actor once, with the span of its days. Kept until something else is asked, or something happens."""
        last = self._db.ask("last_entry").fetchone()
        key = (last and last["id"], conditions)
        if self._actors is None or self._actors[0] != key:
            words = any(isinstance(one, Words | Tag) for one in conditions)
            where, values = self._where("actors", conditions, along=None if words or self.past else "found_actors")
            asked = (
                "SELECT found.id, min(found.report) AS report, min(found.first) AS first, max(found.last) AS last"
                f" {where} GROUP BY found.id ORDER BY min(found.first) IS NULL, min(found.first), found.id"
            )
            rows = self._db.run(asked, values)
            self._actors = (key, [Hit("actors", r["id"], r["report"], r["first"], r["last"]) for r in rows])
        return self._actors[1]

    def _where(
        self, kind: str, conditions: Iterable[Condition], *, along: str | None = None, bound: str = ""
    ) -> tuple[str, dict[str, Any]]:
        """FROM and WHERE for the conditions, with their values.

        along: an index by which every row is looked at; bound: on the numbers of rows that words are looked for in.
        """
        words: list[Words | Tag] = []
        assert kind in KINDS
        tables = "found" if along is None else f"found {self._db.along(along)}"
        clauses = [f"found.kind = '{kind}'", "found.tx_out IS NULL"]  # as indexes have it
        if any(isinstance(one, Near | Among | InStory) and not one.negated for one in conditions) and along is None:
            clauses[0] = f"found.kind || '' = '{kind}'"  # by no index: what these name is looked up
        values: dict[str, Any] = {}
        for number, condition in enumerate(conditions):
            if isinstance(condition, Words | Tag):
                words.append(condition)
                continue
            if isinstance(condition, InStory | Disputed | Sources | Through | Chosen):
                clause, its = joined_clause(condition, kind, f"c{number}", self.past)
            else:
                clause, its = _clause(condition, f"c{number}")
            clauses.append(f"NOT ({clause})" if condition.negated else clause)
            values |= its
        if words and along:
            numbers, its = self._numbers(kind, words)
            clauses.append(f"+found.n IN ({numbers})")  # plus: not to be looked up number by number
            values |= its
        elif words:
            wanted = [one for one in words if not one.negated]
            tables, asked, its = self._db.index.where(kind, wanted, [one for one in words if one.negated], bound)
            clauses.append(asked)
            values |= its
        return f"FROM {tables} WHERE {' AND '.join(clauses)}", values


def _clause(condition: Day | Near | Among | KnownBy, name: str) -> tuple[str, dict[str, Any]]:
    """A condition, its values under names that begin with `name`."""
    if isinstance(condition, Day):
        if condition.side == "before":  # as the index has it: the undated stand last
            return f"(found.first IS NULL) = (1 = 0) AND found.first < :{name}", {name: condition.day}
        return f"found.last IS NOT NULL AND found.last >= :{name}", {name: condition.day}
    if isinstance(condition, Near):
        return _near(condition, name)
    if isinstance(condition, KnownBy):
        return f"found.known <= :{name}", {name: condition.day}
    return f"found.report IN (SELECT value FROM json_each(:{name}))", {name: json.dumps(sorted(condition.reports))}


def _near(condition: Near, name: str) -> tuple[str, dict[str, Any]]:
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
    return f"found.n IN (SELECT n FROM found_at WHERE {inside})", {f"{name}_{key}": of for key, of in values.items()}
