"""Words around names that tell whether the name is a place, and which one."""

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.load import table

GENERIC = ("settlements", "divisions", "waters", "lands", "facilities", "directions", "titles", "organisations")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Groups of words in lower case; place_words.yaml says what each is for."""

    settlements: frozenset[str]
    divisions: frozenset[str]
    parts: frozenset[str]
    waters: frozenset[str]
    lands: frozenset[str]
    facilities: frozenset[str]
    directions: frozenset[str]
    borders: frozenset[str]
    leading: frozenset[str]
    taken: frozenset[str]
    struck: frozenset[str]
    happens: frozenset[str]
    titles: frozenset[str]
    person_verbs: frozenset[str]
    organisations: frozenset[str]
    public_bodies: frozenset[str]
    not_places: frozenset[str]
    calendar: frozenset[str]
    longer_names: frozenset[str]
    generic: frozenset[
        str
    ]  # alone they name no place: "University", "Lake", "Governor"; gathered from the other groups

    def longer(self, text: str) -> list[tuple[int, int]]:
        """Where in a text names of something else stand that contain a place, as code points, in reading order."""
        names, folded = _folded(self.longer_names), _fold(text)
        if not any(name in folded for name in names):  # in a fifth of the time of looking for all of them by pattern
            return []
        return [match.span() for match in _pattern(self.longer_names).finditer(text)]

    def classes(self, noun: str) -> str:
        """GeoNames feature classes that a noun stands for: "city" gives "P", "province" "A"; "" for another noun."""
        noun = noun.lower()
        found = "P" * (noun in self.settlements) + "A" * (noun in self.divisions) + "H" * (noun in self.waters)
        return found + "TL" * (noun in self.lands)


def _fold(text: str) -> str:
    """One form of all that is the same letter for a pattern that does not ask for case."""
    return text.replace("\u0130", "i").replace("\u0131", "i").casefold()


@cache
def _folded(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(map(_fold, names)))


@cache
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n)))) + r")\b", re.I)


def load() -> PlaceWords:
    """place_words.yaml. Raises BadLexicon for a group that no rule asks for, or that lacks words, source or proof."""
    groups: dict[str, Any] = table("place_words")
    known = {field.name for field in fields(PlaceWords)} - {"generic"}
    if set(groups) != known:
        wrong = sorted(set(groups) ^ known)
        raise BadLexicon(f"place_words.yaml: groups {wrong} are missing or unknown", "mend the names")
    for name, group in groups.items():
        if set(group) != {"source", "words", "matches", "rejects"}:
            raise BadLexicon(f"place_words.yaml: {name} has fields {sorted(group)}", "see the other groups")
    words = {name: frozenset(str(word).lower() for word in group["words"]) for name, group in groups.items()}
    return PlaceWords(**words, generic=frozenset().union(*(words[name] for name in GENERIC)))
