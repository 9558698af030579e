"""What statements can be about, compiled: `matters.yaml`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from dateline.errors import BadLexicon
from dateline.lexicon.load import table

Kind = Literal["count", "share", "state"]
First = Literal["level", "sum"]
State = Literal["begun", "stopped"]
REQUIRED = frozenset({"source", "kind", "ask", "matches", "rejects"})
FIELDS = REQUIRED | {
    "roles",
    "units",
    "words",
    "nouns",
    "near_nouns",
    "begun",
    "stopped",
    "with_truce",
    "first",
    "near",
}
SHORTEST, LONGEST = 3, 40  # letters before a "*"


@dataclass(frozen=True, slots=True)
class Matter:
    """One entry. `first`: of numbers, whether they tell a level or a sum; `near`: what differs in scope from it."""

    name: str
    kind: Kind
    first: First | None
    units: frozenset[str]
    near: frozenset[str]
    has_nouns: bool
    ask: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Words of a matter, from the first to one past the last. `group`: in which list of the entry they stand."""

    matter: str
    group: str
    first: int
    last: int


Phrase = tuple[tuple[str, ...], str, str]  # its words, its matter, the group of the entry in which it stands


@dataclass(frozen=True, slots=True)
class Matters:
    """Every matter by name. opening: the phrases that can begin with a word, each with its matter and group."""

    by_name: dict[str, Matter]
    of_role: dict[str, str]
    opening: Callable[[str], tuple[Phrase, ...]]

    def see(self, words: Sequence[str]) -> tuple[Seen, ...]:
        """Every phrase of every matter in a row of folded words, in their order. Linear in the number of words."""
        found: list[Seen] = []
        opening = self.opening
        for i, word in enumerate(words):
            for phrase, matter, group in opening(word):
                last = i + len(phrase)
                if last <= len(words) and all(map(_fits, phrase, words[i:last])):
                    found.append(Seen(matter, group, i, last))
        return tuple(found)


def _beginnings(word: str) -> tuple[str, ...]:
    """The word, and all that it begins with, with a "*"."""
    return (word, *(f"{word[:n]}*" for n in range(SHORTEST, min(len(word), LONGEST) + 1)))


@cache
def load() -> Matters:
    """The compiled `matters.yaml`. Raises BadLexicon."""
    entries = table("matters")
    by_name, of_role = {}, {}
    phrases: dict[str, list[Phrase]] = {}
    for name, entry in entries.items():
        by_name[name] = _matter(name, entry, entries)
        of_role.update(dict.fromkeys(entry.get("roles", ()), name))
        for group in ("words", "nouns", "near_nouns", "begun", "stopped", "with_truce"):
            for phrase in entry.get(group, ()):
                words = tuple(str(phrase).split())
                phrases.setdefault(words[0], []).append((words, name, group))

    @lru_cache(maxsize=32768)
    def opening(word: str) -> tuple[Phrase, ...]:
        return tuple(found for first in _beginnings(word) for found in phrases.get(first, ()))

    return Matters(by_name, of_role, opening)


def _matter(name: str, entry: dict[str, Any], entries: dict[str, Any]) -> Matter:
    wrong = REQUIRED - set(entry) | set(entry) - FIELDS | set(entry.get("near", ())) - set(entries)
    if wrong:
        raise BadLexicon(f"matters.yaml: {name} misses or does not know {sorted(wrong)}", "mend that entry")
    return Matter(
        name, entry["kind"], entry.get("first"), frozenset(entry.get("units", ())), frozenset(entry.get("near", ())),
        bool(entry.get("nouns")), entry["ask"],
    )  # fmt: skip


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else pattern == word
