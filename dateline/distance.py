"""How far it is from one point of the Earth to another."""

from math import asin, cos, radians, sin, sqrt


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres, degrees in. Source: the haversine formula, mean radius 6,371 km."""
    one, two = radians(lat), radians(other_lat)
    half = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * sin(radians(other_lon - lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))
