"""All words that tell who somebody is, in one tree: actors we know, countries and their people, role words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.lexicon import actors, given_names, roles
from dateline.lexicon.actors import Actors, Alias, KnownActor
from dateline.lexicon.countries import Countries, Country
from dateline.lexicon.given_names import GivenNames
from dateline.lexicon.phrases import Phrases, pieces
from dateline.lexicon.roles import Role, Roles

CountryForm = Literal["name", "adjective", "people", "capital"]


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A word that means a country. `code`: of its row; `iso`: alpha-3 of the state that a territory is counted to."""

    country: Country
    form: CountryForm

    @property
    def code(self) -> str:
        return self.country.code

    @property
    def iso(self) -> str:
        return self.country.iso


Word = Alias | Role | CountryWord


@dataclass(frozen=True, slots=True)
class ActorWords:
    """What the stage for mentions knows about words."""

    phrases: Phrases[Word]
    actors: Actors
    roles: Roles
    countries: Countries
    given: GivenNames
    surnames: Mapping[str, tuple[KnownActor, ...]]  # folded last word of a person's name -> who bears it
    fighting: Mapping[str, int]  # country -> how many armed groups the table has there
    holders: Mapping[tuple[str, str], tuple[KnownActor, ...]]  # (country, office) -> who the table has had in it


def load(countries: Countries) -> ActorWords:
    """The three lexicons as one. Raises BadLexicon."""
    known, words = actors.load(), roles.load()
    entries: list[tuple[str, Word]] = [*known.aliases, *_country_words(countries), *words.phrases.entries]
    return ActorWords(
        Phrases(entries),
        known,
        words,
        countries,
        given_names.load(),
        _surnames(known),
        _fighting(known),
        _holders(known, words),
    )


def _country_words(countries: Countries) -> Iterator[tuple[str, Word]]:
    for country in countries.by_code.values():
        forms: dict[CountryForm, tuple[str, ...]] = {
            "name": country.all_names, "adjective": country.adjectives, "people": country.people,
        }  # fmt: skip
        for form, words in forms.items():
            for word in words:
                yield word, CountryWord(country, form)
    for city, code in countries.by_capital.items():
        yield city, CountryWord(countries.by_code[code], "capital")


def _fighting(known: Actors) -> dict[str, int]:
    return dict(Counter((a.code or ":").partition(":")[0] for a in known.rows if a.kind == "armed_group"))


def _surnames(known: Actors) -> dict[str, tuple[KnownActor, ...]]:
    found: dict[str, tuple[KnownActor, ...]] = {}
    for actor in known.rows:
        if actor.kind == "person":
            key = pieces(actor.name)[-1]
            found[key] = (*found.get(key, ()), actor)
    return found


def _holders(known: Actors, words: Roles) -> dict[tuple[str, str], tuple[KnownActor, ...]]:
    found: dict[tuple[str, str], tuple[KnownActor, ...]] = {}
    for actor in known.rows:
        for office in actor.offices:
            role = words.phrases.get(office.title)
            if role is not None:
                key = (office.code.partition(":")[0], role.same)
                if actor not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), actor)
    return found
