"""The index by columns: of every findable row its kind, days and marks in a few bytes, in chunks of many rows.

A search has the numbers of the rows that its words are in from the full text, and looks up here what else is asked of
them; rows themselves are read only of the few that are shown. Only whole chunks are kept; the rows after the last one
are looked at as they stand in `found`.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from threading import Lock
from typing import Any

import numpy as np

from dateline.store.database import Database

ROWS = 2_048  # of a chunk
KINDS = ("claims", "events", "reports", "actors")
KIND, IN_FORCE, DISPUTED, SOURCES = 0b11, 0b100, 0b1000, 4  # the bits of a mark; the last: from this bit on
BEFORE = date(1899, 12, 31).toordinal()  # days are counted from there: two bytes go to 2079
ALWAYS, NEVER = -(2**31), 2**31 - 1  # a day before all others, and one after all
MOST = 2  # records whose columns are kept in memory: some 14 bytes a row each
NAMES = ("marks", "first", "last", "known", "who")
Numbers = np.ndarray[Any, np.dtype[np.int64]]
Days = np.ndarray[Any, np.dtype[np.int32]]
Marks = np.ndarray[Any, np.dtype[np.uint8]]
Part = dict[str, np.ndarray[Any, Any]]


def parsed(text: str | None) -> Numbers:
    """The numbers of a list with commas, which may be None for an empty one."""
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, np.int64)


@lru_cache(maxsize=10_000)
def day_number(day: str) -> int:
    """An ISO day as columns have it."""
    return date.fromisoformat(day).toordinal() - BEFORE


# -- writing; all inside the caller's transaction


def fill(db: Database, before: int, last: int) -> None:
    """Makes the chunks that have become whole. before, last: the greatest number before rows came, and after."""
    if (before + 1) // ROWS == (last + 1) // ROWS:
        return
    have = db.ask("last_chunk").fetchone()["chunk"]
    for chunk in range(have + 1, (last + 1) // ROWS):
        part = _read(db, chunk * ROWS, (chunk + 1) * ROWS)
        rows = [(name, chunk, _packed(name, part)) for name in NAMES]
        db.insert("found_columns", ("name", "chunk", "its"), rows)


def out_of_force(db: Database, numbers: Iterable[int]) -> None:
    _changed(db, numbers, KIND, _mark(0, 1))


def marked(db: Database, numbers: Iterable[int], disputed: int, sources: int) -> None:
    _changed(db, numbers, KIND | IN_FORCE, _mark(disputed, sources))


def unmarked(db: Database) -> None:
    """No row is disputed, or told by more than one."""
    for row in db.ask("chunks", name="marks").fetchall():
        old = np.frombuffer(row["its"], np.uint8)
        new = np.where(old > 0, old & (KIND | IN_FORCE) | _mark(0, 1), 0)  # nothing: there is no such row
        db.ask("put_chunk", chunk=row["chunk"], its=bytes(new.astype(np.uint8)))


def _mark(disputed: int, sources: int) -> int:
    return DISPUTED * disputed | sources << SOURCES


def _changed(db: Database, numbers: Iterable[int], keep: int, put: int) -> None:
    for chunk, its in groupby(sorted(numbers), key=lambda n: n // ROWS):
        row = db.ask("marks_of_chunk", chunk=chunk).fetchone()
        if row is None:
            break  # no chunk is whole from here on
        marks = bytearray(row["its"])
        for n in its:
            marks[n % ROWS] = marks[n % ROWS] & keep | put
        db.ask("put_chunk", chunk=chunk, its=bytes(marks))


def _read(db: Database, low: int, high: int) -> Part:
    """The columns of the rows from one number to before another, as they stand in `found`."""
    part: Part = {name: np.zeros(high - low, np.int32) for name in ("last", "known", "who")}
    part |= {"marks": np.zeros(high - low, np.uint8), "first": np.full(high - low, NEVER, np.int32)}
    part["last"][:] = ALWAYS
    part["known"][:] = ALWAYS
    for row in db.ask("rows_of_chunk", low=low, high=high):
        n = row["n"] - low
        its = IN_FORCE | _mark(row["disputed"], row["sources"]) if row["in_force"] else _mark(0, 1)
        part["marks"][n] = KINDS.index(row["kind"]) | its
        for name in ("first", "last", "known"):
            if row[name]:
                part[name][n] = day_number(row[name])
        part["who"][n] = row["who"] or 0
    return part


def _packed(name: str, part: Part) -> bytes:
    its = part[name]
    if name == "marks":
        return bytes(its)
    if name == "who":  # only actors are somebody
        return bytes(its[part["marks"] & KIND == KINDS.index("actors")].astype("<i4"))
    small = np.where(its == NEVER, 0xFFFF, np.where(its == ALWAYS, 0, its))
    known = its[(its != NEVER) & (its != ALWAYS)]
    if known.size and (known.min() < 1 or known.max() >= 0xFFFF):
        return bytes(its.astype("<i4"))
    return bytes(small.astype("<u2"))


# -- reading


class Columns:
    """The columns of a record in one state of it."""

    def __init__(self, db: Database):
        self.size: int = db.ask("last_found").fetchone()["n"] + 1
        self._chunks = min(db.ask("last_chunk").fetchone()["chunk"] + 1, self.size // ROWS)
        self._tail = _read(db, self._chunks * ROWS, self.size)
        self._made: Part = {}

    def marks(self, db: Database) -> Marks:
        if "marks" not in self._made:
            stored = np.frombuffer(b"".join(self._stored(db, "marks")), np.uint8)
            self._made["marks"] = np.concatenate([stored, self._tail["marks"]])
        return self._made["marks"]

    def in_force(self, db: Database) -> Numbers:
        """The numbers of all rows in force."""
        if "in force" not in self._made:
            self._made["in force"] = np.flatnonzero(self.marks(db) & IN_FORCE)
        return self._made["in force"]

    def by_kind(self, db: Database) -> dict[str, Numbers]:
        """The same, kind by kind."""
        for number, kind in enumerate(KINDS):
            if kind not in self._made:
                self._made[kind] = np.flatnonzero(self.marks(db) & (KIND | IN_FORCE) == number | IN_FORCE)
        return {kind: self._made[kind] for kind in KINDS}

    def days(self, db: Database, name: str) -> Days:
        """The first or last day of each row, or by which it was known; NEVER or ALWAYS where there is none."""
        if name not in self._made:
            none = NEVER if name == "first" else ALWAYS
            runs = groupby(self._stored(db, name), key=lambda its: len(its) > 2 * ROWS)
            parts = [_unpacked(b"".join(run), none, large) for large, run in runs]
            self._made[name] = np.concatenate([*parts, self._tail[name]])
        return self._made[name]

    def who(self, db: Database) -> Days:
        """Of each row that is an actor the number of the first row of the same one."""
        if "who" not in self._made:
            every = np.zeros(self.size, np.int32)
            stored = np.frombuffer(b"".join(self._stored(db, "who")), "<i4")
            whole = self.marks(db)[: self._chunks * ROWS] & KIND == KINDS.index("actors")
            every[: self._chunks * ROWS][whole] = stored
            every[self._chunks * ROWS :] = self._tail["who"]
            self._made["who"] = every
        return self._made["who"]

    def _stored(self, db: Database, name: str) -> Iterator[bytes]:
        rows = db.ask("chunks", name=name)
        return (row["its"] for row in rows if row["chunk"] < self._chunks)


def _unpacked(its: bytes, none: int, large: bool) -> Days:
    if large:
        return np.frombuffer(its, "<i4")
    days = np.frombuffer(its, "<u2").astype(np.int32)
    days[days == (0xFFFF if none == NEVER else 0)] = none
    return days


def otherwise(db: Database) -> Iterator[str]:
    """Where the columns are not what the rows are: "rows 2048 to 4095: marks"."""
    chunks = {name: {row["chunk"]: row["its"] for row in db.ask("chunks", name=name)} for name in NAMES}
    last = db.ask("last_found").fetchone()["n"]
    for chunk in range(max((last + 1) // ROWS, *(max(its, default=-1) + 1 for its in chunks.values()))):
        part = _read(db, chunk * ROWS, (chunk + 1) * ROWS)
        wrong = [name for name in NAMES if chunks[name].get(chunk) != _packed(name, part)]
        if wrong:
            yield f"rows {chunk * ROWS} to {(chunk + 1) * ROWS - 1}: {', '.join(wrong)}"


_KEPT: "OrderedDict[Hashable, Columns]" = OrderedDict()
_LOCK = Lock()


def kept(db: Database) -> tuple[Columns, Hashable]:
    """The columns of a record as it is now, and a name for its state. Those asked for last stay in memory."""
    last = db.ask("last_entry").fetchone()
    size = db.ask("last_found").fetchone()["n"]  # an index that is made anew is no entry of the log
    state = (str(db.address), size, last and (last["id"], last["digest"]))
    with _LOCK:
        if state in _KEPT:
            _KEPT.move_to_end(state)
            return _KEPT[state], state
    made = Columns(db)
    if not db.writing():  # else more may follow under the same entry of the log, or nothing of it may stay
        with _LOCK:
            _KEPT[state] = made
            while len(_KEPT) > MOST:
                _KEPT.popitem(last=False)
    return made, state
