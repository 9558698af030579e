"""Claims inside claims, and who passed a claim on.

"X told Y that the road is open, reports Z": one claim of X, via Z. Z's part is a tag put beside X's sentence, so it is
folded into X's claim when Z is an outlet, and kept as the claim around it when Z is anybody else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.language.parse import Parse
from dateline.lexicon.phrases import fold
from dateline.reading.claims.accept import TAGS, Judged
from dateline.reading.claims.meant import Voice
from dateline.reading.claims.rows import Rows
from dateline.records import Claim, Mention, Party, Passage, Report


def agencies(report: Report, passages: Iterable[Passage], mentions: Iterable[Mention]) -> tuple[Party, ...]:
    """Agencies that the date line or byline credits, when the report is known to be another outlet's."""
    if report.outlet is None:
        return ()
    own = set(fold(report.outlet).split())
    lines = [one for one in passages if one.part in ("dateline", "byline")]
    return tuple(
        Party(m.name or m.text, m.code, m.actor, m.start, m.end)
        for m in mentions
        if m.kind == "outlet" and any(line.start <= m.start and m.end <= line.end for line in lines)
        if not own & {*fold(m.text).split(), *fold(m.name or "").split()}  # "(Harbour)" in the Harbour Courier
    )


def related(p: Parse, rows: Rows, chosen: Sequence[Judged], credited: Sequence[Party]) -> tuple[Claim, ...]:
    """The rows of the accepted candidates with `via` and `parent`, by place. `credited`: who passed on all of it."""
    parent = parents(chosen)
    passed: dict[int, list[int]] = {}  # claim -> the tags around it, nearest first
    folded: set[int] = set()
    for k, told in enumerate(chosen):
        up = parent[k]
        while up is not None and chosen[up].candidate.frame in TAGS and chosen[up].who and told.who:
            who = chosen[up].who
            main, outlet = _is_main(p, chosen[up], told), rows.outlets(who) or bool(rows.outlet_behind(who))
            if main or outlet:
                passed.setdefault(k, []).append(up)
            if main and outlet:
                folded.add(up)
            up = parent[up]
    for k, up in _beside_more(p, rows, chosen):
        passed.setdefault(k, []).append(up)
    voices = _voices(rows, chosen, parent, passed)
    made = [rows.row(j, voice.parties) for j, voice in zip(chosen, voices, strict=True)]
    found = []
    vias: dict[int, tuple[Party, ...]] = {}
    for k, claim in enumerate(made):
        if k in folded:
            continue
        handed = [s for up in passed.get(k, ()) for s in _passing(rows, chosen[up], made[up])]
        above = parent[k]
        while above is not None and above in folded:
            above = parent[above]
        around = _speakers_around(made, above, vias) if _is_handed_on(chosen, k, above) else ()
        via = _once([*claim.via, *handed, *around, *(credited if above is None else ())], rows.report.outlet)
        vias[k] = tuple(party for party in via if not _among(party, claim.sources))
        found.append(replace(claim, via=vias[k], parent=None if above is None else made[above].id))
    return tuple(found)


def _beside_more(p: Parse, rows: Rows, chosen: Sequence[Judged]) -> list[tuple[int, int]]:
    """ "“It is over,” declared the colonel, adding that he had won, according to the wire": the wire told all of it.

    Pairs (a saying, the tag of an outlet that hangs on a participle beside that saying).
    """
    by_cue = {j.candidate.cue: k for k, j in enumerate(chosen)}
    found = []
    for up, j in enumerate(chosen):
        main = j.candidate.head
        if j.candidate.frame != "according" or j.candidate.first > j.candidate.cue or not rows.outlets(j.who):
            continue
        while p.rel[main] in BESIDE_MAIN and p.head[main] != main:
            main = p.head[main]
            told = by_cue.get(main)
            if told is not None and not _holds(j, chosen[told]):
                found.append((told, up))
    return found


def _speakers_around(
    made: Sequence[Claim], above: int | None, vias: Mapping[int, tuple[Party, ...]]
) -> tuple[Party, ...]:
    """Who tells the claim around this one, and through whom: the chain goes on outwards to the report itself."""
    if above is None:
        return ()
    return tuple(party for party in (*made[above].sources, *vias.get(above, ())) if party.name is not None)


def _is_handed_on(chosen: Sequence[Judged], k: int, above: int | None) -> bool:
    """Who dismisses a claim, or expresses hope that ..., does not pass the noun's clause on as somebody's words."""
    inner = chosen[k].candidate
    return above is not None and not (inner.frame.startswith("noun") and inner.cue == chosen[above].candidate.head)


def _among(party: Party, others: Sequence[Party]) -> bool:
    return any((party.actor or party.name) == (other.actor or other.name) for other in others)


def _passing(rows: Rows, judged: Judged, claim: Claim) -> tuple[Party, ...]:
    """Who passes on by a tag: its sources; of "according to a report in the Courier" the Courier."""
    return claim.via if rows.outlet_behind(judged.who) else claim.sources


def _voices(
    rows: Rows, chosen: Sequence[Judged], parent: Sequence[int | None], passed: Mapping[int, Sequence[int]]
) -> list[Voice]:
    """Who speaks each claim. A pronoun means one who spoke before it, in the report's own words or around it."""
    beside = {up for ups in passed.values() for up in ups}  # tags put beside what somebody else says
    found: dict[int, Voice] = {}
    heard: list[Voice] = []
    for k in sorted(range(len(chosen)), key=lambda k: (chosen[k].candidate.cue, k)):
        up = parent[k]
        around = [found[up]] if up is not None and up in found and up not in beside else []
        found[k] = rows.voice(chosen[k], [*heard, *around])
        while up is not None and chosen[up].candidate.frame in TAGS:
            up = parent[up]
        if up is None and k not in beside:
            heard.append(found[k])
    return [found[k] for k in range(len(chosen))]


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
    same = (o.first, o.last) == (i.first, i.last) and i.frame != "raising"
    covers = o.first <= i.first and i.last <= o.last and not same
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
