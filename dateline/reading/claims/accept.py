"""Which candidates are attributions: sums of readable weights, no two claims for one cue."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from dateline.language.parse import Parse
from dateline.lexicon.cues import Weights
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.context import surroundings
from dateline.reading.claims.sources import Speaker

BIAS = "bias"
TAGS = frozenset(
    {"according", "viewpoint", "inverted", "parataxis", "advcl", "adverb"}
)  # frames put beside a whole sentence
KNOWN_SPEAKERS = frozenset({"name", "role"})
SOME_SPEAKERS = KNOWN_SPEAKERS | {"noun", "nouns", "document"}
SAYING = frozenset({"say"})
WHOLE = 8  # tokens: as long, a quotation beside a verb of saying is what was said
VIEWING = SAYING | {"believe"}
QUOTED = frozenset({"quote_before", "quote_after"})
SAME = 0.4  # of the stretch of two contents: sharing more, they are one saying told by two cues
DOUBT = 6.0  # how far under the threshold plain grammar is still believed
INNER = 3.0  # how much surer a claim inside another's content must be than one that stands alone
INNER_SHARE = 0.2  # and from which share of that content on


class Looked(NamedTuple):
    """A candidate with what was seen of it: who it says speaks, its keys and those of its cue."""

    candidate: Candidate
    who: tuple[Speaker, ...]
    keys: Sequence[str]
    cue_keys: Sequence[str]
    sure: bool = False  # the grammar leaves no doubt: accepted whatever its sum


class Judged(NamedTuple):
    """The likeliest candidate of a cue, and how much speaks for its being a claim (log odds)."""

    looked: Looked
    score: float
    beside: Sequence[str] = ()  # keys of what stands around it (context.py)

    @property
    def candidate(self) -> Candidate:
        return self.looked.candidate

    @property
    def who(self) -> tuple[Speaker, ...]:
        return self.looked.who


def score(keys: Iterable[str], weights: Mapping[str, float]) -> float:
    """Sum of the weights of some keys; a key that the table does not know counts nothing."""
    total = 0.0  # added up in this order on every version of Python, which `sum` would not
    for weight in map(weights.get, keys, repeat(0.0)):
        total += weight
    return total


def likeliest(looked: Sequence[Looked], pick: Mapping[str, float]) -> Looked:
    """Which of the candidates of one cue is meant; the earlier of equals."""
    return looked[0] if len(looked) == 1 else max(looked, key=lambda one: score(one.keys, pick))


def judge(looked: Looked, accept: Mapping[str, float]) -> Judged:
    """Adds up what speaks for a candidate."""
    return Judged(looked, accept.get(BIAS, 0.0) + score(looked.keys, accept) + score(looked.cue_keys, accept))


def is_sure(c: Candidate, groups: Sequence[str], kind: str, quoted: bool) -> bool:
    """Somebody "said that", a name or an office beside a whole quotation or before a colon, "as X said", "said X".

    groups: those of the cue; kind: of source, as in Views.source_kind; quoted: the cue itself is inside a quotation,
    where the training corpus marks nothing ("the agency and the army have said that ...").
    """
    if c.frame in ("title", "signed", "interview"):
        return kind in KNOWN_SPEAKERS or c.frame == "interview"
    if c.frame == "viewpoint":
        return kind in SOME_SPEAKERS - {"document"}
    if c.frame == "advcl" and c.link == "as_it":
        return kind != "none" and bool(VIEWING.intersection(groups))
    if not SAYING.intersection(groups):
        return False
    if c.frame == "advcl" and c.link == "as":
        return kind in SOME_SPEAKERS
    if quoted:
        return c.frame == "clause" and c.link == "that" and kind in SOME_SPEAKERS
    if c.frame == "clause":
        return kind in SOME_SPEAKERS
    if c.frame == "quote_before" and c.link != "next" and c.last - c.first >= WHOLE and kind in SOME_SPEAKERS:
        return True
    return kind in KNOWN_SPEAKERS and (c.frame == "inverted" or (c.frame in QUOTED and c.link == "parsed"))


def choose(p: Parse, by_cue: Iterable[Sequence[Looked]], weights: Weights) -> list[Judged]:
    """The accepted candidates by place: one for each cue, and none that only repeats a better one."""
    judged = judged_together(p, [likeliest(looked, weights.pick) for looked in by_cue], weights)
    believed = [_believed(j, weights.threshold) for j in judged]
    return apart(p, [j for j in believed if j.score >= weights.threshold], weights.threshold)


def judged_together(p: Parse, picked: Iterable[Looked], weights: Weights) -> list[Judged]:
    """Judges each by itself, and then once more by what the first judgement found around it."""
    alone = [judge(looked, weights.accept) for looked in picked]
    if not weights.beside:
        return alone
    told = [(j.candidate, j.score) for j in alone]
    usual = weights.beside.get(BIAS, 0.0)
    return [
        j._replace(score=j.score + usual + score(keys, weights.beside), beside=keys)
        for j, keys in zip(alone, surroundings(p, told), strict=True)
    ]


def _believed(j: Judged, threshold: float) -> Judged:
    """What its grammar makes sure of is over the threshold, unless all else speaks against it."""
    raised = j.looked.sure and threshold - DOUBT <= j.score < threshold
    return j._replace(score=threshold) if raised else j


def apart(p: Parse, judged: Iterable[Judged], threshold: float) -> list[Judged]:
    """Without those that a better one beside them makes unlikely, by place.

    Two cues rarely share a content; one that stands in the content of another ("hopes to" in "said he hopes to win")
    must be surer of itself than one that stands alone.
    """
    contents: dict[int, list[Candidate]] = {}  # sentence -> contents that begin in it
    kept = []
    for j in sorted(judged, key=lambda j: (-j.score, j.candidate.cue)):
        c = j.candidate
        beside = contents.setdefault(p.sent_of[c.first], [])
        hurdle = max((_hurdle(c, other) for other in beside), default=0.0)
        if hurdle and (j.score < threshold + hurdle) and not (j.looked.sure and hurdle == INNER):
            continue
        beside.append(c)
        kept.append(j)
    return sorted(kept, key=lambda j: (j.candidate.first, -j.candidate.last, j.candidate.cue))


def _hurdle(c: Candidate, better: Candidate) -> float:
    """What `c` needs over the threshold, beside a better candidate in the same sentence."""
    if _within(c, better) or _within(better, c):
        return 0.0
    shared = min(c.last, better.last) - max(c.first, better.first) + 1
    share = shared / (max(c.last, better.last) - min(c.first, better.first) + 1)
    if better.first <= c.cue <= better.last:
        return INNER if share > INNER_SHARE else 0.0
    if c.first <= better.cue and better.cue < better.first and better.last <= c.last:
        return INNER if share > SAME else 0.0  # the better one is told inside this one
    return math.inf if share > SAME else 0.0


def _within(tag: Candidate, other: Candidate) -> bool:
    """Is `tag` put beside the whole sentence that tells the other claim?"""
    return tag.frame in TAGS and tag.first <= other.cue <= tag.last
