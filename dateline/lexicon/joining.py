"""What each difference or likeness of two tellings counts (joining.yaml), and how `why` says it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from dateline.errors import BadLexicon
from dateline.lexicon import word_weights
from dateline.lexicon.load import table


@dataclass(frozen=True, slots=True)
class JoiningWeights:
    """weights: level -> log odds; says: level -> sentence; link, merge: the scores that make one event, one group."""

    weights: Mapping[str, float]
    says: Mapping[str, str]
    bias: float
    link: float
    merge: float
    story_bias: float
    story_merge: float
    meanings: Mapping[str, tuple[str, ...]]  # stem -> the meanings it can have
    deals: frozenset[str] = frozenset()  # stems of nouns for what sides agree on
    acts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # "TYPE/mode" or "TYPE:entry" -> meanings
    arms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # stem -> what an attack was made with
    blows: frozenset[str] = frozenset()  # stems of nouns for an attack

    def score(self, levels: Iterable[str]) -> float:
        weights = self.weights
        return self.bias + sum([weights[level] for level in levels])


@cache
def load() -> JoiningWeights:
    """`lexicon/joining.yaml`. Raises BadLexicon for a level without a sentence."""
    data = table("joining")
    levels = data["levels"]
    for name, entry in levels.items():
        if set(entry) != {"prior", "weight", "says"} or "." not in name:
            raise BadLexicon(f"joining.yaml: {name} has {sorted(entry)}", "give it prior, weight and says")
    return JoiningWeights(
        {name: float(entry["weight"]) for name, entry in levels.items()},
        {name: str(entry["says"]) for name, entry in levels.items()},
        float(data["bias"]["weight"]), float(data["link"]), float(data["merge"]),
        float(data["story_bias"]), float(data["story_merge"]), _by_stem(data["meanings"]),
        _stems(data["deals"]), _by_act(data["acts"]), _by_stem(data["arms"]), _stems(data["blows"]),
    )  # fmt: skip


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(word_weights.load().stem, words.split()))


def _by_act(acts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for meaning in sorted(acts):
        for act in acts[meaning].split():
            found[act] = (*found.get(act, ()), meaning)
    return found


def _by_stem(meanings: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    words = word_weights.load()
    found: dict[str, tuple[str, ...]] = {}
    for meaning in sorted(meanings):
        for stem in dict.fromkeys(map(words.stem, meanings[meaning].split())):
            found[stem] = (*found.get(stem, ()), meaning)
    return found
