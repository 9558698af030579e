"""POLECAT: tab-separated with a header, 40 columns, lists joined by "; ", what is missing is the word None.

Source: the column list that three independent loaders of the published files agree on.
"""

from collections.abc import Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import Format, Rows, Skips, Told, Written, country, day, sector, told
from dateline.formats.exchange.tables import write_table
from dateline.lexicon import countries
from dateline.records import Party
from dateline.version import rules

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
QUAD = {
    "verbal_cooperation": "VERBAL COOPERATION", "material_cooperation": "MATERIAL COOPERATION",
    "verbal_conflict": "VERBAL CONFLICT", "material_conflict": "MATERIAL CONFLICT",
}  # fmt: skip


def events(source: Rows, out: BinaryIO) -> Written:
    """One line an incident. Left out: events without a day, and those not told as having happened."""
    skipped = Skips()
    rows = []
    for one in told(source):
        if one.event.status not in ("actual", "claimed"):
            skipped("not told as having happened: planned, hypothetical or denied")
        elif one.event.type == "DISPLACE":
            skipped("DISPLACE is an extension that POLECAT lacks")
        elif day(one.event.when) is None:
            skipped("no single day: POLECAT has no column for an uncertain date")
        else:
            rows.append(_row(one))
    filled = ({column: "None" if row.get(column) in (None, "") else row[column] for column in COLUMNS} for row in rows)
    return skipped.written(write_table(COLUMNS, filled, out, delimiter="\t"))


POLECAT = Format("tsv", {"events": events})


def _row(one: Told) -> Mapping[str, Any]:
    event, report, place = one.event, one.report, one.event.place
    return {
        "Event ID": one.id,
        "Event Date": event.when,
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": event.goldstein,
        "Quad Code": QUAD.get(event.quad or ""),
        "Contexts": "; ".join(event.contexts),
        **_side("Actor", event.initiators, report.text),
        **_side("Recipient", event.recipients, report.text),
        "Placename": place and place.name,
        "Province": place and place.admin1,
        "Country": place and _land(place.country),
        "Latitude": place and place.lat,
        "Longitude": place and place.lon,
        "GeoNames ID": place and place.geonameid,
        "Feature Type": place and place.feature,
        "Source": report.outlet,
        "Publication Date": day(report.published),
        "Language": report.language,
        "Version": f"Dateline {rules()}",
    }


def _side(whose: str, parties: tuple[Party, ...], text: str) -> Mapping[str, str]:
    if not parties:
        return {}
    sectors = [sector(party.code) for party in parties]
    raw = [text[p.start : p.end] for p in parties if p.start is not None]
    return {
        f"{whose} Name": "; ".join(p.name or "" for p in parties),
        f"{whose} Country": "; ".join(_land(country(p.code)) for p in parties),
        f"Primary {whose} Sector": sectors[0],
        f"{whose} Sectors": "; ".join(sectors),
        f"{whose} Name Raw": "; ".join(raw),
    }


def _land(code: str | None) -> str:
    found = countries.load().by_code.get(code or "")
    return found.name if found else code or ""
