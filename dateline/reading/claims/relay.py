"""Claims inside claims, and who passed a claim on.

"X told Y that the road is open, reports Z": one claim of X, via Z. Z's part is a tag put beside X's sentence, so it is
folded into X's claim when Z is an outlet, and kept as the claim around it when Z is anybody else.
"""

from collections.abc import Sequence
from dataclasses import replace

from dateline.language.parse import Parse
from dateline.reading.claims.accept import TAGS, Judged
from dateline.reading.claims.rows import Rows
from dateline.records import Claim, Party


def related(p: Parse, rows: Rows, chosen: Sequence[Judged]) -> tuple[Claim, ...]:
    """The rows of the accepted candidates with `via` and `parent`, by place."""
    parent = parents(chosen)
    passed: dict[int, list[int]] = {}  # claim -> the tags around it, nearest first
    folded: set[int] = set()
    for k, told in enumerate(chosen):
        up = parent[k]
        while up is not None and chosen[up].candidate.frame in TAGS and chosen[up].who and told.who:
            main, outlet = _is_main(p, chosen[up], told), rows.outlets(chosen[up].who)
            if main or outlet:
                passed.setdefault(k, []).append(up)
            if main and outlet:
                folded.add(up)
            up = parent[up]
    made = [rows.row(j) for j in chosen]
    found = []
    for k, claim in enumerate(made):
        if k in folded:
            continue
        via = _once([*claim.via, *(s for up in passed.get(k, ()) for s in made[up].sources)], rows.report.outlet)
        above = parent[k]
        while above is not None and above in folded:
            above = parent[above]
        found.append(replace(claim, via=via, parent=None if above is None else made[above].id))
    return tuple(found)


def parents(chosen: Sequence[Judged]) -> list[int | None]:
    """For each claim the smallest other whose content holds its content and its cue. `chosen`: outer ones first."""
    found: list[int | None] = []
    around: list[int] = []
    for k, j in enumerate(chosen):
        c = j.candidate
        while around and chosen[around[-1]].candidate.last < c.first:
            around.pop()
        found.append(next((up for up in reversed(around[-DEEPEST:]) if _holds(chosen[up], j)), None))
        around.append(k)
    return found


DEEPEST = 12  # claims that may stand around one another; deeper nesting is taken for a broken parse


BESIDE_MAIN = frozenset({"conj", "advcl"})  # "told reporters ..., adding that ...": one telling


def _holds(outer: Judged, inner: Judged) -> bool:
    o, i = outer.candidate, inner.candidate
    covers = o.first <= i.first and i.last <= o.last and (o.first, o.last) != (i.first, i.last)
    return covers and o.first <= i.cue <= o.last


def _is_main(p: Parse, tag: Judged, told: Judged) -> bool:
    """Is the saying `told` what the sentence that `tag` is put beside mainly tells?"""
    main = told.candidate.cue
    while main != tag.candidate.head and p.rel[main] in BESIDE_MAIN and p.head[main] != main:
        main = p.head[main]
    return main == tag.candidate.head


def _once(parties: Sequence[Party], outlet: str | None) -> tuple[Party, ...]:
    """Each party once, and never the outlet of the report itself."""
    kept: dict[str | None, Party] = {}
    for party in parties:
        if outlet is None or (party.name or "").lower() != outlet.lower():
            kept.setdefault(party.actor or party.name, party)
    return tuple(kept.values())
