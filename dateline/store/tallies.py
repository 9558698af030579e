"""Sums kept beside the rows, so that lists of actors and places need not go through all rows: which reports they lack.

Sums count the rows in force up to an entry of the log. Writing adds what came since, in its own transaction, once there
is enough of it; who asks before that adds the rest in memory. Nothing of them is history.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.store.database import Database

MOST_AHEAD = 300  # reports that are added in memory; of more, all rows are gone through
AT_ONCE = 200  # reports that are added together
LEXICONS = ("actors.yaml", "roles.yaml", "transliteration.yaml")
FORM = "1"  # of what is kept; another one when it would be made otherwise
TABLES = ("tallied", "actor_sightings", "actor_keys", "actor_rows", "place_tallies")


@cache
def rules() -> str:
    """A name for what sums rest on besides rows: those of other lexicons are made anew."""
    digest = hashlib.sha256(FORM.encode())
    for name in LEXICONS:
        digest.update(files("dateline.lexicon").joinpath(name).read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Since:
    """What happened after an entry of the log up to which sums count. published: report -> its date before, and now;
    new: those that were not there before."""

    upto: int
    now: int
    published: Mapping[str, tuple[str | None, str | None]]
    new: frozenset[str]

    @property
    def reports(self) -> str:
        """As JSON, for a statement."""
        return json.dumps(sorted(self.published))


def since(db: Database, name: str) -> Since | None:
    """What sums of a name do not count yet; None where there are none that hold."""
    row = db.ask("tallied", name=name).fetchone()
    if row is None or row["rules"] != rules():
        return None
    last = db.ask("last_entry").fetchone()
    now = int(last["id"]) if last else 0
    if now == row["upto"]:
        return Since(now, now, {}, frozenset())
    published: dict[str, tuple[str | None, str | None]] = {}
    was: set[str] = set()
    for its in db.ask("reports_since", upto=row["upto"]):
        old, new = published.get(its["id"], (None, None))
        if its["tx_in"] <= row["upto"]:
            was.add(its["id"])
            old = its["published"]
        if its["tx_out"] is None:
            new = its["published"]
        published[its["id"]] = (old, new)
    return Since(row["upto"], now, published, frozenset(published.keys() - was))


def hold(db: Database) -> bool:
    """Are there sums, and of these rules?"""
    rows = db.run("SELECT rules FROM tallied").fetchall()
    return bool(rows) and all(row["rules"] == rules() for row in rows)


def waiting(db: Database) -> int:
    """About how many reports came since the sums were last added to: entries of the log."""
    row = db.ask("entries_waiting").fetchone()
    return int(row["n"] or 0)


def counted(db: Database, name: str, upto: int) -> None:
    db.insert("tallied", ("name", "upto", "rules"), [(name, upto, rules())], "replace")


def clear(db: Database) -> None:
    for table in TABLES:
        db.run(f"DELETE FROM {table}")


def batches(rows: Iterable[str], n: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for row in rows:
        batch.append(row)
        if len(batch) == n:
            yield batch
            batch = []
    if batch:
        yield batch
