"""Which actors of different reports are one: certain ones are joined, uncertain ones linked with a reason.

A spelling or an order of the same name joins two persons unless their countries and offices both differ; a like name
joins them only with the same country and office. Whom a report knows by one name only, or by none, is joined with
nobody. Nothing here depends on the order of the reports.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dateline.ids import make_id
from dateline.joining.sightings import Sighting
from dateline.lexicon.actors import Actors, KnownActor
from dateline.lexicon.transliteration import Key, Transliteration
from dateline.records import Link

MANY = 40  # groups of like names, from which on their links would help nobody
SPELLING, LIKENESS = "the same name in another spelling or order", "like names, the same country and office"
NEAR = 1  # years between two reports in which a surname with its office may mean the same person


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person has said: pairs of actor ids that are not the same, and pairs that are. They count before rules."""

    apart: frozenset[frozenset[str]] = frozenset()
    together: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Merge:
    """Actor ids that were taken for one, and why. To undo it, say of two of the members that they are apart."""

    actor: str
    members: tuple[str, ...]
    reason: str


@dataclass(slots=True)
class Group:
    """Sightings of one person."""

    sightings: list[Sighting]
    reasons: set[str] = field(default_factory=set)
    known: KnownActor | None = None
    id: str = ""

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(sorted({s.actor for s in self.sightings}))

    @property
    def countries(self) -> frozenset[str]:
        return frozenset(s.country for s in self.sightings if s.country)

    @property
    def offices(self) -> frozenset[str]:
        return frozenset(office for s in self.sightings for office in s.offices)

    @property
    def name(self) -> str:
        return min(self.sightings, key=_age).name or ""


def _age(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.day, sighting.report, sighting.actor


def groups(
    sightings: Iterable[Sighting],
    table: Actors,
    spellings: Transliteration,
    decisions: Decisions,
    known: Mapping[Key, Sequence[KnownActor]] | None = None,
) -> list[Group]:
    """The sightings of persons with a full name, one group a person, each with its id, by id.

    known: `names_of_table`, where somebody has them already.
    """
    at_home: dict[str, Group] = {}
    by_key: defaultdict[Key, list[Sighting]] = defaultdict(list)
    for sighting in sorted(sightings, key=_age):
        row = table.by_id.get(sighting.actor)
        if row is None:
            by_key[spellings.certain(sighting.name or "")].append(sighting)
        else:
            at_home.setdefault(row.id, Group([], known=row)).sightings.append(sighting)
    known = names_of_table(table, spellings) if known is None else known
    found: list[Group] = []
    for key in sorted(by_key):
        for group in _of_one_name(by_key[key]):
            row = _in_table(group, known.get(key, ()))
            if row is None:
                found.append(group)
            else:
                home = at_home.setdefault(row.id, Group([], known=row))
                home.sightings += group.sightings
                home.reasons.add(SPELLING)
    found = [*(at_home[row_id] for row_id in sorted(at_home)), *found]
    found = _alike(found, spellings)
    found = _decided(found, decisions)
    _name_ids(found)
    return sorted(found, key=lambda group: group.id)


def names_of_table(table: Actors, spellings: Transliteration) -> Mapping[Key, Sequence[KnownActor]]:
    """The people of the table by the keys of all that they are called."""
    keys: defaultdict[Key, list[KnownActor]] = defaultdict(list)
    for row in table.rows:
        if row.kind == "person":
            for key in sorted({spellings.certain(name) for name in (row.name, *row.aliases)}):
                keys[key].append(row)
    return keys


def _in_table(group: Group, rows: Sequence[KnownActor]) -> KnownActor | None:
    """The one person of the table with that name, when what the reports say does not speak against it."""
    fitting = [row for row in rows if not group.countries or group.countries & _countries_of(row)]
    return fitting[0] if len(fitting) == 1 else None


def _countries_of(row: KnownActor) -> frozenset[str]:
    codes = {office.code.partition(":")[0] for office in row.offices} | {row.country or ""}
    return frozenset(code for code in codes if code)


def _of_one_name(sightings: Sequence[Sighting]) -> list[Group]:
    """One group, unless reports tell of offices and countries that have nothing in common."""
    sure = [s for s in sightings if s.country and s.offices]
    parts: list[Group] = []
    for sighting in sure:
        near = [p for p in parts if sighting.country in p.countries or sighting.offices & p.offices]
        joined = Group([s for part in near for s in part.sightings] + [sighting])
        parts = [p for p in parts if p not in near] + [joined]
    if len(parts) < 2:
        return [Group(list(sightings), {SPELLING})]
    for sighting in (s for s in sightings if s not in sure):
        fitting = [p for p in parts if sighting.country in p.countries or sighting.offices & p.offices]
        if len(fitting) != 1:
            fitting = [p for p in parts if not p.countries and not p.offices] or [Group([])]
            parts += [p for p in fitting if not p.sightings]
        fitting[0].sightings.append(sighting)
    for part in parts:
        part.reasons.add(SPELLING)
    return parts


def _alike(found: Sequence[Group], spellings: Transliteration) -> list[Group]:
    """Groups of like names joined where country and office are the same."""
    done: list[Group] = []
    by_likeness: defaultdict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in found:
        bucket = by_likeness[ends(group.name, spellings)]
        same = next((g for g in bucket if _same_person(g, group, spellings)), None)
        if same is None:
            bucket.append(group)
            done.append(group)
        else:
            same.sightings += group.sightings
            same.reasons |= {*group.reasons, LIKENESS}
            same.known = same.known or group.known
    return done


def ends(name: str, spellings: Transliteration) -> tuple[str, str]:
    """First and last word of a name, as they sound, so that middle names do not count."""
    words = [part for word in name.split() for part in spellings.loose(word)]
    return (min(words[0], words[-1]), max(words[0], words[-1])) if words else ("", "")


def surname(name: str, spellings: Transliteration) -> str:
    """The last word of a full name, as it sounds."""
    return sound(name.split()[-1], spellings)


def sound(name: str, spellings: Transliteration) -> str:
    return "".join(spellings.loose(name))


def _same_person(one: Group, other: Group, spellings: Transliteration) -> bool:
    if one.known and other.known and one.known is not other.known:
        return False
    same_name = spellings.certain(one.name) == spellings.certain(other.name)  # apart already, for a reason
    return not same_name and bool(one.countries & other.countries and one.offices & other.offices)


def _decided(found: Sequence[Group], decisions: Decisions) -> list[Group]:
    """What a person has joined is one group, and what a person has kept apart is two."""
    home = {member: group for group in found for member in group.members} if decisions.together else {}
    for pair in sorted(decisions.together, key=sorted):
        groups_of = [home[member] for member in sorted(pair) if member in home]
        if len(groups_of) == 2 and groups_of[0] is not groups_of[1]:
            one, other = groups_of
            one.sightings += other.sightings
            one.known = one.known or other.known
            one.reasons.add("a person says so")
            home |= dict.fromkeys(other.members, one)
            other.sightings = []
    split = {member for pair in decisions.apart for member in pair}
    left = [group for group in found if group.sightings]
    return [
        part
        for group in left
        for part in ([group] if split.isdisjoint(group.members) else _kept_apart(group, decisions.apart))
    ]


def _kept_apart(group: Group, apart: frozenset[frozenset[str]]) -> list[Group]:
    parts: list[Group] = []
    for member in group.members:
        own = [s for s in group.sightings if s.actor == member]
        part = next((p for p in parts if not any(frozenset((member, m)) in apart for m in p.members)), None)
        if part is None:
            part = Group([], set(group.reasons))
            parts.append(part)
        part.sightings += own
    if group.known is not None:
        home = next((p for p in parts if group.known.id in p.members), parts[0])
        home.known = group.known
    return parts


def _name_ids(found: Sequence[Group]) -> None:
    """Each group's id: that of the table, else of its oldest sighting; a namesake seen later has one of its own."""
    taken: set[str] = set()
    for group in sorted(found, key=lambda g: (g.known is None, _age(min(g.sightings, key=_age)))):
        oldest = min(group.sightings, key=_age)
        group.id = group.known.id if group.known else oldest.actor
        if group.id in taken:
            group.id = make_id("actors", oldest.actor, *sorted(group.countries), *sorted(group.offices))
        taken.add(group.id)


def merges(found: Iterable[Group]) -> Iterable[Merge]:
    """Every group of more than one id, for a reader who doubts it."""
    for group in found:
        members = tuple(sorted({*group.members, group.id}))
        if len(members) > 1:
            yield Merge(group.id, members, "; ".join(sorted(group.reasons)))


def links(found: Sequence[Group], lone: Sequence[Sighting], spellings: Transliteration) -> list[Link]:
    """What may be the same person and is not joined: like names, and surnames with the same office."""
    by_likeness: defaultdict[tuple[str, str], list[Group]] = defaultdict(list)
    by_surname: defaultdict[str, list[Group]] = defaultdict(list)
    for group in found:
        by_likeness[ends(group.name, spellings)].append(group)
        by_surname[surname(group.name, spellings)].append(group)
    made: list[Link] = []
    for _, alike in sorted(by_likeness.items()):
        for one, other in combinations(alike, 2) if len(alike) < MANY else ():
            if reason := _likeness(one, other):
                made.append(_link(one.id, other.id, reason))
    for sighting in sorted(lone, key=_age):
        bearers = by_surname.get(sound(sighting.name or "", spellings), ())
        fitting = [g for g in bearers if sighting.country in g.countries and sighting.offices & g.offices]
        if len(fitting) == 1 and _in_time(sighting, fitting[0]):
            office = min(sighting.offices & fitting[0].offices)
            who = f"{sighting.name!r} of {sighting.report}"
            reason = f"{who} is {office} of {sighting.country}, and so was {fitting[0].name!r} in another report"
            made.append(_link(fitting[0].id, sighting.actor, reason))
    return sorted(made, key=lambda link: link.id)


def _likeness(one: Group, other: Group) -> str | None:
    """Why two groups may be one person; None when they are not like each other."""
    names = f"{one.name!r} and {other.name!r}"
    if one.known is not None and other.known is not None:
        return None
    if one.countries & other.countries:
        return f"{names} are like names from {min(one.countries & other.countries)}, with no office in common"
    if not one.countries or not other.countries:
        return f"{names} are like names; no report says from where one of them is"
    lands = f"{'/'.join(sorted(one.countries))} and {'/'.join(sorted(other.countries))}"
    return f"{names} are like names, but from {lands} and in other offices"


def _in_time(sighting: Sighting, group: Group) -> bool:
    years = {year for one in group.sightings for year in one.years}
    own = sighting.years
    return not own or not years or min(abs(one - year) for one in own for year in years) <= NEAR


def _link(a: str, b: str, reason: str) -> Link:
    first, second = sorted((a, b))
    return Link(make_id("links", first, second, "same_actor"), first, second, "same_actor", None, reason)
