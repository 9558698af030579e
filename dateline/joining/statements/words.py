"""Words of a text: where they stand, what they are made of, and which of them carry meaning."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.lexicon.phrases import fold

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?")
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text, folded, and where they stand: words[i] is text[starts[i]:ends[i]]."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def between(self, start: int, end: int) -> range:
        """Indices of the words that begin in start..end."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


def tokens(text: str) -> Tokens:
    """Hyphens and possessive 's divide words; "don't" is one."""
    if text.isascii():
        low = text.lower()
        spans = [m.span() for m in _TOKEN.finditer(low)]
        return Tokens(tuple([low[s:e] for s, e in spans]), tuple([s for s, _ in spans]), tuple([e for _, e in spans]))
    found = [(fold(m[0]).replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    return Tokens(tuple(w for w, _, _ in found), tuple(s for _, s, _ in found), tuple(e for _, _, e in found))


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """A word without its regular endings: "claims", "claimed" and "claiming" become one. Rough on purpose."""
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("ly", ""), ("es", "e"), ("s", "")):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and _VOWELS.intersection(base) and not (ending == "s" and base[-1] in "su"):
            word = base + put
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word


def stems(words: Iterable[str], stop_words: frozenset[str], alike: Mapping[str, str]) -> tuple[str | None, ...]:
    """The stem of each word that carries meaning, or of the one that stands for it. Not of numbers: they are compared
    as numbers. alike: words -> what they are compared as."""
    return tuple(None if w in stop_words or w[0].isdigit() or len(w) == 1 else stem(alike.get(w, w)) for w in words)


def phrase_ends(words: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> list[int]:
    """Indices of the words behind each place at which one of the phrases stands."""
    return [i + len(some) for some in phrases for i in range(len(words)) if tuple(words[i : i + len(some)]) == some]


def alike(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, float, tuple[str, ...]]:
    """Shared stems over all stems of both, over those of the shorter one, and the shared stems themselves."""
    shared = tuple(sorted(set(a) & set(b)))
    if not shared:
        return 0.0, 0.0, ()
    return len(shared) / (len(a) + len(b) - len(shared)), len(shared) / min(len(a), len(b)), shared
