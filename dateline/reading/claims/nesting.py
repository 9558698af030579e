"""Claims inside claims, and who passed a claim on."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Claim


def nested(claims: Sequence[Claim]) -> list[Claim]:
    """Each claim with the smallest other claim whose content holds its whole content and its cue as `parent`."""
    order = sorted(range(len(claims)), key=lambda k: (claims[k].start, -claims[k].end, k))
    parent: dict[int, str] = {}
    open_: list[int] = []
    for k in order:
        here = claims[k]
        while open_ and claims[open_[-1]].end <= here.start:
            open_.pop()
        for up in reversed(open_):
            if _holds(claims[up], here):
                parent[k] = claims[up].id
                break
        open_.append(k)
    return [replace(claim, parent=parent.get(k)) for k, claim in enumerate(claims)]


def _holds(outer: Claim, inner: Claim) -> bool:
    cue = inner.cue
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and (outer.start, outer.end) != (inner.start, inner.end)
        and (cue is None or (outer.start <= cue.start and cue.end <= outer.end))
    )
