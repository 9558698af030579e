"""Searches that people keep under a name, in the record. Each change is an entry of the log."""

from dataclasses import dataclass

from dateline.errors import BadRequest, Conflict
from dateline.store import log
from dateline.store.database import Database, Row

COLUMNS = ("name", "kind", "query", "who", "at", "tx_in")


@dataclass(frozen=True, slots=True)
class Saved:
    """One search. `number`: that of the entry that saved it; it stands in the address of its feed."""

    number: int
    name: str
    kind: str  # of the rows that are looked for
    query: str
    who: str | None
    at: str  # ISO instant, UTC


class SavedSearches:
    """Those of one open database."""

    def __init__(self, db: Database):
        self._db = db

    def all(self) -> list[Saved]:
        """By name."""
        with self._db.explained():
            found = self._db.run("SELECT * FROM saved_searches WHERE tx_out IS NULL ORDER BY name").fetchall()
        return [_saved(row) for row in found]

    def one(self, which: str) -> Saved:
        """By its name, or its number. Raises BadRequest."""
        every = self.all()
        found = [one for one in every if one.name == which] or [one for one in every if str(one.number) == which]
        if not found:
            raise BadRequest(f"no search is saved as {which[:60]!r}", "`dateline searches` lists those that are")
        return found[0]

    def save(self, name: str, kind: str, query: str, *, who: str | None, at: str) -> Saved:
        """Keeps one. Raises Conflict when the name is taken; then nothing was saved."""
        with self._db.explained(), self._db.transaction():
            if any(one.name == name for one in self.all()):
                raise Conflict(f"a search is saved as {name[:60]!r} already", "choose another name, or delete that one")
            tx = log.append(self._db, log.Entry(0, at, "save search", None, who, name, f"{kind}: {query}"))
            self._db.insert("saved_searches", COLUMNS, [(name, kind, query, who, at, tx)])
        return Saved(tx, name, kind, query, who, at)

    def delete(self, which: str, *, who: str | None, at: str) -> Saved:
        """Takes one away. Raises BadRequest when there is none."""
        with self._db.explained(), self._db.transaction():
            found = self.one(which)
            tx = log.append(self._db, log.Entry(0, at, "delete search", None, who, found.name))
            gone = "UPDATE saved_searches SET tx_out = :tx WHERE tx_in = :number AND tx_out IS NULL"
            self._db.run(gone, {"tx": tx, "number": found.number})
        return found


def _saved(row: Row) -> Saved:
    return Saved(row["tx_in"], row["name"], row["kind"], row["query"], row["who"], row["at"])
