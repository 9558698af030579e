"""The sums beside the rows, kept up to date: `dateline/store/tallies.py` tells when and how."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from dateline.joining.decided import Decided
from dateline.records import Link, Mention
from dateline.store import tallies
from dateline.store.database import Database

if TYPE_CHECKING:
    from dateline.joining.sightings import Sighting
    from dateline.store.actor_tallies import ActorTallies, Change
    from dateline.store.place_tallies import Key, PlaceTallies, Tally


class Sums:
    """Of one open database. Transactions are the caller's."""

    def __init__(self, db: Database, decided: Callable[[], Decided]):
        self._db = db
        self._decided = decided

    @property
    def actors(self) -> "ActorTallies":
        from dateline.store.actor_tallies import ActorTallies  # here: opening a record needs no lexicon

        return ActorTallies(self._db, lambda: self._decided().actors)

    @property
    def places(self) -> "PlaceTallies":
        from dateline.store.place_tallies import PlaceTallies

        return PlaceTallies(self._db)

    # -- asked

    def actors_since(self) -> "Change | None":
        """What reports that came since the sums were added to change in them; None: not to be told from sums."""
        with self._db.explained(), self._at_once():
            what = tallies.since(self._db, "actors")
            return None if what is None or len(what.published) > tallies.MOST_AHEAD else self.actors.ahead(what)

    def places_since(self) -> "dict[Key, Tally | None] | None":
        with self._db.explained(), self._at_once():
            what = tallies.since(self._db, "places")
            return None if what is None or len(what.published) > tallies.MOST_AHEAD else self.places.ahead(what)

    def links_near(self, ids: Sequence[str], change: "Change") -> list[Link]:
        with self._db.explained():
            return self.actors.links_near(ids, change)

    def pairs_of(
        self, person: str, mentions: Sequence[Mention], persons: Mapping[str, Sequence[str]]
    ) -> frozenset[tuple[str, str]]:
        with self._db.explained():
            return self.actors.pairs_of(person, mentions, persons)

    def sightings(self) -> "tuple[dict[str, list[Sighting]], dict[str, set[int]]]":
        """All that is kept of ids of actors, and their keys; without what came since."""
        with self._db.explained():
            return self.actors.sightings(), self.actors.keys()

    def _at_once(self) -> AbstractContextManager[None]:
        return nullcontext() if self._db.writing() else self._db.snapshot()

    # -- written

    def missing(self) -> bool:
        """Of a record that was written before there were any."""
        return bool(self._db.ask("not_tallied").fetchone()["so"])

    def fill(self) -> None:
        """Makes all of them anew."""
        tallies.clear(self._db)
        self.actors.fill()
        self.places.fill()

    def add(self, least: int = tallies.AT_ONCE) -> None:
        """Adds what came since, where it is at least so many entries of the log. Those of other rules stay behind."""
        if tallies.waiting(self._db) >= least:
            self.actors.fold()
            self.places.fold()

    def renew(self) -> None:
        """The same for however little; those of other rules are made anew."""
        if tallies.hold(self._db):
            self.add(1)
        else:
            self.fill()
