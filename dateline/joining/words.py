"""Words as joining compares them: stems of what carries meaning, each with a weight for how rare it is."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache

from dateline.lexicon.word_weights import WordWeights, folded

WORD = re.compile(r"(?i:cease[- ]fires?\b)|[^\W_]+(?:['\u2019][^\W\d_]+)?")
JOINTS = re.compile("[- ]")


def stem_of(word: str, weights: WordWeights) -> str:
    """Of a word as `WORD` finds it: "cease-fire" is "ceasefire"."""
    return _stem_of(weights)(folded(word))


@lru_cache(maxsize=4)
def _stem_of(weights: WordWeights) -> Callable[[str], str]:
    def cut(word: str) -> str:
        return weights.stem(JOINTS.sub("", word))

    return lru_cache(maxsize=100_000)(cut)


def stems(text: str, weights: WordWeights) -> list[str]:
    """The stems of a text in order; words without weight are left out."""
    known, rare = weights.known, weights.rare
    return [cut for cut in map(_stem_of(weights), WORD.findall(folded(text))) if known.get(cut, rare) > 0]


@lru_cache(maxsize=256)
def stem_counts(text: str, weights: WordWeights) -> Mapping[str, int]:
    """How often a text has each stem, in their order. Of a report it is asked more than once."""
    return Counter(stems(text, weights))


def every_stem(text: str, weights: WordWeights) -> list[str]:
    """The stems of a text in order, common words among them."""
    return [*map(_stem_of(weights), WORD.findall(folded(text)))]
