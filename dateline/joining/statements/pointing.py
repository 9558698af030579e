"""Denials whose content only points to what was said before: "The army denied this.\""""

from bisect import bisect_right

from dateline.joining.statements.book import Book
from dateline.records import Claim

MOST_WORDS = 4
Means = frozenset[str]
BACK = 2  # sentences, the denial's own among them, in which the denied saying must begin


def points_back(look: Book, claim: Claim, inside: range) -> bool:
    """Whether the content has nothing but words that point back."""
    words = [look.words.words[i] for i in inside]
    return 0 < len(words) <= MOST_WORDS and all(word in look.scopes.pointers for word in words)


def answered(look: Book, denial: Claim) -> str | None:
    """The id of the saying that a bare denial answers: the nearest one before it by somebody else.

    None when no such saying begins in its own or the sentence before.
    """
    return _before(look, denial, frozenset())


def gainsaid(look: Book, denial: Claim, inside: range) -> str | None:
    """The same for a denial that has words of its own and names the means: "no air strikes were flown" answers what was
    said of warplanes."""
    means = _means(look, inside)
    return _before(look, denial, means) if means else None


def _means(look: Book, inside: range) -> Means:
    words = look.words.words
    return frozenset(look.scopes.means[words[i]] for i in inside if words[i] in look.scopes.means)


def _before(look: Book, denial: Claim, means: Means) -> str | None:
    starts = look.reading.report.sentences
    i = bisect_right(starts, denial.start)
    first = starts[max(0, i - BACK)] if i else 0
    speakers = {p.actor or p.name for p in denial.sources}
    before = [
        c
        for c in look.reading.claims
        if first <= c.start < denial.start
        and c.end <= denial.start
        and c.stance in ("asserts", "accuses")
        and not speakers & {p.actor or p.name for p in c.sources}
        and (not means or means & _means(look, look.words.between(c.start, c.end)))
    ]
    return max(before, key=lambda c: (c.end, -c.start, c.id)).id if before else None
