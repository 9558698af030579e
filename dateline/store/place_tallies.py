"""The places of a record, kept beside it: how often each is named, by which words, in how many reports, and how many
events happened there.

What new reports say is added. A place of which a naming goes away, or is read otherwise, is counted anew over the
reports that the index has for its name.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from dateline.lexicon.place_key import place_key
from dateline.store.conditions import Words
from dateline.store.database import Database, Row
from dateline.store.tallies import AT_ONCE, Since, counted, since

NAME = "places"
ROW = ("id", "mentions", "name", "row_id", "country", "geonameid", "called", "its")
FILLED_AT_ONCE = 2_000  # reports
Key = tuple[str, str, str]  # the rule and row of a table that placed it, name, country: one place on earth
Kind = tuple[float | None, float | None, int | None, str | None, str | None, int | None]
Order = tuple[str, int, int, str]  # where a naming stands: report, start, end, id
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Tally:
    """What is counted of one place. kinds: by position, precision, admin1, feature and GeoNames id how often the place
    is said to be that, and where first."""

    kinds: dict[Kind, tuple[int, Order]] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    reports: int = 0
    events: int = 0
    acting: int = 0

    @property
    def mentions(self) -> int:
        return sum(self.words.values())

    @property
    def sample(self) -> Order:
        """The first naming that has it where it is said to be most often; of two such places the exacter one."""
        where: Counter[Kind] = Counter()
        first: dict[Kind, Order] = {}
        for kind, (n, order) in self.kinds.items():
            at = (*kind[:3], None, None, None)
            where[at] += n
            first[at] = min(order, first.get(at, order))
        return first[min(where, key=lambda at: (-where[at], at[2] or 0, first[at]))]

    @property
    def geonameid(self) -> int | None:
        """That of the sample."""
        sample = self.sample
        return next(kind[5] for kind, (_, order) in self.kinds.items() if order == sample)

    def add(self, other: "Tally") -> None:
        for kind, (n, order) in other.kinds.items():
            had, stood = self.kinds.get(kind, (0, order))
            self.kinds[kind] = (had + n, min(order, stood))
        for words, n in other.words.items():
            self.words[words] = self.words.get(words, 0) + n
        self.reports += other.reports
        self.events += other.events
        self.acting += other.acting

    def put(self, row: Row, acting: int) -> None:
        """One naming more."""
        kind = row["lat"], row["lon"], row["precision_m"], row["admin1"], row["feature"], row["geonameid"]
        order = row["report"], row["start"], row["end"], row["id"]
        n, first = self.kinds.get(kind, (0, order))
        self.kinds[kind] = (n + 1, min(order, first))
        words = " ".join(row["text"].split())
        self.words[words] = self.words.get(words, 0) + 1
        self.acting += acting

    def as_json(self) -> list[Any]:
        kinds = [(*kind, n, *order) for kind, (n, order) in sorted(self.kinds.items(), key=lambda item: item[1][1])]
        return [kinds, dict(sorted(self.words.items())), self.reports, self.events, self.acting]


def tally_of(its: Sequence[Any]) -> Tally:
    kinds, words, reports, events, acting = its
    return Tally({tuple(k[:6]): (k[6], tuple(k[7:])) for k in kinds}, words, reports, events, acting)


Tallies = dict[Key, Tally]


def key_of_row(row: Row) -> Key:
    return row["how_by"], row["name"] or row["text"], row["country"] or ""


class PlaceTallies:
    """Of one open database. Transactions are the caller's."""

    def __init__(self, db: Database):
        self._db = db

    # -- writing

    def fill(self) -> None:
        """Makes all of it, of a record of any size, in little memory but for the places themselves."""
        last = self._db.ask("last_entry").fetchone()
        upto = int(last["id"]) if last else 0
        reports = (row["id"] for row in self._db.stream("SELECT id FROM reports WHERE tx_out IS NULL ORDER BY id"))
        while batch := list(islice(reports, FILLED_AT_ONCE)):
            found = _added(self._contributions(json.dumps(batch), -1, "so").values())
            self._write(self._with_stored(found))
        counted(self._db, NAME, upto)

    def fold(self) -> None:
        """Adds what came since; nothing where there are no sums that hold."""
        what = since(self._db, NAME)
        if what is not None and what.now != what.upto:
            self._write(self.ahead(what))
            counted(self._db, NAME, what.now)

    def _write(self, changed: Mapping[Key, Tally | None]) -> None:
        gone = [id_of_key(key) for key, tally in changed.items() if tally is None]
        if gone:
            self._db.ask("drop_place_tallies", ids=json.dumps(gone))
        rows = [_as_row(key, tally) for key, tally in changed.items() if tally is not None]
        self._db.insert("place_tallies", ROW, rows, "replace")

    # -- what came since

    def ahead(self, what: Since) -> dict[Key, Tally | None]:
        """The places that reports that came since change, without writing them; None: nobody names it any more."""
        if not what.published:
            return {}
        now = self._contributions(what.reports, what.upto, "so")
        was = self._contributions(what.reports, what.upto, "was") if what.new != what.published.keys() else {}
        anew = {key for report in now.keys() | was.keys() if report not in what.new
                for key in _otherwise(was.get(report, {}), now.get(report, {}))}  # fmt: skip
        new = (its for report, its in now.items() if report in what.new)
        added = {key: tally for key, tally in _added(new).items() if key not in anew}
        return {**self._with_stored(added), **{key: self._recounted(key) for key in sorted(anew)}}

    def _contributions(self, reports: str, upto: int, when: str) -> dict[str, Tallies]:
        """What each of some reports says of places: `so` now, or `was` after entry `upto` of the log."""
        found: dict[str, Tallies] = {}
        key: dict[str, Key] = {}
        for row in self._db.ask("places_since", reports=reports, upto=upto):
            if not row[when]:
                continue
            its = key[row["id"]] = key_of_row(row)
            own = found.setdefault(row["report"], {})
            tally = own.get(its)
            if tally is None:
                tally = own[its] = Tally(reports=1)
            tally.put(row, row["acting" if when == "so" else "acted"])
        for row in self._db.ask("places_of_events_since", reports=reports, upto=upto):
            place = json.loads(row["place"])["id"] if row[when] else None
            if place in key:
                found[row["report"]][key[place]].events += 1
        return found

    def _with_stored(self, added: Tallies) -> dict[Key, Tally | None]:
        ids = {id_of_key(key): key for key in added}
        found: dict[Key, Tally | None] = dict(added)
        for row in self._db.ask("place_tallies_by_id", ids=json.dumps(sorted(ids))):
            stored = tally_of(json.loads(row["its"]))
            stored.add(added[ids[row["id"]]])
            found[ids[row["id"]]] = stored
        return found

    def _recounted(self, key: Key) -> Tally | None:
        reports = reports_naming(self._db, key[1])
        tally: Tally | None = None
        while batch := list(islice(reports, AT_ONCE)):
            for its in self._contributions(json.dumps(batch), -1, "so").values():
                if key in its:
                    tally = tally or Tally()
                    tally.add(its[key])
        return tally


def reports_naming(db: Database, name: str) -> Iterable[str]:
    """Reports that may name a place so: the index knows no marks."""
    words = Words("place", name)
    if not words.phrases():
        return iter([row["id"] for row in db.run("SELECT id FROM reports WHERE tx_out IS NULL").fetchall()])
    asked, values = db.index.numbers([words], [])
    rows = db.run(f"SELECT id FROM found WHERE tx_out IS NULL AND kind = 'reports' AND n IN ({asked})", values)
    return iter([row["id"] for row in rows.fetchall()])


def _otherwise(was: Tallies, now: Tallies) -> set[Key]:
    """The places of which a report says other things than it did."""
    return {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}


def _added(parts: Iterable[Tallies]) -> Tallies:
    total: Tallies = {}
    for part in parts:
        for key, tally in part.items():
            if key in total:
                total[key].add(tally)
            else:
                total[key] = tally
    return total


def id_of_key(key: Key) -> str:
    return _JSON(key)


def key_of_id(row_id: str) -> Key:
    by, name, country = json.loads(row_id)
    return by, name, country


def _as_row(key: Key, tally: Tally) -> tuple[Any, ...]:
    names = dict.fromkeys(place_key(name) for name in (key[1], *sorted(tally.words)))
    called = "".join(f"\n{name}" for name in names) + "\n"
    return (id_of_key(key), tally.mentions, key[1], tally.sample[3], key[2] or None, tally.geonameid, called,
            _JSON(tally.as_json()))  # fmt: skip
