"""PLOVER JSON: one event a line, with the field names of the manual's tables.

PLOVER's auxiliary modes carry our status: future (planned), hypothetical, negation (denied). DISPLACE is our extension.
Source: PLOVER manual (openeventdata, 2024); its worked example uses other names for actors, which readers accept too.
"""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import (
    MACHINE,
    Format,
    Rows,
    Skips,
    Told,
    Written,
    according_to,
    country,
    days,
    named,
    sector,
    told,
)  # fmt: skip
from dateline.records import Claim, Party, Report, Where
from dateline.version import rules

AUXILIARY = {"planned": "future", "hypothetical": "hypothetical", "denied": "negation"}
SUB_CITY, CITY, DISTRICT, PROVINCE, COUNTRY = 5, 4, 3, 2, 1  # `resolution` of a location
RESOLUTIONS = (("PCL", COUNTRY), ("ADM1", PROVINCE), ("ADM", DISTRICT), ("PPLX", SUB_CITY), ("PPL", CITY))
QUAD = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}


def events(source: Rows, out: BinaryIO) -> Written:
    """One line an incident. Left out: what lacks a field that PLOVER requires (a date, an actor)."""
    skipped, count = Skips(), 0
    claims = {claim.id: claim for claim in source.rows("claims")}
    for one in told(source):
        if days(one.event.when) is None:
            skipped("no date, which PLOVER requires")
        elif named(one.event.initiators) is None:
            skipped("no actor, which PLOVER requires")
        else:
            line = json.dumps(_event(one, claims.get(one.event.claim or "")), ensure_ascii=False)
            out.write(line.encode("utf-8") + b"\n")
            count += 1
    return skipped.written(count)


PLOVER = Format("jsonl", {"events": events})


def _event(one: Told, claim: Claim | None) -> Mapping[str, Any]:
    event, report = one.event, one.report
    first, last = days(event.when) or (None, None)
    says = according_to(claim)
    modes = [mode for mode in (event.mode, AUXILIARY.get(event.status)) if mode]
    row = {
        "id": one.id,
        "date": str(first),
        "enddate": None if first == last else str(last),
        "actor": [_entity(party, report) for party in event.initiators],
        "recipient": [_entity(party, report) for party in event.recipients],
        "event": [event.type],
        "event_loc": _location(event.place),
        "event_text": event.text,
        "quad_code": QUAD.get(event.quad or ""),
        "event_scale": event.goldstein,
        "mode": modes,
        "context": list(event.contexts),
        "link": [telling.id for telling, _ in one.tellings],
        "text_info": {"start": event.start, "end": event.end},
        "cite_info": [_cite(each) for each in one.reports],
        "coder": "Dateline",
        "coded_date": (report.read_at or "")[:10] or None,
        "coded_time": (report.read_at or "")[11:19] or None,
        "comment": MACHINE + (f"; according to {says}" if says else ""),
    }
    return {key: value for key, value in row.items() if value is not None}


def _entity(party: Party, report: Report) -> Mapping[str, Any]:
    row = {
        "code": country(party.code),
        "sector": sector(party.code),
        "entity_text": report.text[party.start : party.end] if party.start is not None else party.name,
        "identifier_id": party.actor,
        "identifier_text": party.name,
    }
    return {key: value for key, value in row.items() if value}


def _location(place: Where | None) -> Mapping[str, Any] | None:
    if place is None:
        return None
    row = {
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "province": place.admin1,
        "country_code": place.country,
        "feature_code": place.feature,
        "resolution": _resolution(place.feature),
    }
    return {key: value for key, value in row.items() if value is not None}


def _resolution(feature: str | None) -> int | None:
    if feature is None:
        return None
    return next((level for beginning, level in RESOLUTIONS if feature.startswith(beginning)), None)


def _cite(report: Report) -> Mapping[str, Any]:
    row = {
        "corpus": "Dateline",
        "citation": report.id,
        "url": report.url,
        "title": report.headline,
        "language": report.language,
        "publication": report.outlet,
        "coder": "Dateline",
        "codebook": "PLOVER, with DISPLACE",
        "version": rules(),
    }
    return {key: value for key, value in row.items() if value is not None}
