"""ninjs 3.1 (IPTC): each report as a news item with the people, bodies and places it names; one a line.

Source: the schema in iptc/newsinjson. Only `uri` is required there.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import MACHINE, Format, Rows, Skips, Written, days
from dateline.records import Mention, Place, Report

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}


def reports(source: Rows, out: BinaryIO) -> Written:
    """One item a report, with its text."""
    named: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in source.rows("mentions"):
        if mention.actor is not None and mention.name:
            named[mention.report].append(mention)
    where: defaultdict[str, list[Place]] = defaultdict(list)
    for place in source.rows("places"):
        where[place.report].append(place)
    count = 0
    for report in source.rows("reports"):
        item = _item(report, named[report.id], where[report.id])
        out.write(json.dumps(item, ensure_ascii=False).encode("utf-8") + b"\n")
        count += 1
    return Skips().written(count)


NINJS = Format("jsonl", {"reports": reports})


def _item(report: Report, mentions: Iterable[Mention], places: Iterable[Place]) -> Mapping[str, Any]:
    mentions = list(mentions)
    when = days(report.published)
    row: dict[str, Any] = {
        "standard": STANDARD,
        "uri": report.url or f"urn:dateline:{report.id}",
        "type": "text",
        "language": report.language,
        "headlines": [{"role": "main", "value": report.headline}] if report.headline else None,
        "bodies": [{"role": "main", "contentType": "text/plain", "value": report.text}],
        "contentCreated": f"{when[0]}T00:00:00Z" if when and when[0] == when[1] else None,
        "infoSources": [{"name": report.outlet}] if report.outlet else None,
        "people": _agents(m for m in mentions if m.kind == "person"),
        "organisations": _agents(m for m in mentions if m.kind not in ("person", "population", "country")),
        "places": _places(places),
        "altIds": [{"role": "sha256", "value": report.sha256}, {"role": "dateline", "value": report.id}],
        "edNote": MACHINE,
    }
    return {key: value for key, value in row.items() if value not in (None, [])}


def _agents(mentions: Iterable[Mention]) -> list[Mapping[str, Any]]:
    return list({m.actor: {"name": m.name, "uri": f"urn:dateline:{m.actor}"} for m in mentions}.values())


def _places(places: Iterable[Place]) -> list[Mapping[str, Any]]:
    found: dict[Any, Mapping[str, Any]] = {}
    for place in places:
        if place.name and place.lat is not None:
            point = {"geometry_geojson": {"type": "Point", "coordinates": [place.lon, place.lat]}}
            uri = {"uri": f"https://sws.geonames.org/{place.geonameid}/"} if place.geonameid else {}
            found.setdefault(place.geonameid or place.name, {"name": place.name, **uri, **point})
    return list(found.values())
