"""Groups and offices without a country of their own words: "the regime", "opposition fighters", "President X"."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.language.grammar import prep_objects
from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords
from dateline.lexicon.actors import actor_id
from dateline.lexicon.phrases import pieces
from dateline.reading.cast import HOME, Seen
from dateline.reading.describing import collective_name
from dateline.reading.parties import head_of
from dateline.records import How, Place

FIGHTING = frozenset({"GOV", "MIL", "REB", "OPP", "UAF", "COP"})
ARMED = frozenset({"MIL", "REB", "UAF"})
OWN_KIND = ("MED", "BUS", "NGO")  # sectors in which "the agency" is one of its kind
GROUPS = (
    "group",
    "organization",
    "organisation",
    "movement",
    "armed group",
    "militant group",
    "rebel group",
    "militia",
)
WHERE = ("in", "at", "near", "outside")
BY_REPORT, BY_PLACE = "country of the report", "country of the place"  # rules, as `how` has them
SEAT = "PPLC"  # the GeoNames feature of capitals
LOOK = 60  # mentions back to which "the group" may point
CLOSE = 100  # characters back in which a country is that of "the government" after it
LOCAL = frozenset({"state", "provincial", "regional", "local", "city", "municipal", "county", "district", "town"})
NEAR = 250  # characters back in which another country's army would be the one that is meant
CLEARLY = 0.75  # share of towns, each counted as often as armed groups fight in its country
CROWDED = 12  # armed groups of a country, from which on "the rebels" are no single one of them
SOLE = 0.7  # share of the mentioned countries from which on a report counts as being about one country


class Collectives:
    """Looks up which country's forces or rulers are meant.

    scene: the country where the report's towns and regions lie. sole: the country that nearly all of it is about.
    """

    def __init__(self, parse: Parse, words: ActorWords, places: Sequence[Place], seen: Sequence[Seen]):
        self.parse, self.words = parse, words
        self.place_at = {head_of(parse, place.start, place.end): place for place in places}
        towns = [p.country for p in places if p.country and not (p.feature or "").startswith("PCL")]
        lands = [p.country for p in places if p.country]
        named = [one.country for one in seen if one.row.form != "pronoun" and one.country in words.countries.by_code]
        self.lands = [p for p in places if (p.feature or "").startswith("PCL")]
        self.scene = _most(towns or lands, 0.5)
        self.fought_over = {one.country for one in seen if one.country and _of_a_war(one)}
        self.sole = _most([*lands, *named], SOLE)
        told = any(one.sector in ("REB", "UAF") for one in seen)
        seats = all(p.feature == SEAT for p in places if p.country in towns and not (p.feature or "").startswith("PCL"))
        if towns and seats:  # from a capital one also writes of others' wars
            towns = [*towns, *(one.country for one in seen if one.sector == "MIL" and one.country in named)]
        self.war = self._war(towns or [*lands, *named]) or self._of_those_named(seen, named)
        self.at_war = self.war if told else None

    def _war(self, towns: Sequence[str]) -> str | None:
        """The country in which the report's rebels fight: where it lies, else where of its towns most groups do."""
        for land in (self.sole, self.scene):
            if land in self.fought_over:
                return land
        weight = Counter(towns)
        most = max(weight.values(), default=0)
        foremost = [land for land in weight if weight[land] == most and (land in self.fought_over or land == self.sole)]
        if len(foremost) == 1:  # talks are held next door: of lands with as many towns the one that is told of
            return foremost[0]
        for land in weight:
            weight[land] *= self.words.fighting.get(land, 0)
        return _most((land for land in weight for _ in range(weight[land])), CLEARLY)

    def _of_those_named(self, seen: Sequence[Seen], named: Sequence[str]) -> str | None:
        """The country of nearly all who are named, when they are two or more and armed groups fight there."""
        land = _most(named, CLEARLY)
        actors = {one.row.actor for one in seen if one.country == land and one.row.form == "name" and one.row.actor}
        return land if land is not None and len(actors) > 1 and self.words.fighting.get(land, 0) else None

    def land(self, sector: str) -> str | None:
        """The country whose rebels, army or government the report means by "the rebels", "the army"."""
        if sector in ("REB", "UAF"):
            return self.war
        return self.sole or (self.scene if sector == "OPP" else self.at_war)

    def meant(self, one: Seen, before: Sequence[Seen]) -> Seen:
        """The mention with the group it means: the last one called so, else the one of the scene's country."""
        role = one.role
        if role is None or one.country or one.owned or role.group.abroad:
            return one
        if one.pointed and not one.named and not one.plural and role.group.kind == "body":
            body = next((other for other in reversed(before[-LOOK:]) if self._same_body(one, other)), None)
            if body is not None and one.sector == "GOV" and (land := self._just_named(one, before)) not in (
                None, body.country,
            ):  # fmt: skip
                return self._of(one, land)  # "In France, the government ..."
            if body is not None:
                return one.meaning(body, "body named before")
        if (owner := self._by_modifier(one, before)) is not None:
            return self._coded(one, owner)
        if one.sector == "MED" and role.word.startswith("state "):
            return self._state_media(one)
        if one.sector not in HOME or (role.group.general and one.sector not in FIGHTING):
            return one
        if one.sector in FIGHTING:
            groups = [other for other in reversed(before[-LOOK:]) if self._same_group(one, other)]
            alike = [other for other in groups if other.role is not None and other.role.same == role.same]
            other = next(iter(alike or groups), None)
            other = other or self._only_group(one, before)
            if other is not None:
                return one.meaning(other, "group named before")
        if one.sector not in ("REB", "OPP", "UAF") and self._ruled_elsewhere(one, before):
            return one
        ruling = one.sector == "GOV" and role.group.kind != "body"
        if (there := self._told_at(one)) is not None:
            return self._of(one, there, BY_PLACE)
        return one if ruling else self._of(one, self.land(one.sector))

    def _told_at(self, one: Seen) -> str | None:
        """ "Five civilians died in the border town of X": people are of the country that it happened to them in."""
        if one.sector != "CVL":
            return None
        towns = prep_objects(self.parse, self.parse.head[one.head], *WHERE)
        towns += [k for town in towns for k in prep_objects(self.parse, town, "of")]
        return next((place.country for town in towns if (place := self.place_at.get(town)) is not None), None)

    def _state_media(self, one: Seen) -> Seen:
        """ "State television" is that of the country that the report is about, or where it lies."""
        country = self.words.countries.by_code.get(self.sole or self.scene or self.at_war or "")
        if country is None or one.role is None:
            return one
        adjective = country.adjectives[0] if country.adjectives else country.name
        name = f"{adjective} {one.role.word}"
        row = replace(one.row, name=name, kind="outlet", actor=actor_id(name, "outlet"))
        return self._coded(one._replace(row=row), country.iso)

    def _only_group(self, one: Seen, before: Sequence[Seen]) -> Seen | None:
        """ "The rebels" are the one armed group that the report has named, unless dozens fight in its country."""
        if not one.pointed or one.named or one.sector not in ("REB", "UAF"):
            return None
        named = {o.row.actor: o for o in before[-LOOK:] if o.row.kind == "armed_group" and o.row.actor}
        if len(named) != 1:
            return None
        group = next(iter(named.values()))
        lone = self.words.fighting.get(group.country, 0) < CROWDED and self.war in (None, group.country)
        return group if lone and group.row.form == "name" else None

    def _ruled_elsewhere(self, one: Seen, before: Sequence[Seen]) -> bool:
        """Just before, another country's government or army was spoken of: "the army" may be that one's."""
        for other in reversed(before[-LOOK:]):
            if one.row.start - other.row.end > NEAR:
                return False
            if other.country and other.sector in ("GOV", "MIL") and other.row.kind in ("government", "military"):
                return self.sole is None and other.country != self.at_war
        return False

    def _just_named(self, one: Seen, before: Sequence[Seen]) -> str | None:
        """The country that was named last, as a place or somebody's, at most CLOSE characters before."""
        start = one.row.start
        named = [(p.end, p.country) for p in self.lands if 0 <= start - p.end <= CLOSE and p.country]
        named += [
            (other.row.end, other.country)
            for other in before[-10:]
            if 0 <= start - other.row.end <= CLOSE
            and other.row.form != "pronoun"
            and other.country in self.words.countries.by_code
        ]
        return max(named)[1] if named else None

    def _by_modifier(self, one: Seen, before: Sequence[Seen]) -> str | None:
        """ "Regime representatives" are of the country whose regime was the last to be mentioned."""
        words = pieces(one.row.role or "")
        for i in range(len(words) - 1):
            match = self.words.roles.phrases.at(words, i, len(words) - 1)
            if match is not None and match[1].group.kind == "body" and match[1].group.sector in ("GOV", "MIL"):
                same = match[1].same
                said = (o for o in reversed(before[-LOOK:]) if o.country and o.role and o.role.same == same)
                return next((o.country for o in said if set(words[: i + 1]) & set(pieces(o.row.text))), None)
        return None

    def owned(self, one: Seen, owner: Seen | None) -> Seen:
        """ "Its troops", "his government": of the country of whoever the pronoun means."""
        if owner is None or one.row.form != "description" or one.country or one.role is None or one.sector not in HOME:
            return one
        if not owner.row.actor:
            return one
        if owner.row.kind in ("armed_group", "military") and one.sector in ARMED and one.role.group.collective:
            return one.meaning(owner, "whose they are")  # "our forces", "its fighters": the group itself
        return self._of(one, owner.country)

    def placed(self, one: Seen) -> Seen:
        """An office holder of nowhere ("President X") is of the country that the report is about."""
        land = self.sole if one.sector not in ("REB", "UAF") else self.war
        if one.role is None or one.country or one.sector not in HOME or one.row.code is None or land is None:
            return one
        return self._coded(one, land)

    @staticmethod
    def _same_body(one: Seen, other: Seen) -> bool:
        """ "The agency" is the last thing called Agency, "the group" the last group or organisation with a name."""
        role, row = one.role, other.row
        if role is None or row.actor is None or row.form == "pronoun" or row.kind in ("person", "population"):
            return False
        if one.sector == "GOV" and LOCAL & set(one.row.text.lower().split()) - set(row.text.lower().split()):
            return False  # "the provincial government" is not the one of the country
        if other.role is not None and other.role.same.rpartition(" ")[2] == role.same.rpartition(" ")[2]:
            return True
        if row.form != "name":
            return False
        if (
            (role.word in GROUPS or role.word.endswith(" group"))
            and row.kind == "armed_group"
            and one.sector in ("", "REB", "UAF", "OPP")
        ):
            return True
        if not one.sector and role.word in ("group", "organization", "organisation", "movement"):
            return row.kind == "armed_group" or other.sector in ("", "OPP", "NGO")
        if one.sector == "NGO" and other.country == "NGO":
            return row.kind == "organisation"
        return one.sector in OWN_KIND and one.sector == other.sector and row.kind in ("organisation", "outlet")

    @staticmethod
    def _same_group(one: Seen, other: Seen) -> bool:
        """A description of a group, in the same words or of a sector that a report has one of."""
        row = other.row
        if row.form != "description" or row.kind == "person" or not row.actor or other.role is None or one.role is None:
            return False
        if other.sector != one.sector or one.named:
            return False
        loose = one.sector in ("REB", "OPP", "MIL") and one.role.group.collective
        return loose or other.role.same == one.role.same

    def _of(self, one: Seen, code: str | None, rule: str = BY_REPORT) -> Seen:
        country = self.words.countries.by_code.get(code or "")
        if country is None or one.role is None:
            return one
        whole = one.role.group.collective or one.role.group.kind == "things"
        named = collective_name(country, one.sector, one.role) if whole else None
        if named is None:
            return self._coded(one, country.iso, rule)
        known = self.words.actors.named(named[0])
        name, kind = (known.name, known.kind) if known else named
        row = replace(one.row, name=name, kind=kind, actor=actor_id(name, kind))
        return self._coded(one._replace(row=row), country.iso, rule)

    @staticmethod
    def _coded(one: Seen, country: str, rule: str = BY_REPORT) -> Seen:
        row = replace(one.row, code=f"{country}:{one.sector}", how=How(f"coreference/{rule}"))
        return one._replace(row=row, country=country)


def _of_a_war(one: Seen) -> bool:
    """A mention that shows its country at war with itself: rebels, militias, a regime."""
    return one.sector in ("REB", "UAF") or (one.sector == "GOV" and one.role is not None and one.role.same == "regime")


def _most(countries: Iterable[str], share: float) -> str | None:
    """The commonest of the countries, when it is more than that share of them."""
    count = Counter(countries)
    if not count:
        return None
    code, n = max(count.items(), key=lambda item: (item[1], item[0]))
    return code if n > share * count.total() else None
