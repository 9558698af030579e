"""Cues: the words of attribution, their groups, and the weights by which a candidate is judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, cast, get_args

from dateline.errors import BadLexicon
from dateline.lexicon.load import table
from dateline.records import Manner, Stance

PARTS_OF_SPEECH = ("verbs", "nouns", "adjectives")
WEIGHTS = "claim_weights.tsv"


@dataclass(frozen=True, slots=True)
class Group:
    """Cue words that mean alike; `matches` and `rejects` are its proof."""

    name: str
    stance: Stance
    manner: Manner | None
    source: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The attribution lexicon, compiled. Words are lemmas in lower case; a particle is joined by "_"."""

    groups: Mapping[str, Group]
    groups_of: Mapping[tuple[str, str], tuple[str, ...]]  # ("verbs", "say") -> ("say",)
    documents: frozenset[str]
    roles: frozenset[str]
    spokesmen: frozenset[str]
    hearsay: frozenset[str]
    outlets: frozenset[str]
    weights: Mapping[str, float]  # feature of a candidate -> its weight (log odds)
    nouns: frozenset[str]  # nouns that may be cues: those of the groups and those that have a weight

    def group(self, part: str, lemma: str) -> Group | None:
        """The first group that lists the word, in the lexicon's order."""
        names = self.groups_of.get((part, lemma))
        return self.groups[names[0]] if names else None


def load() -> Cues:
    """Raises BadLexicon."""
    raw = table("cues")
    groups = {name: _group(name, entry) for name, entry in raw["words"].items()}
    groups_of: dict[tuple[str, str], tuple[str, ...]] = {}
    for name, entry in raw["words"].items():
        for part in PARTS_OF_SPEECH:
            for word in entry.get(part, ()):
                known = groups_of.get((part, word), ())
                if name not in known:
                    groups_of[part, word] = (*known, name)
    weights = _weights()
    nouns = {word for part, word in groups_of if part == "nouns"}
    nouns |= {name[5:] for name in weights if name.startswith("noun=")}
    return Cues(
        groups, groups_of, *(frozenset(raw[k]) for k in ("documents", "roles", "spokesmen", "hearsay", "outlets")),
        weights, frozenset(nouns),
    )  # fmt: skip


def _group(name: str, entry: dict[str, Any]) -> Group:
    stance, manner = entry.get("stance"), entry.get("manner")
    if stance not in get_args(Stance):
        raise BadLexicon(f"lexicon/cues.yaml: group {name!r} has stance {stance!r}", f"use one of {get_args(Stance)}")
    if manner is not None and manner not in get_args(Manner):
        raise BadLexicon(f"lexicon/cues.yaml: group {name!r} has manner {manner!r}", f"use one of {get_args(Manner)}")
    return Group(
        name, cast(Stance, stance), cast(Manner | None, manner), entry["source"],
        tuple(entry["matches"]), tuple(entry["rejects"]),
    )  # fmt: skip


def _weights() -> dict[str, float]:
    """The table that `quality/train_claims.py` writes: feature, tab, weight; lines with # are comment."""
    text = files("dateline.lexicon").joinpath(WEIGHTS).read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    try:
        return {feature: float(weight) for feature, weight in pairs}
    except ValueError as problem:
        raise BadLexicon(f"lexicon/{WEIGHTS} cannot be read: {problem}", "make it again with `make train`") from problem
