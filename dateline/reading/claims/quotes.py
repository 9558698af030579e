"""Stretches in quotation marks, found by a stack in one pass: marks nest, stay open over paragraphs, or never close."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.language.layout import MARKS, paragraph_starts
from dateline.language.parse import Parse

OPENING = {"“": "”", "„": "“", "«": "»", "»": "«", "``": "''"}  # an opening mark and the one that closes it
STRAIGHT = frozenset({'"', "''", "``"})
EITHER = STRAIGHT | {"»"}  # open and close alike, or in another language
SINGLE = frozenset({"‘", "'"})
CLOSING_SINGLE = frozenset({"’", "'"})
STOPS = frozenset({",", ".", "!", "?", "…", ";", ":"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens first..last between two marks, marks included; `closed` False when the paragraph ended first."""

    first: int
    last: int
    closed: bool
    goes_on: bool = False  # the next quotation is its next paragraph


class Quotations:
    """The outermost quotations of a report, in reading order, and which one a token is inside of."""

    def __init__(self, parse: Parse, walls: Sequence[int] = ()):
        """walls: code points where another kind of passage begins; no quotation goes on beyond one."""
        self.parse = parse
        self.walls = walls
        self.all = tuple(_found(parse, walls))
        self._firsts = [q.first for q in self.all]

    def apart(self, a: Quotation, b: Quotation) -> bool:
        """Does another kind of passage begin between the two?"""
        return self.apart_at(a.last, b.first)

    def apart_at(self, i: int, j: int) -> bool:
        """Does another kind of passage begin between two tokens?"""
        return _wall_between(self.parse, self.walls, i, j)

    def around(self, i: int) -> Quotation | None:
        """The quotation that token i stands in, its marks counted in."""
        at = bisect_right(self._firsts, i) - 1
        return self.all[at] if at >= 0 and i <= self.all[at].last else None

    def number(self, i: int) -> int | None:
        """Index into `all` of the quotation that token i stands in."""
        at = bisect_right(self._firsts, i) - 1
        return at if at >= 0 and i <= self.all[at].last else None

    def index_from(self, i: int) -> int:
        """Index into `all` of the first quotation that starts at token i or later."""
        return bisect_right(self._firsts, i - 1)

    def starting_in(self, first: int, last: int) -> tuple[Quotation, ...]:
        """The quotations whose first token lies in first..last."""
        return self.all[self.index_from(first) : self.index_from(last + 1)]


def _found(parse: Parse, walls: Sequence[int]) -> list[Quotation]:
    found: list[Quotation] = []
    bounds = [*paragraph_starts(parse), len(parse)]
    for at, (first, after) in enumerate(pairwise(bounds)):
        inside = _in_paragraph(parse, first, after, taken_up=_all_quoted(parse, bounds[at + 1 : at + 3]))
        goes_on = inside and found and not found[-1].closed and inside[0].first == first
        if goes_on and not _wall_between(parse, walls, found[-1].last, first):
            last = found[-1]
            found[-1] = Quotation(last.first, last.last, last.closed, goes_on=True)
        found += inside
    return found


def _wall_between(parse: Parse, walls: Sequence[int], i: int, j: int) -> bool:
    return bisect_right(walls, parse.start[i]) != bisect_right(walls, parse.start[j])


def _all_quoted(parse: Parse, bounds: Sequence[int]) -> bool:
    """Whether a paragraph, if there is one, is one quotation: its only marks are its first and last tokens."""
    if len(bounds) < 2:
        return False
    first, after = bounds
    return [k for k in range(first, after) if parse.word[k] in MARKS] == [first, after - 1]


def _in_paragraph(parse: Parse, first: int, after: int, taken_up: bool) -> list[Quotation]:
    """Outermost quotations of one paragraph. Only the outermost mark is remembered: what nests in it is inside.

    taken_up: the next paragraph is a quotation.
    """
    found: list[Quotation] = []
    single = _Single(parse, first, after)
    opened: int | None = None
    closer = ""
    depth = 0
    i = first - 1
    while (i := i + 1) < after:
        word = parse.word[i]
        if opened is None:
            opens = word in OPENING and word not in EITHER
            opens = opens or (word in EITHER and _may_open(parse, i, after))
            if opens:
                opened, closer, depth = i, OPENING.get(word, word) if word not in STRAIGHT else "", 0
            elif word in SINGLE and (end := single.end(i)) is not None:
                found.append(Quotation(i, end, closed=True))
                i = end
        elif closer and word in OPENING and OPENING[word] == closer:
            depth += 1
        elif _closes(word, closer, parse, i):
            depth -= 1
            if depth < 0 or not closer:
                found.append(Quotation(opened, i, closed=True))
                opened = None
    if opened is not None and opened + 1 < after and _worth_keeping(parse, opened, first, taken_up and bool(found)):
        said = _said_inside(parse, opened)
        found.append(
            Quotation(opened, after - 1, closed=False) if said is None else Quotation(opened, said, closed=True)
        )
    return found


def _said_inside(parse: Parse, opened: int) -> int | None:
    """ "“The bridge is gone, said the mayor." with no closing mark: the comma before the words of saying."""
    after = parse.sentence(opened)[1]
    root = next((i for i in range(opened + 1, after) if parse.head[i] == i), None)
    if root is None or parse.tag[root] not in ("VBD", "VBZ"):
        return None
    said = next((k for k in parse.kids[root] if parse.rel[k] == "ccomp" and opened < k < root), None)
    subject = next((k for k in parse.kids[root] if parse.rel[k] == "nsubj"), None)
    if said is None or subject is None or subject < said:
        return None
    begins = min(root, parse.left[subject])
    return begins - 1 if parse.word[begins - 1] == "," and parse.left[said] <= opened + 1 else None


class _Single:
    """Single quotation marks of one paragraph. The closing one is the apostrophe too, so its neighbours must tell."""

    def __init__(self, parse: Parse, first: int, after: int):
        self.parse, self.after = parse, after
        marks = [i for i in range(first + 1, after) if parse.word[i] in CLOSING_SINGLE and not _spaced_before(parse, i)]
        self.after_stop = [i for i in marks if parse.word[i - 1] in STOPS]
        self.before_stop = [i for i in marks if i + 1 == after or parse.word[i + 1] in STOPS]

    def end(self, opened: int) -> int | None:
        """The mark that closes the one at `opened`; None when it opens nothing."""
        p = self.parse
        follows = opened + 1 < self.after and p.end[opened] == p.start[opened + 1]
        if not follows or (opened > 0 and not _spaced_before(p, opened)):
            return None
        straight = p.word[opened] == "'"
        if straight and not p.word[opened + 1][:1].isupper():
            return None
        ends = [self.after_stop] if straight else [self.after_stop, self.before_stop]
        nearest = [found[at] for found in ends if (at := bisect_right(found, opened + 1)) < len(found)]
        return min(nearest, default=None)


def _closes(word: str, closer: str, parse: Parse, i: int) -> bool:
    if closer:
        if closer == "“" and word == "”":
            return True  # „so” as well as „so“
        return word == closer or (closer == "”" and word in ('"', "''") and not _spaced_before(parse, i))
    return word in STRAIGHT or word == "”"


def _may_open(parse: Parse, i: int, after: int) -> bool:
    """A straight mark opens when a word follows at once, or nothing but the start of the line is before it."""
    return i + 1 < after and (parse.end[i] == parse.start[i + 1] or _spaced_before(parse, i))


def _spaced_before(parse: Parse, i: int) -> bool:
    return i == 0 or parse.end[i - 1] < parse.start[i]


def _worth_keeping(parse: Parse, opened: int, first: int, goes_on: bool) -> bool:
    """A mark that never closes is believed at the start of a paragraph, and after a colon or comma. goes_on: behind
    other words that were quoted, and with a quotation as the next paragraph: then at the start of a sentence too."""
    before = parse.word[opened - 1]
    return opened == first or before in (":", ",") or (goes_on and before in STOPS)
