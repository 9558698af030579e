"""Which claims a word stands in."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from dateline.records import Claim


class Around:
    """Claims by where their contents stand; asking for those around one place does not go through all of a report."""

    def __init__(self, claims: Iterable[Claim]):
        self._claims = sorted(claims, key=lambda claim: (claim.start, claim.end))
        self._starts = [claim.start for claim in self._claims]
        self._ends = list(accumulate((claim.end for claim in self._claims), max))  # the furthest end up to each

    def holding(self, start: int, end: int | None = None) -> list[Claim]:
        """Those whose content holds code points start..end (the one at start, without end), innermost first."""
        last = start + 1 if end is None else end
        at, found = bisect_right(self._starts, start) - 1, []
        while at >= 0 and self._ends[at] >= last:
            if self._claims[at].end >= last:
                found.append(self._claims[at])
            at -= 1
        found.reverse()  # of two with the same content the first
        return sorted(found, key=lambda claim: (claim.end - claim.start, claim.start))
