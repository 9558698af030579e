"""The words that say how a truce, a front, an evacuation or a round of talks stands, compiled from state_words.yaml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.load import table

PROOF = frozenset({"source", "matter", "state", "matches", "rejects"})
WORDS = frozenset({"does", "done", "is", "nouns"})  # how words can stand to the matter


@dataclass(frozen=True, slots=True)
class StateWord:
    """One word, or a word and those that must follow it, and the state it tells. `group`: where it is listed."""

    word: str
    rest: tuple[str, ...]
    state: str
    group: str
    mediates: bool = False


Book = Mapping[str, tuple[StateWord, ...]]  # first word -> entries, the longest first


@dataclass(frozen=True, slots=True)
class Standing:
    """The words about one matter, by how they stand to it (see state_words.yaml)."""

    does: Book
    done: Book
    complement: Book  # `is`
    nouns: Book


@dataclass(frozen=True, slots=True)
class StateWords:
    """matters: by name; operation: the displacement words about the operation itself; lists: "group/key" -> words."""

    truce: Standing
    moves: Standing
    operation: Standing
    talks: Standing
    lists: Mapping[str, frozenset[str]]
    classes: Mapping[str, Mapping[str, frozenset[str]]]  # "purposes" -> "humanitarian" -> words
    held: Mapping[str, str]  # verbs of holding, taking, losing a place: lemma -> state
    proofs: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...]  # group, matter, state, matches, rejects

    def of(self, path: str) -> frozenset[str]:
        """The words of a list: "truce nouns/nouns"."""
        return self.lists[path]


@cache
def load() -> StateWords:
    """Reads state_words.yaml. Raises BadLexicon when a group lacks its source or proof."""
    return compiled(table("state_words"))


def compiled(groups: Mapping[str, Mapping[str, Any]]) -> StateWords:
    """The lexicon out of its groups. Raises BadLexicon."""
    for name, group in groups.items():
        if missing := PROOF - set(group):
            raise BadLexicon(
                f"lexicon/state_words.yaml: group {name!r} has no {sorted(missing)}", "add it to the group"
            )
        if odd := [
            word for words in group.values() if isinstance(words, list) for word in words if not isinstance(word, str)
        ]:
            raise BadLexicon(f"lexicon/state_words.yaml: group {name!r} lists {odd}, no words", "put them in quotes")
        if both := set(group["matches"]) & set(group["rejects"]):
            raise BadLexicon(f"lexicon/state_words.yaml: group {name!r} both matches and rejects {both}", "decide")
    lists = {
        f"{name}/{key}": frozenset(map(str, words))
        for name, group in groups.items()
        for key, words in group.items()
        if isinstance(words, list) and key not in ("matches", "rejects")
    }
    truce = [name for name, group in groups.items() if group["matter"] == "ceasefire" and name != "truce nouns"]
    talks = [name for name in groups if name.startswith("talks ") and name != "talks nouns"]
    return StateWords(
        truce=_standing(groups, truce),
        moves=_standing(groups, ("fled", "evacuated", "to be evacuated", "remaining")),
        operation=_standing(groups, [name for name in groups if name.startswith("operation ")]),
        talks=_standing(groups, talks),
        lists=lists,
        classes={
            name: {kind: frozenset(words) for kind, words in group["words"].items()}
            for name, group in groups.items()
            if isinstance(group.get("words"), dict)
        },
        held={verb: str(groups[name]["state"]) for name in ("holds", "took", "lost") for verb in groups[name]["verbs"]},
        proofs=tuple(
            (name, str(g["matter"]), str(g["state"]), tuple(g["matches"]), tuple(g["rejects"]))
            for name, g in groups.items()
        ),
    )


def _standing(groups: Mapping[str, Mapping[str, Any]], names: Iterable[str]) -> Standing:
    names = list(names)
    does, done, complement, nouns = (
        _book((word, name, groups[name]) for name in names for word in groups[name].get(key, ()))
        for key in ("does", "done", "is", "nouns")
    )
    return Standing(does, done, complement, nouns)


def _book(entries: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Book:
    found: dict[str, list[StateWord]] = {}
    for text, name, group in entries:
        first, *rest = text.split()
        entry = StateWord(first, tuple(rest), str(group["state"]), name, bool(group.get("mediates")))
        found.setdefault(first, []).append(entry)
    return {word: tuple(sorted(entries, key=lambda e: (-len(e.rest), e.group))) for word, entries in found.items()}
