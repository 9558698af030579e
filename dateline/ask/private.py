"""Private people in a record: those whom reports name, and who speak or act for nobody but themselves."""

from collections import defaultdict

from dateline.ask.everybody import Asked, everybody
from dateline.ask.kept import kept
from dateline.ask.view import View
from dateline.records import Actor
from dateline.store.record import Record
from dateline.store.veil import Withheld

OWN = frozenset({"", "CVL", "REF"})  # sectors of who has no office and no body behind: unknown, civilians, refugees


def private_people(record: Record) -> tuple[Withheld, ...]:
    """Each as one whose names are withheld, numbered in the order of their ids. record: with all names."""
    return kept(View(record), "private people", lambda: tuple(_found(record)), small=True)


def is_private(actor: Actor) -> bool:
    sector = (actor.code or ":").partition(":")[2][:3]
    return actor.kind == "person" and actor.wikidata is None and sector in OWN


def _found(record: Record) -> list[Withheld]:
    names: dict[str, set[str]] = defaultdict(set)
    for raw, name in record.person_names():
        names[raw].add(name)
    found: list[Withheld] = []
    people = (one.actor for one in everybody(View(record)).ranked(Asked(kind="person")))
    for actor in sorted(people, key=lambda one: one.id):
        ids = dict.fromkeys((actor.id, *actor.members))
        spelt = {name for one in ids for name in names.get(one, ())}
        if spelt and is_private(actor):
            called = tuple(sorted(spelt | {actor.name, *actor.aliases}))
            found.append(Withheld(len(found) + 1, actor.id, called, tuple(ids), None, "a private person", private=True))
    return found
