"""Which candidates are attributions: sums of readable weights, no two claims for one cue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.language.parse import Parse
from dateline.lexicon.cues import Weights
from dateline.reading.claims.candidates import Candidate
from dateline.reading.claims.sources import Speaker

BIAS = "bias"
SAME = 0.8  # contents that share this much of their stretch are one saying told by two cues


@dataclass(frozen=True, slots=True)
class Looked:
    """A candidate with what was seen of it: who it says speaks, its keys and those of its cue."""

    candidate: Candidate
    who: tuple[Speaker, ...]
    keys: Sequence[str]
    cue_keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """The likeliest candidate of a cue, and how much speaks for its being a claim (log odds)."""

    looked: Looked
    score: float

    @property
    def candidate(self) -> Candidate:
        return self.looked.candidate

    @property
    def who(self) -> tuple[Speaker, ...]:
        return self.looked.who


def score(keys: Iterable[str], weights: Mapping[str, float]) -> float:
    """Sum of the weights of some keys; a key that the table does not know counts nothing."""
    get = weights.get
    total = 0.0
    for key in keys:
        total += get(key, 0.0)
    return total


def likeliest(looked: Sequence[Looked], pick: Mapping[str, float]) -> Looked:
    """Which of the candidates of one cue is meant; the earlier of equals."""
    return looked[0] if len(looked) == 1 else max(looked, key=lambda one: score(one.keys, pick))


def judge(looked: Looked, accept: Mapping[str, float]) -> Judged:
    """Adds up what speaks for a candidate."""
    return Judged(looked, accept.get(BIAS, 0.0) + score(looked.keys, accept) + score(looked.cue_keys, accept))


def choose(p: Parse, by_cue: Iterable[Sequence[Looked]], weights: Weights) -> list[Judged]:
    """The accepted candidates by place: one for each cue, and one for contents that are nearly the same."""
    judged = [judge(likeliest(looked, weights.pick), weights.accept) for looked in by_cue]
    return apart(p, [j for j in judged if j.score >= weights.threshold])


def apart(p: Parse, judged: Iterable[Judged]) -> list[Judged]:
    """Without those whose content a better one has already, by place."""
    contents: dict[int, list[tuple[int, int]]] = {}  # sentence -> contents that begin in it
    kept = []
    for j in sorted(judged, key=lambda j: (-j.score, j.candidate.cue)):
        c = j.candidate
        beside = contents.setdefault(p.sent_of[c.first], [])
        if any(_alike(c.first, c.last, first, last) for first, last in beside):
            continue
        beside.append((c.first, c.last))
        kept.append(j)
    return sorted(kept, key=lambda j: (j.candidate.first, -j.candidate.last, j.candidate.cue))


def _alike(a: int, b: int, first: int, last: int) -> bool:
    shared = min(b, last) - max(a, first) + 1
    return shared > SAME * (max(b, last) - min(a, first) + 1)
