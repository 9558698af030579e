"""The actors of a record, kept beside it: what reports say of each id, who is one with whom, and the row of each.

When reports come, what they say is added to what is kept of the ids that they mention. Who is one with whom is then
told anew of those ids and of all with whom they share the sound of a name, a row or a decision, and of nobody else:
`dateline/joining/same_actors.py` never looks further. The keys of those sounds are in a table, hashed.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from dateline.joining.actors import Parts, is_full, parts, rows_of
from dateline.joining.same_actors import Decisions, Merge, ends, names_of_table, sound, surname
from dateline.joining.sightings import Days, Sighting, Sightings, office_of, sighting_of
from dateline.lexicon import actors as actor_table
from dateline.lexicon import roles, transliteration
from dateline.lexicon.actors import KnownActor
from dateline.lexicon.phrases import fold
from dateline.lexicon.transliteration import Key
from dateline.plain import plain
from dateline.records import Actor, How, Link, Mention
from dateline.store.database import Database, Row
from dateline.store.tallies import AT_ONCE, Since, batches, counted, since

NAME = "actors"
ROW = ("id", "mentions", "reports", "named", "kind", "country", "sector", "name", "called", "its")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor with how often, and in how many reports, it is mentioned. named: by name at least once."""

    actor: Actor
    mentions: int
    reports: int
    named: bool
    reason: str | None  # why its members are one

    @property
    def merge(self) -> Merge | None:
        return None if self.reason is None else Merge(self.actor.id, self.actor.members, self.reason)


@dataclass(slots=True)
class Change:
    """What differs from what is kept. sightings: by id, those of which anything does; gone: keys that ids may have no
    more; persons: the row that each sighting of an id is of; rows: None for one that is none any more.
    near: all ids that were looked at."""

    sightings: dict[str, list[Sighting]] = field(default_factory=dict)
    gone: list[tuple[int, str]] = field(default_factory=list)
    persons: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, Listed | None] = field(default_factory=dict)
    near: set[str] = field(default_factory=set)


class ActorTallies:
    """Of one open database. Transactions are the caller's."""

    def __init__(self, db: Database, decided: Callable[[], Decisions]):
        self._db = db
        self._decided = decided

    # -- writing

    def fill(self) -> None:
        """Makes all of it, of a record of any size, in little memory."""
        last = self._db.ask("last_entry").fetchone()
        days = _Days(self._db)
        for actor, own in _by_actor(self._db):
            made = Sightings(actor_table.load(), roles.load(), days)
            made.add_all(own)
            self._keep({actor: list(made.by_actor[actor].values())}, {})
        every = [row["actor"] for row in self._db.ask("sighted")]
        done: set[str] = set()
        for batch in batches((actor for actor in every if actor not in done), AT_ONCE):
            change = Change()
            _Settling(self._db, self._decided(), change).settle([one for one in batch if one not in done])
            done.update(change.near)
            self._write(change)
        counted(self._db, NAME, int(last["id"]) if last else 0)

    def fold(self) -> None:
        """Adds what came since; nothing where there are no sums that hold."""
        what = since(self._db, NAME)
        if what is not None and what.now != what.upto:
            self._write(self.ahead(what))
            counted(self._db, NAME, what.now)

    def _write(self, change: Change) -> None:
        self._db.many("drop_actor_key", [{"key": key, "actor": actor} for key, actor in change.gone])
        self._keep(change.sightings, change.persons)
        fresh = [(one, its) for one, its in change.persons.items() if one not in change.sightings]
        self._db.many("put_persons", [{"actor": one, "persons": _persons(one, its)} for one, its in fresh])
        self._db.ask("drop_actor_rows", ids=json.dumps([row for row, its in change.rows.items() if its is None]))
        rows = [_as_row(its) for its in change.rows.values() if its is not None]
        self._db.insert("actor_rows", ROW, rows, "replace")

    def _keep(self, sightings: Mapping[str, Sequence[Sighting]], persons: Mapping[str, Sequence[str]]) -> None:
        gone = [actor for actor, own in sightings.items() if not own]
        if gone:
            self._db.ask("drop_sightings", ids=json.dumps(gone))
        kept = [
            (actor, _persons(actor, persons.get(actor, ())), _JSON([one.as_json() for one in own]))
            for actor, own in sightings.items() if own
        ]  # fmt: skip
        self._db.insert("actor_sightings", ("actor", "persons", "its"), kept, "replace")
        keys = [(key, actor) for actor, own in sightings.items() for key in sorted(keys_of(actor, own))]
        self._db.insert("actor_keys", ("key", "actor"), keys, "keep")

    # -- what came since

    def ahead(self, what: Since) -> Change:
        """What reports that came since change, without writing it."""
        change = Change()
        if what.now == what.upto:
            return change
        added, anew = self._told(what)
        stored = _sightings(self._db, added.by_actor.keys() | anew)
        for actor, its in added.by_actor.items():
            if actor not in anew:
                change.sightings[actor] = _together(stored.get(actor, ()), its.values())
        for actor in sorted(anew):
            change.sightings[actor] = _recounted(self._db, actor)
            change.gone += [(key, actor) for key in sorted(keys_of(actor, stored.get(actor, ())))]
        decided = {one for row in self._db.ask("actors_decided", upto=what.upto)
                   for one in (*json.loads(row["members"]), *json.loads(row["rest"]))}  # fmt: skip
        _Settling(self._db, self._decided(), change).settle(sorted({*change.sightings, *decided}))
        return change

    def _told(self, what: Since) -> tuple[Sightings, set[str]]:
        """What new reports say; and the ids of which something else changed, so that they are counted anew."""
        told: dict[tuple[str, str], tuple[list[Mention], list[str]]] = {}
        for row in self._db.ask("mentions_since", reports=what.reports, upto=what.upto):
            now, changed = told.setdefault((row["report"], row["actor"]), ([], []))
            if row["tx_out"] is None:
                now.append(_mention(row))
            if row["tx_out"] is not None or row["tx_in"] > what.upto:
                changed.append(row["id"])
        made = Sightings(actor_table.load(), roles.load(), {report: new for report, (_, new) in what.published.items()})
        anew: set[str] = set()
        for (report, actor), (now, changed) in told.items():
            if report in what.new:
                made.add(report, actor, now)
            elif changed or what.published[report][0] != what.published[report][1]:
                anew.add(actor)
        return made, anew

    # -- asked

    def sightings(self) -> dict[str, list[Sighting]]:
        """All of them, by id."""
        return _sightings(self._db, [row["actor"] for row in self._db.ask("sighted")])

    def keys(self) -> dict[str, set[int]]:
        """By id."""
        found: dict[str, set[int]] = {}
        for row in self._db.run('SELECT "key", actor FROM actor_keys').fetchall():
            found.setdefault(row["actor"], set()).add(row["key"])
        return found

    def links_near(self, ids: Sequence[str], change: Change) -> list[Link]:
        """All that may be linked with some ids, with what a change makes of it."""
        settling = _Settling(self._db, self._decided(), change)
        return settling.links(ids)

    def pairs_of(
        self, person: str, mentions: Sequence[Mention], persons: Mapping[str, Sequence[str]]
    ) -> frozenset[tuple[str, str]]:
        """(report, id) of which the sighting is of a person. mentions: all of ids that are of several; persons: of each
        of their sightings."""
        seen = Sightings(actor_table.load(), roles.load(), _days_of(self._db, mentions))
        seen.add_all(mentions)
        stored = _sightings(self._db, {actor for _, actor in seen.of})
        whose = {(one.actor, one.key): its for actor, own in stored.items()
                 for one, its in zip(own, persons[actor], strict=True)}  # fmt: skip
        return frozenset(pair for pair, one in seen.of.items() if whose.get((one.actor, one.key)) == person)


_HOW = How("kept")


def _mention(row: Row) -> Mention:
    """What sums need of it, made in less time than the whole."""
    return Mention(row["id"], row["report"], row["start"], row["end"], row["text"], row["actor"], row["name"],
                   row["code"], _HOW, row["kind"], row["form"], row["role"])  # fmt: skip


class _Days(dict[str, str | None]):
    """The dates of reports, looked up as they are asked for."""

    def __init__(self, db: Database):
        super().__init__()
        self._db = db

    def get(self, report: str, otherwise: Any = None) -> Any:
        if report not in self:
            if len(self) > 100_000:
                self.clear()
            row = self._db.ask("published_one", report=report).fetchone()
            self[report] = row["published"] if row else None
        return self[report]


def _by_actor(db: Database) -> Iterator[tuple[str, list[Mention]]]:
    """The mentions in force of everybody, by id."""
    actor = ""
    own: list[Mention] = []
    for row in db.stream("SELECT * FROM mentions WHERE tx_out IS NULL AND actor IS NOT NULL ORDER BY actor"):
        if row["actor"] != actor and own:
            yield actor, own
            own = []
        actor = row["actor"]
        own.append(_mention(row))
    if own:
        yield actor, own


def _together(stored: Iterable[Sighting], added: Iterable[Sighting]) -> list[Sighting]:
    own = {one.key: one for one in stored}
    for one in added:
        if one.key in own:
            own[one.key].add(one)
        else:
            own[one.key] = one
    return list(own.values())


def _recounted(db: Database, actor: str) -> list[Sighting]:
    mentions = [_mention(row) for row in db.ask("mentions_of", ids=json.dumps([actor]))]
    made = Sightings(actor_table.load(), roles.load(), _days_of(db, mentions))
    made.add_all(mentions)
    return list(made.by_actor.get(actor, {}).values())


def _days_of(db: Database, mentions: Iterable[Mention]) -> Days:
    reports = json.dumps(sorted({mention.report for mention in mentions}))
    return {row["id"]: row["published"] for row in db.ask("published", ids=reports)}


def _sightings(db: Database, actors: Collection[str]) -> dict[str, list[Sighting]]:
    found = db.ask("sightings_of", ids=json.dumps(sorted(actors)))
    return {row["actor"]: [sighting_of(row["actor"], its) for its in json.loads(row["its"])] for row in found}


# -- who is one with whom


@cache
def _known() -> Mapping[Key, Sequence[KnownActor]]:
    return names_of_table(actor_table.load(), transliteration.load())


def _hash(of: str, words: Iterable[str]) -> int:
    return int.from_bytes(hashlib.blake2b("\x1f".join((of, *words)).encode(), digest_size=8).digest(), signed=True)


@lru_cache(maxsize=20_000)
def _name_keys(name: str) -> frozenset[int]:
    """Of a full name."""
    spellings = transliteration.load()
    keys = (
        ("name", spellings.certain(name)),
        ("ends", ends(name, spellings)),
        ("surname", (surname(name, spellings),)),
    )
    return frozenset(_hash(of, words) for of, words in keys)


def keys_of(actor: str, sightings: Iterable[Sighting]) -> set[int]:
    """What an id has in common with those that may be one person with it, or linked with it."""
    spellings, table = transliteration.load(), actor_table.load()
    found: set[int] = set()
    for one in sightings:
        if one.name is not None and is_full(one, table):
            found |= _name_keys(one.name)
        elif one.name is not None:
            found.add(_hash("lone", (sound(one.name, spellings),)))
    known = table.by_id.get(actor)
    if found and known is not None:
        found |= {_hash("name", spellings.certain(name)) for name in (known.name, *known.aliases)}
    return found


class _Settling:
    """Tells of some ids, and of all that they may be one with, who is one."""

    def __init__(self, db: Database, decisions: Decisions, change: Change):
        self._db = db
        self._decisions = decisions
        self._change = change
        self._own: dict[str, list[Sighting]] = dict(change.sightings)  # as they are now
        self._stood: dict[str, list[str]] = {}  # the rows that ids were of, as is kept
        self._keys: dict[int, set[str]] = {}
        for actor, own in change.sightings.items():
            for key in keys_of(actor, own):
                self._keys.setdefault(key, set()).add(actor)
        self._partners: dict[str, set[str]] = {}
        for pair in (*decisions.apart, *decisions.together):
            for one in pair:
                self._partners.setdefault(one, set()).update(pair)

    def settle(self, ids: Sequence[str]) -> None:
        self._change.near = near = self.around(ids)
        table = actor_table.load()
        every = (one for actor in sorted(near) for one in self._own[actor])
        found = parts(every, table, transliteration.load(), self._decisions, _known())
        person = {one: row_id for row_id, own in found.rows.items() for one in own}
        for actor in sorted(near):
            stood = self._stood.get(actor, ())
            persons = [person[one] for one in self._own[actor]]
            if actor in self._change.sightings or _persons(actor, persons) != _persons(actor, stood):
                self._change.persons[actor] = persons
            self._change.rows.update(dict.fromkeys(stood))
        self._change.rows.update(self._rows(found))

    def links(self, ids: Sequence[str]) -> list[Link]:
        """All that may be linked with these ids."""
        spellings, table = transliteration.load(), actor_table.load()
        self._fetch(ids)
        names = {(is_full(one, table), one.name) for actor in ids for one in self._own[actor] if one.name}
        words = {surname(name, spellings) if full else sound(name, spellings) for full, name in names}
        keys = {_hash(of, (word,)) for word in words for of in ("lone", "surname")}
        near = self.around({*ids, *self._with(keys)})
        every = (one for actor in sorted(near) for one in self._own[actor])
        return parts(every, table, spellings, self._decisions, _known()).links(spellings)

    def around(self, ids: Iterable[str]) -> set[str]:
        """These ids, and all that who is one with whom can depend on."""
        near: set[str] = set()
        new = sorted(set(ids))
        while new:
            self._fetch(new)
            near.update(new)
            beside = {one for actor in new for one in self._partners.get(actor, ())}
            beside |= {one for actor in new for one in self._stood.get(actor, ())}
            beside |= self._members({row for actor in new for row in self._stood.get(actor, ()) if row != actor})
            full = [actor for actor in new if any(is_full(one, actor_table.load()) for one in self._own[actor])]
            beside |= self._alike(full)
            new = sorted(beside - near)
        return near

    def _fetch(self, ids: Iterable[str]) -> None:
        for row in self._db.ask("sightings_of", ids=json.dumps(sorted(ids))):
            actor = row["actor"]
            stored = json.loads(row["its"])
            self._stood[actor] = json.loads(row["persons"]) or [actor]
            if actor not in self._own:
                self._own[actor] = [sighting_of(actor, its) for its in stored]
        for actor in ids:
            self._own.setdefault(actor, [])

    def _members(self, rows: Collection[str]) -> set[str]:
        """The ids that rows joined, as is kept."""
        if not rows:
            return set()
        found = self._db.ask("actor_rows_by_id", ids=json.dumps(sorted(rows)))
        return {member for row in found for member in json.loads(row["its"])["members"]}

    def _alike(self, actors: Sequence[str]) -> set[str]:
        """Who shares the sound of a whole name, or of its first and last word."""
        spellings = transliteration.load()
        keys: set[int] = set()
        found: set[str] = set()
        for actor in actors:
            known = actor_table.load().by_id.get(actor)
            names = {one.name for one in self._own[actor] if one.name}
            for name in names:
                keys.add(_hash("ends", ends(name, spellings)))
            for name in (*names, *((known.name, *known.aliases) if known else ())):
                key = spellings.certain(name)
                keys.add(_hash("name", key))
                found.update(row.id for row in _known().get(key, ()))
        return found | self._with(keys)

    def _with(self, keys: Collection[int]) -> set[str]:
        """Who has one of these keys."""
        found = {row["actor"] for row in self._db.ask("actors_with_keys", keys=json.dumps(sorted(keys)))}
        return found.union(*(self._keys.get(key, ()) for key in keys))

    def _rows(self, found: Parts) -> Iterator[tuple[str, Listed]]:
        table = actor_table.load()
        reasons = {merge.actor: merge.reason for merge in found.merges}
        for actor in rows_of(found, table, _office()):
            own = found.rows[actor.id]
            named = any(one.named for one in own)
            yield (
                actor.id,
                Listed(actor, sum(one.mentions for one in own), self._reports(own), named, reasons.get(actor.id)),
            )

    def _reports(self, own: Sequence[Sighting]) -> int:
        """In how many reports; one that has somebody under two ids counts once."""
        ids = sorted({one.actor for one in own})
        if len(ids) < 2:
            return sum(one.reports for one in own)
        if all(len(self._own[actor]) == sum(one.actor == actor for one in own) for actor in ids):
            return int(self._db.ask("reports_mentioning", ids=json.dumps(ids)).fetchone()["n"])
        mentions = [_mention(row) for row in self._db.ask("mentions_of", ids=json.dumps(ids))]
        seen = Sightings(actor_table.load(), roles.load(), _days_of(self._db, mentions))
        seen.add_all(mentions)
        keys = {(one.actor, one.key) for one in own}
        return len({report for (report, actor), one in seen.of.items() if (actor, one.key) in keys})


@cache
def _office() -> Any:
    return office_of(roles.load())


def _persons(actor: str, persons: Sequence[str]) -> str:
    return "[]" if set(persons) <= {actor} else _JSON(persons)


# -- rows


def _as_row(one: Listed) -> tuple[Any, ...]:
    actor = one.actor
    country, _, sector = (actor.code or ":").partition(":")
    called = "".join(f"\n{fold(name)}" for name in (actor.name, *actor.aliases)) + "\n"
    its = {name: plain(getattr(actor, name)) for name in ("code", "aliases", "wikidata", "roles", "members")}
    its["reason"] = one.reason
    return (actor.id, one.mentions, one.reports, int(one.named), actor.kind, country, sector, actor.name, called,
            _JSON(its))  # fmt: skip
