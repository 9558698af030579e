"""Lists out of the sums beside the rows: page by page, with what reports that came since change in them."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

from dateline.plain import maker
from dateline.records import Actor, Role
from dateline.store.actor_tallies import Change, Listed
from dateline.store.database import Database, Row
from dateline.store.place_tallies import Key, Tally, id_of_key, key_of_id, tally_of

One = TypeVar("One")
Where = tuple[str, dict[str, Any]]  # a condition and its values
_ROLES = maker(tuple[Role, ...])


class Ranked(Sequence[One], Generic[One]):
    """A list that is fetched as it is looked at. fetch: (first, last) -> those from `first` up to, without, `last`."""

    def __init__(self, count: int, fetch: Callable[[int, int], Sequence[One]]):
        self._count = count
        self._fetch = fetch

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> One: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[One]: ...
    def __getitem__(self, at: int | slice) -> One | Sequence[One]:
        if isinstance(at, int):
            at = range(self._count)[at]  # raises IndexError
            return self._fetch(at, at + 1)[0]
        first, last, step = at.indices(self._count)
        return self._fetch(first, max(first, last)) if step == 1 else self._fetch(0, self._count)[at]

    def __iter__(self) -> Any:
        return iter(self._fetch(0, self._count))


def paged(
    db: Database, table: str, order: str, where: Where, instead: Collection[str], more: Sequence[One],
    made: Callable[[Row], One], rank: Callable[[One], Any],
) -> Ranked[One]:  # fmt: skip
    """Rows of a table that fit, without those `instead` of which there are `more`."""
    clause, values = where
    values = values | {"instead": json.dumps(sorted(instead))}
    out = " AND id NOT IN (SELECT value FROM json_each(:instead))" if instead else ""
    of = f"FROM {table} WHERE {clause}{out}"
    count = int(db.run(f"SELECT count(*) AS n {of}", values).fetchone()["n"]) + len(more)

    def some(first: int, n: int) -> list[One]:
        window = values | {"n": n, "skip": first}
        return [made(row) for row in db.run(f"SELECT * {of} ORDER BY {order} LIMIT :n OFFSET :skip", window).fetchall()]

    def fetch(first: int, last: int) -> list[One]:
        if not more:
            return some(first, last - first)
        return sorted((*some(0, last), *more), key=rank)[first:last]

    return Ranked(count, fetch)


# -- actors


class ActorList:
    """Actors as they are kept, with what a change makes of them."""

    def __init__(self, db: Database, change: Change):
        self._db = db
        self.change = change

    def ranked(self, where: Where, fits: Callable[[Listed], bool]) -> Ranked[Listed]:
        more = [one for one in self.change.rows.values() if one is not None and fits(one)]
        return paged(self._db, "actor_rows", "mentions DESC, name, id", where, self.change.rows, more, listed_of,
                     lambda one: (-one.mentions, one.actor.name, one.actor.id))  # fmt: skip

    def with_ids(self, ids: Collection[str]) -> dict[str, Listed]:
        """Those that are rows under these ids."""
        found = self._db.ask("actor_rows_by_id", ids=json.dumps(sorted(ids)))
        every = {row["id"]: listed_of(row) for row in found} | {i: self.change.rows.get(i) for i in ids if i in
                                                                self.change.rows}  # fmt: skip
        return {row_id: one for row_id, one in every.items() if one is not None}

    def persons(self, ids: Collection[str]) -> dict[str, list[str]]:
        """Id on mentions -> the row of each of its sightings."""
        found = {row["actor"]: json.loads(row["persons"]) or [row["actor"]]
                 for row in self._db.ask("sightings_of", ids=json.dumps(sorted(ids)))}  # fmt: skip
        changed = {one: its for one, its in self.change.persons.items() if one in ids}
        return {one: its for one, its in (found | changed).items() if its}

    def called(self, folded: str) -> list[Listed]:
        """Those that are called so, by id."""
        line = f"\n{folded}\n"
        found = self._db.run("SELECT * FROM actor_rows WHERE replace(called, :line, '') <> called", {"line": line})
        rows: dict[str, Listed | None] = {row["id"]: listed_of(row) for row in found.fetchall()}
        every = {**rows, **self.change.rows}
        return [one for _, one in sorted(every.items()) if one is not None]


def listed_of(row: Row) -> Listed:
    its = json.loads(row["its"])
    actor = Actor(row["id"], row["name"], row["kind"], its["code"], tuple(its["aliases"]), its["wikidata"],
                  _ROLES(its["roles"]), tuple(its["members"]))  # fmt: skip
    return Listed(actor, row["mentions"], row["reports"], bool(row["named"]), its["reason"])


# -- places


class PlaceList:
    """The same of places."""

    def __init__(self, db: Database, change: Mapping[Key, Tally | None]):
        self._db = db
        self._change = {id_of_key(key): (key, its) for key, its in change.items()}

    def ranked(self, where: Where, fits: Callable[[Key, Tally], bool]) -> Ranked[tuple[Key, Tally]]:
        more = [(key, its) for key, its in self._change.values() if its is not None and fits(key, its)]
        return paged(self._db, "place_tallies", "mentions DESC, name, row_id", where, self._change, more, tally_of_row,
                     ranking)  # fmt: skip


def ranking(one: tuple[Key, Tally]) -> tuple[int, str, str]:
    """Those named most first."""
    key, tally = one
    return -tally.mentions, key[1], tally.sample[3]


def tally_of_row(row: Row) -> tuple[Key, Tally]:
    return key_of_id(row["id"]), tally_of(json.loads(row["its"]))


def containing(column: str, words: Sequence[str]) -> Where:
    """That a column has all of these in it."""
    values = {f"word_{n}": word for n, word in enumerate(words) if word}
    return " AND ".join(["1 = 1", *(f"replace({column}, :{name}, '') <> {column}" for name in values)]), values
