"""The log: every transaction with who did what to which report, each chained to the one before by its hash.

Who changes an old entry, or a row that an entry vouches for, changes the hashes from there on: `wrong` finds where.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from dateline.store.database import Database

FIRST = "0" * 64  # what the first entry is chained to
EVERYWHERE = " everywhere"  # ends the name of an entry that vouches for blanked ones
EMPTY = (None, "[]")  # values that a column may get when it is added to rows that are there already


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction. `content`: the hash over the rows it brought; `digest`: over this entry and the one before."""

    id: int  # counted from 1, none left out
    at: str  # ISO instant, UTC
    what: str  # "read", "set aside", "reread", "delete", ...
    rules: str | None = None
    who: str | None = None
    subject: str | None = None
    reason: str | None = None
    content: str | None = None

    def chained(self, before: str) -> str:
        """The hash of this entry, as the next one of a chain that ends in `before`."""
        said = [self.id, self.at, self.what, self.rules, self.who, self.subject, self.reason, self.content]
        return hashlib.sha256(json.dumps([before, *said], ensure_ascii=False).encode()).hexdigest()


def row_hash(table: str, row: Mapping[str, Any]) -> bytes:
    """A hash over one row. Empty columns do not count: later schemas have more."""
    filled = {name: _plain(value) for name, value in row.items() if value not in EMPTY}
    return hashlib.sha256(json.dumps([table, filled], sort_keys=True, ensure_ascii=False).encode()).digest()


def _plain(value: Any) -> Any:
    """A number as the database gives it back, which may have made 5 into 5.0."""
    return float(value) if isinstance(value, int) else value


def content_of(hashes: Iterable[bytes]) -> str:
    """One hash over the hashes of rows, whatever their order."""
    return hashlib.sha256(b"".join(sorted(hashes))).hexdigest()


def append(db: Database, entry: Entry) -> int:
    """Write the next entry (its id is given here) inside the caller's transaction; returns the id."""
    last = db.ask("last_entry").fetchone()
    number = (last["id"] if last else 0) + 1
    numbered = replace(entry, id=number)
    digest = numbered.chained((last and last["digest"]) or FIRST)
    db.ask("append_entry", **asdict(numbered), digest=digest)
    return number


def entries(db: Database) -> Iterator[tuple[Entry, str | None]]:
    """All entries, oldest first, each with its digest (None: written before there was a chain)."""
    for row in db.ask("entries"):
        yield Entry(*(row[f.name] for f in fields(Entry))), row["digest"]


@dataclass(frozen=True, slots=True)
class Gone:
    """What an older entry cannot be held to, because people's safety came first; later entries vouch for what is left.

    erased: reports that were deleted; redacted: report -> the entry of its last redaction; blanked: entries whose words
    were blanked.
    """

    erased: frozenset[str] = frozenset()
    redacted: Mapping[str, int] = field(default_factory=dict)
    blanked: frozenset[int] = frozenset()


def wrong(db: Database, tables: Iterable[str], gone: Gone) -> Iterator[str]:
    """Every break of the chain and every entry whose rows are not those it brought; nothing when all is as written.

    What a redaction's entry vouches for: `redacting`.
    """
    brought = _brought(db, tables)
    before, expected = FIRST, 1
    for entry, digest in entries(db):
        if entry.id != expected:
            yield f"entries {expected} to {entry.id - 1} are missing from the log"
        expected = entry.id + 1
        if digest is None:
            continue
        what = f"entry {entry.id} ({entry.what}, {entry.at})"
        if entry.chained(before) != digest and entry.id not in gone.blanked:
            yield f"{what} is not what was written, or what stood before it is not"
        before = digest
        redacted = entry.id <= gone.redacted.get(entry.subject or "", 0)
        vouches = entry.content is not None and entry.subject not in gone.erased and not redacted
        vouches = vouches and entry.id not in gone.blanked and not entry.what.endswith(EVERYWHERE)
        if vouches and content_of(brought.get(entry.id, ())) != entry.content:
            yield f"the rows that {what} brought of {entry.subject} were changed"


def _brought(db: Database, tables: Iterable[str]) -> Mapping[int, list[bytes]]:
    """The hashes of the rows that each transaction brought."""
    found: defaultdict[int, list[bytes]] = defaultdict(list)
    for table in tables:
        for row in db.stream(f"SELECT * FROM {table}"):
            own = {name: row[name] for name in row.keys() if name not in ("tx_in", "tx_out")}  # noqa: SIM118
            found[row["tx_in"]].append(row_hash(table, own))
    return found
