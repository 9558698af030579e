"""Countries and territories: names, demonyms, capitals, and where they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dateline.errors import BadLexicon
from dateline.lexicon import metonyms
from dateline.lexicon.load import table
from dateline.lexicon.metonyms import SeatWords

Standing = Literal["state", "territory", "disputed", "former"]
FIELDS = {
    "code", "iso2", "name", "names", "adjectives", "people", "capital", "capital_names", "seats", "status", "apart",
    "within", "lat", "lon", "radius_km", "geonameid", "source",
}  # fmt: skip
INSTITUTIONS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
NO_WORDS = SeatWords()


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory. See countries.yaml for what each field means."""

    code: str
    name: str
    lat: float
    lon: float
    radius_km: int
    source: str
    iso2: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: str | None = None
    capital_names: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    status: Standing = "state"
    apart: bool = False
    within: str | None = None
    geonameid: int | None = None

    @property
    def iso(self) -> str:
        """The alpha-3 code of ISO 3166-1 that this land is counted to: its own, or that of the state it is within."""
        return self.within or self.code

    def sector(self, said: str) -> str:
        """The PLOVER sector of its institutions, which are the state's own unless the land is apart from it."""
        return "REB" if self.apart and said in INSTITUTIONS else said

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.name, *self.names)

    @property
    def all_capitals(self) -> tuple[str, ...]:
        """Every city name that can stand for the government."""
        return (*((self.capital,) if self.capital else ()), *self.capital_names, *self.seats)


@dataclass(frozen=True, slots=True)
class Countries:
    """All countries, and the way from a word to one. Words are written as `upright` gives them."""

    by_code: Mapping[str, Country]
    by_name: Mapping[str, str]  # "Turkey" -> "TUR"
    by_adjective: Mapping[str, str]  # "Turkish" -> "TUR"
    by_people: Mapping[str, str]  # "Turks" -> "TUR"
    by_capital: Mapping[str, str]  # "Ankara" -> "TUR", "The Hague" -> "NLD"
    seat_words: SeatWords  # when a capital means its government

    def named(self, words: str) -> str | None:
        """The code of the country that these words name ("the Netherlands", "Côte d’Ivoire")."""
        return self.by_name.get(upright(words))

    def demonym(self, word: str) -> str | None:
        """The code of the country that an adjective or a noun for its people means ("Turkish", "Turks")."""
        word = upright(word)
        return self.by_adjective.get(word) or self.by_people.get(word)

    def governed_from(self, city: str) -> str | None:
        """The code of the country whose government this city's name can stand for."""
        return self.by_capital.get(upright(city))


def upright(words: str) -> str:
    """A name as the tables write it: straight apostrophes, single spaces, no leading article."""
    words = " ".join(words.replace("’", "'").split())
    return words[4:] if words[:4] in ("the ", "The ") and words != "The Hague" else words


@cache
def load() -> Countries:
    """countries.yaml, checked and indexed. Raises BadLexicon."""
    return compiled(table("countries"), metonyms.load())


def compiled(rows: Iterable[dict[str, Any]], seat_words: SeatWords = NO_WORDS) -> Countries:
    """The rows as an index. Raises BadLexicon for a row that lacks a field, or a word that two rows claim."""
    by_code: dict[str, Country] = {}
    by_name: dict[str, str] = {}
    by_adjective: dict[str, str] = {}
    by_people: dict[str, str] = {}
    by_capital: dict[str, str] = {}
    for row in rows:
        country = _country(row)
        _claim(by_code, (country.code,), country, "code")
        _claim(by_name, country.all_names, country.code, "name")
        _claim(by_adjective, country.adjectives, country.code, "adjective")
        _claim(by_people, country.people, country.code, "word for people")
        if country.status in ("state", "disputed"):  # "Moscow" is Russia's today; "Douglas" is hardly the Isle of Man
            for city in country.all_capitals:
                by_capital.setdefault(upright(city), country.code)
    for city in [city for city in by_capital if city in by_name]:
        del by_capital[city]  # "Singapore" is the country already
    for country in by_code.values():
        if country.within and country.within not in by_code:
            raise BadLexicon(f"countries.yaml: {country.code} is within {country.within!r}, which is no row", "add it")
    return Countries(by_code, by_name, by_adjective, by_people, by_capital, seat_words)


def _country(row: dict[str, Any]) -> Country:
    unknown = set(row) - FIELDS
    missing = {"code", "name", "lat", "lon", "radius_km", "source"} - set(row)
    if unknown or missing:
        raise BadLexicon(
            f"countries.yaml: row {row.get('code')!r} has unknown fields {sorted(unknown)} and lacks {sorted(missing)}",
            f"known fields are {sorted(FIELDS)}",
        )
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Country(**values | {"lat": float(row["lat"]), "lon": float(row["lon"])})


def _claim(index: dict[str, Any], words: Iterable[str], value: Any, what: str) -> None:
    for word in words:
        word = upright(word)
        if index.setdefault(word, value) != value:
            other = index[word].code if isinstance(index[word], Country) else index[word]
            mine = value.code if isinstance(value, Country) else value
            raise BadLexicon(f"countries.yaml: the {what} {word!r} is claimed by {other} and {mine}", "keep one")
