"""Actors of a record: who there is, and all that one of them did, said and was called."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from dateline.ask.kept import kept
from dateline.ask.show import chain, event_text, party_text
from dateline.ask.together import in_sight
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.joining.actors import Joined, join
from dateline.joining.same_actors import Merge
from dateline.lexicon import actors as actor_table
from dateline.lexicon import roles, transliteration
from dateline.lexicon.phrases import fold
from dateline.plain import plain
from dateline.records import Actor, ActorKind, Claim, Event, Link, Mention, Party, Report, Role
from dateline.store.conditions import Words
from dateline.store.record import Record
from dateline.store.then import Then, as_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What an actor must be to be listed; None asks nothing. Words match in any case and without accents."""

    words: str | None = None  # of the name or of what it is called
    country: str | None = None  # alpha-3, or a slot of PLOVER such as IGO
    sector: str | None = None
    kind: ActorKind | None = None
    new: bool = False  # only those that the table does not know: what reports have taught


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor with how often, and in how many reports, it is mentioned."""

    actor: Actor
    mentions: int
    reports: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a record holds of one actor. Rows come with the report they stand in."""

    actor: Actor
    called: tuple[tuple[str, int], ...]  # words, how often: the commonest first
    said: tuple[tuple[Report, Claim], ...]
    passed_on: tuple[tuple[Report, Claim], ...]
    did: tuple[tuple[Report, Event], ...]
    suffered: tuple[tuple[Report, Event], ...]  # what was done to it, or with it
    evidence: tuple[tuple[Role, Report, Mention], ...]  # where a report first tells of a role
    merges: tuple[Merge, ...]
    links: tuple[tuple[Link, Actor], ...]  # who may be the same, and why

    def as_json(self) -> dict[str, Any]:
        rows = {
            name: [{"source": report.source, "published": report.published, **plain(row)} for report, row in found]
            for name, found in (
                ("said", self.said), ("passed_on", self.passed_on), ("did", self.did), ("suffered", self.suffered)
            )
        }  # fmt: skip
        return {
            "actor": plain(self.actor),
            "called": dict(self.called),
            "evidence": [{"role": plain(role), "mention": plain(row)} for role, _, row in self.evidence],
            **rows,
            "merges": [plain(merge) for merge in self.merges],
            "may_be": [{"actor": other.id, "name": other.name, "reason": link.reason} for link, other in self.links],
        }


def joined(view: View) -> Joined:
    """The actors of the reports in sight, one a person however it is spelt, with what is unsure about them."""
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


def actors(view: View, asked: Asked) -> list[Listed]:
    """The actors that fit, those mentioned most first."""
    every = joined(view)
    known = actor_table.load().by_id
    count, reports, named = kept(view, "mentions of actors", lambda: _counts(view, every))
    fitting = [a for a in every.actors if _fits(a, asked)]
    if asked.new:
        fitting = [a for a in fitting if a.id in named and a.id not in known]
    listed = [Listed(a, count[a.id], reports[a.id]) for a in fitting]
    return sorted(listed, key=lambda one: (-one.mentions, one.actor.name, one.actor.id))


def _counts(view: View, every: Joined) -> tuple[Counter[str], Counter[str], frozenset[str]]:
    """How often each actor is mentioned, in how many reports, and who has a name and not only a description."""
    count: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    named: set[str] = set()
    listed = {actor.id for actor in every.actors}
    seen: set[tuple[str, str]] = set()
    for report, raw, n, names in view.record.mentioned():
        actor = every.id_of(report, raw)
        if actor in listed:
            count[actor] += n
            reports[actor] += (report, actor) not in seen
            seen.add((report, actor))
            if names:
                named.add(actor)
    return count, reports, frozenset(named)


def _fits(actor: Actor, asked: Asked) -> bool:
    country, _, sector = (actor.code or ":").partition(":")
    if asked.kind is not None and actor.kind != asked.kind:
        return False
    if asked.country is not None and country != asked.country.upper():
        return False
    if asked.sector is not None and asked.sector.upper() not in (sector, country):
        return False
    names = " ".join(fold(name) for name in (actor.name, *actor.aliases))
    return asked.words is None or all(word in names for word in fold(asked.words).split())


def find(every: Joined, name: str) -> Actor:
    """The actor with this id, one of whose ids it is, or that is called so. Raises BadRequest for none or several."""
    if kind_of(name) == "actors":
        found = [a for a in every.actors if name == a.id or name in a.members]
        found = [a for a in found if a.id == name] or found
    else:
        wanted = fold(name)
        found = [a for a in every.actors if fold(a.name) == wanted]
        found = found or [a for a in every.actors if wanted in map(fold, a.aliases)]
    if not found:
        raise BadRequest(f"the record has no actor {name!r}", "`dateline actors WORDS` looks for one by parts of names")
    if len(found) > 1:
        names = ", ".join(f"{a.id} ({a.name}, {a.code or 'no code'})" for a in found[:8])
        raise BadRequest(f"{name!r} could be any of {names}", "give the id")
    return found[0]


def is_named(every: Joined, name: str) -> bool:
    """Does exactly one actor have this id, name or other name?"""
    try:
        find(every, name)
    except BadRequest:
        return False
    return True


def dossier(view: View, every: Joined, actor: Actor) -> Dossier:
    """All of one actor, in the order of the days on which the reports were published."""
    ids = (*kept(view, "ids of actors", lambda: _called_otherwise(every)).get(actor.id, ()), actor.id)
    of_actor = view.record.mentions_of(ids)
    told = {kind: _hits(view.record, kind, ids) for kind in ("claims", "events")}
    seen = in_sight(view, {row.report for rows in (of_actor, *told.values()) for row in rows})
    reports = {report: part.report for report, part in seen.items()}
    mentions = [m for m in of_actor if m.report in reports and _is(every, actor, m.report, m.actor)]
    claims: list[Claim] = [seen[c.report].row(c) for c in told["claims"] if c.report in seen]
    events: list[Event] = [seen[e.report].row(e) for e in told["events"] if e.report in seen]

    def among(row: Claim | Event, parties: Iterable[Party]) -> bool:
        return any(_is(every, actor, row.report, party.actor) for party in parties)

    return Dossier(
        actor,
        _called(mentions),
        _by_day(reports, (c for c in claims if among(c, c.sources))),
        _by_day(reports, (c for c in claims if among(c, c.via))),
        _by_day(reports, (e for e in events if among(e, e.initiators))),
        _by_day(reports, (e for e in events if among(e, e.recipients))),
        tuple(_evidence(actor, mentions, reports)),
        tuple(merge for merge in every.merges if merge.actor == actor.id),
        tuple(_may_be(every, actor)),
    )


def _called_otherwise(every: Joined) -> dict[str, tuple[str, ...]]:
    """Actor -> the other ids that reports' rows know it by."""
    found: dict[str, set[str]] = {}
    for (_, raw), actor in every.of.items():
        found.setdefault(actor, set()).add(raw)
    return {actor: tuple(sorted(raw - {actor})) for actor, raw in found.items()}


def _hits(record: Record, kind: str, ids: Sequence[str]) -> list[Any]:
    """The claims or events in which one of these ids is a side, in the order of the record."""
    condition = Words("actor", ids[0], also=tuple(ids[1:]))
    return record.rows_with(kind, (hit.id for hit in record.search.hits(kind, (condition,), limit=-1)))


def _is(every: Joined, actor: Actor, report: str, row_id: str | None) -> bool:
    return row_id is not None and every.id_of(report, row_id) == actor.id


def _called(mentions: Iterable[Mention]) -> tuple[tuple[str, int], ...]:
    count = Counter(" ".join(m.text.split()) for m in mentions)
    return tuple(sorted(count.items(), key=lambda item: (-item[1], item[0])))


def _by_day(reports: dict[str, Report], rows: Iterable[Any]) -> tuple[tuple[Report, Any], ...]:
    found = [(reports[row.report], row) for row in rows]
    return tuple(sorted(found, key=lambda pair: (pair[0].published or "9999", pair[0].id, pair[1].start)))


def _evidence(
    actor: Actor, mentions: Iterable[Mention], reports: dict[str, Report]
) -> Iterator[tuple[Role, Report, Mention]]:
    """Each role that a report tells, with the words that tell it."""
    told = [m for m in mentions if m.role]
    for role in actor.roles:
        words = next((m for m in told if m.report == role.evidence and _same_title(m, role)), None)
        words = words or next((m for m in told if m.report == role.evidence), None)
        if words is not None:
            yield role, reports[words.report], words


def _same_title(mention: Mention, role: Role) -> bool:
    return fold(" ".join((mention.role or "").split())) == fold(role.title)


def _may_be(every: Joined, actor: Actor) -> Iterator[tuple[Link, Actor]]:
    rows = {row.id: row for row in every.actors}
    for link in every.links:
        other = link.b if link.a == actor.id else link.a if link.b == actor.id else None
        if other in rows:
            yield link, rows[other]


def as_row(actor: Actor) -> str:
    """The line to add to actors.yaml for somebody whom the reports taught us, to be checked by a person.

    The days of reports only bound an office, so that they are no dates of it and stand in no row.
    """
    row: dict[str, Any] = {"name": actor.name}
    if actor.roles:
        row["roles"] = [{"title": role.title, "code": actor.code or ":"} for role in actor.roles]
    row["source"] = "reports: " + (", ".join(dict.fromkeys(r.evidence for r in actor.roles)) or "no role told")
    return "- " + yaml.safe_dump(row, default_flow_style=True, sort_keys=False, allow_unicode=True, width=1e6).strip()


def lines(found: Dossier, most: int) -> Iterator[tuple[str, str]]:
    """The dossier as labelled lines, `most` of each kind."""
    actor = found.actor
    yield "actor", f"{actor.name} ({actor.code or 'no code'}), {actor.kind or 'of unknown kind'}"
    yield "id", actor.id + (f"; Wikidata {actor.wikidata}" if actor.wikidata else "")
    yield from (("also", alias) for alias in actor.aliases[:most])
    evidence = {role: (report, words) for role, report, words in found.evidence}
    for role in actor.roles:
        told = evidence.get(role)
        words = f"{told[0].source}: “{_one_line(told[1].text)}”" if told else role.evidence
        yield "role", f"{role_text(role)} · {words}"
    yield "called", "; ".join(f"{words} ({n})" for words, n in found.called[:most])
    for label, claims in (("said", found.said), ("passed on", found.passed_on)):
        for where, claim in claims[:most]:
            yield label, f"{_where(where)} {chain(claim)}, {claim.stance}: {_one_line(claim.text)} ({claim.id})"
    for label, happened in (("did", found.did), ("done to it", found.suffered)):
        for where, event in happened[:most]:
            yield label, f"{_where(where)} {event_text(event)}, {event.status}{_when(event)} ({event.id})"
    for merge in found.merges:
        yield "joined", f"{', '.join(merge.members)}: {merge.reason}"
    for link, other in found.links:
        yield "may be", f"{party_text(Party(other.name, other.code, other.id, None, None))}, {other.id}: {link.reason}"


def role_text(role: Role) -> str:
    """ "Foreign Minister, Government of Turkey, 2015-11 to 2023-06"."""
    of = f", {role.organisation}" if role.organisation else ""
    dates = [*([_since(role.from_)] if role.from_ else []), *([_until(role.to)] if role.to else [])]
    return ", ".join([f"{role.title}{of}", *dates])


def _since(day: str) -> str:
    return f"since {day[3:]} or before" if day.startswith("../") else f"from {day}"


def _until(day: str) -> str:
    if day.startswith("../"):
        return f"until {day[3:]} or before"
    return f"still on {day[:-3]}" if day.endswith("/..") else f"to {day}"


def _where(report: Report) -> str:
    return report.published or "no date"


def _when(event: Event) -> str:
    return f", {event.when}" if event.when else ""


def _one_line(words: str) -> str:
    return " ".join(words.split())
