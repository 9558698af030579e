"""What stands around a candidate: the likely attributions of its sentence, as strings (keys of the weight table).

`within=` is the frame of the smallest likely content that holds it, `holds=` how many likely cues its own content has,
`rival=` how much surer another is that has about the same content, `near=` how many there are in its sentence.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from dateline.language.parse import Parse
from dateline.reading.claims.candidate import Candidate

LIKELY = -0.5  # log odds, judged alone, from which on a candidate counts as surroundings
REACH = 8  # likely candidates looked at to either side
SAME = 0.4  # of the stretch of two contents: sharing more, they are rivals
Told = tuple[Candidate, float]


def surroundings(p: Parse, told: Sequence[Told]) -> list[list[str]]:
    """For each candidate (with how sure it is, judged alone) the keys of what stands around it."""
    likely = sorted((one for one in told if one[1] >= LIKELY), key=lambda one: one[0].cue)
    cues = [candidate.cue for candidate, _ in likely]
    found = []
    for candidate, sure in told:
        at = bisect_left(cues, candidate.cue)
        window = likely[max(0, at - REACH) : at + REACH + 1]
        found.append(_keys(candidate, sure, [one for one in window if _beside(p, candidate, one[0])]))
    return found


def _beside(p: Parse, c: Candidate, other: Candidate) -> bool:
    """Is it another cue, with a content that reaches into the sentence of this one?"""
    return other.cue != c.cue and p.sent_of[other.first] <= p.sent_of[c.cue] <= p.sent_of[other.last]


def _keys(c: Candidate, sure: float, near: Sequence[Told]) -> list[str]:
    if not near:
        return _alone(c.frame)
    around = [one for one in near if _holds(one[0], c)]
    smallest = min(around, key=lambda one: one[0].last - one[0].first, default=None)
    within = smallest[0].frame if smallest else "-"
    holds = min(2, sum(c.first <= other.cue <= c.last for other, _ in near))
    rival = max((one for one in near if _share(c, one[0]) > SAME), key=lambda one: one[1], default=None)
    many = min(4, len(near))
    return [
        f"within={within}|f={c.frame}",
        f"within={bool(smallest)}|{_bucket(smallest[1]) if smallest else ''}",
        f"within={within}|link={smallest[0].link if smallest else ''}",
        f"depth={min(3, len(around))}",
        f"holds={holds}|f={c.frame}",
        f"near={many}",
        f"near={many}|f={c.frame}",
        f"rival={_bucket(rival[1] - sure) if rival else '-'}",
        f"rival={rival[0].frame if rival else '-'}|f={c.frame}",
        f"surest={_bucket(max((score for _, score in near), default=-3.0))}",
    ]


@cache
def _alone(f: str) -> list[str]:
    """The keys of a candidate that nothing likely stands around."""
    return [
        f"within=-|f={f}", "within=False|", "within=-|link=", "depth=0", f"holds=0|f={f}", "near=0", f"near=0|f={f}",
        "rival=-", f"rival=-|f={f}", "surest=-3",
    ]  # fmt: skip


def _holds(outer: Candidate, inner: Candidate) -> bool:
    same = (outer.first, outer.last) == (inner.first, inner.last)
    return outer.first <= min(inner.first, inner.cue) and max(inner.last, inner.cue) <= outer.last and not same


def _share(a: Candidate, b: Candidate) -> float:
    shared = min(a.last, b.last) - max(a.first, b.first) + 1
    return shared / (max(a.last, b.last) - min(a.first, b.first) + 1)


def _bucket(x: float) -> str:
    return str(max(-3, min(3, round(x))))
