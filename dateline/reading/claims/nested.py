"""Quotations inside quotations, and what somebody quoted says that somebody told him in the rest of a split quotation.

“My brother shouted, ‘The roof is burning,’ and ran,” she said.
“The mayor promised me,” she said, “that they would come.”
"""

from collections.abc import Iterator
from itertools import pairwise

from dateline.language.grammar import kids
from dateline.language.parse import Parse
from dateline.reading.claims.bounds import Bounds
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.quotes import Quotation

OPENS = frozenset({"‘", "'", "“", "„"})
CLOSES = {"‘": frozenset({"’", "'"}), "'": frozenset({"'", "’"}), "“": frozenset({"”"}), "„": frozenset({"“", "”"})}
NESTED = "nested"  # link of a quotation inside a quotation
LONGEST = 60  # tokens of a quotation inside another
SHORTEST = 3  # tokens from mark to mark
NEAR = 5  # tokens between such a quotation and its cue
LINKS = frozenset({"that", "to", "how", "whether"})
CUES = frozenset({"say", "deny", "promise", "predict", "ask", "accuse"})


def nested(p: Parse, bounds: Bounds) -> Iterator[Candidate]:
    """Candidates whose cue stands in a quotation and whose content is a quotation of its own, or the rest of a split
    one."""
    for q in bounds.quotes.all:
        i = q.first + 1
        while i < q.last:
            end = _end(p, q, i) if p.word[i] in OPENS else None
            if end is not None:
                yield from _told(p, bounds, q, i, end)
                i = end
            i += 1
    for a, b in pairwise(bounds.quotes.all):
        yield from _split(p, bounds, a, b)


def _end(p: Parse, q: Quotation, opened: int) -> int | None:
    """The mark that closes the one at `opened` inside of the quotation: its tag, or what is before it, tells."""
    if p.end[opened] != p.start[opened + 1] or (p.end[opened - 1] == p.start[opened] and opened - 1 != q.first):
        return None
    closing = CLOSES[p.word[opened]]
    reach = range(opened + 1, min(q.last, opened + LONGEST))
    return next((i for i in reach if p.word[i] in closing and p.tag[i] in ("''", "``")), None)


def _told(p: Parse, bounds: Bounds, q: Quotation, opened: int, end: int) -> Iterator[Candidate]:
    if end - opened < SHORTEST or not any(p.tag[i] == "MD" or p.tag[i][:1] == "V" for i in range(opened, end)):
        return  # "what they called ‘the comeback of the decade’"
    before = range(opened - 1, max(q.first, opened - NEAR), -1)
    after = range(end + 1, min(q.last, end + NEAR))
    for frame, tokens in (("quote_after", before), ("quote_before", after)):
        cue = next((i for i in tokens if _is_cue(p, bounds, i)), None)
        if cue is not None:
            yield Candidate(frame, cue, opened, end, NESTED, opened + 1, "")
            return


def _split(p: Parse, bounds: Bounds, a: Quotation, b: Quotation) -> Iterator[Candidate]:
    first = b.first + 1
    if p.sent_of[a.last] != p.sent_of[b.first] or p.lower[first] not in LINKS or not b.closed:
        return
    last_words = range(a.last - 1, max(a.first, a.last - NEAR), -1)
    cue = next((i for i in last_words if _is_cue(p, bounds, i)), None)
    if cue is not None and not kids(p, cue, "ccomp", "xcomp"):
        frame = "infinitive" if p.lower[first] == "to" else "clause"
        _, last = bounds.tidy(first, first, b.last - 1)
        yield Candidate(frame, cue, first, last, p.lower[first], first, "")


def _is_cue(p: Parse, bounds: Bounds, i: int) -> bool:
    groups = bounds.views.cues.groups_of.get(("verbs", p.lemma[i]), ())
    return p.tag[i] in ("VBD", "VBZ", "VBP") and bool(CUES.intersection(groups[:1]))
