"""How much a shared word tells of two texts (word_weights.yaml, by quality/word_weights.py), and word stems."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.errors import BadLexicon
from dateline.lexicon.load import table

ENDINGS = (
    "izations", "ization", "ations", "ation", "ements", "ement", "ments", "ment", "ions", "ion", "ings", "ing", "edly",
    "ers", "ies", "ied", "ed", "er", "es", "ly", "s", "e", "y",
)  # fmt: skip
SHORTEST = 3  # letters that a stem keeps
AFTER_APOSTROPHE = re.compile(r"['\u2019].*")


@dataclass(frozen=True, slots=True, eq=False)
class WordWeights:
    """`known`: stem -> weight, the commonest 0; `rare`: the weight of all others; `irregular`: word -> stem. Made once,
    and the same only as itself."""

    known: Mapping[str, float]
    irregular: Mapping[str, str]
    rare: float

    def of(self, stem: str) -> float:
        return self.known.get(stem, self.rare)

    def stem(self, word: str) -> str:
        """The stem of a folded word, irregular forms under one of them."""
        return self.irregular.get(word) or stem(word)


@cache
def load() -> WordWeights:
    """The table. Raises BadLexicon when a stem stands in two bands."""
    data = table("word_weights")
    known: dict[str, float] = {}
    for band in data["bands"]:
        for listed in str(band["stems"]).split():
            if listed in known:
                raise BadLexicon(f"word_weights.yaml: {listed!r} stands in two bands", "make the table again")
            known[listed] = float(band["weight"])
    known |= dict.fromkeys(str(data["nothing"]).split(), 0.0)
    irregular = {form: listed for listed, forms in data["irregular"].items() for form in str(forms).split()}
    return WordWeights(known, irregular, float(data["rare"]))


def folded(text: str) -> str:
    """In lower case, without accents."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without its ending: "shelling", "shelled" and "shells" are "shel". Crude, for comparing only."""
    word = AFTER_APOSTROPHE.sub("", word)
    if len(word) <= SHORTEST or word.isdigit():
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word[: -len(ending)]
            break
    if len(word) > SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    return word
