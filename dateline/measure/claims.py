"""Claims: source, cue and content of attributions, in code points (corpora polnear)."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.measure.figures import Exported, Figure, Row, agreement, by_source, characters

PARTS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The code points of the three parts; a part that is not there is empty."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def of_gold(row: Row) -> Attribution:
    return Attribution(*(frozenset(characters((a, b) for a, b in row[part])) for part in PARTS))


def of_claim(claim: Row) -> Attribution:
    cue = claim.get("cue")
    sources = [(s["start"], s["end"]) for s in claim.get("sources") or [] if s.get("start") is not None]
    cues = [(cue["start"], cue["end"])] if cue and cue.get("start") is not None else []
    return Attribution(
        frozenset(characters(sources)),
        frozenset(characters(cues)),
        frozenset(characters([(claim["start"], claim["end"])])),
    )


def alike(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared over all code points (Jaccard), 0 to 1."""
    return len(a & b) / max(1, len(a | b))


def touch(a: frozenset[int], b: frozenset[int]) -> bool:
    """They share a code point, or neither is there."""
    return bool(a & b) or not (a or b)


def score(gold: Sequence[Row], exported: Exported) -> list[Figure]:
    """A claim is found when its content is at least half alike; then its source, cue and exact content count."""
    claims = by_source(exported, "claims")
    wanted = found = right = sourced = whole = exact = 0
    sizes = {part: [0, 0, 0] for part in PARTS}  # shared, exported, gold
    for row in gold:
        want = [of_gold(attribution) for attribution in row["attributions"]]
        have = [of_claim(claim) for claim in claims.get(row["id"], ())]
        wanted, found = wanted + len(want), found + len(have)
        for part in PARTS:
            ours = frozenset[int]().union(*(getattr(x, part) for x in have))
            theirs = frozenset[int]().union(*(getattr(x, part) for x in want))
            for k, size in enumerate((ours & theirs, ours, theirs)):
                sizes[part][k] += len(size)
        for claim, attribution, likeness in _matched(have, want):
            same_source = touch(claim.source, attribution.source)
            right += 1
            sourced += same_source
            whole += same_source and touch(claim.cue, attribution.cue)
            exact += likeness > 0.97
    counts = (("content", right), ("content_and_source", sourced), ("whole", whole), ("content_exact", exact))
    figures = [figure for name, hits in counts for figure in agreement(name, hits, found, wanted)]
    return figures + [figure for part in PARTS for figure in agreement(f"characters.{part}", *sizes[part])]


def _matched(have: list[Attribution], want: list[Attribution]) -> list[tuple[Attribution, Attribution, float]]:
    """Each claim with the free attribution most alike; of two equally alike the later one."""
    free = dict(enumerate(want))
    pairs = []
    for claim in have:
        likeness, j = max(((alike(claim.content, x.content), j) for j, x in free.items()), default=(0.0, -1))
        if likeness >= 0.5:
            pairs.append((claim, free.pop(j), likeness))
    return pairs
