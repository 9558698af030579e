"""The sums beside the rows held against the rows: `dateline check --deep`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.ask.everybody import Asked, OfMentions, OfSums, joined
from dateline.ask.places import tallied
from dateline.ask.view import View
from dateline.joining.sightings import Sighting, Sightings
from dateline.lexicon import actors as actor_table
from dateline.lexicon import roles
from dateline.store.actor_tallies import Change, keys_of
from dateline.store.listed import PlaceList
from dateline.store.record import Record


def sums(record: Record) -> Iterator[str]:
    """What the sums have otherwise than the rows; nothing of sums that other rules made, which are not asked."""
    change, places = record.sums.actors_since(), record.sums.places_since()
    if change is None or places is None:
        return
    yield from _differing(
        "actor", _actors(OfSums(record, change)), _actors(OfMentions(View(record), joined(View(record))))
    )
    kept = PlaceList(record.database, places).ranked(("1 = 1", {}), lambda *_: True)
    made = {"·".join(key): tally.as_json() for key, tally in tallied(record).items()}
    yield from _differing("place", {"·".join(key): tally.as_json() for key, tally in kept}, made)
    yield from _sightings(record, change)


def _actors(every: OfSums | OfMentions) -> dict[str, Any]:
    listed = every.ranked(Asked())
    return {one.actor.id: (one, every.ids(one.actor), every.links(one.actor)) for one in listed}


def _differing(what: str, kept: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[str]:
    for row_id in sorted(kept.keys() | made.keys()):
        if kept.get(row_id) != made.get(row_id):
            fate = "is missing" if row_id not in kept else "is too much" if row_id not in made else "is otherwise"
            yield f"{what} {row_id}: counted anew from the rows it {fate} in the sums"


def _sightings(record: Record, change: Change) -> Iterator[str]:
    """What the sums have of each id, and the keys by which it is found."""
    reports = (row.id for row in record.rows("reports"))
    anew = Sightings(actor_table.load(), roles.load(), record.published(reports))
    anew.add_all(record.rows("mentions"))
    made = {actor: list(its.values()) for actor, its in anew.by_actor.items()}
    kept, keys = record.sums.sightings()
    kept |= change.sightings
    kept = {actor: its for actor, its in kept.items() if its}
    yield from _differing("id", _as_json(kept), _as_json(made))
    for actor in sorted(kept.keys() - change.sightings.keys()):
        if keys.get(actor, set()) != keys_of(actor, kept[actor]):
            yield f"id {actor}: is not found by how its names sound"


def _as_json(every: Mapping[str, Sequence[Sighting]]) -> dict[str, Any]:
    return {actor: sorted((one.as_json() for one in own), key=repr) for actor, own in every.items()}
