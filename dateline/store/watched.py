"""What is watched, in the record: how it went with each feed, and which items are done with.

It survives restarts, and is no part of what was read: nothing is vouched for, and it has no past. Items are known by
hashes of their names, addresses and words.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from dateline.store.database import Database


@dataclass(frozen=True, slots=True)
class State:
    """How it went with a feed. Instants are ISO, UTC; failures: one after another, up to now."""

    place: str
    etag: str | None
    modified: str | None
    checked_at: str
    next_at: str
    failures: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """An item of a place. tries 0: done with. item, url and words are hashes (`digest`)."""

    place: str
    item: str
    url: str | None
    words: str | None
    stamp: str
    tries: int
    seen_at: str


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Watched:
    """What is watched, of one open database."""

    def __init__(self, db: Database):
        self._db = db

    def state(self, place: str) -> State | None:
        """How it last went; None: it was never asked. Raises BadRecord."""
        with self._db.explained():
            row = self._db.run("SELECT * FROM watched WHERE place = :place", {"place": place}).fetchone()
        return None if row is None else State(*(row[field.name] for field in fields(State)))

    def keep(self, state: State) -> None:
        with self._db.explained(), self._db.transaction():
            self._db.insert("watched", [field.name for field in fields(State)], [astuple(state)], "replace")

    def marks(self, place: str, items: Iterable[str] | None = None) -> Mapping[str, Mark]:
        """Item -> its mark, of those named, or of all of a place."""
        some = "" if items is None else " AND item IN (SELECT value FROM json_each(:items))"
        values = {"place": place} | ({} if items is None else {"items": json.dumps(sorted(items))})
        with self._db.explained():
            found = self._db.run(f"SELECT * FROM watched_items WHERE place = :place{some}", values).fetchall()
        marks = (Mark(*(row[field.name] for field in fields(Mark))) for row in found)
        return {mark.item: mark for mark in marks}

    def mark(self, marks: Sequence[Mark]) -> None:
        with self._db.explained(), self._db.transaction():
            self._db.insert("watched_items", [field.name for field in fields(Mark)], map(astuple, marks), "replace")

    def done_elsewhere(self, *, url: str | None = None, words: str | None = None) -> bool:
        """Is an item with this address, or these words, done with in any place?"""
        asked = " OR ".join(f"{name} = :{name}" for name, its in (("url", url), ("words", words)) if its is not None)
        if not asked:
            return False
        values = {name: its for name, its in (("url", url), ("words", words)) if its is not None}
        with self._db.explained():
            found = self._db.run(f"SELECT 1 FROM watched_items WHERE tries = 0 AND ({asked}) LIMIT 1", values)
            return found.fetchone() is not None

    def forget(self, place: str, before: str) -> None:
        """Items of a place that were marked before an instant: it has others by now."""
        with self._db.explained(), self._db.transaction():
            gone = "DELETE FROM watched_items WHERE place = :place AND seen_at < :before"
            self._db.run(gone, {"place": place, "before": before})
