"""Words that no cue stands beside, and whose speaker is known: a quotation that stands alone after one of his, and a
statement that is set off from what announces it."""

from collections.abc import Sequence

from dateline.language.grammar import subjects
from dateline.language.parse import Parse
from dateline.reading.claims.accept import Judged, Looked
from dateline.reading.claims.bounds import FINAL, Bounds
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.inner import outer_first
from dateline.reading.claims.quotes import Quotation
from dateline.reading.claims.sources import Speaker
from dateline.reading.set_off import set_off

SHORTEST = 5  # tokens from mark to mark
SPOKEN = frozenset({"quote_before", "quote_after", "floating", "clause", "inverted", "parataxis"})
SAYS = "g=say"  # of its cue, for a frame that need not be speech


def with_floating(p: Parse, bounds: Bounds, chosen: Sequence[Judged]) -> list[Judged]:
    """The accepted candidates and a claim of the last speaker for each quotation that is a sentence of its own.

    '"Nobody shook hands," the envoy said, adding that he had tried. "That is all."': the second quotation is the
    envoy's too. The speaker is that of the quotation in the sentence before, of the same paragraph.
    """
    found = list(chosen)
    at = 0
    last: Judged | None = None
    told = 0  # tokens before this one are told
    for q in bounds.quotes.all:
        while at < len(chosen) and chosen[at].candidate.first <= q.first:
            told = max(told, chosen[at].candidate.last + 1)
            if chosen[at].candidate.frame in SPOKEN and SAYS in chosen[at].looked.cue_keys:
                last = chosen[at]
            at += 1
        if q.first < told or last is None or not last.who or not _stands_alone(p, q):
            continue
        end = max(last.candidate.last, last.candidate.cue)
        if p.sent_of[q.first] - p.sent_of[end] != 1 or _between(p, end, q.first):
            continue
        c = Candidate("floating", last.candidate.cue, q.first, q.last, "", q.first, "")
        last = Judged(Looked(c, last.who, (), (), sure=True), last.score)
        found.append(last)
        told = q.last + 1
    return sorted(found, key=outer_first)


def with_set_off(p: Parse, bounds: Bounds, chosen: Sequence[Judged]) -> list[Judged]:
    """The accepted candidates and one for each statement that is set off, whatever was taken for what its cue says."""
    found: list[Judged] = []
    for told in set_off(p):
        heads = tuple(Speaker(i, i) for i in subjects(p, told.verb))
        view = bounds.views.cue(told.verb)
        if not view.groups or not heads:
            continue
        first, last = bounds.tidy(told.verb, told.first, told.last)
        c = Candidate("set_off", told.verb, first, last, "", first, "")
        found.append(Judged(Looked(c, heads, (), view.keys, sure=True), 0.0))
    cues = {one.candidate.cue for one in found}
    return sorted([*found, *(one for one in chosen if one.candidate.cue not in cues)], key=outer_first)


def _stands_alone(p: Parse, q: Quotation) -> bool:
    """Is the quotation all of its sentences, and whole sentences?"""
    begins = q.first == p.sentence(q.first)[0]
    ends = q.last + 1 >= len(p) or q.last + 1 == p.sentence(q.last + 1)[0]
    return begins and ends and q.closed and q.last - q.first >= SHORTEST and p.word[q.last - 1] in FINAL


def _between(p: Parse, end: int, first: int) -> bool:
    """Does a new line begin between the two?"""
    return "\n" in p.text[p.end[end] : p.start[first]]
