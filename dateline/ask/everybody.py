"""All actors of a record, asked for one by one or page by page: out of the sums that are kept beside it, or, of one
as it once was, where names are withheld, or where there are no sums that hold, out of all mentions.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dateline.ask.kept import kept
from dateline.ask.view import View
from dateline.joining.actors import Joined, join
from dateline.joining.same_actors import Merge
from dateline.lexicon import actors as actor_table
from dateline.lexicon import roles, transliteration
from dateline.lexicon.phrases import fold
from dateline.records import Actor, ActorKind, Link, Mention
from dateline.store.actor_tallies import Change, Listed
from dateline.store.listed import ActorList, Where, containing
from dateline.store.record import Record
from dateline.store.then import Then, as_of

Means = Callable[[str, str | None], bool]  # does this id in this report mean somebody?


@dataclass(frozen=True, slots=True)
class Asked:
    """What an actor must be to be listed; None asks nothing. Words match in any case and without accents."""

    words: str | None = None  # of the name or of what it is called
    country: str | None = None  # alpha-3, or a slot of PLOVER such as IGO
    sector: str | None = None
    kind: ActorKind | None = None
    new: bool = False  # only those that the table does not know: what reports have taught


class Everybody(Protocol):
    def ranked(self, asked: Asked) -> Sequence[Listed]:
        """Those that fit, those mentioned most first."""
        ...

    def with_id(self, row_id: str) -> list[Actor]:
        """Those who have it, or one of whose ids it is, by id."""
        ...

    def with_ids(self, ids: Collection[str]) -> dict[str, Actor]:
        """Of ids that rows or mentions have, whom each means; the row of that id first."""
        ...

    def called(self, folded: str) -> list[Actor]:
        """At least all that are called so, by id."""
        ...

    def ids(self, actor: Actor) -> tuple[str, ...]:
        """Under which ids its mentions can be, its own last."""
        ...

    def means(self, actor: Actor, mentions: Sequence[Mention]) -> Means:
        """Whether an id in a report means this actor. mentions: all that have one of its ids."""
        ...

    def merges(self, actor: Actor) -> tuple[Merge, ...]: ...

    def links(self, actor: Actor) -> tuple[tuple[Link, Actor], ...]:
        """Who may be the same, and why."""
        ...


def everybody(view: View) -> Everybody:
    """The actors of the reports in sight, one a person however it is spelt."""
    record = view.record
    if view.as_of is None and record.veil is None and not isinstance(record, Then) and not record.search.past:
        change = kept(view, "actors that came since", lambda: record.sums.actors_since(), small=True)
        if change is not None:
            return OfSums(record, change)
    return OfMentions(view, joined(view))


def joined(view: View) -> Joined:
    """All of them at once, with what is unsure about them: every mention is looked at."""
    return kept(view, "actors", lambda: _joined(view) if view.record.veil is None else _shown(view))


def _shown(view: View) -> Joined:
    """The same actors where names are withheld: who is who is told from all names."""
    veil = view.record.veil
    whole = as_of(veil.record, view.record.until.isoformat()) if isinstance(view.record, Then) else veil.record
    every = joined(View(whole, view.as_of))
    merges = tuple(replace(one, reason=veil.words(one.reason)) for one in every.merges)
    return replace(every, actors=tuple(map(veil.row, every.actors)), links=tuple(map(veil.row, every.links)),
                   merges=merges)  # fmt: skip


def _joined(view: View) -> Joined:
    days = {report.id: report.published for report in view.reports()}
    mentions = (m for m in view.record.rows("mentions") if m.report in days)
    decisions = view.record.reviews.decided().actors
    return join(mentions, actor_table.load(), roles.load(), transliteration.load(), days, decisions)


class OfMentions:
    """Out of all mentions. An `Everybody`."""

    def __init__(self, view: View, every: Joined):
        self._view = view
        self._every = every

    def ranked(self, asked: Asked) -> Sequence[Listed]:
        every = kept(self._view, "mentions of actors", self._listed)
        fitting = [one for one in every if fits(one, asked)]
        return sorted(fitting, key=lambda one: (-one.mentions, one.actor.name, one.actor.id))

    def _listed(self) -> list[Listed]:
        count: Counter[str] = Counter()
        reports: dict[str, set[str]] = {}
        named: set[str] = set()
        for report, raw, n, names in self._view.record.mentioned():
            actor = self._every.id_of(report, raw)
            count[actor] += n
            reports.setdefault(actor, set()).add(report)
            if names:
                named.add(actor)
        reasons = {merge.actor: merge.reason for merge in self._every.merges}
        return [
            Listed(one, count[one.id], len(reports.get(one.id, ())), one.id in named, reasons.get(one.id))
            for one in self._every.actors
        ]

    def with_id(self, row_id: str) -> list[Actor]:
        return [one for one in self._every.actors if row_id == one.id or row_id in one.members]

    def with_ids(self, ids: Collection[str]) -> dict[str, Actor]:
        every = self._every.actors
        found = {member: one for one in every for member in one.members if member in ids}
        return found | {one.id: one for one in every if one.id in ids}

    def called(self, folded: str) -> list[Actor]:
        return [one for one in self._every.actors if any(fold(name) == folded for name in (one.name, *one.aliases))]

    def ids(self, actor: Actor) -> tuple[str, ...]:
        return (*kept(self._view, "ids of actors", self._called_otherwise).get(actor.id, ()), actor.id)

    def _called_otherwise(self) -> dict[str, tuple[str, ...]]:
        """Actor -> the other ids that reports' rows know it by."""
        found: dict[str, set[str]] = {}
        for (_, raw), actor in self._every.of.items():
            found.setdefault(actor, set()).add(raw)
        return {actor: tuple(sorted(raw - {actor})) for actor, raw in found.items()}

    def means(self, actor: Actor, mentions: Sequence[Mention]) -> Means:
        return lambda report, raw: raw is not None and self._every.id_of(report, raw) == actor.id

    def merges(self, actor: Actor) -> tuple[Merge, ...]:
        return tuple(merge for merge in self._every.merges if merge.actor == actor.id)

    def links(self, actor: Actor) -> tuple[tuple[Link, Actor], ...]:
        rows = {one.id: one for one in self._every.actors}
        return tuple(_ends(actor, self._every.links, rows))


class OfSums:
    """Out of the sums beside the record, with what came since. An `Everybody`."""

    def __init__(self, record: Record, change: Change):
        self._record = record
        self._list = ActorList(record.database, change)

    def ranked(self, asked: Asked) -> Sequence[Listed]:
        with self._record.database.explained():
            return self._list.ranked(_where(asked), lambda one: fits(one, asked))

    def with_id(self, row_id: str) -> list[Actor]:
        found = self._rows((row_id,))
        every = [found[one] for one in sorted(found)]
        return [one for one in every if row_id == one.id or row_id in one.members]

    def with_ids(self, ids: Collection[str]) -> dict[str, Actor]:
        persons = self._persons(ids)
        rows = self._rows(ids)
        whose = {one: one if one in rows else its[0] for one, its in persons.items()}
        return {one: rows[row] for one, row in {**{i: i for i in ids}, **whose}.items() if row in rows}

    def _persons(self, ids: Collection[str]) -> dict[str, list[str]]:
        with self._record.database.explained():
            return self._list.persons(ids)

    def _rows(self, ids: Collection[str]) -> dict[str, Actor]:
        """The rows of some ids of mentions, and those that have these ids themselves."""
        rows = {row for its in self._persons(ids).values() for row in its}
        with self._record.database.explained():
            return {row_id: one.actor for row_id, one in self._list.with_ids(rows.union(ids)).items()}

    def called(self, folded: str) -> list[Actor]:
        with self._record.database.explained():
            return [one.actor for one in self._list.called(folded)]

    def ids(self, actor: Actor) -> tuple[str, ...]:
        return (*(one for one in actor.members if one != actor.id), actor.id)

    def means(self, actor: Actor, mentions: Sequence[Mention]) -> Means:
        persons = self._persons({*actor.members, actor.id})
        whole = {one for one, its in persons.items() if set(its) == {actor.id}}
        parted = {one for one, its in persons.items() if actor.id in its} - whole
        own = self._record.sums.pairs_of(actor.id, [m for m in mentions if m.actor in parted], persons)
        return lambda report, raw: raw in whole or (report, raw) in own

    def merges(self, actor: Actor) -> tuple[Merge, ...]:
        found = self._list.with_ids((actor.id,)).get(actor.id)
        return () if found is None or found.merge is None else (found.merge,)

    def links(self, actor: Actor) -> tuple[tuple[Link, Actor], ...]:
        links = self._record.sums.links_near(self.ids(actor), self._list.change)
        near = [link for link in links if actor.id in (link.a, link.b)]
        return tuple(_ends(actor, near, self._rows({one for link in near for one in (link.a, link.b)})))


def _ends(actor: Actor, links: Iterable[Link], rows: Mapping[str, Actor]) -> Iterator[tuple[Link, Actor]]:
    for link in links:
        other = link.b if link.a == actor.id else link.a if link.b == actor.id else None
        if other is not None and other in rows:
            yield link, rows[other]


def fits(one: Listed, asked: Asked) -> bool:
    actor = one.actor
    country, _, sector = (actor.code or ":").partition(":")
    if asked.new and (not one.named or actor.id in actor_table.load().by_id):
        return False
    if asked.kind is not None and actor.kind != asked.kind:
        return False
    if asked.country is not None and country != asked.country.upper():
        return False
    if asked.sector is not None and asked.sector.upper() not in (sector, country):
        return False
    names = "\n".join(fold(name) for name in (actor.name, *actor.aliases))
    return asked.words is None or all(word in names for word in fold(asked.words).split())


def _where(asked: Asked) -> Where:
    """The same as a condition on rows as they are kept."""
    clause, values = containing("called", fold(asked.words or "").split())
    clauses = [clause]
    for name, value in (("kind", asked.kind), ("country", asked.country), ("sector", asked.sector)):
        if value is not None:
            values[name] = value if name == "kind" else value.upper()
            clauses.append("(sector = :sector OR country = :sector)" if name == "sector" else f"{name} = :{name}")
    if asked.new:
        values["known"] = json.dumps(sorted(actor_table.load().by_id))
        clauses.append("named = 1 AND id NOT IN (SELECT value FROM json_each(:known))")
    return " AND ".join(clauses), values
