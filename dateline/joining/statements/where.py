"""Which place a statement speaks of, and which part of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dateline.joining.statements.statement import Spot
from dateline.joining.statements.words import Tokens
from dateline.lexicon import countries
from dateline.lexicon.phrases import fold
from dateline.lexicon.scopes import Scopes
from dateline.records import Place, Where

BROAD = ("PCL", "CONT", "OCN", "SEA")  # GeoNames features: countries and more


def spot(place: Place | Where, scopes: Scopes) -> Spot | None:
    """None for a place without a name."""
    return _spot(place.name, place.country, place.admin1, place.feature, scopes) if place.name else None


@lru_cache(maxsize=16_384)
def _spot(name: str, country: str | None, admin1: str | None, feature: str | None, scopes: Scopes) -> Spot:
    broad = (feature or "").startswith(BROAD)
    inside = bare(admin1, scopes) if admin1 and not broad else None
    return Spot(bare(name, scopes) or fold(name), name, country, inside, broad)


def bare(name: str, scopes: Scopes) -> str:
    """A name without direction and kind: "east of Aleppo", "Eastern Aleppo" and "Aleppo Governorate" are "aleppo"."""
    words = fold(name).replace("-", " ").split()
    return " ".join(w for w in words if w not in scopes.place_kinds and w not in scopes.parts)


def spots(places: Iterable[Place | Where], scopes: Scopes) -> tuple[Spot, ...]:
    """Each place once, in their order."""
    found: dict[str, Spot] = {}
    for place in places:
        one = spot(place, scopes)
        if one is not None:
            found.setdefault(one.key, one)
    return tuple(found.values())


def main_spot(places: Sequence[Place], scopes: Scopes) -> tuple[Spot, ...]:
    """The place that a report names most often, countries aside; of equals the larger, then the first. () for none.
    One that no table knows only when there are no others: it may be a part of any."""
    places = [place for place in places if place.lat is not None] or places
    named = [one for one in (spot(p, scopes) for p in places) if one is not None and not one.broad]
    if not named:
        return ()
    count = Counter(one.key for one in named)
    size = {bare(p.name or "", scopes): p.precision_m or 0 for p in places if not (p.feature or "").startswith("ADM")}
    return (max(named, key=lambda one: (count[one.key], size.get(one.key, 0))),)


def capital_spot(places: Sequence[Place], scopes: Scopes) -> Spot | None:
    """The capital of the land in which most places of a report lie, where the report names it; of several such lands
    none."""
    first = Counter(place.country for place in places if place.country).most_common(2)
    land = first[0][0] if first else ""
    known = countries.load().by_code.get(land)
    if known is None or (len(first) == 2 and first[0][1] == first[1][1]):
        return None
    towns = {fold(name) for name in known.all_capitals}
    named = (one for one in (spot(p, scopes) for p in places) if one is not None)
    return next((one for one in named if one.key in towns and one.country == land), None)


def parts(words: Tokens, inside: range, places: frozenset[int], scopes: Scopes) -> tuple[str, ...]:
    """Which part of its places a stretch of words speaks of, sorted; "whole" when it says all of it.

    places: indices of the words that name places.
    """
    found = set()
    telling = _telling(scopes)
    for i in inside:
        word = words.words[i]
        if word not in telling:
            continue
        after = words.words[i + 1] if i + 1 < len(words.words) else ""
        double = scopes.parts.get(f"{word}-{after}")
        last = i + 1 if double else i
        part = double or scopes.parts.get(word)
        if part and _of_a_place(words, last, places, scopes):
            found.add(part)
        if word in scopes.wholes and (_of_a_place(words, i, places, scopes) or after in ("of", "the", "control")):
            found.add("whole")
    if any("-" in part for part in found):  # "north-east" is neither north nor east
        found -= {"north", "south", "east", "west"}
    return tuple(sorted(found))


@lru_cache(maxsize=4)
def _telling(scopes: Scopes) -> frozenset[str]:
    """Words that a part of a place, or the whole of it, can begin with."""
    return frozenset((*scopes.parts, *(part.partition("-")[0] for part in scopes.parts), *scopes.wholes))


def _of_a_place(words: Tokens, i: int, places: frozenset[int], scopes: Scopes) -> bool:
    if i + 1 >= len(words.words):
        return False
    if i + 1 in places:
        return True
    return words.words[i + 1] in scopes.subplaces and not (words.words[i + 1] == "of" and _outside(words, i))


def _outside(words: Tokens, i: int) -> bool:
    """ "camps west of the city" are not in it; "in the west of the city" is."""
    return i == 0 or words.words[i - 1] != "the"


def shared_spots(a: Sequence[Spot], b: Sequence[Spot]) -> tuple[Spot, ...]:
    """Places that both name, in the order of `a`; countries only when one of them names nothing nearer."""
    keys = {one.key for one in b}
    both = tuple(one for one in a if one.key in keys)
    near = tuple(one for one in both if not one.broad)
    if near:
        return near
    narrow_a, narrow_b = any(not s.broad for s in a), any(not s.broad for s in b)
    return () if narrow_a and narrow_b else both


def contains(big: Spot, small: Spot) -> bool:
    """Whether one place is a province or country that the other lies in."""
    if big.key == small.key:
        return False
    return big.key == small.inside or (
        big.broad and not small.broad and big.country is not None and big.country == small.country
    )
