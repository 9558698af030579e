"""Which candidates are attributions: a sum of readable weights for each, and no two claims for one cue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.language.parse import Parse
from dateline.reading.claims.candidates import Candidate
from dateline.reading.claims.sources import Speaker

BIAS = "bias"
THRESHOLD = "threshold"  # the sum from which on a candidate is believed; set by training, stands in the table
SAME = 0.8  # contents that share this much of their stretch are one saying told by two cues


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate, who it says speaks, and how much speaks for it (log odds)."""

    candidate: Candidate
    who: tuple[Speaker, ...]
    score: float


def score(keys: Iterable[str], weights: Mapping[str, float]) -> float:
    """Sum of the weights of a candidate's keys; a key that the table does not know counts nothing."""
    get = weights.get
    total = get(BIAS, 0.0)
    for key in keys:
        total += get(key, 0.0)
    return total


def choose(p: Parse, judged: Sequence[Judged], threshold: float) -> list[Judged]:
    """The accepted candidates by place: the best for each cue, and one for contents that are nearly the same."""
    order = sorted(
        judged, key=lambda j: (-j.score, j.candidate.cue, j.candidate.first, j.candidate.last, j.candidate.frame)
    )
    cues: set[int] = set()
    contents: dict[int, list[tuple[int, int]]] = {}  # sentence -> contents that begin in it
    kept = []
    for j in order:
        c = j.candidate
        if j.score < threshold:
            break
        beside = contents.setdefault(p.sent_of[c.first], [])
        if c.cue in cues or any(_alike(c.first, c.last, first, last) for first, last in beside):
            continue
        cues.add(c.cue)
        beside.append((c.first, c.last))
        kept.append(j)
    return sorted(kept, key=lambda j: (j.candidate.first, -j.candidate.last, j.candidate.cue))


def _alike(a: int, b: int, first: int, last: int) -> bool:
    shared = min(b, last) - max(a, first) + 1
    return shared > SAME * (max(b, last) - min(a, first) + 1)
