"""FollowTheMoney: reports as Article, actors as Person, Organization or PublicBody, incidents as Event; one a line.

FollowTheMoney has no schema for who said what: each claim is a Note with its words, about its speakers.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import MACHINE, Format, Rows, Skips, Told, Written, according_to, days, told
from dateline.lexicon import countries
from dateline.records import Actor, Claim, Report

SCHEMA = {"person": "Person", "government": "PublicBody", "military": "PublicBody"}  # every other kind: Organization
Entity = Mapping[str, Any]


def everything(source: Rows, out: BinaryIO) -> Written:
    """Reports, actors, incidents and claims, each before what points at it."""
    skipped, count = Skips(), 0
    for entity in _entities(source):
        out.write(json.dumps(entity, ensure_ascii=False).encode("utf-8") + b"\n")
        count += 1
    return skipped.written(count)


FTM = Format("jsonl", {"all": everything})


def _entities(source: Rows) -> Iterable[Entity]:
    yield from (_article(report) for report in source.rows("reports"))
    known = set()
    for actor in source.rows("actors"):
        known.add(actor.id)
        yield _actor(actor)
    claims = {claim.id: claim for claim in source.rows("claims")}
    yield from (_event(one, known, claims) for one in told(source))
    yield from (_note(claim, known) for claim in claims.values())


def _entity(row_id: str, schema: str, **properties: Any) -> Entity:
    """An entity; every property is a list of words, those without any are left out."""
    lists = {
        name: [str(v) for v in (value if isinstance(value, list) else [value]) if v]
        for name, value in properties.items()
    }
    return {"id": row_id, "schema": schema, "properties": {name: values for name, values in lists.items() if values}}


def _article(report: Report) -> Entity:
    when = days(report.published)
    return _entity(
        report.id,
        "Article",
        title=report.headline or report.source,
        publisher=report.outlet,
        sourceUrl=report.url,
        language="eng" if report.language == "en" else None,
        notes=f"sha256 {report.sha256}",
        publishedAt=str(when[0]) if when and when[0] == when[1] else None,
        bodyText=report.text,
    )


def _actor(actor: Actor) -> Entity:
    schema = SCHEMA.get(actor.kind or "", "Organization")
    roles = [role.title for role in actor.roles]
    return _entity(
        actor.id,
        schema,
        name=actor.name,
        alias=list(actor.aliases),
        country=_iso2(actor.code),
        wikidataId=actor.wikidata,
        summary=MACHINE,
        **({"position": roles} if schema == "Person" else {}),
    )


def _event(one: Told, known: set[str], claims: Mapping[str, Claim]) -> Entity:
    event = one.event
    when = days(event.when)
    who, whom = (" and ".join(p.name for p in side if p.name) for side in (event.initiators, event.recipients))
    return _entity(
        f"{one.id}-event",
        "Event",
        name=" ".join(word for word in (who, event.type, whom) if word),
        summary=f"{event.status}; {MACHINE}",
        involved=[p.actor for p in (*event.initiators, *event.recipients) if p.actor in known],
        location=event.place and event.place.name,
        country=_iso2(event.place.country) if event.place else None,
        startDate=str(when[0]) if when else None,
        endDate=str(when[1]) if when else None,
        proof=[report.id for report in one.reports],
        description=[f"according to {s}" for e, _ in one.tellings if (s := according_to(claims.get(e.claim or "")))],
    )


def _note(claim: Claim, known: set[str]) -> Entity:
    speakers = [p.actor for p in claim.sources if p.actor in known]
    return _entity(
        claim.id,
        "Note",
        name=f"Claim, {claim.stance}",
        description=claim.text,
        entity=speakers,
        proof=[claim.report],
        notes=f"according to {according_to(claim)}",
    )


def _iso2(code: str | None) -> str | None:
    """FollowTheMoney writes countries with two letters."""
    found = countries.load().by_code.get((code or "").partition(":")[0])
    return found.iso2.lower() if found and found.iso2 else None
