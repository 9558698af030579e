"""Where the content of a claim begins and ends."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.language.parse import Parse
from dateline.reading.claims.quotes import Quotations, paragraph_starts

if TYPE_CHECKING:
    from dateline.reading.claims.candidates import Candidate

RIM = frozenset(
    {",", ":", ";", ".", "-", "–", "—", "--", "―", "(", ")", "[", "]", "…", "...", "-LRB-", "-RRB-", "!", "?"}
)
FINAL = frozenset({".", "!", "?", "…", "..."})
MARKS = frozenset({"“", "”", '"', "''", "``", "«", "»", "„"})


class Bounds:
    """The bounds of contents in one report: knows its quotations and paragraphs."""

    def __init__(self, p: Parse):
        self.p = p
        self.quotes = Quotations(p)
        self.paragraphs = tuple(pairwise([*paragraph_starts(p), len(p)]))
        self._starts = {first for first, _ in p.sents}
        self.chain_of = _chains(p, self.quotes, self._starts)

    def made(self, frame: str, cue: int, first: int, last: int, link: str, head: int) -> Iterator["Candidate"]:
        """A candidate with its content cut to what can be content; none when nothing is left."""
        from dateline.reading.claims.candidates import Candidate

        first, last = self.tidy(cue, first, last)
        if first <= last and not (first == last == cue):
            yield Candidate(frame, cue, first, last, link, head)

    def tidy(self, cue: int, first: int, last: int) -> tuple[int, int]:
        """Whole quotations where the content touches one, no punctuation at the rims."""
        p, quotes = self.p, self.quotes
        around = quotes.around(cue)
        if around is not None:
            first, last = max(first, around.first + 1), min(last, around.last - around.closed)
        else:
            opened, closed = quotes.around(first), quotes.around(last)
            if opened is not None and not opened.first <= cue <= opened.last:
                first = opened.first
            if closed is not None and not closed.first <= cue <= closed.last:
                last = closed.last
        while first < last and (p.word[first] in RIM or (p.word[first] in MARKS and not self._opens(first))):
            first += 1
        while last > first and (p.word[last] in RIM or (p.word[last] in MARKS and not self._closes(last))):
            last -= 1
        return first, last

    def _opens(self, i: int) -> bool:
        q = self.quotes.around(i)
        return q is not None and q.first == i

    def _closes(self, i: int) -> bool:
        q = self.quotes.around(i)
        return q is not None and q.last == i

    def around_clause(self, frame: str, cue: int, up: int, link: str) -> Iterator["Candidate"]:
        """The clause that a cue is put into or beside: "The plan, he said, would fail"."""
        p = self.p
        first, last = p.left[up], p.right[up]
        left, right = p.left[cue], p.right[cue]
        if left <= first:
            first = right + 1
        if right >= last or (left > up and all(p.rel[j] == "punct" for j in p.kids[up] if j > right)):
            last = left - 1
        if first <= last:
            yield from self.made(frame, cue, first, last, link, up)

    def quotation(self, frame: str, cue: int, number: int, head: int) -> Iterator["Candidate"]:
        """The quotation of that number with those that continue it."""
        from dateline.reading.claims.candidates import Candidate

        opened = self.quotes.all[number]
        last = opened.last
        while number in self.chain_of:
            number = self.chain_of[number]
            last = self.quotes.all[number].last
        yield Candidate(frame, cue, opened.first, last, "", head)


def _chains(p: Parse, quotes: Quotations, starts: set[int]) -> dict[int, int]:
    """Number of a quotation -> number of the one that goes on with it: the next paragraph of an open one, or a new
    sentence in the same paragraph that has no words of the report's own around it."""
    chain = {}
    for number, (a, b) in enumerate(pairwise(quotes.all)):
        if a.goes_on:
            chain[number] = number + 1
            continue
        if "\n" in p.text[p.end[a.last] : p.start[b.first]]:
            continue
        whole = b.first in starts and (not b.closed or p.word[b.last - 1] in FINAL)
        follows = b.last + 1 >= len(p) or b.last + 1 in starts
        between = p.sent_of[b.first] - p.sent_of[a.last]
        if whole and follows and between <= 1:
            chain[number] = number + 1
    return chain
