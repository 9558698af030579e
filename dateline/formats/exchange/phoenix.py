"""Phoenix: tab-separated with a header, 26 columns; CAMEO codes, lists joined by ";".

Source: the published column list (QuadClass was PentaClass in early files; we write QuadClass).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, BinaryIO

from dateline.formats.exchange.common import Format, Rows, Skips, Told, Written, country, day, named, sector, told
from dateline.formats.exchange.gdelt import QUAD
from dateline.formats.exchange.tables import write_table
from dateline.lexicon.cameo import cameo
from dateline.records import Party

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip


def events(source: Rows, out: BinaryIO) -> Written:
    """One line an incident. Left out: events without a day, a source actor or a CAMEO code, or not told as happened."""
    skipped = Skips()
    rows = []
    for one in told(source):
        code, when = cameo(one.event.type, one.event.mode), day(one.event.when)
        if one.event.status not in ("actual", "claimed"):
            skipped("not told as having happened: planned, hypothetical or denied")
        elif code is None:
            skipped(f"CAMEO has no code for {one.event.type}")
        elif when is None:
            skipped("no single day: Phoenix has no column for an uncertain date")
        else:
            rows.append(_row(one, code, when))
    return skipped.written(write_table(COLUMNS, rows, out, delimiter="\t"))


PHOENIX = Format("tsv", {"events": events})


def _row(one: Told, code: str, when: date) -> Mapping[str, Any]:
    event, place = one.event, one.event.place
    sentences = [f"{r.id}_{sum(s <= e.start for s in r.sentences) or 1}" for e, r in one.tellings]
    return {
        "EventID": one.id,
        "Date": f"{when:%Y%m%d}",
        "Year": when.year,
        "Month": when.month,
        "Day": when.day,
        **_actor("Source", named(event.initiators)),
        **_actor("Target", named(event.recipients)),
        "EventCode": code,
        "EventRootCode": code[:2],
        "QuadClass": QUAD.get(event.quad or ""),
        "GoldsteinScore": event.goldstein,
        "Issues": ";".join(event.contexts),
        "Lat": place and place.lat,
        "Lon": place and place.lon,
        "LocationName": place and place.name,
        "StateName": place and place.admin1,
        "CountryCode": place and place.country,
        "SentenceID": ";".join(sentences),
        "URLs": ";".join(r.url or r.source for r in one.reports),
        "NewsSources": ";".join(r.outlet or "" for r in one.reports),
    }


def _actor(side: str, party: Party | None) -> Mapping[str, str]:
    if party is None:
        return {}
    land, role = country(party.code), sector(party.code)
    return {
        f"{side}ActorFull": f"{land}{role}",
        f"{side}ActorEntity": land,
        f"{side}ActorRole": role,
        f"{side}ActorAttribute": party.name or "",
    }
