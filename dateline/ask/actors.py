"""Actors of a record: who there is, and all that one of them did, said and was called."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from dateline.ask import codes
from dateline.ask.everybody import Asked, Everybody, everybody
from dateline.ask.published_last import known, published_last
from dateline.ask.show import chain, event_text, party_text
from dateline.ask.together import in_sight
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.joining.same_actors import Merge
from dateline.lexicon.phrases import fold
from dateline.plain import plain
from dateline.records import Actor, Claim, Event, Link, Mention, Party, Report, Role
from dateline.store.actor_tallies import Listed
from dateline.store.conditions import Among, Words
from dateline.store.record import Record


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a record holds of one actor. Rows come with the report they stand in. before: ISO, the last day of the
    reports that were not looked at; None where all were."""

    actor: Actor
    called: tuple[tuple[str, int], ...]  # words, how often: the commonest first
    said: tuple[tuple[Report, Claim], ...]
    passed_on: tuple[tuple[Report, Claim], ...]
    did: tuple[tuple[Report, Event], ...]
    suffered: tuple[tuple[Report, Event], ...]  # what was done to it, or with it
    evidence: tuple[tuple[Role, Report, Mention], ...]  # where a report first tells of a role
    merges: tuple[Merge, ...]
    links: tuple[tuple[Link, Actor], ...]  # who may be the same, and why
    before: str | None = None

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


def actors(view: View, asked: Asked) -> Sequence[Listed]:
    """The actors that fit, those mentioned most first. Raises BadRequest for a country or sector that there is not."""
    land = None if asked.country is None else codes.first_part(asked.country)
    sector = None if asked.sector is None else codes.sector(asked.sector)
    return everybody(view).ranked(replace(asked, country=land, sector=sector))


def find(every: Everybody, name: str) -> Actor:
    """The actor with this id, one of whose ids it is, or that is called so. Raises BadRequest for none or several."""
    if kind_of(name) == "actors":
        found = every.with_id(name)
        found = [a for a in found if a.id == name] or found
    else:
        wanted = fold(name)
        called = every.called(wanted)
        found = [a for a in called if fold(a.name) == wanted]
        found = found or [a for a in called if wanted in map(fold, a.aliases)]
    if not found:
        raise BadRequest(f"the record has no actor {name!r}", "`dateline actors WORDS` looks for one by parts of names")
    if len(found) > 1:
        names = ", ".join(f"{a.id} ({a.name}, {a.code or 'no code'})" for a in found[:8])
        raise BadRequest(f"{name!r} could be any of {names}", "give the id")
    return found[0]


def is_named(every: Everybody, name: str) -> bool:
    """Does exactly one actor have this id, name or other name?"""
    try:
        find(every, name)
    except BadRequest:
        return False
    return True


def dossier(view: View, every: Everybody, actor: Actor, most: int | None = None) -> Dossier:
    """All of one actor, in the order of the days on which the reports were published. most: of the reports that name
    it, those that were published last."""
    record, ids = view.record, every.ids(actor)
    inside, before = _reports(view, actor, ids, most)
    of_actor = record.mentions_of(ids) if inside is None else record.rows_of("mentions", inside, ("actor", ids))
    told = {kind: _hits(record, kind, ids, inside) for kind in ("claims", "events")}
    seen = in_sight(view, {row.report for rows in (of_actor, *told.values()) for row in rows})
    reports = {report: part.report for report, part in seen.items()}
    means = every.means(actor, of_actor)
    mentions = [m for m in of_actor if m.report in reports and means(m.report, m.actor)]
    claims: list[Claim] = [seen[c.report].row(c) for c in told["claims"] if c.report in seen]
    events: list[Event] = [seen[e.report].row(e) for e in told["events"] if e.report in seen]

    def among(row: Claim | Event, parties: Iterable[Party]) -> bool:
        return any(means(row.report, party.actor) for party in parties)

    return Dossier(
        actor,
        _called(mentions),
        _by_day(reports, (c for c in claims if among(c, c.sources))),
        _by_day(reports, (c for c in claims if among(c, c.via))),
        _by_day(reports, (e for e in events if among(e, e.initiators))),
        _by_day(reports, (e for e in events if among(e, e.recipients))),
        tuple(_evidence(actor, mentions, reports)),
        every.merges(actor),
        every.links(actor),
        before,
    )


def _named(ids: Sequence[str]) -> Words:
    return Words("actor", ids[0], also=tuple(ids[1:]))


def _reports(
    view: View, actor: Actor, ids: Sequence[str], most: int | None
) -> tuple[frozenset[str] | None, str | None]:
    """The last reports that name one of these ids, and those that tell the actor's roles; None where there are no more
    of them than that."""
    if most is None:
        return None, None
    found, before = published_last(view.record, [(*known(view), _named(ids))], most)
    return (None if before is None else frozenset((*found, *(role.evidence for role in actor.roles)))), before


def _hits(record: Record, kind: str, ids: Sequence[str], inside: frozenset[str] | None) -> list[Any]:
    """The claims or events in which one of these ids is a side, in the order of the record. inside: only in these
    reports; None: in all."""
    asked = (_named(ids),) if inside is None else (_named(ids), Among(inside))
    return record.rows_with(kind, (hit.id for hit in record.search.hits(kind, asked, limit=-1)))


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
