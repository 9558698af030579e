"""Quotations of one saying that the report's own words outweigh: each stretch of them is told by itself.

“We stay,” said the mayor, who came to the square with the whole council and was met by hundreds. “Nobody leaves.”
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dateline.language.parse import Parse
from dateline.reading.claims.accept import Judged
from dateline.reading.claims.bounds import Bounds
from dateline.reading.claims.inner import outer_first
from dateline.reading.claims.quotes import Quotation


def without_gaps(p: Parse, bounds: Bounds, chosen: Sequence[Judged]) -> list[Judged]:
    """The accepted candidates, those whose quotations lie too far apart cut where most lies between two, by place."""
    return sorted((each for j in chosen for each in _stretches(p, bounds, j)), key=outer_first)


def _stretches(p: Parse, bounds: Bounds, judged: Judged) -> Iterator[Judged]:
    c = judged.candidate
    quotations = bounds.quotes.starting_in(c.first, c.last)
    if len(quotations) < 2 or (quotations[0].first, quotations[-1].last) != (c.first, c.last):
        yield judged
        return
    for stretch in _cut(p, quotations):
        candidate = c._replace(first=stretch[0].first, last=stretch[-1].last)
        yield judged._replace(looked=judged.looked._replace(candidate=candidate))


def _cut(p: Parse, chain: Sequence[Quotation]) -> list[Sequence[Quotation]]:
    if not _outweighed(p, chain):
        return [chain]
    gaps = [p.start[b.first] - p.end[a.last] for a, b in pairwise(chain)]
    at = gaps.index(max(gaps)) + 1
    return [*_cut(p, chain[:at]), *_cut(p, chain[at:])]


def _outweighed(p: Parse, chain: Sequence[Quotation]) -> bool:
    """Is less than half of the stretch from the first quotation to the last quoted?"""
    quoted = sum(p.end[q.last] - p.start[q.first] for q in chain)
    return 2 * quoted < p.end[chain[-1].last] - p.start[chain[0].first]
