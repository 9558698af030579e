"""Words as joining compares them: stems of what carries meaning, each with a weight for how rare it is."""

import re

from dateline.lexicon.word_weights import WordWeights, folded

WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)?")


def stems(text: str, weights: WordWeights) -> list[str]:
    """The stems of a text in order; words without weight are left out."""
    known, rare, stem = weights.known, weights.rare, weights.stem
    return [cut for cut in map(stem, WORD.findall(folded(text))) if known.get(cut, rare) > 0]


def every_stem(text: str, weights: WordWeights) -> list[str]:
    """The stems of a text in order, common words among them."""
    return [weights.stem(word) for word in WORD.findall(folded(text))]
