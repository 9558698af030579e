"""PLOVER's types, compiled: what each means on the scales, what operators make of it, and the words of the contexts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.load import table
from dateline.records import Quad


@dataclass(frozen=True, slots=True)
class EventType:
    """One type. goldstein: -10 (conflict) to +10 (cooperation). quad None: on neither side."""

    name: str
    means: str
    quad: Quad | None
    goldstein: float | None
    modes: tuple[str, ...]

    @property
    def side(self) -> str:
        """ "cooperation", "conflict" or ""."""
        return (self.quad or "").partition("_")[2]


@dataclass(frozen=True, slots=True)
class Plover:
    """types by name; becomes["future"]["AID"] == "AGREE"; contexts: lemma -> the contexts it tells, in file order."""

    types: Mapping[str, EventType]
    becomes: Mapping[str, Mapping[str, str]]
    contexts: Mapping[str, tuple[str, ...]]  # of one word or of two ("chemical weapon"), in lower case
    content_modes: Mapping[str, Mapping[str, str]]  # "THREATEN" -> {"ASSAULT": "violence", "COERCE/arrest": "arrest"}
    weapons: Mapping[str, frozenset[str]]  # mode of ASSAULT -> the words for what is used
    in_names: frozenset[str]  # words that tell a context inside of a name, too ("the Senate")
    pair_starts: frozenset[str]  # first words of the contexts' pairs

    def mode_for(self, kind: str, content: str, mode: str | None) -> str | None:
        """How a demand, refusal or threat is told by what is asked, refused or threatened; None: it does not say."""
        known = self.content_modes.get(kind, {})
        return known.get(f"{content}/{mode}") or known.get(content)


@cache
def load() -> Plover:
    """`lexicon/plover.yaml`. Raises BadLexicon."""
    return compile_plover(table("plover"))


def compile_plover(content: Mapping[str, Any]) -> Plover:
    """The compiled form of the parsed YAML. Raises BadLexicon for a type that nobody defined."""
    types = {
        name: EventType(name, entry["means"], entry["quad"], entry["goldstein"], tuple(entry["modes"]))
        for name, entry in content["types"].items()
    }
    for change, pairs in content["becomes"].items():
        for name in (*pairs, *pairs.values()):
            if name not in types:
                raise BadLexicon(f"lexicon/plover.yaml: becomes/{change} names {name!r}", f"use one of {sorted(types)}")
    for kind, told in content["content_modes"].items():
        for name, mode in told.items():
            if name.partition("/")[0] not in types or mode not in types[kind].modes:
                raise BadLexicon(f"lexicon/plover.yaml: content_modes/{kind} has {name}: {mode}", "use known modes")
    weapons = {mode: frozenset(words) for mode, words in content["weapons"].items()}
    if unknown := sorted(set(weapons) - set(types["ASSAULT"].modes)):
        raise BadLexicon(f"lexicon/plover.yaml: weapons names {unknown[0]!r}", "use a mode of ASSAULT")
    contexts: dict[str, list[str]] = {}
    for context, words in content["contexts"].items():
        for word in words:
            contexts.setdefault(word, []).append(context)
    return Plover(types, content["becomes"], {word: tuple(found) for word, found in contexts.items()},
                  content["content_modes"], weapons, frozenset(content["in_names"]),
                  frozenset(word.partition(" ")[0] for word in contexts if " " in word))  # fmt: skip
