"""Actors of a record: one row each, however often and in however many reports they are mentioned."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline import edtf
from dateline.joining.same_actors import Decisions, Merge, Sighting, groups, joined_ids, links, merges
from dateline.lexicon import roles as role_words
from dateline.lexicon import transliteration
from dateline.lexicon.actors import SLOTS, Actors, KnownActor
from dateline.lexicon.phrases import pieces
from dateline.lexicon.roles import Roles
from dateline.lexicon.transliteration import Transliteration
from dateline.records import Actor, Link, Mention, Role

FORMER = frozenset({"former", "ex", "late", "previous", "onetime", "erstwhile", "retired"})
Days = Mapping[str, str | None]  # report -> the EDTF date on which it was published
Told = Sequence[Mention]


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
    told: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.actor is not None:
            told[mention.report, mention.actor].append(mention)
    persons, lone = _sightings(told, table, roles, published)
    found = groups(persons, table, spellings, decisions)
    of = joined_ids(found)
    rows: defaultdict[str, list[Mention]] = defaultdict(list)
    for (report, actor), own in told.items():
        rows[of.get((report, actor), actor)] += own
    members = {merge.actor: merge.members for merge in merges(found)}
    made = (_actor(i, rows[i], table.by_id.get(i), members.get(i, ()), roles, published) for i in sorted(rows))
    changed = {key: row_id for key, row_id in of.items() if key[1] != row_id}
    return Joined(tuple(made), tuple(links(found, lone, spellings)), tuple(merges(found)), changed)


def _sightings(
    told: Mapping[tuple[str, str], Told], table: Actors, roles: Roles, published: Days
) -> tuple[list[Sighting], list[Sighting]]:
    """Of each report and person: those with a full name, and those with one name only."""
    full: list[Sighting] = []
    lone: list[Sighting] = []
    for (report, actor), own in sorted(told.items()):
        known = table.by_id.get(actor)
        kind = known.kind if known else _most(m.kind for m in own)
        name = known.name if known else _most(m.name for m in own) or ""
        if kind != "person" or not (known or any(m.form == "name" for m in own)):
            continue
        lands = [(m.code or "").partition(":")[0] for m in own]
        country = _most(land for land in lands if land and land not in SLOTS) or ""
        offices = frozenset(office for m in own if m.role for office in [_office(m.role, roles)] if office)
        sighting = Sighting(report, actor, name, country, offices, published.get(report) or "")
        (full if known or len(pieces(name)) > 1 else lone).append(sighting)
    return full, lone


def _actor(
    row_id: str, told: Told, known: KnownActor | None, members: tuple[str, ...], words: Roles, published: Days
) -> Actor:
    name = known.name if known else _most(m.name for m in told)
    kind = known.kind if known else _most(m.kind for m in told)
    own = [m for m in told if m.form == "name"]
    aliases = {_without_title(m) for m in own} | {m.name for m in own if m.name} | set(known.aliases if known else ())
    roles = (*_table_roles(known), *_told_roles(told, words, published))
    code = (known.code if known else None) or _fullest(m.code for m in told)
    return Actor(
        row_id, name or "", kind, code, tuple(sorted(aliases - {name, ""})), known.wikidata if known else None, roles,  # type: ignore[arg-type]
        members,
    )  # fmt: skip


def _most(values: Iterable[str | None]) -> str | None:
    """The commonest value; of two equally common ones the first in the alphabet."""
    count = Counter(value for value in values if value is not None)
    return min(count, key=lambda value: (-count[value], value)) if count else None


def _fullest(codes: Iterable[str | None]) -> str | None:
    """The commonest country of the codes, with the commonest sector that stands beside it or alone."""
    parts = [(country, sector) for country, _, sector in ((code or ":").partition(":") for code in codes)]
    land = _most(country or None for country, _ in parts) or ""
    said = _most(sector or None for country, sector in parts if country == land) or ""
    said = said or _most(sector or None for country, sector in parts if not country) or ""
    return f"{land}:{said}" if land or said else None


def _without_title(mention: Mention) -> str:
    """ "President Obama" called somebody "Obama"."""
    text = " ".join(mention.text.split())
    role = " ".join((mention.role or "").split())
    return text.removeprefix(role).strip(" ,()-") if role and text.startswith(role) else text


def _table_roles(known: KnownActor | None) -> Iterable[Role]:
    for office in known.offices if known else ():
        yield Role(office.title, office.organisation, office.since, office.until, f"actors.yaml ({known.source})")  # type: ignore[union-attr]


def _office(title: str, words: Roles) -> str | None:
    """The usual word of the office that a title names, with "former" before it when it is past; None: no office."""
    said, found, i = pieces(title), None, 0
    while i < len(said):
        match = words.phrases.at(said, i, len(said))
        if match is not None and not match[1].group.courtesy:
            found = match[1].same
        i = match[0] if match is not None else i + 1
    return found and ("former " if FORMER & set(said) else "") + found


def _told_roles(told: Told, words: Roles, published: Days) -> Iterable[Role]:
    """What reports call somebody, each office once, by the words used most, in alphabetical order."""
    titles: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in told:
        if mention.kind == "person" and mention.role and (office := _office(mention.role, words)):
            titles[office].append(mention)
    for office in sorted(titles):
        own = titles[office]
        dated = sorted((day, m.report) for m in own if (day := published.get(m.report)))
        known = [day for day, _ in dated if None not in edtf.bounds(day)]
        since = until = None
        if known:
            first, last = min(map(edtf.by, known)), max(map(edtf.since, known))
            since, until = (None, first) if office.startswith("former ") else (first, last)
        source = dated[0][1] if dated else min(m.report for m in own)
        yield Role(_title(own), None, since, until, source)


def _title(own: Told) -> str:
    """The fullest title of those that are used most."""
    count = Counter(" ".join((m.role or "").split()) for m in own)
    return min(count, key=lambda title: (-len(title.split()), -count[title], title))
