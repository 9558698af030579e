"""The rows that fit a question, as numbers: how many there are of each kind, and which are first by day."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
    Marks,
    Numbers,
    day_number,
)
from dateline.store.conditions import Condition, Day, Disputed, KnownBy, Numbered, Sources, Tag, Words
from dateline.store.database import Database
from dateline.store.marks import MOST

FEW = 2_000  # rows of one day that are all looked at; of more the first are walked to
LOOKED_UP = 20_000  # rows that are looked at one by one for what no column tells; of more all that fit are asked for
# The rows for which all conditions hold, those not in force too; of more than the numbers given need not be told.
Ask = Callable[[Sequence[Condition], Numbers | None], Numbers]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Fit:
    """A row that fits. `n`: its number; of an actor 0. `first`, `last`: ISO days."""

    n: int
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
        if numbers is columns.in_force(db):  # nothing is asked
            self._of = columns.by_kind(db)
        else:
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

    def spread(self, kind: str, most: int, sample: int) -> tuple[list[tuple[str | None, str | None]], list[Fit]]:
        """First and last day of the first rows by day, at most so many; and some of these rows, evenly spread."""
        numbers = self._of[kind]
        first, last = (self._columns.days(self._db, name) for name in ("first", "last"))
        numbers = numbers[np.argsort(first[numbers], kind="stable")[:most]]
        days = [
            (_iso(begins), _iso(ends))
            for begins, ends in zip(first[numbers].tolist(), last[numbers].tolist(), strict=True)
        ]
        return days, self._rows(numbers[:: max(1, -(-len(numbers) // sample))])

    def _rows(self, numbers: Numbers) -> list[Fit]:
        """These rows, by day and id."""
        rows = self._db.ask("rows_numbered", numbers=json.dumps(numbers.tolist()))
        found = (Fit(row["n"], row["id"], row["report"], row["first"], row["last"]) for row in rows)
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
        its = islice((row for row in rows if row["n"] in wanted), skip, skip + take)
        return [Fit(row["n"], row["id"], row["report"], iso, row["last"]) for row in its]

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
            found.append(Fit(0, row_id, report, _iso(begins), _iso(int(people.last[at]))))
        return found


@lru_cache(maxsize=10_000)
def _iso(day: int) -> str | None:
    return None if day in (ALWAYS, NEVER) else date.fromordinal(day + BEFORE).isoformat()


def matched(db: Database, columns: Columns, asked: Sequence[Condition], ask: Ask) -> Matched:
    """The rows for which all conditions hold. ask: for what the columns do not tell."""
    marks = columns.marks(db)
    words = [one for one in asked if isinstance(one, Words | Tag)]
    rest: list[Condition]
    if any(not one.negated for one in words):
        numbers = ask(words, None)
        numbers = _in_force(numbers[numbers < columns.size], marks)  # others came since
        rest = [one for one in asked if not isinstance(one, Words | Tag)]
    else:
        numbers, rest = columns.in_force(db), list(asked)
        few = next((one for one in asked if isinstance(one, Numbered) and not one.negated), None)
        if few is not None:
            numbers = _in_force(np.array(sorted(n for n in few.numbers if n < columns.size), np.int64), marks)
    others = []
    for condition in rest:
        holds = _by_columns(db, columns, condition, numbers)
        if holds is None:
            others.append(condition)
        else:
            numbers = numbers[holds ^ condition.negated]
    for condition in others:
        found = ask((condition,), numbers if len(numbers) <= LOOKED_UP else None)
        numbers = numbers[_among(numbers, found, columns.size) ^ condition.negated]
    return Matched(db, columns, numbers)


def _in_force(numbers: Numbers, marks: Marks) -> Numbers:
    return numbers[(marks[numbers] & IN_FORCE) > 0]


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
        case Numbered(numbers=chosen):
            holds = _among(numbers, np.array(sorted(chosen), np.int64), columns.size)
        case _:
            return None
    return np.asarray(holds, np.bool_)
