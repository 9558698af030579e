"""The past of a record: its log, what a transaction did, and which entry stood at an instant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from dateline.errors import BadRequest
from dateline.records import KINDS, READ_KINDS
from dateline.store import log, redacting
from dateline.store.codec import from_row
from dateline.store.database import Database

READ = ("reports", *READ_KINDS)  # the kinds that readings bring; joined rows are made from them
_INSTANT = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?Z?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row: `old` None: it appeared; `new` None: it vanished. entry: what did it."""

    kind: str
    old: Any
    new: Any
    entry: log.Entry


class History:
    """Questions about the past to one open database."""

    def __init__(self, db: Database):
        self._db = db

    def log(self) -> Iterator[log.Entry]:
        """Every transaction, oldest first."""
        with self._db.explained():
            for entry, _ in log.entries(self._db):
                yield entry

    def wrong(self) -> Iterator[str]:
        """What in the log, or in the rows that it vouches for, is not as it was written; nothing when all is."""
        with self._db.explained():
            yield from log.wrong(self._db, (*READ, "reviews"), redacting.gone(self._db))
            yield from redacting.wrong(self._db)

    def digest(self, number: int) -> str | None:
        """The hash that an entry is chained on by the next one; None when there is no such entry."""
        row = self._db.ask("entry", id=number).fetchone()
        return None if row is None else row["digest"]

    def outdated(self, rules: str) -> list[str]:
        """Reports that other rules than these read last, by id."""
        return [row["id"] for row in self._db.ask("outdated", rules=rules)]

    def until(self, instant: str) -> int:
        """The last entry up to an instant, or up to the end of its day, month or year; 0: there was none by then.

        Raises BadRequest for what is no instant.
        """
        if not _INSTANT.fullmatch(instant):
            raise BadRequest(f"{instant[:60]!r} is no instant", "write 2026-01-31T12:00:00Z, or a day, month or year")
        end = instant if instant.endswith("Z") else f"{instant}~"  # "~" stands behind every digit and letter
        found: int | None = self._db.ask("entry_at", instant=end).fetchone()["id"]
        return found or 0

    def of_rules(self, rules: str) -> int | None:
        """The last entry that these rules made; None when they made none."""
        found: int | None = self._db.ask("entry_of_rules", rules=rules).fetchone()["id"]
        return found

    def changes(self, first: int, last: int) -> Iterator[Change]:
        """What the entries after `first`, up to `last`, did to the rows of reports, by kind and id."""
        entries = {entry.id: entry for entry in self.log()}
        for kind in READ:
            touched = self._db.stream(
                f"SELECT * FROM {kind} WHERE (tx_in > :first AND tx_in <= :last)"
                " OR (tx_out > :first AND tx_out <= :last) ORDER BY id, tx_in",
                {"first": first, "last": last},
            )
            for _, versions in groupby(touched, key=lambda row: row["id"]):
                yield from _change(kind, list(versions), first, last, entries)


def _change(kind: str, versions: list[Any], first: int, last: int, entries: dict[int, log.Entry]) -> Iterator[Change]:
    old = next((row for row in versions if row["tx_in"] <= first), None)
    new = next((row for row in versions if row["tx_in"] > first and (row["tx_out"] or last + 1) > last), None)
    if new is not None:
        yield Change(kind, old and from_row(KINDS[kind], old), from_row(KINDS[kind], new), entries[new["tx_in"]])
    elif old is not None:  # else it came and went in between
        yield Change(kind, from_row(KINDS[kind], old), None, entries[old["tx_out"]])


def same(one: Any, other: Any) -> bool:
    """Whether two versions of a row say the same, whichever rules said it."""
    if not hasattr(one, "how"):
        return bool(one == other)
    return bool(
        replace(one, how=replace(one.how, version=None)) == replace(other, how=replace(other.how, version=None))
    )
