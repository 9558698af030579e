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
LEAST_NOUN = -0.3  # a noun outside of all groups is looked at when training found more for it than this


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
class Weights:
    """What training learnt, in log odds: keys of reading/claims -> weight.

    extent: does a phrase still belong to the content? pick: which of a cue's candidates is meant? accept: is it an
    attribution at all? beside: and when what stands around it is seen too? `threshold`: the sum of the last two from
    which on it is one.
    """

    extent: Mapping[str, float]
    pick: Mapping[str, float]
    accept: Mapping[str, float]
    beside: Mapping[str, float]
    threshold: float


@dataclass(frozen=True, slots=True)
class Cues:
    """The attribution lexicon, compiled. Words are lemmas in lower case; a particle is joined by "_"."""

    groups: Mapping[str, Group]
    groups_of: Mapping[tuple[str, str], tuple[str, ...]]  # ("verbs", "say") -> ("say",)
    documents: frozenset[str]
    roles: frozenset[str]
    spokesmen: frozenset[str]
    hearsay: frozenset[str]
    answering: frozenset[str]  # verbs whose object is what others said
    cited: frozenset[str]  # nouns of those whom one cites, besides names and offices
    counting: frozenset[str]  # verbs of giving a number: put the toll at nine
    outlets: frozenset[str]
    receive: frozenset[str]
    occasions: frozenset[str]  # at which something is said: in a call, at a briefing
    viewpoints: frozenset[str]  # nouns that make what is beside them somebody's: in the view of, by the count of
    relayed: frozenset[str]  # verbs of one who hands on what another said
    handled: frozenset[str]  # verbs of an outlet that got hold of a document or carried it
    behalf: frozenset[str]  # nouns of "on behalf of the families"
    naming: frozenset[str]  # words by which somebody tells his name
    findings: frozenset[str]  # documents that tell what was counted or asked: in the latest survey, ...
    helping: frozenset[str]  # verbs of support that are deeds when done to ...
    armed: frozenset[str]  # ... these
    weights: Weights
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
    nouns |= {key[5:] for key, weight in weights.accept.items() if key.startswith("noun=") and weight > LEAST_NOUN}
    lists = {
        name: frozenset(raw[name])
        for name in (
            "documents",
            "roles",
            "spokesmen",
            "hearsay",
            "answering",
            "cited",
            "counting",
            "outlets",
            "receive",
            "occasions",
            "viewpoints",
            "relayed",
            "handled",
            "behalf",
            "naming",
            "findings",
            "helping",
            "armed",
        )
    }
    return Cues(groups, groups_of, **lists, weights=weights, nouns=frozenset(nouns))


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


def _weights() -> Weights:
    """The table that `quality/train_claims.py` writes: model, tab, key, tab, weight; lines with # are comment."""
    text = files("dateline.lexicon").joinpath(WEIGHTS).read_text(encoding="utf-8")
    models: dict[str, dict[str, float]] = {"extent": {}, "pick": {}, "accept": {}, "beside": {}}
    threshold = 0.0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        try:
            model, key, weight = line.split("\t")
            if model == "threshold":
                threshold = float(weight)
            else:
                models[model][key] = float(weight)
        except (ValueError, KeyError) as problem:
            raise BadLexicon(
                f"lexicon/{WEIGHTS}, line {number}: {problem}", "make it again with `make train`"
            ) from problem
    return Weights(**models, threshold=threshold)
