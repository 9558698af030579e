"""Groups without a country of their own words: "the regime", "opposition fighters", "the army"."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords
from dateline.lexicon.actors import actor_id
from dateline.reading.cast import Seen
from dateline.reading.describing import collective_name
from dateline.records import How, Place

FIGHTING = frozenset({"GOV", "MIL", "REB", "OPP", "UAF", "COP"})


class Collectives:
    """Looks up which country's forces or rulers are meant."""

    def __init__(self, words: ActorWords, places: Sequence[Place], seen: Sequence[Seen], parse: Parse):
        self.words, self.parse = words, parse
        self.scene = _scene(places)

    def meant(self, one: Seen, before: Sequence[Seen]) -> Seen:
        """The mention with the group it means: the last one called so, else the one of the scene's country."""
        role = one.role
        assert role is not None
        if one.country or one.sector not in FIGHTING or role.group.general:
            return one
        for other in reversed(before):
            if self._same_group(one, other):
                return one.meaning(other, "group named before")
        if one.sector in ("REB", "OPP", "UAF") or one.definite:
            return self._of_scene(one)
        return one

    @staticmethod
    def _same_group(one: Seen, other: Seen) -> bool:
        """A description of a group, in the same words or of a sector that a report has one of."""
        if other.row.form != "description" or not other.row.actor or other.role is None or one.role is None:
            return False
        return other.sector == one.sector and (other.role.same == one.role.same or one.sector in ("REB", "OPP", "MIL"))

    def _of_scene(self, one: Seen) -> Seen:
        country = self.words.countries.by_code.get(self.scene or "")
        role = one.role
        if country is None or role is None or not role.group.collective:
            return one
        named = collective_name(country, one.sector)
        if named is None:
            return one
        known = self.words.actors.named(named[0])
        name, kind = (known.name, known.kind) if known else named
        row = replace(
            one.row, name=name, kind=kind, actor=actor_id(name, kind), code=f"{country.iso}:{one.sector}",
            how=How("coreference/country of the scene"),
        )  # fmt: skip
        return replace(one, row=row, country=country.iso)


def _scene(places: Sequence[Place]) -> str | None:
    """The country in which the report's towns and regions lie, when more than half of them do."""
    lands = Counter(p.country for p in places if p.country and not (p.feature or "").startswith("PCL"))
    if not lands:
        lands = Counter(p.country for p in places if p.country)
    if not lands:
        return None
    code, n = max(lands.items(), key=lambda item: (item[1], item[0]))
    return code if n * 2 > sum(lands.values()) else None
