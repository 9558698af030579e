"""Places: found, and within 161 km (100 miles) of where gold has them (corpora geo)."""

from collections.abc import Sequence
from math import asin, cos, pi, sqrt

from dateline.measure.figures import Exported, Figure, Row, agreement, by_source, overlap, share

NEAR_KM = 161
EARTH_KM = 12_742  # diameter


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points in degrees (haversine)."""
    degree = pi / 180
    half = 0.5 - cos((other_lat - lat) * degree) / 2
    half += cos(lat * degree) * cos(other_lat * degree) * (1 - cos((other_lon - lon) * degree)) / 2
    return EARTH_KM * asin(sqrt(max(0.0, min(1.0, half))))


def score(gold: Sequence[Row], exported: Exported) -> list[Figure]:
    """Gold names that an exported place with coordinates overlaps, and those of them that lie where they should."""
    places = by_source(exported, "places")
    found = near = wanted = have = 0
    for row in gold:
        ours = places.get(row["id"], [])
        have += len(ours)
        located = [place for place in ours if place.get("lat") is not None]
        for name in (place for place in row["places"] if place["aligned"]):
            wanted += 1
            there = [place for place in located if overlap(place, name) > 0]
            found += bool(there)
            near += any(kilometres(name["lat"], name["lon"], p["lat"], p["lon"]) <= NEAR_KM for p in there)
    return [
        *agreement("found", found, have, wanted),
        share("acc161_of_found", near, found),
        share("acc161_of_all", near, wanted),
    ]
