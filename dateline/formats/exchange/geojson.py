"""GeoJSON (RFC 7946): incidents, and the places that reports name, as points with their precision.

A point is the middle of what is known: `place_precision_m` is the radius that covers it. Longitude comes first.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import (
    MACHINE,
    Format,
    Rows,
    Skips,
    Told,
    Written,
    according_to,
    carried,
    days,
    told,
)
from dateline.records import Claim, Place, Where


def events(source: Rows, out: BinaryIO) -> Written:
    """One feature an incident. Left out: events whose place nobody says."""
    skipped = Skips()
    claims = {claim.id: claim for claim in source.rows("claims")}
    features = []
    for one in told(source):
        if one.event.place is None or one.event.place.lat is None:
            skipped("no place with coordinates")
        else:
            features.append(_event(one, one.event.place, claims))
    return skipped.written(_collection(features, out))


def places(source: Rows, out: BinaryIO) -> Written:
    """One feature a place, with the reports that name it. Left out: places that were not found on the map."""
    skipped = Skips()
    named: dict[tuple[Any, ...], tuple[Place, set[str]]] = {}
    for place in source.rows("places"):
        if place.lat is None:
            skipped("no coordinates")
        else:
            key = (place.geonameid, place.name, place.lat, place.lon)
            named.setdefault(key, (place, set()))[1].add(place.report)
    features = [_feature(place, {**_about(place), "reports": sorted(reports)}) for place, reports in named.values()]
    return skipped.written(_collection(features, out))


GEOJSON = Format("geojson", {"events": events, "places": places})


def _event(one: Told, place: Where, claims: Mapping[str, Claim]) -> Mapping[str, Any]:
    event = one.event
    when = days(event.when)
    said = carried(one, claims)
    return _feature(
        place,
        {
            "event_id": one.id,
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "initiators": [p.name for p in event.initiators],
            "recipients": [p.name for p in event.recipients],
            "date": event.when,
            "date_precision": None if when is None else f"{(when[1] - when[0]).days + 1} d",
            **_about(place),
            "text": event.text,
            "claim_ids": [claim.id for claim in said],
            "according_to": [according_to(claim) for claim in said],
            "reports": [report.id for report in one.reports],
        },
    )


def _about(place: Place | Where) -> Mapping[str, Any]:
    return {
        "place": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "feature": place.feature,
        "geonameid": place.geonameid,
        "place_precision_m": place.precision_m,
    }


def _feature(place: Place | Where, properties: Mapping[str, Any]) -> Mapping[str, Any]:
    point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _collection(features: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    """A collection with one feature a line, so that a diff of two files can be read."""
    lines = [json.dumps(feature, ensure_ascii=False) for feature in features]
    head = f'{{"type": "FeatureCollection", "generator": {json.dumps(MACHINE)}, "features": ['
    out.write("\n".join([head, ",\n".join(lines), "]}"]).encode("utf-8") + b"\n")
    return len(lines)
