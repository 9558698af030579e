"""Which time and place govern a word: by syntax first, then the sentence. Shared by claims, quantities and events."""

from collections.abc import Sequence

from dateline.language.grammar import clause_of
from dateline.language.parse import Parse
from dateline.records import Place, TimeExpression, Where


def governing_time(parse: Parse, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """The dated expression in the clause of token i; None when that clause names no day."""
    clause = clause_of(parse, i)
    start, end = parse.slice(parse.left[clause], parse.right[clause])
    inside = [t for t in times if start <= t.start and t.end <= end and t.time_kind in ("date", "interval", "vague")]
    at = parse.start[i]
    return min(inside, key=lambda t: abs(t.start - at), default=None)


def governing_place(parse: Parse, places: Sequence[Place], i: int) -> Where | None:
    """The place named in the clause of token i, nearest first; None when the clause names none."""
    clause = clause_of(parse, i)
    start, end = parse.slice(parse.left[clause], parse.right[clause])
    at = parse.start[i]
    inside = [p for p in places if start <= p.start and p.end <= end]
    nearest = min(inside, key=lambda p: abs(p.start - at), default=None)
    return None if nearest is None else where(nearest)


def where(place: Place) -> Where:
    """A place row without its words."""
    return Where(
        place.id, place.name, place.geonameid, place.lat, place.lon, place.country, place.admin1, place.feature,
        place.precision_m,
    )  # fmt: skip
