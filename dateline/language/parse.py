"""A parse is data: what the stages need of one report's grammar, in arrays, with nothing of the model in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Parse:
    """The tokens of a report, and how they hang together. Token indices count over the whole report.

    text: the report's stored text; `start`, `end` (per token) are code points of it.
    head: index of the governing token; a sentence's root points at itself.
    rel: relation to the head, as spaCy's English models name it: "nsubj", "dobj", "prep", ...
    tag: Penn Treebank tag, "VBD". lemma: dictionary form, lower case except for proper nouns.
    sents: (first token, one past the last token) of each sentence, in reading order. Furniture has no sentences.
    """

    text: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    head: tuple[int, ...]
    rel: tuple[str, ...]
    tag: tuple[str, ...]
    lemma: tuple[str, ...]
    sents: tuple[tuple[int, int], ...]
    # derived, so that no stage computes them again
    word: tuple[str, ...] = field(init=False, repr=False, compare=False)  # as written
    lower: tuple[str, ...] = field(init=False, repr=False, compare=False)
    kids: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)  # in reading order
    left: tuple[int, ...] = field(init=False, repr=False, compare=False)  # first token of the subtree
    right: tuple[int, ...] = field(init=False, repr=False, compare=False)  # last token of the subtree, inclusive
    sent_of: tuple[int, ...] = field(init=False, repr=False, compare=False)  # index into sents

    def __post_init__(self) -> None:
        n = len(self.start)
        word = tuple(self.text[s:e] for s, e in zip(self.start, self.end, strict=True))
        kids: list[list[int]] = [[] for _ in range(n)]
        sent_of = [0] * n
        left, right = list(range(n)), list(range(n))
        for number, (first, last) in enumerate(self.sents):
            for i in range(first, last):
                sent_of[i] = number
                if self.head[i] != i:
                    kids[self.head[i]].append(i)
            for i in _leaves_first(range(first, last), self.head, kids):
                up = self.head[i]
                if up != i:
                    left[up], right[up] = min(left[up], left[i]), max(right[up], right[i])
        put = object.__setattr__
        put(self, "word", word)
        put(self, "lower", tuple(w.lower() for w in word))
        put(self, "kids", tuple(map(tuple, kids)))
        put(self, "left", tuple(left))
        put(self, "right", tuple(right))
        put(self, "sent_of", tuple(sent_of))

    def __len__(self) -> int:
        return len(self.start)

    def sentence(self, i: int) -> tuple[int, int]:
        """Token bounds of the sentence that token i stands in."""
        return self.sents[self.sent_of[i]]

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """Code-point bounds of the tokens first..last, both included."""
        return self.start[first], self.end[last]

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that overlap the code points start..end."""
        import bisect

        return range(bisect.bisect_right(self.end, start), bisect.bisect_left(self.start, end))


def _leaves_first(tokens: Iterable[int], head: tuple[int, ...], kids: list[list[int]]) -> Iterator[int]:
    """The tokens of one sentence, each after all its descendants."""
    stack = [(i, False) for i in tokens if head[i] == i]
    while stack:
        i, seen = stack.pop()
        if seen:
            yield i
        else:
            stack.append((i, True))
            stack.extend((kid, False) for kid in kids[i])
