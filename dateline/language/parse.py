"""A parse is data: what the stages need of one report's grammar, in arrays, with nothing of the model in it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Parse:
    """The tokens of a report, and how they hang together. Token indices count over the whole report.

    text: the report's stored text, with spaces for the line breaks within its paragraphs; `start`, `end` (per token)
        are code points of either.
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
        n, head = len(self.start), self.head
        text = self.text
        word = tuple([text[s:e] for s, e in zip(self.start, self.end, strict=True)])
        kids: list[list[int]] = [[] for _ in range(n)]
        sent_of: list[int] = []
        left, right = list(range(n)), list(range(n))
        for number, (first, last) in enumerate(self.sents):
            sent_of += [number] * (last - first)
        for i, up in enumerate(head):
            if up != i:
                kids[up].append(i)
            while left[up] > i:  # all above a token begin where it does at the latest, so we stop where one has begun
                left[up] = i
                up = head[up]
        for i in range(n - 1, -1, -1):  # and the ends from the end: each token is set once, however deep a chain is
            up = head[i]
            while right[up] < i:
                right[up] = i
                up = head[up]
        put = object.__setattr__
        put(self, "word", word)
        put(self, "lower", tuple([w.lower() for w in word]))
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
        return range(bisect_right(self.end, start), bisect_left(self.start, end))
