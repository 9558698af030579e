"""The rows that fit a question, as numbers: how many there are of each kind, and which are first by day."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import numpy as np

from dateline.store.columns import (
    ALWAYS,
    BEFORE,
    DISPUTED,
    IN_FORCE,
    KIND,
    KINDS,
    NEVER,
    SOURCES,
    Columns,
    Days,
    Numbers,
    day_number,
)
from dateline.store.conditions import Condition, Day, Disputed, KnownBy, Sources, Tag, Words
from dateline.store.database import Database
from dateline.store.marks import MOST

FEW = 2_000  # rows of one day that are all looked at; of more the first are walked to
Ask = Callable[[Sequence[Condition]], Numbers]  # the rows for which all conditions hold, those not in force too
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Fit:
    """A row that fits. `first`, `last`: ISO days."""

    id: str
    report: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class People:
    """The actors among the rows, each once."""

    numbers: Numbers  # the first row of each that there ever was
    first: Days
    last: Days
    rows: Numbers  # that fit, actor after actor, each one's earliest first
    begins: Numbers  # where each one's rows begin in `rows`


class Matched:
    """The rows in force that fit."""

    def __init__(self, db: Database, columns: Columns, numbers: Numbers):
        self._db = db
        self._columns = columns
        kinds = columns.marks(db)[numbers] & KIND
        self._of = {kind: numbers[kinds == number] for number, kind in enumerate(KINDS)}
        self._everybody: People | None = None

    def count(self, kind: str) -> int:
        """How many of a kind. An actor counts once, in however many reports it is."""
        rows = self._of[kind]
        return len(np.unique(self._columns.who(self._db)[rows])) if kind == "actors" and len(rows) else len(rows)

    def hits(self, kind: str, limit: int, offset: int) -> list[Fit]:
        """By day (the undated last) and id. limit: -1 for all."""
        if kind == "actors":
            numbers, first = self._people().numbers, self._people().first
        else:
            numbers = self._of[kind]
            first = self._columns.days(self._db, "first")[numbers]
        until = len(numbers) if limit < 0 else min(len(numbers), offset + limit)
        if offset >= until:
            return []
        low, high = np.partition(first, (offset, until - 1))[[offset, until - 1]]
        skip = offset - int((first < low).sum())
        if kind == "actors":
            return self._named(np.flatnonzero((first >= low) & (first <= high)), skip, until - offset)
        found = self._of_day(kind, numbers[first == low], int(low), skip, until - offset)
        found += self._rows(numbers[(first > low) & (first < high)])
        if low < high:
            found += self._of_day(kind, numbers[first == high], int(high), 0, until - offset - len(found))
        return found

    def _rows(self, numbers: Numbers) -> list[Fit]:
        """These rows, by day and id."""
        rows = self._db.ask("rows_numbered", numbers=json.dumps(numbers.tolist()))
        found = (Fit(row["id"], row["report"], row["first"], row["last"]) for row in rows)
        return sorted(found, key=lambda fit: (fit.first is None, fit.first or "", fit.id))

    def _of_day(self, kind: str, numbers: Numbers, day: int, skip: int, take: int) -> list[Fit]:
        """Some of the rows that begin on one day, or on none, by id."""
        if len(numbers) <= max(FEW, skip + take):
            return self._rows(numbers)[skip : skip + take]
        iso = _iso(day)
        on = "(first IS NULL) = (1 = 1)" if iso is None else "(first IS NULL) = (1 = 0) AND first = :day"
        rows = self._db.stream(
            f"SELECT n, id, report, last FROM found {self._db.along('found_by_day')}"
            f" WHERE kind = :kind AND {on} AND tx_out IS NULL ORDER BY id",
            {"kind": kind} if iso is None else {"kind": kind, "day": iso},
        )
        wanted = set(numbers.tolist())
        its = (row for row in rows if row["n"] in wanted)
        return [Fit(row["id"], row["report"], iso, row["last"]) for row in islice(its, skip, skip + take)]

    def _people(self) -> People:
        if self._everybody is None:
            rows = self._of["actors"]
            who = self._columns.who(self._db)
            first, last = (self._columns.days(self._db, name) for name in ("first", "last"))
            rows = rows[np.lexsort((first[rows], who[rows]))]
            begins = np.flatnonzero(np.diff(who[rows], prepend=-1))
            ends = np.maximum.reduceat(last[rows], begins) if len(rows) else last[rows]
            own = rows[begins]
            self._everybody = People(who[own].astype(np.int64), first[own], ends, rows, begins)
        return self._everybody

    def _named(self, which: Numbers, skip: int, take: int) -> list[Fit]:
        """Some actors (places in `People`) by first day and id, with the report that is the first to name each."""
        people, first = self._people(), self._columns.days(self._db, "first")
        rows = self._db.ask("rows_numbered", numbers=json.dumps(people.numbers[which].tolist()))
        ids = {row["n"]: row["id"] for row in rows}
        order = sorted((int(people.first[at]), ids[int(people.numbers[at])], int(at)) for at in which)
        found = []
        for begins, row_id, at in order[skip : skip + take]:
            its = people.rows[people.begins[at] : people.begins[at + 1] if at + 1 < len(people.begins) else None]
            early = its[: int(np.searchsorted(first[its], begins, side="right"))]
            report = self._db.ask("first_report", numbers=json.dumps(early.tolist())).fetchone()["report"]
            found.append(Fit(row_id, report, _iso(begins), _iso(int(people.last[at]))))
        return found


def _iso(day: int) -> str | None:
    return None if day in (ALWAYS, NEVER) else date.fromordinal(day + BEFORE).isoformat()


def matched(db: Database, columns: Columns, asked: Sequence[Condition], ask: Ask) -> Matched:
    """The rows for which all conditions hold. ask: for what the columns do not tell."""
    in_force = (columns.marks(db) & IN_FORCE) > 0
    words = [one for one in asked if isinstance(one, Words | Tag)]
    rest: list[Condition]
    if any(not one.negated for one in words):
        numbers = ask(words)
        numbers = numbers[numbers < columns.size]  # others came since
        numbers = numbers[in_force[numbers]]
        rest = [one for one in asked if not isinstance(one, Words | Tag)]
    else:
        numbers, rest = np.flatnonzero(in_force), list(asked)
    for condition in rest:
        holds = _by_columns(db, columns, condition, numbers)
        if holds is None:
            holds = _among(numbers, ask((condition,)), columns.size)
        numbers = numbers[holds ^ condition.negated]
    return Matched(db, columns, numbers)


def _among(numbers: Numbers, others: Numbers, size: int) -> Mask:
    there = np.zeros(size, np.bool_)
    there[others[others < size]] = True
    return there[numbers]


def _by_columns(db: Database, columns: Columns, condition: Condition, numbers: Numbers) -> Mask | None:
    """For which rows a condition holds, its negation left out; None: the columns do not tell."""
    match condition:
        case Day(side="before", day=day):
            holds = columns.days(db, "first")[numbers] < day_number(day)
        case Day(day=day):
            holds = columns.days(db, "last")[numbers] >= day_number(day)
        case KnownBy(day=day):
            holds = columns.days(db, "known")[numbers] <= day_number(day)
        case Disputed():
            holds = (columns.marks(db)[numbers] & DISPUTED) > 0
        case Sources(least=least, below=below) if least <= MOST and (below is None or below <= MOST):
            told = columns.marks(db)[numbers] >> SOURCES
            holds = (told >= max(least, 0)) & ((told < max(below, 0)) if below is not None else True)
        case _:
            return None
    return np.asarray(holds, np.bool_)
