"""Actors of a record: one row each, however often and in however many reports they are mentioned."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.joining.same_actors import Decisions, Group, Merge, groups, links, merges
from dateline.joining.sightings import Days, Office, Sighting, Sightings, Title, most, office_of
from dateline.lexicon import roles as role_words
from dateline.lexicon import transliteration
from dateline.lexicon.actors import Actors, KnownActor
from dateline.lexicon.phrases import pieces
from dateline.lexicon.roles import Roles
from dateline.lexicon.transliteration import Key, Transliteration
from dateline.records import Actor, Link, Mention, Role


@dataclass(frozen=True, slots=True)
class Joined:
    """The actors of a record. `of`: where a report's id for somebody is not the id of the row, by (report, its id)."""

    actors: tuple[Actor, ...]
    links: tuple[Link, ...]  # who may be one person, with the reason
    merges: tuple[Merge, ...]  # who was taken for one
    of: Mapping[tuple[str, str], str]

    def id_of(self, report: str, actor: str) -> str:
        """The id of the row of somebody whom a report's mentions call `actor`."""
        return self.of.get((report, actor), actor)


@dataclass(frozen=True, slots=True)
class Parts:
    """Actors with the sightings that each rests on, by id; `found`: the people with a full name among them."""

    rows: Mapping[str, Sequence[Sighting]]
    found: Sequence[Group]
    lone: Sequence[Sighting]  # of people who are called by one name only

    def links(self, spellings: Transliteration) -> list[Link]:
        return links(self.found, self.lone, spellings)

    @property
    def merges(self) -> tuple[Merge, ...]:
        return tuple(merges(self.found))


def actors(mentions: Iterable[Mention], table: Actors, published: Days | None = None) -> tuple[Actor, ...]:
    """One row for each actor of the mentions, by id, joined by the package's own lexicons; see `join`."""
    return join(mentions, table, role_words.load(), transliteration.load(), published or {}).actors


def join(
    mentions: Iterable[Mention],
    table: Actors,
    roles: Roles,
    spellings: Transliteration,
    published: Days,
    decisions: Decisions = Decisions(),  # noqa: B008  frozen and empty
) -> Joined:
    """The actors that the mentions mean, sorted by id; the same for any order of the mentions.

    Names, codes and kinds come from the table where it knows the actor, else from most of the mentions. Roles are the
    offices of the table (`evidence` names it) and what the reports say, each title once (`evidence`: the first report).
    """
    seen = Sightings(table, roles, published)
    seen.add_all(mentions)
    found = parts((one for its in seen.by_actor.values() for one in its.values()), table, spellings, decisions)
    of = {one: row_id for row_id, own in found.rows.items() for one in own}
    changed = {key: of[one] for key, one in seen.of.items() if of[one] != key[1]}
    rows = rows_of(found, table, office_of(roles))
    return Joined(tuple(rows), tuple(found.links(spellings)), found.merges, changed)


def parts(
    sightings: Iterable[Sighting],
    table: Actors,
    spellings: Transliteration,
    decisions: Decisions,
    known: Mapping[Key, Sequence[KnownActor]] | None = None,
) -> Parts:
    """Which sightings are of one actor. known: see `same_actors.groups`."""
    rows: defaultdict[str, list[Sighting]] = defaultdict(list)
    full: list[Sighting] = []
    lone: list[Sighting] = []
    for one in sightings:
        if is_full(one, table):
            full.append(one)
            continue
        rows[one.actor].append(one)
        if one.name is not None:
            lone.append(one)
    found = groups(full, table, spellings, decisions, known)
    for group in found:
        rows[group.id] += group.sightings
    return Parts({row_id: rows[row_id] for row_id in sorted(rows)}, found, lone)


def is_full(one: Sighting, table: Actors) -> bool:
    """A person with more than one name, or one whom the table knows."""
    return one.name is not None and (one.actor in table.by_id or len(pieces(one.name)) > 1)


def rows_of(found: Parts, table: Actors, office: Office) -> Iterable[Actor]:
    """The row of each actor, by id."""
    members = {merge.actor: merge.members for merge in found.merges}
    for row_id, own in found.rows.items():
        yield _actor(row_id, own, table.by_id.get(row_id), members.get(row_id, ()), office)


def _actor(
    row_id: str, told: Sequence[Sighting], known: KnownActor | None, members: tuple[str, ...], office: Office
) -> Actor:
    name = known.name if known else most(_sum(one.names for one in told))
    kind = known.kind if known else most(_sum(one.kinds for one in told))
    aliases = {words for one in told for words in one.called} | set(known.aliases if known else ())
    roles = (*_table_roles(known), *_told_roles(told, office))
    code = (known.code if known else None) or _fullest(_sum(one.codes for one in told))
    return Actor(
        row_id, name or "", kind, code, tuple(sorted(aliases - {name, ""})), known.wikidata if known else None, roles,  # type: ignore[arg-type]
        members,
    )  # fmt: skip


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in counts:
        for value, n in one.items():
            total[value] = total.get(value, 0) + n
    return total


def _fullest(codes: Mapping[str, int]) -> str | None:
    """The commonest country of the codes, with the commonest sector that stands beside it or alone."""
    parted = [((code or ":").partition(":"), n) for code, n in codes.items()]

    def commonest(values: Iterable[tuple[str, int]]) -> str:
        return most(_sum({value: n} for value, n in values if value)) or ""

    land = commonest((country, n) for (country, _, _), n in parted)
    said = commonest((sector, n) for (country, _, sector), n in parted if country == land)
    said = said or commonest((sector, n) for (country, _, sector), n in parted if not country)
    return f"{land}:{said}" if land or said else None


def _table_roles(known: KnownActor | None) -> Iterable[Role]:
    for office in known.offices if known else ():
        yield Role(office.title, office.organisation, office.since, office.until, f"actors.yaml ({known.source})")  # type: ignore[union-attr]


def _told_roles(told: Iterable[Sighting], office: Office) -> Iterable[Role]:
    """What reports call somebody, each office once, by the words used most, in alphabetical order."""
    titles: defaultdict[str, dict[str, Title]] = defaultdict(dict)
    for one in told:
        for words, title in one.titles.items():
            own = titles[office(words) or ""]
            own[words] = title.plus(own[words]) if words in own else title
    for name in sorted(titles):
        own = titles[name]
        whole = Title.sum(own.values())
        former = name.startswith("former ")
        since, until = (None, whole.first) if former else (whole.first, whole.last)
        # The fullest title of those that are used most.
        usual = min(own, key=lambda words: (-len(words.split()), -own[words].n, words))
        yield Role(usual, None, since, until, whole.report)
