"""The rows of places.yaml, checked: a wrong one is refused with its name and what to write instead."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.countries import Countries
from dateline.lexicon.place_key import place_key

Row = Mapping[str, Any]
FIELDS = {
    "name", "aliases", "country", "feature", "lat", "lon", "precision_m", "admin1", "code", "geonameid", "source",
    "population",
}  # fmt: skip
NEEDED = {"name", "feature", "lat", "lon", "precision_m", "source"}
LONGEST = 60  # characters of a name that is looked for in a text
FEATURE = re.compile(r"[A-Z][A-Z0-9]{1,4}", re.ASCII)
WIDEST, FINEST = 10_000_000, 100  # metres


def checked(rows: Iterable[Row] | None, lands: Countries) -> list[Row]:
    """The rows. Raises BadLexicon, naming the row, for one that is incomplete, misplaced or claims a taken name."""
    good: list[Row] = []
    taken: dict[tuple[str, str | None, str], str] = {}
    for number, row in enumerate(rows or (), 1):
        if not isinstance(row, Mapping):
            raise BadLexicon(f"places.yaml: row {number} is {row!r}", "write {name: ..., feature: ..., ...}")
        _fields(row)
        _names(row)
        _position(row, lands)
        for name in {place_key(name) for name in _all_names(row)}:
            other = taken.setdefault((name, row.get("country"), row["feature"]), row["name"])
            if other != row["name"]:
                raise BadLexicon(f"places.yaml: {name!r} means both {other} and {row['name']}", "keep one")
        good.append(row)
    if not good:
        raise BadLexicon("places.yaml is empty", "restore its rows: nothing could be placed without them")
    return good


def _fields(row: Row) -> None:
    unknown, missing = sorted(set(row) - FIELDS), sorted(NEEDED - {key for key in row if row[key] is not None})
    if unknown or missing:
        what = f"places.yaml: row {row.get('name')!r} has unknown fields {unknown} and lacks {missing}"
        raise BadLexicon(what, f"known fields are {sorted(FIELDS)}")
    if not isinstance(row["source"], str) or not row["source"].strip():
        raise BadLexicon(
            f"places.yaml: {row['name']}: the source is empty", "say where the fact is from, or unverified"
        )


def _all_names(row: Row) -> tuple[Any, ...]:
    aliases = row.get("aliases") or []
    return (row["name"], *(aliases if isinstance(aliases, list) else [aliases]))


def _names(row: Row) -> None:
    for name in _all_names(row):
        if not isinstance(name, str):
            what = f"places.yaml: {row['name']!r}: YAML reads the name {name!r} as {type(name).__name__}"
            raise BadLexicon(what, 'put it in quotes: "NO", "On", "1070"')
        if not place_key(name):
            raise BadLexicon(f"places.yaml: {row['name']!r}: the name {name!r} is empty", "write it, or drop it")
        if len(name) > LONGEST:
            what = f"places.yaml: {name[:40]!r}… has {len(name)} characters"
            raise BadLexicon(what, f"names of up to {LONGEST} are looked for: shorten it")
        if odd := [c for c in name if not _is_latin(c)]:
            what = f"places.yaml: {name!r} holds {odd[0]!r} ({unicodedata.name(odd[0], 'no letter')})"
            raise BadLexicon(what, "reports are English: write the name in Latin letters, without marks of direction")


def _is_latin(char: str) -> bool:
    if char.isalpha():
        return unicodedata.name(char, "").startswith(("LATIN", "MODIFIER LETTER"))
    return unicodedata.category(char) not in ("Cf", "Cc", "Co", "Cn", "Zl", "Zp")


def _position(row: Row, lands: Countries) -> None:
    name = row["name"]
    if row.get("country") is not None and row["country"] not in lands.by_code:
        raise BadLexicon(f"places.yaml: {name}: country {row['country']!r} is unknown", "see countries.yaml")
    if not isinstance(row["feature"], str) or not FEATURE.fullmatch(row["feature"]):
        what = f"places.yaml: {name}: {row['feature']!r} is no feature code of GeoNames"
        raise BadLexicon(what, "write PPL, ADM1, RGN, STM, CMP, AIRB, ... as the other rows do")
    for field, most in (("lat", 90), ("lon", 180)):
        value = row[field]
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or abs(value) > most:
            raise BadLexicon(f"places.yaml: {name}: {field} is {value!r}", f"write degrees, -{most} to {most}")
    metres = row["precision_m"]
    if isinstance(metres, bool) or not isinstance(metres, int) or not FINEST <= metres <= WIDEST:
        what = f"places.yaml: {name}: precision_m is {metres!r}"
        raise BadLexicon(what, f"write whole metres, {FINEST} to {WIDEST}: a circle that covers the place")
